"""A file as sheets that can be marked: the pages of a PDF file, or the pictures of a scan.

What is drawn is all that people are shown, in the office and in what is handed out: fields of forms and stamps belong
to a page, remarks do not.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from gongkai.engine.intake import MAX_BYTES
from gongkai.engine.read.pdf.opening import MAX_PAGES, MAX_SIDE, opened
from gongkai.engine.redaction.characters import Character, characters
from gongkai.engine.redaction.frames import Frame
from gongkai.engine.redaction.layers import shown
from gongkai.kernel.problems import TooBig, Unreadable, Unsupported

DPI = 200  # as a fax of good quality: small characters stay clear
MOST_PIXELS = 16_000_000  # of a sheet: A3 at 240 dots an inch
MOST_OBJECTS = 200_000  # of a page
_MOST_SCANNED = 100_000_000  # pixels of a picture that is taken in
_KINDS = ("JPEG", "PNG", "TIFF")
_LONG_SIDE = 842.0  # points of A4, for a picture that does not tell its size
_DPIS = (72, 1200)
_WHITE = (255, 255, 255, 255)
_PART_OF_PAGE = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, counted from 1: where it lies, what it says, and its picture, not turned, when asked for."""

    number: int
    frame: Frame
    characters: tuple[Character, ...]
    draw: Callable[[], Image.Image]


def sheets(data: bytes, *, only: int | None = None) -> Iterator[Sheet]:
    """The sheets of a file, or one of them, one after the other; each is gone when the next comes. Raises a Problem."""
    if len(data) > MAX_BYTES:
        raise TooBig(f"文件太大（上限 {MAX_BYTES // 1024 // 1024} MB）。", "请拆成几个文件，分别遮盖。")
    if b"%PDF-" in data[:1024]:
        yield from _pages(data, only)
    else:
        yield from _pictures(data, only)


def _pages(data: bytes, only: int | None) -> Iterator[Sheet]:
    try:
        with opened(shown(data)) as document:
            if document.get_formtype():
                document.init_forms()
            for index in range(len(document)):
                if only in (None, index + 1):
                    yield from _page(document, index)
    except TooBig as problem:
        raise TooBig(problem.message, "请拆成几个文件，或打印为新的 PDF，再分别遮盖。") from None


def _page(document: pypdfium2.PdfDocument, index: int) -> Iterator[Sheet]:
    try:
        page = document[index]
        _settle(page)
        page.close()
        page = document[index]
    except pypdfium2.PdfiumError:
        raise Unreadable(f"第 {index + 1} 页已损坏。", "请另存或打印为新的 PDF 后重试。") from None
    try:
        left, bottom, right, top = page.get_bbox()
        if not all(abs(side) <= MAX_SIDE for side in (left, bottom, right, top)):
            raise Unreadable(f"第 {index + 1} 页的页面尺寸不合情理。", "请打印为新的 PDF 后重试。")
        if pdfium.FPDFPage_CountObjects(page.raw) > MOST_OBJECTS:
            raise TooBig(f"第 {index + 1} 页的图形太多。", "")
        frame = Frame(left, bottom, right, top, page.get_rotation())
        told = characters(page.raw)
        yield Sheet(index + 1, frame, told, lambda: _drawn(page, frame))
    finally:
        page.close()


def _settle(page: pypdfium2.PdfPage) -> None:
    """Take remarks off a page, and make what belongs to it part of it, so that it is drawn and read like the rest."""
    for index in reversed(range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation) if annotation else None
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind not in _PART_OF_PAGE:
            pdfium.FPDFPage_RemoveAnnot(page.raw, index)
    if pdfium.FPDFPage_GetAnnotCount(page.raw):
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)


def _drawn(page: pypdfium2.PdfPage, frame: Frame) -> Image.Image:
    """The page as it lies in the file, whichever way it is shown."""
    width, height = frame.size
    scale = min(DPI / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    page.set_rotation(0)
    across, up = max(ceil(width * scale), 1), max(ceil(height * scale), 1)
    bitmap = pypdfium2.PdfBitmap.new_native(across, up, pdfium.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect(_WHITE, 0, 0, across, up)
        pdfium.FPDF_RenderPageBitmap(bitmap.raw, page.raw, 0, 0, across, up, 0, 0)
        picture: Image.Image = bitmap.to_pil()
        return picture.convert("RGB")
    finally:
        bitmap.close()
        page.set_rotation(frame.turned)


def _pictures(data: bytes, only: int | None) -> Iterator[Sheet]:
    try:
        with Image.open(io.BytesIO(data), formats=_KINDS) as opened_picture:
            frames = getattr(opened_picture, "n_frames", 1)
            if frames > MAX_PAGES:
                raise TooBig(f"图片有 {frames} 页（上限 {MAX_PAGES} 页）。", "请拆成几个文件，分别遮盖。")
            for number, picture in enumerate(ImageSequence.Iterator(opened_picture), 1):
                if only in (None, number):
                    yield _picture(picture, number)
    except UnidentifiedImageError:
        raise Unsupported(
            "只能遮盖 PDF 文件和 JPEG、PNG、TIFF 图片。", "Word、网页和文本请先转成 PDF，再在 PDF 上遮盖。"
        ) from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise Unreadable("图片不完整或已损坏。", "请重新扫描或导出后重试。") from None
    except Image.DecompressionBombError:
        raise TooBig("图片的像素太多。", "请用较低的分辨率重新扫描后重试。") from None


def _picture(picture: Image.Image, number: int) -> Sheet:
    if picture.width * picture.height > _MOST_SCANNED:
        raise TooBig("图片的像素太多。", "请用较低的分辨率重新扫描后重试。")
    plain = _flat(picture)
    told = float(picture.info.get("dpi", (0, 0))[0])
    longest = max(plain.size)
    points = 72 / told if _DPIS[0] <= told <= _DPIS[1] else _LONG_SIDE / longest
    frame = Frame(0, 0, plain.width * points, plain.height * points)
    most = (MOST_PIXELS / (plain.width * plain.height)) ** 0.5
    if most < 1:
        plain = plain.resize((int(plain.width * most), int(plain.height * most)))
    return Sheet(number, frame, (), plain.copy)


def _flat(picture: Image.Image) -> Image.Image:
    """The picture the right way up and without anything behind it: on white where one could look through."""
    upright = ImageOps.exif_transpose(picture)
    if not upright.has_transparency_data:
        return upright.convert("RGB")
    clear = upright.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")
