"""A technical document of the supplier's, one whose file was refused, and a file of the sales manager's on its way."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from documents.models import Document, DocumentRevision, Upload
from tests.access.scene import Call, Stage, scene
from tests.factories.documents import document

FIRST = {"If-Match": '"1"'}


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("Layout.pdf", b"%PDF-1.4 short")


@scene("documents")
def documents(stage: Stage) -> list[Call]:
    cast, aurora = stage.cast, stage.aurora
    spec = document(aurora, by=cast.sales, title="Press section", confidentiality="technical")
    refused = Document.objects.create(
        space=aurora,
        title="Refused",
        category="other",
        confidentiality="technical",
        side="supplier",
        changed_by=cast.sales,
    )
    DocumentRevision.objects.create(
        document=refused, file_name="a.pdf", uploaded_by=cast.sales, side="supplier", state="refused", refusal="macro"
    )
    upload = Upload.objects.create(
        person=cast.sales,
        space=aurora,
        name="a.pdf",
        size=8,
        category="other",
        confidentiality="technical",
        touched=timezone.now(),
    )
    place = {"space_id": aurora.pk}
    page = {**place, "pk": spec.pk}
    change = {"title": "Press", "category": "layout", "confidentiality": "technical", "version": 1}
    sent = {"person": str(cast.buyer.pk), "channel": "mail", "on": "2026-01-15"}
    to_field = {"person": str(cast.field.pk)}
    begin = {"name": "a.pdf", "size": 8, "confidentiality": "technical", "space": str(aurora.pk)}
    piece = {"Upload-Offset": "0"}
    return [
        Call("GET", "documents:list", place),
        Call("GET", "documents:add", place),
        Call("POST", "documents:add", place, data=lambda: {"confidentiality": "technical", "file": a_file()}),
        Call("GET", "documents:seers", place, query="confidentiality=technical"),
        Call("GET", "documents:document", page),
        Call("GET", "documents:document", {**place, "pk": refused.pk}, case="refused"),
        Call("GET", "documents:file", {**page, "revision_id": spec.current_id}),
        Call("GET", "documents:revise", page),
        Call("POST", "documents:revise", page, data=lambda: {"note": "B", "file": a_file()}),
        Call("GET", "documents:change", page),
        Call("POST", "documents:change", page, data=change),
        Call("GET", "documents:share", page),
        Call("POST", "documents:share", page, data=to_field),
        Call("POST", "documents:take_back", {**page, "person_id": cast.field.pk}),
        Call("GET", "documents:sent", page),
        Call("POST", "documents:sent", page, data=sent),
        Call("POST", "documents:discard", {**place, "pk": refused.pk}),
        Call("POST", "documents:discard", page, case="available"),
        Call("GET", "api_documents"),
        Call("GET", "api_document", {"pk": spec.pk}),
        Call("PATCH", "api_document", {"pk": spec.pk}, data={"title": "Press"}, headers=FIRST),
        Call("DELETE", "api_document", {"pk": refused.pk}),
        Call("GET", "api_document_revisions", {"pk": spec.pk}),
        Call("GET", "api_document_file", {"pk": spec.pk, "revision_id": spec.current_id}),
        Call("GET", "api_document_receipts", {"pk": spec.pk}),
        Call("POST", "api_document_sent", {"pk": spec.pk}, data=sent),
        Call("POST", "api_document_grants", {"pk": spec.pk}, data=to_field),
        Call("DELETE", "api_document_grant", {"pk": spec.pk, "person_id": cast.field.pk}),
        Call("POST", "api_uploads", data=begin),
        Call("GET", "api_upload", {"pk": upload.pk}),
        Call("PUT", "api_upload", {"pk": upload.pk}, data={"a": 1}, headers=piece),
        Call("PATCH", "api_upload", {"pk": upload.pk}, data={"a": 1}, headers=piece),
        Call("DELETE", "api_upload", {"pk": upload.pk}),
    ]
