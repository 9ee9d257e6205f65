"""What the schedule tells Home and the room of a space."""

from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.core.links import link
from portal.home.registry import DateItem, OwedItem, WaitingItem
from portal.people.models import Person
from portal.spaces.choices import Side
from sales_module.schedule.selectors import Due, agreed_ahead, due_everywhere, due_in_space, waits_for

AHEAD = 10


def _url(due: Due) -> str:
    return link("schedule:item", due.space_id, due.pk)


def _sentence(due: Due) -> object:
    return format_lazy(_("Answer the proposed times: {title}"), title=due.title)


def waiting(person: Person) -> list[WaitingItem]:
    return [WaitingItem(d.space_id, _sentence(d), _url(d), d.sorted_by, "schedule") for d in waits_for(person)]


def dates(person: Person) -> list[DateItem]:
    ahead = agreed_ahead(due_everywhere(person))[:AHEAD]
    return [DateItem(d.space_id, d.title, d.starts, _url(d), d.zone) for d in ahead if d.starts]


def owed(person: Person, space_id: UUID) -> list[OwedItem]:
    return [
        OwedItem(Side(d.turn), _sentence(d), _url(d), d.sorted_by) for d in due_in_space(person, space_id) if d.turn
    ]
