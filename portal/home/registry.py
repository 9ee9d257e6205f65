"""What Home and the room of a space ask of the apps above. Each registers its providers in `AppConfig.ready()`.

A provider starts from its own policy, so an item exists only for somebody who may see what it tells of; it costs one
query at most (two providers of one app may share it through `portal.access.rights.remembered`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.people.models import Person
from portal.spaces.choices import Side, SpaceKind


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """One step that waits for the person. `sentence` begins with the verb: "Answer the times for Kick-off"."""

    space_id: UUID | None
    sentence: Any
    url: str
    due: datetime | None
    kind: str


@dataclass(frozen=True, slots=True)
class DateItem:
    """One coming date. `zone` is the zone it belongs to; "" means the reader's. `whole_day`: no time is told."""

    space_id: UUID | None
    title: Any
    starts: datetime
    url: str
    zone: str = ""
    whole_day: bool = False


@dataclass(frozen=True, slots=True)
class PlaceItem:
    """A project or plan the person takes part in. `step` is the phase or state in words; `next_on` its next date."""

    space_id: UUID
    kind: SpaceKind
    code_name: str
    title: Any
    step: Any
    url: str
    next_title: Any = ""
    next_on: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwedItem:
    """What one side of a space owes next, told to everybody inside who may see the thing itself."""

    side: Side
    sentence: Any
    url: str
    due: datetime | None


@dataclass(frozen=True, slots=True)
class StartLink:
    """The first step for somebody who takes part in nothing yet. `visible` may ask for the person's roles."""

    name: Any
    url_name: str
    visible: Callable[[Person], bool]


WaitingProvider = Callable[[Person], list[WaitingItem]]
DatesProvider = Callable[[Person], list[DateItem]]
PlacesProvider = Callable[[Person], list[PlaceItem]]
OwedProvider = Callable[[Person, UUID], list[OwedItem]]

waiting_providers: list[WaitingProvider] = []
dates_providers: list[DatesProvider] = []
places_providers: list[PlacesProvider] = []
owed_providers: list[OwedProvider] = []
start_links: list[StartLink] = []


def register_waiting(provider: WaitingProvider) -> None:
    """`provider(person)` → what waits for this person anywhere."""
    waiting_providers.append(provider)


def register_dates(provider: DatesProvider) -> None:
    """`provider(person)` → what this person has ahead, nearest first; ten are enough."""
    dates_providers.append(provider)


def register_places(provider: PlacesProvider) -> None:
    """`provider(person)` → the open spaces of one kind the person takes part in."""
    places_providers.append(provider)


def register_owed(provider: OwedProvider) -> None:
    """`provider(person, space_id)` → what either side owes in one space, as far as the person may see it."""
    owed_providers.append(provider)


def register_start(link: StartLink) -> None:
    start_links.append(link)
