"""Word documents for LibreOffice to print, as offices lay them out: fixed and free tables, boxes, frames, seals."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

from tests.specimens.make.draft import Draft
from tests.specimens.make.layouts.docx import _place as place
from tests.specimens.make.layouts.docx import saved
from tests.specimens.make.layouts.grid import grid
from tests.specimens.make.style import Style

WIDTHS = {"table2": (7, 3, 3, 3), "table3": (1.2, 1.6, 4.4, *[1.25] * 7), "table4": (1.07,) * 15}
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="8" w:space="24" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right")
)
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


@dataclass(frozen=True, slots=True)
class Odd:
    """What is odd: what is done to each table and to the finished document, and what holds the report."""

    why: str
    table: Callable[[Table], None] = lambda table: None
    after: Callable[[DocumentType], None] = lambda document: None
    size: float = 9
    is_fixed: bool = True
    holder: str = ""  # cell: all in one cell, row: a row for each part


def source(draft: Draft, style: Style, rng: random.Random, *, odd: Odd) -> bytes:
    """The Word document."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    where: Any = document
    if odd.holder:
        outer = document.add_table(rows=1, cols=1)
        outer.style = "Table Grid"
        where = outer.cell(0, 0)
    for passage in draft.passages:
        if odd.holder == "row":
            where = outer.add_row().cells[0]
        if passage.kind == "table":
            odd.table(_table(where, draft, style, passage.text, odd))
            if odd.holder:
                where.add_paragraph("")
        else:
            paragraph = where.add_paragraph(passage.text)
            if passage.kind == "title":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    odd.after(document)
    return saved(document)


def _table(where: DocumentType | _Cell, draft: Draft, style: Style, name: str, odd: Odd) -> Table:
    table = place(where, grid(draft, style, name))
    table.style = "Table Grid"
    table.autofit = not odd.is_fixed
    if odd.is_fixed:
        for column, width in zip(table.columns, WIDTHS[name], strict=False):
            column.width = Cm(width)
        for row in table._tbl.tr_lst:
            at = 0
            for cell in row.tc_lst:
                cell.width = Cm(sum(WIDTHS[name][at : at + cell.grid_span]))
                at += cell.grid_span
    for cell in _cells(table):
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)
            for run in paragraph.runs:
                run.font.size = Pt(odd.size)
    return table


def _cells(table: Table) -> list[_Cell]:
    return [_Cell(tc, table) for row in table._tbl.tr_lst for tc in row.tc_lst]


def _figures(table: Table) -> list[_Cell]:
    return [cell for cell in _cells(table) if cell.text.isdecimal()]


def _no_padding(table: Table) -> None:
    sides = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    table._tbl.tblPr.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>"))


def _aligned(where: Any) -> Callable[[Table], None]:
    def apply(table: Table) -> None:
        for cell in _figures(table):
            cell.paragraphs[0].alignment = where

    return apply


def _slashed(table: Table) -> None:
    corner = _cells(table)[0]
    if "勾稽" in corner.text:
        line = '<w:tl2br w:val="single" w:sz="4" w:color="000000"/>'
        corner._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{line}</w:tcBorders>"))


def _underlined(table: Table) -> None:
    for cell in _figures(table):
        run = cell.paragraphs[0].runs[0]
        run.text, run.underline = f"  {run.text}  ", True


def _noted(table: Table) -> None:
    for cell in _figures(table)[::17]:
        mark = cell.paragraphs[0].add_run("2")
        mark.font.superscript, mark.font.size = True, cell.paragraphs[0].runs[0].font.size


def _bold(table: Table) -> None:
    for cell in _cells(table):
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                run.bold = True


def _hanging(table: Table) -> None:
    for cell in _cells(table):
        if len(cell.text) > 4 and not cell.text.isdecimal():
            layout = cell.paragraphs[0].paragraph_format
            layout.left_indent, layout.first_line_indent = Pt(18), Pt(-18)


def _exact(table: Table) -> None:
    for row in table.rows:
        row.height = Pt(30)


