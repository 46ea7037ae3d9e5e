"""Word documents, pages and texts as PDF, so that there is one way of marking and one of withholding."""

from dataclasses import dataclass

from gongkai.engine.content import Imported, clean, from_docx, from_text, paper_blocks
from gongkai.engine.intake import take_bytes
from gongkai.engine.render.pdf import render_pdf
from gongkai.kernel.paper import Block, Paper, Passage, Role
from gongkai.kernel.problems import Unsupported


@dataclass(frozen=True, slots=True)
class Print:
    """A file as PDF; `notes` are sentences about what could not be printed."""

    data: bytes
    notes: tuple[str, ...] = ()


def printed(data: bytes, name: str) -> Print:
    """A PDF file as it is; a Word document, a page or a text set as paper. Raises a Problem for anything else.

    What Word hides, comments, changes, properties, never gets onto the paper; how its pages looked is lost, and who
    wants to keep that prints the file to PDF himself.
    """
    source = take_bytes(data, name)
    if source.kind == "pdf":
        return Print(data)
    if source.kind == "xlsx":
        raise Unsupported("电子表格不能直接遮盖。", "请把要提供的部分打印成 PDF，再在 PDF 上遮盖。")
    read = (
        Imported("", clean(source.text))
        if source.kind == "html"
        else from_docx(data)
        if source.kind == "docx"
        else from_text(source.text)
    )
    heading: tuple[Block, ...] = (Passage(read.title, Role.TITLE),) if read.title else ()
    return Print(render_pdf(Paper(read.title, "", (*heading, *paper_blocks(read.html)))), read.notes)
