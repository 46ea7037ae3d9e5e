"""What fixtures told once is written again as it was, where everything stands as it stood then.

Most tests begin with the same few organs and people. To tell them is dozens of questions to the database, and what comes
of it is always the same: the heads of all chains say that nothing else has happened, the sequences that rows get the
same numbers. On PostgreSQL, whose sequences go on, each is told anew. What is to be done after a commit is not
done again.
"""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Model

from gongkai.web.foundations.models import kept_storage
from gongkai.web.reports.models import source_storage

Row = TypeVar("Row", bound=Model)
_known: dict[tuple, tuple[Model, list[tuple], dict[Path, bytes]]] = {}


def told_again(what: tuple, tell: Callable[[], Row]) -> Row:
    """The row that `tell` makes; `what` names all that it depends on beside the database."""
    if connection.vendor != "sqlite":
        return tell()
    key = (*what, *_standing())
    if key in _known:
        row, written, files = _known[key]
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, values, are_many in written:
                (cursor.executemany if are_many else cursor.execute)(sql, values)
        for file, data in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return copy.deepcopy(row)
    before, written = _files(), []
    with connection.execute_wrapper(_Notes(written)):
        row = tell()
    files = {file: file.read_bytes() for file in _files() - before if file.is_file()}
    _known[key] = copy.deepcopy(row), written, files
    return row


def _files() -> set[Path]:
    """What is kept beside the database."""
    return {file for place in (kept_storage(), source_storage()) for file in Path(place.location).rglob("*")}


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
