"""What may be attached is told by the bytes; the name must agree, and every refusal says what to do."""

import io
import struct
import tarfile
import zipfile
import zlib

import docx
import openpyxl
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gongkai.engine import accept as module
from gongkai.engine.accept import Accepted, accept
from gongkai.engine.intake import MAX_BYTES
from gongkai.kernel.problems import Encrypted, Problem, TooBig, Unreadable, Unsupported
from tests.faults.files import lying_bomb, zip_bomb


def _picture(form: str, size: tuple[int, int] = (8, 8)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, form)
    return out.getvalue()


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return out.getvalue()


def _word() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def _sheet() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def _pdf(**options: object) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def _pdf_with_script() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    names = pikepdf.Array([pikepdf.String("a"), pdf.make_indirect(script)])
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    return out.getvalue()


def _png_that_claims(width: int, height: int) -> bytes:
    """A small file that unpacks to so many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


PROGRAM = b"MZ\x90\0\x03\0\0\0\x04" + bytes(60) + b"This program cannot be run in DOS mode."
MP3 = b"\xff\xfb\x90\x64" + bytes(400)
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(40)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "name", "kind", "media_type", "ending"),
    [
        (_pdf(), "公示.pdf", "document", "application/pdf", "pdf"),
        (_pdf(), "公示.PDF", "document", "application/pdf", "pdf"),
        (_word(), "a.docx", "document", module.MEDIA_TYPES["docx"], "docx"),
        (_sheet(), "a.b.xlsx", "document", module.MEDIA_TYPES["xlsx"], "xlsx"),
        ("枕溪镇".encode(), "a.txt", "document", "text/plain", "txt"),
        ("姓名,金额\n".encode("gb18030") * 9, "a.csv", "document", "text/csv", "csv"),
        (_zip("OFD.xml", "Doc_0/Document.xml"), "a.ofd", "document", "application/ofd", "ofd"),
        (_picture("JPEG"), "a.jpg", "picture", "image/jpeg", "jpg"),
        (_picture("JPEG"), "a.jpeg", "picture", "image/jpeg", "jpg"),
        (_picture("PNG"), "a.png", "picture", "image/png", "png"),
        (_picture("WEBP"), "a.webp", "picture", "image/webp", "webp"),
        (MP3, "a.mp3", "sound", "audio/mpeg", "mp3"),
        (b"ID3\x04" + bytes(90), "a.mp3", "sound", "audio/mpeg", "mp3"),
        (MP4, "a.mp4", "film", "video/mp4", "mp4"),
        (b"MZ" + "镇政府通知".encode(), "a.txt", "document", "text/plain", "txt"),
        (b"BM" + "便民中心".encode() * 3, "a.txt", "document", "text/plain", "txt"),
    ],
)
def test_taken(data: bytes, name: str, kind: str, media_type: str, ending: str) -> None:
    assert accept(data, name=name) == Accepted(kind, media_type, ending)


@pytest.mark.parametrize(
    ("data", "name", "kind", "said", "advised"),
    [
        (PROGRAM, "通知.pdf", Unsupported, "文件名是 .pdf，内容却是程序。", "请不要打开它"),
        (PROGRAM, "通知.pdf.exe", Unsupported, "内容却是程序", "请不要打开它"),
        (PROGRAM, "通知", Unsupported, "文件的内容是程序。", "请不要打开它"),
        (b"\x7fELF" + bytes(60), "a.pdf", Unsupported, "程序", "请不要打开它"),
        (b"#!/bin/sh\nrm -r x\n", "a.txt", Unsupported, "脚本程序", "请不要打开它"),
        (b"\xef\xbb\xbf#!/bin/sh\n", "a.txt", Unsupported, "脚本程序", "请不要打开它"),
        (b"<?php system($x);", "a.txt", Unsupported, "网页或脚本", "打印为 PDF"),
        (b"@echo off\r\ndel x\r\n", "a.txt", Unsupported, "网页或脚本", "打印为 PDF"),
        (b"<svg onload='x()'/>", "a.png", Unsupported, "文件名是 .png，内容却是网页或脚本。", "打印为 PDF"),
        (b"<html><body>x</body></html>", "a.html", Unsupported, "网页", "打印为 PDF"),
        (b"del x\r\n", "a.bat", Unsupported, "文件名是 .bat，内容却是文字。", "改成“.txt”"),
        (_pdf(), "a.docx", Unsupported, "文件名是 .docx，内容却是PDF 文件。", "改成“.pdf”"),
        (_pdf(), "公示", Unsupported, "文件名没有结尾，内容是PDF 文件。", "改成“.pdf”"),
        (_picture("PNG"), "a.jpg", Unsupported, "内容却是PNG 图片", "改成“.png”"),
        (_word(), "a.xlsx", Unsupported, "内容却是Word 文档", "改成“.docx”"),
        (_zip("a.exe"), "a.docx", Unsupported, "文件名是 .docx，内容却是压缩包", "解开"),
        (_zip("ppt/presentation.xml"), "a.pptx", Unsupported, "其他格式", "另存为 pdf"),
        (b"Rar!\x1a\x07\0" + bytes(20), "a.pdf", Unsupported, "压缩包", "解开"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(20), "a.7z", Unsupported, "压缩包", "解开"),
        (b"\x1f\x8b\x08" + bytes(20), "a.gz", Unsupported, "压缩包", "解开"),
        (_tar(), "a.tar", Unsupported, "压缩包", "解开"),
        (OLD, "a.doc", Unsupported, "旧版 Office 或 WPS 文件（doc、xls、wps）", "另存为 docx、xlsx 或 pdf"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "a.docx", Encrypted, "打开密码", "取消密码"),
        (_zip("word/document.xml", "word/vbaProject.bin"), "a.docx", Unsupported, "宏", "不带宏"),
        (_zip("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "a.xlsx", Unsupported, "宏", "不带宏"),
        (_zip("word/document.xml", "word/activeX/activeX1.bin"), "a.docx", Unsupported, "宏", "不带宏"),
        (
            _pdf(encryption=pikepdf.Encryption(user="x", owner="y")),
            "a.pdf",
            Encrypted,
            "打开密码",
            "没有密码",
        ),
        (_pdf_with_script(), "a.pdf", Unsupported, "脚本", "打印为新的 PDF"),
        (b"%PDF-1.7\nhello", "a.pdf", Unreadable, "损坏", "重新下载"),
        (b"", "a.pdf", Unreadable, "文件是空的", "重新导出"),
        (b"\0\0\0", "a.txt", Unreadable, "文件是空的", "重新导出"),
        (bytes(range(256)) * 8, "a.txt", Unreadable, "不是文字", "重新导出"),
        (_picture("PNG")[:-30], "a.png", Unreadable, "图片不完整或已损坏", "重新拍摄"),
        (b"\xff\xd8\xff\xe0" + bytes(30), "a.jpg", Unreadable, "图片不完整或已损坏", "重新拍摄"),
        (_png_that_claims(9000, 9000), "a.png", TooBig, "像素超过 8000 万", "缩小"),
        (_png_that_claims(60000, 60000), "a.png", TooBig, "像素超过 8000 万", "缩小"),
        (_picture("GIF"), "a.gif", Unsupported, "GIF 图片", "另存为 jpg"),
        (_picture("BMP"), "a.bmp", Unsupported, "BMP 图片", "另存为 jpg"),
        (_picture("TIFF"), "a.tif", Unsupported, "TIFF 图片", "另存为 jpg"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "a.jpg", Unsupported, "HEIC", "另存为 jpg"),
        (b"\0\0\0\x18ftypqt  " + bytes(40), "a.mov", Unsupported, "录像", "转成 mp4"),
    ],
)
def test_refused(data: bytes, name: str, kind: type[Problem], said: str, advised: str) -> None:
    with pytest.raises(Problem) as raised:
        accept(data, name=name)
    assert type(raised.value) is kind
    assert said in raised.value.message
    assert advised in raised.value.advice
    assert "html" not in raised.value.advice  # no page may be attached


def test_bombs_are_refused() -> None:
    for data in (zip_bomb(), _claims_much()):
        with pytest.raises(TooBig, match="展开后过大"):
            accept(data, name="a.docx")
    # One that lies about its size is found out when it is read; it is never unpacked here.
    assert accept(lying_bomb(), name="a.docx").ending == "docx"


def _claims_much() -> bytes:
    """An OFD file with more members than any document has."""
    return _zip("OFD.xml", *(f"Doc_0/{number}.xml" for number in range(5_001)))


def test_a_file_over_the_limit_is_refused_whatever_it_is() -> None:
    with pytest.raises(TooBig, match="上限 64 MB"):
        accept(MP4 + bytes(MAX_BYTES), name="a.mp4")


def test_too_many_pages_are_told_without_talk_of_reports() -> None:
    pdf = pikepdf.new()
    for _ in range(501):
        pdf.add_blank_page(page_size=(9, 9))
    out = io.BytesIO()
    pdf.save(out)
    with pytest.raises(TooBig, match="501 页") as raised:
        accept(out.getvalue(), name="a.pdf")
    assert "年度报告" not in str(raised.value)


GOOD = [
    (_pdf(), "a.pdf"),
    (_word(), "a.docx"),
    (_sheet(), "a.xlsx"),
    (_picture("PNG"), "a.png"),
    (_picture("JPEG"), "a.jpg"),
    (_picture("WEBP"), "a.webp"),
    (_zip("OFD.xml"), "a.ofd"),
]


def _answer(data: bytes, name: str) -> str:
    """The ending that was found, or what to do; any other error is a fault of ours."""
    try:
        return accept(data, name=name).ending
    except Problem as problem:
        return problem.advice


@given(st.sampled_from(GOOD), st.data())
def test_damage_ends_in_the_same_kind_or_in_advice(good, data) -> None:
    content, name = bytearray(good[0]), good[1]
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    stop = data.draw(st.integers(0, len(content)))
    answer = _answer(bytes(content[:stop]), name)
    assert answer == name[2:] or answer.endswith("。")


@given(st.binary(max_size=300), st.text(max_size=12))
def test_any_bytes_under_any_name_end_in_a_kind_or_in_advice(content, name) -> None:
    answer = _answer(content, name)
    assert answer in ("txt", "csv", "mp3") or answer.endswith("。")
