"""The role × action table: what every person of the cast gets from every route.

Adding your routes
------------------
1. `tests/access/matrix.csv`: one line per route and method, written by hand from the decided rights, never from what
   the site answers today. Columns:

   - `method`: GET, POST, PUT, PATCH, DELETE (HEAD and OPTIONS follow GET and are not listed).
   - `route`: the name Django resolves: `projects:room` (page), `api_project` (API: names have no namespace).
   - `case`: empty, or a word that tells two lines of one route apart (`commercial`, `already sent`).
   - then one status per person: `anonymous` (302 for a page, 401 for the API), the cast of tests/conftest.py.
     The object is that of project AURORA; 404 = must not learn that it exists, 403 = sees it but may not,
     409 = may, but not in this state. A page that redirects after a successful POST is 302.
   - `unknown`: what a made-up id answers to anyone signed in: 404, or `-` when the address has no id.

   Lines beginning with # and empty lines are skipped; keep each app's lines together under its own `# app` line.

2. `tests/access/scenes/<app>.py`: a scene builds the objects and returns one `Call` per line:

       from tests.access.scene import Call, Stage, scene
       from tests.factories.quotations import QuotationFactory

       @scene("quotations")
       def quotations(stage: Stage) -> list[Call]:
           draft = QuotationFactory(space=stage.aurora, state="draft")
           return [
               Call("GET", "quotations:detail", {"space_id": stage.aurora.pk, "pk": draft.pk}),
               Call("POST", "quotations:send", {"space_id": stage.aurora.pk, "pk": draft.pk}, data={"version": 1}),
               Call("PATCH", "api_quotation", {"pk": draft.pk}, data={"title": "B"}, headers={"If-Match": '"1"'}),
           ]

   `stage` has the cast, the organisations kymi, aava, brattsund and the spaces aurora and borealis with their people.
   The scene is built once; every call of every person is undone after its answer, so calls do not see each other.
   Two states that do not fit together are two scenes (`@scene("quotations sent")`) in the same file.
   `data` that holds files is a function, because a file is read only once: `data=lambda: {"file": upload()}`.
   A valid body matters: a person with the right must get the good answer, not 422.

What is checked
---------------
Every route of the URL map has a line for every method it accepts, every line has a route and a call; every call of
every person answers the expected status; whoever gets 404 gets the same status, headers and length for the object as
for a made-up id; a page's view names its methods (405 with Allow for any other).
"""

import re
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access.scene import Call, Stage, scenes
from tests.access.table import NAMES, WHO, Row, routes, rows

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

# Set anew for each answer, or the size of what is compared anyway.
VARYING_HEADERS = {"Date", "Set-Cookie"}
VARYING_TEXT = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # ids, the idempotency key of a form
    r"|(?<=[\"'])[A-Za-z0-9]{64}(?=[\"'])"  # the CSRF token, masked anew in each page
)


@pytest.fixture
def stage(cast, kymi, aava, brattsund, aurora, borealis):
    return Stage(cast=cast, kymi=kymi, aava=aava, brattsund=brattsund, aurora=aurora, borealis=borealis)


def test_every_accepted_method_of_every_route_has_a_line(cast, as_person):
    listed = {row.key[:2] for row in rows()}
    client = as_person(cast.admin)
    problems = []
    for route in routes():
        # A method nobody has: the answer lists those the route accepts.
        answer = client.generic("BREW", route.path)
        if answer.status_code != 405 or not answer.headers.get("Allow"):
            problems.append(f"{route.name}: takes any method; name them with require_GET, require_POST, …")
            continue
        methods = set(answer.headers["Allow"].replace(" ", "").split(",")) - {"HEAD", "OPTIONS"}
        problems += [
            f"{method},{route.name}: no line" for method in sorted(methods) if (method, route.name) not in listed
        ]
    assert not problems, "\n".join(problems)


def test_every_line_has_a_route():
    names = {route.name for route in routes()}
    gone = [row.key for row in rows() if row.key[1] not in names]
    assert not gone, f"lines of routes that are gone: {gone}"


def test_lines_and_calls_match(stage):
    lines = [row.key for row in rows()]
    calls = [call.key for build in scenes().values() for call in _built(build, stage)]
    assert sorted(set(lines)) == sorted(lines), "a line stands twice"
    assert sorted(set(calls)) == sorted(calls), "a call is made twice"
    assert set(lines) == set(calls)


