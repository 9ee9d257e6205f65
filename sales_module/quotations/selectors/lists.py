"""Quotations in lists, and the newest one of a space."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from portal.access.prepared import prepared
from portal.core.money import Totals
from portal.people.models import Person
from portal.spaces.choices import Side
from sales_module.quotations.calculations import sums
from sales_module.quotations.choices import TONES, Stage, Standing
from sales_module.quotations.models import (
    Quotation,
)
from sales_module.quotations.policies import (
    quotation_policy,
    require_list,
)
from sales_module.quotations.selectors.one import line_list
from sales_module.quotations.validity import validity


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of a list. Amounts are those of the current revision, or of the draft where there is none."""

    id: UUID
    space_id: UUID
    title: str
    code: str
    stage: str
    standing: Standing
    revision: int
    has_draft: bool
    net: Any
    currency: str
    valid_day: date | None
    sent_at: datetime | None

    @property
    def stage_name(self) -> Any:
        return Stage(self.stage).label

    @property
    def tone(self) -> str:
        return TONES[self.standing]


def quotation_rows(*, person: Person, space_id: UUID) -> QuerySet[Quotation]:
    """The quotations of a space the person may see, newest first. Raises: NotVisible: quotations are closed here."""
    require_list(person, space_id)
    return quotation_policy.visible(person, space_id=space_id).order_by("-id")


def quotations_anywhere(*, person: Person) -> QuerySet[Quotation]:
    """The quotations the person may see in all spaces, newest first."""
    return quotation_policy.visible(person).order_by("-id")


def list_rows(rows: Any, *, side: Side) -> list[ListRow]:
    """The given quotations (a slice of quotation_rows) in one query. Only the supplier side learns of drafts."""
    return [list_row(one, side=side) for one in rows.select_related("current", "draft")]


def list_row(quotation: Quotation, *, side: Side = Side.CUSTOMER) -> ListRow:
    shown = quotation.current or quotation.draft
    assert shown is not None  # made with a draft, and a draft goes only by being sent
    return ListRow(
        id=quotation.pk,
        space_id=quotation.space_id,
        title=quotation.title,
        code=quotation.code,
        stage=quotation.stage,
        standing=quotation.standing,
        revision=shown.number,
        has_draft=side == Side.SUPPLIER and quotation.draft_id is not None,
        net=shown.net_total,
        currency=shown.currency,
        valid_day=shown.valid_day,
        sent_at=shown.sent_at,
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """The newest quotation of a space, for its room."""

    id: UUID
    code: str
    title: str
    stage: str
    standing: Standing
    revision: int
    totals: Totals
    currency: str
    valid_until: datetime
    validity: str
    sent_at: datetime
    open_questions: int


def current_quotation(*, person: Person, space_id: UUID) -> Summary | None:
    """The quotation sent last of those the person may see, with its totals; None when there is none. Two queries."""
    quotation: Any = next(iter(_sent_last(person=person, space_id=space_id)), None)
    if quotation is None or quotation.current is None:
        return None
    current = quotation.current
    assert current.valid_until is not None and current.sent_at is not None
    return Summary(
        id=quotation.pk,
        code=quotation.code,
        title=quotation.title,
        stage=quotation.get_stage_display(),
        standing=quotation.standing,
        revision=current.number,
        totals=sums(line_list(revision=current), current.currency).base,
        currency=current.currency,
        valid_until=current.valid_until,
        validity=validity(current),
        sent_at=current.sent_at,
        open_questions=quotation.unanswered,
    )


@prepared
def _sent_last(person: Person, space_id: UUID) -> QuerySet[Quotation]:
    rows = quotation_policy.visible(person, space_id=space_id).filter(current__isnull=False)
    unanswered = Count("questions", filter=Q(questions__answered_at=None, questions__id__isnull=False))
    return rows.annotate(unanswered=unanswered).select_related("current").order_by("-counts_from")[:1]
