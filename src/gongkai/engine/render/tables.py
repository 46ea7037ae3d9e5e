"""Tables of Word documents: merged cells, repeated heads, rows that keep together."""

from itertools import accumulate, pairwise

from lxml import etree

from gongkai.kernel.paper import PaperCell, PaperTable
from gongkai.lawbook.paper import PaperStyle, TableStyle

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWIPS = 1440 / 25.4  # to a millimetre
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_element(table: PaperTable, looks: PaperStyle) -> tuple[etree._Element, etree._Element]:
    """The table, and the thin empty paragraph that keeps it apart from a following one."""
    style = looks.table
    ends = [
        round(end * looks.page.text_width * _TWIPS / sum(table.shares)) for end in accumulate(table.shares)
    ]
    widths = [stop - start for start, stop in pairwise([0, *ends])]
    root = _element("tbl")
    root.append(_properties(style, ends[-1]))
    grid = _added(root, "tblGrid")
    for width in widths:
        _added(grid, "gridCol", w=width)
    cells = {(row, column): cell for row, column, cell in table.placed()}
    for row in range(len(table.rows)):
        root.append(_row(table, style, row=row, cells=cells, widths=widths))
    return root, _after(looks)


def _element(tag: str, **attributes: object) -> etree._Element:
    return etree.Element(_name(tag), {_name(key): str(value) for key, value in attributes.items()})


def _added(parent: etree._Element, tag: str, **attributes: object) -> etree._Element:
    return etree.SubElement(parent, _name(tag), {_name(key): str(value) for key, value in attributes.items()})


def _name(name: str) -> str:
    return f"{{{_MAIN}}}{name}"


def _properties(style: TableStyle, width: int) -> etree._Element:
    properties = _element("tblPr")
    _added(properties, "tblW", w=width, type="dxa")
    _added(properties, "jc", val="center")
    borders = _added(properties, "tblBorders")
    for side in _SIDES:
        _added(borders, side, val="single", sz=4, space=0, color="000000")
    _added(properties, "tblLayout", type="fixed")
    margins = _added(properties, "tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        share = 1.0 if side in ("left", "right") else 0.4
        _added(margins, side, w=round(style.padding * share * _TWIPS), type="dxa")
    return properties


def _row(
    table: PaperTable,
    style: TableStyle,
    *,
    row: int,
    cells: dict[tuple[int, int], PaperCell],
    widths: list[int],
) -> etree._Element:
    element = _element("tr")
    properties = _added(element, "trPr")
    _added(properties, "cantSplit")
    _added(properties, "trHeight", val=round(style.row_height * _TWIPS), hRule="atLeast")
    if row < table.head_rows:
        _added(properties, "tblHeader")
    column = 0
    while column < len(widths):
        top = row
        while (top, column) not in cells:  # a cell from above reaches down here
            top -= 1
        cell = cells[top, column]
        width = sum(widths[column : column + cell.colspan])
        keeps = row + 1 < len(table.rows)
        element.append(_cell(cell, style, width=width, is_first=top == row, keeps=keeps))
        column += cell.colspan
    return element


def _cell(cell: PaperCell, style: TableStyle, *, width: int, is_first: bool, keeps: bool) -> etree._Element:
    """A cell, or the continuation of one that began in a row above."""
    element = _element("tc")
    properties = _added(element, "tcPr")
    _added(properties, "tcW", w=width, type="dxa")
    if cell.colspan > 1:
        _added(properties, "gridSpan", val=cell.colspan)
    if cell.rowspan > 1:
        _added(properties, "vMerge", val="restart" if is_first else "continue")
    if cell.is_vertical:
        _added(properties, "textDirection", val="tbRlV")
    _added(properties, "vAlign", val="center")
    paragraph = _paragraph(
        _added(element, "p"),
        align="start" if cell.is_label else "center",
        keeps=keeps,
        line=style.size * 25,
    )
    if is_first and cell.text:
        _run(paragraph, cell.text, style)
    else:
        paragraph[0].append(_run_properties(style))  # the height of an empty cell
    return element


def _paragraph(element: etree._Element, *, align: str, keeps: bool, line: int) -> etree._Element:
    """Paragraph properties in the order of the schema; lines are exactly this high, whatever the typeface, and stand
    outside the page's grid."""
    properties = _added(element, "pPr")
    if keeps:
        _added(properties, "keepNext")
    _added(properties, "wordWrap", val="0")
    _added(properties, "snapToGrid", val="0")
    _added(properties, "spacing", before=0, beforeLines=0, after=0, afterLines=0, line=line, lineRule="exact")
    _added(properties, "ind", firstLine=0, firstLineChars=0)
    _added(properties, "jc", val="left" if align == "start" else "center")
    return element


def _run(paragraph: etree._Element, text: str, style: TableStyle) -> None:
    run = _added(paragraph, "r")
    run.append(_run_properties(style))
    _added(run, "t").text = text


def _run_properties(style: TableStyle) -> etree._Element:
    properties = _element("rPr")
    name = style.face.names[0]
    _added(properties, "rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)
    _added(properties, "snapToGrid", val="0")
    _added(properties, "spacing", val=0)
    _added(properties, "sz", val=style.size * 2)
    return properties


def _after(looks: PaperStyle) -> etree._Element:
    """Half a line of nothing."""
    half = round(looks.page.text_height * _TWIPS / looks.page.lines / 2)
    return _paragraph(_element("p"), align="start", keeps=False, line=half)
