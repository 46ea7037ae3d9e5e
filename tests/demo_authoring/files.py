"""Writes the invented reports as the files that offices publish: `python -m tests.demo_authoring`.

The files are part of the package; this runs again only when `place.toml` changes. Same input, same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from html import escape

from docx import Document
from docx.shared import Pt
from docx.table import Table as DocxTable

from gongkai.engine import intake
from gongkai.engine.render import formats
from gongkai.kernel.layout import Slots
from gongkai.web.demo.county import SOURCES
from gongkai.web.portal.sheets import BoxState, FigureBox, Sheet

from .draft import Draft, drafts

LINE = 32  # characters a line in a text that came out of a PDF
ZIP_TIME = (2026, 1, 1, 0, 0, 0)
TAGS = {"title": "h1", "h1": "h2", "h2": "h3", "p": "p"}


def write_all() -> int:
    """Write every report; how many there are."""
    SOURCES.mkdir(exist_ok=True)
    files = {draft.file: WRITERS[draft.file.rpartition(".")[2]](draft) for draft in drafts()}
    for name, content in files.items():
        (SOURCES / name).write_bytes(content)
    return len(files)


def text_of(draft: Draft) -> bytes:
    """Plain text as it comes out of a PDF: lines broken anywhere, figures behind their labels."""
    lines: list[str] = []
    for style, text in draft.lines:
        if style == "table":
            lines += _text_table(draft.tables[text])
        else:
            lines += _wrapped(text) if style == "p" else [text]
        lines.append("")
    return "\n".join(lines).encode()


def html_of(draft: Draft) -> bytes:
    """A page of a portal, with its navigation around the report."""
    body = [
        _html_table(draft.tables[t]) if s == "table" else f"<{TAGS[s]}>{escape(t)}</{TAGS[s]}>"
        for s, t in draft.lines
    ]
    title = escape(draft.lines[0][1])
    page = (
        f'<!doctype html>\n<html lang="zh-CN">\n<head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n'
        '<div class="nav"><a href="/">首页</a> <a href="/zwgk/">政务公开</a> <a href="/hd/">互动交流</a></div>\n'
        f'<div class="article">\n{chr(10).join(body)}\n</div>\n<div class="footer">主办单位：墨鹭县</div>\n</body>\n</html>\n'
    )
    return page.encode()


def docx_of(draft: Draft) -> bytes:
    """A Word document with merged cells, its times fixed so that the bytes stay the same."""
    document = Document()
    # Word keeps its times without a zone.
    document.core_properties.created = document.core_properties.modified = datetime(*ZIP_TIME)  # noqa: DTZ001 - Word documents know no zones
    document.core_properties.author = "墨鹭县"
    for style, text in draft.lines:
        if style == "table":
            _docx_table(document, draft.tables[text])
        elif style == "p":
            document.add_paragraph(text)
        else:
            document.add_heading(text, level=("title", "h1", "h2").index(style))
    buffer = io.BytesIO()
    document.save(buffer)
    return _settled(buffer.getvalue())


def pdf_of(draft: Draft) -> bytes:
    """The official form as a PDF file, set in the typefaces of the machine on which this runs."""
    return _rendered(draft, "pdf")


def xlsx_of(draft: Draft) -> bytes:
    """The official form as a spreadsheet."""
    return _rendered(draft, "xlsx")


def _rendered(draft: Draft, ending: str) -> bytes:
    """What our own renderer makes of the report, which it reads from the Word document."""
    return formats.render(formats.contract(intake.take_bytes(docx_of(draft), "draft.docx")), ending)


WRITERS = {"txt": text_of, "html": html_of, "docx": docx_of, "pdf": pdf_of, "xlsx": xlsx_of}
# Their bytes also depend on the versions of the libraries, and on the typefaces, that write them.
UNSETTLED = (".docx", ".pdf", ".xlsx")


def _wrapped(text: str) -> Iterator[str]:
    """Lines of equal length, broken anywhere but inside a number."""
    line = ""
    for piece in re.findall(r"\d+|\D", text):
        if len(line) + len(piece) > LINE:
            yield line.strip()
            line = ""
        line += piece
    yield line.strip()


def _value(box: FigureBox) -> str:
    return "" if box.state is BoxState.BLANK else box.text.replace(",", "")


def _rows(sheet: Sheet) -> Iterator[tuple[Slots, tuple[FigureBox, ...]]]:
    """Every row of a table from the top: its heads and its cells."""
    for heads in sheet.heads:
        yield heads, ()
    for block in sheet.blocks:
        for heads in block.heads:
            yield heads, ()
        for line in block.lines:
            yield line.heads, line.boxes


def _text_table(sheet: Sheet) -> Iterator[str]:
    for heads, boxes in _rows(sheet):
        if boxes:
            yield from (head.text for head in heads[:-1])
            yield " ".join([*(head.text for head in heads[-1:]), *filter(None, map(_value, boxes))])
        else:
            yield " ".join(head.text for head in heads)


def _html_table(sheet: Sheet) -> str:
    rows = []
    for heads, boxes in _rows(sheet):
        cells = [(head.text, head.colspan, head.rowspan) for head in heads]
        cells += [(_value(box), box.colspan, 1) for box in boxes]
        rows.append("<tr>" + "".join(f"<td{_spans(c, r)}>{escape(t)}</td>" for t, c, r in cells) + "</tr>")
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def _spans(colspan: int, rowspan: int) -> str:
    return (f' colspan="{colspan}"' if colspan > 1 else "") + (f' rowspan="{rowspan}"' if rowspan > 1 else "")


def _docx_table(document: Document, sheet: Sheet) -> None:
    rows = list(_rows(sheet))
    heads, boxes = rows[0]
    width = sum(head.colspan for head in heads) + sum(box.colspan for box in boxes)
    table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    taken: set[tuple[int, int]] = set()
    for y, (heads, boxes) in enumerate(rows):
        cells = [(head.text, head.colspan, head.rowspan) for head in heads]
        cells += [(_value(box), box.colspan, 1) for box in boxes]
        for text, colspan, rowspan in cells:
            x = next(x for x in range(width) if (y, x) not in taken)
            taken |= {(y + dy, x + dx) for dy in range(rowspan) for dx in range(colspan)}
            _fill(table, (y, x), (y + rowspan - 1, x + colspan - 1), text=text)


def _fill(table: DocxTable, first: tuple[int, int], last: tuple[int, int], *, text: str) -> None:
    cell = table.cell(*first)
    merged = cell.merge(table.cell(*last)) if last != first else cell
    run = merged.paragraphs[0].add_run(text)
    run.font.size = Pt(8)


def _settled(package: bytes) -> bytes:
    """The same package with every entry dated alike."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(entry, ZIP_TIME), old.read(entry), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
