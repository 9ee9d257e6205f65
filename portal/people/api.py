"""`/api/v1/`: me, people, organisations and tokens."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from portal.core.api import PortalViewSet
from portal.core.errors import InvalidInput
from portal.core.idempotency import shown_once
from portal.people import selectors, services
from portal.people.models import ApiToken, Organisation, Person
from portal.people.serializers import (
    MeChangeSerializer,
    MeSerializer,
    OrganisationSerializer,
    PersonSerializer,
    TokenCreateSerializer,
    TokenMadeSerializer,
    TokenSerializer,
)


class MeViewSet(PortalViewSet):
    queryset = Person.objects.none()
    serializer_class = MeSerializer

    @extend_schema(summary="Your own profile")
    def retrieve(self, request: Request) -> Response:
        return self._answer(self.person())

    @extend_schema(summary="Change your own profile", request=MeChangeSerializer, responses=MeSerializer)
    def partial_update(self, request: Request) -> Response:
        values = self.checked(MeChangeSerializer)
        return self._answer(
            services.profile_update(actor=self.person(), version=self.expected_version(), values=values)
        )

    def _answer(self, person: Person) -> Response:
        return Response(MeSerializer(person).data, headers={"ETag": f'"{person.version}"'})


class OrganisationViewSet(PortalViewSet):
    queryset = Organisation.objects.none()
    serializer_class = OrganisationSerializer

    def get_queryset(self) -> QuerySet[Organisation]:
        return selectors.organisation_list(person=self.person(), search=self.request.query_params.get("search", ""))

    @extend_schema(
        summary="The organisations you may know of",
        parameters=[OpenApiParameter("search", str, description="Part of the name or town.")],
    )
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(OrganisationSerializer(page, many=True).data)

    @extend_schema(summary="One organisation")
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return Response(OrganisationSerializer(selectors.organisation_get(person=self.person(), pk=pk)).data)


class PersonViewSet(PortalViewSet):
    queryset = Person.objects.none()
    serializer_class = PersonSerializer

    def get_queryset(self) -> QuerySet[Person]:
        wanted: Any = self.request.query_params.get("organisation")
        try:
            organisation_id = UUID(wanted) if wanted else None
        except ValueError:
            raise InvalidInput(fields={"organisation": ["Must be an id."]}) from None
        return selectors.person_list(person=self.person(), organisation_id=organisation_id)

    @extend_schema(
        summary="The people you may know of",
        parameters=[OpenApiParameter("organisation", UUID, description="Only those of this organisation.")],
    )
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(PersonSerializer(page, many=True).data)

    @extend_schema(summary="One person")
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return Response(PersonSerializer(selectors.person_get(person=self.person(), pk=pk)).data)


class TokenViewSet(PortalViewSet):
    queryset = ApiToken.objects.none()
    serializer_class = TokenSerializer

    def get_queryset(self) -> QuerySet[ApiToken]:
        return selectors.my_tokens(person=self.person())

    @extend_schema(summary="Your API tokens")
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(TokenSerializer(page, many=True).data)

    @extend_schema(
        summary="Make an API token",
        description="The answer holds the secret; it is never shown again.",
        request=TokenCreateSerializer,
        responses={201: TokenMadeSerializer},
    )
    def create(self, request: Request) -> Response:
        token, secret = services.my_token_create(actor=self.person(), **self.checked(TokenCreateSerializer))
        return shown_once(Response({**TokenSerializer(token).data, "secret": secret}, status=201))

    @extend_schema(summary="Revoke an API token", responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        services.my_token_revoke(actor=self.person(), pk=pk)
        return Response(status=204)


routes = [
    path("me/", MeViewSet.as_view({"get": "retrieve", "patch": "partial_update"}), name="api_me"),
    path("organisations/", OrganisationViewSet.as_view({"get": "list"}), name="api_organisations"),
    path("organisations/<uuid:pk>/", OrganisationViewSet.as_view({"get": "retrieve"}), name="api_organisation"),
    path("people/", PersonViewSet.as_view({"get": "list"}), name="api_people"),
    path("people/<uuid:pk>/", PersonViewSet.as_view({"get": "retrieve"}), name="api_person"),
    path("tokens/", TokenViewSet.as_view({"get": "list", "post": "create"}), name="api_tokens"),
    path("tokens/<uuid:pk>/", TokenViewSet.as_view({"delete": "destroy"}), name="api_token"),
]
