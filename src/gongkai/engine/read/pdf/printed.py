"""A printed line: what stands beside one another on a page."""

import itertools
import re
from collections.abc import Sequence

from gongkai.engine.marks import settle
from gongkai.engine.read.pdf.ink import Run
from gongkai.kernel.findings import Box

NUMBERED = re.compile(
    r"\(?[一二三四五六七八九十\d]{1,3}[).、:]"
)  # how labels and headings with a number begin
_BLANK = 0.4  # of a character's height: a gap that is written as a blank,
_LATIN = 0.15  # and between Latin letters
_GAP = 0.5  # between figures of a table; less sets digits apart in running text
_VALUE = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?(?:%|[万亿]?元)?|[/\\-]{1,3}")
_UNIT = re.compile(r"%|[万亿]?元")
_ODD = 4  # characters of a word that stands in place of a figure
_FIGURES = 0.6  # of the words at the end of a line


class Printed:
    """A printed line: its runs from the left, the box around it, the height of its characters. What is asked of few
    lines is found out when it is asked for."""

    __slots__ = ("_em", "_figures", "_text", "box", "height", "runs")

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self._em = 0.0
        self._text: str | None = None
        self._figures: Sequence[Run] | None = None
        _, left, top, right, bottom = runs[0]
        self.height = bottom - top
        if len(runs) > 1:
            top = min(run.top for run in runs)
            right = max(run.right for run in runs)
            bottom = max(run.bottom for run in runs)
            self.height = max(run.bottom - run.top for run in runs)
        self.box: Box = (left, top, right, bottom)

    @property
    def em(self) -> float:
        """How wide its Chinese characters are, with the space between them; others count half."""
        if not self._em:
            count = sum([len(run.text) / 2 if run.text.isascii() else len(run.text) for run in self.runs])
            self._em = (self.box[2] - self.box[0]) / count
        return self._em

    @property
    def text(self) -> str:
        """Its characters; a gap is a blank, but not the hair's breadth between Chinese and other characters."""
        if self._text is None:
            self._text = text_of(self.runs)
        return self._text

    @property
    def figures(self) -> Sequence[Run]:
        """The figures at its end, with the odd words between them."""
        if self._figures is None:
            self._figures = _figures(self.runs)
        return self._figures

    @property
    def words(self) -> Sequence[Run]:
        """What stands before its figures."""
        figures = self.figures
        return [run for run in self.runs if run.left < figures[0].left] if figures else self.runs


def _figures(runs: Sequence[Run]) -> Sequence[Run]:
    tail: list[Run] = []
    for run in reversed(_with_units(runs)):
        is_near = bool(tail) and tail[-1].left - run.right < _GAP * (run.bottom - run.top)
        if is_near or (len(run.text) > _ODD and not _is_value(run)):
            break
        tail.append(run)
    while tail and not _is_value(tail[-1]):
        tail.pop()
    return tail[::-1] if sum(map(_is_value, tail)) > _FIGURES * len(tail) else ()


def _is_value(run: Run) -> bool:
    return run.text.isdecimal() or _VALUE.fullmatch(settle(run.text)) is not None


def _with_units(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs of a line, a unit as one run with the number before it."""
    if len(runs) < 2 or not _UNIT.fullmatch(runs[-1].text):
        return runs
    *before, number, unit = runs
    return [*before, Run(number.text + unit.text, number.left, number.top, unit.right, number.bottom)]


def text_of(runs: Sequence[Run]) -> str:
    """The text of runs that stand in a row."""
    if len(runs) == 1:
        return runs[0].text
    parts = [runs[0].text]
    for before, run in itertools.pairwise(runs):
        is_latin = before.text[-1].isascii() and run.text[0].isascii() and not run.text[0].isdecimal()
        if run.left - before.right > (_LATIN if is_latin else _BLANK) * (run.bottom - run.top):
            parts.append(" ")
        parts.append(run.text)
    return "".join(parts)
