"""The quicker tags answer as Django's own do."""

from uuid import UUID

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from portal.core.links import link
from portal.ui.quick_i18n import FixedText

ONE, TWO = UUID("01a1f640-bc00-7efa-bbc3-4a1471f4cda9"), UUID("019c22f1-d500-74cb-8108-1685f87e15f3")


def render(text: str, **values: object) -> str:
    return Template(text).render(Context(values))


def test_link_is_reverse() -> None:
    assert link("home:home") == reverse("home:home")
    for ids in ((ONE, TWO), (TWO, ONE)):
        assert link("documents:document", *ids) == reverse("documents:document", args=ids)
    assert link("plans:row", ONE, "action", TWO) == reverse("plans:row", args=[ONE, "action", TWO])
    assert link("plans:row", ONE, "objective", TWO) == reverse("plans:row", args=[ONE, "objective", TWO])


def test_a_name_nobody_serves_is_an_error() -> None:
    with pytest.raises(NoReverseMatch):
        link("home:nowhere")
    with pytest.raises(NoReverseMatch):
        link("plans:row", ONE, "no slug!", TWO)


def test_url_tag_fills_ids_in() -> None:
    address = reverse("documents:document", args=[ONE, TWO])
    assert render("{% url 'documents:document' one two %}", one=ONE, two=TWO) == address
    assert render("{% url 'documents:document' space_id=one pk=two %}", one=ONE, two=TWO) == address
    assert render("{% url 'documents:document' one two as here %}[{{ here }}]", one=ONE, two=TWO) == f"[{address}]"
    assert render("{% url name %}", name="home:home") == "/"


def test_a_fixed_text_is_looked_up_once_per_language() -> None:
    template = Template('{% load i18n %}{% translate "Yes" %}')
    node = next(node for node in template.nodelist if isinstance(node, FixedText))
    with translation.override("en"):
        assert template.render(Context()) == "Yes"
    with translation.override("fi"):
        assert template.render(Context()) == translation.gettext("Yes")
    assert set(node.kept) == {"en", "fi"}


def test_other_texts_are_left_to_django() -> None:
    with translation.override("en"):
        assert render("{% load i18n %}{% translate name %}", name="<b>") == "&lt;b&gt;"
        assert render('{% load i18n %}{% translate "100 %" %}') == "100 %"
        assert render('{% load i18n %}{% translate "Yes" as word %}[{{ word }}]') == "[Yes]"
        assert render('{% load i18n %}{% translate "may" context "month" %}') == "may"
