"""Reads of the trail: only what the reader could open."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast

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
    ids: dict[Kept, set[UUID | None]] = defaultdict(set)
    kinds: dict[Kept, list[ActivityKind]] = defaultdict(list)
    for activity, kind in rows:
        ids[(kind.subject, kind.action)].add(activity.subject_id)
        kinds[(kind.subject, kind.action)].append(kind)
    found: dict[Kept, dict[Any, Any]] = {}
    light: dict[Kept, tuple[QuerySet[Any], list[str]]] = {}
    for kept, of_kind in kinds.items():
        visible = policy_for(kept[0]).visible(person, kept[1]).filter(pk__in=ids[kept])
        if all(kind.fields is not None for kind in of_kind):
            light[kept] = visible, sorted({name for kind in of_kind for name in kind.fields or ()})
        else:
            related = {name for kind in of_kind for name in kind.related}
            found[kept] = {obj.pk: obj for obj in (visible.select_related(*related) if related else visible)}
    return found | (_in_one_query(light) if light else {})


def _in_one_query(light: dict[Kept, tuple[QuerySet[Any], list[str]]]) -> dict[Kept, dict[Any, Any]]:
    """Objects of several models with nothing but the named columns, by one UNION of texts."""
    width = max(len(names) for _rows, names in light.values())
    columns = [f"brief_{number}" for number in range(width)]
    parts = []
    for number, (visible, names) in enumerate(light.values()):
        paths = dict(zip(columns, names, strict=False))
        texts = {column: Cast(paths[column], TextField()) if column in paths else Value("") for column in columns}
        part = visible.order_by().annotate(
            brief_part=Value(number, IntegerField()), brief_key=Cast("pk", TextField()), **texts
        )
        parts.append(part.values_list("brief_part", "brief_key", *columns))
    found: dict[Kept, dict[Any, Any]] = {kept: {} for kept in light}
    of_part = list(light.items())
    for number, key, *texts_of_row in parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]:
        kept, (visible, names) = of_part[number]
        obj = _built(visible.model, dict(zip(names, texts_of_row, strict=False)))
        obj.pk = visible.model._meta.pk.to_python(key)
        found[kept][obj.pk] = obj
    return found


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
    rows = with_names(Activity.objects.filter(space=space_id)).select_related("space").order_by("-id")[: limit * 2]
    return entries(person=person, activities=first_kinds(rows, kinds_at_once)[0])[:limit]


def my_notices(*, person: Person) -> QuerySet[Delivery]:
    """What the portal told this person, newest first."""
    return (
        Delivery.objects.filter(person=person, channel=Channel.PORTAL)
        .select_related("activity", "activity__space")
        .order_by("-id")
    )
