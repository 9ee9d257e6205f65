from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from portal.ui import nav


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(nav, "_items", {})
    monkeypatch.setattr(nav, "_counters", {})
    monkeypatch.setattr(nav, "url_of", lambda name: {"a": "/a/", "b": "/b/", "home": "/"}.get(name, ""))
    nav._sorted.cache_clear()
    yield
    nav._sorted.cache_clear()


PERSON = SimpleNamespace(name="Maria")


def shown(path: str = "/", place: nav.Place = "rail") -> list[tuple[str, str]]:
    return [(entry.name, entry.current) for entry in nav.entries(PERSON, path, nav.Counters(PERSON), place)]


def test_entries_stand_in_order() -> None:
    nav.register(nav.NavItem(name="B", url_name="b", icon="x", order=20))
    nav.register(nav.NavItem(name="A", url_name="a", icon="x", order=10))
    assert shown() == [("A", ""), ("B", "")]


def test_an_entry_whose_address_nobody_serves_is_not_shown() -> None:
    nav.register(nav.NavItem(name="Gone", url_name="gone", icon="x"))
    assert shown() == []


def test_an_entry_is_hidden_from_those_it_is_not_for() -> None:
    nav.register(nav.NavItem(name="A", url_name="a", icon="x", visible=lambda person: False))
    assert shown() == []


def test_the_current_place_is_marked() -> None:
    nav.register(nav.NavItem(name="Home", url_name="home", icon="x", order=1))
    nav.register(nav.NavItem(name="A", url_name="a", icon="x", order=2))
    assert shown("/a/") == [("Home", ""), ("A", "page")]
    assert shown("/a/1/documents/") == [("Home", ""), ("A", "true")]
    assert shown("/") == [("Home", "page"), ("A", "")]


def test_places_are_apart() -> None:
    nav.register(nav.NavItem(name="A", url_name="a", icon="x", place="me"))
    assert shown() == []
    assert shown(place="me") == [("A", "")]


def test_a_counter_is_asked_once() -> None:
    asked = []
    nav.register_counter("unread", lambda person: asked.append(person) or 3)
    counters = nav.Counters(PERSON)
    assert (counters["unread"], counters["unread"], counters["unknown"]) == (3, 3, 0)
    assert asked == [PERSON]
