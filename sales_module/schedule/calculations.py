"""Wall time and real time. Pure: only the time-zone rules are asked."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class NoSuchTime(ValueError):
    """The clocks jump over this wall time (they are put forward that night)."""


def instant_of(day: date, at: time, zone: str) -> datetime:
    """The moment, in UTC, at which clocks in `zone` show `at` on `day`.

    A wall time that comes twice (the clocks are put back) means the first of the two.
    Raises: NoSuchTime: a wall time the clocks jump over. ZoneInfoNotFoundError, ValueError: no such zone.
    """
    tz = ZoneInfo(zone)
    wall = datetime.combine(day, at).replace(tzinfo=tz, fold=0)
    moment = wall.astimezone(UTC)
    if moment.astimezone(tz).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise NoSuchTime(f"{wall.replace(tzinfo=None)} {zone}")
    return moment


def comes_twice(day: date, at: time, zone: str) -> bool:
    """Whether clocks in `zone` show this time twice that day."""
    tz = ZoneInfo(zone)
    first = datetime.combine(day, at).replace(tzinfo=tz, fold=0)
    second = first.replace(fold=1)
    return first.utcoffset() != second.utcoffset() and _exists(first, tz)


def _exists(wall: datetime, tz: ZoneInfo) -> bool:
    return wall.astimezone(UTC).astimezone(tz).replace(tzinfo=None) == wall.replace(tzinfo=None)


def end_of(starts: datetime, minutes: int) -> datetime:
    return starts + timedelta(minutes=minutes)
