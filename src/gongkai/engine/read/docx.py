"""Word documents: paragraphs and tables in reading order, as they read with all tracked changes accepted."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from gongkai.engine.document import Document, Grid, GridCell, Line
from gongkai.engine.marks import settle
from gongkai.kernel.findings import Place
from gongkai.kernel.problems import TooBig, Unreadable

MAX_PART = 24 * 1024 * 1024

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _TAB, _BREAK, _RETURN = f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_BOX = f"{_W}txbxContent"
_GONE = frozenset(
    {
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}pPr",
        f"{_W}rPr",
        f"{_W}sectPr",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)


def read_docx(data: bytes) -> Document:
    """The body of a document. Places count paragraphs and table rows, as Word shows no lines."""
    root = _body(data)
    walk = _Walk()
    walk.blocks_of(root)
    return Document(tuple(walk.blocks))


# What unpacking and parsing raise on packages with bytes missing, changed, or of an unknown make.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
)


def _body(data: bytes) -> etree._Element:
    """The parsed main part. Entities and the network are off; damaged packages raise Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("word/document.xml") as member:
            part = member.read(MAX_PART + 1)  # a bomb may claim any size in its directory
        if len(part) > MAX_PART:
            raise TooBig("文档正文过大。", "请删去无关内容后另存一次。")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        body = etree.fromstring(part, parser).find(f"{_W}body")
    except _DAMAGED:
        body = None
    if body is None:
        raise Unreadable("Word 文档不完整或已损坏。", "请用 Word 或 WPS 打开后另存一次。")
    return body


class _Walk:
    """Collects blocks in reading order and counts them, so that a place can be told."""

    def __init__(self) -> None:
        self.blocks: list[Line | Grid] = []
        self._count = 0

    def blocks_of(self, parent: etree._Element) -> None:
        """Paragraphs and tables below an element, through content controls and insertions."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                self._paragraph(child)
            elif child.tag == _TABLE:
                self._table(child)
            elif child.tag not in _GONE:
                self.blocks_of(child)

    def _next_place(self) -> Place:
        self._count += 1
        return Place(line=self._count)

    def _paragraph(self, element: etree._Element) -> None:
        place = self._next_place()
        for raw in "".join(_texts(element)).split("\n"):
            text = settle(raw)
            if text.strip():
                self.blocks.append(Line(text, raw, place))
        for box in element.iter(_BOX):
            if not any(parent.tag in _GONE for parent in box.iterancestors()):
                self.blocks_of(box)

    def _table(self, table: etree._Element) -> None:
        """A grid, or, where a table only arranges the page, the blocks in its cells."""
        is_nesting = next(table.iterdescendants(_TABLE), None) is not None
        grid = None if is_nesting else self._grid(table)
        if grid is None or grid.is_layout:
            for cell in table.iterdescendants(_CELL):
                if next(cell.iterancestors(_TABLE)) is table:
                    self.blocks_of(cell)
        elif grid.cells:
            self.blocks.append(grid)

    def _grid(self, table: etree._Element) -> Grid:
        """The cells laid out; a cell that continues the one above lengthens it."""
        cells: dict[tuple[int, int], GridCell] = {}
        above: dict[int, tuple[int, int]] = {}
        width = 0
        for index, row in enumerate(_children(table, _ROW)):
            place = self._next_place()
            column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
            for cell in _children(row, _CELL):
                span = max(_number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 1)
                start = above.get(column)
                if (
                    _continues(cell)
                    and start is not None
                    and cells[start].row + cells[start].rowspan == index
                ):
                    top = cells[start]
                    cells[start] = GridCell(
                        top.raw, top.row, top.column, top.rowspan + 1, top.colspan, top.place
                    )
                else:
                    cells[(index, column)] = GridCell(_cell_text(cell), index, column, 1, span, place)
                    above[column] = (index, column)
                column += span
            width = max(width, column)
        return Grid(tuple(cells.values()), width)


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows or cells that belong to this element itself, also inside content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in (_TABLE, _ROW, _CELL, _PARAGRAPH) and child.tag not in _GONE:
            yield from _children(child, tag)


def _number(element: etree._Element | None, default: int) -> int:
    value = element.get(f"{_W}val", "") if element is not None else ""
    return min(int(value), 200) if value.isascii() and value.isdigit() and len(value) <= 4 else default


def _continues(cell: etree._Element) -> bool:
    """Whether a cell is the continuation of a vertical merge."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _texts(element: etree._Element) -> Iterator[str]:
    """The characters of a paragraph; text boxes inside are read on their own."""
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag in (_BREAK, _RETURN):
            yield "\n"
        elif child.tag not in _GONE and child.tag != _BOX:
            yield from _texts(child)


def _cell_text(cell: etree._Element) -> str:
    """The text of a cell, its paragraphs parted by a blank."""
    return " ".join(" ".join("".join(_texts(p)).split()) for p in cell.iter(_PARAGRAPH)).strip()
