"""How paper is laid out: lines and characters a page, the weight of the title, the signature at the end."""

import io
import re
import zipfile
from html import unescape
from random import Random

import pypdfium2
import pytest

from gongkai.engine.examine import examine
from gongkai.engine.intake import take_bytes
from gongkai.engine.render import formats
from gongkai.engine.render.annual import annual_paper
from gongkai.engine.render.contract import KEYS, as_json
from gongkai.engine.render.stored import stored
from gongkai.kernel.paper import PaperTable, Passage, Role
from gongkai.lawbook.paper import paper_style
from tests.engine.test_render import READABLE, again, report, seen

SIGNED = "本年度没有其他需要报告的事项。\n雁回镇人民政府\n2025年1月20日"


@pytest.mark.parametrize("text", [SIGNED, SIGNED.replace("雁回镇人民政府", "青箬县雁回镇人民政府 ")])
def test_the_signature_below_the_last_section_is_no_text(text: str) -> None:
    data = report()
    data["sections"][5]["text"] = text
    *_, before, name, day = annual_paper(stored(data)).blocks
    assert [block.role for block in (before, name, day) if isinstance(block, Passage)] == [
        *(Role.BODY, Role.SIGNATORY, Role.DATE)
    ]
    for ending in READABLE:
        found = again(data, ending)
        assert found["sections"][5]["text"].strip() == text.partition("\n")[0]
        assert found["closing"] == {"organ": text.split("\n")[1].strip(), "day": "2025年1月20日"}


@pytest.mark.parametrize("ending", READABLE)
def test_a_report_is_signed_at_its_end_and_reads_the_same(ending: str) -> None:
    data = report() | {"closing": {"organ": "雁回镇人民政府", "day": "2025年1月20日"}}
    found = again(data, ending)
    assert found["closing"] == data["closing"]
    assert seen(found["sections"][5]["text"], ending) == seen(data["sections"][5]["text"], ending)
    assert again(found, ending)["closing"] == data["closing"]


@pytest.mark.parametrize("ending", READABLE)
def test_a_draft_says_so_on_every_page_and_reads_as_what_it_will_be(ending: str) -> None:
    data = report()
    drawn = formats.render(data, ending, is_draft=True)
    assert drawn == formats.render(data, ending, is_draft=True)
    told, known = as_json(examine(take_bytes(drawn, f"report.{ending}"))), again(data, ending)
    placed = ("source", "claims")  # which hold the hash of the file, and lines of it
    assert {key: told[key] for key in KEYS if key not in placed} == {
        key: known[key] for key in KEYS if key not in placed
    }


def test_every_page_of_a_draft_is_marked_and_no_page_of_a_report() -> None:
    for is_draft in (True, False):
        document = pypdfium2.PdfDocument(formats.render(report(), "pdf", is_draft=is_draft))
        pages = [page.get_textpage().get_text_range() for page in document]
        document.close()
        assert ["草稿" in page and "未公布" in page for page in pages] == [is_draft] * len(pages)
    with zipfile.ZipFile(io.BytesIO(formats.render(report(), "docx", is_draft=True))) as package:
        heads = [package.read(name).decode() for name in package.namelist() if "word/header" in name]
    assert len(heads) == 2  # odd pages and even ones
    assert all("未公布" in head for head in heads)
    with zipfile.ZipFile(io.BytesIO(formats.render(report(), "xlsx", is_draft=True))) as package:
        sheets = [
            unescape(package.read(name).decode()) for name in package.namelist() if "worksheets/sheet" in name
        ]
    assert all("未公布" in sheet for sheet in sheets)
    assert "未公布" in formats.render(report(), "html", is_draft=True).decode()


def test_the_short_tables_are_set_larger_than_the_long_one() -> None:
    looks = paper_style()
    named = {
        block.name: block for block in annual_paper(stored(report())).blocks if isinstance(block, PaperTable)
    }
    sizes = {name: looks.of_table(table).size for name, table in named.items()}
    assert sizes["table2"] > sizes["table3"]
    assert sizes["table4"] > sizes["table3"]


@pytest.mark.parametrize(
    "text", ["\n芦汀镇人民政府\n2025年1月20日", "\n雁回镇人民政府\n联系电话", "2025年1月20日"]
)
def test_other_last_lines_are_text(text: str) -> None:
    data = report()
    data["sections"][5]["text"] = text
    assert all(b.role is not Role.DATE for b in annual_paper(stored(data)).blocks if isinstance(b, Passage))


def test_a_page_holds_22_lines_of_28_characters() -> None:
    data = report()
    data["sections"][4]["text"] = "".join(Random(3).choices("公开政府信息依法行政便民利民", k=28 * 60))
    document = pypdfium2.PdfDocument(formats.render(data, "pdf"))
    pages = [page.get_textpage().get_text_range().splitlines() for page in document]
    document.close()
    # The page number is a line more.
    assert [28] * 22 in [[len(line) for line in lines[:-1]] for lines in pages]


def test_a_word_page_holds_22_lines() -> None:
    with zipfile.ZipFile(io.BytesIO(formats.render(report(), "docx"))) as package:
        pitch = re.search(r'linePitch="(\d+)"', package.read("word/document.xml").decode())
    page = paper_style().page
    assert pitch
    assert int(pitch[1]) * page.lines <= page.text_height * 1440 / 25.4


def test_the_title_is_heavier_than_the_text() -> None:
    document = pypdfium2.PdfDocument(formats.render(report(), "pdf"))
    fonts = {
        item.get_font().get_base_name()
        for item in document[0].get_objects()
        if isinstance(item, pypdfium2.PdfTextObj)
    }
    document.close()
    if not any("Noto" in name for name in fonts):
        pytest.skip("no typeface with a heavier weight on this machine")
    assert any("Bold" in name for name in fonts)


def test_the_signature_takes_text_with_it_to_the_last_page() -> None:
    """However long the text before it is: a page with nothing but the signature could be put behind any report."""
    data = report()
    for lines in range(22):
        data["sections"][5]["text"] = "\n".join([*["公开信息。"] * lines, *SIGNED.split("\n")])
        document = pypdfium2.PdfDocument(formats.render(data, "pdf"))
        last = document[len(document) - 1].get_textpage().get_text_range()
        document.close()
        assert "2025年1月20日" in last
        assert "没有其他需要报告的事项" in last
    with zipfile.ZipFile(io.BytesIO(formats.render(data, "docx"))) as package:
        *_, before, _name = (
            package.read("word/document.xml").decode().partition("雁回镇人民政府</w:t>")[0].split("<w:p>")
        )
    assert "keepNext" in before
