"""The history of a plan, and what it tells when two people write on one row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from coop_plan.plans.calculations import merged
from coop_plan.plans.choices import RowKind
from coop_plan.plans.models import CoopPlan, Objective, PlanChange
from coop_plan.plans.policies import ROW_POLICIES, plan_change_policy
from coop_plan.plans.rows import Change, ChangedField
from coop_plan.plans.texts import FIELDS, AnyRow, is_prose, label_of, shown, texts_of
from portal.activity.models import PersonKey
from portal.people.models import Person

LOOKED_THROUGH = 60
ADDED, REMOVED, RESTORED = _("added"), _("removed"), _("brought back")


def rows_of(plan: CoopPlan, kind: RowKind) -> QuerySet[Any]:
    """All rows of a plan that was read through the policy, removed ones included; a row is as visible as its plan."""
    rows: QuerySet[Any] = ROW_POLICIES[kind].model._default_manager.filter(plan=plan)
    return rows.select_related("owner__organisation") if kind == RowKind.ACTION else rows


def change_rows(*, person: Person, space_id: UUID) -> QuerySet[PlanChange]:
    """The history of a plan as far as the person may look back, the latest first, with who did it."""
    names = PersonKey.objects.filter(key=OuterRef("actor_key"))
    return (
        plan_change_policy.visible(person, space_id=space_id)
        .annotate(
            who=Subquery(names.values("person__name")),
            who_mail=Subquery(names.values("person__email")),
            who_id=Subquery(names.values("person")),
        )
        .order_by("-id")
    )


def changes_of(*, person: Person, space_id: UUID, rows: Iterable[AnyRow]) -> list[Change]:
    """The latest saves in the plan, newest first, titled by the given rows."""
    found = change_rows(person=person, space_id=space_id)[:LOOKED_THROUGH]
    return told(person=person, found=found, rows=rows, names={})


def history(*, person: Person, row: AnyRow) -> list[Change]:
    """Every save of one row, newest first, with old and new texts as people read them."""
    found = list(change_rows(person=person, space_id=row.plan_id).filter(row_id=row.pk))
    return told(person=person, found=found, rows=[row], names=names_in(person, found))


def plan_history(*, person: Person, plan: CoopPlan, start: int, count: int) -> tuple[list[Change], bool]:
    """A page of the plan's whole history, counted in saves, and whether there is more."""
    fields = change_rows(person=person, space_id=plan.pk)
    saves = fields.order_by().values_list("row_id", "version").annotate(at=Max("created")).order_by("-at", "row_id")
    page = list(saves[start : start + count + 1])
    these = Q(pk__in=[])
    for row_id, version, _at in page[:count]:
        these |= Q(row_id=row_id, version=version)
    found = list(fields.filter(these))
    rows = [plan, *(row for kind in ROW_POLICIES for row in rows_of(plan, kind))]
    return told(person=person, found=found, rows=rows, names=names_in(person, found)), len(page) > count


def told(*, person: Person, found: Iterable[PlanChange], rows: Iterable[AnyRow], names: dict[str, str]) -> list[Change]:
    """Changed fields put together into saves. Without `names`, ids stay untold."""
    titles = {row.pk: str(row) for row in rows}
    saves: dict[tuple[UUID, int], Change] = {}
    for change in found:
        key = (change.row_id, change.version)
        save = saves.get(key)
        if save is None:
            save = saves[key] = Change(
                when=change.created,
                who=getattr(change, "who", "") or getattr(change, "who_mail", "") or "",
                mine=getattr(change, "who_id", None) == person.pk,
                row_kind=change.row_kind,
                row_id=change.row_id,
                version=change.version,
                title=titles.get(change.row_id, ""),
                did=_did(change),
            )
        if change.field != "removed":
            save.fields.append(
                ChangedField(
                    name=change.field,
                    label=label_of(change.row_kind, change.field),
                    old=shown(change.row_kind, change.field, change.old, names),
                    new=shown(change.row_kind, change.field, change.new, names),
                    is_prose=is_prose(change.row_kind, change.field),
                )
            )
    for save in saves.values():
        save.fields.sort(key=lambda changed: FIELDS[RowKind(save.row_kind)].index(changed.name))
    return list(saves.values())


def _did(change: PlanChange) -> Any:
    if change.field == "removed":
        return REMOVED if change.new else RESTORED
    return ADDED if change.version == 1 else ""


def names_in(person: Person, found: Iterable[PlanChange]) -> dict[str, str]:
    """What the ids in the given changes stand for: owners and objectives."""
    ids: dict[str, set[str]] = {"owner": set(), "objective": set()}
    for change in found:
        if change.field in ids:
            ids[change.field] |= {text for text in (change.old, change.new) if text}
    people = Person.objects.filter(pk__in=ids["owner"]) if ids["owner"] else []
    objectives = Objective.objects.filter(pk__in=ids["objective"]) if ids["objective"] else []
    names = {str(each.pk): each.shown_name for each in people}
    return names | {str(each.pk): each.title for each in objectives}


# --- two people on one row -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConflictField:
    name: str
    label: Any
    mine: str
    theirs: str
    mine_shown: str
    theirs_shown: str
    both: bool
    # What is proposed: mine where I changed it, the other's where only the other did.
    keep_mine: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both texts of a row that two people wrote at once; `merged` holds the changes of both."""

    row: Any
    fields: list[ConflictField]
    # The fields about which both say the same: they travel along, so that a form is complete.
    same: list[tuple[str, str]]
    merged: dict[str, str]
    who: str
    when: datetime | None


def conflict(*, person: Person, row: AnyRow, version: int, mine: dict[str, str]) -> Conflict:
    """What to show when `mine` was written on `version` and the row has moved on.

    The text both started from is read back from the history, so a field only one of them touched is no question.
    """
    theirs = {name: text for name, text in texts_of(row).items() if name in mine}
    later = list(change_rows(person=person, space_id=row.plan_id).filter(row_id=row.pk, version__gt=version))
    base = dict(theirs)
    for change in later:  # the latest first, so the earliest change after `version` has the last word
        if change.field in base:
            base[change.field] = change.old
    result, both = merged(base=base, mine=mine, theirs=theirs)
    names = names_in(person, later) | _names_of(mine, theirs)
    differing = [name for name in FIELDS[row.row_kind] if name in mine and mine[name] != theirs[name]]
    saves = told(person=person, found=later, rows=[row], names={})
    return Conflict(
        row=row,
        fields=[
            ConflictField(
                name=name,
                label=label_of(row.row_kind, name),
                mine=mine[name],
                theirs=theirs[name],
                mine_shown=shown(row.row_kind, name, mine[name], names),
                theirs_shown=shown(row.row_kind, name, theirs[name], names),
                both=name in both,
                keep_mine=result[name] == mine[name],
            )
            for name in differing
        ],
        same=[(name, text) for name, text in mine.items() if name not in differing],
        merged=result,
        who=saves[0].who if saves else "",
        when=saves[0].when if saves else None,
    )


def _names_of(*texts: dict[str, str]) -> dict[str, str]:
    owner_ids = {each["owner"] for each in texts if each.get("owner")}
    objective_ids = {each["objective"] for each in texts if each.get("objective")}
    names = {str(p.pk): p.shown_name for p in Person.objects.filter(pk__in=owner_ids)} if owner_ids else {}
    rows = Objective.objects.filter(pk__in=objective_ids) if objective_ids else Objective.objects.none()
    return names | {str(row.pk): row.title for row in rows}
