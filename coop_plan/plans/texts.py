"""How the values of a row become the texts its history keeps, and how those are shown again."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Field

from coop_plan.plans.choices import RowKind
from coop_plan.plans.models import Action, ClockEvent, CoopPlan, Objective, PlanRow, Statement
from portal.ui.formats import day, number

AnyRow = CoopPlan | PlanRow

MODELS: dict[RowKind, type[CoopPlan] | type[PlanRow]] = {
    RowKind.PLAN: CoopPlan,
    RowKind.STATEMENT: Statement,
    RowKind.OBJECTIVE: Objective,
    RowKind.ACTION: Action,
    RowKind.CLOCK_EVENT: ClockEvent,
}
# What people edit and the history follows, in the order it is told.
FIELDS: dict[RowKind, tuple[str, ...]] = {
    RowKind.PLAN: ("name", "horizon_months", "vision", "agreed_by", "agreed_on"),
    RowKind.STATEMENT: ("kind", "text"),
    RowKind.OBJECTIVE: ("title", "measure", "unit", "baseline", "target", "actual", "due"),
    RowKind.ACTION: ("title", "owner", "due", "state", "progress", "objective"),
    RowKind.CLOCK_EVENT: ("title", "kind", "month", "day", "year"),
}


def field_of(kind: str, name: str) -> "Field[Any, Any]":
    return MODELS[RowKind(kind)]._meta.get_field(name)  # type: ignore[return-value]


def attribute(kind: str, name: str) -> str:
    """Where a field's value sits on the row: the id, for a reference."""
    return field_of(kind, name).attname


def as_text(value: Any) -> str:
    """The one text of a value: what history keeps, and what a form field posts for it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def tidy(text: str) -> str:
    """Without space around it, and with line ends as programs write them: browsers post others."""
    return text.replace("\r\n", "\n").strip()


def texts_of(row: AnyRow) -> dict[str, str]:
    kind = row.row_kind
    return {name: as_text(getattr(row, attribute(kind, name))) for name in FIELDS[kind]}


def label_of(kind: str, name: str) -> Any:
    return field_of(kind, name).verbose_name


def is_prose(kind: str, name: str) -> bool:
    """Whether a field holds words that are worth comparing word by word."""
    field = field_of(kind, name)
    return field.get_internal_type() in {"CharField", "TextField"} and not field.choices


def shown(kind: str, name: str, text: str, names: Mapping[str, str]) -> str:
    """A kept text as people read it. `names` has what ids stand for: people and objectives."""
    if not text:
        return ""
    field = field_of(kind, name)
    if field.is_relation:
        return names.get(text, "")
    if field.choices:
        return str(dict(field.flatchoices).get(field.to_python(text), text))
    kind_of_field = field.get_internal_type()
    if kind_of_field == "DateField":
        return day(date.fromisoformat(text))
    if kind_of_field == "DecimalField":
        return number(text)
    return text
