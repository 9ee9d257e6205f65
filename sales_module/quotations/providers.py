"""What quotations tell Home: decisions and answers that wait, and the days validities end."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.access.rights import remembered
from portal.core.links import link
from portal.home.registry import DateItem, OwedItem, WaitingItem
from portal.people.models import Person
from portal.spaces.choices import Side
from sales_module.quotations.choices import Standing
from sales_module.quotations.models import Quotation
from sales_module.quotations.selectors import may_decide_in, open_for_decision, questions_to_answer, waiting_in_space


def decisions(person: Person) -> list[WaitingItem]:
    """Open offers the person can decide on by role."""
    where = may_decide_in(person)
    return [
        WaitingItem(
            space_id=quotation.space_id,
            sentence=_decide(quotation),
            url=_url(quotation),
            due=quotation.current.last_moment if quotation.current else None,
            kind="quotations.decision",
        )
        for quotation in _open(person)
        if quotation.space_id in where
    ]


def questions(person: Person) -> list[WaitingItem]:
    """Quotations with questions the person can answer, one item each."""
    waiting: dict[UUID, list[Quotation]] = {}
    for question in questions_to_answer(person=person):
        waiting.setdefault(question.quotation_id, []).append(question.quotation)
    return [
        WaitingItem(
            space_id=found[0].space_id,
            sentence=_answer(found[0], len(found)),
            url=f"{_url(found[0])}#questions",
            due=None,
            kind="quotations.question",
        )
        for found in waiting.values()
    ]


def owed(person: Person, space_id: UUID) -> list[OwedItem]:
    """What each side of one space owes: the customer a decision, the supplier answers."""
    found = []
    for quotation in waiting_in_space(person=person, space_id=space_id):
        if quotation.standing == Standing.OPEN and quotation.current is not None:
            found.append(OwedItem(Side.CUSTOMER, _decide(quotation), _url(quotation), quotation.current.last_moment))
        if count := quotation.unanswered:  # type: ignore[attr-defined]
            found.append(OwedItem(Side.SUPPLIER, _answer(quotation, count), f"{_url(quotation)}#questions", None))
    return found


def validities(person: Person) -> list[DateItem]:
    """The days open offers end."""
    return [
        DateItem(
            space_id=quotation.space_id,
            title=_("%(code)s %(title)s: validity ends") % {"code": quotation.code, "title": quotation.title},
            starts=quotation.current.last_moment,
            url=_url(quotation),
            zone=quotation.current.valid_zone,
            whole_day=True,
        )
        for quotation in _open(person)
        if quotation.current is not None and quotation.current.last_moment is not None
    ][:10]


def _open(person: Person) -> list[Quotation]:
    return remembered(("open quotations", person.pk), lambda: open_for_decision(person=person))


def _decide(quotation: Quotation) -> str:
    return _("Decide on %(code)s %(title)s") % {"code": quotation.code, "title": quotation.title}


def _answer(quotation: Quotation, count: int) -> str:
    words = ngettext(
        "Answer %(count)s question on %(code)s %(title)s", "Answer %(count)s questions on %(code)s %(title)s", count
    )
    return words % {"count": count, "code": quotation.code, "title": quotation.title}


def _url(quotation: Quotation) -> str:
    return link("quotations:quotation", quotation.space_id, quotation.pk)
