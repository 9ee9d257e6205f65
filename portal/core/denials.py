"""Who wants to know that someone was refused. The activity app listens and writes the audit row."""

from collections.abc import Callable

from django.http import HttpRequest

Listener = Callable[[HttpRequest, int], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    _listeners.append(listener)


def report(request: HttpRequest, status: int) -> None:
    for listener in _listeners:
        listener(request, status)
