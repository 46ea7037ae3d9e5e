"""The annual report as paper, in the official form: title, six sections, three tables."""

import re
from collections.abc import Iterator
from functools import cache

from gongkai.engine.document import Line
from gongkai.engine.locate import subheadings
from gongkai.engine.marks import compact, settle
from gongkai.engine.numerals import to_numeral
from gongkai.engine.render.stored import StoredReport, StoredSection
from gongkai.kernel.form import Table
from gongkai.kernel.layout import Slot, layout
from gongkai.kernel.paper import Block, Paper, PaperCell, PaperTable, Passage, Role
from gongkai.lawbook.paper import paper_style

# What XML forbids, what turns the order of reading, and halves of characters: nobody can see them on paper.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BLANKS = re.compile(r"[\t\x0b\x0c\x85\u2028\u2029]")
_NAME = re.compile(r"[\u4e00-\u9fff]{3,40}")
_DATE = re.compile(
    r"(?:\d{4}|[〇零○一二三四五六七八九]{4})年(?:\d{1,2}|[一二十]{1,2})月(?:\d{1,2}|[一二三十]{1,3})日"
)
_POINT = 25.4 / 72  # millimetres
_DIGIT = re.compile(r"\s*\d")
_NUMBER = 5  # characters of （十二）: an opening that is no longer is a number and no heading


def annual_paper(report: StoredReport) -> Paper:
    """The whole report. A section that the source lacks is not invented, its table only when it has figures."""
    blocks = _signed(list(_blocks(report)), _bare(report.organ))
    return Paper(_seen(report.title), _seen(report.organ), tuple(blocks))


def _seen(text: str) -> str:
    """One line of text that any kind of file can hold."""
    return " ".join(_UNSEEN.sub("", _BLANKS.sub(" ", text)).splitlines()).strip()


def _signed(blocks: list[Block], organ: str) -> list[Block]:
    """The same; the organ's name and a date as the last two lines are a signature, not text."""
    match blocks[-2:]:
        case [Passage() as name, Passage() as date]:
            told = _bare(name.text)
            is_organ = bool(organ and told) and (organ.endswith(told) or told.endswith(organ))
            if is_organ and name.role is date.role is Role.BODY and _DATE.fullmatch(_bare(date.text)):
                return [*blocks[:-2], Passage(name.text, Role.SIGNATORY), Passage(date.text, Role.DATE)]
    return blocks


def _bare(text: str) -> str:
    return compact(settle(_seen(text)))


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
            yield _table(report, table)
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
        yield _table(report, table)


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


def _table(report: StoredReport, table: Table) -> PaperTable:
    drawn = layout(table)
    rows = tuple(tuple(_cell(report, slot) for slot in slots) for slots in drawn.rows)
    width = sum(cell.colspan for cell in rows[0])
    return PaperTable(table.heading, rows, _shares(table.id, width), len(drawn.heads))


@cache
def _shares(table_id: str, width: int) -> tuple[int, ...]:
    """The widths that the law data gives; equal ones for a form that they do not fit."""
    shares = paper_style().table.shares.get(table_id, ())
    return shares if len(shares) == width else (1,) * width


def _cell(report: StoredReport, slot: Slot) -> PaperCell:
    return PaperCell(
        report.values[slot.cell] if slot.cell else slot.text,
        "" if slot.cell else slot.scope or "corner",
        colspan=slot.colspan,
        rowspan=slot.rowspan,
        is_vertical=slot.place == "outer",
        is_signed=slot.is_signed,
    )
