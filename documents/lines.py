"""The rows of a list as plain words, so that the template only places them: a list is the page people open most."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from documents.choices import Category, Refusal, RevisionState
from documents.selectors import Row
from portal.spaces.choices import Confidentiality
from portal.ui.formats import day


@dataclass(slots=True)
class Line:
    """state: (tone, word) or None; beside: what stands under or instead of it."""

    url: str
    title: str
    file_name: str
    revision: str
    category: str
    confidentiality: str
    who: str
    day: str
    state: tuple[str, str] | None
    beside: str
    is_new: bool


def lines_of(rows: Iterable[Row], *, base: str) -> list[Line]:
    """`base`: address of the list, under which each document has its page."""
    # Django's own get_…_display translates every choice of the field for every row.
    categories, classes = _labels(Category.choices), _labels(Confidentiality.choices)
    refusals = _labels(Refusal.choices)
    words = {
        "revision": gettext("revision %(revision)s"),
        "checking": gettext("Being checked"),
        "refused": gettext("Refused"),
        "new": gettext("Not opened yet"),
        "all": gettext("all %(may)s have it"),
        "some": gettext("%(have)s of %(may)s have it"),
    }
    return [_line(row, base, categories, classes, refusals, words) for row in rows]


def _labels(choices: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    return {str(value): str(label) for value, label in choices}


def _line(
    row: Row,
    base: str,
    categories: dict[str, str],
    classes: dict[str, str],
    refusals: dict[str, str],
    words: dict[str, str],
) -> Line:
    document, newest = row.document, row.document.current or row.coming
    state, beside = _state(row, refusals, words)
    return Line(
        url=f"{base}{document.pk}/",
        title=document.title,
        file_name=newest.file_name if newest else "",
        revision=words["revision"] % {"revision": document.current.number} if document.current else "",
        category=categories[document.category],
        confidentiality=classes[document.confidentiality],
        who=newest.uploaded_by.shown_name if newest else "",
        day=day(newest.created) if newest else "",
        state=state,
        beside=beside,
        is_new=row.is_new,
    )


def _state(row: Row, refusals: dict[str, str], words: dict[str, str]) -> tuple[tuple[str, str] | None, str]:
    if row.coming is not None and row.coming.state == RevisionState.REFUSED:
        return ("attention", words["refused"]), refusals.get(row.coming.refusal, "")
    if row.coming is not None:
        return ("waiting", words["checking"]), ""
    if row.is_new:
        return ("waiting", words["new"]), ""
    if row.have is None:
        return None, ""
    counts = {"have": row.have.have, "may": row.have.may}
    if row.have.have == row.have.may:
        return ("done", words["all"] % counts), ""
    return None, words["some"] % counts
