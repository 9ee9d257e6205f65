"""`/api/v1/accounts/`: the supplier's accounts, for those who take part in them."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coop_plan.accounts import selectors, services
from coop_plan.accounts.models import Account
from coop_plan.accounts.selectors import AccountFigures
from portal.core.api import PortalViewSet
from portal.people.models import Organisation
from sales_module.orders.selectors import OnTime


class CustomerSerializer(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["id", "name", "city", "country"]
        read_only_fields = fields


class AccountSerializer(serializers.ModelSerializer[Account]):
    id = serializers.UUIDField(source="pk", read_only=True)
    customer = CustomerSerializer(source="space.customer", read_only=True)

    class Meta:
        model = Account
        fields = ["id", "customer", "created"]
        read_only_fields = fields


class OnTimeSerializer(serializers.Serializer[OnTime]):
    """On-time delivery; `percent` is null when no order can be counted."""

    counted = serializers.IntegerField(read_only=True)
    on_time = serializers.IntegerField(read_only=True)
    late = serializers.IntegerField(read_only=True)
    not_counted = serializers.IntegerField(read_only=True)
    percent = serializers.DecimalField(max_digits=7, decimal_places=4, allow_null=True, read_only=True)


class AccountDetailSerializer(serializers.Serializer[AccountFigures]):
    """With the ids of what the person may see of this customer; `on_time_delivery` is null without that right."""

    id = serializers.UUIDField(source="pk", read_only=True)
    customer = CustomerSerializer(source="space.customer", read_only=True)
    created = serializers.DateTimeField(read_only=True)
    projects = serializers.ListField(child=serializers.UUIDField(), read_only=True)
    plans = serializers.ListField(child=serializers.UUIDField(), read_only=True)
    on_time_delivery = OnTimeSerializer(allow_null=True, read_only=True)


class AccountOpenSerializer(serializers.Serializer[dict[str, UUID]]):
    customer = serializers.UUIDField()


class AccountViewSet(PortalViewSet):
    queryset = Account.objects.none()
    serializer_class = AccountSerializer

    def get_queryset(self) -> QuerySet[Account]:
        return selectors.account_list(person=self.person()).order_by()

    @extend_schema(summary="Accounts")
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(AccountSerializer(page, many=True).data)

    @extend_schema(summary="Open an account", request=AccountOpenSerializer, responses={201: AccountSerializer})
    def create(self, request: Request) -> Response:
        account = services.account_open(
            actor=self.person(), customer_id=self.checked(AccountOpenSerializer)["customer"]
        )
        return Response(AccountSerializer(account).data, status=201)

    @extend_schema(summary="One account", responses=AccountDetailSerializer)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        account = selectors.account_get(person=self.person(), pk=pk)
        figures = selectors.account_figures(person=self.person(), account=account)
        return Response(AccountDetailSerializer(figures).data)


routes = [
    path("accounts/", AccountViewSet.as_view({"get": "list", "post": "create"}), name="api_accounts"),
    path("accounts/<uuid:pk>/", AccountViewSet.as_view({"get": "retrieve"}), name="api_account"),
]
