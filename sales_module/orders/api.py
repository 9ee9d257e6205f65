"""`/api/v1/orders/`: orders of the accounts one takes part in. They come in by import, so there is nothing to write."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.core.api import PortalViewSet
from sales_module.orders import selectors
from sales_module.orders.choices import OrderFilter
from sales_module.orders.models import Order
from sales_module.orders.serializers import OrderDetailSerializer, OrderSerializer


class OrderQuery(serializers.Serializer[dict[str, object]]):
    account = serializers.UUIDField(required=False)
    show = serializers.ChoiceField(choices=OrderFilter.choices, default=OrderFilter.ALL)


class OrderViewSet(PortalViewSet):
    queryset = Order.objects.none()
    serializer_class = OrderSerializer

    def get_queryset(self) -> QuerySet[Order]:
        query = OrderQuery(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        return selectors.order_list(
            person=self.person(), space_id=asked.get("account"), which=OrderFilter(asked["show"])
        ).order_by()

    @extend_schema(
        summary="Orders, newest first",
        parameters=[
            OpenApiParameter("account", str, description="Only the orders of this account."),
            OpenApiParameter("show", str, enum=OrderFilter.values),
        ],
    )
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(OrderSerializer(page, many=True).data)

    @extend_schema(summary="One order with its lines", responses=OrderDetailSerializer)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return Response(OrderDetailSerializer(selectors.order_get(person=self.person(), pk=pk)).data)


routes = [
    path("orders/", OrderViewSet.as_view({"get": "list"}), name="api_orders"),
    path("orders/<uuid:pk>/", OrderViewSet.as_view({"get": "retrieve"}), name="api_order"),
]
