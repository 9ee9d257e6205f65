"""Writes to the common schedule: one side proposes, the other answers; nothing agreed changes without both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfoNotFoundError

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access.policy import space_of
from portal.access.rights import rights_in
from portal.activity.services import record
from portal.core.errors import Forbidden, InvalidInput, NotVisible, WrongState
from portal.core.models import check_fields, lock
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, Side
from sales_module.schedule.calculations import NoSuchTime, instant_of
from sales_module.schedule.choices import (
    LONGEST_MINUTES,
    SLOTS_AT_MOST,
    WITHOUT_DURATION,
    ItemKind,
    ItemState,
    ProposalState,
)
from sales_module.schedule.models import Proposal, ScheduleItem, Slot
from sales_module.schedule.policies import schedule_policy


@dataclass(frozen=True, slots=True)
class Offered:
    """One time as the person wrote it."""

    day: date
    at: time
    zone: str
    minutes: int = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """What a proposal says. Place and link become the item's when it is accepted."""

    slots: Sequence[Offered]
    place: str = ""
    video_link: str = ""
    message: str = ""


def item_propose(
    *, actor: Person, space_id: UUID, kind: ItemKind, title: str, offer: Offer, agenda: str = ""
) -> ScheduleItem:
    """A new item with its first proposal; the other side answers.

    Raises: NotVisible, Forbidden, InvalidInput (no title; a time that is over, does not exist or is given twice).
    """
    if not title.strip():
        raise InvalidInput(fields={"title": [_("Fill this in.")]})
    with transaction.atomic():
        rights = schedule_policy.require_in_space(actor, "propose", space_id, Confidentiality.GENERAL)
        space = space_of(space_id)
        times = _instants(offer.slots, kind)
        item = ScheduleItem(
            space=space,
            kind=kind,
            title=title.strip(),
            agenda=agenda.strip(),
            turn=rights.side.other,
            sorted_by=min(starts for _slot, starts in times),
        )
        check_fields(item, "kind", "title", "agenda")
        item.save()
        _add_proposal(item, actor, rights.side, offer, times)
        record("schedule.proposed", actor=actor, subject=item, space=space)
    return item


def change_propose(*, actor: Person, item: ScheduleItem, version: int, offer: Offer) -> ScheduleItem:
    """Another time for an agreed or declined item. An agreed time stands until the other side accepts.

    Raises: NotVisible, Forbidden, WrongState (a proposal is open, or cancelled), StaleVersion, InvalidInput.
    """
    with transaction.atomic():
        item = lock(ScheduleItem, item.pk)
        schedule_policy.require(actor, "propose", item)
        item.check_version(version)
        side = _side_of(actor, item)
        times = _instants(offer.slots, ItemKind(item.kind))
        _add_proposal(item, actor, side, offer, times)
        if item.state == ItemState.DECLINED:
            item.state = ItemState.PROPOSED
            item.sorted_by = min(starts for _slot, starts in times)
        item.turn = side.other
        item.save_next_version(fields=["state", "turn", "sorted_by"])
        record("schedule.change_proposed", actor=actor, subject=item, space=item.space)
    return item


def proposal_accept(*, actor: Person, slot: Slot) -> ScheduleItem:
    """The other side takes one of the offered times: the item is agreed.

    Raises: NotVisible, Forbidden (own side's proposal, or no deciding role), WrongState (answered or withdrawn
    meanwhile), InvalidInput (the time is over).
    """
    with transaction.atomic():
        item, proposal = _open_for_answer(actor, slot.proposal_id)
        slot = lock(Slot, slot.pk)
        starts = _instant(Offered(_known(slot.day), _known(slot.at), slot.zone, slot.minutes))
        if starts <= timezone.now():
            raise InvalidInput(_("This time is over. Propose another one."))
        slot.chosen, slot.starts = True, starts
        slot.save(update_fields=["chosen", "starts"])
        _close(proposal, actor, ProposalState.ACCEPTED)
        item.day, item.at, item.zone, item.minutes = slot.day, slot.at, slot.zone, slot.minutes
        item.starts = item.sorted_by = starts
        item.place, item.video_link = proposal.place, proposal.video_link
        item.state, item.turn, item.moved_by_rules = ItemState.AGREED, "", False
        item.save_next_version(
            fields=["day", "at", "zone", "minutes", "starts", "sorted_by", "place", "video_link", "state", "turn"]
            + ["moved_by_rules"]
        )
        record("schedule.accepted", actor=actor, subject=item, space=item.space)
    return item


