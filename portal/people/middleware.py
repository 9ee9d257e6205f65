"""The gate in front of every path, and the person's own language and time zone."""

import zoneinfo
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.core.problems import problem, wants_json
from portal.people import sessions
from portal.people.next import page_before
from portal.people.tokens import person_of_bearer

# All that answers without sign-in. Everything else, existing or not, sends a stranger to the sign-in page.
OPEN_PATHS = ("/sign-in/", "/reset/", "/invitation/", "/static/", "/healthz", "/readyz", "/support/", "/privacy/",
              "/language/", "/favicon.ico", "/ui/accent.css", "/ui/logo", "/robots.txt")  # fmt: skip

# One word of a form is typed again at once; more is worth showing.
LONG_TEXT = 20


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
        if request.user.is_authenticated and not getattr(request, "by_token", False):
            if not request.user.may_sign_in or sessions.is_over(request):
                logout(request)
            else:
                sessions.note_presence(request)
        if request.user.is_authenticated or is_open(request.path):
            return self.get_response(request)
        if wants_json(request):
            return self._ask_program(request)
        if request.method == "POST" and settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self._ask_writer(request)
        return self._ask(request, request.get_full_path() if request.method in {"GET", "HEAD"} else "/")

    def _ask_program(self, request: HttpRequest) -> HttpResponseBase:
        response = problem(
            request, status=401, code="sign-in", title=_("Sign in first"), detail=_("A valid token is needed.")
        )
        response["WWW-Authenticate"] = "Bearer"
        return response

    def _ask(self, request: HttpRequest, target: str) -> HttpResponseBase:
        url = f"{reverse('people:sign_in')}?{urlencode({'next': target})}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": url})
        return HttpResponseRedirect(url)

    def _ask_writer(self, request: HttpRequest) -> HttpResponseBase:
        """Somebody wrote for longer than the sign-in lasted: the text comes back, to be sent again after signing in.

        The script keeps drafts by itself. Without one the page shows what was sent; only to its writer, because
        another site cannot know the CSRF token and so cannot make us show its own text.
        """
        target = page_before(request)
        written = [] if request.headers.get("HX-Request") else written_texts(request)
        if not written or CsrfViewMiddleware(lambda r: _no_view()).process_view(request, _no_view, (), {}):
            return self._ask(request, target)
        context = {"written": written, "sign_in": f"{reverse('people:sign_in')}?{urlencode({'next': target})}"}
        return render(request, "people/expired.html", context, status=403)


def written_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """(field, text) of what a person may have typed: no tokens, no passwords, nothing hidden that is only an id."""
    if request.content_type not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return []
    return [
        (name.replace("_", " "), text)
        for name, texts in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "idempotency_key", "version", "next"} and "password" not in name
        for text in texts
        if any(character.isspace() for character in text.strip()) or len(text) > LONG_TEXT
    ]


def _no_view() -> HttpResponse:
    """Stands for the view that was not reached: CSRF is checked as for any other."""
    return HttpResponse()


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
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
        response.headers.setdefault("Content-Language", language)
        return response
