"""Text of a cell → value. Nothing is guessed: what can be read two ways is refused with the reason."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

ORDERS = ("ymd", "dmy", "mdy")
_DATE = re.compile(r"^(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})(?:[ T].*)?$")
_GROUPED = re.compile(r"^-?\d{1,3}(?:(?P<group>[ \u00a0\u202f.,'’])\d{3})(?:(?P=group)\d{3})*(?:(?P<mark>[.,])\d+)?$")
_PLAIN = re.compile(r"^-?\d+(?:[.,]\d+)?$")


def date_order(texts: Iterable[str]) -> str | None:
    """The one order in which all dates of a column make sense; None when two orders would do.

    Raises: ValueError: no order fits them all.
    """
    possible = set(ORDERS)
    seen = False
    for text in texts:
        parts = _parts(text)
        if parts is None:
            continue
        seen = True
        possible &= {order for order in ORDERS if _make(parts, order) is not None}
        if not possible:
            raise ValueError("the dates of this column are written in different orders")
    if len(possible) == 1:
        return possible.pop()
    return None if seen else "ymd"


def to_date(text: str, order: str | None) -> date | None:
    """Raises: ValueError: no date, or one that can be read in two ways."""
    if not text:
        return None
    parts = _parts(text)
    if parts is None:
        raise ValueError("is not a date")
    if order is None:
        if len({_make(parts, o) for o in ORDERS} - {None}) > 1:
            raise ValueError("can be day-month or month-day: say which, e.g. --dates dmy")
        order = next(o for o in ORDERS if _make(parts, o))
    found = _make(parts, order)
    if found is None:
        raise ValueError(f"is not a date in the order {order}")
    return found


def to_decimal(text: str) -> Decimal | None:
    """ "1 234,50", "1,234.50", "1234.5" → Decimal. Raises: ValueError: no number, or "1,234" (thousand or decimal?)."""
    text = text.strip()
    if not text:
        return None
    if _PLAIN.match(text):
        whole, mark, fraction = text.partition("," if "," in text else ".")
        if mark == "," and len(fraction) == 3 and len(whole.lstrip("-")) <= 3:
            raise ValueError("can be a thousand or a decimal: write it without separators of thousands")
        return Decimal(text.replace(",", "."))
    grouped = _GROUPED.match(text)
    if grouped is None or grouped["mark"] == grouped["group"]:
        raise ValueError("is not a number")
    if grouped["group"] in ".," and grouped["mark"] is None and text.count(grouped["group"]) == 1:
        raise ValueError("can be a thousand or a decimal: write it without separators of thousands")
    plain = text.replace(grouped["group"], "")
    return Decimal(plain.replace(",", "."))


def to_bool(text: str) -> bool:
    """Raises: ValueError."""
    if text.lower() in {"", "0", "false", "no", "n"}:
        return False
    if text.lower() in {"1", "true", "yes", "y", "x"}:
        return True
    raise ValueError("must be true or false")


def _parts(text: str) -> tuple[str, str, str] | None:
    match = _DATE.match(text.strip())
    return (match[1], match[2], match[3]) if match else None


def _make(parts: tuple[str, str, str], order: str) -> date | None:
    named = dict(zip(order, parts, strict=True))
    if len(named["y"]) != 4 or len(named["m"]) > 2 or len(named["d"]) > 2:
        return None
    try:
        return date(int(named["y"]), int(named["m"]), int(named["d"]))
    except ValueError:
        return None
