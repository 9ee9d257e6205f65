"""One import from start to report. Either every good row is written or, with an error anywhere, none."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.core.errors import InvalidInput
from portal.core.importing.tables import Table, UnreadableFile
from portal.core.importing.values import date_order, to_date


@dataclass(frozen=True)
class Column:
    """One column: our name, the other names it may have in a file, how its text is read."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    read: Callable[[str], Any] = str
    is_date: bool = False


@dataclass(frozen=True)
class Twin:
    """A row that looks like something already here under another key."""

    line: int
    text: str
    existing: str


class Outcome:
    NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass
class Report:
    """What an import did, or (dry run) would do. Nothing was written when there are errors."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)


class Importer:
    """What one kind of row means. Subclasses give `columns`, `key`, `save` and, if names can repeat, `twin`."""

    columns: tuple[Column, ...]
    key: str = "key"

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        """Reads what `save` needs for all rows at once."""

    def twin(self, row: Mapping[str, Any]) -> tuple[Any, str] | None:
        """Something already here that this new row may be: (its id, how it is called)."""
        return None

    def save(self, row: Mapping[str, Any], merge_into: Any = None) -> str:
        """Writes one row and returns its Outcome. Raises: ValueError, ValidationError: what is wrong with it."""
        raise NotImplementedError


class _RolledBack(Exception):
    pass


def run(
    importer: Importer,
    table: Table,
    *,
    dry_run: bool = False,
    dates: str | None = None,
    merge: Iterable[int] = (),
    separate: Iterable[int] = (),
) -> Report:
    """Imports a table.

    `merge` and `separate` name lines reported as twins before: join them to the existing row, or keep them apart.
    Raises: UnreadableFile: a required column is missing.
    """
    report = Report()
    rows = _values(importer, table, dates, report)
    decided = {**dict.fromkeys(separate, "separate"), **dict.fromkeys(merge, "merge")}
    try:
        with transaction.atomic():
            importer.prepare([row for _line, row in rows])
            for line, row in rows:
                _one(importer, line, row, decided.get(line), report)
            if dry_run or report.errors:
                raise _RolledBack
    except _RolledBack:
        pass
    return report


def _one(importer: Importer, line: int, row: dict[str, Any], decision: str | None, report: Report) -> None:
    try:
        twin = importer.twin(row)
        if twin is not None and decision is None:
            report.twins.append(Twin(line, str(row.get("name", "")), twin[1]))
            report.counts["held"] += 1
            return
        with transaction.atomic():
            outcome = importer.save(row, merge_into=twin[0] if twin and decision == "merge" else None)
        report.counts[outcome] += 1
    except InvalidInput as error:
        for name, messages in (error.fields or {"": [error.message]}).items():
            report.errors.append(f"line {line}, {name}: {' '.join(str(message) for message in messages)}")
    except ValidationError as error:
        for name, messages in getattr(error, "message_dict", {"": error.messages}).items():
            report.errors.append(f"line {line}, {name}: {' '.join(messages)}")
    except ValueError as error:
        report.errors.append(f"line {line}: {error}")


def _values(importer: Importer, table: Table, dates: str | None, report: Report) -> list[tuple[int, dict[str, Any]]]:
    source = _match_columns(importer, table, report)
    orders: dict[str, str | None] = {}
    for column in importer.columns:
        if column.is_date and column.name in source:
            try:
                orders[column.name] = dates or date_order(row.get(source[column.name], "") for _l, row in table.rows)
            except ValueError as error:
                report.errors.append(f"column {source[column.name]}: {error}")
                orders[column.name] = None
    found: list[tuple[int, dict[str, Any]]] = []
    seen: dict[Any, int] = {}
    for line, cells in table.rows:
        errors_before = len(report.errors)
        values = _row(importer, line, cells, source, orders, report)
        key = values.get(importer.key)
        if key and key in seen:
            report.errors.append(f"line {line}, {importer.key}: “{key}” is already on line {seen[key]}")
        elif key:
            seen[key] = line
        if len(report.errors) == errors_before:
            found.append((line, values))
    return found


def _match_columns(importer: Importer, table: Table, report: Report) -> dict[str, str]:
    by_folded = {name.casefold().replace(" ", "_"): name for name in table.columns}
    source: dict[str, str] = {}
    for column in importer.columns:
        for name in (column.name, *column.aliases):
            if name in by_folded:
                source[column.name] = by_folded[name]
                break
        else:
            if column.required:
                names = " or ".join((column.name, *column.aliases))
                raise UnreadableFile(f"There is no column {names}. The columns are: {', '.join(table.columns)}.")
    report.unknown_columns = [name for name in table.columns if name not in source.values()]
    return source


def _row(
    importer: Importer,
    line: int,
    cells: Mapping[str, str],
    source: Mapping[str, str],
    orders: Mapping[str, str | None],
    report: Report,
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in importer.columns:
        if column.name not in source:
            continue
        text = cells.get(source[column.name], "")
        if column.required and not text:
            report.errors.append(f"line {line}, {source[column.name]}: is empty")
            continue
        try:
            values[column.name] = to_date(text, orders[column.name]) if column.is_date else column.read(text)
        except ValueError as error:
            report.errors.append(f"line {line}, {source[column.name]}: “{text[:60]}” {error}")
    return values
