"""What people do with documents: name and class, sharing with one person, receipts, taking away what was refused."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.choices import Category, ReceiptHow, RevisionState, SentBy
from documents.models import Document, DocumentGrant, DocumentRevision, Receipt
from documents.policies import document_policy
from documents.receipts import receipt_record
from documents.selectors import available_revision
from portal.access.grants import grant, take_back
from portal.access.rights import rights_in
from portal.activity.services import record
from portal.core.errors import InvalidInput, WrongState
from portal.core.models import lock
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, Right
from portal.spaces.models import Participant


def document_change(
    *, actor: Person, document: Document, version: int, title: str, category: str, confidentiality: str
) -> Document:
    """Another title, category or class. Into "own side only", single grants to the other side are taken back.

    Raises: NotVisible, Forbidden (also when the new class is not the actor's to add to), StaleVersion, InvalidInput.
    """
    with transaction.atomic():
        document = lock(Document, document.pk)
        document_policy.require(actor, "change", document)
        document.check_version(version)
        wanted = {
            "title": title.strip(),
            "category": Category(category).value,
            "confidentiality": Confidentiality(confidentiality).value,
        }
        if not wanted["title"]:
            raise InvalidInput(fields={"title": [_("Enter a title.")]})
        changed = [name for name, value in wanted.items() if getattr(document, name) != value]
        if not changed:
            return document
        data: dict[str, object] = {"fields": changed}
        if "confidentiality" in changed:
            document_policy.require_in_space(actor, "add", document.space_id, wanted["confidentiality"])
            data["confidentiality"] = [document.confidentiality, wanted["confidentiality"]]
        for name in changed:
            setattr(document, name, wanted[name])
        document.changed_by = actor
        document.save_next_version(fields=[*changed, "changed_by", "changed"])
        if wanted["confidentiality"] == Confidentiality.INTERNAL:
            _take_back_from_other_side(document)
        record("documents.changed", actor=actor, subject=document, space=document.space, data=data)
    return document


def _take_back_from_other_side(document: Document) -> None:
    others = Participant.objects.filter(space=document.space_id).exclude(side=document.side).values("person")
    DocumentGrant.objects.filter(content_object=document, user__in=others).delete()


def document_share(*, actor: Person, document: Document, person_id: UUID) -> None:
    """Shows the document to one participant whose role does not read its class.

    Raises: NotVisible, Forbidden, WrongState. InvalidInput: no participant, sees it already, or wrong side.
    """
    with transaction.atomic():
        document = lock(Document, document.pk)
        document_policy.require(actor, "share", document)
        person = _participant(document, person_id)
        if document_policy.can(person, "view", document):
            raise InvalidInput(fields={"person": [_("This person sees the document already.")]})
        rights = rights_in(person, document.space_id)
        if document.confidentiality == Confidentiality.INTERNAL and rights and rights.side != document.side:
            raise InvalidInput(
                fields={"person": [_("The document is for your own side only. Change its confidentiality first.")]}
            )
        grant(policy=document_policy, person=person, right=Right.READ, obj=document)
        record("documents.shared", actor=actor, subject=document, space=document.space)


def document_take_back(*, actor: Person, document: Document, person_id: UUID) -> None:
    """Ends what `document_share` gave. Raises: NotVisible, Forbidden, WrongState; nothing to take back is no error."""
    with transaction.atomic():
        document = lock(Document, document.pk)
        document_policy.require(actor, "share", document)
        held = DocumentGrant.objects.filter(content_object=document, user=person_id).select_related("user").first()
        if held is not None:
            take_back(policy=document_policy, person=held.user, right=Right.READ, obj=document)
            record("documents.taken_back", actor=actor, subject=document, space=document.space)


def document_discard(*, actor: Person, document: Document) -> None:
    """Takes away a document none of whose files was accepted. Raises: NotVisible, Forbidden, WrongState."""
    with transaction.atomic():
        document = lock(Document, document.pk)
        document_policy.require(actor, "discard", document)
        if document.revisions.filter(state=RevisionState.CHECKING).exists():
            raise WrongState(_("The file is still being checked."))
        document.delete()


def revision_mark_sent(
    *, actor: Person, document: Document, person_id: UUID, channel: str, on: date, revision_id: UUID | None = None
) -> Receipt:
    """Records that a participant got a revision another way: by mail, through the customer's own portal, on paper.

    revision_id: the current one when left out.
    Raises: NotVisible, Forbidden, WrongState. InvalidInput: nobody who may see the document, or a day to come.
    """
    with transaction.atomic():
        document = lock(Document, document.pk)
        document_policy.require(actor, "mark_sent", document)
        revision = available_revision(document=document, pk=revision_id or document.current_id)
        person = _participant(document, person_id)
        if not document_policy.can(person, "view", document):
            raise InvalidInput(fields={"person": [_("This person may not see the document.")]})
        if on > timezone.localdate():
            raise InvalidInput(fields={"on": [_("The day is still to come.")]})
        receipt = receipt_record(
            person=person,
            space_id=document.space_id,
            subject_kind=document_policy.kind,
            revision_id=revision.pk,
            how=ReceiptHow.ANOTHER_WAY,
            channel=SentBy(channel),
            on=on,
            recorded_by=actor,
        )
        record(
            "documents.sent_another_way",
            actor=actor,
            subject=document,
            space=document.space,
            data={"revision": str(revision.pk), "channel": channel},
        )
    assert receipt is not None
    return receipt


def revision_hand_out(*, person: Person, document: Document, revision: DocumentRevision, again: bool = False) -> None:
    """Receipt and audit row of a download; committed when this returns. The caller got both through the policy.

    again: a later piece of a download that has its receipt already.
    """
    known = Receipt.objects.filter(revision_id=revision.pk, person=person, how=ReceiptHow.DOWNLOADED)
    if not (again and known.exists()):
        _note(person, document, revision, ReceiptHow.DOWNLOADED)


def revision_mark_opened(*, person: Person, document: Document, revision: DocumentRevision) -> None:
    """Receipt and audit row of the first time a person opened a revision's page; its sender's own do not count."""
    known = Receipt.objects.filter(revision_id=revision.pk, person=person, how=ReceiptHow.OPENED)
    if revision.uploaded_by_id != person.pk and not known.exists():
        _note(person, document, revision, ReceiptHow.OPENED)


def _note(person: Person, document: Document, revision: DocumentRevision, how: ReceiptHow) -> None:
    with transaction.atomic():
        made = receipt_record(
            person=person,
            space_id=document.space_id,
            subject_kind=document_policy.kind,
            revision_id=revision.pk,
            how=how,
        )
        if made is not None:
            record(
                f"documents.{how.value}",
                actor=person,
                subject=document,
                space=document.space,
                data={"revision": str(revision.pk)},
            )


def _participant(document: Document, person_id: UUID) -> Person:
    rows = Participant.objects.filter(Participant.active(space=document.space_id, person=person_id))
    found = rows.select_related("person").first()
    if found is None:
        raise InvalidInput(fields={"person": [_("Choose one of the people who take part.")]})
    return found.person
