"""What every part of a build shares: the clock, chance, ids, the people, the trail."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bench.build.shape import Shape
from bench.build.writer import Writer

SEED = "talkoo"
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Someone:
    """A person as the build needs one."""

    id: UUID
    key: UUID
    organisation: UUID
    email: str
    language: str = "en"


@dataclass(frozen=True)
class Fact:
    """One activity to be: written and linked once all facts of its space are known."""

    when: datetime
    kind: str
    actor: Someone | None
    subject: UUID | None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass
class World:
    """One build. `now` is the midnight before it: everything is told as days from there."""

    shape: Shape
    writer: Writer
    now: datetime
    supplier: UUID = UUID(int=0)
    customers: list[UUID] = field(default_factory=list)
    supplier_people: list[Someone] = field(default_factory=list)
    # Six of each customer, in the order of `customers`.
    customer_people: list[list[Someone]] = field(default_factory=list)
    measured: dict[str, Any] = field(default_factory=dict)

    @property
    def seller(self) -> Someone:
        return self.supplier_people[0]

    @property
    def manager(self) -> Someone:
        """The key account manager."""
        return self.supplier_people[1]

    @property
    def buyer(self) -> Someone:
        return self.customer_people[0][0]

    def chance(self, *names: object) -> "Chance":
        return Chance(":".join([SEED, *map(str, names)]))


class Chance(random.Random):
    """Repeatable chance, and ids drawn from it."""

    def __init__(self, seed: str) -> None:
        super().__init__(seed)

    def id_at(self, when: datetime) -> UUID:
        """A UUIDv7 of that moment."""
        milliseconds = int(when.timestamp() * 1000)
        value = milliseconds << 80 | 0x7 << 76 | self.getrandbits(12) << 64 | 0b10 << 62 | self.getrandbits(62)
        return UUID(int=value)

    def key(self) -> UUID:
        """A random UUID (version 4)."""
        return UUID(int=self.getrandbits(128), version=4)

    def moment(self, start: datetime, end: datetime) -> datetime:
        return start + (end - start) * self.random()

    def of(self, words: tuple[str, ...]) -> str:
        return words[self.randrange(len(words))]


def midnight() -> datetime:
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
