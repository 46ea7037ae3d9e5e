"""The package of a workbook: which sheets it has, its strings and cell formats; all within bounds."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any
from xml.parsers import expat

from lxml import etree

from gongkai.engine.read.xlsx.formats import BUILT_IN, GENERAL
from gongkai.kernel.problems import TooBig, Unreadable

MAX_XML = 96 * 1024 * 1024
MAX_SMALL_PART = 8 * 1024 * 1024
MAX_ELEMENTS = 3_000_000
MAX_SHEETS = 200

# What unpacking raises on members that are missing, locked, changed or of an unknown make. No code of ours may run
# where this is caught, or its faults would be told as the file's.
NOT_UNPACKED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    KeyError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
)
_ENCODINGS = frozenset({"utf-8", "utf-16", "us-ascii", "iso-8859-1"})  # those that the parser knows by itself
_PIECE = 1 << 16
_Start = Callable[[str, dict[str, str]], None]


def too_big() -> TooBig:
    """A workbook that no report needs."""
    return TooBig("电子表格内容过多。", "请只保留年度报告所在的工作表，清除空白行列的格式后另存。")


def damaged() -> Unreadable:
    """A workbook with bytes missing or changed, or one that states what cannot be."""
    return Unreadable("电子表格不完整或已损坏。", "请用 Excel 或 WPS 打开后另存一次。")


def whole(text: str) -> int:
    """A whole number that the file states; refuses the file when it is none."""
    try:
        return int(text)
    except ValueError:
        raise damaged() from None


def length(text: str) -> float:
    """A width or height that the file states; refuses the file when it is none."""
    try:
        return float(text)
    except ValueError:
        raise damaged() from None


@contextmanager
def opened(data: bytes) -> Iterator["Package"]:
    """The package while it is open."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except NOT_UNPACKED:
        raise damaged() from None
    with archive:
        yield Package(archive)


class Package:
    """The members of an archive; counts what was unpacked and parsed, since the directory may lie about sizes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())
        self._bytes_left = MAX_XML
        self._elements_left = MAX_ELEMENTS

    def has(self, name: str) -> bool:
        """Whether there is such a member."""
        return name in self._names

    def tree(self, name: str) -> etree._Element:
        """A small part, parsed whole. Entities and the network are off."""
        part = b"".join(self._pieces(name, MAX_SMALL_PART))
        try:
            return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            raise damaged() from None

    def scan(self, name: str, events: "Events") -> None:
        """A part of any length, told to `events` piece by piece; nothing of it is kept here."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._counted(events.start)
        parser.EndElementHandler = events.end
        parser.CharacterDataHandler = events.text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.XmlDeclHandler = _refuse_encoding
        try:
            for piece in self._pieces(name, self._bytes_left):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise damaged() from None

    def _counted(self, start: _Start) -> _Start:
        def counted(name: str, attributes: dict[str, str]) -> None:
            self._elements_left -= 1
            if self._elements_left < 0:
                raise too_big()
            start(name, attributes)

        return counted

    def _pieces(self, name: str, limit: int) -> Iterator[bytes]:
        try:
            member = self._archive.open(name)
        except NOT_UNPACKED:
            raise damaged() from None
        with member:
            while piece := _read(member):
                limit -= len(piece)
                self._bytes_left -= len(piece)
                if limit < 0 or self._bytes_left < 0:
                    raise too_big()
                yield piece


def _read(member: IO[bytes]) -> bytes:
    try:
        return member.read(_PIECE)
    except NOT_UNPACKED:
        raise damaged() from None


class Events:
    """Who listens to a scan. Names come with the prefix that the producer chose."""

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters between two tags."""


def _refuse_doctype(*_: Any) -> None:
    """No part of a workbook declares a document type."""
    raise damaged()


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    """Workbooks are UTF-8 or UTF-16; for any other encoding the parser would ask Python, which knows not all."""
    if encoding and encoding.lower() not in _ENCODINGS:
        raise damaged()


class _Strings(Events):
    """The shared strings: rich text joined, readings (拼音) left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._is_text = False
        self._readings = 0

    def start(self, name: str, _: dict[str, str], /) -> None:
        tag = name.rpartition(":")[2]
        self._is_text = tag == "t" and not self._readings
        self._readings += tag == "rPh"

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        self._is_text = False
        self._readings -= tag == "rPh"
        if tag == "si":
            self.found.append("".join(self._parts))
            self._parts.clear()

    def text(self, text: str) -> None:
        if self._is_text:
            self._parts.append(text)


@dataclass(frozen=True, slots=True)
class Format:
    """How a cell looks: its number format, and whether a line is drawn round it."""

    code: str = GENERAL
    is_framed: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets share. `sheets` are (name, part, whether hidden) in the order of their tabs."""

    sheets: Sequence[tuple[str, str, bool]]
    strings: Sequence[str]
    formats: Sequence[Format]
    counts_from_1904: bool

    @classmethod
    def of(cls, package: Package) -> "Book":
        """Read the shared parts of a package."""
        root = package.tree("xl/workbook.xml")
        parts = _parts(package)
        settings = root.find("{*}workbookPr")
        strings = _Strings()
        name = next((part for part in parts.values() if part.lower().endswith("sharedstrings.xml")), "")
        if package.has(name):
            package.scan(name, strings)
        styles = next((part for part in parts.values() if part.lower().endswith("styles.xml")), "")
        return cls(
            tuple(_sheets(root, parts))[:MAX_SHEETS],
            strings.found,
            _formats(package.tree(styles)) if package.has(styles) else (),
            settings is not None and settings.get("date1904", "0") in ("1", "true"),
        )


def _parts(package: Package) -> Mapping[str, str]:
    """Members of the package by the relationship under which the workbook names them."""
    relations = package.tree("xl/_rels/workbook.xml.rels")
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations.iterfind("{*}Relationship")}
    return {
        key: target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"
        for key, target in targets.items()
    }


def _sheets(root: etree._Element, parts: Mapping[str, str]) -> Iterator[tuple[str, str, bool]]:
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        part = parts.get(str(key), "")
        if "chartsheet" not in part and "dialogsheet" not in part:
            yield sheet.get("name", ""), part, sheet.get("state", "visible") != "visible"


def _formats(root: etree._Element) -> tuple[Format, ...]:
    """The formats that cells name by number."""
    codes = dict(BUILT_IN)
    for one in root.iterfind("{*}numFmts/{*}numFmt"):
        codes[one.get("numFmtId", "")] = one.get("formatCode", GENERAL)
    framed = [
        any(side.get("style", "none") != "none" for side in border)
        for border in root.iterfind("{*}borders/{*}border")
    ]
    return tuple(
        Format(codes.get(one.get("numFmtId", "0"), GENERAL), _flag(framed, one.get("borderId", "0")))
        for one in root.iterfind("{*}cellXfs/{*}xf")
    )


def _flag(flags: Sequence[bool], index: str) -> bool:
    return index.isdecimal() and whole(index) < len(flags) and flags[whole(index)]
