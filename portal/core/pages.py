"""Answers for addresses no view has."""

from django.http import HttpRequest, HttpResponse

from portal.core import denials
from portal.core.errors import NotVisible
from portal.core.problems import answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that does not exist is answered, and noted, like one that is not the person's to see."""
    error = NotVisible()
    denials.report(request, error.status)
    return answer(request, error)
