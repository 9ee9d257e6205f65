"""When a mail is tried again, when the daily one is due, and what may stand in a header."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

DAILY_AT = time(7, 0)
MAX_ATTEMPTS = 8
# After the first try, the second, …: together a bit over a day.
PAUSES = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=16),
)


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after that many tries; None = no further try."""
    return PAUSES[attempts - 1] if 1 <= attempts < MAX_ATTEMPTS else None


def next_daily(now: datetime, zone: str) -> datetime:
    """The next 7 o'clock on the person's wall clock, after `now` (aware). Returns UTC."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date() if local.timetz().replace(tzinfo=None) < DAILY_AT else local.date() + timedelta(days=1)
    return datetime.combine(day, DAILY_AT, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def message_id(deliveries: Sequence[UUID], host: str) -> str:
    """The same for each try of the same mail, so that a receiver who got it twice shows it once."""
    return f"<{min(deliveries)}@{host}>"


def one_line(text: str) -> str:
    """`text` without line breaks and control characters: what came from a person may go into a header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
