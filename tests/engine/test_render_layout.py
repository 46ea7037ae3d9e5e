"""How paper is laid out: lines and characters a page, the weight of the title, the signature at the end."""

import io
import re
import zipfile
from random import Random

import pypdfium2
import pytest

from gongkai.engine.render import formats
from gongkai.engine.render.annual import annual_paper
from gongkai.engine.render.stored import stored
from gongkai.kernel.paper import Passage, Role
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
        assert seen(again(data, ending)["sections"][5]["text"], ending) == seen(text, ending)


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
