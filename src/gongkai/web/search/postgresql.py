"""The index in PostgreSQL: sets of pairs of characters under GIN, and the running text for whoever asks for more than two.

A tsvector keeps no position beyond 16,383 and no more than 256 of one word: a long attachment would lose its end. So the
sets keep none, and whether the pairs of a longer word stand side by side is read in the text itself.
"""

from collections.abc import Iterable

from django.db import connection, transaction

from .grams import Phrase, flat, grams
from .index import COLUMNS, TABLE, Row, Said
from .models import Entry, Passage
from .wanted import Wanted, Word

# What is long lies beside the rows, so that reading which of them were found reads little.
_PARTS = {
    TABLE: f"""CREATE TABLE {TABLE} (
entry_id bigint PRIMARY KEY REFERENCES search_entry (id) ON DELETE CASCADE,
slot bigint NOT NULL UNIQUE, head tsvector NOT NULL, words tsvector NOT NULL, text text NOT NULL
) WITH (toast_tuple_target = 128)""",
    f"{TABLE}_by_head": f"CREATE INDEX {TABLE}_by_head ON {TABLE} USING gin (head) WITH (fastupdate = off)",
    f"{TABLE}_by_word": f"CREATE INDEX {TABLE}_by_word ON {TABLE} USING gin (words) WITH (fastupdate = off)",
}
# The planner does not know what it costs to fetch what lies beside the rows, and would read all of it.
_BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off"


class PostgreSQL:
    """Words in one table beside the list; whatever leaves the list leaves it with its key."""

    def install(self) -> bool:
        """Make table and indexes where they are missing."""
        missing = self.missing()
        with transaction.atomic(), connection.cursor() as cursor:
            for name in missing:
                cursor.execute(_PARTS[name])
        return TABLE in missing

    def missing(self) -> list[str]:
        """Table and indexes that are not there."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname FROM pg_class WHERE relname = ANY(%s)", [list(_PARTS)])
            there = {name for (name,) in cursor.fetchall()}
        return [name for name in _PARTS if name not in there]

    def write(self, entry: Entry, said: Said) -> None:
        """Put an entry in, in place of what stood there."""
        head = {*grams(said.title), *grams(said.doc_no)}
        words = head.union(said.marks, *map(grams, said.texts))
        text = "\n".join(map(flat, (said.title, said.doc_no, *said.texts)))
        with connection.cursor() as cursor:
            cursor.execute(
                f"""INSERT INTO {TABLE} (entry_id, slot, head, words, text)
VALUES (%s, %s, array_to_tsvector(%s::text[]), array_to_tsvector(%s::text[]), %s)
ON CONFLICT (entry_id) DO UPDATE SET slot = EXCLUDED.slot, head = EXCLUDED.head, words = EXCLUDED.words, text = EXCLUDED.text""",
                [entry.pk, entry.slot, sorted(head), sorted(words), text],
            )

    def erase(self, slots: Iterable[int]) -> None:
        """Take entries out."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE slot = ANY(%s)", [list(slots)])

    def tidy(self) -> None:
        """Clear the space of rows that are gone, also of the list and of what it shows."""
        tables = (TABLE, Entry._meta.db_table, Passage._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {', '.join(tables)}")

    def slots(self) -> set[int]:
        """Every slot that it holds."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT slot FROM {TABLE}")
            return {slot for (slot,) in cursor.fetchall()}

    def matching(
        self, wanted: Wanted, *, limit: int, is_newest_first: bool = True, is_in_head: bool = False
    ) -> list[Row]:
        """What has the words, from one end."""
        order = "DESC" if is_newest_first else "ASC"
        condition, values = asked(wanted, "head" if is_in_head else "words")
        checks, patterns = _checked(wanted)
        found = f"SELECT slot FROM {TABLE} WHERE {condition} ORDER BY slot {order}"
        if checks:  # in this order, one text after the other, and none more than is needed
            said = f"SELECT text FROM {TABLE} AS of_it WHERE of_it.slot = found.slot OFFSET 0"
            found = (
                f"SELECT slot FROM ({found} OFFSET 0) AS found CROSS JOIN LATERAL ({said}) AS said{checks}"
            )
        sql = f"SELECT {COLUMNS} FROM ({found} LIMIT %s) AS found JOIN search_entry entry USING (slot) ORDER BY slot {order}"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_BY_INDEX)
            cursor.execute(sql, [*values, *patterns, limit])
            return list(map(Row._make, cursor.fetchall()))


def asked(wanted: Wanted, column: str) -> tuple[str, list[str]]:
    """The condition that the index answers."""
    conditions, values = [], []
    if wanted.words:
        conditions.append(f"{column} @@ %s::tsquery")
        values.append(" & ".join(_word(word) for word in wanted.words))
    if wanted.marks:
        conditions.append("words @@ %s::tsquery")
        values.append(" & ".join(_any(map(_quoted, marks)) for marks in wanted.marks))
    return " AND ".join(conditions) or "TRUE", values


def _checked(wanted: Wanted) -> tuple[str, list[str]]:
    """What is read in the text afterwards: whether the pairs of longer words stand side by side."""
    longer = [
        word for word in wanted.words if any(len(one.parts) > 1 for one in (*word.choices, *word.halves))
    ]
    patterns = [f"%{one.pattern}%" for word in longer for one in (*word.choices, *word.halves)]
    checks = [_likes(word) for word in longer]
    return f" WHERE {' AND '.join(checks)}" if checks else "", patterns


def _likes(word: Word) -> str:
    likes = ["said.text LIKE %s" for _ in word.choices]
    if word.halves:
        likes.append(f"({' AND '.join('said.text LIKE %s' for _ in word.halves)})")
    return f"({' OR '.join(likes)})"


def _word(word: Word) -> str:
    choices = [_all(choice) for choice in word.choices]
    if word.halves:
        choices.append(f"({' & '.join(map(_all, word.halves))})")
    return _any(choices)


def _all(phrase: Phrase) -> str:
    parts = [_quoted(part) for part in phrase.parts]
    if phrase.is_open:
        parts[-1] += ":*"
    return f"({' & '.join(parts)})"


def _any(asked: Iterable[str]) -> str:
    return f"({' | '.join(asked)})"


def _quoted(lexeme: str) -> str:
    return f"'{lexeme}'"  # letters, digits and our own marks only: nothing in it has to be escaped
