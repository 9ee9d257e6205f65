"""Files on their way in: whole, or piece by piece and resumed after the line was cut."""

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from documents import limits
from documents.choices import Category, Refusal
from documents.files import CHUNK, sync_folder
from documents.models import Blob, Document, DocumentRevision, Upload
from documents.naming import clean_file_name, guess_category, title_of
from documents.policies import document_policy, upload_policy
from documents.types import ALLOWED, MACRO_ENDINGS, ending
from portal.access.policy import space_of
from portal.core.errors import InvalidInput, NotVisible, TooMany, WrongState
from portal.core.ids import uuid7
from portal.core.models import lock
from portal.jobs.services import job_enqueue
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, Side
from portal.ui.formats import filesize

CHECK_JOB = "documents.check"


class OffsetMismatch(WrongState):
    """The piece does not begin where the last one ended; `offset` says where to go on."""

    code = "offset"

    def __init__(self, offset: int) -> None:
        super().__init__(_("Go on at the place where the last piece ended."), offset=offset)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Target:
    """Where a file goes: a new document of a category ("" = by its name) and class, or a revision of `document_id`."""

    space_id: UUID
    category: str = ""
    confidentiality: str = ""
    document_id: UUID | None = None
    note: str = ""


def upload_begin(*, actor: Person, target: Target, name: str, size: int) -> Upload:
    """Promises room for a file that comes piece by piece.

    Raises: NotVisible, Forbidden: no place of this person's. InvalidInput: name, size or type. TooMany: unfinished
    uploads. What other files are called is not looked at: the answer says nothing about them.
    """
    name = _fitting_name(name, size)
    with transaction.atomic():
        _document, _side, class_ = _open_door(actor, target)
        _room_for(actor, target.space_id, size)
        return Upload.objects.create(
            person=actor,
            space_id=target.space_id,
            document_id=target.document_id,
            name=name,
            size=size,
            category=target.category or guess_category(name),
            confidentiality=class_,
            note=target.note,
            touched=timezone.now(),
        )


def upload_write(*, actor: Person, pk: UUID, offset: int, piece: bytes) -> Upload:
    """Adds the next piece; the last one turns the upload into a revision that waits for its check.

    Raises: NotVisible: not this person's, or no place of theirs any more. OffsetMismatch. InvalidInput: too long.
    """
    with transaction.atomic():
        upload = _own_upload(actor, pk)
        target = _target(upload)
        document, side, _class = _open_door(actor, target)
        if upload.revision_id or offset != upload.received:
            raise OffsetMismatch(upload.received)
        if not piece or len(piece) > limits.PIECE_BYTES or offset + len(piece) > upload.size:
            raise InvalidInput(fields={"piece": [_("The piece is empty or too long.")]})
        _write_at(upload, offset, piece)
        upload.received += len(piece)
        upload.touched = timezone.now()
        if upload.received == upload.size:
            upload.revision = _arrived(actor, target, document, side, upload.name, upload.size, upload.pk)
        upload.save(update_fields=["received", "touched", "revision"])
    return upload


def upload_drop(*, actor: Person, pk: UUID) -> None:
    """The sender gives up. The sweeper removes the bytes. Raises: NotVisible, WrongState: it has arrived."""
    with transaction.atomic():
        upload = _own_upload(actor, pk)
        if upload.revision_id:
            raise WrongState
        upload.delete()


@dataclass(frozen=True, slots=True)
class Incoming:
    """A whole file as a form or a script hands it over."""

    name: str
    size: int
    content: IO[bytes]


def documents_add(*, actor: Person, target: Target, files: Sequence[Incoming]) -> list[DocumentRevision]:
    """Whole files at once: new documents, or the next revision of one. All of them or none; each waits for its check.

    Raises: NotVisible, Forbidden. InvalidInput: no file, or for each file what is wrong with it.
    """
    if not files:
        raise InvalidInput(fields={"file": [_("Choose a file.")]})
    names, problems = [], []
    for each in files:
        try:
            names.append(_fitting_name(each.name, each.size))
        except InvalidInput as error:
            problems.append(f"{clean_file_name(each.name)}: {error.fields['name'][0]}")
    if problems:
        raise InvalidInput(fields={"file": problems})
    with transaction.atomic():
        document, side, _class = _open_door(actor, target)
        _room_for(actor, target.space_id, sum(each.size for each in files))
        made = []
        for name, each in zip(names, files, strict=True):
            blob = Blob(id=uuid7(), space_id=target.space_id, quarantined=True)
            size = _copy(each.content, blob)
            made.append(_arrived(actor, target, document, side, name, size, blob.pk))
    return made


def document_add(*, actor: Person, target: Target, name: str, content: bytes) -> DocumentRevision:
    """One file from a script. Raises as `documents_add`."""
    file = Incoming(name=name, size=len(content), content=io.BytesIO(content))
    return documents_add(actor=actor, target=target, files=[file])[0]


