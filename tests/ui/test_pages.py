"""The frame, the catalogue, the accent and the choices of a browser."""

import copy
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from django.template.response import TemplateResponse
from django.test import RequestFactory, override_settings
from django.urls import clear_url_caches

from portal.core.errors import NotVisible
from portal.ui import accent, nav, views

PROCESSOR = "portal.ui.context.shell"
TEMPLATES = copy.deepcopy(settings.TEMPLATES)
if PROCESSOR not in TEMPLATES[0]["OPTIONS"]["context_processors"]:
    TEMPLATES[0]["OPTIONS"]["context_processors"].append(PROCESSOR)

PERSON = SimpleNamespace(pk="1", is_authenticated=True, shown_name="Maria <b>Lind</b>", email="maria@aava.example")
NOBODY = SimpleNamespace(is_authenticated=False)


@pytest.fixture(autouse=True)
def site(monkeypatch: pytest.MonkeyPatch) -> Any:
    with override_settings(ROOT_URLCONF="tests.ui.urls", TEMPLATES=TEMPLATES):
        clear_url_caches()
        nav.url_of.cache_clear()
        accent._url.cache_clear()
        # Filters and counters of other apps would ask the database.
        monkeypatch.setattr(nav, "_counters", {})
        monkeypatch.setattr(nav, "_items", {})
        monkeypatch.setattr(nav, "_catalogue_rules", [])
        nav._sorted.cache_clear()
        yield
    nav._sorted.cache_clear()
    nav.url_of.cache_clear()
    accent._url.cache_clear()


def request(path: str = "/ui/", person: Any = PERSON, **cookies: str) -> Any:
    made = RequestFactory().get(path)
    made.user = person
    made._messages = []
    made.COOKIES.update(cookies)
    return made


def page(source: str, **options: Any) -> str:
    template = engines["django"].from_string('{% extends "base.html" %}{% load ui %}' + source)
    return template.render({}, request(**options))


def test_frame_has_its_landmarks_and_one_heading() -> None:
    html = page("{% block title %}Home{% endblock %}{% block header %}<h1>Home</h1>{% endblock %}")
    for landmark in ("<main", '<nav class="rail"', '<header class="top"', "<footer", 'class="skip" href="#page"'):
        assert html.count(landmark) == 1, landmark
    assert html.count("<h1") == 1
    assert "<title>Home · " in html
    assert '<html lang="en">' in html


def test_names_are_escaped() -> None:
    html = page("")
    assert "Maria &lt;b&gt;" in html
    assert "<b>Lind" not in html


def test_before_sign_in_there_is_no_navigation() -> None:
    html = page("", person=NOBODY)
    assert "<nav" not in html
    assert 'name="person"' not in html


@pytest.mark.parametrize(("cookie", "shown"), [("dark", 'data-theme="dark"'), ('"><script>', '<html lang="en">')])
def test_theme_comes_from_a_cookie_that_is_checked(cookie: str, shown: str) -> None:
    assert shown in page("", theme=cookie)


def test_frame_costs_no_query_by_itself(django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        page("{% block content %}x{% endblock %}")


def test_catalogue_renders_every_part() -> None:
    response = views.catalogue(request())
    assert response.status_code == 200
    assert response.content.decode().count('class="section"') >= 12


@override_settings(PORTAL_DEMO=False)
def test_catalogue_is_hidden_in_production() -> None:
    with pytest.raises(NotVisible):
        views.catalogue(request())


@override_settings(PORTAL_DEMO=False)
def test_catalogue_opens_to_those_a_rule_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_catalogue_rules", [lambda person: person is PERSON])
    assert views.catalogue(request()).status_code == 200
    with pytest.raises(NotVisible):
        views.catalogue(request(person=SimpleNamespace(is_authenticated=True)))


def test_accent_is_css_that_may_be_kept() -> None:
    response = views.accent(request())
    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]
    assert accent.url().startswith("/ui/accent.css?")


def test_address_of_the_accent_follows_the_colour() -> None:
    before = accent.url()
    with override_settings(PORTAL_ACCENT="#e30613"):
        assert accent.url() != before


@pytest.mark.parametrize(
    ("target", "sent_to"), [("/projects/", "/projects/"), ("https://evil.example/", "/"), ("", "/")]
)
def test_choice_is_kept_and_leads_back_inside_only(target: str, sent_to: str) -> None:
    response = views.choose(RequestFactory().post("/ui/choose/", {"theme": "dark", "rail": "bad", "next": target}))
    assert response["Location"] == sent_to
    assert response.cookies["theme"].value == "dark"
    assert "rail" not in response.cookies


def test_choice_needs_a_post() -> None:
    assert views.choose(request()).status_code == 405


def test_logo_is_not_there_by_default() -> None:
    with pytest.raises(NotVisible):
        views.logo(request())


@pytest.mark.parametrize("status", [403, 404, 409, 412, 413])
def test_error_page_says_what_to_do(status: int) -> None:
    context = {"status": status, "code": "x", "title": "This has changed", "detail": "Look again."}
    html = TemplateResponse(request(), "errors/error.html", context).render().content.decode()
    assert "<h1>This has changed</h1>" in html
    assert "Look again." in html


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_plain_error_pages_need_no_context(name: str) -> None:
    assert "<h1>" in engines["django"].get_template(name).render()


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html"])
def test_error_pages_have_the_frame(name: str) -> None:
    html = engines["django"].get_template(name).render({}, request())
    assert html.count("<h1") == 1
    assert 'class="rail"' in html
