"""Files and other streamed answers under ASGI."""

from collections.abc import AsyncIterator, Callable, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase


class PieceByPiece:
    """Hands a streamed answer to the ASGI server in pieces.

    Django itself would read a synchronous stream to its end first: a download of 200 MB would take as much memory.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(request, ASGIRequest) and isinstance(response, StreamingHttpResponse) and not response.is_async:
            response.streaming_content = pieces(iter(response.streaming_content))  # type: ignore[arg-type]
        return response


async def pieces(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    following = sync_to_async(_following, thread_sensitive=True)
    while (part := await following(parts)) is not None:
        yield part


def _following(parts: Iterator[bytes]) -> bytes | None:
    return next(parts, None)
