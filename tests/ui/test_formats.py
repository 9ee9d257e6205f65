import datetime as dt
import zoneinfo
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from portal.ui import formats

SPACE = "\u00a0"
HELSINKI = zoneinfo.ZoneInfo("Europe/Helsinki")


@pytest.fixture(autouse=True)
def in_helsinki() -> Iterator[None]:
    with translation.override("en"), timezone.override(HELSINKI):
        yield


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "1 284 500.00 EUR"),
        ("fi", "1 284 500,00 EUR"),
        ("sv", "1 284 500,00 EUR"),
        ("zh-hans", "1 284 500.00 EUR"),
    ],
)
def test_money_follows_the_language(language: str, shown: str) -> None:
    with translation.override(language):
        assert formats.money(Decimal("1284500"), "EUR") == shown.replace(" ", SPACE)


def test_money_keeps_the_decimals_of_a_unit_price() -> None:
    assert formats.money(Decimal("0.0375"), "EUR") == f"0.0375{SPACE}EUR"


def test_money_of_a_currency_without_cents() -> None:
    assert formats.money(Decimal("12500"), "JPY") == f"12{SPACE}500{SPACE}JPY"


@pytest.mark.parametrize("value", [None, "", "no number", Decimal("NaN")])
def test_money_of_nothing_is_empty(value: object) -> None:
    assert formats.money(value, "EUR") == ""


def test_number_rounds_half_up_and_writes_a_true_minus() -> None:
    assert formats.number(Decimal("-2.345"), 2) == "\u22122.35"
    assert formats.number(Decimal("2.5"), 0) == "3"
    assert formats.number(1000) == f"1{SPACE}000"


def test_percent_and_share() -> None:
    assert formats.percent(Decimal("8.5")) == "8.5\u202f%"
    assert formats.share(Decimal("0.085")) == "8.5\u202f%"


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (999_600, "1.0 MB"), (2_480_000, "2.5 MB"), (209_715_200, "210 MB")],
)
def test_filesize(size: int, shown: str) -> None:
    assert formats.filesize(size) == shown.replace(" ", SPACE)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "Tue 3 Mar 2026"), ("fi", "ti 3.3.2026"), ("sv", "tis 3 mars 2026")]
)
def test_day(language: str, shown: str) -> None:
    with translation.override(language):
        assert formats.day(dt.date(2026, 3, 3)) == shown


def test_day_of_a_moment_is_the_readers_day() -> None:
    assert formats.day(dt.datetime(2026, 3, 3, 22, 30, tzinfo=dt.UTC)) == "Wed 4 Mar 2026"


def test_moment_names_the_zone() -> None:
    assert formats.moment(dt.datetime(2026, 3, 3, 12, 0, tzinfo=dt.UTC)) == "Tue 3 Mar 2026, 14:00 Helsinki"


def test_moment_elsewhere_tells_the_readers_own_time() -> None:
    with timezone.override(zoneinfo.ZoneInfo("Asia/Shanghai")):
        shown = formats.moment(dt.datetime(2026, 3, 3, 12, 0, tzinfo=dt.UTC), "Europe/Helsinki")
    assert shown == "Tue 3 Mar 2026, 14:00 Helsinki (20:00 your time)"


def test_moment_elsewhere_on_another_day_names_it() -> None:
    with timezone.override(zoneinfo.ZoneInfo("Asia/Tokyo")):
        shown = formats.moment(dt.datetime(2026, 3, 3, 18, 0, tzinfo=dt.UTC), "Europe/Helsinki")
    assert shown == "Tue 3 Mar 2026, 20:00 Helsinki (4 Mar, 03:00 your time)"


def test_moment_in_a_zone_of_the_same_clock_is_told_once() -> None:
    shown = formats.moment(dt.datetime(2026, 3, 3, 12, 0, tzinfo=dt.UTC), "Europe/Sofia")
    assert shown == "Tue 3 Mar 2026, 14:00 Sofia"


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        (dt.timedelta(seconds=20), "just now"),
        (dt.timedelta(minutes=5), "5 min ago"),
        (dt.timedelta(hours=3), "3 h ago"),
        (dt.timedelta(hours=20), "yesterday"),
        (dt.timedelta(days=9), "Sun 22 Feb 2026"),
    ],
)
def test_ago(before: dt.timedelta, shown: str) -> None:
    now = dt.datetime(2026, 3, 3, 14, 0, tzinfo=HELSINKI)
    assert formats.ago(now - before, now) == shown


@pytest.mark.parametrize(
    ("name", "shown"), [("Aino Virtanen", "AV"), ("Aino", "A"), ("刘伟", "刘"), ("", "?"), ("maria@aava.example", "MA")]
)
def test_initials(name: str, shown: str) -> None:
    assert formats.initials(name) == shown


def test_texts_in_the_readers_language_or_english() -> None:
    with translation.override("fi"):
        assert formats.in_language({"en": "Offer", "fi": "Tarjous"}) == "Tarjous"
    with translation.override("sv"):
        assert formats.in_language({"en": "Offer", "fi": "Tarjous"}) == "Offer"
    assert formats.in_language("as it is") == "as it is"
