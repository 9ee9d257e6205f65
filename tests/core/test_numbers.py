"""Typed numbers: read as the language writes them, or refused; never guessed."""

from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.core.fields import LocalDecimalField, decimal_text
from portal.core.numbers import Ambiguous, NotANumber, parse_decimal


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("1234.5", ".", "1234.5"),
        ("1 234,50", ",", "1234.50"),
        ("1\u202f234,50", ",", "1234.50"),
        ("1\u00a0234\u00a0567", ",", "1234567"),
        ("1,234.50", ".", "1234.50"),
        ("1.234,50", ",", "1234.50"),
        ("1,234,567", ".", "1234567"),
        ("12,5", ".", "12.5"),
        ("12.5", ",", "12.5"),
        ("1,234", ",", "1.234"),
        ("1.234", ".", "1.234"),
        ("0,125", ".", "0.125"),
        ("1 234,567", ".", "1234.567"),
        ("\u22125", ".", "-5"),
        (".5", ".", "0.5"),
        (" 7 ", ".", "7"),
    ],
)
def test_numbers_as_people_type_them(text, mark, expected):
    assert parse_decimal(text, mark) == D(expected)


@pytest.mark.parametrize(("text", "mark"), [("1,234", "."), ("1.234", ","), ("12.345", ","), ("-1,234", ".")])
def test_what_can_be_read_in_two_ways_is_refused(text, mark):
    with pytest.raises(Ambiguous):
        parse_decimal(text, mark)


@pytest.mark.parametrize(
    "text", ["", "NaN", "Infinity", "1e5", "12 50", "1,2,3", "1.2.3,4", "five", "٣", "1-2", "5.", "--5", "1" * 41]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber):
        parse_decimal(text, ".")


@given(st.decimals("-99999999999", "99999999999", places=4), st.sampled_from(["en", "fi", "sv"]))
def test_a_number_the_form_shows_is_read_back_as_itself(number, language):
    field = LocalDecimalField(max_digits=15, decimal_places=4)
    with translation.override(language):
        assert field.clean(field.prepare_value(number)) == number


@pytest.mark.parametrize("text", ["123456789012", "1.23456"])
def test_too_many_digits_are_refused(text):
    with pytest.raises(ValidationError):
        LocalDecimalField(max_digits=15, decimal_places=4).clean(text)


def test_stored_numbers_are_shown_without_needless_zeros():
    assert decimal_text(D("12.5000")) == "12.5"
    assert decimal_text(D("12.0000"), 2) == "12.00"
    with translation.override("fi"):
        assert decimal_text(D("1234.5000"), 2) == "1234,50"
