"""Who else may read one quotation, and who got it another way than through the portal."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from documents.choices import ReceiptHow, SentBy
from documents.models import Receipt
from documents.receipts import receipt_record
from portal.access.grants import grant, take_back
from portal.access.rights import SpaceRights, fresh, rights_in
from portal.activity.services import person_key, record
from portal.core.errors import Forbidden, InvalidInput, NotVisible
from portal.core.models import lock
from portal.people.models import Person
from portal.spaces.choices import Right, Side
from sales_module.quotations.models import Quotation, QuotationRevision
from sales_module.quotations.policies import may_share, quotation_policy, revisions_seen
from sales_module.quotations.selectors import customer_readers

SUBJECT_KIND = "quotations.revision"


def quotation_share(*, actor: Person, quotation: Quotation, person: Person) -> None:
    """Lets one participant of the actor's own side read this quotation, whatever the role says.

    Raises: NotVisible, Forbidden. InvalidInput: not a participant of the own side, or reads it already.
    """
    with transaction.atomic():
        quotation = lock(Quotation, quotation.pk)
        _require_may_share_with(actor, quotation, person)
        if quotation_policy.can(person, "view", quotation):
            raise InvalidInput(fields={"person": [_("This person reads the quotation already.")]})
        grant(policy=quotation_policy, person=person, right=Right.READ, obj=quotation)
        record(
            "quotations.shared",
            actor=actor,
            subject=quotation,
            space=quotation.space,
            data=_about(person),
        )


def quotation_take_back(*, actor: Person, quotation: Quotation, person: Person) -> None:
    """Ends what quotation_share gave. Raises: NotVisible, Forbidden, InvalidInput."""
    with transaction.atomic():
        quotation = lock(Quotation, quotation.pk)
        _require_may_share_with(actor, quotation, person)
        take_back(policy=quotation_policy, person=person, right=Right.READ, obj=quotation)
        record(
            "quotations.taken_back",
            actor=actor,
            subject=quotation,
            space=quotation.space,
            data=_about(person),
        )


def _about(person: Person) -> dict[str, str]:
    """A person in the trail: the random key, so that erasure reaches it."""
    return {"person": str(person_key(person))}


def require_may_share(*, actor: Person, quotation: Quotation) -> SpaceRights:
    """What the actor is in the space. Raises: NotVisible, Forbidden: may not give single quotations to others."""
    quotation_policy.require(actor, "view", quotation)
    with fresh():
        rights = rights_in(actor, quotation.space_id)
    if rights is None:
        raise NotVisible
    if not may_share(rights):
        raise Forbidden
    return rights


def _require_may_share_with(actor: Person, quotation: Quotation, person: Person) -> None:
    mine = require_may_share(actor=actor, quotation=quotation)
    with fresh():
        theirs = rights_in(person, quotation.space_id)
    if theirs is None or theirs.side != mine.side:
        raise InvalidInput(fields={"person": [_("Choose somebody of your own side.")]})


def revision_opened(*, actor: Person, quotation: Quotation, revision: QuotationRevision, how: str) -> None:
    """Proof that a reader on the customer's side has a revision, which the caller found through the policy.

    `how`: a ReceiptHow. Drafts, and what the supplier's own people open, leave none.
    """
    rights = rights_in(actor, quotation.space_id)
    if rights is None or rights.side != Side.CUSTOMER or revision.sent_at is None:
        return
    receipt_record(
        person=actor, space_id=quotation.space_id, subject_kind=SUBJECT_KIND, revision_id=revision.pk, how=how
    )


def sent_another_way(
    *, actor: Person, quotation: Quotation, revision_id: UUID, person_id: UUID, channel: str, on: date
) -> Receipt:
    """Notes that somebody on the customer's side got a revision outside the portal.

    Raises: NotVisible, Forbidden, WrongState. InvalidInput: not one of the customer's readers, an unknown channel.
    """
    with transaction.atomic():
        quotation = lock(Quotation, quotation.pk)
        quotation_policy.require(actor, "note_other_way", quotation)
        rights = rights_in(actor, quotation.space_id)
        if rights is None:
            raise NotVisible
        revision = quotation.revisions.filter(revisions_seen(actor, quotation.pk, rights), pk=revision_id).first()
        if revision is None or revision.sent_at is None:
            raise NotVisible
        if channel not in SentBy.values:
            raise InvalidInput(fields={"channel": [_("Choose how it was sent.")]})
        person = next((one for one in customer_readers(quotation) if one.pk == person_id), None)
        if person is None:
            raise InvalidInput(fields={"person": [_("Choose one of the customer's readers.")]})
        receipt = receipt_record(
            person=person,
            space_id=quotation.space_id,
            subject_kind=SUBJECT_KIND,
            revision_id=revision.pk,
            how=ReceiptHow.ANOTHER_WAY,
            channel=channel,
            on=on,
            recorded_by=actor,
        )
        assert receipt is not None
        record(
            "quotations.sent_another_way",
            actor=actor,
            subject=quotation,
            space=quotation.space,
            data={"revision": str(revision.pk), "receipt": str(receipt.pk)},
        )
    return receipt
