"""Copied passages: the stretches of a text that stand in another one too, whatever numbers were changed in them.

Only Chinese characters are compared, so that new figures, dates and marks hide no copy; titles in 《》 are no copy, since
everybody cites the same rules. A line end parts two paragraphs, and no passage runs across it.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_ENDS = "。！？；!?;"
_MARKS = f"{_ENDS}，、：,:\n"
_NEAR = 12  # characters to the mark at which a quotation begins or ends
_TITLE_OR_OTHER = re.compile(r"《[^》\n]{0,80}》|[^\u4e00-\u9fff]+")


class Passage(NamedTuple):
    """A stretch of a text, and where the same characters stand in the other one: offsets, the ends left out."""

    start: int
    stop: int
    other_start: int
    other_stop: int


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a text is copied: `copied` of `total` characters, those of paragraphs too short to tell left out."""

    copied: int
    total: int
    passages: tuple[Passage, ...]

    @property
    def share(self) -> float:
        """From 0 to 1; 0 for a text without a paragraph that is long enough."""
        return self.copied / self.total if self.total else 0.0


# The compared characters of a paragraph, and where each of them stands in the whole text.
_Line = tuple[str, tuple[int, ...]]


def copied(text: str, other: str, *, shortest: int) -> Share:
    """The passages of `text` of at least `shortest` characters that `other` has too."""
    known: dict[str, tuple[_Line, int]] = {}
    for line in _lines(other, shortest):
        for place, piece in _pieces(line[0], shortest):
            known.setdefault(piece, (line, place))
    lines = list(_lines(text, shortest))
    count, passages = 0, []
    for line in lines:
        for start, stop in _stretches(line[0], known, shortest=shortest):
            count += stop - start
            passages.append(_passage(line, known[line[0][start : start + shortest]], start=start, stop=stop))
    return Share(count, sum(len(characters) for characters, _ in lines), tuple(passages))


def quoted(text: str, *, start: int, stop: int, most: int) -> tuple[int, int]:
    """Where a quotation of a stretch begins and ends: at the marks around it where they are near, after about `most`
    characters, and never inside a number."""
    back = range(start, max(start - _NEAR, 0) - 1, -1)
    begin = next((at for at in back if at == 0 or text[at - 1] in _MARKS), start)
    on = range(stop, min(stop + _NEAR, len(text)) + 1)
    end = next((at for at in on if at == len(text) or text[at] in _MARKS), stop)
    if end - begin > most:
        shorter = range(begin + most, begin + most // 2, -1)
        end = next((at for at in shorter if text[at] in _MARKS), begin + most)
    while _splits_number(text, begin):
        begin -= 1
    while _splits_number(text, end):
        end += 1
    return begin, end + (text[end : end + 1] in tuple(_ENDS))


def _splits_number(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1 : place + 1].isdecimal()


def _lines(text: str, shortest: int) -> Iterator[_Line]:
    """The paragraphs that are long enough to hold a passage."""
    begin = 0
    for paragraph in text.split("\n"):
        kept = _kept(paragraph)
        if len(kept) >= shortest:
            yield "".join(paragraph[place] for place in kept), tuple(begin + place for place in kept)
        begin += len(paragraph) + 1


def _kept(paragraph: str) -> list[int]:
    """Where the characters that are compared stand."""
    kept: list[int] = []
    last = 0
    for left_out in _TITLE_OR_OTHER.finditer(paragraph):
        kept += range(last, left_out.start())
        last = left_out.end()
    kept += range(last, len(paragraph))
    return kept


def _pieces(characters: str, length: int) -> Iterator[tuple[int, str]]:
    """Every stretch of so many characters, with where it begins."""
    for place in range(len(characters) - length + 1):
        yield place, characters[place : place + length]


def _stretches(characters: str, known: Container[str], *, shortest: int) -> Iterator[tuple[int, int]]:
    """From where to where characters are covered by pieces that the other text has; none touches another."""
    start = stop = -1
    for place, piece in _pieces(characters, shortest):
        if piece not in known:
            continue
        if place > stop:
            if stop >= 0:
                yield start, stop
            start = place
        stop = place + shortest
    if stop >= 0:
        yield start, stop


def _passage(line: _Line, found: tuple[_Line, int], *, start: int, stop: int) -> Passage:
    """A stretch as offsets, and as much of the other text as goes on alike from where the stretch begins there."""
    (characters, offsets), ((others, other_offsets), place) = line, found
    length = 0
    while start + length < stop and others[place + length : place + length + 1] == characters[start + length]:
        length += 1
    return Passage(
        offsets[start], offsets[stop - 1] + 1, other_offsets[place], other_offsets[place + length - 1] + 1
    )
