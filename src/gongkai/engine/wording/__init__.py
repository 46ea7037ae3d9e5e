"""Proofreads texts before they are published: doubled words, wrong collocations, brackets, units, years, and the words
that an organ has put on its own list. Neutral on purpose: what is politically right is no machine's to say."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from gongkai.engine.screening.files import lines_of, looked_into
from gongkai.engine.screening.html import html_passages
from gongkai.engine.screening.marks import Passage, masked
from gongkai.engine.wording.counted import Slip as _Place
from gongkai.engine.wording.counted import brackets, days, period, title_year
from gongkai.engine.wording.flow import Flow, flows
from gongkai.lawbook.phrasing import NO_WORDS, Words, phrasing
from gongkai.lawbook.screening import Level

__all__ = ["Slip", "proofread", "proofread_file", "proofread_html"]

MOST_SLIPS = 5_000
_AROUND = 14
_TITLES = 40  # paragraphs at the beginning, among which a title stands
_WORDS = re.compile(r"[一-鿿]{2}|[，。；：、]{2}")


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that is probably written wrong: which rule says so, what stands there, where, and what to write instead."""

    code: str
    name: str
    level: Level
    found: str
    advice: str
    place: str
    context: str


def proofread(text: str, *, place: str = "正文", words: Words = NO_WORDS) -> tuple[Slip, ...]:
    """The slips in a plain text, in its order."""
    return _slips([lines_of(text, place=masked(place), unit="段")], words)


def proofread_html(html: str, *, place: str = "正文", words: Words = NO_WORDS) -> tuple[Slip, ...]:
    """The slips in a page of the site."""
    return _slips(html_passages(html, place=masked(place))[0], words)


def proofread_file(data: bytes, *, name: str, words: Words = NO_WORDS) -> tuple[Slip, ...]:
    """The slips in a file of any kind that is read; none in what cannot be read, which screening tells."""
    return _slips(looked_into(data, name, place=f"附件“{masked(name)}”")[0], words)


def _slips(passages: Iterable[Passage], words: Words) -> tuple[Slip, ...]:
    found: dict[tuple[str, str, str], Slip] = {}
    year: str | None = None
    for passage in passages:
        if any(part.note or "隐藏" in part.place for part in passage.parts):
            continue  # what does not show has no readers
        # In print the cells of a table run into each other.
        unpaired = brackets if not any("\n" in part.text for part in passage.parts) else _none
        for starts, places, text in _readable(passage):
            every = [flow for flow in flows(text) if _WORDS.search(flow.text)]  # most cells are figures
            year = year or next(filter(None, (title_year(flow.text) for flow in every[:_TITLES])), None)
            for flow, hit in _hits(every, words, year, unpaired):
                place = places[bisect_right(starts, flow.at[hit.start]) - 1]
                slip = _slip(hit, flow.text, place)
                found.setdefault((slip.code, place, slip.found), slip)
            if len(found) >= MOST_SLIPS:
                break
    return tuple(found.values())[:MOST_SLIPS]


def _none(_text: str, **_around: str) -> Iterator[_Place]:
    yield from ()


def _readable(passage: Passage) -> Iterator[tuple[Sequence[int], Sequence[str], str]]:
    """Where its parts begin, their places, and a text that reads on: all parts of a page, each cell of a row."""
    if passage.between == "\t":
        yield from (((0,), (part.place,), part.text) for part in passage.parts)
        return
    starts, length = [], 0
    for part in passage.parts:
        starts.append(length)
        length += len(part.text) + len(passage.between)
    text = passage.between.join(part.text for part in passage.parts)
    yield starts, [part.place for part in passage.parts], text


@dataclass(frozen=True, slots=True)
class _Hit:
    code: str
    name: str
    level: Level
    advice: str
    start: int
    stop: int


def _hits(
    every: Sequence[Flow], words: Words, year: str | None, unpaired: Callable[..., Iterator[_Place]]
) -> Iterator[tuple[Flow, _Hit]]:
    """All slips of some paragraphs: first what patterns find in all of them, for one long text is searched faster than
    many short ones."""
    texts = ["", *(flow.text for flow in every), ""]
    starts = list(accumulate((len(flow.text) + 1 for flow in every), initial=0))
    whole = "\n".join(texts[1:-1])
    for hit in (*_ruled(whole), *_own(whole, words)):
        at = bisect_right(starts, hit.start) - 1
        yield every[at], replace(hit, start=hit.start - starts[at], stop=hit.stop - starts[at])
    for number, flow in enumerate(every, 1):
        slips = [
            *unpaired(flow.text, before=texts[number - 1], behind=texts[number + 1]),
            *days(flow.text),
            *(period(flow.text, year=year) if year else ()),
        ]
        yield from ((flow, _counted(slip)) for slip in slips)


def _ruled(text: str) -> Iterator[_Hit]:
    for rule in phrasing().rules:
        for match in rule.pattern.finditer(text):
            first = match[1] if rule.pattern.groups else match[0]
            if first not in rule.skip and "\n" not in match[0]:
                advice = rule.instead.replace("{1}", first or "")
                yield _Hit(rule.code, rule.name, rule.level, advice, *match.span())


def _counted(slip: _Place) -> _Hit:
    code, start, stop = slip
    rule = phrasing().counted[code]
    return _Hit(code, rule.name, rule.level, rule.instead, start, stop)


def _own(text: str, words: Words) -> Iterator[_Hit]:
    for match in words.pattern.finditer(text):
        word = words.words[match[0]]
        yield _Hit("own_word", "本单位词表", word.level, word.advice or "请核对。", *match.span())


def _slip(hit: _Hit, text: str, place: str) -> Slip:
    said = masked(text)  # whole: half a number cannot be told
    start, stop = max(hit.start - _AROUND, 0), hit.stop + _AROUND
    context = f"{'…' if start else ''}{said[start:stop]}{'…' if stop < len(text) else ''}"
    return Slip(hit.code, hit.name, hit.level, said[hit.start : hit.stop], hit.advice, place, context)
