"""Documents as they are once their files were checked, made without uploads: for arranging only."""

import hashlib

from django.utils import timezone

from documents.files import store_bytes
from documents.models import Document, DocumentRevision
from portal.people.models import Person
from portal.spaces.choices import Side
from portal.spaces.models import Participant, Space

PDF = b"%PDF-1.4 fixed bytes"


def document(
    space: Space,
    *,
    by: Person,
    title: str = "Headbox specification",
    category: str = "specification",
    confidentiality: str = "technical",
    file_name: str = "headbox_spec.pdf",
    content: bytes = PDF,
    revisions: int = 1,
) -> Document:
    """An available document with so many revisions, on the side of the person who sent it."""
    side = Side(Participant.objects.get(space=space, person=by).side)
    made = Document.objects.create(
        space=space,
        title=title,
        category=category,
        confidentiality=confidentiality,
        side=side,
        changed_by=by,
    )
    for number in range(1, revisions + 1):
        add_revision(made, by=by, file_name=file_name, content=content, number=number)
    return made


def add_revision(
    document: Document, *, by: Person, number: int, file_name: str = "headbox_spec.pdf", content: bytes = PDF
) -> DocumentRevision:
    blob = store_bytes(space_id=document.space_id, content=content, file_name=file_name, media_type="application/pdf")
    assert blob.sha256 == hashlib.sha256(content).hexdigest()
    revision = DocumentRevision.objects.create(
        document=document,
        number=number,
        blob=blob,
        file_name=file_name,
        uploaded_by=by,
        side=Side(Participant.objects.get(space=document.space_id, person=by).side),
        state="available",
        available=timezone.now(),
        announced=True,
    )
    document.current = revision
    document.save(update_fields=["current"])
    return revision
