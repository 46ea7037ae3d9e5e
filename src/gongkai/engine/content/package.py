"""The parts of a Word document that its body needs: text, styles, numbers, addresses of links."""

import io
import lzma
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from gongkai.engine.content.numbering import Numbering
from gongkai.engine.intake import take_bytes
from gongkai.engine.read.docx import MAX_PART
from gongkai.kernel.problems import TooBig, Unreadable, Unsupported

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    etree.XMLSyntaxError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
)
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph style says: 1 for the title, 2 to 4 for headings, 0 for text; and its list, if it has one."""

    level: int = 0
    num_id: str = ""
    list_level: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """An opened Word document."""

    body: etree._Element
    looks: dict[str, Look]
    links: dict[str, str]
    numbering: Numbering


def unpack(data: bytes) -> Package:
    """The parts of a Word document. Raises a Problem for what is none, is damaged or unpacks to too much."""
    if take_bytes(data, "").kind != "docx":
        raise Unsupported("这不是 Word 文档（docx）。", "请用 Word 或 WPS 打开原文件，另存为 docx 后重试。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            root, styles, numbers, links = (
                _part(package, name)
                for name in ("document.xml", "styles.xml", "numbering.xml", "_rels/document.xml.rels")
            )
        body = None if root is None else root.find(f"{W}body")
    except _DAMAGED:
        body = None
    if body is None:
        raise Unreadable("Word 文档不完整或已损坏。", "请用 Word 或 WPS 打开后另存一次。")
    return Package(body, _looks(styles), _links(links), Numbering(numbers))


def _part(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    """A parsed part, entities and the network off; None where the document has no such part."""
    try:
        member = package.open(posixpath.join("word", name))
    except KeyError:
        return None
    with member:
        part = member.read(MAX_PART + 1)  # a bomb may claim any size in its directory
    if len(part) > MAX_PART:
        raise TooBig("文档正文过大。", "请删去无关内容后另存一次。")
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _looks(styles: etree._Element | None) -> dict[str, Look]:
    found = {}
    for style in () if styles is None else styles.iterfind(f"{W}style"):
        name = value(style, "name")
        heading = _HEADING.fullmatch(name)
        level = 1 if name.lower() in ("title", "标题") else outline(style.find(f"{W}pPr"))
        if heading:
            level = min(int(heading[1]) + 1, 4)
        numbers = style.find(f"{W}pPr/{W}numPr")
        found[style.get(f"{W}styleId", "")] = Look(level, *numbered(numbers))
    return found


def _links(relations: etree._Element | None) -> dict[str, str]:
    """Addresses outside the document, by their keys."""
    return {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in (() if relations is None else relations)
        if relation.get("TargetMode") == "External"
    }


def outline(properties: etree._Element | None) -> int:
    """The level of a heading by its outline, 0 for text."""
    level = "" if properties is None else value(properties, "outlineLvl")
    return min(int(level) + 2, 4) if level.isdecimal() and int(level) < 9 else 0


def numbered(properties: etree._Element | None) -> tuple[str, int]:
    """The list and the level in it that some properties name."""
    if properties is None:
        return "", 0
    level = value(properties, "ilvl")
    return value(properties, "numId"), int(level) if level.isdecimal() else 0


def value(element: etree._Element, name: str) -> str:
    """The value of a property, empty where there is none."""
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")
