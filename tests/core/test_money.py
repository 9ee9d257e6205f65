"""Worked numbers of docs/algorithms/money.md, and laws that hold for any lines."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.money import PricedLine, round_amount, total


def line(quantity="1", price="1", base="1", discount="0", category="S", rate="25.5"):
    return PricedLine(D(quantity), D(price), D(base), D(discount), category, D(rate))


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("0.005", "EUR", "0.01"),
        ("-0.005", "EUR", "-0.01"),
        ("2.675", "EUR", "2.68"),
        ("2.674999", "EUR", "2.67"),
        ("150.5", "JPY", "151"),
    ],
)
def test_amounts_are_rounded_half_up_to_the_currency(amount, currency, expected):
    assert round_amount(D(amount), currency) == D(expected)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e12", "-1e300"])
def test_amounts_no_column_could_hold_are_refused(amount):
    with pytest.raises(ValueError, match="out of range"):
        round_amount(D(amount), "EUR")


def test_unknown_currency_is_refused():
    with pytest.raises(ValueError, match="unknown currency"):
        round_amount(D(1), "KWD")


def test_worked_example():
    lines = [
        line("3", "1999.99", discount="10"),
        line("250", "12.3456", base="100"),
        line("1", "500", rate="14"),
    ]
    totals = total(lines, "EUR")
    assert [one.net("EUR") for one in lines] == [D("5399.97"), D("30.86"), D("500.00")]
    assert totals.net == D("5930.83")
    assert [(t.rate, t.taxable, t.tax) for t in totals.taxes] == [
        (D("14"), D("500.00"), D("70.00")),
        (D("25.5"), D("5430.83"), D("1384.86")),
    ]
    assert totals.gross == D("7385.69")


LINES = st.builds(
    PricedLine,
    quantity=st.decimals("0", "9999", places=3),
    unit_price=st.decimals("0", "99999", places=4),
    price_base_quantity=st.sampled_from([D(1), D(10), D(100)]),
    discount=st.decimals("0", "100", places=2),
    tax_category=st.sampled_from(["S", "Z", "AE"]),
    tax_rate=st.sampled_from([D(0), D("14"), D("25.5")]),
)


@given(st.lists(LINES, max_size=12))
def test_sums_agree_and_order_does_not_matter(lines):
    totals = total(lines, "EUR")
    assert totals.net == sum((one.net("EUR") for one in lines), D(0))
    assert totals.gross == totals.net + totals.tax
    assert totals.tax == sum((t.tax for t in totals.taxes), D(0))
    assert total(list(reversed(lines)), "EUR") == totals
