"""What one person finds on Home."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from portal.access.prepared import prepared
from portal.access.rights import rights_everywhere
from portal.activity.models import Activity, PersonKey
from portal.activity.selectors import Entry, entries, first_kinds, with_names
from portal.core.ids import first_of
from portal.home import registry
from portal.home.registry import DateItem, OwedItem, PlaceItem, StartLink, WaitingItem
from portal.people.models import Person
from portal.spaces.models import Space

SHOWN_WAITING = 12
SHOWN_NEW = 8
SHOWN_DATES = 6
SHOWN_PLACES = 12
# Looked through for what is new: enough to fill the list when some of it is not for this person.
LOOKED_THROUGH = 30
# The list ends where it would cost one more query; the rest is one step away.
KINDS_AT_ONCE = 2
FIRST_VISIT_LOOKS_BACK = timedelta(days=30)

Item = TypeVar("Item", WaitingItem, DateItem)


@dataclass(frozen=True, slots=True)
class Named:
    """An item with the code name of its space."""

    item: Any
    code_name: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class HomePage:
    waiting: list[Named]
    more_waiting: int
    new: list[Entry]
    more_new: bool
    since: datetime | None
    dates: list[Named]
    places: list[PlaceItem]
    more_places: int
    starts: list[StartLink]


def home_page(*, person: Person) -> HomePage:
    """All four sections. Queries: one for rights, one per provider, two and one per kind of subject for what is new."""
    now = timezone.now()
    spaces = rights_everywhere(person)
    waiting = sorted(_all(registry.waiting_providers, person), key=lambda item: _soonest(item.due))
    dates = sorted(_all(registry.dates_providers, person), key=lambda item: item.starts)
    places = _places(person, dates)
    new, more_new = new_entries(person=person, space_ids=list(spaces), kinds_at_once=KINDS_AT_ONCE, limit=SHOWN_NEW)
    names = _code_names([*waiting[:SHOWN_WAITING], *dates[:SHOWN_DATES]], places)
    return HomePage(
        waiting=[
            Named(item, names.get(item.space_id, ""), bool(item.due and item.due < now))
            for item in waiting[:SHOWN_WAITING]
        ],
        more_waiting=max(0, len(waiting) - SHOWN_WAITING),
        new=new,
        more_new=more_new,
        since=person.visited_home_before,
        dates=[Named(item, names.get(item.space_id, "")) for item in dates[:SHOWN_DATES]],
        places=places[:SHOWN_PLACES],
        more_places=max(0, len(places) - SHOWN_PLACES),
        starts=[] if places else [link for link in registry.start_links if link.visible(person)],
    )


def new_entries(*, person: Person, space_ids: list[UUID], kinds_at_once: int, limit: int) -> tuple[list[Entry], bool]:
    """What others did in the person's spaces since the visit before this one, newest first; and whether there is more.

    Nothing the person may not open is told. At most `kinds_at_once` kinds of subjects are read.
    """
    since = person.visited_home_before or timezone.now() - FIRST_VISIT_LOOKS_BACK
    looked_through = max(LOOKED_THROUGH, limit * 2)
    rows = _latest(person=person, space_ids=space_ids, since=since, first=first_of(since), number=looked_through)
    taken, cut = first_kinds(rows, kinds_at_once)
    found = entries(person=person, activities=taken)
    return found[:limit], len(found) > limit or cut


@prepared
def _latest(person: Person, space_ids: list[UUID], since: datetime, first: UUID, number: int) -> QuerySet[Activity]:
    mine = PersonKey.objects.filter(person=person.pk).values("key")
    rows = with_names(Activity.objects.filter(space__in=space_ids, pk__gte=first, created__gt=since)).exclude(
        actor_key__in=mine
    )
    return rows.select_related("space").order_by("-id")[:number]


def owed_in_space(*, person: Person, space_id: UUID) -> list[OwedItem]:
    """What both sides owe next in one space, soonest first. One query per provider."""
    found = [item for provider in registry.owed_providers for item in provider(person, space_id)]
    return sorted(found, key=lambda item: _soonest(item.due))


def _all(providers: Iterable[Callable[[Person], list[Item]]], person: Person) -> list[Item]:
    return [item for provider in providers for item in provider(person)]


def _soonest(moment: datetime | None) -> tuple[bool, datetime]:
    return (moment is None, moment or timezone.now())


def _places(person: Person, dates: list[DateItem]) -> list[PlaceItem]:
    """Those with a date ahead first, the nearest on top."""
    found = [place for provider in registry.places_providers for place in provider(person)]
    nearest: dict[UUID | None, DateItem] = {}
    for item in dates:
        nearest.setdefault(item.space_id, item)
    shown = []
    for place in found:
        date = nearest.get(place.space_id)
        if date is not None and (place.next_on is None or date.starts < place.next_on):
            place = PlaceItem(
                place.space_id, place.kind, place.code_name, place.title, place.step, place.url, date.title, date.starts
            )
        shown.append(place)
    return sorted(shown, key=lambda place: (*_soonest(place.next_on), place.code_name))


def _code_names(items: Iterable[WaitingItem | DateItem], places: list[PlaceItem]) -> dict[UUID | None, str]:
    names: dict[UUID | None, str] = {place.space_id: place.code_name for place in places}
    missing = {item.space_id for item in items if item.space_id} - names.keys()
    if missing:
        names |= dict(_names_of_spaces(space_ids=missing))
    return names


@prepared
def _names_of_spaces(space_ids: set[UUID]) -> QuerySet[Space, Any]:
    return Space.objects.filter(pk__in=space_ids).values_list("pk", "code_name")
