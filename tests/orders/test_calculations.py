"""On-time delivery: worked cases, the laws of the figure, and that the database counts the same."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sales_module.orders.calculations import OnTime, delivered_on_time, on_time_delivery

DAY = date(2026, 3, 3)
days = st.one_of(st.none(), st.integers(-40, 40).map(lambda n: DAY + timedelta(days=n)))


@pytest.mark.parametrize(
    ("due", "delivered", "expected"),
    [
        (DAY, DAY, True),
        (DAY, DAY - timedelta(days=1), True),
        (DAY, DAY + timedelta(days=1), False),
        (None, DAY, None),
        (DAY, None, None),
        (None, None, None),
    ],
)
def test_on_time_is_not_after_the_due_day(due, delivered, expected):
    assert delivered_on_time(due, delivered) is expected


def test_the_known_figure():
    assert OnTime(on_time=772, late=37, not_counted=21).percent == Decimal("95.4265")
    assert OnTime(on_time=772, late=37, not_counted=21).counted == 809


def test_nothing_counted_gives_no_figure():
    assert on_time_delivery([(DAY, None)]) == OnTime(not_counted=1)
    assert on_time_delivery([(DAY, None)]).percent is None


@given(st.lists(st.tuples(days, days), max_size=60))
def test_every_order_is_in_exactly_one_group(orders):
    found = on_time_delivery(orders)
    assert found.on_time + found.late + found.not_counted == len(orders)
    assert found.not_counted == sum(due is None or delivered is None for due, delivered in orders)
    if found.percent is not None:
        assert 0 <= found.percent <= 100
        assert abs(found.percent * found.counted - 100 * found.on_time) <= Decimal("0.00005") * found.counted


@given(st.lists(st.tuples(days, days), min_size=1, max_size=30))
def test_a_later_due_day_never_lowers_the_figure(orders):
    later = [(due and due + timedelta(days=5), delivered) for due, delivered in orders]
    before, after = on_time_delivery(orders), on_time_delivery(later)
    assert after.on_time >= before.on_time
    assert after.counted == before.counted


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders=st.lists(st.tuples(days, days), max_size=8))
def test_the_database_counts_the_same(cast, kymi, aava, account, orders):
    from sales_module.orders.models import Order
    from sales_module.orders.selectors import on_time_by_space, on_time_summary, order_counts, summary_of

    Order.objects.all().delete()
    Order.objects.bulk_create(
        Order(space=account.space, number=str(n), due=due, delivered=delivered, currency="EUR", subtotal=1)
        for n, (due, delivered) in enumerate(orders)
    )
    expected = on_time_delivery(orders)
    assert on_time_summary(person=cast.kam, space_id=account.pk) == expected
    assert summary_of(order_counts(person=cast.kam, space_id=account.pk)) == expected
    assert on_time_by_space(person=cast.kam).get(account.pk, OnTime()) == expected
