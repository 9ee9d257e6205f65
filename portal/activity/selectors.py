"""Reads of the trail: only what the reader could open."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast

from portal.access.prepared import prepared
from portal.access.registry import policy_for
from portal.access.rights import rights_in
from portal.activity.models import Activity, Channel, Delivery, PersonKey
from portal.activity.registry import ActivityKind, kind_of
from portal.people.models import Person
from portal.spaces.models import Space


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact, ready to be shown: `actor` is None when the person was erased or it was the portal itself."""

    id: UUID
    kind: str
    when: datetime
    actor: str
    sentence: str
    url: str
    space: Space | None


def entries(*, person: Person, activities: Iterable[Activity]) -> list[Entry]:
    """The given activities as sentences, without those whose subject the person may not see.

    Queries: one for names (none with `with_names`), one for all kinds of subjects that name their fields and one for
    each other kind, whatever the number of activities.
    """
    rows = [(a, k) for a in activities if (k := kind_of(a.kind)) is not None and k.subject]
    names = _names([a for a, _k in rows])
    subjects = _subjects(person, rows)
    shown = []
    for activity, kind in rows:
        subject = subjects[(kind.subject, kind.action)].get(activity.subject_id)
        if subject is None:
            continue
        actor = names.get(activity.actor_key, "") if activity.actor_key else ""
        words = {"actor": actor, "subject": kind.subject_text(subject) if kind.subject_text else ""}
        words["count"] = str(activity.data.get("count", 1))
        shown.append(
            Entry(
                id=activity.pk,
                kind=activity.kind,
                when=activity.created,
                actor=actor,
                sentence=str(kind.sentence) % words,
                url=kind.url(subject),
                space=activity.space,
            )
        )
    return shown


Kept = tuple[str, str]  # kind of subject, action that must be possible


def _subjects(person: Person, rows: list[tuple[Activity, ActivityKind]]) -> dict[Kept, dict[Any, Any]]:
    """(subject kind, action) → id → the subject, of those the person may do that action to."""
    ids: dict[Kept, set[UUID]] = defaultdict(set)
    kinds: dict[Kept, list[ActivityKind]] = defaultdict(list)
    for activity, kind in rows:
        if activity.subject_id is not None:
            ids[(kind.subject, kind.action)].add(activity.subject_id)
        kinds[(kind.subject, kind.action)].append(kind)
    found: dict[Kept, dict[Any, Any]] = {}
    light: list[Brief] = []
    for kept, of_kind in kinds.items():
        if all(kind.fields is not None for kind in of_kind):
            light.append((*kept, tuple(sorted({name for kind in of_kind for name in kind.fields or ()}))))
        else:
            visible = policy_for(kept[0]).visible(person, kept[1]).filter(pk__in=ids[kept])
            related = {name for kind in of_kind for name in kind.related}
            found[kept] = {obj.pk: obj for obj in (visible.select_related(*related) if related else visible)}
    # In a fixed order, so that the same kinds give the same statement.
    light.sort()
    for start in range(0, len(light), BRIEFS_AT_ONCE):
        found |= _in_one_query(person, light[start : start + BRIEFS_AT_ONCE], ids)
    return found


Brief = tuple[str, str, tuple[str, ...]]  # kind of subject, action, the columns that are needed
BRIEFS_AT_ONCE = 6


def _in_one_query(person: Person, light: list[Brief], ids: dict[Kept, set[UUID]]) -> dict[Kept, dict[Any, Any]]:
    """Objects of several models with nothing but the named columns, by one UNION of texts."""
    found: dict[Kept, dict[Any, Any]] = {(kind, action): {} for kind, action, _names in light}
    wanted = {f"ids_{number}": ids[(kind, action)] for number, (kind, action, _names) in enumerate(light)}
    for number, key, *texts in _briefs(person=person, light=tuple(light), **wanted):
        kind, action, names = light[number]
        model = policy_for(kind).model
        obj = _built(model, dict(zip(names, texts, strict=False)))
        obj.pk = model._meta.pk.to_python(key)
        found[(kind, action)][obj.pk] = obj
    return found


