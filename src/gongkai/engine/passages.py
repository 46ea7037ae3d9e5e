"""Copied passages of a report, each quoted with its place in both reports."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from gongkai.engine.drafted import without_drafted
from gongkai.engine.judge.case import passage
from gongkai.engine.prose import Paragraph
from gongkai.kernel.copied import copied, quoted
from gongkai.kernel.findings import Evidence

_LONGEST = 80  # characters of a quotation


class CopiedPassage(NamedTuple):
    """A passage as this report and as the other one has it."""

    here: Evidence
    there: Evidence


@dataclass(frozen=True, slots=True)
class Copied:
    """What two texts share: from 0 to 1 of the first one, and where."""

    share: float
    passages: tuple[CopiedPassage, ...]


def copied_passages(paragraphs: Sequence[Paragraph], others: Sequence[Paragraph], *, shortest: int) -> Copied:
    """The passages of at least `shortest` Chinese characters that other paragraphs have too, in the order of the text;
    sentences that our own draft proposes are left out."""
    here, there = _Text(paragraphs), _Text(others)
    found = copied(without_drafted(here.text), there.text, shortest=shortest)
    passages = (
        CopiedPassage(here.quote(one.start, one.stop), there.quote(one.other_start, one.other_stop))
        for one in found.passages
    )
    return Copied(found.share, tuple(passages))


class _Text:
    """Paragraphs as one text, which knows where each of them begins."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.text = "\n".join(paragraph.text for paragraph in paragraphs)
        self.starts = list(accumulate((len(one.text) + 1 for one in paragraphs[:-1]), initial=0))

    def quote(self, start: int, stop: int) -> Evidence:
        """A stretch as the source has it, cut to a readable length."""
        place = bisect_right(self.starts, start) - 1
        begin, text = self.starts[place], self.paragraphs[place].text
        start, stop = quoted(text, start=start - begin, stop=stop - begin, most=_LONGEST)
        return passage(self.paragraphs[place], start=start, stop=stop, limit=stop - start)
