"""`/api/v1/documents/` and `/api/v1/uploads/`."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from documents import limits, selectors, services
from documents.audience import Audience
from documents.choices import Category
from documents.downloads import hand_out
from documents.models import Document, Upload
from documents.serializers import (
    DocumentChange,
    DocumentSerializer,
    GrantTo,
    ReceiptSerializer,
    RevisionSerializer,
    SentAnotherWay,
    UploadBegin,
    UploadSerializer,
)
from documents.services import OffsetMismatch, Target
from portal.core.api import PortalViewSet
from portal.core.errors import InvalidInput
from portal.core.problems import problem
from portal.spaces.selectors import my_rights

FILTERS = [
    OpenApiParameter("space", OpenApiTypes.UUID),
    OpenApiParameter("category", str, enum=Category.values),
    OpenApiParameter("search", str, description="Words in title or file name."),
]
IF_MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, description="The version you read.")


def _uuid(text: str | None, name: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise InvalidInput(fields={name: ["Not a UUID."]}) from None


class DocumentViewSet(PortalViewSet):
    queryset = Document.objects.none()
    serializer_class = DocumentSerializer

    def get_queryset(self) -> Any:
        asked = self.request.query_params
        return selectors.document_list(
            person=self.person(),
            space_id=_uuid(asked.get("space"), "space"),
            category=asked.get("category", ""),
            search=asked.get("search", "")[:100],
        ).select_related(*selectors.RELATED)

    def _get(self, pk: UUID) -> Document:
        return selectors.document_get(person=self.person(), pk=pk)

    def _answer(self, document: Document) -> Response:
        return Response(DocumentSerializer(document).data, headers={"ETag": f'"{document.version}"'})

    @extend_schema(summary="Documents you may see, newest first", parameters=FILTERS)
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(DocumentSerializer(page, many=True).data)

    @extend_schema(summary="One document")
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._answer(self._get(pk))

    @extend_schema(
        summary="Change title, category or confidentiality",
        request=DocumentChange,
        responses=DocumentSerializer,
        parameters=[IF_MATCH],
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        document = self._get(pk)
        held = {name: getattr(document, name) for name in ("title", "category", "confidentiality")}
        values = {**held, **self.checked(DocumentChange)}
        version = self.expected_version()
        services.document_change(actor=self.person(), document=document, version=version, **values)
        return self._answer(self._get(pk))

    @extend_schema(summary="Remove a document whose file was refused", responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        services.document_discard(actor=self.person(), document=self._get(pk))
        return Response(status=204)

    @extend_schema(summary="Revisions of a document, newest first", responses=RevisionSerializer(many=True))
    def revisions(self, request: Request, pk: UUID) -> Response:
        document = self._get(pk)
        side = my_rights(person=self.person(), space_id=document.space_id).side
        return Response(RevisionSerializer(selectors.revisions_seen(document=document, side=side), many=True).data)

    @extend_schema(summary="The bytes of a revision", responses={(200, "application/octet-stream"): bytes})
    def file(self, request: Request, pk: UUID, revision_id: UUID) -> HttpResponseBase:
        return hand_out(request._request, self._get(pk), revision_id)

    @extend_schema(summary="Who has which revision", responses=ReceiptSerializer(many=True))
    def receipts(self, request: Request, pk: UUID) -> Response:
        document = self._get(pk)
        rights = my_rights(person=self.person(), space_id=document.space_id)
        holders = selectors.holders_of(
            rights=rights,
            document=document,
            revisions=list(selectors.revisions_seen(document=document, side=rights.side)),
            audience=Audience(document.space_id, [document]),
        )
        found = [receipt for holder in holders if holder.person for receipt, _number in holder.receipts]
        return Response(ReceiptSerializer(found, many=True).data)

    @extend_schema(
        summary="Record that somebody got a revision another way", request=SentAnotherWay, responses=ReceiptSerializer
    )
    def sent_another_way(self, request: Request, pk: UUID) -> Response:
        document = self._get(pk)
        values = self.checked(SentAnotherWay)
        receipt = services.revision_mark_sent(
            actor=self.person(),
            document=document,
            revision_id=values.get("revision"),
            person_id=values["person"],
            channel=values["channel"],
            on=values["on"],
        )
        return Response(ReceiptSerializer(receipt).data, status=201)

    @extend_schema(summary="Share with one participant", request=GrantTo, responses={204: None})
    def share(self, request: Request, pk: UUID) -> Response:
        person_id = self.checked(GrantTo)["person"]
        services.document_share(actor=self.person(), document=self._get(pk), person_id=person_id)
        return Response(status=204)

    @extend_schema(summary="End the sharing with one participant", responses={204: None})
    def take_back(self, request: Request, pk: UUID, person_id: UUID) -> Response:
        services.document_take_back(actor=self.person(), document=self._get(pk), person_id=person_id)
        return Response(status=204)


class UploadViewSet(PortalViewSet):
    queryset = Upload.objects.none()
    serializer_class = UploadSerializer

    @extend_schema(summary="Begin to send a file", request=UploadBegin, responses={201: UploadSerializer})
    def create(self, request: Request) -> Response:
        # The page's script knows its place only by the address, so `space` and `document` may stand there.
        placed = {n: request.query_params[n] for n in ("space", "document") if n in request.query_params}
        body = UploadBegin(data={**request.data, **placed} if isinstance(request.data, dict) else request.data)
        body.is_valid(raise_exception=True)
        values = body.validated_data
        target = Target(
            space_id=values["space"],
            category=values.get("category", ""),
            confidentiality=values.get("confidentiality", ""),
            document_id=values.get("document"),
            note=values.get("note", ""),
        )
        upload = services.upload_begin(actor=self.person(), target=target, name=values["name"], size=values["size"])
        return Response(UploadSerializer(upload).data, status=201)

    @extend_schema(summary="How far an upload is")
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return Response(UploadSerializer(selectors.upload_get(person=self.person(), pk=pk)).data)

    @extend_schema(
        summary="The next piece of a file",
        request={"application/offset+octet-stream": bytes},
        responses=UploadSerializer,
        parameters=[OpenApiParameter("Upload-Offset", int, OpenApiParameter.HEADER, required=True)],
    )
    def piece(self, request: Request, pk: UUID) -> HttpResponse:
        selectors.upload_get(person=self.person(), pk=pk)
        offset = request.headers.get("Upload-Offset", "")
        if not offset.isdigit() or len(offset) > 15:
            raise InvalidInput(fields={"Upload-Offset": ["Send the place where the piece begins."]})
        # Read whole before any lock is taken: a slow line must not hold up others.
        body = request._request.read(limits.PIECE_BYTES + 1)
        try:
            upload = services.upload_write(actor=self.person(), pk=pk, offset=int(offset), piece=body)
        except OffsetMismatch as error:
            return problem(
                request._request, status=409, code=error.code, detail=str(error.message), offset=error.offset
            )
        return Response(UploadSerializer(upload).data)

    @extend_schema(summary="Give an upload up", responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        services.upload_drop(actor=self.person(), pk=pk)
        return Response(status=204)


_one = DocumentViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"})
routes = [
    path("documents/", DocumentViewSet.as_view({"get": "list"}), name="api_documents"),
    path("documents/<uuid:pk>/", _one, name="api_document"),
    path(
        "documents/<uuid:pk>/revisions/", DocumentViewSet.as_view({"get": "revisions"}), name="api_document_revisions"
    ),
    path(
        "documents/<uuid:pk>/revisions/<uuid:revision_id>/file/",
        DocumentViewSet.as_view({"get": "file"}),
        name="api_document_file",
    ),
    path("documents/<uuid:pk>/receipts/", DocumentViewSet.as_view({"get": "receipts"}), name="api_document_receipts"),
    path(
        "documents/<uuid:pk>/sent-another-way/",
        DocumentViewSet.as_view({"post": "sent_another_way"}),
        name="api_document_sent",
    ),
    path("documents/<uuid:pk>/grants/", DocumentViewSet.as_view({"post": "share"}), name="api_document_grants"),
    path(
        "documents/<uuid:pk>/grants/<uuid:person_id>/",
        DocumentViewSet.as_view({"delete": "take_back"}),
        name="api_document_grant",
    ),
    path("uploads/", UploadViewSet.as_view({"post": "create"}), name="api_uploads"),
    path(
        "uploads/<uuid:pk>/",
        UploadViewSet.as_view({"get": "retrieve", "put": "piece", "patch": "piece", "delete": "destroy"}),
        name="api_upload",
    ),
]