@prepared
def _briefs(
    person: Person,
    light: tuple[Brief, ...],
    ids_0: Collection[UUID],
    ids_1: Collection[UUID] = frozenset(),
    ids_2: Collection[UUID] = frozenset(),
    ids_3: Collection[UUID] = frozenset(),
    ids_4: Collection[UUID] = frozenset(),
    ids_5: Collection[UUID] = frozenset(),
) -> QuerySet[Any, Any]:
    """One part for each of `light`, in its order; `ids_2` belong to the third."""
    columns = [f"brief_{number}" for number in range(max(len(names) for _kind, _action, names in light))]
    parts = []
    for number, ((kind, action, names), ids) in enumerate(
        zip(light, (ids_0, ids_1, ids_2, ids_3, ids_4, ids_5), strict=False)
    ):
        paths = dict(zip(columns, names, strict=False))
        texts = {column: Cast(paths[column], TextField()) if column in paths else Value("") for column in columns}
        part = policy_for(kind).visible(person, action).filter(pk__in=ids)
        part = part.order_by().annotate(
            brief_part=Value(number, IntegerField()), brief_key=Cast("pk", TextField()), **texts
        )
        parts.append(part.values_list("brief_part", "brief_key", *columns))
    return parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]


def _built(model: Any, texts: dict[str, Any]) -> Any:
    """An unsaved object of `model` from column paths and their texts."""
    values: dict[str, Any] = {}
    inner: dict[str, dict[str, Any]] = defaultdict(dict)
    for path, text in texts.items():
        head, _dots, rest = path.partition("__")
        if rest:
            inner[head][rest] = text
        else:
            values[head] = model._meta.get_field(head).to_python(text)
    for head, below in inner.items():
        values[head] = _built(model._meta.get_field(head).related_model, below)
    return model(**values)


def with_names(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Brings each actor's name along, so that `entries` need not ask for it."""
    named = PersonKey.objects.filter(key=OuterRef("actor_key")).values("person__name")
    return rows.annotate(actor_name=Subquery(named))


def _names(activities: list[Activity]) -> dict[UUID | None, str]:
    if all(hasattr(activity, "actor_name") for activity in activities):
        return {activity.actor_key: getattr(activity, "actor_name") or "" for activity in activities}  # noqa: B009
    keys = {activity.actor_key for activity in activities if activity.actor_key}
    return dict(PersonKey.objects.filter(key__in=keys).values_list("key", "person__name"))


def first_kinds(activities: Iterable[Activity], kinds_at_once: int) -> tuple[list[Activity], bool]:
    """The activities up to where `entries` would need one more query, and whether any were left out.

    Lean pages show the newest facts and leave the rest to a longer list.
    """
    taken, seen = list[Activity](), set[Kept]()
    for activity in activities:
        kind = kind_of(activity.kind)
        if kind is None or not kind.subject:
            continue
        # All that name their fields are one query together.
        seen.add((kind.subject, kind.action) if kind.fields is None else ("", ""))
        if len(seen) > kinds_at_once:
            return taken, True
        taken.append(activity)
    return taken, False


def space_timeline(*, person: Person, space_id: UUID, limit: int = 20, kinds_at_once: int = 99) -> list[Entry]:
    """The latest facts of one space, newest first. Queries: one, and one per kind of subject."""
    if rights_in(person, space_id) is None:
        return []
    rows = _facts_of(space=space_id, number=limit * 2)
    return entries(person=person, activities=first_kinds(rows, kinds_at_once)[0])[:limit]


@prepared
def _facts_of(space: UUID, number: int) -> QuerySet[Activity]:
    return with_names(Activity.objects.filter(space=space)).select_related("space").order_by("-id")[:number]


def my_notices(*, person: Person) -> QuerySet[Delivery]:
    """What the portal told this person, newest first."""
    return (
        Delivery.objects.filter(person=person, channel=Channel.PORTAL)
        .select_related("activity", "activity__space")
        .order_by("-id")
    )
