"""Marks that telephones read, drawn: as lines for pages and print, as points for Word.

They have no border of their own: the paper around them is white, and the style keeps the gap.
"""

import io

import segno

from gongkai.kernel.paper import QrMark

_POINTS = 12  # a side of one square of the picture: sharp in print


def svg(mark: QrMark) -> str:
    """The mark as lines, as wide as whoever shows it says."""
    out = io.BytesIO()
    _code(mark).save(out, kind="svg", border=0, xmldecl=False, omitsize=True, svgclass=None, lineclass=None)
    return out.getvalue().decode().strip()


def png(mark: QrMark) -> bytes:
    """The mark as points."""
    out = io.BytesIO()
    _code(mark).save(out, kind="png", border=0, scale=_POINTS)
    return out.getvalue()


def _code(mark: QrMark) -> segno.QRCode:
    return segno.make(mark.text, error="m", micro=False)
