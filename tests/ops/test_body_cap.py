"""A body over its route's cap is refused before Django reads it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from portal.servers import asgi, wsgi
from portal.servers.limits import DEFAULT, MIB, body_limit

FORM = "/projects/0198c0de-0000-7000-8000-000000000001/documents/add/"
PIECE = "/api/v1/uploads/0198c0de-0000-7000-8000-000000000002/"


@pytest.mark.parametrize(
    ("method", "path", "content_type", "limit"),
    [
        ("POST", "/sign-in/", "application/x-www-form-urlencoded", DEFAULT),
        ("POST", "/nowhere/", "", DEFAULT),
        ("POST", FORM, "multipart/form-data; boundary=x", 64 * MIB),
        ("POST", FORM, "application/x-www-form-urlencoded", DEFAULT),
        ("PUT", FORM, "multipart/form-data; boundary=x", DEFAULT),
        ("POST", FORM + "more/", "multipart/form-data; boundary=x", DEFAULT),
        ("POST", "/x" + FORM, "multipart/form-data; boundary=x", DEFAULT),
        ("POST", FORM + "\n", "multipart/form-data; boundary=x", DEFAULT),
        ("PATCH", PIECE, "application/octet-stream", 8 * MIB + 64 * 1024),
        ("DELETE", PIECE, "application/octet-stream", DEFAULT),
    ],
)
def test_limit_of_route(method: str, path: str, content_type: str, limit: int) -> None:
    assert body_limit(method, path, content_type) == limit


class Asgi:
    """Runs one request through the cap and an application that reads the whole body."""

    def __init__(self, *chunks: bytes, headers: tuple[tuple[bytes, bytes], ...] = (), path: str = "/a/") -> None:
        self.sent: list[Any] = []
        self.read = 0
        self.taken_from_wire = 0
        self._chunks = list(chunks)
        scope = {"type": "http", "method": "POST", "path": path, "headers": list(headers)}
        asyncio.run(asgi.capped(self._application)(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        chunk = self._chunks.pop(0)
        self.taken_from_wire += len(chunk)
        return {"type": "http.request", "body": chunk, "more_body": bool(self._chunks)}

    async def _send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    async def _application(
        self, scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
    ) -> None:
        while True:
            message = await receive()
            self.read += len(message["body"])
            if not message["more_body"]:
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])


@pytest.mark.embedded
def test_asgi_announced_body_is_refused_unread() -> None:
    request = Asgi(b"x", headers=((b"content-length", str(DEFAULT + 1).encode()),))
    assert (request.status, request.taken_from_wire) == (413, 0)


@pytest.mark.embedded
def test_asgi_streamed_body_is_cut_at_the_cap() -> None:
    request = Asgi(*[b"x" * (MIB // 4)] * 40)
    assert request.status == 413
    assert request.taken_from_wire <= DEFAULT + MIB // 4
    assert len([message for message in request.sent if message["type"] == "http.response.start"]) == 1


def test_asgi_lying_length_does_not_help() -> None:
    assert Asgi(*[b"x" * MIB] * 3, headers=((b"content-length", b"10"),)).status == 413


@pytest.mark.embedded
def test_asgi_body_at_the_cap_passes() -> None:
    request = Asgi(b"x" * DEFAULT)
    assert (request.status, request.read) == (200, DEFAULT)


def call_wsgi(**environ: Any) -> tuple[str, bool]:
    """Status line, and whether the application was reached."""
    answered: list[str] = []
    reached: list[bool] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        reached.append(True)
        start_response("200 OK", [])
        return [b"ok"]

    base = {"REQUEST_METHOD": "POST", "PATH_INFO": "/a/", "wsgi.url_scheme": "http"}
    list(wsgi.capped(application)({**base, **environ}, lambda status, headers: answered.append(status)))  # type: ignore[arg-type,func-returns-value]
    return answered[0], bool(reached)


def test_wsgi_large_body_is_refused() -> None:
    assert call_wsgi(CONTENT_LENGTH=str(DEFAULT + 1)) == ("413 Content Too Large", False)


def test_wsgi_body_at_the_cap_passes() -> None:
    assert call_wsgi(CONTENT_LENGTH=str(DEFAULT)) == ("200 OK", True)


def test_wsgi_upload_form_may_be_larger() -> None:
    environ = {"PATH_INFO": FORM, "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    assert call_wsgi(**environ, CONTENT_LENGTH=str(64 * MIB)) == ("200 OK", True)
    assert call_wsgi(**environ, CONTENT_LENGTH=str(64 * MIB + 1)) == ("413 Content Too Large", False)


def test_wsgi_body_without_length_is_not_taken_as_empty() -> None:
    assert call_wsgi(HTTP_TRANSFER_ENCODING="chunked") == ("411 Length Required", False)
