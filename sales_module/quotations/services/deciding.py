"""The customer's yes or no, given to exactly what they saw."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portal.activity.services import record
from portal.core.errors import InvalidInput, WrongState
from portal.core.models import lock
from portal.people.models import Person
from sales_module.quotations.calculations import sums
from sales_module.quotations.choices import DecisionState, Standing
from sales_module.quotations.models import Decision, Quotation
from sales_module.quotations.policies import quotation_policy

EVENTS = {DecisionState.ACCEPTED: "accept", DecisionState.DECLINED: "decline"}


def quotation_accept(
    *,
    actor: Person,
    quotation: Quotation,
    revision_id: UUID,
    content_hash: str,
    name: str,
    purchase_order_number: str = "",
    options: Collection[UUID] = (),
) -> Decision:
    """Accepts one revision with the ticked options. The same person pressing twice decides once.

    `revision_id` and `content_hash` are those of the page the actor saw.
    Raises: NotVisible, Forbidden. WrongState: another revision is current, or it is expired, withdrawn or decided.
    InvalidInput: no name, or a tick that is no option of this revision.
    """
    return _decide(
        DecisionState.ACCEPTED,
        actor=actor,
        quotation=quotation,
        revision_id=revision_id,
        content_hash=content_hash,
        name=name,
        purchase_order_number=purchase_order_number,
        options=options,
    )


def quotation_decline(
    *, actor: Person, quotation: Quotation, revision_id: UUID, content_hash: str, name: str, reason: str
) -> Decision:
    """Declines one revision, with the reason the supplier will read. Raises: as quotation_accept."""
    if not reason.strip():
        raise InvalidInput(fields={"reason": [_("Write the reason.")]})
    return _decide(
        DecisionState.DECLINED,
        actor=actor,
        quotation=quotation,
        revision_id=revision_id,
        content_hash=content_hash,
        name=name,
        reason=reason.strip(),
    )


def _decide(
    kind: DecisionState,
    *,
    actor: Person,
    quotation: Quotation,
    revision_id: UUID,
    content_hash: str,
    name: str,
    reason: str = "",
    purchase_order_number: str = "",
    options: Collection[UUID] = (),
) -> Decision:
    with transaction.atomic():
        quotation = lock(Quotation, quotation.pk)
        quotation_policy.require(actor, "view", quotation)
        same = Decision.objects.filter(revision=quotation.current, by=actor, kind=kind, content_hash=content_hash)
        if (made := same.first()) is not None and made.revision_id == revision_id:
            return made
        _require_open(actor, kind, quotation, revision_id, content_hash)
        revision = quotation.current
        assert revision is not None
        lines = list(revision.lines.all())
        if set(options) - {line.line_key for line in lines if line.optional}:
            raise InvalidInput(fields={"options": [_("One of the ticked options is not part of this revision.")]})
        if not name.strip():
            raise InvalidInput(fields={"name": [_("Enter your name.")]})
        chosen = sums(lines, revision.currency, set(options)).chosen
        decision = Decision.objects.create(
            revision=revision,
            kind=kind,
            name=name.strip()[:150],
            reason=reason[:2000],
            purchase_order_number=purchase_order_number.strip()[:60],
            options=sorted(str(key) for key in set(options)),
            net_total=chosen.net,
            tax_total=chosen.tax,
            gross_total=chosen.gross,
            content_hash=content_hash,
            by=actor,
        )
        quotation.decision = kind
        quotation.save(update_fields=["decision"])
        record(
            f"quotations.{kind.value}",
            actor=actor,
            subject=quotation,
            space=quotation.space,
            data={"revision": str(revision.pk), "decision": str(decision.pk), "hash": content_hash},
        )
    return decision


def _require_open(
    actor: Person, kind: DecisionState, quotation: Quotation, revision_id: UUID, content_hash: str
) -> None:
    """Raises: Forbidden; WrongState with words that say what happened meanwhile."""
    action = EVENTS[kind]
    if quotation_policy.can(actor, action, quotation):
        current = quotation.current
        if current is None or current.pk != revision_id or current.content_hash != content_hash:
            raise WrongState(_("A newer revision was sent meanwhile. Look at it before you decide."))
        if quotation.standing == Standing.EXPIRED:
            raise WrongState(_("The validity of this quotation has ended. Ask for a new revision."))
        if quotation.standing == Standing.WITHDRAWN:
            raise WrongState(_("The supplier has withdrawn this quotation."))
        if quotation.standing in {Standing.ACCEPTED, Standing.DECLINED}:
            raise WrongState(_("This quotation was decided already."))
    quotation_policy.require(actor, action, quotation)
