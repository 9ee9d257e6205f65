from datetime import date
from decimal import Decimal

import pytest

from portal.core.importing.values import date_order, to_bool, to_date, to_decimal


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["2026-03-04", "2026-01-31"], "ymd"),
        (["04.03.2026", "31.01.2026"], "dmy"),
        (["03/04/2026", "01/31/2026"], "mdy"),
        (["03/04/2026", "01/02/2026"], None),
        (["", ""], "ymd"),
    ],
)
def test_the_whole_column_tells_the_order_of_its_dates(texts, order):
    assert date_order(texts) == order


def test_a_column_in_two_orders_is_refused():
    with pytest.raises(ValueError, match="different orders"):
        date_order(["31.01.2026", "01/31/2026"])


def test_a_date_that_reads_two_ways_is_refused_until_told():
    with pytest.raises(ValueError, match="say which"):
        to_date("03/04/2026", None)
    assert to_date("03/04/2026", "dmy") == date(2026, 4, 3)
    assert to_date("03/04/2026", "mdy") == date(2026, 3, 4)
    assert to_date("04.04.2026", None) == date(2026, 4, 4)


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "32.01.2026", "26-01-01"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"date"):
        to_date(text, "ymd")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.5", "1234.5"),
        ("1 234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234,567", "1234567"),
        ("-12,5", "-12.5"),
        ("0,125678", "0.125678"),
    ],
)
def test_numbers_in_the_usual_ways_of_writing(text, number):
    assert to_decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1,234", "1.234.5", "12 34", "NaN", "1e5", "--1", "1,2,3"])
def test_numbers_that_are_none_or_two_are_refused(text):
    with pytest.raises(ValueError):
        to_decimal(text)


def test_empty_is_no_value():
    assert to_decimal(" ") is None
    assert to_date("", None) is None
    assert to_bool("") is False
