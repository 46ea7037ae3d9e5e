"""The index in SQLite: FTS5 over pairs of characters, its rows in the order of publication."""

from collections.abc import Iterable

from django.db import connection, transaction

from gongkai.web.ledger.turns import in_turn

from .grams import Phrase, grams
from .index import COLUMNS, TABLE, Row, Said
from .models import Entry
from .wanted import Wanted, Word

# What we cut is cut already: the tokenizer only parts at blanks, and leaves every other character alone.
_MADE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(title, doc_no, said, marks, tokenize=\"ascii tokenchars ':_'\")"
)
_PAGES = 500  # of the index at a time: some hundredths of a second
_LEFT = f"{TABLE}_left"
_MOVED = f"{TABLE}_moved"
_TRIGGERS = {
    _LEFT: (
        f"CREATE TRIGGER {_LEFT} AFTER DELETE ON search_entry WHEN OLD.slot IS NOT NULL "
        f"BEGIN DELETE FROM {TABLE} WHERE rowid = OLD.slot; END"
    ),
    _MOVED: (
        f"CREATE TRIGGER {_MOVED} AFTER UPDATE OF slot ON search_entry WHEN OLD.slot IS NOT NEW.slot AND OLD.slot IS NOT NULL "
        f"BEGIN DELETE FROM {TABLE} WHERE rowid = OLD.slot; END"
    ),
}


class SQLite:
    """Words in one virtual table; triggers take out of it what leaves the list by whatever way."""

    def install(self) -> bool:
        """Make table and triggers where they are missing."""
        missing = self.missing()
        with transaction.atomic(), connection.cursor() as cursor:
            if TABLE in missing:
                cursor.execute(_MADE)
            for name, text in _TRIGGERS.items():
                if name in missing:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                    cursor.execute(text)
        return TABLE in missing

    def missing(self) -> list[str]:
        """Table and triggers that are not there, or read otherwise."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE %s", [f"{TABLE}%"])
            there = dict(cursor.fetchall())
        return [name for name, text in {TABLE: _MADE, **_TRIGGERS}.items() if there.get(name) != text]

    def write(self, entry: Entry, said: Said) -> None:
        """Put an entry in, in place of what stood there."""
        self.erase([entry.slot])
        parts = [
            entry.slot,
            *map(_cut, (said.title, said.doc_no, "\n".join(said.texts))),
            " ".join(said.marks),
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} (rowid, title, doc_no, said, marks) VALUES (%s, %s, %s, %s, %s)", parts
            )

    def erase(self, slots: Iterable[int]) -> None:
        """Take entries out."""
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [[slot] for slot in slots])

    def tidy(self) -> None:
        """Put the parts of the index together: until then words that were taken out stay in the older ones. Little by
        little, so that nobody who writes waits long; then empty the log beside the file, which still holds old pages."""
        pages = -_PAGES  # below zero: begin to put all of it together
        while self._merged(pages):
            pages = _PAGES
        if not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _merged(self, pages: int) -> bool:
        """Go on putting together; whether there was anything to do."""
        with in_turn(), connection.cursor() as cursor:
            before = connection.connection.total_changes
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('merge', %s)", [pages])
            return connection.connection.total_changes - before > 1

    def slots(self) -> set[int]:
        """Every slot that it holds."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM {TABLE}_docsize")
            return {slot for (slot,) in cursor.fetchall()}

    def matching(
        self, wanted: Wanted, *, limit: int, is_newest_first: bool = True, is_in_head: bool = False
    ) -> list[Row]:
        """What has the words, from one end."""
        order = "DESC" if is_newest_first else "ASC"
        listed = f"JOIN search_entry entry ON entry.slot = {TABLE}.rowid"
        sql = f"SELECT {COLUMNS} FROM {TABLE} {listed} WHERE {TABLE} MATCH %s ORDER BY {TABLE}.rowid {order} LIMIT %s"
        with connection.cursor() as cursor:
            cursor.execute(sql, [match(wanted, is_in_head=is_in_head), limit])
            return list(map(Row._make, cursor.fetchall()))


def match(wanted: Wanted, *, is_in_head: bool = False) -> str:
    """What is wanted, as FTS5 is asked."""
    words = [_word(word) for word in wanted.words]
    head = "{title doc_no} : " if is_in_head else ""
    asked = [f"({head}({' AND '.join(words)}))"] if words else []
    asked += [f"(marks : ({' OR '.join(map(_quoted, marks))}))" for marks in wanted.marks]
    return " AND ".join(asked)


def _word(word: Word) -> str:
    choices = [_phrase(choice) for choice in word.choices]
    if word.halves:
        choices.append(f"({' AND '.join(map(_phrase, word.halves))})")
    return f"({' OR '.join(choices)})"


def _quoted(mark: str) -> str:
    return f'"{mark}"'


def _phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.parts)}"{" *" if phrase.is_open else ""}'


def _cut(text: str) -> str:
    return " ".join(grams(text))
