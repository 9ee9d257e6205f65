"""How each kind of space shows itself: its page and its tabs. The apps above register theirs when the site starts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from portal.access.rights import SpaceRights
from portal.core.links import link
from portal.spaces.choices import Side
from portal.spaces.models import Space


@dataclass(frozen=True)
class Tab:
    """One place inside a space. `visible` hides it from people whose rights make it empty for ever."""

    name: Any
    url_name: str
    order: int
    visible: Callable[[SpaceRights], bool] = lambda rights: True


@dataclass
class KindOfSpace:
    """`url_name` takes the space's id; `label` is the plain word people know it by; `sides` may take part."""

    label: Any
    url_name: str
    tabs: list[Tab] = field(default_factory=list)
    sides: frozenset[Side] = frozenset(Side)


_kinds: dict[str, KindOfSpace] = {}
_waiting_tabs: dict[str, list[Tab]] = {}


def register_kind(kind: str, *, label: Any, url_name: str, sides: Iterable[Side] = Side) -> None:
    _kinds[kind] = KindOfSpace(label, url_name, _waiting_tabs.pop(kind, []), frozenset(sides))


def register_tab(kind: str, tab: Tab) -> None:
    """May be called before the kind itself is registered: apps start in any order."""
    tabs = _kinds[kind].tabs if kind in _kinds else _waiting_tabs.setdefault(kind, [])
    tabs.append(tab)
    tabs.sort(key=lambda t: t.order)


def kind_of_space(space: Space) -> KindOfSpace:
    return _kinds[space.kind]


def takes_side(space: Space, side: Side) -> bool:
    """Whether people of that side may take part in this kind of space at all."""
    known = _kinds.get(space.kind)
    return known is None or side in known.sides


def space_url(space: Space) -> str:
    return link(_kinds[space.kind].url_name, space.pk)


def tabs_for(space: Space, rights: SpaceRights) -> list[tuple[Any, str, str]]:
    """(name, address, url name) of the tabs this person gets."""
    return [
        (tab.name, link(tab.url_name, space.pk), tab.url_name) for tab in _kinds[space.kind].tabs if tab.visible(rights)
    ]
