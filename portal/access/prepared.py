"""Reads through the policy that are compiled once for everybody who stands in the spaces alike.

`@prepared` on a function that builds a queryset makes it a function that returns the rows. The SQL of such a read
depends on the person only through the side, role and rights in each space; ids and times are values. So the queryset is
built once for each shape of rights, for a person who does not exist, and afterwards filled with the ids of who asks.
Exceptions (a denial, a single grant, a late joiner) take the way without a shortcut.
"""

import inspect
from collections.abc import Callable, Collection, Hashable
from datetime import date
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from portal.access.rights import SpaceRights, memo_of, remembered, rights_everywhere, rights_in
from portal.core.statements import Slots, Statement
from portal.people.models import Person

T = TypeVar("T")
# Above this many spaces the shortcut is not worth its statement.
LARGEST = 1024
STATEMENTS_KEPT = 200


def prepared(build: Callable[..., QuerySet[Any, Any]]) -> Callable[..., list[Any]]:
    """The rows of `build`, compiled once. All arguments go by name.

    `person` asks; with a `space_id` in that space alone. UUIDs, times, days, and lists and sets of UUIDs are values;
    every other argument belongs to the shape. `build` must take each time it needs as an argument.
    """
    statements: dict[Hashable, Statement] = {}
    names = set(inspect.signature(build).parameters)

    @wraps(build)
    def rows(**arguments: Any) -> list[Any]:
        if unknown := arguments.keys() - names:
            raise TypeError(f"{build.__name__}() got {', '.join(sorted(unknown))}")
        held = _held(arguments)
        if held is None:
            return list(build(**arguments))
        key = _shape(arguments, held)
        statement = statements.get(key)
        if statement is None:
            if len(statements) >= STATEMENTS_KEPT:
                statements.clear()
            statement = statements[key] = _compile(build, arguments, held)
        return statement.rows(_values(arguments, held))

    return rows


class Group:
    """The spaces in which a person has the same rights."""

    def __init__(self, like: SpaceRights) -> None:
        self.like = like
        self.spaces: list[UUID] = []

    @property
    def shape(self) -> Hashable:
        rights = tuple((name, tuple(some)) for name, some in sorted(self.like.rights.items()))
        return self.like.side, self.like.role, rights, _room(len(self.spaces))


def _held(arguments: dict[str, Any]) -> list[Group] | None:
    """The person's groups; None when an exception stands in the way."""
    person = arguments.get("person")
    if person is None:
        return []
    space_id = arguments.get("space_id")
    if space_id is None:
        return remembered(("groups", person.pk), lambda: _grouped(rights_everywhere(person).values()))
    one = rights_in(person, space_id)
    return _grouped([one] if one else [])


def _grouped(everywhere: Collection[SpaceRights]) -> list[Group] | None:
    groups: dict[Hashable, Group] = {}
    if len(everywhere) > LARGEST:
        return None
    for rights in everywhere:
        if rights.since is not None or rights.has_denials or rights.has_grants:
            return None
        key = (rights.side, rights.role)
        if key not in groups:
            groups[key] = Group(rights)
        groups[key].spaces.append(rights.space_id)
    return [groups[key] for key in sorted(groups)]  # type: ignore[type-var]


def _shape(arguments: dict[str, Any], held: list[Group]) -> Hashable:
    rest: list[Hashable] = []
    for name, value in arguments.items():
        if isinstance(value, UUID | date | Person):
            rest.append((name, type(value)))
        elif isinstance(value, list | set | frozenset):
            rest.append((name, _room(len(value))))
        else:
            rest.append((name, value))
    return (connection.vendor, *(group.shape for group in held), *rest)


def _room(number: int) -> int:
    """The next power of two: a list has room for that many, the last value fills what is over."""
    return 1 << (number - 1).bit_length() if number else 0


def _values(arguments: dict[str, Any], held: list[Group]) -> dict[Hashable, Any]:
    values: dict[Hashable, Any] = {}
    for name, value in arguments.items():
        if isinstance(value, Person):
            values[name] = value.pk
        elif isinstance(value, list | set | frozenset):
            _spread(values, name, list(value))
        else:
            values[name] = value
    if arguments.get("space_id") is None:
        for number, group in enumerate(held):
            _spread(values, number, group.spaces)
    return values


def _spread(values: dict[Hashable, Any], name: Hashable, some: list[Any]) -> None:
    for place in range(_room(len(some))):
        values[(name, place)] = some[min(place, len(some) - 1)]


def _compile(build: Callable[..., QuerySet[Any, Any]], arguments: dict[str, Any], held: list[Group]) -> Statement:
    """Builds the queryset for a person who does not exist, with the same shape of rights."""
    slots = Slots()
    given: dict[str, Any] = {}
    for name, value in arguments.items():
        if isinstance(value, Person):
            given[name] = _nobody(slots.of(name, value.pk))
        elif isinstance(value, UUID | date):
            given[name] = slots.of(name, value)
        elif isinstance(value, list | set | frozenset):
            given[name] = [slots.of((name, place), some) for place, some in enumerate(_padded(value))]
        else:
            given[name] = value
    memo = _Known()
    if (person := given.get("person")) is not None:
        if (space_id := given.get("space_id")) is not None:
            memo.know(("in", person.pk, space_id), {space_id: _as_if(held[0].like, space_id)} if held else {})
        else:
            stand_ins = [
                _as_if(group.like, slots.of((number, place), space))
                for number, group in enumerate(held)
                for place, space in enumerate(_padded(group.spaces))
            ]
            memo.know(("everywhere", person.pk), {rights.space_id: rights for rights in stand_ins})
    with memo_of(memo):
        return Statement(build(**given), slots)


class _Known(dict[Any, Any]):
    """The rights of nobody. Whatever else a read asks of its person would be compiled in for everybody."""

    def know(self, key: Any, value: Any) -> None:
        super().__setitem__(key, value)

    def __setitem__(self, key: Any, value: Any) -> None:
        raise ValueError(f"a prepared read depends on {key[0]!r}: give it as an argument or do not prepare it")


def _nobody(pk: UUID) -> Person:
    """A person of whom only the id is known: reading anything else fails."""
    return Person.from_db(None, ["id", "is_active"], [pk, True])


def _padded(some: Collection[Any]) -> list[Any]:
    values = list(some)
    return values + values[-1:] * (_room(len(values)) - len(values))


def _as_if(rights: SpaceRights, space_id: UUID) -> SpaceRights:
    return SpaceRights(
        space_id=space_id,
        participant_id=space_id,
        side=rights.side,
        role=rights.role,
        rights=rights.rights,
        since=None,
        has_denials=False,
        has_grants=False,
    )
