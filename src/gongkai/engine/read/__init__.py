"""One reader for each kind of file; all give the same `Document`."""

from gongkai.engine.document import Document
from gongkai.engine.intake import Source


def read(source: Source) -> Document:
    """The source as blocks. The readers of packed formats are loaded only when one is needed."""
    if source.kind == "html":
        from .html import read_html

        return read_html(source.text)
    if source.kind == "docx":
        from .docx import read_docx

        return read_docx(source.data)
    if source.kind == "pdf":
        from .pdf import read_pdf

        return read_pdf(source.data)
    if source.kind == "xlsx":
        from .xlsx import read_xlsx

        return read_xlsx(source.data)
    from .text import read_text

    return read_text(source.text)
