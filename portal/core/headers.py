"""Headers every answer carries, beside those of Django and django-csp."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
# The supplier's colours and logo: the only made answers a cache may keep while somebody is signed in.
SAME_FOR_EVERYONE = frozenset({"/ui/accent.css", "/ui/logo"})


class SafeHeaders:
    """Keeps answers out of other sites, and what a signed-in person saw out of every cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.get_host()  # refuses foreign host names before anything else runs
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Frame-Options", "DENY")
        if is_personal(request) and request.path not in SAME_FOR_EVERYONE:
            response.headers["Cache-Control"] = "no-store"
        return response


def is_personal(request: HttpRequest) -> bool:
    """Whether the answer was made for somebody; never loads the session just to learn it."""
    user = getattr(request, "user", None)
    if user is None or (isinstance(user, SimpleLazyObject) and not hasattr(request, "_cached_user")):
        return False
    return bool(user.is_authenticated)
