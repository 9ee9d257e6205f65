"""Where to go next: only to a page of this site."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest, target: str | None) -> str:
    """The path to go to; the start page for anything that leads elsewhere, or back to the door."""
    if not target or not target.startswith("/") or target.startswith(("/sign-in/", "/sign-out/")):
        return "/"
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if allowed else "/"


def page_before(request: HttpRequest) -> str:
    """The page of ours a form was sent from, as its browser tells; the start page when it does not."""
    parts = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    if parts.netloc != request.get_host():
        return "/"
    return safe_next(request, parts.path + (f"?{parts.query}" if parts.query else ""))
