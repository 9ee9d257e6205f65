"""Rows in bulk: COPY on PostgreSQL, many-row inserts elsewhere."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, models, transaction
from django.db.models.fields import NOT_PROVIDED

Row = tuple[Any, ...]


class Table:
    """Rows of one model, kept until they are written. Columns that are not named get the model's default."""

    def __init__(self, model: type[models.Model], *names: str) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        if unknown := set(names) - fields.keys():
            raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
        rest = [field for field in fields.values() if field.attname not in names and not _made_by_database(field)]
        self.model = model
        self.names = names
        self.fields = [fields[name] for name in names] + rest
        self.defaults = tuple(_default(field) for field in rest)
        self.rows: list[Row] = []
        self.written = 0

    def add(self, *values: Any) -> None:
        self.rows.append(values)

    def flush(self) -> None:
        if not self.rows:
            return
        convert = _to_copy if connection.vendor == "postgresql" else _to_insert
        converters = [convert(field) for field in self.fields]
        needed = [(place, converter) for place, converter in enumerate(converters) if converter is not None]
        complete = [row + self.defaults for row in self.rows]
        if needed:
            complete = [_converted(row, needed) for row in complete]
        write = _copy if connection.vendor == "postgresql" else _insert
        write(self.model._meta.db_table, [str(field.column) for field in self.fields], complete)
        self.written += len(complete)
        self.rows.clear()


class Writer:
    """All tables of a build. `flush` writes what was added in one transaction, so links may point either way."""

    def __init__(self) -> None:
        self.tables: dict[type[models.Model], Table] = {}

    def table(self, model: type[models.Model], *names: str) -> Table:
        found = self.tables.get(model)
        if found is None:
            found = self.tables[model] = Table(model, *names)
        elif found.names != names:
            raise ValueError(f"two builders name other columns of {model.__name__}")
        return found

    def flush(self) -> None:
        with transaction.atomic():
            for table in self.tables.values():
                table.flush()

    def flush_when_large(self, rows: int = 60_000) -> None:
        if sum(len(table.rows) for table in self.tables.values()) >= rows:
            self.flush()

    def counts(self) -> dict[str, int]:
        return dict(sorted(Counter({t.model._meta.label: t.written for t in self.tables.values()}).items()))


def _made_by_database(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.AutoField)


def _default(field: "models.Field[Any, Any]") -> Any:
    default = field.default
    if default in (list, dict):
        return default()
    if default is NOT_PROVIDED:
        if not field.null and not field.empty_strings_allowed:
            raise ValueError(f"{field} needs a value")
        return None if field.null else ""
    if callable(default):
        raise ValueError(f"{field} needs a value: its default differs from row to row")
    return default


Converter = Callable[[Any], Any]


def _to_copy(field: "models.Field[Any, Any]") -> Converter | None:
    return json.dumps if isinstance(field, models.JSONField) else None


def _to_insert(field: "models.Field[Any, Any]") -> Converter | None:
    if isinstance(field, models.JSONField):
        return json.dumps
    return lambda value: field.get_db_prep_save(value, connection)


def _converted(row: Row, needed: Sequence[tuple[int, Converter]]) -> Row:
    values = list(row)
    for place, converter in needed:
        if values[place] is not None:
            values[place] = converter(values[place])
    return tuple(values)


def _copy(table: str, columns: list[str], rows: list[Row]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def _insert(table: str, columns: list[str], rows: list[Row]) -> None:
    names, places = ", ".join(f'"{column}"' for column in columns), ", ".join("%s" for _column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)
