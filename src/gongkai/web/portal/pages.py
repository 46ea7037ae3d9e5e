"""A read report as one page: the same for a published report and for a file that somebody has just sent."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai import lawbook
from gongkai.engine.numerals import to_numeral
from gongkai.kernel.findings import Severity
from gongkai.web.ledger.sentences import day

from . import finding_cards, sheets, words
from .originals import Original, Spot, spots
from .sheets import BoxState
from .topics import Topic, paragraphs, parted


@dataclass(frozen=True, slots=True)
class Part:
    """One of the numbered parts of the report: its text and, for parts two to four, its table."""

    number: int
    heading: str
    paragraphs: tuple[str, ...]
    topics: tuple[Topic, ...] = ()
    sheet: sheets.Sheet | None = None

    @property
    def label(self) -> str:
        """Its number as printed."""
        return f"{to_numeral(self.number)}、"


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything that the page of a report says."""

    title: str
    title_pieces: list[str]
    organ: str
    year: int | None
    period: str
    summary: str
    tone: words.Grade
    form_source: str
    grades: list[tuple[words.Grade, int, list[finding_cards.Group]]]
    parts: list[Part]
    claims: list[finding_cards.ClaimLine]
    sums: list[finding_cards.SumLine]
    blanks: int
    unread: int
    doubtful: int
    preface: tuple[str, ...] = ()
    signed: Mapping[str, str] | None = None  # the organ's name and the day below its text
    originals: tuple[Original, ...] = ()
    spots: Mapping[int, list[Spot]] = field(default_factory=dict)

    @property
    def brief(self) -> str:
        """What was found, at the head of the page: a hint is nothing that has to be checked."""
        counts = {grade.name: count for grade, count, _groups in self.grades}
        hints = counts.pop(Severity.NOTICE, 0)
        grave = f"有 {sum(counts.values())} 处需要核对" if counts else "核对没有发现问题"
        return f"{grave}，{hints} 处提示" if hints else grave

    @property
    def marked(self) -> list[tuple[Original, list[Spot]]]:
        """Each page at hand with its marks."""
        return [(original, self.spots[original.number]) for original in self.originals]


def page_of(
    data: Mapping[str, Any],
    originals: Sequence[Original] = (),
    *,
    ways: Mapping[str, str] | None = None,
    given: Collection[str] = (),
) -> ReportPage:
    """The page of a report from its JSON under the contract, with the pages of its source that are at hand; `ways` lead
    from cells to why they are what they are, and `given` are those that were filled in by hand."""
    form = lawbook.load().form(data["form"])
    by_number = {original.number: original for original in originals}
    marked = finding_cards.cards(data, form, by_number)
    filling = sheets.Filling(form, data, finding_cards.by_cell(marked), ways=ways, given=given)
    drawn = sheets.sheets(filling)
    states = _states(drawn)
    title = data["title"] or "没有读到标题"
    return ReportPage(
        title=title,
        title_pieces=words.pieces(title, data["organ"]),
        organ=data["organ"] or "没有读到机关名称",
        year=data["year"],
        period=_period(data["period"]),
        summary=words.summary(data["checks"], Counter(mark.grade.name for mark in marked)),
        tone=marked[0].grade if marked else words.CLEAN,
        form_source=form.source,
        grades=finding_cards.by_grade(marked),
        parts=_parts(data["sections"], drawn),
        claims=finding_cards.claims(data["claims"], form),
        sums=finding_cards.sums(data.get("breakdowns", ())),
        blanks=states[BoxState.BLANK],
        unread=states[BoxState.UNREAD],
        doubtful=states[BoxState.DOUBTFUL],
        preface=paragraphs(data.get("preface", "")),
        signed=data.get("closing"),
        originals=tuple(originals),
        spots={number: spots(marked, number) for number in by_number},
    )


def _states(drawn: Mapping[str, sheets.Sheet]) -> Counter[BoxState]:
    """How many cells of the three tables show what kind of thing."""
    lines = (line for sheet in drawn.values() for block in sheet.blocks for line in block.lines)
    return Counter(box.state for line in lines for box in line.boxes)


def _parts(sections: list[Mapping[str, Any]], drawn: Mapping[str, sheets.Sheet]) -> list[Part]:
    """The sections in their order, each table in its own; a table whose section is missing still appears."""
    form_sections = {1: None, 2: "table2", 3: "table3", 4: "table4", 5: None, 6: None}
    known = {section["number"]: section for section in sections}
    parts = []
    for number, table_id in form_sections.items():
        section = known.get(number)
        sheet = drawn[table_id] if table_id else None
        if section is None and sheet is None:
            continue
        parts.append(_part(number, section or {"heading": "（报告中没有这一部分的标题）"}, sheet))
    return parts


def _part(number: int, section: Mapping[str, Any], sheet: sheets.Sheet | None) -> Part:
    # The text of parts two to four is the table once more, as it came out of the file: the table itself is shown.
    paragraphs, topics = ((), ()) if sheet else parted(section)
    return Part(number, section["heading"], paragraphs, topics, sheet)


def _period(period: list[str] | None) -> str:
    """The statistical period as people write it: 2024年1月1日至2024年12月31日."""
    if not period or not all(period):
        return "报告没有写明统计期间"
    first, last = (date.fromisoformat(one) for one in period)
    return f"{day(first)}至{day(last)}"
