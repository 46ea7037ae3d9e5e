"""What is drawn on a page at each stage of reading: lines, cells, which cell is which, findings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from gongkai.engine.document import Document, Grid, Line
from gongkai.engine.intake import Source
from gongkai.engine.read.pdf.assemble import assemble
from gongkai.engine.read.pdf.ink import Ink
from gongkai.engine.read.pdf.layout import PageLayout, layout_of
from gongkai.engine.read.pdf.margins import running
from gongkai.engine.read.pdf.opening import pages_of
from gongkai.engine.render.people import SEVERITY_NAMES, STATE_NAMES
from gongkai.engine.report import AnnualReport
from gongkai.kernel.figures import Cell, State
from gongkai.kernel.findings import Box, Place
from gongkai.kernel.form import Form

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to draw: how it looks, its label, and the same in ASCII for machines without a Chinese typeface.

    `side` is where the label stands: inside, in its corner, before or above it.
    """

    box: Box
    look: str
    label: str = ""
    plain: str = ""
    side: str = "inside"


class Legend(NamedTuple):
    """A line below the picture: the look of the marks that it explains, and the same words in ASCII."""

    look: str
    label: str
    plain: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: the word for its files, its name and what its colours mean, and the marks of each page."""

    word: str
    name: str
    meaning: str
    marks: Mapping[int, Sequence[Mark]]
    legends: Mapping[int, Sequence[Legend]] = field(default_factory=dict)


def stages_of(source: Source, report: AnnualReport | None) -> list[Stage]:
    """All four stages of a PDF file; the last two are empty when it was no report. Raises what reading raises."""
    inks = list(pages_of(source.data))
    layouts = [layout_of(ink) for ink in inks]
    named = _named(report) if report else ()
    listed = list(_findings(report)) if report else []
    return [
        Stage("1-lines", "一、字和线", "蓝框：连在一起的字；红线：表格线；黄底：底色", _by_page(_ink(inks))),
        Stage(
            "2-cells",
            "二、表格和行",
            "紫框：表格的格；绿框：表格以外的行，数字是阅读顺序；灰框：页眉页脚，不读",
            _by_page(_blocks(assemble(layouts), layouts)),
        ),
        Stage(
            "3-names",
            "三、哪一格是哪一格",
            "绿框：读到的数；橙框：空白、未读到或存疑",
            _by_page(named),
        ),
        Stage(
            "4-findings",
            "四、发现",
            "红框：错误；橙框：需核对；蓝框：提示；数字见图下",
            _by_page((page, mark) for page, mark, _ in listed),
            _by_page(dict.fromkeys((page, legend) for page, _, legend in listed)),
        ),
    ]


def _by_page(found: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    pages: defaultdict[int, list[T]] = defaultdict(list)
    for number, each in found:
        pages[number].append(each)
    return dict(pages)


def _ink(inks: Iterable[Ink]) -> Iterator[tuple[int, Mark]]:
    for ink in inks:
        for shade in ink.shades:
            yield ink.number, Mark((*shade,), "shade")
        for run in ink.runs:
            yield ink.number, Mark((run.left, run.top, run.right, run.bottom), "run")
        for line in ink.rulings.across:
            yield ink.number, Mark((line.start, line.at, line.stop, line.at), "ruling")
        for line in ink.rulings.down:
            yield ink.number, Mark((line.at, line.start, line.at, line.stop), "ruling")


def _blocks(document: Document, layouts: Sequence[PageLayout]) -> Iterator[tuple[int, Mark]]:
    """Tables by their cells, lines by their numbers in reading order, and what stands in margins."""
    tables = 0
    for order, block in enumerate(document.blocks, start=1):
        if isinstance(block, Grid):
            tables += 1
            yield from _grid(block, tables, order)
        else:
            yield from _line(block, order)
    left_out = running([layout.edges for layout in layouts])
    for layout in layouts:
        for line in layout.edges.lines:
            if line in left_out:
                yield layout.number, Mark(line.box, "margin")


def _line(line: Line, order: int) -> Iterator[tuple[int, Mark]]:
    if line.place.page and line.place.box:
        yield line.place.page, Mark(line.place.box, "line", str(order), str(order), "before")


def _grid(grid: Grid, number: int, order: int) -> Iterator[tuple[int, Mark]]:
    """Its cells; the first one on each page tells which table it is."""
    height = max((cell.row + cell.rowspan for cell in grid.cells), default=0)
    told: set[int] = set()
    for cell in grid.cells:
        if not cell.place.page or not cell.place.box:
            continue
        look = "cell" if cell.raw.strip() else "empty"
        yield cell.place.page, Mark(cell.place.box, look)
        if cell.place.page not in told:
            told.add(cell.place.page)
            more = "" if len(told) == 1 else "（续）"
            label = f"{order}　表格 {number}{more}：{height} 行 {grid.width} 列"
            plain = f"{order} table {number}: {height} x {grid.width}"
            yield cell.place.page, Mark(cell.place.box, "table", label, plain, "above")


def _named(report: AnnualReport) -> Iterator[tuple[int, Mark]]:
    """Every cell of the form that has a place on a page, with its name and what was read there."""
    labels = _labels(report.form)
    for name in report.form.cells:
        cell = report.figures[name]
        if not cell.place.page or not cell.place.box:
            continue
        look = "read" if cell.state is State.READ else "unread"
        row, column = labels[name]
        _, row_id, column_id = name.split(".")
        label = f"{row}\n{column}\n{_value(cell)}"
        plain = f"{row_id}\n{column_id}\n{cell.state.value if cell.value is None else cell.value}"
        yield cell.place.page, Mark(cell.place.box, look, label, plain)


def _labels(form: Form) -> dict[str, tuple[str, str]]:
    """The labels of row and column for each cell."""
    return {
        name: (row.label, column.label)
        for table in form.tables
        for row in table.rows
        for name, column in zip(table.names[row.id], row.columns, strict=True)
    }


def _value(cell: Cell) -> str:
    return STATE_NAMES.get(cell.state, f"= {cell.value}")


def _findings(report: AnnualReport) -> Iterator[tuple[int, Mark, Legend]]:
    """Every passage that a finding quotes and that has a place on a page, with the number of the finding."""
    numbers: defaultdict[Place, list[int]] = defaultdict(list)
    for number, finding in enumerate(report.findings, start=1):
        for place in dict.fromkeys(item.place for item in finding.evidence):
            if place.page is None or place.box is None:
                continue
            numbers[place].append(number)
            look = finding.severity.value
            tag = " ".join(map(str, numbers[place]))
            told = f"{SEVERITY_NAMES[finding.severity]} {finding.code} {finding.message}"
            legend = Legend(look, f"{number}　{told}", f"{number} {finding.severity.value} {finding.code}")
            yield place.page, Mark(place.box, look, tag, tag, "corner"), legend


def is_shown(place: Place) -> bool:
    """Whether a place can be drawn."""
    return place.page is not None and place.box is not None
