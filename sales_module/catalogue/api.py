"""`/api/v1/products/`."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from portal.core.api import PortalViewSet
from portal.core.errors import InvalidInput, NotVisible
from sales_module.catalogue import selectors, services
from sales_module.catalogue.models import Product
from sales_module.catalogue.policies import reads_catalogue, require_editor
from sales_module.catalogue.serializers import ProductInput, ProductSerializer, values_of


class ProductViewSet(PortalViewSet):
    queryset = Product.objects.none()
    serializer_class = ProductSerializer

    def get_queryset(self) -> QuerySet[Product]:
        query = self.request.query_params
        return selectors.product_list(
            person=self.person(), search=query.get("search", "")[:100], category=query.get("category", "")[:80]
        )

    @extend_schema(
        summary="Products of the catalogue", parameters=[OpenApiParameter("search"), OpenApiParameter("category")]
    )
    def list(self, request: Request) -> Response:
        if not reads_catalogue(self.person()):
            raise NotVisible
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(summary="One product")
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return Response(self.get_serializer(selectors.product_get(person=self.person(), pk=pk)).data)

    @extend_schema(summary="Add a product", request=ProductInput)
    def create(self, request: Request) -> Response:
        require_editor(self.person())
        body = self.checked(ProductInput)
        supplier = selectors.organisations_to_edit(person=self.person()).filter(pk__in=[body.get("supplier")]).first()
        if supplier is None:
            raise InvalidInput(fields={"supplier": ["Name one of the firms whose catalogue you edit."]})
        saved = services.product_save(actor=self.person(), supplier=supplier, values=values_of(body))
        return Response(self.get_serializer(saved.product).data, status=201)

    @extend_schema(summary="Change a product (If-Match: its version)", request=ProductInput)
    def update(self, request: Request, pk: UUID) -> Response:
        product = selectors.product_get(person=self.person(), pk=pk)
        saved = services.product_save(
            actor=self.person(),
            supplier=product.supplier,
            product=product,
            version=self.expected_version(),
            values=values_of(self.checked(ProductInput)),
        )
        return Response(self.get_serializer(saved.product).data)


routes = [
    path("products/", ProductViewSet.as_view({"get": "list", "post": "create"}), name="api_products"),
    path("products/<uuid:pk>/", ProductViewSet.as_view({"get": "retrieve", "put": "update"}), name="api_product"),
]
