"""On-time delivery: dates only, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

FOUR_PLACES = Decimal("0.0001")


def delivered_on_time(due: date | None, delivered: date | None) -> bool | None:
    """True when the delivery is not after the due day, None when either day is missing: then it is not counted."""
    if due is None or delivered is None:
        return None
    return delivered <= due


@dataclass(frozen=True, slots=True)
class OnTime:
    """How many orders came on time, how many late, and how many cannot be counted."""

    on_time: int = 0
    late: int = 0
    not_counted: int = 0

    @property
    def counted(self) -> int:
        return self.on_time + self.late

    @property
    def percent(self) -> Decimal | None:
        """Share of the counted orders that came on time, 0-100, four decimals half up; None when none is counted."""
        if not self.counted:
            return None
        share = Decimal(100 * self.on_time) / Decimal(self.counted)
        return share.quantize(FOUR_PLACES, rounding=ROUND_HALF_UP)


def on_time_delivery(orders: Iterable[tuple[date | None, date | None]]) -> OnTime:
    """The summary of (due, delivered) pairs.

    An order is on time when it was delivered on or before its due day; without either day it is not counted.
    """
    tally: dict[bool | None, int] = {True: 0, False: 0, None: 0}
    for due, delivered in orders:
        tally[delivered_on_time(due, delivered)] += 1
    return OnTime(on_time=tally[True], late=tally[False], not_counted=tally[None])
