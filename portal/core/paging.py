"""Lists of 25 with next and previous that keep the place and the filters in the address."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict

M = TypeVar("M", bound=Model)
SIZE = 25
# Beyond it nobody pages by hand; a bounded offset keeps a made-up page number cheap.
LAST_PAGE = 400


@dataclass(frozen=True)
class Page(Generic[M]):
    rows: list[M]
    number: int
    previous_url: str
    next_url: str


def page_of(rows: QuerySet[M], query: QueryDict, *, size: int = SIZE) -> Page[M]:
    """The page named by `?page=`, read with one query; anything that is no page number is the first page."""
    asked: Any = query.get("page", "1")
    number = min(int(asked), LAST_PAGE) if asked.isascii() and asked.isdigit() and int(asked) > 0 else 1
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    more = len(found) > size and number < LAST_PAGE
    return Page(
        rows=found[:size],
        number=number,
        previous_url=_url(query, number - 1) if number > 1 else "",
        next_url=_url(query, number + 1) if more else "",
    )


def _url(query: QueryDict, number: int) -> str:
    changed = query.copy()
    changed["page"] = str(number)
    return f"?{changed.urlencode()}"
