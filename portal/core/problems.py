"""Errors as answers: RFC 9457 problem JSON for programs, a page for people."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.core.errors import DomainError, InvalidInput, StaleVersion, TooMany


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/v1/")


def problem(
    request: HttpRequest, *, status: int, code: str, detail: str, title: str = "", **extra: Any
) -> HttpResponse:
    """One error answer. `code` is stable and the last part of the problem's `type`."""
    title = title or _("This could not be done")
    if wants_json(request):
        body = {"type": f"/problems/{code}", "title": title, "status": status, "detail": detail, **extra}
        return JsonResponse(body, status=status, content_type="application/problem+json")
    context = {"status": status, "code": code, "title": title, "detail": detail}
    return render(request, "errors/error.html", context, status=status)


def answer(request: HttpRequest, error: DomainError) -> HttpResponse:
    extra: dict[str, Any] = {}
    if isinstance(error, InvalidInput) and error.fields:
        extra["errors"] = {name: [str(m) for m in messages] for name, messages in error.fields.items()}
    if isinstance(error, StaleVersion) and hasattr(error.current, "version"):
        extra["current_version"] = error.current.version
    response = problem(
        request, status=error.status, code=error.code, detail=str(error.message), title=str(error.title), **extra
    )
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after)
    return response
