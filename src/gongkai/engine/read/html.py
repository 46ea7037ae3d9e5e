"""Web pages: paragraphs and tables in reading order; scripts, navigation and layout tables taken away."""

from collections.abc import Iterator, Sequence

from lxml import etree, html

from gongkai.engine.document import Document, Grid, GridBuilder, Line
from gongkai.engine.marks import settle
from gongkai.kernel.findings import Place
from gongkai.kernel.problems import Unreadable

_SKIPPED = frozenset(
    "script style noscript template head select option button input textarea nav aside iframe object svg form-data".split()
)
_NOT_IN_CELLS = _SKIPPED | {"sup"}
_INLINE = frozenset(
    "a abbr b big cite code del em font i ins label mark q s small span strike strong sub sup tt u".split()
)


def read_html(text: str) -> Document:
    """The visible blocks of a page. Places are lines of the source file."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable("网页内容不完整，无法解析。", "请用浏览器打开网页后重新另存。") from None
    blocks = _Blocks()
    blocks.walk(root)
    blocks.flush()
    return Document(tuple(blocks.found))


class _Blocks:
    """Collects the blocks of a page; `_pending` holds the inline text of the block being read."""

    def __init__(self) -> None:
        self.found: list[Line | Grid] = []
        self._pending: list[str] = []
        self._line: int | None = None

    def flush(self) -> None:
        """Close the current line of text."""
        raw = " ".join("".join(self._pending).split())
        self._pending = []
        text = settle(raw)
        if not text.isspace() and text:
            self.found.append(Line(text, raw, Place(line=self._line)))
        self._line = None

    def walk(self, element: html.HtmlElement) -> None:
        """Walk the content of an element."""
        self._text(element.text, element)
        for child in element:
            self._element(child)
            self._text(child.tail, element)

    def _text(self, text: str | None, element: html.HtmlElement) -> None:
        if text:
            if self._line is None and text.strip():
                self._line = element.sourceline
            self._pending.append(text.replace("\n", " "))

    def _element(self, element: html.HtmlElement) -> None:
        tag = element.tag if isinstance(element.tag, str) else "script"
        if tag in _SKIPPED or _is_hidden(element):
            return
        if tag == "br":
            self.flush()
        elif tag == "table":
            self.flush()
            self._table(element)
        elif tag in _INLINE:
            self.walk(element)
        else:
            self.flush()
            self.walk(element)
            self.flush()

    def _table(self, table: html.HtmlElement) -> None:
        """A grid, or, where a table only arranges the page, the blocks in its cells."""
        is_nesting = next(table.iterdescendants("table"), None) is not None
        grid = None if is_nesting or _has_loose_text(table) else _grid([table])
        if grid is not None and not grid.is_layout and len(grid.cells) > 1:
            self.found.append(grid)
        elif is_nesting or grid is not None:
            self.walk(table)
            self.flush()
        else:
            self._loose_table(table)

    def _loose_table(self, table: html.HtmlElement) -> None:
        """A table with headings between its rows, as careless pages have: each run of rows is a grid."""
        rows: list[html.HtmlElement] = []
        for child in _rows_and_text(table):
            if child.tag == "tr":
                rows.append(child)
                continue
            self._end_rows(rows)
            self._element(child)
        self._end_rows(rows)

    def _end_rows(self, rows: list[html.HtmlElement]) -> None:
        """Close a run of rows."""
        if rows:
            grid = _grid(rows)
            if grid.is_layout or len(grid.cells) < 2:
                for row in rows:
                    self._element(row)
            else:
                self.found.append(grid)
            rows.clear()


def _rows_and_text(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Rows and whatever stands between them, in order."""
    for child in table:
        if child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows_and_text(child)
        elif isinstance(child.tag, str) and child.tag not in ("caption", "colgroup", "col"):
            yield child


def _has_loose_text(table: html.HtmlElement) -> bool:
    """Whether a table has text between its rows."""
    return any(child.tag != "tr" and child.text_content().strip() for child in _rows_and_text(table))


def _is_hidden(element: html.HtmlElement) -> bool:
    """Whether a reader of the page would not see the element."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _grid(parts: Sequence[html.HtmlElement]) -> Grid:
    """The cells of a table, or of some of its rows."""
    builder = GridBuilder(Place(line=parts[0].sourceline))
    for part in parts:
        for row in part.iter("tr"):
            builder.next_row()
            for cell in row.iterchildren("td", "th"):
                builder.add(
                    _cell_text(cell),
                    rowspan=_span(cell, "rowspan"),
                    colspan=_span(cell, "colspan"),
                    place=Place(line=cell.sourceline),
                )
    return builder.build()


def _span(cell: html.HtmlElement, name: str) -> int:
    """A span attribute; what is no whole number from 1 to 1000 counts as 1."""
    value = (cell.get(name) or "1").strip()
    return max(int(value), 1) if value.isascii() and value.isdigit() and len(value) <= 3 else 1


def _cell_text(cell: html.HtmlElement) -> str:
    """The text of a cell: inline parts joined, blocks and line breaks parted by a blank; raised marks (<sup>) are
    notes and no part of a figure."""
    parts: list[str] = []

    def collect(element: html.HtmlElement) -> None:
        if element.text:
            parts.append(element.text.replace("\n", " "))
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _NOT_IN_CELLS and not _is_hidden(child):
                gap = "" if child.tag in _INLINE else " "
                parts.append(gap)
                collect(child)
                parts.append(gap)
            if child.tail:
                parts.append(child.tail.replace("\n", " "))

    collect(cell)
    return " ".join("".join(parts).split())
