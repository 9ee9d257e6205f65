"""Who has which revision. Used for documents here, and for quotations and plans by the apps above."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from documents.choices import ReceiptHow, SentBy
from documents.models import Receipt
from portal.people.models import Person


def receipt_record(
    *,
    person: Person,
    space_id: UUID,
    subject_kind: str,
    revision_id: UUID,
    how: str,
    channel: str = "",
    on: date | None = None,
    recorded_by: Person | None = None,
) -> Receipt | None:
    """Proof that `person` has the revision. The caller has asked the policy.

    how: a `ReceiptHow`. Only the first opening is kept (None = was kept before); each download is.
    channel, on, recorded_by: for what was sent another way.
    """
    how = ReceiptHow(how)
    values = {
        "person": person, "space_id": space_id, "subject_kind": subject_kind, "revision_id": revision_id, "how": how,
        "channel": SentBy(channel) if channel else "", "on": on, "recorded_by": recorded_by,
    }  # fmt: skip
    if how != ReceiptHow.OPENED:
        return Receipt.objects.create(**values)
    if Receipt.objects.filter(revision_id=revision_id, person=person, how=how).exists():
        return None
    try:
        with transaction.atomic():
            return Receipt.objects.create(**values)
    except IntegrityError:  # opened in two tabs at once
        return None


def receipts_of(*, revision_ids: Iterable[UUID]) -> QuerySet[Receipt]:
    """Receipts of the given revisions, oldest first, with their people. Whose they are the caller has asked about."""
    rows = Receipt.objects.filter(revision_id__in=list(revision_ids))
    return rows.select_related("person", "person__organisation", "recorded_by").order_by("id")
