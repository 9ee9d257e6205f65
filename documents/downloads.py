"""Handing out a revision's file, for pages and API alike."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from documents import selectors, services
from documents.files import blob_response
from documents.models import Document
from portal.people.models import Person


def hand_out(request: HttpRequest, document: Document, revision_id: UUID) -> HttpResponseBase:
    """Receipt and audit row, committed; then the bytes. The caller got `document` through the policy.

    HEAD leaves no receipt, nor does a later piece of a download that has one.
    """
    assert isinstance(request.user, Person)
    revision = selectors.available_revision(document=document, pk=revision_id)
    wanted = request.headers.get("Range", "")
    later = wanted.startswith("bytes=") and not wanted.startswith("bytes=0-")
    if request.method == "GET":
        services.revision_hand_out(person=request.user, document=document, revision=revision, again=later)
    assert revision.blob is not None
    return blob_response(revision.blob, revision.file_name, request=request)
