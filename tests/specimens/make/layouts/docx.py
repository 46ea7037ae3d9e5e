"""Word documents: merged cells, nested tables, tracked changes, links, headers and footers, heading styles."""

import copy
import io
import random
import zipfile

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell

from tests.specimens.make.draft import Draft
from tests.specimens.make.layouts.grid import Box, grid
from tests.specimens.make.layouts.html import unmerged
from tests.specimens.make.style import Style

EPOCH = (2024, 1, 1, 0, 0, 0)
TABLES = ("table2", "table3", "table4")


def saved(document: DocumentType) -> bytes:
    """The document as bytes that are the same on every run."""
    buffer = io.BytesIO()
    document.save(buffer)
    return settled(buffer.getvalue())


def settled(data: bytes) -> bytes:
    """A zip with its dates fixed and without thumbnails."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()


def _place(where: DocumentType | _Cell, rows: list[list[Box]]) -> Table:
    """Draw a grid with real merges (gridSpan, vMerge)."""
    width = max(sum(box.columns for box in rows[0]), 4)
    table = where.add_table(rows=len(rows), cols=width)
    if isinstance(where, DocumentType):
        table.style = "Table Grid"
    cells = [list(row.cells) for row in table.rows]
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for box in row:
            while (y, x) in taken:
                x += 1
            corner = cells[y][x]
            if box.rows > 1 or box.columns > 1:
                corner = corner.merge(cells[y + box.rows - 1][x + box.columns - 1])
            corner.text = box.text
            taken |= {(y + dy, x + dx) for dy in range(box.rows) for dx in range(box.columns)}
            x += box.columns
    return table


def _write(draft: Draft, style: Style, document: DocumentType, *, headings: bool = False) -> None:
    for passage in draft.passages:
        if passage.kind == "table":
            _place(document, grid(draft, style, passage.text))
        elif passage.kind == "title":
            document.add_paragraph(passage.text, style="Title" if headings else None)
        elif headings and passage.kind in ("h1", "h2"):
            document.add_heading(passage.text, level=int(passage.kind[1]))
        else:
            document.add_paragraph(passage.text)


def merged(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Plain paragraphs and merged cells."""
    document = Document()
    _write(draft, style, document)
    return saved(document)


def styled(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Heading styles with the numbers typed, a header and page numbers in the footer."""
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = f"{draft.organ.name}　内部资料　第 12 版"
    section.footer.paragraphs[0].text = "— 3 —"
    _write(draft, style, document, headings=True)
    return saved(document)


def nested(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """The statutory tables stand inside the cell of a layout table."""
    document = Document()
    for passage in draft.passages:
        if passage.kind == "table":
            outer = document.add_table(rows=1, cols=1)
            outer.cell(0, 0).paragraphs[0].text = ""
            _place(outer.cell(0, 0), grid(draft, style, passage.text))
            outer.cell(0, 0).add_paragraph("")
        else:
            document.add_paragraph(passage.text)
    return saved(document)


def tracked(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Tracked changes: inserted text counts, deleted text and deleted figures do not."""
    document = Document()
    _write(draft, style, document)
    for paragraph in document.paragraphs[2::5]:
        if paragraph.runs and len(paragraph.text) > 20:
            _delete_after(paragraph.runs[0]._r, "（原报送稿为 99 件，已删除）")
    for table in document.tables[1:2]:
        for cell in rng.sample(table.rows[6].cells[3:], 2):
            for paragraph in cell.paragraphs[:1]:
                if paragraph.runs:
                    _insert_instead(paragraph.runs[0]._r, "97")
    return saved(document)


def _change(kind: str) -> object:
    element = OxmlElement(f"w:{kind}")
    for name, value in (("w:id", "7"), ("w:author", "某甲"), ("w:date", "2024-01-02T03:04:05Z")):
        element.set(qn(name), value)
    return element


def _deleted(run: object, text: str) -> object:
    gone = copy.deepcopy(run)
    for child in list(gone.findall(qn("w:t"))):
        gone.remove(child)
    words = OxmlElement("w:delText")
    words.text = text
    gone.append(words)
    change = _change("del")
    change.append(gone)
    return change


def _delete_after(run: object, text: str) -> None:
    run.addnext(_deleted(run, text))


def _insert_instead(run: object, old: str) -> None:
    """The figure itself becomes an insertion that replaced `old`."""
    change = _change("ins")
    run.addprevious(_deleted(run, old))
    run.addprevious(change)
    change.append(run)


def links(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Parts of paragraphs stand in hyperlinks; figures are split over several runs."""
    document = Document()
    _write(draft, style, document)
    for paragraph in document.paragraphs:
        if len(paragraph.text) > 30 and paragraph.runs:
            text = paragraph.text
            at = rng.randint(5, len(text) - 6)
            paragraph.runs[0].text = text[:at]
            target = document.part.relate_to(
                "http://www.example.gov.cn/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), target)
            run = paragraph.add_run(text[at : at + 5])
            link.append(run._r)
            paragraph._p.append(link)
            paragraph.add_run(text[at + 5 :])
    document.sections[0].footer.paragraphs[0].text = "第 1 页 共 6 页"
    return saved(document)


def ragged(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """No merges: what belongs together is followed by empty cells."""
    document = Document()
    for passage in draft.passages:
        if passage.kind == "table":
            _place(
                document, [[Box(text) for text in row] for row in unmerged(grid(draft, style, passage.text))]
            )
        else:
            document.add_paragraph(passage.text)
    return saved(document)


def split(draft: Draft, style: Style, rng: random.Random) -> bytes:
    """Table three is two tables, cut between two rows."""
    document = Document()
    for passage in draft.passages:
        if passage.kind != "table":
            document.add_paragraph(passage.text)
            continue
        rows = [[Box(text) for text in row] for row in unmerged(grid(draft, style, passage.text))]
        cut = rng.randint(9, 20) if passage.text == "table3" else len(rows)
        _place(document, rows[:cut])
        if rows[cut:]:
            document.add_paragraph("")
            _place(document, rows[cut:])
    return saved(document)


SHAPES = {
    "merged": merged, "styled": styled, "nested": nested, "tracked": tracked, "links": links, "ragged": ragged,
    "split": split,
}  # fmt: skip
