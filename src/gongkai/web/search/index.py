"""What every full-text index of a database does, and which one is in use."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from django.db import connection

from .models import Entry
from .wanted import Wanted

TABLE = "search_words"


@dataclass(frozen=True, slots=True)
class Said:
    """All that an entry says as the index takes it, part by part."""

    title: str
    doc_no: str
    texts: tuple[str, ...]
    marks: tuple[str, ...]


class Row(NamedTuple):
    """What sorting and counting need to know of an entry that was found."""

    slot: int
    pk: int
    title: str
    doc_no: str
    organ: int
    kind: str
    year: int | None
    validity: str


# Its columns in the list, which a statement calls `entry`.
COLUMNS = ", ".join(
    f"entry.{name}" for name in ("slot", "id", "title", "doc_no", "organ_id", "kind", "year", "validity")
)


class Index(Protocol):
    """The words of all entries, by their slots."""

    def install(self) -> bool:
        """Make what is missing of it; whether anything was."""

    def missing(self) -> list[str]:
        """The names of its parts that are not there."""

    def write(self, entry: Entry, said: Said) -> None:
        """Put an entry in, in place of what stood there."""

    def erase(self, slots: Iterable[int]) -> None:
        """Take entries out."""

    def tidy(self) -> None:
        """Let nothing be left of what was taken out."""

    def slots(self) -> set[int]:
        """Every slot that it holds."""

    def matching(
        self, wanted: Wanted, *, limit: int, is_newest_first: bool = True, is_in_head: bool = False
    ) -> list[Row]:
        """What has the words, from one end; with `is_in_head` in title or document number alone."""


def index() -> Index:
    """The index of the database in use."""
    if connection.vendor == "postgresql":
        from .postgresql import PostgreSQL

        return PostgreSQL()
    from .sqlite import SQLite

    return SQLite()


def marks_of(entry: Entry) -> tuple[str, ...]:
    """What an entry bears beside its words, so that a question can be narrowed in the index itself."""
    borne = {"o": entry.organ_id, "k": entry.kind, "y": entry.year, "v": entry.validity}
    return tuple(f"{letter}:{value}" for letter, value in borne.items() if value not in (None, ""))
