"""The gate in front of every path, and the person's own language and time zone."""

import zoneinfo
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.core.problems import problem, wants_json
from portal.people.tokens import person_of_bearer

# All that answers without sign-in. Everything else, existing or not, sends a stranger to the sign-in page.
OPEN_PATHS = ("/sign-in/", "/reset/", "/invitation/", "/static/", "/healthz", "/readyz", "/support/", "/privacy/",
              "/language/", "/favicon.ico", "/ui/accent.css", "/robots.txt")  # fmt: skip


def is_open(path: str) -> bool:
    return any(path == prefix or (prefix.endswith("/") and path.startswith(prefix)) for prefix in OPEN_PATHS)


class SignInRequired:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if wants_json(request) and not request.user.is_authenticated:
            # Tokens are read here and not in the API views, so that every layer below sees the same person.
            person = person_of_bearer(request.headers.get("Authorization", ""))
            if person is not None:
                request.user = person
                request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
                request.by_token = True  # type: ignore[attr-defined]
        if request.user.is_authenticated and not request.user.may_sign_in:
            request.session.flush()
            return self._ask(request)
        if request.user.is_authenticated or is_open(request.path):
            return self.get_response(request)
        return self._ask(request)

    def _ask(self, request: HttpRequest) -> HttpResponseBase:
        if wants_json(request):
            response = problem(
                request, status=401, code="sign-in", title=_("Sign in first"), detail=_("A valid token is needed.")
            )
            response["WWW-Authenticate"] = "Bearer"
            return response
        target = quote(request.get_full_path()) if request.method in {"GET", "HEAD"} else quote("/")
        url = f"{reverse('people:sign_in')}?next={target}"
        if request.headers.get("HX-Request"):
            response = HttpResponseRedirect(url)
            response.status_code = 401
            del response["Location"]
            response["HX-Redirect"] = url
            return response
        return HttpResponseRedirect(url)


class PersonalLocale:
    """Language and zone of the signed-in person; before sign-in a cookie or the browser's wish."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            language, zone = request.user.language, request.user.time_zone
        else:
            language, zone = translation.get_language_from_request(request), settings.PORTAL_TIME_ZONE
        with translation.override(language), timezone.override(zoneinfo.ZoneInfo(zone)):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
        response.headers.setdefault("Content-Language", language)
        return response
