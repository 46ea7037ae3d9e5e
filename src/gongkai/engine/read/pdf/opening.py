"""Opens a PDF file and turns its pages, one after the other, into ink."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.engine.read.pdf.ink import Ink, ink_of
from gongkai.engine.read.pdf.nesting import is_endless
from gongkai.kernel.problems import Encrypted, TooBig, Unreadable

MAX_PAGES = 500
MAX_EFFORT = 5_000_000  # some seconds
MAX_RUNS = 10_000  # of a page
MAX_SIDE = 50_000.0  # points: some 18 metres
_MOST_UNTOLD = 0.2  # of the characters


def pages_of(data: bytes) -> Iterator[Ink]:
    """The ink of each page. Raises Encrypted, TooBig or Unreadable; what a broken page holds is left out."""
    with opened(data) as document:
        effort = untold = characters = 0
        for number in range(1, len(document) + 1):
            ink = _page(document, number)
            effort += ink.effort
            if effort > MAX_EFFORT or len(ink.runs) > MAX_RUNS:
                raise TooBig("PDF 文件里的文字或图形太多。", "请只保留年度报告本身的各页后重试。")
            untold += ink.untold
            characters += sum(len(run.text) for run in ink.runs)
            yield ink
        if untold > _MOST_UNTOLD * characters:
            raise Unreadable(
                "PDF 的字体没有文字对应表，看得见的字读不出来。", "请用原始文件，或先做文字识别后重试。"
            )


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document while it is open."""
    if is_endless(data):
        raise TooBig("PDF 文件里的图形层层套用，画不完。", "请打印为新的 PDF，或改用其他格式的文件。")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(error, is_locked=b"/Encrypt" in data) from None
    try:
        if len(document) > MAX_PAGES:
            raise TooBig(
                f"PDF 文件有 {len(document)} 页（上限 {MAX_PAGES} 页）。",
                "请只保留年度报告本身的各页后重试。",
            )
        yield document
    finally:
        document.close()


def _refused(error: pypdfium2.PdfiumError, *, is_locked: bool) -> Encrypted | Unreadable:
    # pdfium may still tell the error of the file before.
    if is_locked and error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return Encrypted("PDF 文件设了打开密码。", "请用密码打开后，另存或打印为没有密码的 PDF。")
    return Unreadable("PDF 文件不完整或已损坏。", "请重新下载；能打开的话，请另存或打印为新的 PDF 后重试。")


def _page(document: pypdfium2.PdfDocument, number: int) -> Ink:
    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        return Ink(number, 0, 0)
    try:
        _require_size(page, number)
        return ink_of(page, number)
    finally:
        pdfium.FPDF_ClosePage(page)


def _require_size(page: Any, number: int) -> None:
    """Refuse a page that no paper is: so far out, places are no longer exact, and one cell is taken for another."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    sides = rect.left, rect.bottom, rect.right, rect.top
    if not all(abs(side) <= MAX_SIDE for side in sides):
        raise Unreadable(
            f"PDF 第 {number} 页的页面尺寸不合情理。", "请打印为新的 PDF，或改用其他格式的文件。"
        )