def _own_upload(actor: Person, pk: UUID) -> Upload:
    upload = lock(Upload, pk)
    if not upload_policy.can(actor, "view", upload):
        raise NotVisible
    return upload


def _target(upload: Upload) -> Target:
    return Target(
        space_id=upload.space_id,
        category=upload.category,
        confidentiality=upload.confidentiality,
        document_id=upload.document_id,
        note=upload.note,
    )


def _open_door(actor: Person, target: Target) -> tuple[Document | None, Side, str]:
    """Asks the policy, under the lock of the document a revision is for. (document, the actor's side, class)."""
    if target.document_id is None:
        if target.confidentiality not in Confidentiality.values:
            raise InvalidInput(fields={"confidentiality": [_("Choose who may see it.")]})
        rights = document_policy.require_in_space(actor, "add", target.space_id, target.confidentiality)
        return None, rights.side, target.confidentiality
    document = lock(Document, target.document_id)
    if document.space_id != target.space_id:
        raise NotVisible
    document_policy.require(actor, "revise", document)
    rights = document_policy.require_in_space(actor, "add", target.space_id, document.confidentiality)
    return document, rights.side, document.confidentiality


def _fitting_name(raw: str, size: int) -> str:
    """The name as it is kept. Raises: InvalidInput: no name, nothing inside, too large, or a type never stored."""
    name = clean_file_name(raw)
    last = ending(name)
    problem: Any = None
    if not name:
        problem = _("The file has no name.")
    elif size <= 0:
        problem = Refusal.EMPTY.label
    elif size > limits.largest_file():
        problem = _("The file is too large. The largest one may have %(size)s.") % {
            "size": filesize(limits.largest_file())
        }
    elif last in MACRO_ENDINGS:
        problem = Refusal.MACRO.label
    elif last not in ALLOWED:
        problem = Refusal.TYPE.label
    if problem is not None:
        raise InvalidInput(fields={"name": [problem]})
    return name


def _room_for(actor: Person, space_id: UUID, size: int) -> None:
    """Raises: TooMany, InvalidInput."""
    unfinished = Upload.objects.filter(person=actor, revision=None)
    if unfinished.count() >= limits.PERSON_UPLOADS:
        raise TooMany(_("Too many files are on their way. Wait until some have arrived."), retry_after=60)
    mine = unfinished.aggregate(n=Coalesce(Sum("size"), 0))["n"]
    if mine + size > limits.PERSON_BYTES:
        raise TooMany(_("Too much is on its way. Wait until some files have arrived."), retry_after=60)
    promised = Upload.objects.filter(space=space_id, revision=None).aggregate(n=Coalesce(Sum("size"), 0))["n"]
    stored = Blob.objects.filter(space=space_id).aggregate(n=Coalesce(Sum("size"), 0))["n"]
    if stored + promised + size > limits.SPACE_BYTES:
        raise InvalidInput(fields={"name": [_("There is no room for this file here. Ask the support for more.")]})


def _write_at(upload: Upload, offset: int, piece: bytes) -> None:
    """Bytes past `received` are from a try whose row was not saved; the same place is written again."""
    path = Blob(id=upload.pk, quarantined=True).path
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.seek(offset)
        file.write(piece)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
    if offset == 0:
        sync_folder(path.parent)


def _copy(content: IO[bytes], blob: Blob) -> int:
    """Copies to quarantine, counting: what the sender said about the size is not believed."""
    handle = os.open(blob.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    size = 0
    with os.fdopen(handle, "wb") as file:
        while piece := content.read(CHUNK):
            size += len(piece)
            if size > limits.largest_file():
                raise InvalidInput(fields={"name": [_("The file is too large.")]})
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(blob.path.parent)
    return size


def _arrived(
    actor: Person, target: Target, document: Document | None, side: Side, name: str, size: int, blob_id: UUID
) -> DocumentRevision:
    """Rows for a file that lies in quarantine under `blob_id`, and the job that checks it."""
    space = space_of(target.space_id)
    blob = Blob.objects.create(id=blob_id, space=space, size=size, quarantined=True)
    if document is None:
        document = Document.objects.create(
            space=space,
            title=title_of(name),
            category=Category(target.category) if target.category else guess_category(name),
            confidentiality=target.confidentiality,
            side=side,
            changed_by=actor,
        )
    revision = DocumentRevision.objects.create(
        document=document, blob=blob, file_name=name, note=target.note, uploaded_by=actor, side=side
    )
    job_enqueue(
        kind=CHECK_JOB,
        key=f"{CHECK_JOB}:{revision.pk}",
        args={"revision": str(revision.pk)},
        actor=actor,
        space=space,
    )
    return revision
