"""What is done to finished pages: stored turned with /Rotate, or with a crop box that does not begin at zero."""

import ctypes
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from tests.specimens.make.pdf.look import Look

CROP = (17.0, 23.0)


def finish(path: Path, look: Look) -> None:
    """Turn or crop the pages of a printed PDF as the look asks."""
    if not look.turned and not look.is_cropped:
        return
    document = pdfium.PdfDocument(path.read_bytes())
    for page in document:
        width, height = page.get_size()
        if look.turned and (look.wide != "table3" or width > height):
            _turn(page, look.turned)
        if look.is_cropped:
            _crop(page)
    document.save(path)
    document.close()


def _turn(page: pdfium.PdfPage, angle: int) -> None:
    """Turn the content against the clock and have /Rotate turn it back: the page looks as before."""
    width, height = page.get_size()
    turns = {90: (0, 1, -1, 0, height, 0), 270: (0, -1, 1, 0, 0, width)}
    matrix = raw.FS_MATRIX(*turns[angle])
    clip = raw.FS_RECTF(0, width, height, 0)
    page.set_mediabox(0, 0, height, width)
    page.set_cropbox(0, 0, height, width)
    if not raw.FPDFPage_TransFormWithClip(page, ctypes.byref(matrix), ctypes.byref(clip)):
        raise RuntimeError("the page could not be turned")
    page.set_rotation(angle)


def _crop(page: pdfium.PdfPage) -> None:
    """Move the content away from the origin and show only the part that was the page."""
    width, height = page.get_size()
    dx, dy = CROP
    matrix = raw.FS_MATRIX(1, 0, 0, 1, dx, dy)
    clip = raw.FS_RECTF(0, height + 2 * dy, width + 2 * dx, 0)
    page.set_mediabox(0, 0, width + 2 * dx, height + 2 * dy)
    raw.FPDFPage_TransFormWithClip(page, ctypes.byref(matrix), ctypes.byref(clip))
    page.set_cropbox(dx, dy, width + dx, height + dy)
