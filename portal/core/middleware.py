"""Turns what services raise into answers, in one place for every page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import Http404, HttpResponseBase

from portal.core import denials
from portal.core.errors import DomainError, Forbidden, NotVisible
from portal.core.problems import answer


class DomainErrors:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Http404):
            exception = NotVisible()
        if not isinstance(exception, DomainError):
            return None
        if isinstance(exception, NotVisible | Forbidden):
            denials.report(request, exception.status)
        return answer(request, exception)
