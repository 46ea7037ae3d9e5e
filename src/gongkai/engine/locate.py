"""Finds the parts of a report: title, organ, year, the six sections, the topics of section one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.engine.closing import Closing, parted
from gongkai.engine.document import Document, Grid, Line
from gongkai.engine.marks import compact
from gongkai.engine.numerals import CHARACTERS, to_number
from gongkai.engine.printed import are_printed
from gongkai.kernel.findings import NOWHERE, Place
from gongkai.kernel.form import Form, Section

_HEADING = re.compile(
    rf"\s*(?:第\s*([{CHARACTERS}])\s*部分|([{CHARACTERS}])\s*[、.,:])[\s:]*([^。;\t]{{2,60}}?)\s*$"
)
_ROW_LABEL = re.compile(r"本年新收|上年结转|本年度办理|结转下年|\d[\s\d,.]*$")
_TITLE = re.compile(
    r"(.{0,40}?)(?:关于)?(20\d\d)年?度?(.{0,40}?)(?:关于)?政府信息(?:与政务)?公开"
    r"(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:报告|年报)$"
)
_NAME_TAIL = re.compile(r"(?:人?民?政?府|办?事?处|委?员?会|管?委?会|局)?$")
_SUBHEADING = re.compile(rf"\s*\(\s*([{CHARACTERS}]{{1,3}})\s*\)\s*(.*)$")
_DIGIT_TOPIC = re.compile(r"\s*(\d)\s*[.、]\s*(.*)$")
_HEAD_END = re.compile(r"[。:;,!?]")
_MAX_SUBHEADING = 34
_ENTRY_WEIGHT = 0.1
_MOST_CANDIDATES = 400
_LONGEST_HEADING = 80
_HEADING_STARTS = frozenset(CHARACTERS + "第")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed: its own number (1 based, 0 when it has none), wording, place, and over how many lines."""

    number: int
    text: str
    place: Place
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One section: which of the six it is, its heading, and its text up to the next one, tables left out."""

    number: int
    heading: Heading
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading such as （一）主动公开情况. `length` counts its characters without white space, the mark that closes
    it included; what stands behind them on the line belongs to the text."""

    number: str
    text: str
    length: int
    line: Line

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.line.place

    @property
    def ordinal(self) -> int:
        """1 for 一, 21 for 二十一."""
        return to_number(self.number)


@dataclass(frozen=True, slots=True)
class Outline:
    """What the report calls itself and where its parts are. Absent things are empty or None."""

    title: str
    title_place: Place
    organ: str
    year: int | None
    preface: Sequence[Line]
    parts: tuple[Part, ...]
    closing: Closing | None

    def part(self, number: int) -> Part | None:
        """The section with this number, None when the report has none."""
        return next((part for part in self.parts if part.number == number), None)


def locate(document: Document, form: Form) -> Outline:
    """The outline of a document; every field may be empty when it is no report."""
    found = _chain(_candidates(document, form)[:_MOST_CANDIDATES])
    blocks = document.blocks
    starts = [index for index, _, _ in found] + [len(blocks)]
    parts = tuple(
        Part(number, heading, [b for b in blocks[index + heading.lines : stop] if isinstance(b, Line)])
        for (index, number, heading), stop in zip(found, starts[1:], strict=True)
    )
    front = [block for block in blocks[: starts[0]][:400] if isinstance(block, Line)]
    title, organ, year, at = _title(front, keep_last=not are_printed(front))
    preface = front[at + 1 :] if at is not None else []
    place = front[at].place if at is not None else NOWHERE
    closing = None
    if parts:
        lines, closing = parted(parts[-1].lines, organ)
        parts = (*parts[:-1], replace(parts[-1], lines=lines))
    return Outline(title, place, organ, year, preface, parts, closing)


def _candidates(document: Document, form: Form) -> list[tuple[int, int, Heading]]:
    """Every line that may be the heading of a section: (block index, section number, heading)."""
    found = []
    official = {section.heading: section.number for section in form.sections}
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Line) or len(block.text) > _LONGEST_HEADING:
            continue
        text, count = _with_next(block, document.blocks[index + 1 : index + 2])
        match = _HEADING.match(text) if text[0] in _HEADING_STARTS else None
        if match:
            wording = compact(match[3])
            printed = to_number(match[1] or match[2])
            number = None if _ROW_LABEL.search(wording) else _section_of(wording, printed, form.sections)
            if number:
                found.append((index, number, Heading(printed, wording, block.place, count)))
        elif ("情况" in text or "事项" in text) and (plain := compact(text)) in official:
            found.append((index, official[plain], Heading(0, plain, block.place, count)))
    return found


