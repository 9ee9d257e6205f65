"""`/api/v1/schedule/`: the common schedule."""

from uuid import UUID

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from portal.core.api import PortalViewSet
from portal.core.errors import InvalidInput
from sales_module.schedule import selectors, services
from sales_module.schedule.choices import ItemKind
from sales_module.schedule.models import ScheduleItem
from sales_module.schedule.serializers import (
    AcceptInput,
    AgendaInput,
    CounterInput,
    DeclineInput,
    OfferInput,
    ProposeInput,
    ScheduleItemSerializer,
    WithdrawInput,
    offer_of,
)


class ScheduleViewSet(PortalViewSet):
    """Meetings, negotiations, deadlines and milestones of the spaces the person takes part in."""

    queryset = ScheduleItem.objects.none()
    serializer_class = ScheduleItemSerializer

    def _answer(self, pk: UUID, status: int = 200) -> Response:
        item = selectors.item_get(person=self.person(), pk=pk)
        return Response(ScheduleItemSerializer(item).data, status=status, headers={"ETag": f'"{item.version}"'})

    def _item(self, pk: UUID) -> ScheduleItem:
        return selectors.item_get(person=self.person(), pk=pk)

    @extend_schema(summary="The schedule", parameters=[OpenApiParameter("space", UUID, description="Only this space")])
    def list(self, request: Request) -> Response:
        rows = selectors.item_list(person=self.person(), space_id=_uuid(request.query_params.get("space")))
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(ScheduleItemSerializer(page, many=True).data)

    @extend_schema(summary="One item with its proposals")
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._answer(pk)

    @extend_schema(summary="Propose times for a new item", request=ProposeInput)
    def create(self, request: Request) -> Response:
        body = self.checked(ProposeInput)
        item = services.item_propose(
            actor=self.person(),
            space_id=body["space"],
            kind=ItemKind(body["kind"]),
            title=body["title"],
            agenda=body["agenda"],
            offer=offer_of(body),
        )
        return self._answer(item.pk, 201)

    @extend_schema(summary="Change the agenda (If-Match)", request=AgendaInput)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        item, agenda = self._item(pk), self.checked(AgendaInput)["agenda"]
        services.agenda_change(actor=self.person(), item=item, version=self.expected_version(), agenda=agenda)
        return self._answer(pk)

    @extend_schema(summary="Propose another time for an agreed or declined item (If-Match)", request=OfferInput)
    def propose(self, request: Request, pk: UUID) -> Response:
        item, body = self._item(pk), self.checked(OfferInput)
        services.change_propose(actor=self.person(), item=item, version=self.expected_version(), offer=offer_of(body))
        return self._answer(pk)

    @extend_schema(summary="Accept one of the proposed times", request=AcceptInput)
    def accept(self, request: Request, pk: UUID) -> Response:
        slot = selectors.slot_get(item=self._item(pk), pk=self.checked(AcceptInput)["slot"])
        services.proposal_accept(actor=self.person(), slot=slot)
        return self._answer(pk)

    @extend_schema(summary="Decline all proposed times", request=DeclineInput)
    def decline(self, request: Request, pk: UUID) -> Response:
        item, body = self._item(pk), self.checked(DeclineInput)
        proposal = selectors.proposal_get(item=item, pk=body["proposal"])
        services.proposal_decline(actor=self.person(), proposal=proposal, answer=body["answer"])
        return self._answer(pk)

    @extend_schema(summary="Answer with other times", request=CounterInput)
    def counter(self, request: Request, pk: UUID) -> Response:
        item, body = self._item(pk), self.checked(CounterInput)
        proposal = selectors.proposal_get(item=item, pk=body["proposal"])
        services.proposal_counter(actor=self.person(), proposal=proposal, offer=offer_of(body))
        return self._answer(pk)

    @extend_schema(summary="Take the own side's proposal back", request=WithdrawInput)
    def withdraw(self, request: Request, pk: UUID) -> Response:
        proposal = selectors.proposal_get(item=self._item(pk), pk=self.checked(WithdrawInput)["proposal"])
        services.proposal_withdraw(actor=self.person(), proposal=proposal)
        return self._answer(pk)

    @extend_schema(summary="Cancel an agreed item (If-Match)", request=None)
    def cancel(self, request: Request, pk: UUID) -> Response:
        services.item_cancel(actor=self.person(), item=self._item(pk), version=self.expected_version())
        return self._answer(pk)


def _uuid(text: str | None) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput(fields={"space": ["This is no id."]}) from None


ONE = "schedule/<uuid:pk>/"
routes = [
    path("schedule/", ScheduleViewSet.as_view({"get": "list", "post": "create"}), name="api_schedule"),
    path(
        ONE,
        ScheduleViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api_schedule_item",
    ),
    *(
        path(f"{ONE}{step}/", ScheduleViewSet.as_view({"post": step}), name=f"api_schedule_{step}")
        for step in ("propose", "accept", "decline", "counter", "withdraw", "cancel")
    ),
]
