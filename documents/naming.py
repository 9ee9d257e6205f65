"""File names as people send them, made fit to keep, show and hand out again; and what a name says about a file."""

import re
import unicodedata

from documents.choices import Category
from documents.types import ending

LONGEST_BYTES = 200
# Marks that turn the direction of writing can make "exe.pdf" out of "fdp.exe".
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean_file_name(raw: str) -> str:
    """The last part of a path without control and direction marks, at most 200 bytes, its ending kept; may be ""."""
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", raw))[-1]
    name = "".join(" " if mark in "\t\r\n" else mark for mark in name)
    name = "".join(mark for mark in name if unicodedata.category(mark) not in INVISIBLE)
    name = re.sub(r"\s+", " ", name).strip(" .")
    last = ending(name)
    tail = f".{last}" if last else ""
    stem = name[: len(name) - len(tail)] if tail else name
    if len(tail.encode()) > 20:
        stem, tail = name, ""
    room = LONGEST_BYTES - len(tail.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + (name[-len(tail) :] if tail else "")


def title_of(file_name: str) -> str:
    """A first title: the name without its ending, with spaces for underscores."""
    last = ending(file_name)
    stem = file_name[: -len(last) - 1] if last else file_name
    return re.sub(r"[\s_]+", " ", stem).strip()[:200] or file_name


# First match wins, so the more special words come first. English, Finnish and Swedish.
HINTS: list[tuple[Category, str]] = [
    (Category.PRICE_LETTER, r"price.?letter|hintakirje|prisbrev"),
    (Category.QUESTIONS, r"question|q&a|q and a|kysymy|fråg"),
    (Category.QUOTATION, r"quotation|quote|offer|tarjous|offert|anbud"),
    (Category.ESTIMATE, r"estimate|kustannusarvio|kostnadskalkyl"),
    (Category.GUARANTEE, r"guarantee|warranty|takuu|garanti"),
    (Category.CONTRACT, r"contract|agreement|sopimus|avtal|\bnda\b"),
    (Category.SPECIFICATION, r"spec|erittely|teknisk beskrivning"),
    (Category.LAYOUT, r"layout|drawing|dimension|general arrangement|\bga\b|piirustus|ritning|pohjapiirros"),
    (Category.CALCULATION, r"calc|payback|laskelma|beräkning"),
    (Category.REFERENCE, r"reference|referenssi|referens"),
    (Category.PRESENTATION, r"presentation|slides|esitys"),
    (Category.MARKETING, r"brochure|leaflet|marketing|esite|broschyr"),
    (Category.INSTRUCTION, r"instruction|manual|guide|ohje|anvisning|handbok"),
    (Category.MEMO, r"memo|minutes|muistio|protokoll|pöytäkirja"),
    (Category.BACKGROUND, r"background|mill data|lähtötiedot|bakgrund"),
    (Category.COMPANY, r"company|annual report|yritys|företag"),
    (Category.VIDEO, r"video"),
]
BY_ENDING = {"dwg": Category.LAYOUT, "dxf": Category.LAYOUT, "mp4": Category.VIDEO, "pptx": Category.PRESENTATION,
             "ppt": Category.PRESENTATION}  # fmt: skip


def guess_category(file_name: str) -> Category:
    """What the name suggests; Other when it says nothing. The person sees and can change it."""
    words = re.sub(r"[_\-.]+", " ", file_name).lower()
    for category, pattern in HINTS:
        if re.search(pattern, words):
            return category
    return BY_ENDING.get(ending(file_name), Category.OTHER)
