"""Translated texts with Babel alone, so that no gettext programs are needed.

python bin/_messages.py extract   new texts of code and templates into the .po files, unused ones out
python bin/_messages.py check     every text is translated in every language, with the same placeholders
python bin/_messages.py compile   .po → .mo, where older
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"
LANGUAGES = ("fi", "sv")
SOURCES = ("portal", "documents", "sales_module", "coop_plan")
TEMPLATES = ("templates", *SOURCES)

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
CALL = re.compile(r"(?<![A-Za-z])(npgettext|ngettext|pgettext|gettext|_)\(")
LITERAL = re.compile(r"""\s*u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\s*,?""")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)(?:%%)*%[sd]|\{\w*\}")

Found = tuple[str, int, tuple[str, ...], str | None]
"""file, line, (singular[, plural]), context"""


def from_python() -> Iterator[Found]:
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            with path.open("rb") as file:
                for line, message, _comments, context in extract("python", file, keywords=KEYWORDS):
                    texts = (message,) if isinstance(message, str) else tuple(message)
                    yield str(path.relative_to(ROOT)), line, texts, context


def from_templates() -> Iterator[Found]:
    from django.utils.translation.template import templatize

    for folder in TEMPLATES:
        for pattern in ("*.html", "*.txt", "*.svg"):
            for path in sorted((ROOT / folder).rglob(pattern)):
                if "static" in path.parts:
                    continue
                calls = templatize(path.read_text(encoding="utf-8"), origin=str(path.relative_to(ROOT)))
                for call in CALL.finditer(calls):
                    texts, position = [], call.end()
                    while literal := LITERAL.match(calls, position):
                        texts.append(ast.literal_eval(literal[1]))
                        position = literal.end()
                    context = texts.pop(0) if call[1] in {"pgettext", "npgettext"} else None
                    if texts:
                        yield str(path.relative_to(ROOT)), calls.count("\n", 0, call.start()) + 1, tuple(texts), context


def texts() -> Catalog:
    """All texts of the project, without places in files: those change with every line added above."""
    catalog = Catalog(charset="utf-8")
    for _file, _line, message, context in (*from_python(), *from_templates()):
        if message[0]:
            catalog.add(message if len(message) > 1 else message[0], context=context)
    return catalog


def po_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def extract_all() -> int:
    wanted = texts()
    for language in LANGUAGES:
        old, new = load(language), Catalog(locale=language, charset="utf-8", fuzzy=False, project="Talkoo")
        # Dates and tool versions in the header would make every run a change.
        new.creation_date = new.revision_date = old.creation_date if po_file(language).exists() else new.creation_date
        for message in wanted:
            if message.id:
                known = old.get(message.id, message.context)
                new.add(
                    message.id,
                    known.string if known else None,
                    flags=(known.flags if known else set()) - {"python-format", "python-brace-format"},
                    user_comments=known.user_comments if known else (),
                    context=message.context,
                )
        po_file(language).parent.mkdir(parents=True, exist_ok=True)
        with po_file(language).open("wb") as file:
            write_po(file, new, sort_output=True, width=120, ignore_obsolete=True, omit_header=False)
    return 0


def check() -> int:
    wanted, problems = texts(), []
    for language in LANGUAGES:
        catalog = load(language)
        for message in wanted:
            if not message.id:
                continue
            first = message.id if isinstance(message.id, str) else message.id[0]
            known = catalog.get(message.id, message.context)
            strings = () if known is None else (known.string,) if isinstance(known.string, str) else known.string
            if not strings or not all(strings):
                problems.append(f"{language}: not translated: {first!r}")
            elif known.fuzzy:
                problems.append(f"{language}: marked as unsure: {first!r}")
            else:
                ids = (message.id,) if isinstance(message.id, str) else message.id
                allowed = {frozenset(PLACEHOLDER.findall(text)) for text in ids}
                if any(frozenset(PLACEHOLDER.findall(string)) not in allowed for string in strings):
                    problems.append(f"{language}: other placeholders: {first!r}")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def compile_all() -> int:
    for path in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parents[1].name, charset="utf-8")
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, catalog)
        draft.replace(target)
    return 0


if __name__ == "__main__":
    sys.exit({"extract": extract_all, "check": check, "compile": compile_all}[sys.argv[1]]())
