"""Reads of the common schedule."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from portal.access.prepared import prepared
from portal.access.rights import remembered, rights_everywhere
from portal.core.errors import NotVisible
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, Right, Side
from sales_module.schedule.choices import TONES, ItemKind, ItemState, ProposalState
from sales_module.schedule.models import Proposal, ScheduleItem, Slot
from sales_module.schedule.policies import schedule_policy

PAST_SHOWN = 100
AHEAD_ON_HOME = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the schedule. `starts` is the agreed time, else the earliest offered one."""

    pk: UUID
    kind: str
    title: str
    state: str
    turn: str
    starts: datetime
    zone: str
    place: str
    offered: int
    agreed: bool

    @property
    def kind_word(self) -> Any:
        return ItemKind(self.kind).label

    @property
    def word(self) -> Any:
        return ItemState(self.state).label

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def more(self) -> int:
        """Offered times beside the earliest one."""
        return self.offered - 1


@dataclass(frozen=True, slots=True)
class Schedule:
    past: list[Row]
    ahead: list[Row]


def schedule(*, person: Person, space_id: UUID, with_past: bool = False) -> Schedule:
    """The one line of dates of a space, in order of time. Two queries whatever its length.

    What waits for an answer counts as ahead even when its times are over: somebody still has to say something.
    """
    now = timezone.now()
    rows = schedule_policy.visible(person, space_id=space_id)
    over = Q(sorted_by__lt=now - timedelta(hours=1), turn="")
    ahead = list(_lean(rows.exclude(over).order_by("sorted_by", "pk")))
    past = list(_lean(rows.filter(over).order_by("-sorted_by", "-pk"))[:PAST_SHOWN])[::-1] if with_past else []
    ids = [row["pk"] for row in (*past, *ahead) if row["turn"]]
    offered: dict[UUID, list[tuple[datetime | None, str]]] = {}
    slots = Slot.objects.filter(proposal__item__in=ids, proposal__state=ProposalState.OPEN).order_by("starts")
    for item_id, starts, zone in slots.values_list("proposal__item", "starts", "zone") if ids else ():
        offered.setdefault(item_id, []).append((starts, zone))
    return Schedule([_row(row, offered) for row in past], [_row(row, offered) for row in ahead])


def _lean(rows: QuerySet[ScheduleItem]) -> QuerySet[ScheduleItem, Any]:
    return rows.values("pk", "kind", "title", "state", "turn", "sorted_by", "starts", "zone", "place")


def _row(row: dict[str, Any], offered: dict[UUID, list[tuple[datetime | None, str]]]) -> Row:
    times = offered.get(row["pk"], [])
    zone = row["zone"] or (times[0][1] if times else "")
    agreed = row["state"] == ItemState.AGREED
    return Row(
        row["pk"], row["kind"], row["title"], row["state"], row["turn"],
        row["starts"] or row["sorted_by"], zone, row["place"], len(times), agreed,
    )  # fmt: skip


def item_list(*, person: Person, space_id: UUID | None = None) -> QuerySet[ScheduleItem]:
    """All items the person may see, for the API."""
    return _with_proposals(schedule_policy.visible(person, space_id=space_id))


def item_get(*, person: Person, pk: UUID, space_id: UUID | None = None) -> ScheduleItem:
    """One item with its proposals and their slots. Raises: NotVisible."""
    return schedule_policy.get(person, pk, item_list(person=person, space_id=space_id).select_related("space"))


def proposal_get(*, item: ScheduleItem, pk: UUID) -> Proposal:
    """A proposal of an item that was let through. Raises: NotVisible."""
    for proposal in item.proposals.all():
        if proposal.pk == pk:
            return proposal
    raise NotVisible


def slot_get(*, item: ScheduleItem, pk: UUID) -> Slot:
    """A slot of an item that was let through. Raises: NotVisible."""
    for proposal in item.proposals.all():
        for slot in proposal.slots.all():
            if slot.pk == pk:
                return slot
    raise NotVisible


def open_proposal(item: ScheduleItem) -> Proposal | None:
    """The proposal that waits for an answer, of an item fetched by `item_get`."""
    return next((p for p in item.proposals.all() if p.state == ProposalState.OPEN), None)


def _with_proposals(rows: QuerySet[ScheduleItem]) -> QuerySet[ScheduleItem]:
    proposals = Proposal.objects.select_related("by", "answered_by").order_by("-number")
    return rows.prefetch_related(Prefetch("proposals", proposals), "proposals__slots")


# --- for Home and the room -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """What Home and the room tell of one item."""

    pk: UUID
    space_id: UUID
    kind: str
    title: str
    turn: str
    starts: datetime | None
    zone: str
    sorted_by: datetime


@prepared
def _due(person: Person, now: datetime, space_id: UUID | None = None) -> QuerySet[ScheduleItem, Any]:
    rows = schedule_policy.visible(person, space_id=space_id)
    found = rows.filter(Q(state=ItemState.AGREED, starts__gte=now) | ~Q(turn="")).order_by("sorted_by")
    return found.values_list("pk", "space_id", "kind", "title", "turn", "starts", "zone", "sorted_by")


def due_everywhere(person: Person) -> list[Due]:
    """Everything ahead and everything that waits, in all spaces of the person. One query, shared within an answer."""
    return remembered(
        ("schedule due", person.pk), lambda: [Due(*row) for row in _due(person=person, now=timezone.now())]
    )


def due_in_space(person: Person, space_id: UUID) -> list[Due]:
    """The same for one space. One query, shared within an answer."""
    return remembered(
        ("schedule due", person.pk, space_id),
        lambda: [Due(*row) for row in _due(person=person, space_id=space_id, now=timezone.now())],
    )


def waits_for(person: Person) -> list[Due]:
    """Proposals that the person may answer for the side they stand on."""
    rights = rights_everywhere(person)
    return [
        due
        for due in due_everywhere(person)
        if due.turn
        and rights[due.space_id].side == Side(due.turn)
        and rights[due.space_id].has(Right.DECIDE, Confidentiality.GENERAL)
    ]


def agreed_ahead(dues: list[Due]) -> list[Due]:
    """Those with an agreed time in the future, the nearest first."""
    now = timezone.now()
    return sorted((due for due in dues if due.starts and due.starts >= now), key=lambda due: due.starts or now)
