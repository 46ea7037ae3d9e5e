"""The annual report as paper, in the official form: title, six sections, three tables; and its tables alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from gongkai.engine.closing import Closing, signs
from gongkai.engine.document import Line
from gongkai.engine.locate import subheadings
from gongkai.engine.marks import compact, settle
from gongkai.engine.numerals import to_numeral
from gongkai.engine.render.stored import StoredReport, StoredSection
from gongkai.kernel.findings import Number
from gongkai.kernel.form import Form, Table
from gongkai.kernel.layout import Slot, layout
from gongkai.kernel.paper import Block, Paper, PaperCell, PaperTable, Passage, Role
from gongkai.lawbook.paper import paper_style

# What XML forbids, what turns the order of reading, and halves of characters: nobody can see them on paper.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BLANKS = re.compile(r"[\t\x0b\x0c\x85\u2028\u2029]")
_NAME = re.compile(r"[\u4e00-\u9fff]{3,40}")
_POINT = 25.4 / 72  # millimetres
_DIGIT = re.compile(r"\s*\d")
_NUMBER = 5  # characters of （十二）: an opening that is no longer is a number and no heading


def annual_paper(report: StoredReport) -> Paper:
    """The whole report. A section that the source lacks is not invented, its table only when it has figures."""
    blocks = list(_blocks(report))
    blocks = [*blocks, *_closing(report.closing)] if report.closing else _signed(blocks, _seen(report.organ))
    return Paper(_seen(report.title), _seen(report.organ), tuple(blocks))


def tables_paper(title: str, organ: str, *, form: Form, values: Mapping[str, Number | None]) -> Paper:
    """统计表: the tables alone, in the order of the form, all set as small as the long one."""
    blocks: list[Block] = [Passage(_parted(_seen(title), _seen(organ)), Role.TITLE)]
    for table in form.tables:
        blocks += [Passage(table.heading, Role.HEADING_1), replace(_table(values, table), name="")]
    return Paper(_seen(title), _seen(organ), tuple(blocks))


def _seen(text: str) -> str:
    """One line of text that any kind of file can hold."""
    return " ".join(_UNSEEN.sub("", _BLANKS.sub(" ", text)).splitlines()).strip()


def _signed(blocks: list[Block], organ: str) -> list[Block]:
    """The same; the organ's name and a date as the last two lines are a signature, not text."""
    match blocks[-2:]:
        case [Passage() as name, Passage() as date]:
            if name.role is date.role is Role.BODY and signs(name.text, date.text, organ=organ):
                return [*blocks[:-2], *_closing(Closing(name.text, date.text))]
    return blocks


def _closing(closing: Closing) -> Iterator[Passage]:
    """The organ's name and the day, right below the text."""
    yield Passage(_seen(closing.organ), Role.SIGNATORY)
    yield Passage(_seen(closing.day), Role.DATE)


def _blocks(report: StoredReport) -> Iterator[Block]:
    if title := _seen(report.title):
        yield Passage(_parted(title, _seen(report.organ)), Role.TITLE)
    yield from _passages(report.preface)
    tables = {int(table.id.removeprefix("table")): table for table in report.form.tables}
    for section in report.sections:
        for number in [number for number in tables if number < section.number]:
            yield from _orphan(report, tables.pop(number))
        yield Passage(_seen(f"{to_numeral(section.number)}、{section.heading}"), Role.HEADING_1)
        yield from _section(section)
        if table := tables.pop(section.number, None):
            yield _table(report.values, table)
    for table in tables.values():
        yield from _orphan(report, table)


def _parted(title: str, organ: str) -> str:
    """A title too long for one line as two: parted behind the organ, the year or before 政府信息公开工作."""
    style = paper_style()
    longest = int(style.page.text_width / (style.styles[Role.TITLE].size * _POINT))
    if len(title) <= longest:
        return title
    marks = [title.find(organ) + len(organ) if organ and organ in title else 0]
    marks += [match.end() for match in re.finditer(r"20\d\d年度?", title)]
    marks += [match.start() for match in re.finditer("政府信息公开", title)]
    # A year that stands on the second line without a name above it would read as a title of its own.
    fit = [at for at in marks if 2 < at < len(title) and (_NAME.fullmatch(title[:at]) or "20" in title[:at])]
    best = min(fit, key=lambda at: max(at, len(title) - at), default=len(title))
    return f"{title[:best]}\n{title[best:]}".rstrip()


def _orphan(report: StoredReport, table: Table) -> Iterator[PaperTable]:
    """The table of a section that is missing: figures may not be lost."""
    if any(report.values[name] is not None for name in table.cells):
        yield _table(report.values, table)


def _section(section: StoredSection) -> Iterator[Passage]:
    """Its paragraphs, and topics that stand beside its text and not in it."""
    yield from _passages(section.text)
    whole = compact(settle(section.text))
    for number, heading, text in section.topics:
        if compact(settle(heading)) not in whole:
            yield Passage(_seen(f"（{number}）{heading}"), Role.HEADING_2)
            yield from _passages(text)


def _passages(text: str) -> Iterator[Passage]:
    """Each line a paragraph; what opens like （一）主动公开 is set as a heading, alone or before its text."""
    lines = [Line(settle(raw), raw) for part in text.split("\n") if (raw := _seen(part))]
    lengths = {id(found.line): found.length for found in subheadings(lines)}
    for line in lines:
        opening = _start(line.raw, lengths.get(id(line), 0))
        level = Role.HEADING_3 if _DIGIT.match(line.text) else Role.HEADING_2
        if opening == line.raw:
            yield Passage(line.raw, level)
        elif len(compact(opening)) > _NUMBER and level is Role.HEADING_2:
            yield Passage(line.raw, opening=opening)
        else:
            yield Passage(line.raw)


def _start(raw: str, length: int) -> str:
    """The beginning of a line that holds this many characters, white space not counted."""
    seen = 0
    for index, character in enumerate(raw):
        if seen == length:
            return raw[:index]
        seen += not character.isspace()
    return raw if seen == length else ""


def _table(values: Mapping[str, Number | None], table: Table) -> PaperTable:
    drawn = layout(table)
    rows = tuple(tuple(_cell(values, slot) for slot in slots) for slots in drawn.rows)
    width = sum(cell.colspan for cell in rows[0])
    shares = _shares(table.id, width)
    return PaperTable(table.heading, rows, shares, len(drawn.heads), name=table.id)


@cache
def _shares(table_id: str, width: int) -> tuple[int, ...]:
    """The widths that the law data gives; equal ones for a form that they do not fit."""
    shares = paper_style().table.shares.get(table_id, ())
    return shares if len(shares) == width else (1,) * width


def _cell(values: Mapping[str, Number | None], slot: Slot) -> PaperCell:
    return PaperCell(
        values[slot.cell] if slot.cell else slot.text,
        "" if slot.cell else slot.scope or "corner",
        colspan=slot.colspan,
        rowspan=slot.rowspan,
        is_vertical=slot.place == "outer",
        is_signed=slot.is_signed,
    )
