"""The kinds of facts there are. Each app lists its own in `activities.py` and registers them when the site starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.people.models import Person


@dataclass(frozen=True)
class ActivityKind:
    """How one kind is told.

    name: "<app>.<past participle>", e.g. "quotations.sent".
    subject: kind of the policy that decides who may know ("" = nobody is told, audit only).
    sentence: lazy text with %(actor)s and, when `subject_text` is given, %(subject)s; %(count)s is `data["count"]`.
    action: what a person must be able to do to the subject to be told.
    load: subject id → object, or None when it is gone.
    url: object → address of its page.
    notify: makes Delivery rows at all.
    audience: narrows who is told (object, people who may see it) → people; None = all of them.
    mail_sentence: text for the mail; must not hold any content. None = no mail.
    related: what `url` and `subject_text` reach through, fetched together in lists (`select_related`).
    fields: or, better, the columns those two need ("space_id", "person__name"): lists then read all such kinds of
        subjects in one query, and both functions get an object that has nothing but these.
    """

    name: str
    subject: str
    sentence: Any
    load: Callable[[Any], Any]
    url: Callable[[Any], str]
    action: str = "view"
    notify: bool = False
    mail_sentence: Any = None
    subject_text: Callable[[Any], str] | None = None
    audience: Callable[[Any, list[Person]], list[Person]] | None = None
    related: tuple[str, ...] = ()
    fields: tuple[str, ...] | None = None


_kinds: dict[str, ActivityKind] = {}


def register(*kinds: ActivityKind) -> None:
    for kind in kinds:
        if kind.name in _kinds:
            raise ValueError(f"activity kind {kind.name} is registered twice")
        _kinds[kind.name] = kind


def kind_of(name: str) -> ActivityKind | None:
    return _kinds.get(name)


def kinds() -> dict[str, ActivityKind]:
    return dict(_kinds)
