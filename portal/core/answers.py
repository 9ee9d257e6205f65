"""Steps the reader does not wait for."""

from collections.abc import Callable

from django.http import HttpResponse


def after_answer(response: HttpResponse, step: Callable[[], object]) -> None:
    """Runs `step` when the server closes the answer, after its last byte."""
    response._resource_closers.append(step)  # type: ignore[attr-defined]
