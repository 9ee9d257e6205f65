"""Wall time to moment, against time zone arithmetic done another way."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales_module.schedule.calculations import NoSuchTime, comes_twice, end_of, instant_of

ZONES = ["Europe/Helsinki", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "UTC"]


def test_an_ordinary_time():
    assert instant_of(date(2026, 3, 3), time(14), "Europe/Helsinki") == datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert not comes_twice(date(2026, 3, 3), time(14), "Europe/Helsinki")


def test_a_time_the_clocks_jump_over_does_not_exist():
    with pytest.raises(NoSuchTime):
        instant_of(date(2026, 3, 29), time(3, 30), "Europe/Helsinki")


def test_a_time_that_comes_twice_means_the_first():
    assert comes_twice(date(2026, 10, 25), time(3, 30), "Europe/Helsinki")
    assert instant_of(date(2026, 10, 25), time(3, 30), "Europe/Helsinki") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_end_is_counted_in_real_time():
    starts = instant_of(date(2026, 10, 25), time(2, 30), "Europe/Helsinki")
    assert end_of(starts, 120) - starts == timedelta(hours=2)


@given(
    moment=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(
        lambda naive: naive.replace(second=0, microsecond=0, tzinfo=UTC)
    ),
    zone=st.sampled_from(ZONES),
)
def test_every_moment_is_found_again_from_its_wall_time(moment, zone):
    wall = moment.astimezone(ZoneInfo(zone))
    found = instant_of(wall.date(), wall.time().replace(tzinfo=None), zone)
    if comes_twice(wall.date(), wall.time(), zone):
        assert found <= moment < found + timedelta(hours=3)
    else:
        assert found == moment


@given(
    naive=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda n: n.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
)
def test_a_wall_time_exists_when_some_moment_shows_it(naive, zone):
    """The oracle looks at the clocks minute by minute around the time, as a person would."""
    near = naive.replace(tzinfo=UTC)
    shown = [
        candidate
        for offset in range(-14 * 60, 15 * 60, 15)
        if (candidate := near - timedelta(minutes=offset)).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == naive
    ]
    try:
        found = instant_of(naive.date(), naive.time(), zone)
    except NoSuchTime:
        assert shown == []
    else:
        assert shown[-1] == found or found in shown
        assert found == min(shown)
        assert comes_twice(naive.date(), naive.time(), zone) is (len(shown) == 2)
