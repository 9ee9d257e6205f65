"""From quarantine to available: the check in a child, its outcome as rows, and telling people of it."""

import json
from collections import defaultdict
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from documents import children
from documents.choices import Refusal, RevisionState
from documents.files import move_out_of_quarantine, sha256_of
from documents.models import Blob, Document, DocumentRevision, Upload
from documents.types import ending
from portal.activity.services import record
from portal.core.models import lock
from portal.jobs.errors import NotYet
from portal.jobs.models import Job
from portal.people.models import Person
from portal.spaces.models import Space

CHECK_SECONDS = 60
# Kept equal to the job kind's own number of tries (apps.py).
CHECK_TRIES = 3
# While the same person's files still come in, people are not told of the first of them.
QUIET = timedelta(seconds=60)


def check_work(job: Job) -> None:
    """The job's handler. A crash or time-out is tried again; after the last try the file counts as refused."""
    pk = UUID(job.args["revision"])
    try:
        revision_check(pk)
    except children.ChildFailed as error:
        if error.status == children.UNPROTECTED:
            raise NotYet("Files wait: this machine cannot lock the program that checks them.") from error
        if job.attempts < CHECK_TRIES:
            raise
        _refused(pk, Refusal.UNCHECKED)


def revision_check(pk: UUID) -> None:
    """Looks into a revision's file and makes it available or refuses it. Safe to run twice.

    Raises: ChildFailed: the check crashed or took too long; the file stays where it is.
    """
    revision = DocumentRevision.objects.select_related("blob").filter(pk=pk, state=RevisionState.CHECKING).first()
    if revision is None or revision.blob is None:
        return
    path = revision.blob.path
    if not path.exists():  # a first try moved it and then lost its transaction
        path = Blob(id=revision.blob.pk, space_id=revision.blob.space_id).path
    told = json.loads(children.run("documents.checks", [str(path), ending(revision.file_name)], seconds=CHECK_SECONDS))
    if reason := told.get("refused"):
        _refused(pk, Refusal(reason))
    else:
        _available(pk, sha256_of(path), told["media_type"], told["flags"])


def _available(pk: UUID, sha256: str, media_type: str, flags: list[str]) -> None:
    with transaction.atomic():
        document, revision, blob = _locked(pk)
        if revision.state != RevisionState.CHECKING:
            return
        blob.sha256, blob.media_type = sha256, media_type
        move_out_of_quarantine(blob)
        blob.save(update_fields=["sha256", "media_type", "quarantined"])
        numbers = DocumentRevision.objects.filter(document=document)
        revision.number = (numbers.aggregate(n=Max("number"))["n"] or 0) + 1
        revision.state, revision.flags, revision.available = RevisionState.AVAILABLE, flags, timezone.now()
        revision.announced = revision.number > 1
        revision.save(update_fields=["number", "state", "flags", "available", "announced"])
        document.current = revision
        document.save(update_fields=["current"])
        if revision.number > 1:
            record(
                "documents.revised",
                actor=revision.uploaded_by,
                subject=document,
                space=document.space,
                data={"revision": str(revision.pk), "number": revision.number},
            )
    announce(person_id=revision.uploaded_by_id, space_id=document.space_id)


def _refused(pk: UUID, reason: Refusal) -> None:
    with transaction.atomic():
        document, revision, blob = _locked(pk)
        if revision.state != RevisionState.CHECKING:
            return
        revision.state, revision.refusal, revision.blob = RevisionState.REFUSED, reason, None
        revision.save(update_fields=["state", "refusal", "blob"])
        blob.delete()
        record(
            "documents.refused",
            actor=revision.uploaded_by,
            subject=document,
            space=document.space,
            data={"revision": str(revision.pk), "reason": reason.value},
        )
    announce(person_id=revision.uploaded_by_id, space_id=document.space_id)


def _locked(pk: UUID) -> tuple[Document, DocumentRevision, Blob]:
    """Always in this order: the space (numbers count in it), the document, the revision."""
    found = DocumentRevision.objects.select_related("document").get(pk=pk)
    space = _lock_space(found.document.space_id)
    document = lock(Document, found.document_id)
    document.space = space
    revision = lock(DocumentRevision, pk)
    return document, revision, revision.blob or Blob()


def _lock_space(space_id: UUID) -> Space:
    """Weaker than a full lock: rows that point at the space may still be added meanwhile, so nothing can deadlock."""
    return Space.objects.select_for_update(no_key=True).get(pk=space_id)


def announce_all() -> int:
    """Tells of everything that waited for its sender to finish. Returns how many senders' files were told of."""
    waiting = DocumentRevision.objects.filter(state=RevisionState.AVAILABLE, announced=False)
    pairs = waiting.values_list("uploaded_by", "document__space").distinct()
    return sum(announce(person_id=person_id, space_id=space_id) for person_id, space_id in pairs)


def announce(*, person_id: UUID, space_id: UUID) -> bool:
    """One fact for all that a person just added, per class, so that forty files do not make forty mails.

    False while more of that person's files are on their way or being checked.
    """
    with transaction.atomic():
        space = _lock_space(space_id)
        sent = DocumentRevision.objects.filter(uploaded_by=person_id, document__space=space_id)
        coming = Upload.objects.filter(
            person=person_id, space=space_id, revision=None, document=None, touched__gt=timezone.now() - QUIET
        )
        if sent.filter(state=RevisionState.CHECKING).exists() or coming.exists():
            return False
        alike: dict[tuple[str, str], list[DocumentRevision]] = defaultdict(list)
        rows = sent.filter(state=RevisionState.AVAILABLE, announced=False).select_related("document").order_by("id")
        for revision in rows:
            alike[(revision.document.confidentiality, revision.document.side)].append(revision)
        actor = Person.objects.get(pk=person_id)
        for group in alike.values():
            record(
                "documents.added" if len(group) == 1 else "documents.added_many",
                actor=actor,
                subject=group[0].document,
                space=space,
                data={"count": len(group), "revisions": [str(revision.pk) for revision in group]},
            )
        DocumentRevision.objects.filter(pk__in=[r.pk for g in alike.values() for r in g]).update(announced=True)
    return bool(alike)
