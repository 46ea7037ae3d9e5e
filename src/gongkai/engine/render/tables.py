"""Tables of Word documents: merged cells, repeated heads, rows that keep together."""

from itertools import accumulate, pairwise

from lxml import etree

from gongkai.engine.render.wordml import added, element, twips_of_mm
from gongkai.kernel.paper import PaperCell, PaperTable
from gongkai.lawbook.paper import PaperStyle, TableStyle

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_element(table: PaperTable, looks: PaperStyle) -> tuple[etree._Element, etree._Element]:
    """The table, and the thin empty paragraph that keeps it apart from a following one."""
    style = looks.of_table(table)
    ends = [
        round(twips_of_mm(looks.page.text_width) * end / sum(table.shares))
        for end in accumulate(table.shares)
    ]
    widths = [stop - start for start, stop in pairwise([0, *ends])]
    root = element("tbl")
    root.append(_properties(style, ends[-1]))
    grid = added(root, "tblGrid")
    for width in widths:
        added(grid, "gridCol", w=width)
    cells = {(row, column): cell for row, column, cell in table.placed()}
    for row in range(len(table.rows)):
        root.append(_row(table, style, row=row, cells=cells, widths=widths))
    return root, gap(looks)


def _properties(style: TableStyle, width: int) -> etree._Element:
    properties = element("tblPr")
    added(properties, "tblW", w=width, type="dxa")
    added(properties, "jc", val="center")
    borders = added(properties, "tblBorders")
    for side in _SIDES:
        added(borders, side, val="single", sz=4, space=0, color="000000")
    added(properties, "tblLayout", type="fixed")
    margins = added(properties, "tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        share = 1.0 if side in ("left", "right") else 0.4
        added(margins, side, w=round(twips_of_mm(style.padding * share)), type="dxa")
    return properties


def _row(
    table: PaperTable,
    style: TableStyle,
    *,
    row: int,
    cells: dict[tuple[int, int], PaperCell],
    widths: list[int],
) -> etree._Element:
    made = element("tr")
    properties = added(made, "trPr")
    added(properties, "cantSplit")
    room = max((cell.room for (top, _), cell in cells.items() if top == row), default=1)
    added(properties, "trHeight", val=round(twips_of_mm(room * style.row_height)), hRule="atLeast")
    if row < table.head_rows:
        added(properties, "tblHeader")
    column = 0
    while column < len(widths):
        top = row
        while (top, column) not in cells:  # a cell from above reaches down here
            top -= 1
        cell = cells[top, column]
        width = sum(widths[column : column + cell.colspan])
        keeps = row + 1 < len(table.rows)
        starts = table.starts(cell)
        made.append(_cell(cell, style, width=width, starts=starts, is_first=top == row, keeps=keeps))
        column += cell.colspan
    return made


def _cell(
    cell: PaperCell, style: TableStyle, *, width: int, starts: bool, is_first: bool, keeps: bool
) -> etree._Element:
    """A cell, or the continuation of one that began in a row above."""
    made = element("tc")
    properties = added(made, "tcPr")
    added(properties, "tcW", w=width, type="dxa")
    if cell.colspan > 1:
        added(properties, "gridSpan", val=cell.colspan)
    if cell.rowspan > 1:
        added(properties, "vMerge", val="restart" if is_first else "continue")
    if cell.is_vertical:
        added(properties, "textDirection", val="tbRlV")
    added(properties, "vAlign", val="center")
    paragraph = _paragraph(
        added(made, "p"),
        align="start" if starts else "center",
        keeps=keeps,
        line=style.size * 25,
    )
    if is_first and cell.text:
        _run(paragraph, cell.text, style)
    else:
        paragraph[0].append(_run_properties(style))  # the height of an empty cell
    return made


def _paragraph(made: etree._Element, *, align: str, keeps: bool, line: int) -> etree._Element:
    """Paragraph properties in the order of the schema; lines are exactly this high, whatever the typeface, and stand
    outside the page's grid."""
    properties = added(made, "pPr")
    if keeps:
        added(properties, "keepNext")
    added(properties, "wordWrap", val="0")
    added(properties, "snapToGrid", val="0")
    added(properties, "spacing", before=0, beforeLines=0, after=0, afterLines=0, line=line, lineRule="exact")
    added(properties, "ind", firstLine=0, firstLineChars=0)
    added(properties, "jc", val="left" if align == "start" else "center")
    return made


def _run(paragraph: etree._Element, text: str, style: TableStyle) -> None:
    run = added(paragraph, "r")
    run.append(_run_properties(style))
    for order, line in enumerate(text.split("\n")):
        if order:
            added(run, "br")
        added(run, "t").text = line


def _run_properties(style: TableStyle) -> etree._Element:
    properties = element("rPr")
    name = style.face.names[0]
    added(properties, "rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)
    added(properties, "snapToGrid", val="0")
    added(properties, "spacing", val=0)
    added(properties, "sz", val=style.size * 2)
    return properties


def gap(looks: PaperStyle) -> etree._Element:
    """Half a line of nothing."""
    half = round(twips_of_mm(looks.page.text_height) / looks.page.lines / 2)
    return _paragraph(element("p"), align="start", keeps=False, line=half)
