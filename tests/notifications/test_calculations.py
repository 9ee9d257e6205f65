from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.notifications.calculations import (
    DAILY_AT,
    MAX_ATTEMPTS,
    message_id,
    next_daily,
    one_line,
    pause_after,
)

ZONES = ["Europe/Helsinki", "Asia/Shanghai", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]


def test_the_last_try_has_no_next():
    pauses = [pause_after(n) for n in range(1, MAX_ATTEMPTS + 1)]
    assert pauses[-1] is None
    assert all(early < late for early, late in zip(pauses[:-2], pauses[1:-1], strict=True))
    assert timedelta(hours=24) < sum(pauses[:-1], timedelta()) < timedelta(hours=36)


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        (datetime(2026, 3, 3, 4, 59, tzinfo=UTC), "Europe/Helsinki", datetime(2026, 3, 3, 5, 0, tzinfo=UTC)),
        (datetime(2026, 3, 3, 5, 0, tzinfo=UTC), "Europe/Helsinki", datetime(2026, 3, 4, 5, 0, tzinfo=UTC)),
        # Summer time begins in the night to 29 March 2026.
        (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), "Europe/Helsinki", datetime(2026, 3, 29, 4, 0, tzinfo=UTC)),
        (datetime(2026, 3, 3, 23, 30, tzinfo=UTC), "Asia/Shanghai", datetime(2026, 3, 4, 23, 0, tzinfo=UTC)),
    ],
)
def test_next_daily(now, zone, expected):
    assert next_daily(now, zone) == expected


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), st.sampled_from(ZONES))  # noqa: DTZ001
def test_next_daily_is_seven_on_the_wall_and_within_a_day(now, zone):
    found = next_daily(now, zone)
    assert found.astimezone(ZoneInfo(zone)).time() == DAILY_AT
    assert now < found <= now + timedelta(hours=25)


@given(st.text())
def test_one_line_holds_nothing_a_header_could_break_on(text):
    assert all(c.isprintable() for c in one_line(text))
    assert len((one_line(text) + "x").splitlines()) == 1


def test_message_id_does_not_depend_on_the_order():
    a, b = UUID(int=1), UUID(int=2)
    assert message_id([a, b], "portal.example") == message_id([b, a], "portal.example") == f"<{a}@portal.example>"