@pytest.mark.parametrize("name", sorted(scenes()))
def test_scene(name, stage):
    """Everyone makes every call of the scene; all differences from the table are told together."""
    table = {row.key: row for row in rows()}
    calls = scenes()[name](stage)
    sessions = {who: _session(getattr(stage.cast, who)) for who in NAMES} | {"anonymous": None}
    problems: list[str] = []
    for call in calls:
        row = table.get(call.key)
        if row is None:
            problems.append(f"{call.key}: no line")
            continue
        # What an unknown id answers is the same code for all who may see the object: asked of the first of them only.
        let_in = next((who for who in NAMES if row.expected[who] != 404), "")
        for who in WHO:
            refused = row.expected[who] == 404 or who == "anonymous"
            found = _differences(call, row, who, sessions[who], ask_unknown=refused or who == let_in)
            problems += [f"{' '.join(call.key)} as {who}: {text}" for text in found]
    assert not problems, "\n".join(problems)


def _built(build: Any, stage: Stage) -> list[Call]:
    with transaction.atomic():
        calls = build(stage)
        transaction.set_rollback(True)
    return calls


def _differences(call: Call, row: Row, who: str, session: str | None, *, ask_unknown: bool) -> list[str]:
    own = _answer(call, call.kwargs, session)
    found = []
    if own.status_code != row.expected[who]:
        found.append(f"expected {row.expected[who]}, got {own.status_code}{_why(own)}")
    made_up = {name: uuid4() if isinstance(value, UUID) else value for name, value in call.kwargs.items()}
    if (made_up == call.kwargs) != (row.unknown is None):
        found.append("`unknown` is - exactly when the address has no id")
    if made_up == call.kwargs or not ask_unknown:
        return found
    unknown = _answer(call, made_up, session)
    expected = row.unknown if session else row.expected["anonymous"]
    if unknown.status_code != expected:
        found.append(f"an unknown id: expected {expected}, got {unknown.status_code}{_why(unknown)}")
    if own.status_code == unknown.status_code and own.status_code in {302, 401, 404}:
        found += [f"own and unknown id differ in {what}" for what in _tells_apart(own, unknown)]
    return found


def _answer(call: Call, kwargs: Any, session: str | None) -> Any:
    """The answer; whatever the call changed is undone."""
    client = _client()
    client.cookies.clear()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    address = reverse(call.route, kwargs=kwargs) + (f"?{call.query}" if call.query else "")
    data: Any = call.data() if callable(call.data) else call.data
    with transaction.atomic():
        if call.method == "GET":
            answer: Any = client.get(address, headers=dict(call.headers))
        elif address.startswith("/api/v1/"):
            body: Any = {} if data is None else data
            files = isinstance(body, dict) and any(hasattr(value, "read") for value in body.values())
            kind = {} if files else {"content_type": "application/json"}
            answer = getattr(client, call.method.lower())(address, body, headers=dict(call.headers), **kind)
        else:
            answer = getattr(client, call.method.lower())(address, data or {}, headers=dict(call.headers))
        answer.length = len(b"".join(answer.streaming_content) if answer.streaming else answer.content)
        transaction.set_rollback(True)
    return answer


@cache
def _client() -> Client:
    """One for all: each new client builds the whole chain of middleware."""
    return Client(raise_request_exception=False)


def _tells_apart(one: Any, other: Any) -> list[str]:
    def headers(answer: Any) -> dict[str, str]:
        return {k: VARYING_TEXT.sub("", v) for k, v in answer.headers.items() if k not in VARYING_HEADERS}

    def text(answer: Any) -> str:
        return VARYING_TEXT.sub("", answer.content.decode())

    found = []
    if headers(one) != headers(other):
        found.append(f"headers: {set(headers(one).items()) ^ set(headers(other).items())}")
    if one.length != other.length:
        found.append(f"length: {one.length}, {other.length}")
    if text(one) != text(other):
        found.append("text")
    return found


def _session(person: Any) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _why(answer: Any) -> str:
    if getattr(answer, "exc_info", None):
        kind, error, _trace = answer.exc_info
        return f" ({kind.__name__}: {error})"
    if answer.status_code in {409, 422} and not answer.streaming:
        return f" ({answer.content.decode()[:300]})" if "json" in answer.headers.get("Content-Type", "") else ""
    return ""
