"""Finding: the index tells what has the words, from the newest on; here it is sorted, counted and shown."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from django.db import DatabaseError, connection

from gongkai.kernel.problems import Problem
from gongkai.lawbook.search import search_law
from gongkai.web.organs.models import Organ

from . import ranking, showing
from .index import Index, Row, index
from .models import Entry
from .query import A_PAGE, COUNTED_UP_TO, Count, Hit, Order, Query, Result
from .sounds import alike
from .wanted import Wanted, Word, narrowed, understood, unfinished

MOST_NEAR = 4
_WHERE = re.compile("[省市县区乡镇村年]$")
MOST_TRIED = 12  # questions to the index for one that found nothing
READ_THROUGH = 100  # of the best by title, their texts are read to tell which is better

Named = Mapping[int, tuple[str, str]]  # organs by their keys: address name and name


class SearchDown(Problem):
    """The index cannot be asked."""

    code = "search_down"

    def __init__(self) -> None:
        super().__init__(
            "现在不能搜索。", "请稍后再试，或者按机关、按目录查找；管理人员请运行 gongkai search check。"
        )


_COLUMNS = ("slot", "pk", "title", "doc_no", "organ_id", "kind", "year", "validity")
# Asked for every page of results, in plain SQL: to put such questions together takes Django longer than to answer them.
_NAMED = "SELECT id, slug, name FROM organs_organ WHERE id IN ({})"
_BEGINNINGS = f'SELECT entry_id, substr(text, 1, {ranking.READ}) FROM search_passage WHERE "order" = 1 AND entry_id IN ({{}})'
_SAID = """SELECT entry.id, entry.label, entry.subject_id, entry.address, entry.published_on, passage.place, passage.text
FROM search_entry entry LEFT JOIN search_passage passage ON passage.entry_id = entry.id
WHERE entry.removed_at IS NULL AND entry.id IN ({}) ORDER BY passage."order"
"""


class Finder:
    """Finds over the index of the database in use."""

    def __init__(self) -> None:
        self._index: Index = index()

    def find(self, query: Query) -> Result:
        """What is public and has the words. Raises SearchDown."""
        wanted = wanted_of(query)
        if query.words.strip() and not wanted.words:
            return Result((), 0, is_capped=False)
        with _answered():
            found = self._rows(wanted, query)
            rows = found[:COUNTED_UP_TO]
            organs = {pk: (slug, name) for pk, slug, name in _asked(_NAMED, {row.organ for row in rows})}
            first = (query.page - 1) * A_PAGE
            return Result(
                _hits(rows[first : first + A_PAGE], wanted.words, organs),
                len(rows),
                is_capped=len(found) > COUNTED_UP_TO,
                facets=_facets(rows, organs),
                synonyms=tuple(dict.fromkeys(other for word in wanted.words for other in word.synonyms)),
            )

    def suggest(self, beginning: str, *, limit: int) -> Sequence[str]:
        """Titles of public things that contain what somebody has begun to type. Raises SearchDown."""
        wanted = unfinished(understood(beginning))
        if not wanted.words:
            return ()
        with _answered():
            rows = self._index.matching(wanted, limit=READ_THROUGH, is_in_head=True)
            weighed = sorted(zip(ranking.head_weights(rows, wanted), rows, strict=True), key=_best_first)
            return list(dict.fromkeys(row.title for _, row in weighed))[:limit]

    def near(self, typed: str) -> Sequence[str]:
        """Words of the same sound, then fewer words, with which something is found; the most of them first. Raises
        SearchDown."""
        words = [word.typed for word in understood(typed).words]
        with _answered():
            tried = islice(chain(alike(words), _shorter(words)), MOST_TRIED)
            return list(islice((one for one in tried if self._finds(one, query=Query(one))), MOST_NEAR))

    def part(self, query: Query) -> Sequence[str]:
        """Of a run without blanks, in which nothing has every word: as many of its words as occur together, those first
        that say what he is about; of a single word its longest beginning or end. Raises SearchDown."""
        words = understood(query.words).words
        if not is_one_run(query.words) or not words:
            return ()
        with _answered():
            if len(words) == 1:
                pieces = ((piece,) for piece in _pieces(words[0].typed))
                return next((piece for piece in pieces if self._finds(*piece, query=query)), ())
            kept: list[str] = []
            for word in sorted(words, key=_certainty):
                if self._finds(*kept, word.typed, query=query):
                    kept.append(word.typed)
            return tuple(word.typed for word in words if word.typed in kept)

    def _finds(self, *typed: str, query: Query) -> bool:
        wanted = wanted_of(replace(query, words=" ".join(typed)))
        return bool(wanted.words) and bool(self._index.matching(wanted, limit=1))

    def _rows(self, wanted: Wanted, query: Query) -> list[Row]:
        """The entries in their order, one more than is counted."""
        rows = self._matching(wanted, is_newest_first=query.order is not Order.OLDEST)
        if query.order is not Order.BEST or not wanted.words:
            return rows
        if len(rows) > COUNTED_UP_TO:
            best = self._index.matching(wanted, limit=COUNTED_UP_TO, is_in_head=True)
            rows = list({row.slot: row for row in (*best, *rows)}.values())[: COUNTED_UP_TO + 1]
        return _sorted(rows, wanted)

    def _matching(self, wanted: Wanted, *, is_newest_first: bool) -> list[Row]:
        if wanted.words or wanted.marks:
            return self._index.matching(wanted, limit=COUNTED_UP_TO + 1, is_newest_first=is_newest_first)
        entries = Entry.objects.public().order_by("-slot" if is_newest_first else "slot")
        return list(map(Row._make, entries.values_list(*_COLUMNS)[: COUNTED_UP_TO + 1]))


def wanted_of(query: Query) -> Wanted:
    """What a question comes to for the index."""
    return replace(understood(query.words), marks=narrowed(query, organs=_organs(query)))


def _shorter(words: Sequence[str]) -> Iterator[str]:
    """The same without one of the words; then each by itself; of a single one the words in it that the law data knows:
    whatever else is cut out of it is a fragment that nobody would type."""
    if len(words) == 1:
        yield from (piece for piece in _pieces(words[0]) if piece in search_law().known)
        return
    without = (" ".join((*words[:place], *words[place + 1 :])) for place in reversed(range(len(words))))
    yield from dict.fromkeys((*without, *words))


def is_one_run(typed: str) -> bool:
    """Whether somebody typed without blanks and quotes: what he left together may be parted."""
    return not re.search(r"[\s“”\"]", typed.strip())


def _certainty(word: Word) -> tuple[bool, bool]:
    """How surely a word says what somebody is about: one that has synonyms does, a place or a year only where."""
    return bool(_WHERE.search(word.typed)), not word.synonyms


def _pieces(word: str) -> Iterator[str]:
    """The beginnings and ends of a word, down to half of it, the longest first; a number with a piece missing is another
    number."""
    if not any(map(str.isdigit, word)):
        for length in range(len(word) - 1, max(1, (len(word) - 1) // 2), -1):
            yield from (word[:length], word[-length:])


@contextmanager
def _answered() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise SearchDown from error


def _organs(query: Query) -> tuple[int, ...] | None:
    """The organs that a question is narrowed to; None for all."""
    if not query.place and not query.organ:
        return None
    organs = Organ.objects.filter(path__startswith=query.place) if query.place else Organ.objects.all()
    if query.organ:
        organs = organs.filter(slug=query.organ)
    return tuple(organs.values_list("pk", flat=True)) or (0,)


def _sorted(rows: list[Row], wanted: Wanted) -> list[Row]:
    """The best first: by what stands in title and document number, of the best of these also by what the text says."""
    weighed = sorted(zip(ranking.head_weights(rows, wanted), rows, strict=True), key=_best_first)
    best, others = weighed[:READ_THROUGH], weighed[READ_THROUGH:]
    texts = dict(_asked(_BEGINNINGS, [row.pk for _, row in best]))
    read = ranking.text_weights([texts.get(row.pk, "") for _, row in best], wanted)
    best = [(weight + more, row) for (weight, row), more in zip(best, read, strict=True)]
    return [row for _, row in (*sorted(best, key=_best_first), *others)]


def _best_first(weighed: tuple[float, Row]) -> tuple[float, int]:
    weight, row = weighed
    return -weight, -row.slot


def _asked(question: str, keys: Collection[int]) -> list[tuple[Any, ...]]:
    """What the database answers about the rows with these keys."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(question.format(", ".join(["%s"] * len(keys))), list(keys))
        return cursor.fetchall()


def _hits(rows: Sequence[Row], words: Sequence[Word], organs: Named) -> list[Hit]:
    """The results of a page. What was taken out since it was found is none."""
    facts: dict[int, tuple[Any, ...]] = {}
    passages: dict[int, list[tuple[str, str]]] = {}
    for pk, *told, place, text in _asked(_SAID, [row.pk for row in rows]):
        facts[pk] = tuple(told)
        passages.setdefault(pk, []).extend([] if text is None else [(place, text)])
    return [
        showing.told(
            showing.unmarked(row, *facts[row.pk], organ=organs[row.organ][1]), passages[row.pk], words
        )
        for row in rows
        if row.pk in facts
    ]


def _facets(rows: Sequence[Row], named: Named) -> dict[str, list[Count]]:
    """How many of what was found each value of a filter would leave."""
    organs = Counter(row.organ for row in rows)
    counts = {"organ": [Count(*named[pk], n) for pk, n in organs.most_common() if pk in named]}
    for name in ("kind", "year", "validity"):
        values = Counter(getattr(row, name) for row in rows)
        counts[name] = [Count(str(value), str(value), n) for value, n in values.most_common() if value]
    return counts
