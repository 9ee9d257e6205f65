"""Arithmetic of the plan: where an objective stands, when a yearly event comes next, where it sits on the clock."""

import calendar
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

MONTHS = 12
# A pause this long ends a visit; within one, the mark moves at most once in this time.
PAUSE = timedelta(minutes=30)
STEP = timedelta(minutes=5)


def traffic(
    *, baseline: Decimal | None, target: Decimal | None, actual: Decimal | None, due: date | None, today: date
) -> str:
    """One word for an objective (a value of choices.Traffic).

    The direction is that from baseline to target. "Reached" counts also when it was passed; where baseline and target
    are equal the level is to be kept, and only the level itself counts as reached. A due day that has passed without
    the target makes it "missed". Without all three figures nothing is judged.
    """
    if baseline is None or target is None or actual is None:
        return "no_figure"
    wanted, moved = target - baseline, actual - baseline
    if (wanted == 0 and moved == 0) or (wanted > 0 and moved >= wanted) or (wanted < 0 and moved <= wanted):
        return "reached"
    if due is not None and due < today:
        return "missed"
    if moved == 0:
        return "not_moving"
    return "on_the_way" if moved * wanted > 0 else "wrong_way"


def is_real_day(month: int, day: int) -> bool:
    """Whether the day exists in the month, 29 February included."""
    return 1 <= month <= MONTHS and 1 <= day <= calendar.monthrange(2024, month)[1]


def day_in_year(year: int, month: int, day: int) -> date:
    """That day of the year; 29 February is kept on the 28th in other years."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def next_day(*, month: int, day: int | None, year: int | None, today: date) -> date | None:
    """The next time an event with a day comes, today included.

    `year` None: it comes every year. None when it has no day, or when it has passed for good.
    """
    if day is None:
        return None
    if year is not None:
        only = day_in_year(year, month, day)
        return only if only >= today else None
    this_year = day_in_year(today.year, month, day)
    return this_year if this_year >= today else day_in_year(today.year + 1, month, day)


# --- visits ----------------------------------------------------------------------------------------------------------


def counted_from(last: datetime | None, before: datetime | None, now: datetime) -> datetime | None:
    """From when "since your last visit" counts: the end of the visit before the one going on; None on the first."""
    if last is None or now - last >= PAUSE:
        return last
    return before


def is_worth_noting(last: datetime | None, now: datetime) -> bool:
    """A page loaded again a moment later needs no write."""
    return last is None or now - last >= STEP


# --- merging two people's texts --------------------------------------------------------------------------------------


def merged(
    *, base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """What a row would be with both people's changes, and the fields both changed to different texts.

    A field only one of them changed takes that one's text; where both did, mine is proposed and the reader decides.
    """
    result, both = {}, []
    for name, now in theirs.items():
        own = mine.get(name, now)
        if own == now or own == base.get(name, now):
            result[name] = now
        else:
            result[name] = own
            if now != base.get(name, now):
                both.append(name)
    return result, both


# --- the clock -------------------------------------------------------------------------------------------------------

CENTRE = 160.0
RING = 104.0
LABELS = 133.0
INNER = 62.0
DOT_GAP = 19.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the drawing, one decimal: enough for the eye and short in the page."""

    x: float
    y: float


def spot(angle: float, radius: float) -> Spot:
    """`angle` in turns, clockwise from the top."""
    radians = 2 * math.pi * angle
    return Spot(round(CENTRE + radius * math.sin(radians), 1), round(CENTRE - radius * math.cos(radians), 1))


def turn_of(month: int, day: int | None) -> float:
    """Where a day stands on the circle, in turns from 1 January; a month without a day stands in its middle."""
    length = calendar.monthrange(2024, month)[1]
    within = 0.5 if day is None else (day - 1) / length
    return (month - 1 + within) / MONTHS


def month_lines() -> list[tuple[Spot, Spot]]:
    """The twelve lines between the months."""
    return [(spot(month / MONTHS, INNER), spot(month / MONTHS, RING)) for month in range(MONTHS)]


def month_labels() -> list[Spot]:
    return [spot((month + 0.5) / MONTHS, LABELS) for month in range(MONTHS)]


def event_spots(days: list[tuple[int, int | None]]) -> list[Spot]:
    """A dot for each (month, day); events that would lie on each other move inwards, one behind the other."""
    spots: list[Spot] = []
    taken: list[tuple[float, int]] = []
    for month, day in days:
        turn = turn_of(month, day)
        ring = 0
        while any(level == ring and min(abs(turn - t), 1 - abs(turn - t)) < 0.02 for t, level in taken):
            ring += 1
        taken.append((turn, ring))
        spots.append(spot(turn, max(8.0, RING - DOT_GAP * (ring + 0.5))))
    return spots
