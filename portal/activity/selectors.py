"""Reads of the trail: only what the reader could open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from portal.access.registry import policy_for
from portal.access.rights import rights_in
from portal.activity.models import Activity, Channel, Delivery, PersonKey
from portal.activity.registry import kind_of
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

    Queries: one for names (none with `with_names`) and one per kind of subject, whatever the number of activities.
    """
    rows = [(a, k) for a in activities if (k := kind_of(a.kind)) is not None and k.subject]
    names = _names([a for a, _k in rows])
    subjects: dict[tuple[str, str], dict[Any, Any]] = {}
    for subject_kind, action in {(k.subject, k.action) for _a, k in rows}:
        alike = [(a, k) for a, k in rows if (k.subject, k.action) == (subject_kind, action)]
        visible = policy_for(subject_kind).visible(person, action).filter(pk__in={a.subject_id for a, _k in alike})
        related = {name for _a, k in alike for name in k.related}
        subjects[(subject_kind, action)] = {
            obj.pk: obj for obj in (visible.select_related(*related) if related else visible)
        }
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
    """The activities up to where one more kind of subject would begin, and whether any were left out.

    Each kind of subject costs `entries` a query; lean pages show the newest facts and leave the rest to a longer list.
    """
    taken, seen = list[Activity](), set[tuple[str, str]]()
    for activity in activities:
        kind = kind_of(activity.kind)
        if kind is None or not kind.subject:
            continue
        seen.add((kind.subject, kind.action))
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
