"""Web pages: paragraphs and tables in reading order; scripts, navigation and layout tables taken away."""

from lxml import etree, html

from gongkai.engine.document import Document, Grid, GridBuilder, Line
from gongkai.engine.marks import settle
from gongkai.kernel.findings import Place
from gongkai.kernel.problems import Unreadable

_SKIPPED = frozenset(
    "script style noscript template head select option button input textarea nav iframe object svg form-data".split()
)
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
    walk = _Walk()
    walk.children(root)
    walk.flush()
    return Document(tuple(walk.blocks))


class _Walk:
    """Collects blocks; `_pending` holds the inline text of the block being read."""

    def __init__(self) -> None:
        self.blocks: list[Line | Grid] = []
        self._pending: list[str] = []
        self._line: int | None = None

    def flush(self) -> None:
        """Close the current line of text."""
        raw = "".join(self._pending)
        self._pending = []
        if raw.strip():
            raw = " ".join(raw.split())
            self.blocks.append(Line(settle(raw), raw, Place(line=self._line)))
        self._line = None

    def children(self, element: html.HtmlElement) -> None:
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
            self.children(element)
        else:
            self.flush()
            self.children(element)
            self.flush()

    def _table(self, table: html.HtmlElement) -> None:
        """A grid, or, where a table only arranges the page, the blocks in its cells."""
        is_nesting = next(table.iterdescendants("table"), None) is not None
        grid = None if is_nesting else _grid(table)
        if grid is None or grid.is_layout or len(grid.cells) < 2:
            self.children(table)
            self.flush()
        else:
            self.blocks.append(grid)


def _is_hidden(element: html.HtmlElement) -> bool:
    """Whether a reader of the page would not see the element."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _grid(table: html.HtmlElement) -> Grid:
    builder = GridBuilder(Place(line=table.sourceline))
    for row in table.iterdescendants("tr"):
        builder.next_row()
        for cell in row.iterchildren("td", "th"):
            builder.add(
                settle(_cell_text(cell)),
                rowspan=_span(cell, "rowspan"),
                colspan=_span(cell, "colspan"),
                place=Place(line=cell.sourceline),
            )
    return builder.build()


def _span(cell: html.HtmlElement, name: str) -> int:
    """A span attribute as browsers take it: anything odd is 1."""
    value = cell.get(name)
    if value is None:
        return 1
    digits = "".join(c for c in value if c.isascii() and c.isdigit())
    return min(max(int(digits or 1), 1), 1000)


def _cell_text(cell: html.HtmlElement) -> str:
    """The text of a cell: inline parts joined, blocks and line breaks parted by a blank."""
    parts: list[str] = []

    def collect(element: html.HtmlElement) -> None:
        if element.text:
            parts.append(element.text.replace("\n", " "))
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED and not _is_hidden(child):
                gap = "" if child.tag in _INLINE else " "
                parts.append(gap)
                collect(child)
                parts.append(gap)
            if child.tail:
                parts.append(child.tail.replace("\n", " "))

    collect(cell)
    return " ".join("".join(parts).split())
