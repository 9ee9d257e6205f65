"""The rows of a plan as its page shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from coop_plan.plans.calculations import RING, event_spots, month_labels, month_lines, next_day, spot, traffic, turn_of
from coop_plan.plans.choices import (
    STATEMENT_HEADINGS,
    TRAFFIC_TONES,
    UNFINISHED,
    ActionState,
    Month,
    StatementKind,
    Traffic,
)
from coop_plan.plans.models import Action, ClockEvent, Objective, PlanRow, Statement
from portal.spaces.choices import Side

ACTION_TONES = {
    ActionState.OPEN: "draft",
    ActionState.DOING: "waiting",
    ActionState.DONE: "done",
    ActionState.DROPPED: "closed",
}


@dataclass(slots=True)
class RowView:
    """One row: the row itself, whether the reader may change it, and whether it moved since the last visit."""

    row: Any
    may_edit: bool
    moved: bool = False
    tone: str = ""
    word: Any = ""
    late: bool = False
    objective: str = ""
    next_on: date | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    heading: Any
    kind: str
    rows: list[RowView]


@dataclass(frozen=True, slots=True)
class SideColumn:
    """What one company says: its priorities, ambitions and expectations."""

    side: Side
    organisation: str
    mine: bool
    groups: list[Group]

    @property
    def has_rows(self) -> bool:
        return any(group.rows for group in self.groups)


@dataclass(frozen=True, slots=True)
class MonthView:
    name: Any
    rows: list[RowView]


@dataclass(frozen=True, slots=True)
class Clock:
    """The year as a list by month, and the drawing: twelve lines, twelve names, a dot for each event."""

    months: list[MonthView]
    lines: list[Any]
    labels: list[Any]
    dots: list[Any]
    today: Any


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field before and after; only a prose text is compared word by word."""

    name: str
    label: Any
    old: str
    new: str
    is_prose: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One accepted save of one row, as the history tells it."""

    when: datetime
    who: str
    mine: bool
    row_kind: str
    row_id: UUID
    version: int
    title: str
    fields: list["ChangedField"] = field(default_factory=list)
    did: Any = ""


def present(rows: Iterable[PlanRow]) -> list[Any]:
    return [row for row in rows if row.removed is None]


def side_columns(
    statements: list[Statement], *, sides: Mapping[Side, str], my_side: Side, may_write: bool, moved: set[UUID]
) -> list[SideColumn]:
    """Both sides' statements; the reader's own side may be edited."""
    columns = []
    for side, organisation in sides.items():
        mine = may_write and side == my_side
        groups = [
            Group(
                STATEMENT_HEADINGS[kind],
                kind,
                [RowView(row, mine, row.pk in moved) for row in statements if row.side == side and row.kind == kind],
            )
            for kind in StatementKind
        ]
        columns.append(SideColumn(side, organisation, mine, groups))
    return columns


def objective_view(row: Objective, *, may_edit: bool, moved: bool, today: date) -> RowView:
    word = Traffic(traffic(baseline=row.baseline, target=row.target, actual=row.actual, due=row.due, today=today))
    return RowView(row, may_edit, moved, tone=TRAFFIC_TONES[word], word=word.label)


def action_view(row: Action, *, may_edit: bool, moved: bool, today: date, objectives: Mapping[UUID, str]) -> RowView:
    state = ActionState(row.state)
    return RowView(
        row,
        may_edit,
        moved,
        tone=ACTION_TONES[state],
        word=state.label,
        late=bool(row.due and row.due < today and row.state in UNFINISHED),
        objective=objectives.get(row.objective_id, "") if row.objective_id else "",
    )


def clock_view(row: ClockEvent, *, may_edit: bool, moved: bool, today: date) -> RowView:
    next_on = next_day(month=row.month, day=row.day, year=row.year, today=today)
    return RowView(row, may_edit, moved, next_on=next_on)


def clock(views: list[RowView], today: date) -> Clock:
    """The year's events by month, with their places on the drawing."""
    for number, view in enumerate(views, start=1):
        view.number = number
    spots = event_spots([(view.row.month, view.row.day) for view in views])
    months = [MonthView(month.label, [v for v in views if v.row.month == month]) for month in Month]
    names = [str(month.label)[:3] for month in Month]
    return Clock(
        months=[month for month in months if month.rows],
        lines=month_lines(),
        labels=list(zip(names, month_labels(), strict=True)),
        dots=list(zip(views, spots, strict=True)),
        today=spot(turn_of(today.month, today.day), RING),
    )
