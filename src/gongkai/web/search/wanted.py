"""What a question comes to: words, each with those that mean the same, and what it is narrowed to.

People type without blanks: a run of characters is parted at the words that the law data knows, and each part has to
occur; where the whole run stands together, that is the better answer. What stands in quotes is looked for as it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.lawbook.search import search_law

from .grams import Phrase, phrase, plain
from .query import Query

MOST_WORDS = 12  # what somebody pasted is not looked for to its end
# 枕政发〔2025〕3号 in whatever brackets, 枕政发3号 where the year is forgotten: nothing in it is a word.
_NUMBER = re.compile(
    r"[^\W\d_]{1,10}\W{0,2}(?:19|20)\d\d\W{0,2}(?:第?\d{1,5}号?)?$|[^\W\d_]{1,9}[发规函令办通字]第?\d{1,5}号?$"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)年?")
# Marks between words part them; within a number, a day or an hour they belong to it.
_MARKS = re.compile(r"(?<!\d)\W+|\W+(?!\d)")
_QUOTED = re.compile(r"[“”\"]([^“”\"]+)[“”\"]?|(\S+)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word that has to occur, or one of those that mean the same: `choices`, the typed one first. All of `halves`
    will do as well: 领导分工 is found where 领导班子分工 stands."""

    typed: str
    choices: tuple[Phrase, ...]
    synonyms: tuple[str, ...] = ()
    halves: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Every word has to occur; of each tuple of marks (organ, kind, year, validity) an entry has to bear one. `whole` are
    runs that were parted: where one stands together, the answer is better."""

    words: tuple[Word, ...]
    marks: tuple[tuple[str, ...], ...] = ()
    whole: tuple[Phrase, ...] = ()


def understood(typed: str) -> Wanted:
    """What somebody typed, as the index is asked."""
    words, whole = [], []
    found = _QUOTED.findall(plain(typed))
    asked = [[quoted] if quoted else _parts(run) for quoted, run in found]
    says_something = any(asked)
    for (quoted, run), known in zip(found, asked, strict=True):
        parts = known if known or says_something else [run]
        words += [word for part in parts if (word := _word(part, is_quoted=bool(quoted)))]
        if len(parts) > 1 and (together := phrase(run)):
            whole.append(together)
    return Wanted(tuple({word.typed: word for word in words}.values())[:MOST_WORDS], whole=tuple(whole))


def narrowed(query: Query, *, organs: Sequence[int] | None) -> tuple[tuple[str, ...], ...]:
    """What an entry has to bear; `organs` are those that the question is narrowed to, None for all."""
    marks = [] if organs is None else [tuple(f"o:{organ}" for organ in organs)]
    chosen = {"k": query.kind, "y": query.year, "v": query.validity}
    return (*marks, *((f"{letter}:{value}",) for letter, value in chosen.items() if value not in (None, "")))


def unfinished(wanted: Wanted) -> Wanted:
    """The same while somebody still types: the last word may go on."""
    if not wanted.words:
        return wanted
    *others, last = wanted.words
    going_on = phrase(last.typed, is_unfinished=True)
    return Wanted(
        (*others, replace(last, choices=(going_on, *last.choices[1:]))) if going_on else wanted.words
    )


def _word(typed: str, *, is_quoted: bool) -> Word | None:
    first = phrase(typed)
    if first is None:
        return None
    others = () if is_quoted else _synonyms(typed)
    choices = [first, *(known for other in others if (known := phrase(other)))]
    return Word(typed, tuple(dict.fromkeys(choices)), others, () if is_quoted else _halves(typed))


def _synonyms(typed: str) -> tuple[str, ...]:
    """Those of the word itself, or of a word with one more character behind it (低保金)."""
    same = search_law().same
    if typed in same:
        return same[typed]
    return tuple(f"{other}{typed[-1]}" for other in same.get(typed[:-1], ()))


def _halves(typed: str) -> tuple[Phrase, ...]:
    """The two known words that make up a known one; none where there are no such."""
    known = search_law().words | search_law().same.keys()
    cuts = ((typed[:end], typed[end:]) for end in range(2, len(typed) - 1)) if typed in known else ()
    cut: tuple[str, ...] = next((cut for cut in cuts if known.issuperset(cut)), ())
    return tuple(half for part in cut if (half := phrase(part)))


def _parts(run: str) -> list[str]:
    """The parts of a run of characters; none where it is only asides."""
    if _NUMBER.match(run):
        return [run]
    return [part for clause in _MARKS.split(run) for part in _joined(_cut(clause))]


def _cut(run: str) -> Iterator[tuple[str, bool]]:
    """The known words of a run, the longest at each place, and what stands between them; an aside is a gap."""
    place, unknown = 0, ""
    while place < len(run):
        known = _known(run, place)
        if not known:
            unknown += run[place]
            place += 1
            continue
        yield from _left(unknown)
        yield (("", False) if known in search_law().asides else (known, True))
        place, unknown = place + len(known), ""
    yield from _left(unknown)


def _left(unknown: str) -> Iterator[tuple[str, bool]]:
    """What stands between known words; a verb alone is a gap."""
    if unknown:
        yield ("" if unknown in search_law().verbs else unknown), False


def _known(run: str, place: int) -> str:
    """The longest word of the law data that begins there, or a year; empty for none."""
    if year := _YEAR.match(run, place):
        return year[0]
    known = search_law().known
    return next((run[place:end] for end in range(len(run), place, -1) if run[place:end] in known), "")


def _joined(parts: Iterator[tuple[str, bool]]) -> Iterator[str]:
    """The parts, a single character together with its neighbour: by itself it would be found everywhere."""
    held = ""
    for part, is_known in parts:
        if not part:
            yield from [held] if held else []
            held = ""
        elif len(part) == 1 or (len(held) == 1 and is_known):
            held += part
        else:
            yield from [held] if held else []
            held = part
    yield from [held] if held else []
