"""PDF files, by the geometry of their pages: ink → rulings → cells and lines → tables over pages → one document."""

from gongkai.engine.document import Document
from gongkai.engine.read.pdf.assemble import assemble
from gongkai.engine.read.pdf.layout import layout_of
from gongkai.engine.read.pdf.opening import pages_of


def read_pdf(data: bytes) -> Document:
    """The pages as blocks; every line and every cell has its page and box."""
    return assemble([layout_of(ink) for ink in pages_of(data)])
