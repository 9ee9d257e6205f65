"""Numbers, money, dates and times in the reader's language and zone.

Babel knows the words; the hot paths are string work on cached symbols, because a list of 25 rows calls these
a hundred times. Every language groups thousands by a space: nobody misreads 12 500.00 for twelve and a half.
"""

import datetime as dt
import zoneinfo
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from babel import Locale, dates, numbers
from babel.core import UnknownLocaleError
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

SPACE = "\u00a0"
NARROW = "\u202f"
MINUS = "\u2212"

# What CLDR would write too long or too American for a table.
DAY_PATTERNS = {"en": "EEE d MMM y", "fi": "ccc d.M.y", "sv": "EEE d MMM y"}
SHORT_DAY_PATTERNS = {"en": "d MMM", "fi": "d.M.", "sv": "d MMM"}


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def _language() -> str:
    return get_language() or "en"


@lru_cache(maxsize=64)
def decimal_mark(language: str) -> str:
    return numbers.get_decimal_symbol(locale_of(language))


def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _digits(number: Decimal, places: int, language: str) -> str:
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{rounded:,.{places}f}"
    text = text.replace(",", SPACE).replace(".", decimal_mark(language))
    return MINUS + text[1:] if text.startswith("-") else text


def _own_places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def number(value: Any, places: int | None = None) -> str:
    """12 500.5; as many decimals as the value has, at most six, or exactly `places`."""
    found = _decimal(value)
    if found is None:
        return ""
    return _digits(found, min(_own_places(found), 6) if places is None else places, _language())


@lru_cache(maxsize=64)
def _currency_places(currency: str) -> int:
    return numbers.get_currency_precision(currency)


def money(value: Any, currency: str = "") -> str:
    """12 500.00 EUR. A unit price keeps its own decimals when it has more than the currency."""
    if hasattr(value, "amount"):
        value, currency = value.amount, getattr(value, "currency", currency)
    found = _decimal(value)
    if found is None:
        return ""
    places = max(_currency_places(currency), min(_own_places(found), 6)) if currency else 2
    digits = _digits(found, places, _language())
    return f"{digits}{SPACE}{currency}" if currency else digits


def percent(value: Any, places: int | None = None) -> str:
    """8.5 % of the number 8.5; see `share` for fractions."""
    digits = number(value, places)
    return f"{digits}{NARROW}%" if digits else ""


def share(value: Any, places: int | None = None) -> str:
    """8.5 % of the fraction 0.085."""
    found = _decimal(value)
    return "" if found is None else percent(found * 100, places)


def filesize(value: Any) -> str:
    """1.2 MB, by thousands, as people's devices show it."""
    found = _decimal(value)
    if found is None:
        return ""
    size = float(found)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 999.5 or unit == "GB":
            break
        size /= 1000
    places = 0 if unit in ("B", "kB") or size >= 99.95 else 1
    return f"{_digits(Decimal(repr(size)), places, _language())}{SPACE}{unit}"


# --- dates ---------------------------------------------------------------------------------------------------------


def _date(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, dt.date) else None


@lru_cache(maxsize=8192)
def _day_text(value: dt.date, language: str) -> str:
    locale = locale_of(language)
    pattern = DAY_PATTERNS.get(locale.language)
    if pattern:
        return dates.format_date(value, pattern, locale=locale).replace(".,", ",")
    return dates.format_skeleton("yMMMEd", value, locale=locale)


@lru_cache(maxsize=2048)
def _short_day_text(value: dt.date, language: str) -> str:
    locale = locale_of(language)
    pattern = SHORT_DAY_PATTERNS.get(locale.language)
    if pattern:
        return dates.format_date(value, pattern, locale=locale)
    return dates.format_skeleton("MMMd", value, locale=locale)


def day(value: Any) -> str:
    """Tue 3 Mar 2026, in the reader's zone."""
    found = _date(value)
    return _day_text(found, _language()) if found else ""


