"""Rights are read once per GET answer; a request that may write asks anew each time."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.access.rights import memo_for_one_answer


class AccessMemo:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with memo_for_one_answer():
            return self.get_response(request)
