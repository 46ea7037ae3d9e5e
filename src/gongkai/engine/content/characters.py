"""The characters of a Word paragraph with their looks and links, as they read with all tracked changes accepted."""

import re
from collections.abc import Mapping

from lxml import etree

from gongkai.engine.content.nodes import Run
from gongkai.engine.content.package import R, W, value
from gongkai.engine.content.runs import address, read

CHANGED = "文件里有修订痕迹：已删除的文字没有带入，插入的文字已带入，请核对。"
COMMENTED = "文件里有批注，没有带入。"
HIDDEN = "文件里有隐藏文字，没有带入。"
STRUCK = "文件里有加了删除线的文字，已作为普通文字带入，请核对。"
PICTURED = "文件里有图片或图形，没有带入；需要公开的请作为附件上传。"
FOOTNOTED = "文件里有脚注或尾注，没有带入，请核对。"
FORMULA = "文件里有公式，只带入了其中的字符，请核对。"

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GONE = {f"{W}del": CHANGED, f"{W}moveFrom": CHANGED}
_TOLD = {
    f"{W}ins": CHANGED,
    f"{W}moveTo": CHANGED,
    f"{W}commentReference": COMMENTED,
    f"{W}footnoteReference": FOOTNOTED,
    f"{W}endnoteReference": FOOTNOTED,
    f"{W}drawing": PICTURED,
    f"{W}pict": PICTURED,
    f"{W}object": PICTURED,
    f"{_M}oMath": FORMULA,
}
_CLOSED = frozenset(
    {f"{W}{name}" for name in ("pPr", "rPr", "drawing", "pict", "object", "instrText", "delText", "rt")}
)
_MARKS = {f"{W}tab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_TARGET = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
_OFF = frozenset({"0", "false", "off", "none"})


class Characters:
    """Reads paragraphs one after the other; `notes` tells what was met and is no text."""

    def __init__(self, links: Mapping[str, str]) -> None:
        self.notes: dict[str, None] = {}
        self._links = links
        self._fields: list[list[str]] = []  # of each open field: its instruction, its address

    def of(self, paragraph: etree._Element) -> list[Run]:
        """The runs of a paragraph."""
        found: list[Run] = []
        self._walk(paragraph, found, "")
        return found

    def _walk(self, element: etree._Element, found: list[Run], href: str) -> None:
        for child in element:
            if child.tag in _GONE:
                self.notes[_GONE[child.tag]] = None
                continue
            if child.tag in _TOLD:
                self.notes[_TOLD[child.tag]] = None
            if child.tag == f"{W}r":
                self._run(child, found, href)
            elif child.tag == f"{W}hyperlink":
                self._walk(child, found, address(self._links.get(child.get(f"{R}id", ""), "")) or href)
            elif child.tag == f"{_M}t":
                found.append(Run(read(child.text or "")))
            elif child.tag not in _CLOSED:
                self._walk(child, found, href)

    def _run(self, run: etree._Element, found: list[Run], href: str) -> None:
        looks = self._looks(run.find(f"{W}rPr"))
        if looks is None:
            return
        for child in run:
            self._field(child)
            if child.tag in _TOLD:
                self.notes[_TOLD[child.tag]] = None
            text = _MARKS.get(child.tag, "")
            if child.tag == f"{W}t":
                text = read(child.text or "")
            elif child.tag == f"{W}br" and child.get(f"{W}type", "textWrapping") == "textWrapping":
                text = "\n"
            elif child.tag == f"{W}ruby":
                self._walk(child, found, href)
            if text:
                linked = next((target for _, target in reversed(self._fields) if target), "")
                found.append(Run(text, looks, href or linked))

    def _looks(self, properties: etree._Element | None) -> frozenset[str] | None:
        """The marks of a run; None where it is hidden."""
        if properties is None:
            return frozenset()
        if _is_on(properties, "vanish"):
            self.notes[HIDDEN] = None
            return None
        if _is_on(properties, "strike") or _is_on(properties, "dstrike"):
            self.notes[STRUCK] = None
        marks = {
            mark for name, mark in (("b", "strong"), ("i", "em"), ("u", "u")) if _is_on(properties, name)
        }
        raised = {"superscript": "sup", "subscript": "sub"}.get(value(properties, "vertAlign"))
        return frozenset(marks | ({raised} if raised else set()))

    def _field(self, child: etree._Element) -> None:
        """Links that WPS and older programs write as fields."""
        if child.tag == f"{W}instrText" and self._fields:
            self._fields[-1][0] += child.text or ""
        if child.tag != f"{W}fldChar":
            return
        kind = child.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(["", ""])
        elif self._fields and kind == "separate":
            target = _TARGET.match(self._fields[-1][0])
            self._fields[-1][1] = address(target[1]) if target else ""
        elif self._fields:
            self._fields.pop()


def _is_on(properties: etree._Element, name: str) -> bool:
    child = properties.find(f"{W}{name}")
    return child is not None and child.get(f"{W}val", "1") not in _OFF
