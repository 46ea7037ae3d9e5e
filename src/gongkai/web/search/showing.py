"""A result as people see it: the words marked in the title and where they first occur in the text."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

from .grams import plain
from .index import Row
from .models import Entry
from .query import MARKS, Hit
from .ranking import pattern_of
from .wanted import Word

LENGTH = 120  # characters of a snippet
BEFORE = 30  # of them before the first word
_GAP = re.compile(r"\s+")
_STOPS = "。；！？\n"


def hit(entry: Entry, words: Sequence[Word]) -> Hit:
    """One result, of an entry whose organ and passages are known."""
    facts = entry.label, entry.subject_id, entry.address, entry.published_on
    passages = [(passage.place, passage.text) for passage in entry.passages.all()]
    return told(unmarked(entry, *facts, organ=entry.organ.name), passages, words)


def unmarked(
    row: Row | Entry, label: str, subject_id: int, address: str, published_on: date | None, *, organ: str
) -> Hit:
    """A result in which nothing is marked yet."""
    return Hit(
        label=label,
        subject_id=subject_id,
        kind=row.kind,
        title=row.title,
        snippet="",
        place="",
        address=address,
        organ=organ,
        doc_no=row.doc_no,
        published_on=published_on,
        validity=row.validity,
    )


def told(plain: Hit, passages: Sequence[tuple[str, str]], words: Sequence[Word]) -> Hit:
    """A result with the words marked; the passages are places and texts, in their order."""
    place, snippet = _snippet(passages, words)
    return replace(plain, title=marked(plain.title, words), snippet=snippet, place=place)


def marked(text: str, words: Sequence[Word]) -> str:
    """A text with the words between marks."""
    shown, end = [], 0
    for first, last in spans(text, words):
        shown += [text[end:first], MARKS[0], text[first:last], MARKS[1]]
        end = last
    return "".join([*shown, text[end:]])


def spans(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where the words stand in a text, none over another."""
    read = plain(text)
    found = [match.span() for pattern in _patterns(words) for match in pattern.finditer(read)]
    if found and len(read) != len(text):
        places = _places(text)
        found = [(places(first), places(last - 1) + 1) for first, last in found]
    return reduce(_joined, sorted(found), [])


def _patterns(words: Sequence[Word]) -> Iterator[re.Pattern[str]]:
    return (pattern_of(choice) for word in words for choice in (*word.choices, *word.halves))


def _joined(spans: list[tuple[int, int]], span: tuple[int, int]) -> list[tuple[int, int]]:
    if spans and span[0] <= spans[-1][1]:
        return [*spans[:-1], (spans[-1][0], max(spans[-1][1], span[1]))]
    return [*spans, span]


def _places(text: str) -> Callable[[int], int]:
    """For a character of the plain text, which one of the text it comes from. Only the few that become several, or
    none, are looked at one by one: texts are long."""
    lengths = {one: length for one in set(text) if (length := len(plain(one))) != 1}
    odd = re.finditer(f"[{re.escape(''.join(lengths))}]", text) if lengths else ()
    after, grown = [], 0  # behind each odd one: where the plain text goes on, and by how much it is ahead
    for found in odd:
        grown += lengths[found[0]] - 1
        after.append((found.end() + grown, grown))
    starts = [start for start, _ in after]

    def place(plain_place: int) -> int:
        behind = bisect_right(starts, plain_place)
        ahead = after[behind - 1][1] if behind else 0
        limit = after[behind][0] - after[behind][1] - 1 if behind < len(after) else len(text)
        return min(plain_place - ahead, limit)

    return place


def _snippet(passages: Sequence[tuple[str, str]], words: Sequence[Word]) -> tuple[str, str]:
    """Where the words first occur, and what stands around them; the beginning where they occur in the title alone."""
    for place, text in passages:
        if (first := _first(text, words)) is not None:
            return place, _around(text, first, words)
    return "", _around(passages[0][1], 0, words) if passages else ""


def _first(text: str, words: Sequence[Word]) -> int | None:
    """Where the first of the words stands in a text: however often they follow, they are looked for once."""
    read = plain(text)
    found = [match.start() for pattern in _patterns(words) if (match := pattern.search(read))]
    if not found:
        return None
    return min(found) if len(read) == len(text) else _places(text)(min(found))


def _around(text: str, first: int, words: Sequence[Word]) -> str:
    """A piece of a text around a place, from the beginning of its sentence if that is near, with the words marked."""
    start = max(0, first - BEFORE)
    if start:
        stops = [text.rfind(stop, start, first) for stop in _STOPS]
        start = max(stops) + 1 if max(stops) >= 0 else start
    piece = _GAP.sub(" ", text[start : start + LENGTH]).strip()
    before = "…" if start and text[start - 1] not in _STOPS else ""
    return f"{before}{marked(piece, words)}{'…' if start + LENGTH < len(text) else ''}"
