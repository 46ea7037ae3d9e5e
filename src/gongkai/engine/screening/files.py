"""Screens a file of any kind that may be attached; what cannot be looked into is told, never passed over."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from gongkai.engine.intake import Source, take_bytes
from gongkai.engine.read.xlsx.package import Package
from gongkai.engine.screening.blocks import Cell, Columns
from gongkai.engine.screening.docx import docx_passages, not_looked_into
from gongkai.engine.screening.html import html_passages
from gongkai.engine.screening.marks import Part, Passage, Screen, Screening, Unscreened, masked
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
)
_MARKS = ",;\t|"
_Told = tuple[Sequence[Passage], Sequence[Unscreened]]


def screened(data: bytes, name: str, *, screen: Screen) -> Screening:
    """The marks in a file and in its name, and what in it was not looked at."""
    place = f"附件“{masked(name)}”"
    title = Passage((Part(name, f"{place}的文件名"),))
    if medium := _medium(data):
        told: _Told = (), (Unscreened(place, f"{medium}里的内容没有检查，请人工查看。"),)
    else:
        told = looked_into(data, name, place=place)
    passages, unscreened = told
    return Screening(screen.marks([title, *passages]), tuple(unscreened))


def _medium(data: bytes) -> str | None:
    if data[8:12] == b"WEBP" and data.startswith(b"RIFF"):
        return "图片"
    if data[4:8] == b"ftyp":
        return "录像"
    return next((called for magic, called in _MEDIA if data.startswith(magic)), None)


def looked_into(data: bytes, name: str, *, place: str) -> _Told:
    """What is read in a file, and what nobody could read."""
    try:
        source = take_bytes(data, name)
        return _READERS[source.kind](source, place=place)
    except Unreadable:
        return (), (Unscreened(place, "文件不完整或已损坏，读不出来，没有检查。"),)
    except Problem as problem:
        return (), (Unscreened(place, f"{problem.message}没有检查。"),)


def _print(source: Source, *, place: str) -> _Told:
    return pdf_passages(source.data, place=place)


def _package(source: Source, read: Callable[..., Iterator[Passage]], *, place: str) -> _Told:
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        names = archive.namelist()
        found = tuple(read(Package(archive), names, place=place))
    return found, tuple(not_looked_into(names, place=place))


def _page(source: Source, *, place: str) -> _Told:
    passages, pictures = html_passages(source.text, place=place)
    return passages, told_pictures(pictures, place=place)


def told_pictures(count: int, *, place: str) -> tuple[Unscreened, ...]:
    """That there are pictures nobody looked at."""
    return (Unscreened(place, f"有 {count} 处图片或影音，里面的内容没有检查。"),) if count else ()


def _text(source: Source, *, place: str) -> _Told:
    if source.name.lower().endswith(".csv") and (rows := _rows(source.text)):
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


def _rows(text: str) -> Sequence[Sequence[str]]:
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


_READERS: dict[str, Callable[..., _Told]] = {
    "pdf": _print,
    "docx": partial(_package, read=docx_passages),
    "xlsx": partial(_package, read=xlsx_passages),
    "html": _page,
    "text": _text,
}
