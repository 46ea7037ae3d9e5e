"""A page without numbers of persons: no scripts, no remarks, nothing that does not show."""

import re
from functools import partial

from lxml import etree, html

from gongkai.engine.cleaning.weaving import Leaf, Masker, Weaver
from gongkai.engine.screening.html import INLINE, span_of
from gongkai.kernel.problems import Unreadable

_SILENT = frozenset({"script", "style", "template", "noscript", "object", "embed", "iframe", "applet"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_KEPT = frozenset(
    "href src alt title colspan rowspan class id lang dir style width height align valign type start name rel".split()
)


def clean_page(text: str, masker: Masker) -> str:
    """The page that may be published. Raises Unreadable."""
    data = text.replace("\0", " ").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    except etree.ParserError:
        raise Unreadable("网页里没有内容。", "请确认选对了文件。") from None
    _take_out(root, masker)
    weaver = Weaver(masker)
    _walk(root, weaver)
    weaver.flush()
    head = root.find("head")
    if head is None:
        head = html.Element("head")
        root.insert(0, head)
    head.insert(0, html.Element("meta", charset="utf-8"))
    return f"<!DOCTYPE html>\n{html.tostring(root, encoding='unicode')}"


def _take_out(root: html.HtmlElement, masker: Masker) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _SILENT | {"meta"}:
            _drop(element)
        elif _is_hidden(element):
            masker.note("已去掉网页里不显示的内容。")
            _drop(element)
        else:
            for name, value in list(element.attrib.items()):
                if name not in _KEPT:
                    del element.attrib[name]
                else:
                    element.set(name, masker.text(value))


def _is_hidden(element: html.HtmlElement) -> bool:
    is_silent = "hidden" in element.attrib or element.get("type", "").lower() == "hidden"
    return is_silent or bool(_HIDING.search(element.get("style", "")))


def _drop(element: html.HtmlElement) -> None:
    """Take an element out; what stands behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _walk(root: html.HtmlElement, weaver: Weaver) -> None:
    """Tells all elements; rows and cells count only where they stand in a table."""
    inside: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            role = _role(element, inside)
            _begin(element, role, weaver)
            inside.append(role)
        else:
            _end(inside.pop(), weaver)
            if element.tail:
                weaver.leaf(Leaf(element.tail, partial(setattr, element, "tail")))


def _role(element: html.HtmlElement, inside: list[str]) -> str:
    """What an element is for the places of numbers."""
    tag = str(element.tag)
    holders = [role for role in inside if role in ("table", "row", "cell")][-1:]
    if tag == "table":
        return "table"
    if tag == "tr" and holders == ["table"]:
        return "row"
    if tag in ("td", "th") and holders == ["row"]:
        return "cell"
    return "inline" if tag in INLINE else "block"


def _begin(element: html.HtmlElement, role: str, weaver: Weaver) -> None:
    if role == "table":
        weaver.start_table()
    elif role == "cell":
        weaver.start_cell(span_of(element))
    elif role == "block":
        weaver.end_paragraph()
    if element.text:
        weaver.leaf(Leaf(element.text, partial(setattr, element, "text")))


def _end(role: str, weaver: Weaver) -> None:
    endings = {"table": weaver.end_table, "row": weaver.end_row, "cell": weaver.end_cell}
    if role != "inline":
        endings.get(role, weaver.end_paragraph)()
