"""Numbers as people type them, read without guessing."""

import re
from decimal import Decimal

# Spaces people and programs put between thousands.
_SPACES = re.compile("[ \u00a0\u2007\u2009\u202f]")
_SHAPE = re.compile(r"-?[0-9][0-9., ]*|-?[.,][0-9]+", re.ASCII)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:(?P<mark>[., ])[0-9]{3})(?:(?P=mark)[0-9]{3})*", re.ASCII)
LONGEST = 40


class NotANumber(ValueError):
    """The text is no plain decimal number."""


class Ambiguous(ValueError):
    """The text can be read as two different numbers, e.g. 1.234 where the decimal mark is a comma."""


def parse_decimal(text: str, decimal_mark: str = ".") -> Decimal:
    """The number a person typed. `decimal_mark` is the one of the reader's language, "." or ",".

    Spaces, or the other mark, may stand between thousands. A single foreign mark with exactly three digits behind it
    could mean either, so it is refused instead of guessed.
    Raises: NotANumber, Ambiguous.
    """
    plain = _SPACES.sub(" ", text.strip()).replace("\u2212", "-")
    if len(plain) > LONGEST or not _SHAPE.fullmatch(plain):
        raise NotANumber
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, fraction = _split(digits, decimal_mark)
    return Decimal(f"{sign}{_without_thousands(whole)}{fraction and '.' + fraction}")


def _split(digits: str, decimal_mark: str) -> tuple[str, str]:
    """Whole part and fraction: the last mark is the decimal one unless it stands between thousands."""
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return digits, ""
    last = marks[-1]
    if marks.count(last) > 1:
        return digits, ""
    whole, fraction = digits.rsplit(last, 1)
    if not fraction.isdigit():
        raise NotANumber
    if last != decimal_mark and len(marks) == 1 and " " not in whole and _could_be_thousands(whole, fraction):
        raise Ambiguous
    return whole, fraction


def _could_be_thousands(whole: str, fraction: str) -> bool:
    return len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")


def _without_thousands(whole: str) -> str:
    if whole == "" or (whole.isdigit() and whole.isascii()):
        return whole or "0"
    if not _THOUSANDS.fullmatch(whole):
        raise NotANumber
    return re.sub("[., ]", "", whole)
