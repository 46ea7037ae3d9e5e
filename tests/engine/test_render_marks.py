"""Marks for telephones and forms to be filled in by hand, in every kind of file."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile

import openpyxl
import pypdfium2
import pytest
import segno
from lxml import html

from gongkai.engine.render import formats, qr
from gongkai.kernel.paper import Paper, PaperCell, PaperTable, QrMark
from gongkai.kernel.problems import Unwritable
from gongkai.lawbook.paper import paper_style

SAYS = "https://gongkai.example/office/reviews/7/?hash=" + "3f2a9c01" * 8
MARK = QrMark(SAYS, "3f2a 9c01 3f2a 9c01\n完整校验码\n手机扫码核对 <7>")
PAPER = Paper("审签单", "枕溪镇人民政府", (MARK,))
ENDINGS = ["html", "docx", "pdf", "xlsx"]
FRESH = """
import hashlib
from gongkai.engine.render.formats import render_paper
from gongkai.kernel.paper import Paper, QrMark
paper = Paper("审签单", "枕溪镇人民政府", (QrMark({says!r}, {caption!r}),))
print(*(hashlib.sha256(render_paper(paper, ending)).hexdigest() for ending in {endings!r}))
"""


def squares() -> list[list[bool]]:
    """The mark as it has to come out: dark or light, row by row."""
    return [[bool(square) for square in row] for row in segno.make(SAYS, error="m", micro=False).matrix]


def test_the_same_bytes_in_another_process_zone_and_hash_seed() -> None:
    script = FRESH.format(says=SAYS, caption=MARK.caption, endings=ENDINGS)
    told = [[hashlib.sha256(formats.render_paper(PAPER, ending)).hexdigest() for ending in ENDINGS]]
    for seed, zone in (("1", "UTC"), ("2", "America/New_York")):
        place = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [sys.executable, "-c", script], env=place, capture_output=True, check=True, text=True
        )
        told.append(done.stdout.split())
    assert told[0] == told[1] == told[2]


def test_a_printed_mark_can_be_read() -> None:
    """Each square of the printed page is as dark as the code wants it."""
    page = pypdfium2.PdfDocument(formats.render_paper(PAPER, "pdf"))[0]
    dots = 20  # a millimetre
    picture = page.render(scale=dots * 25.4 / 72).to_pil().convert("L")
    style, wanted = paper_style(), squares()
    left, side = style.page.left * dots, style.mark.side * dots
    half = picture.crop((left, 0, left + side, picture.height // 2))
    top = half.point(lambda shade: 255 * (shade < 128)).getbbox()[1]  # type: ignore[index] # there is a mark
    step = side / len(wanted)
    found = [
        [
            half.getpixel((int((column + 0.5) * step), int(top + (row + 0.5) * step))) < 128  # type: ignore[operator]
            for column in range(len(wanted))
        ]
        for row in range(len(wanted))
    ]
    assert found == wanted


def test_a_page_tells_the_mark_to_whoever_cannot_see_it() -> None:
    tree = html.document_fromstring(formats.render_paper(PAPER, "html"))
    [drawn] = tree.xpath("//div[@role='img'][.//*[local-name()='svg']]")
    assert drawn.get("aria-label") == f"二维码：{SAYS}"
    assert tree.xpath("//div[@class='mark']//p/text()") == MARK.caption.split("\n")


def test_word_holds_the_mark_as_a_picture_beside_its_caption() -> None:
    with zipfile.ZipFile(io.BytesIO(formats.render_paper(PAPER, "docx"))) as package:
        pictures = [package.read(name) for name in package.namelist() if name.startswith("word/media/")]
        text = package.read("word/document.xml").decode()
    assert pictures == [qr.png(MARK)]
    assert all(line.replace("<", "&lt;").replace(">", "&gt;") in text for line in MARK.caption.split("\n"))


def test_a_sheet_says_in_words_what_the_mark_says() -> None:
    [sheet] = openpyxl.load_workbook(io.BytesIO(formats.render_paper(PAPER, "xlsx"))).worksheets
    assert sheet["A1"].value.endswith(f"{MARK.caption}\n{SAYS}")


@pytest.mark.parametrize("ending", ["html", "docx", "pdf"])
def test_without_its_library_a_mark_is_refused_in_words(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "segno", None)
    for name in (ending, "qr"):
        monkeypatch.delitem(sys.modules, f"gongkai.engine.render.{name}", raising=False)
        monkeypatch.delattr(f"gongkai.engine.render.{name}", raising=False)
    with pytest.raises(Unwritable, match="segno"):
        formats.render_paper(PAPER, ending)


def form(room: int) -> Paper:
    rows = (
        (PaperCell("意见", "row"), PaperCell("同意公开。\n请尽快发布。" + "长" * 60)),
        (PaperCell("签名", "row"), PaperCell(None, room=room)),
    )
    return Paper("单", "机关", (PaperTable("审签", rows, (1, 3), is_form=True),))


def test_a_form_leaves_room_for_a_hand() -> None:
    """The free row is so many rows high on paper, whatever stands in it."""
    style = paper_style().form

    pages = [pypdfium2.PdfDocument(formats.render_paper(form(room), "pdf"))[0] for room in (1, 4)]
    ends = [
        min(
            item.get_bounds()[1]
            for item in page.get_objects()
            if item.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH
        )
        for page in pages
    ]
    assert (ends[0] - ends[1]) * 25.4 / 72 == pytest.approx(3 * style.row_height, abs=0.2)
    with zipfile.ZipFile(io.BytesIO(formats.render_paper(form(4), "docx"))) as package:
        assert (
            f'w:trHeight w:val="{round(4 * style.row_height * 1440 / 25.4)}"'
            in package.read("word/document.xml").decode()
        )


def test_the_words_of_a_form_take_the_lines_that_they_need() -> None:
    page = pypdfium2.PdfDocument(formats.render_paper(form(1), "pdf"))[0]
    sizes = {
        round(item.get_font_size(), 1)
        for item in page.get_objects()
        if isinstance(item, pypdfium2.PdfTextObj)
    }
    style = paper_style()
    assert sizes == {style.form.size, style.page.number_size}
    told = page.get_textpage().get_text_range()
    assert "同意公开。\r\n" in told
    table = form(1).blocks[0]
    assert isinstance(table, PaperTable)
    assert [table.starts(cell) for cell in table.rows[0]] == [False, True]


def test_a_mark_says_something() -> None:
    with pytest.raises(ValueError, match="says nothing"):
        QrMark("", "空")
