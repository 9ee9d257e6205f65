"""`/api/v1/participants/`: the people of projects, plans and accounts."""

from uuid import UUID

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from portal.core.api import PortalViewSet
from portal.core.errors import InvalidInput
from portal.spaces import selectors, services
from portal.spaces.choices import Side
from portal.spaces.models import Participant
from portal.spaces.policies import participant_policy
from portal.spaces.serializers import ParticipantInput, ParticipantSerializer, RoleInput


class ParticipantViewSet(PortalViewSet):
    """Who takes part in the spaces of the person, as far as those show it."""

    queryset = Participant.objects.none()
    serializer_class = ParticipantSerializer

    def _answer(self, pk: UUID, status: int = 200) -> Response:
        found = selectors.participant_get(person=self.person(), pk=pk)
        return Response(ParticipantSerializer(found).data, status=status, headers={"ETag": f'"{found.version}"'})

    @extend_schema(
        summary="People who take part now", parameters=[OpenApiParameter("space", UUID, description="Only this space")]
    )
    def list(self, request: Request) -> Response:
        rows = selectors.participants_everywhere(
            person=self.person(), space_id=_uuid(request.query_params.get("space"))
        )
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(ParticipantSerializer(page, many=True).data)

    @extend_schema(summary="One participant")
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._answer(pk)

    @extend_schema(summary="Bring somebody in", request=ParticipantInput)
    def create(self, request: Request) -> Response:
        body = self.checked(ParticipantInput)
        actor, space_id, side = self.person(), body.pop("space"), Side(body.pop("side"))
        frame = selectors.frame_to_bring_in(person=actor, space_id=space_id)
        role = selectors.role_to_give(person=actor, space_id=space_id, side=side, code=body.pop("role"))
        chosen, email, home = body.pop("person", None), body.pop("email", None), body.pop("home", None)
        name = body.pop("name")
        if chosen is not None:
            person = selectors.person_to_add(person=actor, pk=chosen)
            added = services.participant_add(
                actor=actor, space_id=space_id, person=person, side=side, role=role, **body
            )
        else:
            company = selectors.company_to_name(person=actor, space=frame.space, pk=home)
            added = services.participant_invite(
                actor=actor, space_id=space_id, email=email, name=name, home=company, side=side, role=role, **body
            )
        return self._answer(added.pk, 201)

    @extend_schema(summary="Change role and visibility (If-Match)", request=RoleInput)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        seat = selectors.participant_get(person=self.person(), pk=pk)
        participant_policy.require(self.person(), "change", seat)
        body = self.checked(RoleInput)
        body["role"] = selectors.role_to_give(
            person=self.person(), space_id=seat.space_id, side=Side(seat.side), code=body["role"]
        )
        services.participant_change(actor=self.person(), participant=seat, version=self.expected_version(), **body)
        return self._answer(pk)

    @extend_schema(summary="End the access of a person", request=None, responses={204: None})
    def end(self, request: Request, pk: UUID) -> Response:
        seat = selectors.participant_get(person=self.person(), pk=pk)
        services.participant_end(actor=self.person(), participant=seat)
        return Response(status=204)


def _uuid(text: str | None) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput(fields={"space": ["This is no id."]}) from None


routes = [
    path("participants/", ParticipantViewSet.as_view({"get": "list", "post": "create"}), name="api_participants"),
    path(
        "participants/<uuid:pk>/",
        ParticipantViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api_participant",
    ),
    path("participants/<uuid:pk>/end/", ParticipantViewSet.as_view({"post": "end"}), name="api_participant_end"),
]
