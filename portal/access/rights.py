"""What a person's participations say, read once per question or, inside one GET request, once per request."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from portal.access.models import Denial
from portal.access.registry import grant_models
from portal.core.statements import compiled
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
def memo_of(known: dict[Any, Any]) -> Iterator[None]:
    """Within this block `known` is remembered: for building reads of a person who does not exist (prepared.py)."""
    token = _memo.set(known)
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
    return remembered(("everywhere", person.pk), lambda: _read(person))


def rights_in(person: Person, space_id: UUID) -> SpaceRights | None:
    """Rights in one space; None for one the person is no participant of. One query."""
    memo = _memo.get()
    if memo is not None and ("everywhere", person.pk) in memo:
        return memo[("everywhere", person.pk)].get(space_id)
    found = remembered(("in", person.pk, space_id), lambda: _read(person, space_id))
    return found.get(space_id)


def _read(person: Person, space_id: UUID | None = None) -> dict[UUID, SpaceRights]:
    if not person.is_active:
        return {}
    now = timezone.now()
    if space_id is None:
        rows = _participations(person=person.pk, now=now)
    else:
        rows = _participations(person=person.pk, now=now, space=space_id)
    return {
        space: SpaceRights(
            space_id=space,
            participant_id=pk,
            side=Side(side),
            role=role,
            rights=_parsed(rights),
            since=starts if history == History.FROM_JOINING else None,
            has_denials=has_denials,
            has_grants=has_grants,
        )
        for space, pk, side, role, rights, history, starts, has_denials, has_grants in rows
    }


@compiled
def _participations(person: UUID, now: datetime, space: UUID | None = None) -> QuerySet[Participant, Any]:
    rows = Participant.objects.filter(Participant.active(now=now, person=person, person__is_active=True))
    if space is not None:
        rows = rows.filter(space=space)
    return rows.annotate(
        # As text: few roles stand behind many rows, and each is read from JSON once.
        rights=Cast("role__rights", TextField()),
        has_denials=Exists(Denial.objects.filter(person=person, space=OuterRef("space"))),
        has_grants=_any_grant(person),
    ).values_list(
        "space_id", "pk", "side", "role_id", "rights", "joined_history", "starts", "has_denials", "has_grants"
    )


@lru_cache(maxsize=512)
def _parsed(text: str) -> Mapping[str, list[str]]:
    return dict(json.loads(text))


def _any_grant(person: UUID) -> Any:
    """Expression: does the person hold a grant on any object of the participant row's space?"""
    held = Q(pk__in=[])
    for model, space_path in grant_models():
        held |= Q(Exists(model.objects.filter(user=person, **{f"content_object__{space_path}": OuterRef("space")})))
    return Case(When(held, then=Value(True)), default=Value(False), output_field=BooleanField())
