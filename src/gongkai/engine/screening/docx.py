"""Everything that a Word document says: body, tables, headers, remarks, changes that were tracked, properties."""

import re
from collections.abc import Iterator, Sequence

from gongkai.engine.read.xlsx.package import Events, Package
from gongkai.engine.screening.blocks import Gatherer
from gongkai.engine.screening.marks import Part, Passage, Unscreened

# What each part of the package is for people; in this order.
_PARTS = (
    (re.compile(r"word/document\d*\.xml"), ""),
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/comments\w*\.xml"), "批注"),
    (re.compile(r"word/footnotes\.xml"), "脚注"),
    (re.compile(r"word/endnotes\.xml"), "尾注"),
    (re.compile(r"word/glossary/document\.xml"), "构建基块"),
)
# Parts of a package of any office program where each text stands by itself.
_LOOSE = (
    (re.compile(r"docProps/(?:core|app|custom)\.xml"), "文档属性"),
    (re.compile(r"customXml/item\d*\.xml"), "自定义数据"),
    (re.compile(r"(?:word|xl)/(?:charts|diagrams|drawings)/\w+\.(?:xml|vml)"), "图表和图形"),
)
_PICTURE = re.compile(r"(?:word|xl|ppt)/media/[^/]+")
EMBEDDED = re.compile(r"(?:word|xl)/embeddings/[^/]+")
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def docx_passages(package: Package, names: Sequence[str], *, place: str) -> Iterator[Passage]:
    """The parts of the package in the order in which people meet them."""
    for pattern, called in _PARTS:
        for name in filter(pattern.fullmatch, names):
            story = _Story(f"{place}{called}")
            package.scan(name, story)
            yield from story.passages()
    yield from loose_passages(package, names, place=place)


def loose_passages(package: Package, names: Sequence[str], *, place: str) -> Iterator[Passage]:
    """Author, title and what else a program writes into the properties; figures and words of charts."""
    for pattern, called in _LOOSE:
        for name in filter(pattern.fullmatch, names):
            texts = Texts("descr", "title")
            package.scan(name, texts)
            yield from (Passage((Part(text, f"{place}{called}"),)) for text in texts.found)


def not_looked_into(names: Sequence[str], *, place: str) -> Iterator[Unscreened]:
    """Pictures inside of the package."""
    if pictures := sum(1 for name in names if _PICTURE.fullmatch(name)):
        yield Unscreened(place, f"里面有 {pictures} 张图片，图上的文字没有检查。")


class Texts(Events):
    """The texts of the elements of a part, each by itself; and what its attributes of the given names say."""

    def __init__(self, *attributes: str) -> None:
        self.found: list[str] = []
        self._attributes = attributes
        self._parts: list[str] = []

    def start(self, _: str, attributes: dict[str, str], /) -> None:
        self._end_text()
        self.found += [attributes[name] for name in self._attributes if attributes.get(name)]

    def end(self, _: str) -> None:
        self._end_text()

    def text(self, text: str) -> None:
        self._parts.append(text)

    def _end_text(self) -> None:
        if text := "".join(self._parts).strip():
            self.found.append(text)
        self._parts.clear()


class _Story(Events):
    """Listens to a part with paragraphs. Text that was deleted under tracking is kept aside with what stood around it
    then, for a number may have been deleted in part."""

    def __init__(self, place: str) -> None:
        gatherer = self._gatherer = Gatherer(place)
        self._starts = {"tbl": gatherer.start_table, "tr": gatherer.start_row, "tc": gatherer.start_cell}
        self._ends = {"tbl": gatherer.end_table, "tr": gatherer.end_row, "tc": gatherer.end_cell}
        self._before: list[list[str]] = []  # of each open paragraph, as it was before the changes
        self._is_changed: list[bool] = []
        self._gone = self._new = self._doubled = 0
        self._is_text = False

    def passages(self) -> Iterator[Passage]:
        """All that was said."""
        return self._gatherer.passages()

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        tag = name.rpartition(":")[2]
        self._is_text = tag in ("t", "delText", "instrText")
        self._count(tag, 1)
        if self._doubled:
            return
        if begin := self._starts.get(tag):
            begin()
        elif tag == "gridSpan":
            self._gatherer.widen_cell(_span(attributes))
        elif tag == "p":
            self._before.append([])
            self._is_changed.append(False)
        elif tag in _BREAKS:
            self._say(_BREAKS[tag])
        elif tag == "docPr":
            for name in ("descr", "title"):
                self._gatherer.aside(attributes.get(name, ""), "（图片的说明文字）")

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        self._is_text = False
        self._count(tag, -1)
        if self._doubled:
            return
        if finish := self._ends.get(tag):
            finish()
        elif tag == "p" and self._before:
            before = "".join(self._before.pop())
            if self._is_changed.pop():
                self._gatherer.aside(before, "（修订前的文字）")
            self._gatherer.end_paragraph()

    def text(self, text: str) -> None:
        if self._is_text and not self._doubled:
            self._say(text)

    def _count(self, tag: str, step: int) -> None:
        """What is said in a fallback was said before, in the newer way."""
        self._doubled += step * (tag == "Fallback")
        self._gone += step * (tag in ("del", "moveFrom"))
        self._new += step * (tag in ("ins", "moveTo"))

    def _say(self, text: str) -> None:
        if not self._gone:
            self._gatherer.text(text)
        if self._before and not self._new:
            self._before[-1].append(text)
        if self._is_changed and self._gone:
            self._is_changed[-1] = True


def _span(attributes: dict[str, str]) -> int:
    value = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "val"), "1")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 1
