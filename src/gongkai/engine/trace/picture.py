"""Pages of a PDF file as pictures, the way a reader of the file sees them: bounded in size, and in time if asked."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.engine.read.pdf.opening import opened
from gongkai.kernel.problems import TooBig, Unreadable, Unwritable

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 2000  # pixels of a page's longer side
SHARP = 1754  # the same for a page on a screen: A4 at 150 dots an inch
COLOURS = 32  # black writing, one or two other colours, and the greys between
_MOST = 4.0  # pixels a point: more shows nothing new on small pages
_WHITE = (255, 255, 255, 255)

Size = tuple[float, float]  # width and height of a page in points
Asked = Callable[[], bool]  # whether it has taken too long; the clock is the caller's


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a PNG file, and its size in points: boxes of findings are measured in these."""

    number: int
    png: bytes
    size: Size


@contextmanager
def drawing(data: bytes, *, is_late: Asked = lambda: False) -> Iterator["Drawing"]:
    """The pages of a file while it is open; a page is given up when `is_late` says so. Raises Unwritable without the
    library that makes pictures."""
    require()
    with opened(data) as document:
        yield Drawing(document, is_late)


class Drawing:
    """Draws pages of an open file."""

    def __init__(self, document: pypdfium2.PdfDocument, is_late: Asked) -> None:
        self._document = document
        self._is_late = is_late

    def __len__(self) -> int:
        return len(self._document)

    def page(self, number: int, *, longest: int = LONGEST) -> tuple["Image", Size]:
        """Page `number`, counted from 1, and its size. Raises Unreadable when it is broken, TooBig when it takes too
        long."""
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError:
            raise Unreadable(f"第 {number} 页已损坏。", "请另存或打印为新的 PDF 后重试。") from None
        try:
            size: Size = page.get_size()
            scale = min(longest / max(*size, 1), _MOST)
            bitmap = pypdfium2.PdfBitmap.new_native(
                max(round(size[0] * scale), 1), max(round(size[1] * scale), 1), pdfium.FPDFBitmap_BGR
            )
            bitmap.fill_rect(_WHITE, 0, 0, bitmap.width, bitmap.height)
            _draw(bitmap, page, number, self._is_late)
            image: Image = bitmap.to_pil().copy()
            bitmap.close()
            return image, size
        finally:
            page.close()

    def picture(self, number: int) -> PagePicture:
        """A page as a small file for a screen."""
        image, size = self.page(number, longest=SHARP)
        return PagePicture(number, png(image), size)


def picture_of(data: bytes, number: int, *, is_late: Asked = lambda: False) -> PagePicture:
    """One page of a file."""
    with drawing(data, is_late=is_late) as pages:
        return pages.picture(number)


def page_sizes(data: bytes) -> tuple[Size, ...]:
    """How large each page of a file is; nothing by nothing for a broken one."""
    with opened(data) as document:
        return tuple(_size(document, index) for index in range(len(document)))


def _size(document: pypdfium2.PdfDocument, index: int) -> Size:
    try:
        width, height = document.get_page_size(index)
    except pypdfium2.PdfiumError:
        return 0.0, 0.0
    return width, height


def png(image: "Image") -> bytes:
    """The picture as a file of few colours: a third of the size, and nobody sees a difference in writing."""
    from PIL import Image

    buffer = io.BytesIO()
    few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(buffer, "PNG")
    return buffer.getvalue()


def require() -> None:
    """Refuse early when the library that makes pictures is not installed."""
    try:
        import PIL  # noqa: F401 - only whether it is there
    except ModuleNotFoundError:
        raise Unwritable("没有安装画图的组件（Pillow）。", "请运行 pip install 'gongkai[paper]'。") from None


def _draw(bitmap: pypdfium2.PdfBitmap, page: pypdfium2.PdfPage, number: int, is_late: Asked) -> None:
    """Let pdfium draw step by step, and stop it when it is late."""
    pause = pdfium.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(lambda _pause: is_late())
    place = (0, 0, bitmap.width, bitmap.height, 0)
    try:
        state = pdfium.FPDF_RenderPageBitmap_Start(bitmap.raw, page.raw, *place, pdfium.FPDF_ANNOT, pause)
    finally:
        pdfium.FPDF_RenderPage_Close(page.raw)
    if state == pdfium.FPDF_RENDER_TOBECONTINUED:
        raise TooBig(f"第 {number} 页的图形太多，画不出来。", "请查看原文件。")
    if state != pdfium.FPDF_RENDER_DONE:
        raise Unreadable(f"第 {number} 页画不出来。", "请另存或打印为新的 PDF 后重试。")