def _upright(table: Table) -> None:
    for cell in _cells(table):
        if cell.text.startswith(("三、", "（三）", "（四）", "（五）", "（六）其他处理")) and cell._tc.vMerge:
            way = OxmlElement("w:textDirection")
            way.set(qn("w:val"), "tbRlV")
            cell._tc.get_or_add_tcPr().append(way)


def _outlined(table: Table) -> None:
    sides = "".join(f'<w:{s} w:val="double" w:sz="6"/>' for s in ("top", "left", "bottom", "right"))
    inner = "".join(f'<w:{s} w:val="dotted" w:sz="4"/>' for s in ("insideH", "insideV"))
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}{inner}</w:tblBorders>"))


def _page_frame(document: DocumentType) -> None:
    for section in document.sections:
        borders = parse_xml(f'<w:pgBorders {nsdecls("w")} w:offsetFrom="text">{BORDERS}</w:pgBorders>')
        section._sectPr.insert_element_before(borders, "w:cols")


def _landscape(document: DocumentType) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)


def _title_box(document: DocumentType) -> None:
    first = document.paragraphs[0]
    text = first.text
    for run in first.runs:
        run.text = ""
    shape = (
        f'<w:r {nsdecls("w")} {VML}><w:pict><v:rect style="width:400pt;height:70pt" strokecolor="red" strokeweight="1.5pt">'
        f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
    )
    first._p.append(parse_xml(shape))


def _seal(document: DocumentType) -> None:
    style = "position:absolute;margin-left:280pt;margin-top:-80pt;width:110pt;height:110pt"
    shape = f'<w:r {nsdecls("w")} {VML}><w:pict><v:oval style="{style}" filled="f" strokecolor="red" strokeweight="3pt"/></w:pict></w:r>'
    document.paragraphs[-1]._p.append(parse_xml(shape))


def _running(document: DocumentType) -> None:
    head = document.sections[0].header.paragraphs[0]
    head.text = "政府信息公开工作年度报告"
    line = '<w:bottom w:val="single" w:sz="12" w:space="1" w:color="FF0000"/>'
    head._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>"))
    foot = document.sections[0].footer.paragraphs[0]
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    foot.add_run("— ")
    foot._p.append(parse_xml(field))
    foot.add_run(" —")
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _bulleted(document: DocumentType) -> None:
    for paragraph in document.paragraphs:
        if paragraph.text.startswith(("（一）", "（二）", "（三）", "（四）", "（五）")):
            paragraph.style = "List Bullet"


ODDS: dict[str, Odd] = {
    "fixed": Odd("固定列宽", after=_running),
    "autofit": Odd("自动列宽", is_fixed=False),
    "nopadding": Odd("格子没有边距", table=_no_padding, size=10.5),
    "autonopadding": Odd("自动列宽、没有边距", table=_no_padding, is_fixed=False, size=10.5),
    "wordslash": Odd("斜线表头", table=_slashed),
    "wordunder": Odd("表内数字带下划线", table=_underlined),
    "wordnotes": Odd("数字带上标注号", table=_noted),
    "wordright": Odd("数字靠右", table=_aligned(WD_ALIGN_PARAGRAPH.RIGHT)),
    "wordspread": Odd("数字分散对齐", table=_aligned(WD_ALIGN_PARAGRAPH.DISTRIBUTE)),
    "wordbold": Odd("表内全部加粗", table=_bold),
    "wordhanging": Odd("行名悬挂缩进", table=_hanging),
    "wordtall": Odd("行高三十磅", table=_exact),
    "wordupright": Odd("分组标签竖排", table=_upright),
    "worddouble": Odd("外框双线、内线点线", table=_outlined),
    "wordframe": Odd("页面有边框", after=_page_frame),
    "wordwide": Odd("全部横页", after=_landscape),
    "wordbox": Odd("标题在文本框里", after=_title_box),
    "wordseal": Odd("文末盖章", after=_seal),
    "wordbullets": Odd("小标题带项目符号", after=_bulleted),
    "wordcell": Odd("全文在一个格子里", holder="cell"),
    "wordrows": Odd("全文在一张大表里，一段一行", holder="row"),
    "wordtiny": Odd("五磅小字", size=5),
}  # fmt: skip
