"""Files that no reader can take, made on the spot: small on disk, nasty inside."""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.faults import novel
from tests.specimens.specimens import specimens

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
WORD = '<?xml version="1.0" encoding="UTF-8"?>{doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
LAUGHS = (
    "<!DOCTYPE lolz [<!ENTITY a0 '哈哈哈哈哈哈哈哈哈哈'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]>"
)


def report(suffix: str) -> bytes:
    """A good report of this kind."""
    return next(s.source.read_bytes() for s in specimens() if s.is_clean and s.source.suffix == suffix)


def _docx(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": RELATIONS,
            **parts,
        }.items():
            target.writestr(name, content)
    return out.getvalue()


def _bomb(blocks: int) -> bytes:
    """A small DOCX whose document unpacks to so many megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        target.writestr("[Content_Types].xml", CONTENT_TYPES)
        target.writestr("_rels/.rels", RELATIONS)
        with target.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(WORD.partition("{body}")[0].replace("{doctype}", "").encode())
            for _ in range(blocks):
                part.write(b"<w:p/>" * 170_000)
    return out.getvalue()


@cache
def zip_bomb() -> bytes:
    """About one megabyte that unpacks to more than a gigabyte of document."""
    return _bomb(1100)


def lying_bomb() -> bytes:
    """The same trick with a directory that claims the part is small."""
    data = bytearray(_bomb(300))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data)


def bad_directory() -> bytes:
    """A DOCX whose zip directory claims to be longer than the whole file."""
    data = bytearray(report(".docx"))
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", len(data) + 3000)
    return bytes(data)


def encrypted() -> bytes:
    """The outer OLE container of a document with a password: header, one sector of FAT, one of directory."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * (512 - 8)
    directory = b"".join(
        _entry(name, kind)
        for name, kind in (("Root Entry", 5), ("EncryptionInfo", 2), ("EncryptedPackage", 2), ("", 0))
    )
    return header + fat + directory + b"\0" * 4096


def _entry(name: str, kind: int) -> bytes:
    raw = name.encode("utf-16-le").ljust(64, b"\0")
    size = len(name) * 2 + 2 if name else 0
    return (
        raw
        + struct.pack("<HBB", size, kind, 1)
        + b"\xff" * 12
        + b"\0" * 36
        + struct.pack("<IQ", 0xFFFFFFFE, 0)
    )[:128]


def jpeg() -> bytes:
    """The beginning of a photograph and noise."""
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
        + random.Random(1).randbytes(30_000)
        + b"\xff\xd9"
    )


def nested_html() -> bytes:
    """Two hundred thousand elements, one inside the other."""
    return b"<html><body>" + b"<div>" * 200_000 + "一、总体情况".encode() + b"</div>" * 200_000


def nested_tables() -> bytes:
    """Tables in tables in tables."""
    return b"<html><body>" + b"<table><tr><td>" * 30_000 + "二、主动公开政府信息情况 0".encode()


def wide_html() -> bytes:
    """A good report with a cell that claims to span a thousand million columns and rows."""
    page = report(".html").decode("utf-8", errors="replace")
    return page.replace("<td", '<td colspan="999999999" rowspan="999999999"', 3).encode()


def wide_docx() -> bytes:
    """A table whose cell spans a thousand million columns."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p><w:r><w:t>一、本年新收政府信息公开申请数量</w:t></w:r></w:p></w:tc>'
    return _docx(
        {"word/document.xml": WORD.format(doctype="", body=f"<w:tbl><w:tr>{cell * 5}</w:tr></w:tbl>")}
    )


def long_line(unit: str) -> bytes:
    """A report followed by two megabytes without a line end."""
    text = report(".txt").decode("utf-8", errors="ignore")
    return (text + "\n" + unit * (2_000_000 // len(unit.encode()))).encode()


# What is left of these is hardly any text: whether that is damage or a picture is a matter of taste.
NOTHING_IN_IT = {"unreadable", "too_big", "not_a_report", "image_only"}
REFUSED: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "empty.txt": (lambda: b"", {"unreadable", "not_a_report"}),
    "empty.docx": (lambda: b"", {"unreadable", "not_a_report"}),
    "empty.html": (lambda: b"", {"unreadable", "not_a_report"}),
    "truncated.docx": (lambda: report(".docx")[:9000], {"unreadable"}),
    "photo.docx": (jpeg, {"image_only", "unsupported", "unreadable"}),
    "bomb.docx": (zip_bomb, {"too_big"}),
    "lying-bomb.docx": (lying_bomb, {"too_big", "unreadable"}),
    "bad-directory.docx": (bad_directory, {"unreadable"}),
    "gap.docx": (lambda: report(".docx")[:200] + report(".docx")[20_000:], {"unreadable"}),
    "novel.txt": (lambda: novel.text().encode(), {"not_a_report"}),
    "novel-gbk.txt": (lambda: novel.text().encode("gbk"), {"not_a_report"}),
    "noise.txt": (lambda: random.Random(2).randbytes(200_000), {"unreadable", "unsupported", "not_a_report"}),
    "noise.docx": (lambda: random.Random(3).randbytes(200_000), {"unreadable", "unsupported"}),
    "noise.html": (
        lambda: random.Random(4).randbytes(200_000),
        {"unreadable", "unsupported", "not_a_report"},
    ),
    "password.docx": (encrypted, {"encrypted"}),
    "nested.html": (nested_html, NOTHING_IN_IT),
    "nested-tables.html": (nested_tables, NOTHING_IN_IT),
    "laughs.html": (
        lambda: f"{LAUGHS}<html><body>&a9;</body></html>".encode(),
        NOTHING_IN_IT,
    ),
    "laughs.docx": (
        lambda: _docx(
            {"word/document.xml": WORD.format(doctype=LAUGHS, body="<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>")}
        ),
        {"unreadable", "too_big", "not_a_report"},
    ),
    "wide.docx": (wide_docx, {"unreadable", "too_big", "not_a_report"}),
    "no-document.docx": (lambda: _docx({}), {"unreadable", "unsupported", "not_a_report"}),
}
TAKEN: dict[str, Callable[[], bytes]] = {
    "gbk.txt": lambda: _text().encode("gbk", errors="replace"),
    "utf-16.txt": lambda: _text().encode("utf-16"),
    "utf-16-be.txt": lambda: b"\xfe\xff" + _text().encode("utf-16-be"),
    "bom.txt": lambda: _text().encode("utf-8-sig"),
    "html-named.txt": lambda: report(".html"),
    "docx-named.txt": lambda: report(".docx"),
    "wide.html": wide_html,
    "digits.txt": lambda: long_line("1,234 "),
    "brackets.txt": lambda: long_line("（（((（一）"),
    "blanks.txt": lambda: long_line(" \u3000\t"),
    "words.txt": lambda: long_line("其中收到政府信息公开申请3件，"),
}


def _text() -> str:
    return report(".txt").decode("utf-8-sig")


def write(folder: Path, name: str) -> Path:
    """Make one of these files."""
    path = folder / name
    make = REFUSED[name][0] if name in REFUSED else TAKEN[name]
    path.write_bytes(make())
    return path
