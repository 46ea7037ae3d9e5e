"""What a PDF file says in characters, also under black boxes and in white; and which pages only show pictures."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.engine.read.pdf import calls
from gongkai.engine.read.pdf.opening import opened
from gongkai.engine.screening.marks import Part, Passage, Unscreened
from gongkai.engine.screening.nested import MOST_FILES, MOST_OF_ONE

MAX_EFFORT = 10_000_000  # characters, of which an object of a page counts as ten: some seconds
_SCANT = 20  # characters: a page number, a mark
_PACKET = re.compile(rb"<x:xmpmeta.{0,1000000}?</x:xmpmeta>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MOST_UNTOLD = 0.05  # of the characters of a page
_TOLD = ("Contents", "V", "DV", "TU", "T", "RC", "Subj")  # what a remark or a field of a form says


def pdf_passages(
    data: bytes, *, place: str
) -> tuple[Sequence[Passage], Sequence[Unscreened], Sequence[tuple[str, bytes]]]:
    """The texts of all pages, of remarks and properties, what nobody could look into, and the files that are attached.
    Raises a Problem."""
    passages: list[Passage] = []
    pages: list[Part] = []  # one passage: what the head of a table says holds on the pages behind it
    unscreened: list[Unscreened] = []
    with opened(data) as document:
        effort = 0
        for number in range(1, len(document) + 1):
            where = f"{place}第{number}页"
            if effort > MAX_EFFORT:
                unscreened.append(Unscreened(where, "文件里的文字和图形太多，从这一页起没有检查。"))
                break
            text, why, objects = _page_of(document, number - 1, passages=passages, place=where)
            effort += len(text) + 10 * objects
            pages.append(Part(text, where))
            unscreened += [Unscreened(where, why)] if why else []
        passages += [Passage(pages), *_properties(document, place=place), *_packets(data, place=place)]
        attached = tuple(_attached(document))
    return passages, unscreened, attached


def _packets(data: bytes, *, place: str) -> Iterator[Passage]:
    """The properties that are kept as XML, which no reader of the other properties tells."""
    for packet in _PACKET.findall(data):
        for text in _TAG.sub("\n", packet.decode("utf-8", "replace")).split("\n"):
            if text.strip():
                yield Passage((Part(text.strip(), f"{place}文档属性（XMP）"),))


def _attached(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the files that lie in this one."""
    count = min(pdfium.FPDFDoc_GetAttachmentCount(document.raw), MOST_FILES)
    for index in range(count):
        attachment = pdfium.FPDFDoc_GetAttachment(document.raw, index)
        size = pdfium.FPDFAttachment_GetName(attachment, None, 0)
        letters = (ctypes.c_ushort * max(size // 2, 1))()
        pdfium.FPDFAttachment_GetName(attachment, letters, size)
        name = bytes(letters)[: max(size - 2, 0)].decode("utf-16-le", "replace")
        length = ctypes.c_ulong()
        pdfium.FPDFAttachment_GetFile(attachment, None, 0, ctypes.byref(length))
        buffer = ctypes.create_string_buffer(min(length.value, MOST_OF_ONE))
        pdfium.FPDFAttachment_GetFile(attachment, buffer, len(buffer), ctypes.byref(length))
        yield name or f"附件{index + 1}", buffer.raw


def _page_of(
    document: pypdfium2.PdfDocument, index: int, *, passages: list[Passage], place: str
) -> tuple[str, str, int]:
    """The text of a page, why it does not say all, how many objects stand on it; remarks are added to the passages."""
    page = pdfium.FPDF_LoadPage(document.raw, index)
    if not page:
        return "", "这一页打不开，没有检查。", 0
    try:
        passages += _remarks(page, place=place)
        return *_page(page), pdfium.FPDFPage_CountObjects(page)
    finally:
        pdfium.FPDF_ClosePage(page)


def _page(page: Any) -> tuple[str, str]:
    """The text of a page, and why it does not say all, if so."""
    has_pictures = any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, index)) == pdfium.FPDF_PAGEOBJ_IMAGE
        for index in range(pdfium.FPDFPage_CountObjects(page))
    )
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return "", "这一页的文字读不出来，没有检查。"
    try:
        count = max(pdfium.FPDFText_CountChars(text_page), 0)
        text = _text(text_page, count)
        untold = sum(answer == 1 for answer in calls.untold(text_page, range(count)))
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    if untold > _MOST_UNTOLD * count:
        return text, "这一页的字体没有文字对应表，看得见的字读不出来，没有检查。"
    if len("".join(text.split())) < _SCANT:
        is_blank = not pdfium.FPDFPage_CountObjects(page)
        return text, "" if is_blank else "这一页几乎没有文字，可能是扫描件，没有检查。"
    return text, "这一页有图片，图上的文字没有检查。" if has_pictures else ""


def _text(text_page: Any, count: int) -> str:
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer) if count else 0
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    # A hyphen that pdfium takes for one at the end of a line; a number goes on behind it.
    return text.replace("\ufffe", "-").replace("\x02", "-").replace("\r\n", "\n").replace("\r", "\n")


def _remarks(page: Any, *, place: str) -> Iterator[Passage]:
    """Remarks and fields of forms, which stand beside the text of the page."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        for key in _TOLD:
            if text := _value(annotation, key.encode()):
                yield Passage((Part(text, f"{place}的批注或表单"),))
        pdfium.FPDFPage_CloseAnnot(annotation)


def _value(annotation: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def _properties(document: pypdfium2.PdfDocument, *, place: str) -> Iterator[Passage]:
    for said in document.get_metadata_dict(skip_empty=True).values():
        yield Passage((Part(said, f"{place}文档属性"),))
