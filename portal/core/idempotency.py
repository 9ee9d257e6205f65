"""A write that is sent twice is done once: `Idempotency-Key` in the API, a hidden field in every form."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from portal.core.models import AnsweredWrite
from portal.core.problems import problem

HEADER = "Idempotency-Key"
FIELD = "idempotency_key"
KEPT_HEADERS = ("Content-Type", "Location", "ETag", "HX-Redirect", "HX-Trigger", "Content-Disposition")


R = TypeVar("R", bound=HttpResponseBase)


def shown_once(response: R) -> R:
    """Marks an answer that holds a new secret: it is never kept, a repeat is told so instead."""
    response.holds_secret = True  # type: ignore[attr-defined]
    return response


class Idempotency:
    """Keeps the answer of each successful POST with a key in the same transaction as the write itself.

    A repeat that arrives while the first still runs waits for the unique row and then gets the first one's answer.
    Failures are not kept: the person corrects the form and sends it again under the same key.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST" or not request.user.is_authenticated:
            return self.get_response(request)
        key = request.headers.get(HEADER) or self._form_key(request)
        if not key:
            return self.get_response(request)
        if len(key) > 80:
            return problem(request, status=400, code="bad-key", detail="Idempotency-Key: at most 80 characters")
        names = {"person_id": request.user.pk, "route": f"{request.path}"[:200], "key": key}
        request_hash = self._hash(request)
        if kept := AnsweredWrite.of(**names):
            return self._replay(request, kept, request_hash)
        try:
            with transaction.atomic():
                row = AnsweredWrite.objects.create(**names, request_hash=request_hash)
                response = self.get_response(request)
                self._keep(request, row, response)
        except IntegrityError:
            kept = AnsweredWrite.of(**names)
            if kept is None:
                raise
            return self._replay(request, kept, request_hash)
        return response

    def _form_key(self, request: HttpRequest) -> str:
        if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
            return request.POST.get(FIELD, "")
        return ""

    def _hash(self, request: HttpRequest) -> str:
        digest = hashlib.sha256(request.get_full_path().encode())
        if request.content_type == "multipart/form-data":
            # The body is already parsed into spooled files; names and sizes tell two uploads apart well enough.
            for name, values in sorted(request.POST.lists()):
                if name != "csrfmiddlewaretoken":
                    digest.update(repr((name, values)).encode())
            for name, files in sorted(request.FILES.lists()):
                digest.update(repr((name, [(f.name, f.size) for f in files])).encode())
        elif request.content_type == "application/x-www-form-urlencoded":
            # Django masks the CSRF token anew for each page, so two copies of one form differ in it.
            for name, values in sorted(request.POST.lists()):
                if name != "csrfmiddlewaretoken":
                    digest.update(repr((name, values)).encode())
        else:
            digest.update(request.body)
        return digest.hexdigest()

    def _keep(self, request: HttpRequest, row: AnsweredWrite, response: HttpResponseBase) -> None:
        if getattr(response, "holds_secret", False):
            # A new token is in the answer; a copy of it in the database would be as good as the token.
            shown = _("This was done already, and its answer was shown once. Revoke it and make another.")
            response = problem(request, status=409, code="shown-once", detail=shown)
            row.status, row.headers, row.body = 409, {"Content-Type": response["Content-Type"]}, response.content
            row.save(update_fields=["status", "headers", "body"])
            return
        if response.status_code >= 400 or getattr(response, "streaming", False):
            row.delete()
            return
        if isinstance(response, HttpResponse):
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
            row.body = response.content
        row.status = response.status_code
        row.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        row.save(update_fields=["status", "headers", "body"])

    def _replay(self, request: HttpRequest, kept: AnsweredWrite, request_hash: str) -> HttpResponse:
        if kept.request_hash != request_hash:
            return problem(
                request, status=422, code="key-reused", detail="This key was used for another request. Send a new one."
            )
        response = HttpResponse(bytes(kept.body), status=kept.status)
        for name, value in kept.headers.items():
            response[name] = value
        response["Idempotent-Replay"] = "true"
        return response
