"""Reads that are compiled once: the same SQL with other values.

Django puts a query together and compiles it anew at every call, which costs more than running it. A `Statement` is made
from a queryset once, with a slot in every place where a value will stand; after that only the values are filled in.
What comes back is the same as from the queryset: instances, dictionaries or tuples.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators, prefetch_related_objects

# Values no row has: a slot is found again in the compiled parameters by its value.
_FIRST_UUID = UUID("f0f0f0f0-f0f0-8f0f-8f0f-000000000000").int
_FIRST_MOMENT = datetime(8888, 1, 1, tzinfo=UTC)
_FIRST_DAY = date(8888, 1, 1)


def compiled(build: Callable[..., QuerySet[Any, Any]]) -> Callable[..., list[Any]]:
    """The rows of `build`, compiled at the first call. All arguments go by name and are values: UUIDs, times, texts."""
    statements: dict[Hashable, Statement] = {}

    @wraps(build)
    def rows(**values: Any) -> list[Any]:
        key = (connection.vendor, *((name, type(value)) for name, value in values.items()))
        statement = statements.get(key)
        if statement is None:
            slots = Slots()
            given = {name: slots.of(name, value) for name, value in values.items()}
            statement = statements[key] = Statement(build(**given), slots)
        return statement.rows(values)

    return rows


class Slots:
    """Hands out stand-ins, each for the value of one name."""

    def __init__(self) -> None:
        self.names: dict[Any, Hashable] = {}

    def of(self, name: Hashable, example: Any) -> Any:
        """A stand-in of the same type as `example` (UUID, datetime, date or str)."""
        number = len(self.names)
        stand_in: Any
        if isinstance(example, UUID):
            stand_in = UUID(int=_FIRST_UUID + number)
        elif isinstance(example, datetime):
            stand_in = _FIRST_MOMENT + timedelta(minutes=number)
        elif isinstance(example, date):
            stand_in = _FIRST_DAY + timedelta(days=number)
        elif isinstance(example, str):
            stand_in = f"\x02slot {number}\x03"
        else:
            raise TypeError(f"no slot for {type(example).__name__}")
        self.names[stand_in] = name
        return stand_in


class Statement:
    """One compiled read. Its values are given by the names of their slots."""

    def __init__(self, queryset: QuerySet[Any, Any], slots: Slots) -> None:
        self.using = queryset.db
        # Any: what follows asks for parts of Django that its types leave out.
        self.queryset: Any = queryset
        self.compiler = queryset.query.get_compiler(using=self.using)
        self.is_empty = False
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.is_empty = True
            return
        database = connections[self.using]
        found = {_adapted(database, stand_in): name for stand_in, name in slots.names.items()}
        self.fixed: list[Any] = list(params)
        self.places: list[tuple[int, Hashable]] = []
        for place, param in enumerate(params):
            if isinstance(param, Hashable) and param in found:
                self.places.append((place, found[param]))
            elif _is_of_one_call(param):
                raise ValueError("a value of one call would stay in the statement: give it as an argument")
        self._prepare_results(database)

    def rows(self, values: Mapping[Any, Any]) -> list[Any]:
        """Runs the read with the given values."""
        if self.is_empty:
            return []
        database = connections[self.using]
        params = self.fixed.copy()
        for place, name in self.places:
            params[place] = _adapted(database, values[name])
        with database.cursor() as cursor:
            cursor.execute(self.sql, params)
            raw: Iterable[Any] = cursor.fetchall()
        if self.compiler.has_extra_select:
            raw = [row[: self.compiler.col_count] for row in raw]
        if self.converters:
            raw = self._converted(raw, database)
        result = list(self._instances(raw) if self.gives_instances else _Source(self, raw))
        if self.queryset._prefetch_related_lookups and result:
            prefetch_related_objects(result, *self.queryset._prefetch_related_lookups)
        return result

    def _prepare_results(self, database: Any) -> None:
        compiler = self.compiler
        self.converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        self.gives_instances = self.queryset._iterable_class is ModelIterable
        if not self.gives_instances:
            return
        info = compiler.klass_info
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        self.model: type[Model] = info["model"]
        self.own = slice(first, last)
        self.names = [column[0].target.attname for column in compiler.select[first:last]]
        populators: Any = get_related_populators
        self.populators = populators(info, compiler.select, self.using)
        self.annotations = list(compiler.annotation_col_map.items()) if compiler.annotation_col_map else []

    def _instances(self, rows: Iterable[Any]) -> Iterator[Model]:
        from_db, using, names, own = self.model.from_db, self.using, self.names, self.own
        for row in rows:
            instance = from_db(using, names, row[own])
            for populator in self.populators:
                populator.populate(row, instance)
            for name, column in self.annotations:
                setattr(instance, name, row[column])
            yield instance

    def _converted(self, rows: Iterable[Any], database: Any) -> Iterator[list[Any]]:
        converters = [(place, convs, expression) for place, (convs, expression) in self.converters.items()]
        for row in map(list, rows):
            for place, convs, expression in converters:
                value = row[place]
                for convert in convs:
                    value = convert(value, expression, database)
                row[place] = value
            yield row


class _Source:
    """What Django's own iterables of values need: a queryset whose compiler has run already."""

    def __init__(self, statement: Statement, rows: Iterable[Any]) -> None:
        query = statement.queryset.query
        self.db, self._fields = statement.using, statement.queryset._fields
        self.selected = query.selected
        self.extra_select, self.values_select = query.extra_select, query.values_select
        self.annotation_select = query.annotation_select
        self.make: Any = statement.queryset._iterable_class
        self.rows = rows

    @property
    def query(self) -> "_Source":
        return self

    def get_compiler(self, using: str) -> "_Source":
        return self

    def results_iter(self, *, tuple_expected: bool = False, **options: Any) -> Iterable[Any]:
        return map(tuple, self.rows) if tuple_expected else self.rows

    def __iter__(self) -> Iterator[Any]:
        return iter(self.make(self))


def _adapted(database: Any, value: Any) -> Any:
    if isinstance(value, UUID):
        return value if database.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return database.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return database.ops.adapt_datefield_value(value)
    return value


_LOOKS_LIKE_ONE_CALL = re.compile(r"\A([0-9a-f]{32}|\d{4}-\d\d-\d\d( \d\d:\d\d.*)?)\Z")


def _is_of_one_call(param: Any) -> bool:
    """Ids and times belong to one call; the rest of a statement is made of words and numbers."""
    if isinstance(param, str):
        return bool(_LOOKS_LIKE_ONE_CALL.match(param))
    return isinstance(param, UUID | date)