def _with_next(line: Line, following: Sequence[Line | Grid]) -> tuple[str, int]:
    """The text of a line that may be a heading, with the next line where that is known to continue it, and how many
    lines these are."""
    text = line.text.lstrip()
    rest = following[0] if following else None
    if isinstance(rest, Line) and rest.joins and text[0] in _HEADING_STARTS:
        longer = text.rstrip() + rest.text.strip()
        if len(longer) <= _LONGEST_HEADING:
            return longer, 2
    return text, 1


def _section_of(wording: str, printed: int, sections: tuple[Section, ...]) -> int | None:
    """Which section a heading opens: its own number when the wording agrees, else the one the wording names."""
    by_number = next((section for section in sections if section.number == printed), None)
    if by_number and any(keyword in wording for keyword in by_number.keywords):
        return printed
    for section in sections:
        if wording == section.heading or wording in section.aliases:
            return section.number
    return None


def _chain(candidates: list[tuple[int, int, Heading]]) -> list[tuple[int, int, Heading]]:
    """The weightiest run of headings in rising order; of equal ones the latest.

    A heading followed at once by another one is an entry of a table of contents and weighs little.
    """
    best: list[tuple[float, int, int]] = []  # weight so far, first index, previous candidate
    for order, (index, number, _) in enumerate(candidates):
        is_last = order + 1 == len(candidates)
        weight = 1.0 if is_last or candidates[order + 1][0] > index + 1 else _ENTRY_WEIGHT
        options = [
            (best[before][0] + weight, best[before][1], before)
            for before in range(order)
            if candidates[before][1] < number
        ]
        best.append(max(options, default=(weight, index, -1)))
    if not best:
        return []
    at = max(range(len(best)), key=lambda order: (best[order][0], best[order][1], -order))
    chain = []
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][2]
    return chain[::-1]


def _title(front: list[Line], *, keep_last: bool) -> tuple[str, str, int | None, int | None]:
    """Title, organ, year and index of the title's last line. A title may be printed over three lines."""
    found = [hit for index in range(len(front)) if (hit := _title_ending_at(front, index))]
    if not found:
        return "", "", None, None
    title, organ, year, index = found[-1 if keep_last else 0]
    return title, organ, year, index


def _title_ending_at(front: list[Line], index: int) -> tuple[str, str, int, int] | None:
    """The title whose last line is this one, from as few lines as give a year."""
    if front[index].text.rstrip()[-1:] not in ("告", "报"):
        return None
    for first in range(index, max(index - 3, -1), -1):
        text = compact("".join(line.text for line in front[first : index + 1]))
        match = _TITLE.match(text) if len(text) <= 90 else None
        if match:
            raw = compact("".join(line.raw for line in front[first : index + 1]))
            title = raw if len(raw) == len(text) else text
            start, stop = match.span(1 if match[1] else 3)
            organ = title[start:stop]
            above = compact(front[first - 1].raw) if first else ""
            if _NAME_TAIL.fullmatch(organ) and _is_name(above):
                title, organ = above + title, above + organ
            return title, organ.strip('"“”-—:：《>| '), int(match[2]), index
        if any(mark in front[first].text for mark in "。;"):
            break
    return None


def _is_name(text: str) -> bool:
    """Whether a line above the title may be the organ's name: short and without punctuation."""
    name = compact(text)
    return 2 < len(name) <= 40 and re.fullmatch(r"[\u4e00-\u9fff()（）]+", name) is not None


def kind_of(heading: str, form: Form) -> str:
    """The kind of a topic by its heading: `proactive` … `safeguards`, or `other`.

    依申请公开 and 平台 are looked for before 主动公开 and the broad words of 监督保障.
    """
    by_kind = {topic.kind: topic for topic in form.topics}
    for kind in ("on_request", "platform", "management", "proactive", "safeguards"):
        if kind in by_kind and any(keyword in heading for keyword in by_kind[kind].keywords):
            return kind
    return "other"


def subheadings(lines: Sequence[Line]) -> list[Subheading]:
    """Headings of the second level in a section, in reading order."""
    found = [
        _split(match, line)
        for line in lines
        if "(" in line.text[:8] and (match := _SUBHEADING.match(line.text))
    ]
    if found:
        return found
    digits = [(match, line) for line in lines if (match := _DIGIT_TOPIC.match(line.text))]
    return [_split(match, line) for match, line in digits if len(match[2]) <= _MAX_SUBHEADING]


def _split(match: re.Match[str], line: Line) -> Subheading:
    """Part a line into the heading proper and the text that goes on behind it."""
    rest = match[2].strip()
    number = len(compact(line.text[: match.start(2)]))
    end = _HEAD_END.search(rest)
    if end is not None and end.start() <= _MAX_SUBHEADING:
        text = compact(rest[: end.start()])
        is_sentence = end[0] in ",;"  # a sentence with a number, not a heading: all of it is text
        return Subheading(match[1], text, number if is_sentence else number + len(text) + 1, line)
    text = compact(rest[:_MAX_SUBHEADING])
    return Subheading(match[1], text, number + len(text) if len(rest) <= _MAX_SUBHEADING else number, line)