def proposal_decline(*, actor: Person, proposal: Proposal, answer: str = "") -> ScheduleItem:
    """No to all offered times. What was agreed before stands.

    Raises: NotVisible, Forbidden, WrongState.
    """
    with transaction.atomic():
        item, proposal = _open_for_answer(actor, proposal.pk)
        _close(proposal, actor, ProposalState.DECLINED, answer)
        if item.state == ItemState.PROPOSED:
            item.state = ItemState.DECLINED
        item.turn = ""
        item.save_next_version(fields=["state", "turn"])
        record("schedule.declined", actor=actor, subject=item, space=item.space)
    return item


def proposal_counter(*, actor: Person, proposal: Proposal, offer: Offer) -> ScheduleItem:
    """No to the offered times, and other times instead: now the first side answers.

    Raises: NotVisible, Forbidden, WrongState, InvalidInput.
    """
    with transaction.atomic():
        item, proposal = _open_for_answer(actor, proposal.pk)
        times = _instants(offer.slots, ItemKind(item.kind))
        _close(proposal, actor, ProposalState.COUNTERED)
        side = _side_of(actor, item)
        _add_proposal(item, actor, side, offer, times)
        if item.state == ItemState.PROPOSED:
            item.sorted_by = min(starts for _slot, starts in times)
        item.turn = side.other
        item.save_next_version(fields=["turn", "sorted_by"])
        record("schedule.countered", actor=actor, subject=item, space=item.space)
    return item


def proposal_withdraw(*, actor: Person, proposal: Proposal) -> ScheduleItem:
    """The proposing side takes its own proposal back. An item that was never agreed is cancelled by it.

    Raises: NotVisible, Forbidden (the other side's), WrongState.
    """
    with transaction.atomic():
        item, proposal = _locked(actor, proposal.pk, "withdraw")
        if proposal.state != ProposalState.OPEN:
            raise WrongState
        if proposal.side != _side_of(actor, item):
            raise Forbidden(_("Only the side that proposed takes a proposal back."))
        _close(proposal, actor, ProposalState.WITHDRAWN)
        if item.state == ItemState.PROPOSED:
            item.state = ItemState.CANCELLED
        item.turn = ""
        item.save_next_version(fields=["state", "turn"])
        record("schedule.withdrawn", actor=actor, subject=item, space=item.space)
    return item


def item_cancel(*, actor: Person, item: ScheduleItem, version: int) -> ScheduleItem:
    """An agreed item does not take place; everybody is told.

    Raises: NotVisible, Forbidden, WrongState (not agreed), StaleVersion.
    """
    with transaction.atomic():
        item = lock(ScheduleItem, item.pk)
        schedule_policy.require(actor, "cancel", item)
        item.check_version(version)
        for proposal in item.proposals.filter(state=ProposalState.OPEN):
            _close(proposal, actor, ProposalState.WITHDRAWN)
        item.state, item.turn = ItemState.CANCELLED, ""
        item.save_next_version(fields=["state", "turn"])
        record("schedule.cancelled", actor=actor, subject=item, space=item.space)
    return item


def agenda_change(*, actor: Person, item: ScheduleItem, version: int, agenda: str) -> ScheduleItem:
    """Both sides write the agenda. Raises: NotVisible, Forbidden, WrongState (cancelled), StaleVersion."""
    with transaction.atomic():
        item = lock(ScheduleItem, item.pk)
        schedule_policy.require(actor, "change_agenda", item)
        item.check_version(version)
        item.agenda = agenda.strip()
        check_fields(item, "agenda")
        item.save_next_version(fields=["agenda"])
        record("schedule.agenda_changed", actor=actor, subject=item, space=item.space)
    return item


def zone_rules_apply() -> int:
    """Recomputes the moment of every agreed item ahead; flags those that new zone rules moved. Returns their number."""
    moved = 0
    with transaction.atomic():
        ahead = ScheduleItem.objects.select_for_update().filter(state=ItemState.AGREED, starts__gt=timezone.now())
        for item in ahead:
            try:
                starts = instant_of(_known(item.day), _known(item.at), item.zone)
            except NoSuchTime:
                continue
            if starts != item.starts:
                item.starts = item.sorted_by = starts
                item.moved_by_rules = True
                item.save_next_version(fields=["starts", "sorted_by", "moved_by_rules"])
                record("schedule.moved_by_rules", actor=None, subject=item, space=item.space)
                moved += 1
    return moved


