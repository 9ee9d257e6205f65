"""What a person's participations say, read once per question or, inside one GET request, once per request."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When

from portal.access.models import Denial
from portal.access.registry import grant_models
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, History, Right, Side
from portal.spaces.models import Participant


@dataclass(frozen=True)
class SpaceRights:
    """One person in one space. `since` is set for a late joiner who reads only what came after."""

    space_id: UUID
    participant_id: UUID
    side: Side
    role: str
    rights: Mapping[str, list[str]]
    since: datetime | None
    has_denials: bool
    has_grants: bool

    def has(self, right: Right, confidentiality: str) -> bool:
        return right.value in self.rights.get(confidentiality, ())

    @cached_property
    def readable(self) -> tuple[str, ...]:
        return self.classes(Right.READ)

    def classes(self, right: Right) -> tuple[str, ...]:
        return tuple(c.value for c in Confidentiality if self.has(right, c.value))


_memo: ContextVar[dict[Any, Any] | None] = ContextVar("access_memo", default=None)


@contextmanager
def memo_for_one_answer() -> Iterator[None]:
    """Within this block reads of rights are remembered; never longer than one answer."""
    token = _memo.set({})
    try:
        yield
    finally:
        _memo.reset(token)


@contextmanager
def fresh() -> Iterator[None]:
    """Within this block every right is read anew: for writes, under the lock they took."""
    token = _memo.set(None)
    try:
        yield
    finally:
        _memo.reset(token)


def remembered(key: Any, make: Any) -> Any:
    memo = _memo.get()
    if memo is None:
        return make()
    if key not in memo:
        memo[key] = make()
    return memo[key]


def rights_everywhere(person: Person) -> dict[UUID, SpaceRights]:
    """space id → rights, for every space the person takes part in now. One query."""
    return remembered(("everywhere", person.pk), lambda: _read(person, Q()))


def rights_in(person: Person, space_id: UUID) -> SpaceRights | None:
    """Rights in one space; None for one the person is no participant of. One query."""
    memo = _memo.get()
    if memo is not None and ("everywhere", person.pk) in memo:
        return memo[("everywhere", person.pk)].get(space_id)
    found = remembered(("in", person.pk, space_id), lambda: _read(person, Q(space_id=space_id)))
    return found.get(space_id)


def _read(person: Person, condition: Q) -> dict[UUID, SpaceRights]:
    if not person.is_active:
        return {}
    rows = (
        Participant.objects.filter(Participant.active(person=person.pk, person__is_active=True), condition)
        .annotate(
            has_denials=Exists(Denial.objects.filter(person=person.pk, space=OuterRef("space"))),
            has_grants=_any_grant(person),
        )
        .values_list(
            "space_id", "pk", "side", "role_id", "role__rights", "joined_history", "starts", "has_denials", "has_grants"
        )
    )
    return {
        space_id: SpaceRights(
            space_id=space_id,
            participant_id=pk,
            side=Side(side),
            role=role,
            rights=rights,
            since=starts if history == History.FROM_JOINING else None,
            has_denials=has_denials,
            has_grants=has_grants,
        )
        for space_id, pk, side, role, rights, history, starts, has_denials, has_grants in rows
    }


def _any_grant(person: Person) -> Any:
    """Expression: does the person hold a grant on any object of the participant row's space?"""
    held = Q(pk__in=[])
    for model, space_path in grant_models():
        held |= Q(Exists(model.objects.filter(user=person.pk, **{f"content_object__{space_path}": OuterRef("space")})))
    return Case(When(held, then=Value(True)), default=Value(False), output_field=BooleanField())
