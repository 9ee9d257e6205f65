"""Options and margin (docs/algorithms/money.md), and laws that hold for any lines."""

from decimal import Decimal as D
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from portal.core.money import total
from sales_module.quotations.calculations import margin, sums
from sales_module.quotations.values import LineValues
from tests.factories.quotations import example_lines, line

LINES = st.lists(
    st.builds(
        LineValues,
        line_key=st.uuids(version=4),
        description=st.just("x"),
        unit_price=st.decimals(0, 99999, places=4),
        quantity=st.decimals("0.001", 999, places=3),
        price_base_quantity=st.sampled_from([D(1), D(100)]),
        discount=st.decimals(0, 100, places=2),
        tax_rate=st.sampled_from([D(0), D(14), D("25.5")]),
        optional=st.booleans(),
        cost=st.none() | st.decimals(0, 9999, places=4),
    ),
    max_size=8,
    unique_by=lambda one: one.line_key,
)


def test_the_worked_example_with_and_without_its_option():
    lines = example_lines()
    option = lines[3].line_key
    found = sums(lines, "EUR", {option})
    assert (found.base.net, found.base.gross) == (D("5930.83"), D("7385.69"))
    assert (found.chosen.net, found.chosen.tax, found.chosen.gross) == (D("6030.83"), D("1480.36"), D("7511.19"))
    assert found.options == {option: D("100.00")}


@given(LINES, st.data())
def test_ticking_options_is_adding_their_lines(lines, data):
    options = [one.line_key for one in lines if one.optional]
    ticked = data.draw(st.sets(st.sampled_from(options)) if options else st.just(set()))
    found = sums(lines, "EUR", ticked | {uuid4()})
    assert found.chosen == total([one.priced for one in lines if not one.optional or one.line_key in ticked], "EUR")
    assert found.base == sums(lines, "EUR").chosen
    assert found.chosen.net == found.base.net + sum((found.options[key] for key in ticked), D(0))
    assert sums(lines, "EUR", {one.line_key for one in lines if not one.optional}).chosen == found.base


def test_margin_is_known_only_when_every_cost_is():
    lines = [line(price="100", cost=D(60), quantity=D(2)), line(price="50", optional=True, cost=None)]
    assert margin(lines, "EUR") == (D("120.00"), D("80.00"))
    assert margin([*lines, line(cost=None)], "EUR") is None
    assert margin([line(price="12.3456", quantity=D(250), price_base_quantity=D(100), cost=D(10))], "EUR") == (
        D("25.00"),
        D("5.86"),
    )


@given(LINES)
def test_cost_and_margin_make_up_the_net(lines):
    found = margin(lines, "EUR")
    required = [one for one in lines if not one.optional]
    assert (found is None) is any(one.cost is None for one in required)
    if found is not None:
        assert sum(found) == sums(lines, "EUR").base.net
