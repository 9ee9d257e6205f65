"""What services raise becomes the right answer, as a page and as problem JSON."""

import json
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory

from portal.core import denials
from portal.core.errors import (
    DomainError,
    Forbidden,
    InvalidInput,
    NotVisible,
    StaleVersion,
    TooMany,
    WrongState,
)
from portal.core.middleware import DomainErrors

ROW = SimpleNamespace(version=7)
ERRORS = [
    (DomainError(), 400, "error"),
    (NotVisible(), 404, "not-found"),
    (Forbidden(), 403, "forbidden"),
    (WrongState(), 409, "wrong-state"),
    (InvalidInput(fields={"name": ["Enter a name."]}), 422, "invalid"),
    (StaleVersion(current=ROW), 412, "stale-version"),
    (TooMany(retry_after=30), 429, "too-many"),
]


@pytest.fixture
def told(monkeypatch):
    heard = []
    monkeypatch.setattr(denials, "_listeners", [lambda request, status: heard.append(status)])
    return heard


def answered(path, error):
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return DomainErrors(lambda r: None).process_exception(request, error)


@pytest.mark.parametrize(("error", "status", "code"), ERRORS)
def test_problem_json(error, status, code, told):
    answer = answered("/api/v1/things/", error)
    body = json.loads(answer.content)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (body["type"], body["status"]) == (f"/problems/{code}", status)
    assert body["title"] and body["detail"]


@pytest.mark.parametrize(("error", "status", "code"), ERRORS)
def test_page(error, status, code, told):
    answer = answered("/things/", error)
    assert answer.status_code == status
    assert str(error.message).split(".")[0] in answer.content.decode().replace("&#x27;", "'")


def test_extras(told):
    assert json.loads(answered("/api/v1/x/", ERRORS[4][0]).content)["errors"] == {"name": ["Enter a name."]}
    assert json.loads(answered("/api/v1/x/", ERRORS[5][0]).content)["current_version"] == 7
    assert answered("/x/", ERRORS[6][0])["Retry-After"] == "30"


def test_refusals_are_told_and_nothing_else_is(told):
    for error, _status, _code in ERRORS:
        answered("/x/", error)
    assert told == [404, 403]


def test_djangos_own_404_is_the_same(told):
    assert answered("/api/v1/x/", Http404()).content == answered("/api/v1/x/", NotVisible()).content
    assert told == [404, 404]


def test_other_exceptions_are_left_alone(told):
    assert answered("/x/", ValueError()) is None
