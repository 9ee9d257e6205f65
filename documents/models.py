"""Documents of a space, their revisions, the stored files behind them, and who received which revision."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.choices import Category, Flag, ReceiptHow, Refusal, RevisionState, SentBy
from portal.access.models import ObjectGrant
from portal.core.models import Entity, Versioned
from portal.spaces.choices import Confidentiality, Side
from portal.spaces.models import Space


class Blob(Entity):
    """One stored file. Its bytes never change; the file goes after the row, by the sweeper."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    size = models.PositiveBigIntegerField()
    # Both from the content, and empty until the file was checked.
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    quarantined = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["space", "size"], name="documents_blob_space")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def path(self) -> Path:
        root = Path(settings.PORTAL_DATA)
        if self.quarantined:
            return root / "quarantine" / str(self.pk)
        # A UUIDv7 begins with the time, so only its end spreads files over folders.
        return root / "files" / str(self.space_id) / self.pk.hex[-2:] / str(self.pk)


class Document(Entity, Versioned):
    """One document with all its revisions. It has no number: gaps would tell of documents the reader may not see."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    confidentiality = models.CharField(_("confidentiality"), max_length=12, choices=Confidentiality.choices)
    # Whose document it is: the side of the person who added it.
    side = models.CharField(max_length=10, choices=Side.choices)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed = models.DateTimeField(auto_now=True)
    # The newest available revision; none while the first one is being checked or was refused.
    current = models.OneToOneField(
        "documents.DocumentRevision", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["space", "-id"], name="documents_by_space"),
            models.Index(fields=["space", "category", "-id"], name="documents_by_category"),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentRevision(Entity):
    """One version of a document's file. Numbered 1, 2, 3 … when it becomes available; a refused one has no number."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(null=True, editable=False)
    blob = models.OneToOneField(Blob, on_delete=models.RESTRICT, null=True, related_name="revision")
    file_name = models.CharField(max_length=255)
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side.choices)
    state = models.CharField(max_length=10, choices=RevisionState.choices, default=RevisionState.CHECKING)
    refusal = models.CharField(max_length=20, choices=Refusal.choices, blank=True)
    flags = models.JSONField(default=list)
    available = models.DateTimeField(null=True)
    # Whether the trail tells of it yet: files sent together are told of together.
    announced = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="documents_revision_once")]
        indexes = [
            models.Index(fields=["uploaded_by", "id"], condition=Q(state="checking"), name="documents_checking"),
            models.Index(fields=["id"], condition=Q(state="available", announced=False), name="documents_unannounced"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def flag_words(self) -> list[Any]:
        """What a reader should know before opening the file."""
        return [Flag(flag).label for flag in self.flags]


class DocumentGrant(ObjectGrant):
    """A document shown to one participant whose role does not read its class."""

    content_object = models.ForeignKey(Document, on_delete=models.CASCADE)


class Upload(Entity):
    """A file on its way, piece by piece. Belongs to one person and one space; its blob will have the same id."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, related_name="+")
    revision = models.ForeignKey(DocumentRevision, on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    category = models.CharField(max_length=20, choices=Category.choices)
    confidentiality = models.CharField(max_length=12, choices=Confidentiality.choices)
    note = models.CharField(max_length=300, blank=True)
    touched = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(received__lte=models.F("size")), name="documents_upload_not_over")
        ]
        indexes = [
            models.Index(fields=["person", "space"], condition=Q(revision=None), name="documents_upload_open"),
            models.Index(fields=["touched"], name="documents_upload_touched"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Receipt(Entity):
    """Proof that a person has one revision of something: a document, a quotation, a plan."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=40)
    revision_id = models.UUIDField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=20, choices=ReceiptHow.choices)
    channel = models.CharField(max_length=20, choices=SentBy.choices, blank=True)
    on = models.DateField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            # The first opening is the proof; later ones add nothing.
            models.UniqueConstraint(
                fields=["revision_id", "person"],
                condition=Q(how=ReceiptHow.OPENED),
                name="documents_receipt_opened_once",
            )
        ]
        indexes = [models.Index(fields=["revision_id", "person"], name="documents_receipt_revision")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.how} {self.revision_id}"
