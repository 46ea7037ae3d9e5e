"""A Word document without numbers of persons: rewritten, with changes accepted and all that does not show taken out."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from gongkai.engine.cleaning.packing import packed, tree_of, written
from gongkai.engine.cleaning.weaving import Leaf, Masker, Weaver

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STORY = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml")
_FIGURES = re.compile(r"word/(?:charts|diagrams|drawings)/\w+\.xml")
# Whatever is not one of these stays behind: remarks, properties, data of other programs, former versions.
_KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/[^/]+\.rels|word/(?:charts|diagrams|drawings)/(?:_rels/)?[^/]+"
    r"|word/(?:document|header|footer|footnotes|endnotes)\d*\.xml|word/(?:styles|numbering|settings|fontTable)\.xml"
    r"|word/theme/[^/]+|word/media/[^/]+"
)
_GONE = {
    "del": "已接受修订，删去的文字不再保留。",
    "moveFrom": "已接受修订，删去的文字不再保留。",
    "object": "已去掉嵌入的对象。",
    "altChunk": "已去掉嵌入的对象。",
    "commentReference": "已去掉批注。",
    "commentRangeStart": "",
    "commentRangeEnd": "",
    "dataBinding": "",
    "externalData": "",
}
_UNWRAPPED = frozenset({"ins", "moveTo"})
_SETTINGS = frozenset(
    "docVars rsids attachedTemplate mailMerge trackRevisions proofState documentProtection writeProtection".split()
)
_SAYING = frozenset({"descr", "title", "alt", "instr", "tooltip", "name"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off", "none"})


def clean_word(members: Mapping[str, bytes], masker: Masker) -> bytes:
    """The members of a package, as the package that may be published. Raises a Problem for damaged ones."""
    kept: dict[str, bytes] = {}
    for name, data in members.items():
        if not _KEPT.fullmatch(name):
            continue
        if _STORY.fullmatch(name):
            data = _story(data, masker)
        elif _FIGURES.fullmatch(name):
            data = _figure(data, masker)
        elif name == "word/settings.xml":
            data = _settings(data)
        kept[name] = data
    if any("/comments" in name for name in members):
        masker.note("已去掉批注。")
    masker.note("已去掉文档属性。")
    return packed(kept, masker)


def _settings(data: bytes) -> bytes:
    root = tree_of(data)
    for child in list(root):
        if _name(child) in _SETTINGS:
            root.remove(child)
    return written(root)


def _figure(data: bytes, masker: Masker) -> bytes:
    """A chart or a drawing: each of its texts by itself."""
    root = tree_of(data)
    _take_out(root, masker)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.text = masker.text(element.text or "") or element.text
            _attributes(element, masker)
    return written(root)


def _story(data: bytes, masker: Masker) -> bytes:
    root = tree_of(data)
    _take_out(root, masker)
    for element in root.iter():
        if isinstance(element.tag, str):
            _attributes(element, masker)
    weaver = Weaver(masker)
    for child in root:
        _block(child, weaver, masker)
    weaver.flush()
    return written(root)


def _take_out(root: etree._Element, masker: Masker) -> None:
    """Accept the changes, and drop what does not show."""
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is None:
            continue
        name = _name(element)
        if not isinstance(element.tag, str) or name.endswith("PrChange"):
            _drop(element)
        elif name in _GONE:
            if _GONE[name]:
                masker.note(_GONE[name])
            _drop(_row_of(parent) if _name(parent) == "trPr" else element)
        elif element.tag == f"{_W}r" and _is_hidden(element):
            masker.note("已去掉隐藏的文字。")
            _drop(element)
        elif name in _UNWRAPPED and element.tag.startswith(_W):
            at = parent.index(element)
            parent[at : at + 1] = list(element)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _row_of(properties: etree._Element) -> etree._Element:
    """The row that was deleted, of which only its properties tell."""
    row = properties.getparent()
    return properties if row is None else row


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "1") not in _OFF


def _attributes(element: etree._Element, masker: Masker) -> None:
    for name, value in element.attrib.items():
        if str(name).rpartition("}")[2] in _SAYING:
            element.set(name, masker.text(str(value)))
    if _name(element) in ("alias", "tag", "lvlText") and (said := element.get(f"{_W}val")):
        element.set(f"{_W}val", masker.text(said))


def _block(element: etree._Element, weaver: Weaver, masker: Masker) -> None:
    """A paragraph, a table, or what holds some."""
    if element.tag == f"{_W}p":
        boxes = list(_leaves(element, weaver))
        weaver.end_paragraph()
        for box in boxes:  # what stands in a box is no part of the line in which it hangs
            inner = Weaver(masker)
            for child in box:
                _block(child, inner, masker)
            inner.flush()
    elif element.tag == f"{_W}tbl":
        _table(element, weaver, masker)
    elif isinstance(element.tag, str):
        for child in element:
            _block(child, weaver, masker)


def _table(table: etree._Element, weaver: Weaver, masker: Masker) -> None:
    weaver.start_table()
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tbl")) is table:
                weaver.start_cell(_span(cell))
                for child in cell:
                    _block(child, weaver, masker)
        weaver.end_row()
    weaver.end_table()


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = span.get(f"{_W}val", "1") if span is not None else "1"
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 1


def _leaves(element: etree._Element, weaver: Weaver) -> Iterator[etree._Element]:
    """Tells the pieces of a paragraph, and yields the boxes that hang on it."""
    for child in element:
        name = _name(child)
        if name == "txbxContent":
            yield child
        elif child.tag in (f"{_W}t", f"{_W}instrText", f"{_W}delText", f"{_M}t"):
            weaver.leaf(Leaf(child.text or "", _putter(child)))
        elif name in _BREAKS and child.tag == f"{_W}{name}":
            weaver.leaf(Leaf(_BREAKS[name]))
        elif isinstance(child.tag, str):
            yield from _leaves(child, weaver)


def _putter(element: etree._Element) -> Callable[[str], None]:
    def put(text: str) -> None:
        element.text = text

    return put


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else posixpath.curdir