def short_day(value: Any) -> str:
    """3 Mar, for dates near today."""
    found = _date(value)
    return _short_day_text(found, _language()) if found else ""


@lru_cache(maxsize=1024)
def _zone_city(key: str, language: str) -> str:
    if key in ("UTC", "Etc/UTC"):
        return "UTC"
    try:
        city = dates.get_timezone_location(zoneinfo.ZoneInfo(key), locale=locale_of(language), return_city=True)
    except (LookupError, zoneinfo.ZoneInfoNotFoundError):
        city = ""
    return city or key.rsplit("/", 1)[-1].replace("_", " ")


def zone_city(zone: dt.tzinfo) -> str:
    """Helsinki for Europe/Helsinki, in the reader's language."""
    return _zone_city(getattr(zone, "key", None) or str(zone), _language())


@lru_cache(maxsize=64)
def _time_separator(language: str) -> str:
    return "." if locale_of(language).language == "fi" else ":"


def clock(value: dt.datetime) -> str:
    """14:00 (14.00 in Finnish) of a time that is already in its zone."""
    return f"{value.hour:02d}{_time_separator(_language())}{value.minute:02d}"


def _zone(zone: Any) -> dt.tzinfo:
    if not zone:
        return timezone.get_current_timezone()
    if isinstance(zone, str):
        try:
            return zoneinfo.ZoneInfo(zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            return timezone.get_current_timezone()
    return zone


def moment(value: Any, zone: Any = None) -> str:
    """Tue 3 Mar 2026, 14:00 Helsinki (20:00 your time).

    `zone`: the zone the time belongs to (a meeting's); the reader's own time follows when it differs.
    """
    if not isinstance(value, dt.datetime):
        return day(value)
    if timezone.is_naive(value):
        value = timezone.make_aware(value)
    there, language = value.astimezone(_zone(zone)), _language()
    text = f"{_day_text(there.date(), language)}, {clock(there)} {zone_city(_zone(zone))}"
    mine = value.astimezone(timezone.get_current_timezone())
    if mine.utcoffset() == there.utcoffset():
        return text
    own = clock(mine)
    if mine.date() != there.date():
        own = f"{_short_day_text(mine.date(), language)}, {own}"
    yours = gettext("%(time)s your time") % {"time": own}
    return f"{text} ({yours})"


def ago(value: Any, now: dt.datetime | None = None) -> str:
    """“5 min ago” within a day, “yesterday”, then the day. The future is told the same way."""
    if not isinstance(value, dt.datetime):
        return day(value)
    now = now or timezone.now()
    seconds = (now - value).total_seconds()
    if 0 <= seconds < 60 or -60 < seconds < 0:
        return gettext("just now")
    if 0 < seconds < 3600:
        minutes = int(seconds // 60)
        return ngettext("%(n)s min ago", "%(n)s min ago", minutes) % {"n": minutes}
    if 0 < seconds < 86400 and _date(value) == _date(now):
        hours = int(seconds // 3600)
        return ngettext("%(n)s h ago", "%(n)s h ago", hours) % {"n": hours}
    then, today = _date(value), _date(now)
    if then and today and (today - then).days == 1:
        return gettext("yesterday")
    return day(value)


@lru_cache(maxsize=64)
def language_name(code: str) -> str:
    """A language's own name for itself: English, Suomi, Svenska."""
    name = locale_of(code).get_display_name(code.replace("-", "_")) or code
    return name[:1].upper() + name[1:]


def initials(name: Any) -> str:
    """Two letters for the circle beside a name; one character for names without spaces."""
    words = [word for word in str(name or "").replace("@", " ").split() if word[:1].isalnum()]
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:1].upper()
    return (words[0][:1] + words[-1][:1]).upper()


def in_language(texts: Any) -> str:
    """The reader's language out of {"en": …, "fi": …, "sv": …}; English when it is missing."""
    if not isinstance(texts, dict):
        return "" if texts is None else str(texts)
    language = _language()
    return texts.get(language) or texts.get(language[:2]) or texts.get("en") or next(iter(texts.values()), "")
