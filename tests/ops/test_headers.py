"""What every answer carries, whoever asks and whatever comes back."""

from typing import Any

import pytest
from django.conf import settings as site
from django.http import HttpResponse
from django.test import Client, RequestFactory

from portal.core.headers import SafeHeaders
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

ANSWERS = ["/healthz", "/sign-in/", "/nowhere/", "/api/v1/nowhere/", "/static/nowhere.css"]


@pytest.mark.embedded
@pytest.mark.parametrize("path", ANSWERS)
def test_safe_headers_on_every_answer(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", ANSWERS)
def test_content_security_policy(client: Client, path: str) -> None:
    policy = dict(part.strip().partition(" ")[::2] for part in client.get(path)["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }


def test_signed_in_answers_are_not_kept(client: Client, cast: Cast) -> None:
    client.force_login(cast.buyer)
    for path in ("/", "/nowhere/", "/api/v1/nowhere/"):
        assert client.get(path)["Cache-Control"] == "no-store", path


def test_a_view_cannot_make_a_personal_answer_cacheable(rf: RequestFactory, cast: Cast) -> None:
    request = rf.get("/")
    request.user = cast.buyer
    answer = SafeHeaders(lambda _: HttpResponse(headers={"Cache-Control": "public, max-age=60"}))(request)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.embedded
def test_foreign_host_name_is_refused(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


def test_forwarded_host_is_ignored(client: Client) -> None:
    answer = client.get("/", headers={"x-forwarded-host": "evil.example"})
    assert "evil.example" not in answer.get("Location", "")


def test_a_missing_slash_tells_a_stranger_nothing(client: Client) -> None:
    real, made_up = client.get("/projects"), client.get("/no-such-thing")
    assert real.status_code == made_up.status_code == 302
    assert real["Location"].startswith(site.LOGIN_URL)


def test_session_write_through_the_api_needs_the_csrf_token(cast: Cast) -> None:
    """Routes differ, so the check is made on the class every endpoint uses."""
    from rest_framework.exceptions import PermissionDenied
    from rest_framework.request import Request

    from portal.core.authentication import PortalAuthentication

    request: Any = RequestFactory().post("/api/v1/x/", {}, content_type="application/json")
    request.user = cast.buyer
    with pytest.raises(PermissionDenied):
        PortalAuthentication().authenticate(Request(request))
    request.by_token = True
    assert PortalAuthentication().authenticate(Request(request)) == (cast.buyer, None)
