"""Sending freezes a revision; withdrawing and expiry end one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.activity.services import record
from portal.core.errors import InvalidInput, WrongState
from portal.core.models import lock
from portal.people.models import Person
from portal.spaces.models import Space
from sales_module.quotations.choices import DecisionState, RevisionState, Standing
from sales_module.quotations.content import content_hash, content_of
from sales_module.quotations.models import Quotation, QuotationLine, QuotationRevision
from sales_module.quotations.policies import quotation_policy
from sales_module.quotations.selectors import customer_readers
from sales_module.quotations.services.drafts import lock_draft
from sales_module.quotations.services.pdfs import enqueue


def quotation_send(*, actor: Person, quotation: Quotation, version: int) -> QuotationRevision:
    """Freezes the draft and offers it: what was sent before is superseded, the customer's readers are told.

    `version`: of the draft the actor looked at.
    Raises: NotVisible, Forbidden, WrongState (no draft, or accepted already), StaleVersion. InvalidInput: not ready.
    """
    with transaction.atomic():
        quotation, draft = lock_draft(actor, "send", quotation, version)
        lines = list(draft.lines.all())
        if missing := not_ready(draft, lines):
            raise InvalidInput(fields=missing)
        now = timezone.now()
        if quotation.number is None:
            quotation.number = _next_number(quotation.space_id)
        QuotationRevision.objects.filter(quotation=quotation, state=RevisionState.SENT).update(
            state=RevisionState.SUPERSEDED, ended_at=now
        )
        draft.state, draft.sent_at, draft.sent_by = RevisionState.SENT, now, actor
        draft.content_hash = content_hash(content_of(quotation, draft, lines))
        draft.save(update_fields=["state", "sent_at", "sent_by", "content_hash"])
        quotation.current, quotation.draft, quotation.counts_from = draft, None, now
        quotation.title, quotation.stage, quotation.decision = draft.title, draft.stage, DecisionState.OPEN
        quotation.save()
        record(
            "quotations.sent",
            actor=actor,
            subject=quotation,
            space=quotation.space,
            data={"revision": str(draft.pk), "hash": draft.content_hash},
        )
        for language in sorted({person.language for person in customer_readers(quotation)}):
            enqueue(draft, language, actor, quotation.space)
    return draft


def not_ready(draft: QuotationRevision, lines: list[QuotationLine]) -> dict[str, list[str]]:
    """What is missing before the draft can be sent, by field; empty when it is ready."""
    missing: dict[str, list[str]] = {}
    if not any(not line.optional for line in lines):
        missing["lines"] = [_("Add a line that is not an option.")]
    if draft.valid_until is None:
        missing["valid_day"] = [_("Say until when the quotation is valid.")]
    elif draft.is_over:
        missing["valid_day"] = [_("This day is over. Choose a later one.")]
    return missing


def quotation_withdraw(*, actor: Person, quotation: Quotation) -> Quotation:
    """Takes the open offer back. Raises: NotVisible, Forbidden, WrongState: nothing is waiting for a decision."""
    with transaction.atomic():
        quotation = lock(Quotation, quotation.pk)
        quotation_policy.require(actor, "withdraw", quotation)
        revision = _end(quotation, RevisionState.WITHDRAWN, timezone.now())
        record(
            "quotations.withdrawn",
            actor=actor,
            subject=quotation,
            space=quotation.space,
            data={"revision": str(revision.pk)},
        )
    return quotation


def quotations_expire() -> int:
    """Marks every open offer whose validity has ended. Returns how many. Safe to run twice."""
    now = timezone.now()
    over = QuotationRevision.objects.filter(
        state=RevisionState.SENT, valid_until__lte=now, quotation__decision=DecisionState.OPEN
    )
    return sum(_expire(pk, now) for pk in list(over.values_list("quotation_id", flat=True)))


def _expire(pk: UUID, now: datetime) -> bool:
    with transaction.atomic():
        quotation = lock(Quotation, pk)
        current = quotation.current
        if quotation.standing != Standing.EXPIRED or current is None or current.state != RevisionState.SENT:
            return False
        _end(quotation, RevisionState.EXPIRED, now)
        record("quotations.expired", actor=None, subject=quotation, space=quotation.space)
    return True


def _end(quotation: Quotation, state: RevisionState, now: datetime) -> QuotationRevision:
    revision = quotation.current
    if revision is None:
        raise WrongState
    revision.state, revision.ended_at = state, now
    revision.save(update_fields=["state", "ended_at"])
    return revision


def _next_number(space_id: UUID) -> int:
    """The next number in the space; the space's lock keeps two sendings apart."""
    lock(Space, space_id)
    last = Quotation.objects.filter(space=space_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
