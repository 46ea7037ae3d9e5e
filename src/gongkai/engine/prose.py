"""Running text: printed lines joined to paragraphs, page numbers taken out, sentences with their places."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from gongkai.engine.document import Line
from gongkai.engine.marks import compact, is_page_mark
from gongkai.engine.numerals import CHARACTERS
from gongkai.kernel.findings import Place, around

ENDS = frozenset("。!?;:")
_CLOSERS = frozenset('")》」』]')
_OPENS = re.compile(rf"\s*(?:\(\s*[{CHARACTERS}]{{1,3}}\s*\)|[{CHARACTERS}]\s*、|\d{{1,2}}\s*[.、](?!\d))")
_CONTACT = re.compile(
    r"\s*(?:机构名称|单位名称|联系(?:人|电话|地址|方式)|电\s*话|传\s*真|(?:电子)?邮箱|地\s*址|邮\s*(?:政)?\s*编)"
)
_LONGEST_MARK = 24
_WORD = re.compile(r"\S+")
_BARE = re.compile(r"\s*\d{1,3}\s*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without white space. `starts` tells where each of its printed lines begins in `text`."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[Line, ...]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.lines[0].place

    @property
    def is_heading(self) -> bool:
        """Whether it opens like （一） and is short."""
        return _OPENS.match(self.text) is not None and len(self.text) < 40 and not self.ends

    @property
    def ends(self) -> bool:
        """Whether it closes with a full stop or the like, quotes and brackets aside."""
        return self.text.rstrip('")》」』]')[-1:] in ENDS

    def place_of(self, start: int, stop: int | None = None) -> Place:
        """The place of the line that holds a character; where lines have boxes, the box around all lines up to
        another one, as far as they stand on one page."""
        first = bisect_right(self.starts, start) - 1
        place = self.lines[first].place
        if place.box is None or stop is None:
            return place
        last = bisect_right(self.starts, max(stop - 1, start))
        return around([line.place for line in self.lines[first:last]])

    def quote(self, start: int = 0, stop: int | None = None) -> str:
        """The characters as the source has them, blanks inside a line folded, line ends left out; never half a number."""
        end = len(self.text) if stop is None else stop
        while 0 < end < len(self.text) and self.text[end - 1 : end + 1].isdecimal():
            end += 1
        parts = []
        for begin, line in zip(self.starts, self.lines, strict=True):
            if begin < end:
                parts.append(_cut(line, start - begin, end - begin))
        return "".join(parts)


def _cut(line: Line, start: int, stop: int) -> str:
    """The raw text of a line between two counts of its characters that are not white space."""
    if start <= 0 and stop >= len(line.raw):
        return " ".join(line.raw.split())
    parts = []
    count = 0
    for word in _WORD.finditer(line.text):
        begin, end = word.span()
        before, count = count, count + end - begin
        if count > start and before < stop:
            parts.append(line.raw[begin + max(start - before, 0) : min(end, begin + stop - before)])
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Prose:
    """The paragraphs of a stretch of lines and the page numbers that stood inside its sentences."""

    paragraphs: tuple[Paragraph, ...]
    page_marks: tuple[tuple[Line, Line, Line], ...]


def prose(lines: Sequence[Line], *, is_wrapped: bool) -> Prose:
    """Join printed lines; in a source that keeps paragraphs, lines stay as they are."""
    kept, marks = _without_page_numbers(lines)
    width = _typical_width(kept)
    groups: list[list[Line]] = []
    for line in kept:
        if groups and _continues(groups[-1], line, width, is_wrapped=is_wrapped):
            groups[-1].append(line)
        else:
            groups.append([line])
    return Prose(tuple(_paragraph(group) for group in groups), tuple(marks))


def _continues(group: list[Line], line: Line, width: int, *, is_wrapped: bool) -> bool:
    """Whether a line belongs to the paragraph before it: as its place tells, or else as its words do."""
    if line.joins is None:
        return is_wrapped and _goes_on(group, line, width)
    return line.joins and not (_OPENS.match(line.text) and group[-1].text.rstrip()[-1:] in ENDS)


def _without_page_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[tuple[Line, Line, Line]]]:
    """Lines that are text, and each page number that cut a sentence together with its two neighbours."""
    kept: list[Line] = []
    marks = []
    for index, line in enumerate(lines):
        is_long = len(line.text) > _LONGEST_MARK
        if is_long or not (_BARE.match(line.text) or is_page_mark(line.text)):
            kept.append(line)
        elif kept and index + 1 < len(lines) and kept[-1].text.rstrip()[-1] not in ENDS:
            following = lines[index + 1]
            before = kept[-1].text.strip()
            is_heading = _OPENS.match(before) and len(before) < 24
            if len(before) > 8 and not is_heading and not _OPENS.match(following.text):
                marks.append((kept[-1], line, following))
    return kept, marks


def _typical_width(lines: Sequence[Line]) -> int:
    """How long a full printed line is: the length that nine of ten lines do not pass."""
    lengths = sorted(len(line.text.strip()) for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _goes_on(group: list[Line], line: Line, width: int) -> bool:
    """Whether a printed line continues the paragraph before it."""
    before = group[-1].text.strip()
    if _OPENS.match(line.text) or _CONTACT.match(line.text):
        return False
    if before[-1] in ENDS or before[-1] in _CLOSERS:
        return len(before) >= width - 2 and line.text[:1] != " "
    if len(group) == 1 and _OPENS.match(before) and len(before) < width * 0.7:
        return False
    return not _CONTACT.match(before)


def _paragraph(group: list[Line]) -> Paragraph:
    texts = [compact(line.text) for line in group]
    starts = tuple(accumulate((len(text) for text in texts[:-1]), initial=0))
    return Paragraph("".join(texts), starts, tuple(group))
