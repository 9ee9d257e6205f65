"""What the frame of a page shows: apps register their places, counters and search in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

Place = Literal["rail", "me"]


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """One entry of the navigation.

    `visible` is asked on every page: it must not query. `counter` names a registered counter shown beside the word.
    `prefix` is the path that makes the entry current, when it is not the entry's own address.
    """

    name: Any
    url_name: str
    icon: str
    order: int = 50
    visible: Callable[[Any], bool] | None = None
    place: Place = "rail"
    counter: str = ""
    prefix: str = ""


_items: dict[tuple[str, str], NavItem] = {}
_counters: dict[str, Callable[[Any], int]] = {}
_named: dict[str, str] = {}


def register(item: NavItem) -> NavItem:
    """Adds an entry; registering the same url name twice replaces it."""
    _items[(item.place, item.url_name)] = item
    _sorted.cache_clear()
    return item


def register_counter(name: str, count: Callable[[Any], int]) -> None:
    """A number beside an entry. It is called at most once per page and may cost one query."""
    _counters[name] = count


def register_search(url_name: str) -> None:
    """The page that answers `?q=`; the search field appears once there is one."""
    _named["search"] = url_name


def register_notices(url_name: str, counter: str) -> None:
    """The page of notices behind the bell, and the counter of unread ones."""
    _named["notices"] = url_name
    _named["notices_counter"] = counter


@cache
def _sorted(place: str) -> tuple[NavItem, ...]:
    return tuple(sorted((item for item in _items.values() if item.place == place), key=lambda item: item.order))


@cache
def url_of(url_name: str) -> str:
    """Address of a url name without arguments, or "" when nobody serves it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def named_url(name: str) -> str:
    return url_of(_named[name]) if name in _named else ""


def notices_counter() -> str:
    return _named.get("notices_counter", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A NavItem as one person sees it on one page. `count` is None where nothing is counted."""

    name: str
    url: str
    icon: str
    current: str
    count: int | None


class Counters(dict[str, int]):
    """Counters by name, each asked once per page and only when shown."""

    def __init__(self, person: Any) -> None:
        super().__init__()
        self.person = person

    def __missing__(self, name: str) -> int:
        counter = _counters.get(name)
        self[name] = counter(self.person) if counter else 0
        return self[name]


def entries(person: Any, path: str, counters: Counters, place: Place = "rail") -> tuple[Entry, ...]:
    """The entries a person has, the one they stand in marked `page` (exactly there) or `true` (below it)."""
    found = []
    for item in _sorted(place):
        url = url_of(item.url_name)
        if not url or (item.visible is not None and not item.visible(person)):
            continue
        prefix = item.prefix or url
        current = "page" if path == url else "true" if prefix != "/" and path.startswith(prefix) else ""
        count = counters[item.counter] if item.counter else None
        found.append(Entry(str(item.name), url, item.icon, current, count))
    return tuple(found)


def is_catalogue_reader(request: HttpRequest) -> bool:
    """Whether the catalogue of parts opens outside demo mode: installation administrators only."""
    return any(rule(request.user) for rule in _catalogue_rules)


_catalogue_rules: list[Callable[[Any], bool]] = []


def register_catalogue_reader(rule: Callable[[Any], bool]) -> None:
    """`rule(person)` opens /ui/; people registers the installation administrators."""
    _catalogue_rules.append(rule)
