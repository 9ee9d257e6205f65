"""Waking whoever sends deliveries. If the process dies after the commit, the scheduler finds the rows all the same."""

from collections.abc import Callable

from django.db import transaction

_senders: list[Callable[[], object]] = []


def on_new_deliveries(sender: Callable[[], object]) -> None:
    _senders.append(sender)


def wake_on_commit() -> None:
    for sender in _senders:
        transaction.on_commit(sender, robust=True)
