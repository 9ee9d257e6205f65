"""What the pages say about a quotation: its state, whose turn it is, what happened."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from portal.spaces.choices import Side
from portal.spaces.models import Space
from portal.ui import formats
from sales_module.quotations.choices import RevisionState, Standing
from sales_module.quotations.models import QuotationRevision
from sales_module.quotations.selectors import LineView, QuotationPage


def turn(page: QuotationPage, space: Space) -> str:
    """Whose turn it is, in words."""
    customer = space.customer.name if space.customer else _("the customer")
    current = page.quotation.current
    if page.standing == Standing.DRAFT or current is None:
        return _("Only %(supplier)s sees this until it is sent") % {"supplier": space.supplier.name}
    if page.standing == Standing.OPEN:
        words = {"customer": customer, "day": formats.short_day(current.valid_day)}
        return _("Waiting for %(customer)s: decision by %(day)s") % words
    if page.standing in {Standing.EXPIRED, Standing.WITHDRAWN, Standing.DECLINED}:
        if page.rights.side == Side.SUPPLIER:
            return _("Your turn: send a new revision, if it is to go on")
        return _("Waiting for %(supplier)s: a new revision, if it is to go on") % {"supplier": space.supplier.name}
    return ""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the history, for the part "timeline"."""

    text: str
    when: datetime
    who: str = ""
    note: str = ""


def history(page: QuotationPage) -> list[Event]:
    """What happened to the quotation, newest first, out of what the page has read already."""
    found: list[Event] = []
    for revision in page.revisions:
        found += _revision_events(revision)
    for view in page.lines:
        found += _question_events(view)
    return sorted(found, key=lambda event: event.when, reverse=True)


def _revision_events(revision: QuotationRevision) -> list[Event]:
    number = {"number": revision.number}
    found = []
    if revision.sent_at and revision.sent_by:
        found.append(Event(_("sent revision %(number)s") % number, revision.sent_at, revision.sent_by.shown_name))
    if revision.ended_at and revision.state == RevisionState.WITHDRAWN:
        found.append(Event(_("Revision %(number)s was withdrawn") % number, revision.ended_at))
    if revision.ended_at and revision.state == RevisionState.EXPIRED:
        found.append(Event(_("The validity of revision %(number)s ended") % number, revision.ended_at))
    decision = getattr(revision, "customer_decision", None)
    if decision is not None:
        words = _("accepted revision %(number)s") if decision.kind == "accepted" else _("declined revision %(number)s")
        found.append(Event(words % number, decision.at, decision.name, decision.reason))
    return found


def _question_events(view: LineView) -> list[Event]:
    name = {"line": view.line.part_code or view.line.description[:40]}
    found = []
    for question in view.questions:
        found.append(Event(_("asked about %(line)s") % name, question.asked_at, question.asked_by.shown_name))
        if question.answered_at and question.answered_by:
            words = _("answered about %(line)s") % name
            found.append(Event(words, question.answered_at, question.answered_by.shown_name))
    return found
