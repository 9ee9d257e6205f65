"""A CSV or XLSX file as rows of text, whatever its encoding and delimiter."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

DELIMITERS = ",;\t|"
LARGEST_FILE = 50 * 1024 * 1024


class UnreadableFile(Exception):
    """The file as a whole cannot be used; the text says why and what to do."""


@dataclass(frozen=True)
class Table:
    """`columns` as written in the file; `rows` are (line number in the file, column → text)."""

    columns: list[str]
    rows: list[tuple[int, dict[str, str]]]


def read_table(path: Path, *, encoding: str = "", delimiter: str = "") -> Table:
    """Reads a whole file. Raises: UnreadableFile."""
    if not path.is_file():
        raise UnreadableFile(f"There is no file {path}.")
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableFile(f"The file is larger than {LARGEST_FILE // 1024 // 1024} MB. Split it.")
    lines = _xlsx_lines(path) if path.suffix.lower() == ".xlsx" else _csv_lines(path, encoding, delimiter)
    return _table(lines)


def _table(lines: Iterator[tuple[int, list[str]]]) -> Table:
    try:
        _number, header = next(lines)
    except StopIteration:
        raise UnreadableFile("The file is empty.") from None
    columns = [name.strip() for name in header]
    repeated = {name for name in columns if name and columns.count(name) > 1}
    if repeated:
        raise UnreadableFile(f"Two columns have the same name: {', '.join(sorted(repeated))}.")
    rows = []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            raise UnreadableFile(
                f"Line {number} has {len(cells)} values, the first line names {len(columns)} columns. "
                "Is the delimiter right, and are texts with a delimiter in quotes?"
            )
        rows.append((number, {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}))
    return Table([name for name in columns if name], rows)


def _csv_lines(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    text = _decode(path.read_bytes(), encoding)
    if "\0" in text:
        raise UnreadableFile("This is not a text file. Save it as CSV (UTF-8) or XLSX.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise UnreadableFile(f"Line {reader.line_num}: {error}.") from error


def _decode(content: bytes, encoding: str) -> str:
    if not encoding:
        encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except LookupError:
        raise UnreadableFile(f"“{encoding}” is not a known encoding.") from None
    except UnicodeDecodeError as error:
        # Guessing an old code page would turn names into wrong letters in silence.
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableFile(
            f"Line {line} is not {encoding.replace('-sig', '').upper()}. Save the file as UTF-8, or name its encoding, "
            "e.g. --encoding cp1252."
        ) from error


def _delimiter(text: str) -> str:
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    counted = {mark: first.count(mark) for mark in DELIMITERS}
    best = max(counted, key=lambda mark: counted[mark])
    return best if counted[best] else ","


def _xlsx_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise UnreadableFile("This is not an XLSX workbook, or it is protected by a password.") from error
    sheet = book.worksheets[0]
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield number, [_cell(value) for value in cells]
    book.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
