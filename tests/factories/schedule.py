"""Builders of the schedule: made by the real services, at fixed distances from now."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from portal.people.models import Person
from portal.spaces.models import Space
from sales_module.schedule.choices import ItemKind
from sales_module.schedule.models import Proposal, ScheduleItem
from sales_module.schedule.services import Offer, Offered, item_propose, proposal_accept


def wall(days: int, hour: int = 14, zone: str = "Europe/Helsinki") -> datetime:
    """A wall time so many days from now, without a zone."""
    day = timezone.now().astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour)


def offered(days: int, hour: int = 14, zone: str = "Europe/Helsinki", minutes: int = 60) -> Offered:
    when = wall(days, hour, zone)
    return Offered(when.date(), when.time(), zone, minutes)


def make_proposed(
    space: Space, by: Person, *, title: str = "Kick-off", days: tuple[int, ...] = (30, 31)
) -> ScheduleItem:
    offer = Offer([offered(day) for day in days], place="Mill office", message="Which day suits you?")
    return item_propose(actor=by, space_id=space.pk, kind=ItemKind.MEETING, title=title, offer=offer)


def make_agreed(space: Space, by: Person, answered_by: Person, **values: object) -> ScheduleItem:
    item = make_proposed(space, by, **values)  # type: ignore[arg-type]
    proposal = Proposal.objects.get(item=item)
    return proposal_accept(actor=answered_by, slot=proposal.slots.all()[0])
