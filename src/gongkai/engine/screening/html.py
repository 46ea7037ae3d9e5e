"""The text of a page of the site, of its tables, and of what does not show: remarks, titles, addresses of telephones."""

import re
from collections.abc import Iterator, Sequence

from lxml import etree, html

from gongkai.engine.screening.blocks import Gatherer
from gongkai.engine.screening.marks import Passage

INLINE = frozenset(
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup tt u "
    "var wbr".split()
)
_PICTURES = frozenset({"img", "svg", "picture", "video", "audio", "object", "embed", "canvas", "iframe"})
_SILENT = frozenset({"script", "style"})
_TOLD = ("alt", "title", "value", "placeholder", "content", "summary", "aria-label")
_CALLS = re.compile(r"(?:tel|sms|mailto):", re.IGNORECASE)


def html_passages(text: str, *, place: str) -> tuple[Sequence[Passage], int]:
    """What is read on a page, and how many pictures stand there."""
    data = text.replace("\0", " ").encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(b"<div>" + data + b"</div>", parser)
    if root is None:
        return (), 0
    gatherer = Gatherer(place)
    pictures = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment":
            gatherer.aside(element.text or "", "（网页里不显示的注释）")
            gatherer.text(element.tail or "")
        elif not isinstance(element.tag, str):
            continue
        elif event == "start":
            pictures += element.tag in _PICTURES
            _start(gatherer, element)
        else:
            _end(gatherer, element)
    return tuple(gatherer.passages()), pictures


def _start(gatherer: Gatherer, element: etree._Element) -> None:
    tag = str(element.tag)
    if tag == "table":
        gatherer.start_table()
    elif tag == "tr":
        gatherer.start_row()
    elif tag in ("td", "th"):
        gatherer.start_cell()
        gatherer.widen_cell(span_of(element))
    elif tag not in INLINE:
        gatherer.end_paragraph()
    for said in _attributes(element):
        gatherer.aside(said, "（不显示的属性）")
    if tag not in _SILENT:
        gatherer.text(element.text or "")
    else:
        gatherer.aside(element.text or "", "（网页里不显示的代码）")


def _end(gatherer: Gatherer, element: etree._Element) -> None:
    tag = str(element.tag)
    if tag == "table":
        gatherer.end_table()
    elif tag == "tr":
        gatherer.end_row()
    elif tag in ("td", "th"):
        gatherer.end_cell()
    elif tag not in INLINE:
        gatherer.end_paragraph()
    gatherer.text(element.tail or "")


def _attributes(element: etree._Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        said = str(value)
        if str(name) in _TOLD or str(name).startswith("data-") or _CALLS.match(said):
            yield said


def span_of(element: etree._Element) -> int:
    """How many columns a cell is wide."""
    value = element.get("colspan", "1").strip()
    return int(value) if value.isascii() and value.isdigit() and 0 < int(value[:4]) < 1000 else 1
