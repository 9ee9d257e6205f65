"""A block that is rendered once for each set of its values."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from portal.ui.kept import KEPT_AT_MOST, KeptNode


def test_the_same_values_are_rendered_once() -> None:
    asked = []
    template = Template("{% load ui %}{% kept name=name %}{{ name.upper }}{% endkept %}")

    class Name(str):
        def upper(self) -> str:
            asked.append(self)
            return super().upper()

    assert template.render(Context({"name": Name("one")})) == "ONE"
    assert template.render(Context({"name": Name("one")})) == "ONE"
    assert template.render(Context({"name": Name("two")})) == "TWO"
    assert asked == ["one", "two"]


def test_the_block_sees_nothing_that_is_not_named() -> None:
    template = Template("{% load ui %}{% kept name=name %}{{ name }}{{ other }}{{ request.path }}{% endkept %}")
    assert template.render(Context({"name": "seen", "other": "hidden", "request": "hidden"})) == "seen"


def test_fills_are_new_each_time_and_escaped() -> None:
    template = Template(
        "{% load ui %}{% kept name=name fill token=token next=next %}{{ next }}{{ name }}{{ token }}{% endkept %}"
    )
    assert template.render(Context({"name": "-", "token": "1", "next": "/?a=1&b=<"})) == "/?a=1&amp;b=&lt;-1"
    assert template.render(Context({"name": "-", "token": "2", "next": "/"})) == "/-2"


def test_text_of_a_person_is_never_taken_for_a_place_to_fill() -> None:
    template = Template("{% load ui %}{% kept name=name fill token=token %}{{ name }}{{ token }}{% endkept %}")
    assert template.render(Context({"name": "\x02token\x03", "token": "secret"})).count("secret") == 1


def test_each_language_has_its_own() -> None:
    template = Template("{% load ui i18n %}{% kept x=x %}{% get_current_language as l %}{{ l }}{% endkept %}")
    for language in ("en", "fi", "en"):
        with translation.override(language):
            assert template.render(Context({"x": 1})) == language


def test_no_more_is_kept_than_fits() -> None:
    template = Template("{% load ui %}{% kept x=x %}{{ x }}{% endkept %}")
    node = next(node for node in template.nodelist if isinstance(node, KeptNode))
    for number in range(KEPT_AT_MOST + 5):
        assert template.render(Context({"x": number})) == str(number)
    assert len(node.kept) == KEPT_AT_MOST


def test_words_that_are_no_pairs_are_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ui %}{% kept x %}{% endkept %}")
