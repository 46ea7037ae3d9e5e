"""Figures that the prose states, held against the cells they speak of.

How people state them is data (`law/wording/claims.toml`). A claim that can mean several cells is a mismatch only
when it agrees with none of them. A sentence about another year, or with 余 and 约, is not judged.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gongkai import lawbook
from gongkai.engine.marks import parse_number
from gongkai.engine.prose import Paragraph
from gongkai.kernel.figures import Figures, State
from gongkai.kernel.findings import Claim, Number, Place, Verdict
from gongkai.kernel.form import Form
from gongkai.lawbook import ClaimPattern

MOST = 400  # claims read from one report; a real one has a few dozen
LONGEST_SENTENCE = 1_000
_LONGEST_TAIL = 24  # characters quoted behind a figure
_NEAR = 8  # characters behind a figure, or into a statement, that still belong to it
_CLAIMING = re.compile(r"\d|未|没有|无")  # a sentence without any of these states no figure
_SENTENCE = re.compile(rf"[^。;!?]{{1,{LONGEST_SENTENCE}}}[。;!?]?")  # what has no end for a page is cut
_CLAUSE_END = re.compile(r"[,。;:!?]")
_ASIDE = re.compile(r"[,(]")
Cells = tuple[str, ...]


class Sentence(NamedTuple):
    """A sentence and where in its paragraph it begins."""

    text: str
    start: int
    paragraph: Paragraph

    def clause(self, match: re.Match[str]) -> str:
        """The part between commas that holds a match."""
        left = max(self.text.rfind(mark, 0, match.start()) for mark in ",:。") + 1
        stop = match.end()
        ends = [at for at in (self.text.find(",", stop), self.text.find("。", stop)) if at >= 0]
        return self.text[left : min(ends, default=len(self.text))]

    def quote(self, match: re.Match[str]) -> tuple[str, Place]:
        """A match to the end of its clause as the source has it, and its place."""
        end = _CLAUSE_END.search(self.text, match.end())
        stop = min(end.start() if end else len(self.text), match.end() + _LONGEST_TAIL)
        start = self.start + match.start()
        return self.paragraph.quote(start, self.start + stop), self.paragraph.place_of(
            start, self.start + stop
        )


class ClaimReader:
    """Finds claims under one form."""

    def __init__(self, form: Form) -> None:
        self._wording = lawbook.load().claims[form.id]

    def read(self, paragraphs: Iterable[Paragraph], figures: Figures, *, year: int | None) -> list[Claim]:
        """Every figure stated in these paragraphs that speaks of a cell, each once."""
        found: list[Claim] = []
        for paragraph in paragraphs:
            for passage in _SENTENCE.finditer(paragraph.text):
                if _CLAIMING.search(passage[0]):
                    sentence = Sentence(passage[0], passage.start(), paragraph)
                    for pattern, match in self._statements(sentence, year):
                        found.append(self._claim(pattern, match, sentence=sentence, figures=figures))
                if len(found) >= MOST:
                    return found
        return found

    def _statements(
        self, sentence: Sentence, year: int | None
    ) -> Iterator[tuple[ClaimPattern, re.Match[str]]]:
        """Every statement of a sentence that may be judged; of two that end alike, the first pattern's."""
        taken: set[int] = set()
        for pattern in self._wording.patterns:
            if pattern.word not in sentence.text or not pattern.needed.search(sentence.paragraph.text):
                continue
            for match in pattern.pattern.finditer(sentence.text):
                if match.end() not in taken and self._is_plain(pattern, match, sentence=sentence, year=year):
                    taken.add(match.end())
                    yield pattern, match

    def _is_plain(
        self, pattern: ClaimPattern, match: re.Match[str], *, sentence: Sentence, year: int | None
    ) -> bool:
        """Whether a match is a plain statement about this year's applications, cases or acts."""
        clause = sentence.clause(match)
        if (pattern.refused and pattern.refused.search(clause)) or self._wording.inexact.search(clause):
            return False
        named = [*self._wording.year.finditer(sentence.text, 0, match.start() + _NEAR)]
        if not named or named[-1]["this"]:
            return True
        return not named[-1]["other"] and (year is None or int(named[-1]["year"]) == year)

    def _claim(
        self, pattern: ClaimPattern, match: re.Match[str], *, sentence: Sentence, figures: Figures
    ) -> Claim:
        """Hold a statement against its readings: the first that agrees, else mismatch if all are fully read."""
        value = _value(pattern, match)
        readings = self._narrowed(match, sentence, pattern.readings) if pattern.by_kind else pattern.readings
        text, place = sentence.quote(match)
        sums = [_sum(cells, figures) for cells in readings]
        for cells, added in zip(readings, sums, strict=True):
            if added == value:
                return Claim(text, value, cells, Verdict.MATCH, place)
        verdict = Verdict.UNKNOWN if None in sums else Verdict.MISMATCH
        return Claim(text, value, readings[0], verdict, place)

    def _narrowed(
        self, match: re.Match[str], sentence: Sentence, readings: tuple[Cells, ...]
    ) -> tuple[Cells, ...]:
        """The cells that a claim may mean when a kind of applicant is named at the figure."""
        behind = _ASIDE.split(sentence.text[match.end() : match.end() + _NEAR])[0]
        for kind in self._wording.kinds:
            if kind.words.search(match[0] + behind):
                own = tuple(
                    tuple(c.replace(".total", f".{kind.column}") for c in cells) for cells in readings
                )
                is_sure = kind.is_sure_behind or "位" in match[0] or kind.words.search(match[0])
                return own if is_sure else (*own, *readings)
        return readings


def _value(pattern: ClaimPattern, match: re.Match[str]) -> Number:
    """The figure of a statement; the groups `n` are numbers by their pattern."""
    if pattern.value is not None:
        return pattern.value
    return parse_number(match["n"]) or 0


def _sum(cells: Cells, figures: Figures) -> Number | None:
    """The sum of cells; None when one was not read or all are blank."""
    states = [figures[cell] for cell in cells]
    if not states or any(cell.state not in (State.READ, State.BLANK) for cell in states):
        return None
    values = [cell.value for cell in states if cell.value is not None]
    return sum(values) if values else None
