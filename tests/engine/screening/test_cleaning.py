"""De-identification of labelled files: nothing is found by extraction, in the unpacked bytes or in properties; the rest stays."""

import io
import random
import re
import zipfile

import docx
import openpyxl
import pytest

from gongkai.engine.cleaning import deidentify
from gongkai.engine.screening import screen_file
from gongkai.kernel.problems import Problem
from tests.engine.screening.labelled.papers import papers
from tests.engine.screening.made import KEY
from tests.engine.screening.planted import NUMBER

ALL, SAMPLE = 600, 40


@pytest.mark.parametrize(("seed", "count"), [(3, SAMPLE), pytest.param(4, ALL, marks=pytest.mark.soak)])
def test_nothing_is_left(seed: int, count: int) -> None:
    made, hidden = 0, 0
    for paper in papers(count, random.Random(seed)):
        cleaned = deidentify(paper.data, name=paper.name, key=KEY)
        assert not screen_file(cleaned.data, name=cleaned.name, key=KEY).marks
        every = "\n".join(_unpacked(cleaned.data))
        left = [one for one in paper.planted if one.kind != "address" and one.value in every]
        assert not left, (paper.name, left)
        made, hidden = made + 1, hidden + cleaned.hidden
    print(f"{made} files made, {hidden} masked in them")
    assert hidden


def _unpacked(data: bytes) -> list[str]:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return [data.decode("utf-8", "ignore"), re.sub(r"<[^>]*>", "", data.decode("utf-8", "ignore"))]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [text for name in archive.namelist() for text in (name, *_unpacked(archive.read(name)))]


def _word(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def _saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_keeps_its_words_and_looks() -> None:
    document = docx.Document()
    document.add_heading("救助对象公示", 1)
    paragraph = document.add_paragraph("证号")
    for part in ("1101", "0519491231", "002X", "，公示五日。"):
        paragraph.add_run(part).bold = part == "1101"
    table = document.add_table(2, 2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells],
        ("姓名", "一卡通账号", "墨小禾", "4539578763621486"),
        strict=True,
    ):
        cell.text = text
    cleaned = deidentify(_saved(document), name=f"公示{NUMBER}.docx", key=KEY)
    made = _word(cleaned.data)
    assert cleaned.name == "公示11*************02X.docx"
    assert [one.text for one in made.paragraphs] == ["救助对象公示", "证号11*************02X，公示五日。"]
    assert [run.bold for run in made.paragraphs[1].runs] == [None, True, False, False, False]
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["墨小禾", "************1486"]
    assert cleaned.hidden == 3  # the name of the file too


def test_a_workbook_keeps_what_is_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["姓名", "手机", "金额"])
    sheet.append(["墨小禾", 13912345678, 300])
    sheet.append(["枕小溪", 13912345679, 200])
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("底稿").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    cleaned = deidentify(out.getvalue(), name="名单.xlsx", key=KEY)
    made = openpyxl.load_workbook(io.BytesIO(cleaned.data))
    assert made.sheetnames == ["Sheet"]
    assert list(made.active.values) == [("姓名", "手机", "金额"), ("墨小禾", "139****5678", 300)]
    assert {"已去掉隐藏的工作表。", "已清空隐藏的行和列。"} <= set(cleaned.notes)


def test_a_page_keeps_its_table_and_loses_what_does_not_show() -> None:
    page = (
        "<p onclick='x()'>手机<b>139</b>12345678</p><script>1</script><!-- 1 --><p hidden>底稿</p>"
        "<table><tr><th>姓名<th>住址<tr><td>墨小禾<td>枕溪镇柳湾村3组12号</table>"
    )
    made = deidentify(page.encode(), name="a.html", key=KEY).data.decode()
    assert "<p>手机<b>139</b>****5678</p>" in made
    assert "枕溪镇********" in made
    assert not any(word in made for word in ("script", "<!--", "底稿", "onclick"))


def test_what_stays_for_a_reason_stays() -> None:
    text = f"负责人{NUMBER}，经办人11010119900307793X".encode()
    first = screen_file(text, name="a.txt", key=KEY).marks[0]
    cleaned = deidentify(text, name="a.txt", key=KEY, kept=[first.fingerprint])
    assert NUMBER in cleaned.data.decode()
    assert cleaned.hidden == 1


def test_the_same_file_is_made_the_same_way() -> None:
    document = docx.Document()
    document.add_paragraph(NUMBER)
    data = _saved(document)
    assert deidentify(data, name="a.docx", key=KEY) == deidentify(data, name="a.docx", key=KEY)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "a.png"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc"),
        (b"Rar!\x1a\x07\0" + bytes(20), "a.rar"),
    ],
)
def test_what_cannot_be_read_is_not_handed_out(data: bytes, name: str) -> None:
    with pytest.raises(Problem):
        deidentify(data, name=name, key=KEY)


def test_a_number_that_only_the_bytes_hold_stops_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two proofs share nothing: were a part carried over unread, the unpacked bytes would tell."""
    monkeypatch.setattr(
        "gongkai.engine.cleaning.word._settings",
        lambda data: data.replace(b"<w:zoom", f"<!--{NUMBER}--><w:zoom".encode()),
    )
    document = docx.Document()
    document.add_paragraph(NUMBER)
    with pytest.raises(Problem, match="没有生成"):
        deidentify(_saved(document), name="a.docx", key=KEY)


def test_a_number_is_masked_though_the_words_that_named_it_are_taken_out() -> None:
    page = (
        "<p>合同 371521 19900115 0261</p><p>编号371521199001150261</p><!-- 身份证号码371521199001150261 -->"
    )
    made = deidentify(page.encode(), name="a.html", key=KEY).data.decode()
    assert "19900115" not in made
