"""What fixtures told once is written again as it was, where everything stands as it stood then.

Most tests begin with the same few organs and people. To tell them is dozens of questions to the database, and what comes
of it is always the same: the heads of all chains say that nothing else has happened, the sequences that rows get the
same numbers. On PostgreSQL, whose sequences go on, each is told anew.
"""

import copy
from collections.abc import Callable
from typing import TypeVar

from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)
_known: dict[tuple, tuple[Model, list[tuple]]] = {}


def told_again(what: tuple, tell: Callable[[], Row]) -> Row:
    """The row that `tell` makes; `what` names all that it depends on beside the database."""
    if connection.vendor != "sqlite" or not connection.in_atomic_block:
        return tell()
    key = (*what, *_standing())
    if key in _known:
        row, written = _known[key]
        with connection.cursor() as cursor:
            for sql, values, are_many in written:
                (cursor.executemany if are_many else cursor.execute)(sql, values)
        return copy.deepcopy(row)
    written = []
    with connection.execute_wrapper(_Notes(written)):
        row = tell()
    _known[key] = copy.deepcopy(row), written
    return row


def _standing() -> tuple:
    """How far everything has come: the head of each chain, and the last number of each table."""
    with connection.cursor() as cursor:
        heads = cursor.execute("SELECT organ_id, hash FROM ledger_head ORDER BY 1").fetchall()
        return tuple(heads), tuple(
            cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY 1").fetchall()
        )


class _Notes:
    """Keeps the statements that change something."""

    def __init__(self, written: list[tuple]) -> None:
        self.written = written

    def __call__(self, execute: Callable, sql: str, values: object, are_many: bool, context: dict) -> object:  # noqa: FBT001 - Django calls it so
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.written.append((sql, values, are_many))
        return execute(sql, values, are_many, context)
