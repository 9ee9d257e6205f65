"""Standing of objectives, coming days, the clock, and the merge of two people's texts."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_plan.plans.calculations import (
    RING,
    counted_from,
    day_in_year,
    event_spots,
    is_real_day,
    merged,
    next_day,
    traffic,
    turn_of,
)

TODAY = date(2026, 3, 3)
numbers = st.decimals(-1000, 1000, places=2)
dates = st.dates(date(2020, 1, 1), date(2032, 12, 31))


def standing(baseline, target, actual, due=None):
    return traffic(
        baseline=None if baseline is None else Decimal(baseline),
        target=None if target is None else Decimal(target),
        actual=None if actual is None else Decimal(actual),
        due=due,
        today=TODAY,
    )


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "due", "word"),
    [
        (120, 24, 71, None, "on_the_way"),
        (120, 24, 24, None, "reached"),
        (120, 24, 20, None, "reached"),
        (120, 24, 130, None, "wrong_way"),
        (120, 24, 120, None, "not_moving"),
        (120, 24, 71, date(2026, 3, 2), "missed"),
        (120, 24, 71, date(2026, 3, 3), "on_the_way"),
        (120, 24, 20, date(2026, 3, 2), "reached"),
        (86, 95, 90, None, "on_the_way"),
        (86, 95, "95.4", None, "reached"),
        (5, 5, 5, None, "reached"),
        (5, 5, 6, None, "wrong_way"),
        (None, 24, 71, None, "no_figure"),
        (120, None, 71, None, "no_figure"),
        (120, 24, None, date(2026, 1, 1), "no_figure"),
    ],
)
def test_standing_of_an_objective(baseline, target, actual, due, word):
    assert standing(baseline, target, actual, due) == word


@given(numbers, numbers, numbers)
def test_standing_does_not_depend_on_the_direction_of_the_scale(baseline, target, actual):
    assert standing(baseline, target, actual) == standing(-baseline, -target, -actual)


@pytest.mark.parametrize(
    ("month", "day", "year", "expected"),
    [
        (3, 3, None, TODAY),
        (3, 2, None, date(2027, 3, 2)),
        (7, 5, 2027, date(2027, 7, 5)),
        (7, 5, 2025, None),
        (2, 29, None, date(2027, 2, 28)),
        (9, None, None, None),
    ],
)
def test_next_day_of_an_event(month, day, year, expected):
    assert next_day(month=month, day=day, year=year, today=TODAY) == expected


@given(dates, dates)
def test_a_yearly_event_comes_within_a_year(event, today):
    found = next_day(month=event.month, day=event.day, year=None, today=today)
    assert found is not None
    assert today <= found <= today + timedelta(days=366)
    assert found == day_in_year(found.year, event.month, event.day)


def test_real_days():
    assert is_real_day(2, 29)
    assert not is_real_day(2, 30)
    assert not is_real_day(4, 31)
    assert not is_real_day(13, 1)


@given(dates)
def test_every_day_stands_in_the_month_it_belongs_to(day):
    assert (day.month - 1) / 12 <= turn_of(day.month, day.day) < day.month / 12


@given(st.lists(st.tuples(st.integers(1, 12), st.one_of(st.none(), st.integers(1, 28))), max_size=24))
def test_the_drawing_has_a_place_inside_the_ring_for_each_event(events):
    spots = event_spots(events)
    assert len(spots) == len(events)
    assert all(((spot.x - 160) ** 2 + (spot.y - 160) ** 2) ** 0.5 <= RING for spot in spots)


def test_a_visit_ends_after_a_pause():
    now = datetime(2026, 3, 3, 12, 0)
    earlier = now - timedelta(days=2)
    assert counted_from(None, None, now) is None
    assert counted_from(earlier, None, now) == earlier
    assert counted_from(now - timedelta(minutes=10), earlier, now) == earlier


texts = st.fixed_dictionaries({"title": st.text("ab", max_size=2), "due": st.text("cd", max_size=2)})


@given(texts, texts, texts)
def test_merging_loses_no_change_and_asks_only_where_both_changed(base, mine, theirs):
    result, both = merged(base=base, mine=mine, theirs=theirs)
    for name in base:
        i_changed, they_changed = mine[name] != base[name], theirs[name] != base[name]
        if not i_changed:
            assert result[name] == theirs[name]
        else:
            assert result[name] == mine[name]
        assert (name in both) == (i_changed and they_changed and mine[name] != theirs[name])
