"""Screens a file of any kind that may be attached; what cannot be looked into is told, never passed over."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from gongkai.engine.intake import Source, take_bytes
from gongkai.engine.read.xlsx.package import Package
from gongkai.engine.screening.blocks import Cell, Columns
from gongkai.engine.screening.docx import EMBEDDED, docx_passages, not_looked_into
from gongkai.engine.screening.html import html_passages
from gongkai.engine.screening.marks import Part, Passage, Screen, Screening, Unscreened, masked
from gongkai.engine.screening.nested import Told, Within, archive_told, objects_told
from gongkai.engine.screening.others import other_parts
from gongkai.engine.screening.pdf import pdf_passages
from gongkai.engine.screening.xlsx import xlsx_passages
from gongkai.kernel.problems import Problem, Unreadable

_MEDIA = (
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"ID3", "录音"),
    (b"\xff\xfb", "录音"),
    (b"\xff\xf3", "录音"),
    (b"\xff\xf2", "录音"),
    (b"Rar!", "这种压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "这种压缩包"),
    (b"\x1f\x8b", "这种压缩包"),
)
_PACKAGES = frozenset({"word/document.xml", "xl/workbook.xml", "OFD.xml"})
_MARKS = ",;\t|"


def screened(data: bytes, name: str, *, screen: Screen) -> Screening:
    """The marks in a file and in its name, and what in it was not looked at."""
    place = f"附件“{masked(name)}”"
    title = Passage((Part(name, f"{place}的文件名"),))
    passages, unscreened = looked_into(data, name, place=place)
    marks, more = screen.all_marks([title, *passages])
    too_many = (Unscreened(place, f"发现超过 {len(marks)} 处，后面的没有列出。"),) if more else ()
    return Screening(marks, (*unscreened, *too_many))


def medium_of(data: bytes) -> str | None:
    """What a file is that says nothing in characters."""
    if data[8:12] == b"WEBP" and data.startswith(b"RIFF"):
        return "图片"
    if data[4:8] == b"ftyp":
        return "录像"
    return next((called for magic, called in _MEDIA if data.startswith(magic)), None)


def looked_into(data: bytes, name: str, *, place: str) -> Told:
    """What is read in a file and in the files inside of it, and what nobody could read."""
    return _looked(data, name, place, Within(_looked))


def _looked(data: bytes, name: str, place: str, within: Within) -> Told:
    if medium := medium_of(data):
        return (), (Unscreened(place, f"{medium}里的内容没有检查，请人工查看。"),)
    try:
        if is_archive(data):
            return archive_told(data, place=place, within=within)
        source = take_bytes(data, name)
        if reader := _ENCLOSING.get(source.kind):
            return reader(source, place=place, within=within)
        return _READERS[source.kind](source, place=place)
    except Unreadable:
        return (), (Unscreened(place, "文件不完整或已损坏，读不出来，没有检查。"),)
    except Problem as problem:
        return (), (Unscreened(place, f"{problem.message}没有检查。"),)


def is_archive(data: bytes) -> bool:
    """Whether these are files packed together, and not one document that is a package."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _PACKAGES.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unreadable("压缩包不完整或已损坏。", "请重新打包。") from None


def _print(source: Source, *, place: str, within: Within) -> Told:
    passages, unscreened, attached = pdf_passages(source.data, place=place)
    found, unread = list(passages), list(unscreened)
    for name, data in attached:
        more, not_read = within.look(data, name=name, place=f"{place}夹带的文件“{masked(name)}”")
        found += more
        unread += not_read
    return found, unread


def _package(source: Source, read: Callable[..., Iterator[Passage]], *, place: str, within: Within) -> Told:
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        names = archive.namelist()
        package = Package(archive)
        found = list(read(package, names, place=place))
        others, unread = other_parts(package, names, place=place)
        embedded = sorted(filter(EMBEDDED.fullmatch, names))
        objects, unopened = objects_told(archive, embedded, place=place, within=within)
    return [*found, *others, *objects], [*not_looked_into(names, place=place), *unread, *unopened]


def _page(source: Source, *, place: str) -> Told:
    passages, pictures = html_passages(source.text, place=place)
    return passages, told_pictures(pictures, place=place)


def told_pictures(count: int, *, place: str) -> tuple[Unscreened, ...]:
    """That there are pictures nobody looked at."""
    return (Unscreened(place, f"有 {count} 处图片或影音，里面的内容没有检查。"),) if count else ()


def _text(source: Source, *, place: str) -> Told:
    if source.name.lower().endswith(".csv") and (rows := rows_of(source.text)):
        columns = Columns()
        return [
            columns.passage(
                [
                    Cell(text, column, f"{place}第{number}行第{column + 1}列")
                    for column, text in enumerate(row)
                ]
            )
            for number, row in enumerate(rows, 1)
        ], ()
    return (lines_of(source.text, place=place, unit="行"),), ()


def rows_of(text: str) -> Sequence[Sequence[str]]:
    """The rows of a table in text; none when it is not written as one."""
    first = text.partition("\n")[0]
    mark = max(_MARKS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark)) if mark in first else ()
    except csv.Error:
        return ()


def lines_of(text: str, *, place: str, unit: str) -> Passage:
    """The lines of a text; as paragraphs only those count that say something."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parts, number = [], 0
    for line in lines:
        number += unit == "行" or bool(line.strip())
        parts.append(Part(line, f"{place}第{number}{unit}"))
    return Passage(parts)


# Kinds of files that other files may lie in, and those that are all there is.
_ENCLOSING: dict[str, Callable[..., Told]] = {
    "pdf": _print,
    "docx": partial(_package, read=docx_passages),
    "xlsx": partial(_package, read=xlsx_passages),
}
_READERS: dict[str, Callable[..., Told]] = {"html": _page, "text": _text}
