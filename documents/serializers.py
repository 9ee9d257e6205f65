"""Documents as the API speaks of them."""

from typing import Any

from rest_framework import serializers

from documents.choices import Category, ReceiptHow, SentBy
from documents.models import Document, DocumentRevision, Receipt, Upload
from portal.people.models import Person
from portal.spaces.choices import Confidentiality


class PersonBrief(serializers.ModelSerializer[Person]):
    name = serializers.CharField(source="shown_name", read_only=True)

    class Meta:
        model = Person
        fields = ["id", "name"]
        read_only_fields = fields


class RevisionSerializer(serializers.ModelSerializer[DocumentRevision]):
    size = serializers.IntegerField(source="blob.size", read_only=True, default=None)
    sha256 = serializers.CharField(source="blob.sha256", read_only=True, default="")
    media_type = serializers.CharField(source="blob.media_type", read_only=True, default="")
    uploaded_by = PersonBrief(read_only=True)

    class Meta:
        model = DocumentRevision
        fields = [
            "id", "number", "file_name", "size", "sha256", "media_type", "note", "uploaded_by", "side", "state",
            "refusal", "flags", "created", "available",
        ]  # fmt: skip
        read_only_fields = fields


class DocumentSerializer(serializers.ModelSerializer[Document]):
    current = RevisionSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Document
        fields = [
            "id", "space", "title", "category", "confidentiality", "side", "version", "created", "changed",
            "current",
        ]  # fmt: skip
        read_only_fields = fields


class DocumentChange(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200, required=False)
    category = serializers.ChoiceField(choices=Category.choices, required=False)
    confidentiality = serializers.ChoiceField(choices=Confidentiality.choices, required=False)


class ReceiptSerializer(serializers.ModelSerializer[Receipt]):
    person = PersonBrief(read_only=True)
    revision = serializers.UUIDField(source="revision_id", read_only=True)
    how = serializers.ChoiceField(choices=ReceiptHow.choices, read_only=True)

    class Meta:
        model = Receipt
        fields = ["id", "revision", "person", "how", "channel", "on", "created"]
        read_only_fields = fields


class SentAnotherWay(serializers.Serializer[Any]):
    person = serializers.UUIDField()
    channel = serializers.ChoiceField(choices=SentBy.choices)
    on = serializers.DateField()
    revision = serializers.UUIDField(required=False, help_text="The current one when it is left out.")


class GrantTo(serializers.Serializer[Any]):
    person = serializers.UUIDField()


class UploadBegin(serializers.Serializer[Any]):
    """Either `space` with category and class, or `space` and `document` for its next revision."""

    space = serializers.UUIDField()
    document = serializers.UUIDField(required=False)
    name = serializers.CharField(max_length=1000, trim_whitespace=False, allow_blank=True)
    size = serializers.IntegerField(min_value=0, max_value=2**50)
    category = serializers.ChoiceField(choices=Category.choices, required=False, allow_blank=True)
    confidentiality = serializers.ChoiceField(choices=Confidentiality.choices, required=False, allow_blank=True)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class UploadSerializer(serializers.ModelSerializer[Upload]):
    """`offset`: how much arrived. `state`: receiving, then that of the revision: checking, available, refused."""

    upload_url = serializers.SerializerMethodField()
    offset = serializers.IntegerField(source="received", read_only=True)
    state = serializers.SerializerMethodField()
    document = serializers.SerializerMethodField()

    class Meta:
        model = Upload
        fields = ["id", "upload_url", "offset", "size", "name", "state", "document"]
        read_only_fields = fields

    def get_upload_url(self, upload: Upload) -> str:
        return f"/api/v1/uploads/{upload.pk}/"

    def get_state(self, upload: Upload) -> str:
        return upload.revision.state if upload.revision else "receiving"

    def get_document(self, upload: Upload) -> str | None:
        return str(upload.revision.document_id) if upload.revision else None
