import re
from typing import Any

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from portal.ui.forms import AmountField, FormRenderer, plain_number


def render(source: str, **values: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


def test_icon_is_hidden_from_screen_readers() -> None:
    html = render('{% icon "house" %}')
    assert 'aria-hidden="true"' in html
    assert 'sprite.svg#house"' in html


def test_status_has_a_shape_and_an_escaped_word() -> None:
    html = render('{% status "done" word %}', word="<b>Accepted</b>")
    assert "#circle-check" in html
    assert "&lt;b&gt;Accepted&lt;/b&gt;" in html


def test_form_token_carries_a_fresh_key_each_time() -> None:
    keys = re.findall(r'name="idempotency_key" value="([0-9a-f-]{36})"', render("{% form_token %}{% form_token %}"))
    assert len(set(keys)) == 2


def test_form_token_carries_the_csrf_token() -> None:
    assert 'name="csrfmiddlewaretoken" value="abc"' in render("{% form_token %}", csrf_token="abc")


def test_part_takes_body_and_slots() -> None:
    html = render(
        '{% part "objecthead" title=t %}<button>Send</button>'
        '{% slot "menu" %}<li>Withdraw</li>{% endslot %}{% endpart %}',
        t="A & B",
    )
    assert "<h1>A &amp; B</h1>" in html
    assert "<button>Send</button>" in html
    assert "<ul><li>Withdraw</li></ul>" in html


def test_part_sees_nothing_of_the_page() -> None:
    assert "leak" not in render('{% part "objecthead" title="x" %}{% endpart %}', lead="leak", code="leak")


def test_parts_nest() -> None:
    html = render('{% part "section" title="One" %}{% part "empty" title="Two" %}{% endpart %}{% endpart %}')
    assert html.index("One") < html.index("Two")


def test_part_without_a_name_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ui %}{% part title='x' %}{% endpart %}")


def test_fixed_is_kept_by_language() -> None:
    template = Template("{% load ui i18n %}{% fixed %}{% get_current_language as l %}{{ l }}{% endfixed %}")
    with translation.override("en"):
        assert template.render(Context()) == "en"
    with translation.override("fi"):
        assert template.render(Context()) == "fi"


def test_diff_marks_words_and_escapes() -> None:
    html = render("{% diff old new %}", old="stops to 24 <hours>", new="stops to 20 <hours>")
    assert html == "stops to <del>24</del> <ins>20</ins> &lt;hours&gt;"


class Sample(forms.Form):
    default_renderer = FormRenderer
    title = forms.CharField(help_text="Shown in the list.")
    note = forms.CharField(required=False)
    answer = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    copy = forms.BooleanField(required=False)


def test_field_marks_what_is_optional_and_ties_help_to_the_input() -> None:
    html = render("{% field form.title %}{% field form.note %}", form=Sample())
    assert html.count("(optional)") == 1
    assert 'aria-describedby="id_title_helptext"' in html
    assert 'id="id_title_helptext"' in html


def test_field_ties_errors_to_the_input() -> None:
    html = render("{% field form.title %}", form=Sample({"title": ""}))
    assert 'aria-invalid="true"' in html
    assert re.search(r'aria-describedby="[^"]*id_title_error', html)
    assert 'id="id_title_error"' in html


def test_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    html = render("{% field form.answer %}", form=Sample())
    assert "<fieldset" in html
    assert "<legend>Answer</legend>" in html


def test_summary_links_to_the_fields() -> None:
    html = render("{% form_errors form %}", form=Sample({"title": "", "answer": "a"}))
    assert 'href="#id_title"' in html
    assert 'role="alert"' in html


def test_summary_is_nothing_without_errors() -> None:
    assert render("{% form_errors form %}", form=Sample({"title": "x", "answer": "a"})).strip() == ""
    assert render("{% form_errors form %}", form=Sample()).strip() == ""


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("en", "12 500.50", "12500.50"),
        ("en", "12,500", "12500"),
        ("fi", "12,500", "12.500"),
        ("fi", "12\u00a0500,5", "12500.5"),
        ("en", "1,284,500", "1284500"),
        ("sv", "1.284.500,25", "1284500.25"),
        ("en", "12500,5", "12500.5"),
        ("en", "\u22125", "-5"),
    ],
)
def test_amounts_are_read_as_people_write_them(language: str, typed: str, number: str) -> None:
    with translation.override(language):
        assert plain_number(typed) == number


def test_amount_that_is_no_number_stays_on_the_page() -> None:
    class Price(forms.Form):
        default_renderer = FormRenderer
        price = AmountField()

    assert 'value="a lot"' in render("{% field form.price %}", form=Price({"price": "a lot"}))
