"""Questions whose SQL is written once.

Django writes the SQL of a queryset anew whenever it is asked; that takes ten times as long as the answer, and a public page
asks six to ten of them. Here the queryset stays what says who sees what, and its SQL is kept for as long as the program runs.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, update_wrapper
from inspect import signature
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = tuple[Any, ...]
Converters = Mapping[int, tuple[Sequence[Callable[..., Any]], Expression]]
Kind = TypeVar("Kind", bound=Model)


class Given(Expression):
    """Stands in a queryset for what is only known when it is asked; never for None, of which SQL asks in other words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: object) -> tuple[str, list["Given"]]:
        """A gap, and itself as what is to be put there."""
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A question as one kind of database is asked it, and how what it answers is read, by the places of columns."""

    sql: str
    gaps: Sequence[object]
    converters: Converters


class Prepared:
    """A question with gaps: called with what belongs there, it answers with the rows."""

    def __init__(self, write: Callable[..., QuerySet]) -> None:
        update_wrapper(self, write)
        self._compiled = cache(lambda _vendor: _compiled(write))

    def __call__(self, **given: object) -> list[Row]:
        """The rows, in the order of the columns that the queryset names."""
        compiled = self._compiled(connection.vendor)
        values = [given[gap.name] if isinstance(gap, Given) else gap for gap in compiled.gaps]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, values)
            rows = cursor.fetchall()
        return [_read(row, compiled.converters) for row in rows] if compiled.converters else rows


def prepared(write: Callable[..., QuerySet]) -> Prepared:
    """For a function that makes a queryset of `values_list` from its parameters: it is called once, with gaps for them."""
    return Prepared(write)


def _compiled(write: Callable[..., QuerySet]) -> "_Compiled":
    asked = write(**{name: Given(name) for name in signature(write).parameters})
    compiler = asked.query.get_compiler(connection=connection)
    sql, gaps = compiler.as_sql()
    return _Compiled(sql, gaps, compiler.get_converters(column for column, *_ in compiler.select))


def _read(row: Row, converters: Converters) -> Row:
    """A row as Python knows its values: days as days, also where SQLite gives their text."""
    values = list(row)
    for place, (steps, column) in converters.items():
        for step in steps:
            values[place] = step(values[place], column, connection)
    return tuple(values)


class Whole(Generic[Kind]):
    """Rows of a model as objects, with those to which they refer beside them: what `select_related` does."""

    def __init__(self, model: type[Kind], *beside: str, only: Collection[str] = ()) -> None:
        self._model = model
        # In the model's order, in which `from_db` takes them.
        self._own = tuple(name for name in _names(model) if not only or name in only)
        self._beside = [
            (model._meta.get_field(name), name, _names(model._meta.get_field(name).related_model))
            for name in beside
        ]

    @property
    def columns(self) -> list[str]:
        """What `values_list` is asked for."""
        return [*self._own, *(f"{name}__{one}" for _, name, names in self._beside for one in names)]

    def read(self, row: Row) -> Kind:
        """The object of a row; what is not there beside it is None."""
        end = len(self._own)
        found = self._model.from_db(connection.alias, self._own, row[:end])
        for field, _, names in self._beside:
            begin, end = end, end + len(names)
            if getattr(found, field.attname) is not None:
                other = field.related_model.from_db(connection.alias, names, row[begin:end])
                field.set_cached_value(found, other)
        return found


def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)
