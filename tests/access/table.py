"""Reading the table and the URL map. Neither is ever written from the other."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

TABLE = Path(__file__).with_name("matrix.csv")
NAMES = [
    "sales", "tech", "pricing", "kam", "othersales", "admin", "buyer", "expert", "director",
    "colleague", "people", "rival", "consult", "field", "former",
]  # fmt: skip
WHO = ["anonymous", *NAMES]
COLUMNS = ["method", "route", "case", *WHO, "unknown"]

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Row:
    """What each of the cast gets for one call; `unknown` is what an unknown id answers ("-": the route has no id)."""

    key: Key
    expected: dict[str, int]
    unknown: int | None


def rows() -> list[Row]:
    lines = [line for line in TABLE.read_text().splitlines() if line.strip() and not line.startswith("#")]
    read = csv.DictReader(lines)
    assert read.fieldnames == COLUMNS, f"columns must be {COLUMNS}"
    found = []
    for line in read:
        cells = {name: (line[name] or "").strip() for name in COLUMNS}
        key = (cells["method"], cells["route"], cells["case"])
        bad = [name for name in WHO if not cells[name].isdigit()]
        assert not bad, f"{key}: no status for {bad}"
        assert cells["unknown"] == "-" or cells["unknown"].isdigit(), f"{key}: unknown is a status or -"
        unknown = None if cells["unknown"] == "-" else int(cells["unknown"])
        found.append(Row(key, {name: int(cells[name]) for name in WHO}, unknown))
    return found


@dataclass(frozen=True)
class Route:
    """One address of the URL map with made-up arguments."""

    name: str
    path: str


def routes() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, "", []))


def _walk(patterns: list[Any], namespace: str, arguments: list[Any]) -> Iterator[Route]:
    for pattern in patterns:
        here = [*arguments, pattern.pattern]
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, here)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern} has no name"
            yield Route(f"{namespace}{pattern.name}", _address(f"{namespace}{pattern.name}", here))


def _address(name: str, arguments: list[Any]) -> str:
    values: dict[str, Any] = {}
    for pattern in arguments:
        if isinstance(pattern, RoutePattern):
            values |= {key: _made_up(type(converter).__name__) for key, converter in pattern.converters.items()}
        else:
            values |= dict.fromkeys(pattern.regex.groupindex, str(uuid4()))
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        raise AssertionError(f"{name} cannot be reversed with {values}") from None


def _made_up(converter: str) -> Any:
    return {"UUIDConverter": uuid4(), "IntConverter": 1}.get(converter, "nothing")
