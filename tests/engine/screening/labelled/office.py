"""Word documents and workbooks with numbers planted where people forget to look; nothing here asks a detector."""

import random
from collections.abc import Callable, Sequence

import docx
import openpyxl
from docx.document import Document
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from tests.engine.screening.labelled.planting import Planted, number, saved, trap

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


# ---- Word


def _docx_table(document: Document, said: str) -> None:
    table = document.add_table(2, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "姓名", "备注"
    table.rows[1].cells[0].text, table.rows[1].cells[1].text = "墨小禾", said


def _docx_deleted(document: Document, said: str) -> None:
    change = f'<w:del {_W} w:id="1"><w:r><w:delText>{said}</w:delText></w:r></w:del>'
    document.add_paragraph("名单")._p.append(docx.oxml.parse_xml(change))


def _docx_hidden(document: Document, said: str) -> None:
    document.add_paragraph("备注").add_run(said).font.hidden = True


def _docx_box(document: Document, said: str) -> None:
    box = (
        f'<w:pict {_W} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
        f"<w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    document.add_paragraph("示意图").add_run()._r.append(docx.oxml.parse_xml(box))


def _docx_variable(document: Document, said: str) -> None:
    variables = f'<w:docVars {_W}><w:docVar w:name="x" w:val="{said}"/></w:docVars>'
    document.settings.element.append(docx.oxml.parse_xml(variables))


def _docx_comment(document: Document, said: str) -> None:
    document.add_comment(document.add_paragraph("名单").add_run("见表"), said, "经办人")


def _docx_header(document: Document, said: str) -> None:
    document.sections[0].header.paragraphs[0].text = said


def _docx_property(document: Document, said: str) -> None:
    document.core_properties.comments = said


def _docx_embedded(document: Document, said: str) -> None:
    inner = openpyxl.Workbook()
    inner.active.append([said])
    part = docx.opc.part.Part(
        docx.opc.packuri.PackURI("/word/embeddings/sheet1.xlsx"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        saved(inner),
        document.part.package,
    )
    document.part.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
    )


_DOCX: dict[str, Callable[[Document, str], object]] = {
    "段": lambda document, said: document.add_paragraph(said),
    "表格": _docx_table,
    "修订前": _docx_deleted,
    "第": _docx_hidden,
    "段 ": _docx_box,
    "其他部件": _docx_variable,
    "批注": _docx_comment,
    "页眉": _docx_header,
    "文档属性": _docx_property,
    "嵌入": _docx_embedded,
}


def word(chance: random.Random) -> tuple[bytes, Sequence[Planted]]:
    """A Word document."""
    document = docx.Document()
    document.core_properties.author = "枕溪镇人民政府"
    for _ in range(3):
        document.add_paragraph(trap(chance))
    planted = []
    for place in chance.sample(list(_DOCX), chance.randint(0, 3)):
        kind, value, said = number(chance)
        _DOCX[place](document, said)
        planted.append(Planted(kind, value, place.strip()))
    return saved(document), planted


# ---- workbooks


def _xlsx_hidden_sheet(book: openpyxl.Workbook, said: str) -> None:
    book.create_sheet("底稿").append([said])
    book["底稿"].sheet_state = "veryHidden"


def _xlsx_hidden_row(book: openpyxl.Workbook, said: str) -> None:
    book.active["A9"] = said
    book.active.row_dimensions[9].hidden = True


def _xlsx_hidden_column(book: openpyxl.Workbook, said: str) -> None:
    book.active["F2"] = said
    book.active.column_dimensions["F"].hidden = True


def _xlsx_comment(book: openpyxl.Workbook, said: str) -> None:
    book.active["A1"].comment = Comment(said, "经办人")


def _xlsx_name(book: openpyxl.Workbook, said: str) -> None:
    book.defined_names["核对"] = DefinedName("核对", attr_text=f'"{said}"')


def _xlsx_property(book: openpyxl.Workbook, said: str) -> None:
    book.properties.keywords = said


def _xlsx_footer(book: openpyxl.Workbook, said: str) -> None:
    book.active.oddFooter.center.text = said


_XLSX: dict[str, Callable[[openpyxl.Workbook, str], object]] = {
    "行C列": lambda book, said: book.active.__setitem__("C4", said),
    "隐藏的工作表": _xlsx_hidden_sheet,
    "隐藏行": _xlsx_hidden_row,
    "隐藏列": _xlsx_hidden_column,
    "批注": _xlsx_comment,
    "定义的名称": _xlsx_name,
    "文档属性": _xlsx_property,
    "页眉页脚": _xlsx_footer,
}


def workbook(chance: random.Random) -> tuple[bytes, Sequence[Planted]]:
    """A workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["序号", "事项", "说明"])
    sheet.append([1, trap(chance), chance.randrange(10**6)])
    sheet.append([2, trap(chance), "=1+1"])
    planted = []
    for place in chance.sample(list(_XLSX), chance.randint(0, 3)):
        kind, value, said = number(chance)
        _XLSX[place](book, said)
        planted.append(Planted(kind, value, place))
    return saved(book), planted
