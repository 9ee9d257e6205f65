"""Under ASGI a large file is sent in pieces and closed afterwards."""

import asyncio
import io
import warnings
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.test import RequestFactory

from portal.servers.streams import PieceByPiece

pytestmark = pytest.mark.embedded


class Large(io.RawIOBase):
    """Ten megabytes that count how far they were read."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        part = b"x" * min(size, 10_000_000 - self.given)
        self.given += len(part)
        return part


def asgi_request() -> ASGIRequest:
    scope: Any = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    return ASGIRequest(scope, io.BytesIO())


@pytest.mark.django_db  # closing an answer tidies connections
def test_the_first_piece_leaves_before_the_last_is_read() -> None:
    file = Large()
    response: Any = PieceByPiece(lambda _: FileResponse(file))(asgi_request())

    async def first() -> bytes:
        async for part in response:
            return bytes(part)
        return b""

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert asyncio.run(first())
    assert file.given < 100_000
    response.close()
    assert file.closed


def test_all_of_it_arrives() -> None:
    response: Any = PieceByPiece(lambda _: FileResponse(Large()))(asgi_request())

    async def size() -> int:
        return sum([len(part) async for part in response])

    assert asyncio.run(size()) == 10_000_000


@pytest.mark.parametrize("answer", [HttpResponse(b"a"), FileResponse(io.BytesIO(b"a"))])
def test_wsgi_and_plain_answers_are_left_alone(answer: HttpResponseBase) -> None:
    response: Any = PieceByPiece(lambda _: answer)(RequestFactory().get("/"))
    assert response is answer
    assert not getattr(response, "is_async", False)
