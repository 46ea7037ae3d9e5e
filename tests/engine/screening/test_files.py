"""Numbers planted in every corner of documents and texts: each is found and its place is told; what nobody can read is told too."""

import io
from collections.abc import Callable

import docx
import pikepdf
import pytest
from PIL import Image

from gongkai.engine.redaction import printed
from gongkai.engine.screening import screen_file
from tests.engine.screening.made import KEY
from tests.engine.screening.planted import NUMBER, places_of, screened

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _paragraph(document: docx.document.Document) -> None:
    document.add_paragraph("乙")
    document.add_paragraph(f"证号{NUMBER}")


def _runs(document: docx.document.Document) -> None:
    paragraph = document.add_paragraph("证号")
    for part in ("1101", "0519491231", "002", "X"):
        paragraph.add_run(part).bold = part == "002"


def _two_paragraphs(document: docx.document.Document) -> None:
    document.add_paragraph(NUMBER[:8])
    document.add_paragraph(NUMBER[8:])


def _table(document: docx.document.Document) -> None:
    table = document.add_table(2, 3)
    for cell, part in zip(table.rows[1].cells, ("110105", "19491231", "002X"), strict=True):
        cell.text = part


def _header(document: docx.document.Document) -> None:
    document.sections[0].header.paragraphs[0].text = NUMBER


def _footer_of_text(document: docx.document.Document) -> None:
    document.sections[0].footer.paragraphs[0].text = NUMBER


def _note(document: docx.document.Document) -> None:
    document.add_comment(document.add_paragraph("乙").add_run("丙"), NUMBER, "经办人")


def _author(document: docx.document.Document) -> None:
    document.core_properties.author = NUMBER


def _deleted(document: docx.document.Document) -> None:
    change = f'<w:del {W} w:id="1"><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del>'
    document.add_paragraph("乙")._p.append(docx.oxml.parse_xml(change))


def _half_deleted(document: docx.document.Document) -> None:
    change = f'<w:del {W} w:id="1"><w:r><w:delText>{NUMBER[9:]}</w:delText></w:r></w:del>'
    added = f'<w:ins {W} w:id="2"><w:r><w:t>*********</w:t></w:r></w:ins>'
    paragraph = document.add_paragraph(NUMBER[:9])
    paragraph._p.append(docx.oxml.parse_xml(added))
    paragraph._p.append(docx.oxml.parse_xml(change))


def _inserted(document: docx.document.Document) -> None:
    change = f'<w:ins {W} w:id="1"><w:r><w:t>{NUMBER}</w:t></w:r></w:ins>'
    document.add_paragraph("乙")._p.append(docx.oxml.parse_xml(change))


@pytest.mark.parametrize(
    ("plant", "place"),
    [
        (_paragraph, "第3段"),
        (_runs, "第2段"),
        (_two_paragraphs, "第2段"),
        (_table, "第1个表格第2行第1列"),
        (_header, "页眉第1段"),
        (_footer_of_text, "页脚第1段"),
        (_note, "批注第1段"),
        (_author, "文档属性"),
        (_deleted, "第2段（修订前的文字）"),
        (_half_deleted, "第2段（修订前的文字）"),
        (_inserted, "第2段"),
    ],
)
def test_word(plant: Callable[[docx.document.Document], None], place: str) -> None:
    document = docx.Document()
    document.add_paragraph("甲")
    plant(document)
    out = io.BytesIO()
    document.save(out)
    assert places_of(screened(out.getvalue(), "公示.docx")) == [f"附件“公示.docx”{place}"]


def _pdf(content: bytes, *, text: bool = True) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = pdf.make_stream(content)
    if text:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    return pdf


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


SHOWN = b"BT /F1 12 Tf 50 700 Td (List of grants of the town) Tj ET "


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F1 12 Tf 50 600 Td (11010519491231002X) Tj ET",
        b"BT /F1 12 Tf 50 600 Td (11010519491231002X) Tj ET 0 g 40 590 300 30 re f",
        b"BT 3 Tr /F1 12 Tf 50 600 Td (11010519491231002X) Tj ET",
        b"BT /F1 12 Tf 50 600 Td (110105194912) Tj 0 -14 Td (31002X) Tj ET",
    ],
    ids=["plain", "under a black box", "invisible", "over two lines"],
)
def test_pdf(content: bytes) -> None:
    assert places_of(screened(_saved(_pdf(SHOWN + content)), "公示.pdf")) == ["附件“公示.pdf”第1页"]


def test_pdf_remarks_and_properties() -> None:
    pdf = _pdf(SHOWN)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=pikepdf.String(NUMBER)
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
    pdf.docinfo["/Title"] = f"Grants {NUMBER}"
    screening = screened(_saved(pdf), "公示.pdf")
    assert places_of(screening) == ["附件“公示.pdf”第1页的批注或表单", "附件“公示.pdf”文档属性"]
    assert not screening.unscreened


def test_a_page_without_text_is_told_as_not_looked_at() -> None:
    pdf = _pdf(SHOWN)
    pdf.add_blank_page(page_size=(595, 842))
    pdf.pages.extend(_pdf(b"0 g 40 590 300 30 re f", text=False).pages)
    screening = screened(_saved(pdf), "公示.pdf")
    assert [(one.place, one.why) for one in screening.unscreened] == [
        ("附件“公示.pdf”第3页", "这一页几乎没有文字，可能是扫描件，没有检查。")
    ]


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        (f"一\n\n{NUMBER}\n", "a.txt", "第3行"),
        (f"姓名,证号,电话\n墨小禾,{NUMBER},1\n", "a.csv", "第2行第2列"),
        (f'姓名;账号\n"墨\n小禾";{NUMBER}\n', "a.csv", "第2行第2列"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text(text: str, name: str, place: str, encoding: str) -> None:
    assert places_of(screened(text.encode(encoding), name)) == [f"附件“{name}”{place}"]


def test_the_name_of_a_file_is_looked_at_and_not_told() -> None:
    assert places_of(screened(b"hello", f"墨小禾{NUMBER}.txt")) == [
        "附件“墨小禾11*************02X.txt”的文件名"
    ]


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (_picture(), "a.png", "图片里的内容没有检查，请人工查看。"),
        (b"\0\0\0\x18ftypmp42" + bytes(20), "a.mp4", "录像里的内容没有检查，请人工查看。"),
        (b"ID3\x04" + bytes(20), "a.mp3", "录音里的内容没有检查，请人工查看。"),
        (b"%PDF-1.7 broken", "a.pdf", "文件不完整或已损坏，读不出来，没有检查。"),
        (b"", "a.txt", "文件不完整或已损坏，读不出来，没有检查。"),
    ],
)
def test_what_nobody_can_read_is_told(data: bytes, name: str, why: str) -> None:
    (unscreened,) = screened(data, name).unscreened
    assert (unscreened.place, unscreened.why) == (f"附件“{name}”", why)


def test_pictures_inside_of_a_document_are_told() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(_picture()))
    out = io.BytesIO()
    document.save(out)
    (unscreened,) = screened(out.getvalue(), "公示.docx").unscreened
    assert unscreened.why == "里面有 1 张图片，图上的文字没有检查。"


def test_pdf_what_a_table_says_on_its_first_page_holds_on_the_next() -> None:
    words = "姓名　身份证号\n" + "枕溪镇\n" * 80 + "墨小禾　511302194912141072\n"
    [mark] = screen_file(printed(words.encode(), "a.txt").data, name="a.pdf", key=KEY).marks
    assert (mark.level, mark.found) == ("confirm", "51*************072")
    assert mark.place != "附件“a.pdf”第1页"