# --- pieces ----------------------------------------------------------------------------------------------------------


def _locked(actor: Person, proposal_id: UUID, action: str) -> tuple[ScheduleItem, Proposal]:
    """Item and proposal under the item's lock, so that two answers cannot cross."""
    item_id = Proposal.objects.filter(pk=proposal_id).values_list("item_id", flat=True).first()
    if item_id is None:
        raise NotVisible
    item = lock(ScheduleItem, item_id)
    schedule_policy.require(actor, action, item)
    return item, lock(Proposal, proposal_id)


def _open_for_answer(actor: Person, proposal_id: UUID) -> tuple[ScheduleItem, Proposal]:
    item, proposal = _locked(actor, proposal_id, "answer")
    if proposal.state != ProposalState.OPEN:
        raise WrongState(_("This proposal was answered or withdrawn meanwhile. Look at the page again."))
    if proposal.side == _side_of(actor, item):
        raise Forbidden(_("The other side answers what your side proposed."))
    return item, proposal


def _side_of(actor: Person, item: ScheduleItem) -> Side:
    rights = rights_in(actor, item.space_id)
    if rights is None:
        raise NotVisible
    return rights.side


def _close(proposal: Proposal, actor: Person, state: ProposalState, answer: str = "") -> None:
    proposal.state, proposal.answer = state, answer.strip()
    proposal.answered_at, proposal.answered_by = timezone.now(), actor
    check_fields(proposal, "answer")
    proposal.save(update_fields=["state", "answer", "answered_at", "answered_by"])


def _add_proposal(
    item: ScheduleItem, actor: Person, side: Side, offer: Offer, times: list[tuple[Offered, datetime]]
) -> Proposal:
    last = item.proposals.order_by("-number").values_list("number", flat=True).first() or 0
    proposal = Proposal(
        item=item,
        number=last + 1,
        side=side,
        by=actor,
        message=offer.message.strip(),
        place=offer.place.strip(),
        video_link=offer.video_link.strip(),
    )
    check_fields(proposal, "message", "place", "video_link")
    proposal.save()
    Slot.objects.bulk_create(
        Slot(proposal=proposal, day=slot.day, at=slot.at, zone=slot.zone, minutes=slot.minutes, starts=starts)
        for slot, starts in times
    )
    return proposal


def _instants(slots: Sequence[Offered], kind: ItemKind) -> list[tuple[Offered, datetime]]:
    """Each offered time with its moment. Raises: InvalidInput."""
    if not slots:
        raise InvalidInput(fields={"slots": [_("Offer at least one time.")]})
    if len(slots) > SLOTS_AT_MOST:
        raise InvalidInput(fields={"slots": [_("Offer three times at most.")]})
    found: list[tuple[Offered, datetime]] = []
    now = timezone.now()
    for index, slot in enumerate(slots):
        if kind in WITHOUT_DURATION:
            slot = Offered(slot.day, slot.at, slot.zone, 0)
        elif not 1 <= slot.minutes <= LONGEST_MINUTES:
            raise _bad_slot(index, _("A duration is at least one minute and at most five days."))
        starts = _instant(slot, index)
        if starts <= now:
            raise _bad_slot(index, _("This time is over."))
        if any(starts == other for _s, other in found):
            raise _bad_slot(index, _("This time is offered twice."))
        found.append((slot, starts))
    return found


def _instant(slot: Offered, index: int = 0) -> datetime:
    try:
        return instant_of(slot.day, slot.at, slot.zone)
    except NoSuchTime:
        raise _bad_slot(
            index, _("This time does not exist: the clocks are put forward that night. Choose another one.")
        ) from None
    except (ZoneInfoNotFoundError, ValueError, OverflowError):
        raise _bad_slot(index, _("This is not a time in a time zone known here.")) from None


def _bad_slot(index: int, message: str) -> InvalidInput:
    return InvalidInput(fields={f"slots.{index}": [message]})


def _known(value: Any) -> Any:
    """A column that is empty only before anything is agreed."""
    if value is None:
        raise WrongState
    return value
