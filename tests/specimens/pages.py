"""The pages of a PDF as another eye sees them: which text pdfium itself finds inside a box."""

import ctypes
import re
import unicodedata
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

Box = tuple[float, float, float, float]
_FINE = 100  # device units in a point: pdfium takes whole device units
_SHRINK = 0.5  # points; a neighbour that only touches the box is not inside it


class Pages:
    """One PDF. Boxes are (left, top, right, bottom) in points from the top left corner of the page as shown."""

    def __init__(self, path: Path, *, watermark: str = "") -> None:
        self._document = pdfium.PdfDocument(path)
        self._watermark = watermark
        self._pages: dict[int, tuple[pdfium.PdfPage, pdfium.PdfTextPage]] = {}

    def __enter__(self) -> "Pages":
        return self

    def __exit__(self, *_: object) -> None:
        for page, words in self._pages.values():
            words.close()
            page.close()
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height as shown, of a page counted from 1."""
        return self._page(number)[0].get_size()

    def text(self, number: int, box: Box) -> str:
        """What is printed inside the box, folded, less the characters of the watermark."""
        left, top, right, bottom = box
        dx, dy = min(_SHRINK, (right - left) / 4), min(_SHRINK, (bottom - top) / 4)
        x0, y0 = self._to_page(number, left + dx, top + dy)
        x1, y1 = self._to_page(number, right - dx, bottom - dy)
        words = self._page(number)[1].get_text_bounded(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        return self.unmarked(words)

    def unmarked(self, words: str) -> str:
        """Words folded, less the characters of the watermark: it may be drawn across anything."""
        return "".join(sign for sign in folded(words) if sign not in self._watermark)

    def _page(self, number: int) -> tuple[pdfium.PdfPage, pdfium.PdfTextPage]:
        if number not in self._pages:
            page = self._document[number - 1]
            self._pages[number] = (page, page.get_textpage())
        return self._pages[number]

    def _to_page(self, number: int, x: float, y: float) -> tuple[float, float]:
        """A point as shown, in the page's own coordinates: crop box and rotation undone."""
        page = self._page(number)[0]
        width, height = page.get_size()
        px, py = ctypes.c_double(), ctypes.c_double()
        raw.FPDF_DeviceToPage(
            page,
            0,
            0,
            round(width * _FINE),
            round(height * _FINE),
            0,
            round(x * _FINE),
            round(y * _FINE),
            px,
            py,
        )
        return px.value, py.value


def folded(text: str) -> str:
    """One form for each character, white space away: what must agree when places are compared."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def is_figure(text: str, value: float) -> bool:
    """Whether a printed cell shows this number: thousands marks, a sign and 元 do not matter."""
    try:
        return Decimal(folded(text).replace(",", "").removesuffix("元")) == Decimal(str(value))
    except InvalidOperation:
        return False


def holds(inside: str, piece: str) -> bool:
    """Whether a folded text holds a piece, at least nearly all of its characters if they are drawn out of order."""
    if piece in inside:
        return True
    found = sum((Counter(piece) & Counter(inside)).values())
    return len(piece) > 4 and found >= 0.9 * len(piece)


def agrees(inside: str, said: str) -> bool:
    """Whether what is in a box and what is quoted are the same passage: the shorter lies in the longer. The figures of
    a row may stand in the file in any order."""
    shorter, longer = sorted((inside, said), key=len)
    is_figures = shorter.isdecimal() and not Counter(shorter) - Counter(longer)
    return bool(shorter) and (is_figures or holds(longer, shorter))


def goes_on(inside: str, said: str) -> bool:
    """Whether what is quoted begins at the end of what is in the box, with four characters or more."""
    return any(inside.endswith(said[:length]) for length in range(4, len(said)))
