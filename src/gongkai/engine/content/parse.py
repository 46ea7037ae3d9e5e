"""Any HTML as nodes of a body: what came in whatever markup is put together anew."""

from collections.abc import Callable
from html.parser import HTMLParser

from gongkai.engine.content.nodes import Field, Items, Node, Paragraph, Quote, Run
from gongkai.engine.content.runs import address, joined, read
from gongkai.engine.content.sift import BOXES, BREAKING, LEVELS, LOOKS, sifted
from gongkai.engine.content.tables import inside, table_nodes

_LISTS = ("ul", "ol")
_MOST_LISTS = 6  # inside one another


def parse(html: str) -> tuple[Node, ...]:
    """The nodes of a body. Raises TooBig over the guards of size and depth."""
    builder = _Builder()
    builder.feed(sifted(html))
    builder.close()
    return builder.finished()


class _Box:
    """An element that is still open, with all that it holds so far."""

    def __init__(self, tag: str, attributes: dict[str, str | None] | None = None) -> None:
        self.tag = tag
        self.attributes = attributes or {}
        self.nodes: list[Node] = []
        self.items: list[tuple[Node, ...]] = []
        self.fields: list[Field] = []
        self.rows: list[list[Field]] = []
        self.groups: list[list[list[Field]]] = []
        self.caption: tuple[Run, ...] = ()

    def add(self, node: Node) -> None:
        """A node that stands directly in the element; in a list it is an item, or belongs to the one before."""
        if self.tag not in _LISTS:
            self.nodes.append(node)
        elif isinstance(node, Items) and self.items:
            self.items[-1] += (node,)
        else:
            self.items.append(inside([node]))

    def number(self, name: str, *, default: int = 1, most: int = 1000) -> int:
        """A small whole number among the attributes."""
        value = (self.attributes.get(name) or "").strip()
        is_number = value.isascii() and value.isdigit() and len(value) < 6
        return min(int(value), most) if is_number else default


class _Builder(HTMLParser):
    """Follows the elements of sifted HTML, each of which ends, and keeps the open ones and the text of one paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._boxes = [_Box("body")]
        self._runs: list[Run] = []
        self._is_line_empty = True
        self._looks: list[str] = []
        self._addresses: list[str] = []
        self._level = 0
        self._pre = 0

    def finished(self) -> tuple[Node, ...]:
        """The nodes of the whole."""
        self._end_paragraph()
        return tuple(self._boxes[0].nodes)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag in LOOKS:
            self._looks.append(LOOKS[tag])
        elif tag == "a":
            self._addresses.append(address(dict(attrs).get("href") or ""))
        elif tag == "br":
            self._break()
        else:
            self._end_paragraph()
            self._level = LEVELS.get(tag, self._level)
            self._pre += tag == "pre"
            if tag in BOXES:
                self._boxes.append(_Box(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in LOOKS:
            self._looks.remove(LOOKS[tag])
        elif tag == "a":
            self._addresses.pop()
        elif tag in LEVELS or tag in BREAKING:
            self._end_paragraph()
            self._level = 0 if tag in LEVELS else self._level
            self._pre -= tag == "pre"
        elif tag in BOXES:
            self._end_paragraph()
            _ENDS[tag](self._boxes.pop(), self._boxes)

    def handle_data(self, data: str) -> None:
        """Text; where it is set as it was typed, its line ends count."""
        lines = data.split("\n") if self._pre else [data]
        for order, line in enumerate(lines):
            if order:
                self._break()
            looks = frozenset(self._looks) - ({"strong"} if self._level else set())
            looks -= {"sub"} if "sup" in looks else set()
            self._runs.append(Run(read(line), looks, self._addresses[-1] if self._addresses else ""))
            self._is_line_empty = self._is_line_empty and not line.strip()

    def _break(self) -> None:
        """A line ends; an empty line parts paragraphs."""
        if self._is_line_empty:
            self._end_paragraph()
        else:
            self._runs.append(Run("\n"))
            self._is_line_empty = True

    def _end_paragraph(self) -> None:
        runs = joined(self._runs)
        self._runs, self._is_line_empty = [], True
        if runs:
            self._boxes[-1].add(Paragraph(runs, self._level))


def _end_quote(box: _Box, boxes: list[_Box]) -> None:
    nodes = inside(box.nodes)
    if nodes:
        boxes[-1].add(Quote(nodes))


def _end_list(box: _Box, boxes: list[_Box]) -> None:
    depth = sum(other.tag in _LISTS for other in boxes)
    if depth >= _MOST_LISTS:
        for node in (node for item in box.items for node in item):
            boxes[-1].add(node)
    elif box.items:
        start = box.number("start", most=99_999) if box.tag == "ol" else 1
        boxes[-1].add(Items(tuple(box.items), box.tag == "ol", start))


def _end_item(box: _Box, boxes: list[_Box]) -> None:
    nodes = inside(box.nodes)
    if boxes[-1].tag in _LISTS and nodes:
        boxes[-1].items.append(nodes)
    else:
        boxes[-1].nodes += nodes


def _end_cell(box: _Box, boxes: list[_Box]) -> None:
    is_head = box.tag == "th" or any(other.tag == "thead" for other in boxes[-2:])
    scope = (box.attributes.get("scope") or "").strip().lower()
    rowspan = box.number("rowspan") or 1000  # 0 is down to the end
    boxes[-1].fields.append(
        Field(tuple(box.nodes), max(box.number("colspan"), 1), rowspan, is_head, scope if is_head else "")
    )


def _end_row(box: _Box, boxes: list[_Box]) -> None:
    boxes[-1].rows.append(box.fields)


def _end_group(box: _Box, boxes: list[_Box]) -> None:
    boxes[-1].groups.append(box.rows)


def _end_caption(box: _Box, boxes: list[_Box]) -> None:
    """A caption is words alone; the editor knows no others."""
    words = " ".join(node.text for node in box.nodes if isinstance(node, Paragraph))
    boxes[-1].caption = joined([Run(words.replace("\n", " "))])


def _end_table(box: _Box, boxes: list[_Box]) -> None:
    for node in table_nodes(box.groups, box.caption):
        boxes[-1].add(node)


_ENDS: dict[str, Callable[[_Box, list[_Box]], None]] = {
    **dict.fromkeys(_LISTS, _end_list),
    **dict.fromkeys(("td", "th"), _end_cell),
    **dict.fromkeys(("thead", "tbody", "tfoot"), _end_group),
    "li": _end_item,
    "tr": _end_row,
    "table": _end_table,
    "caption": _end_caption,
    "blockquote": _end_quote,
}
