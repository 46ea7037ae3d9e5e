"""Marks on pages, pictures and texts: what is suggested, what is written in their place, what is told of them."""

import io

import pytest
from PIL import Image

from gongkai.engine.redaction import (
    Box,
    Ground,
    Mark,
    Span,
    find_text,
    printed,
    proven,
    redact,
    redact_text,
    suggest,
)
from gongkai.engine.redaction.burning import stamp
from gongkai.engine.redaction.covering import Cover
from gongkai.engine.redaction.sheets import sheets
from gongkai.engine.redaction.strings import plain
from gongkai.kernel.problems import Refused, Unsupported

PRIVACY = Ground("privacy", "条例第十五条", "涉及个人隐私")
NUMBER = "11010519491231002X"
LETTER = f"枕溪镇人民政府\n申请人提供的身份证号码为{NUMBER}，联系电话13912345678。\n现予答复。"


def _said(data: bytes) -> str:
    return plain("".join(character.text for sheet in sheets(data) for character in sheet.characters))


def test_numbers_of_persons_are_suggested_and_withheld() -> None:
    source = printed(LETTER.encode(), "letter.txt").data
    found = suggest(source)
    assert [one.code for one in found] == ["id18", "mobile"]
    assert all(NUMBER[4:14] not in one.found for one in found)
    marks = tuple(one.mark(PRIVACY) for one in found)
    result = redact(source, marks)
    assert proven(result.data, marks, source=source) == ()
    said = _said(result.data)
    assert plain("身份证号码为〔依法不公开1〕") in said
    assert plain(NUMBER) not in said
    assert "13912345678" not in said
    assert plain("现予答复。") in said
    told = [(one.number, one.page, one.ground, one.characters) for one in result.withheld]
    assert told == [(1, 1, PRIVACY, 18), (2, 1, PRIVACY, 11)]


def test_a_suggestion_tells_its_line() -> None:
    words = f"枕溪镇人民政府\n\n号码{NUMBER}，本人\n电话13912345678"
    source = printed(words.encode(), "letter.txt").data
    assert [(one.page, one.line) for one in suggest(source)] == [(1, 2), (1, 3)]


def test_in_a_small_box_the_number_stands_alone() -> None:
    mark = Mark(1, (Box(0, 0, 1, 1),), PRIVACY)
    narrow, wide = (
        stamp(Cover(7, mark, (), ()), (0, 0, width, 40), turned=0).getbbox() for width in (120, 400)
    )
    assert narrow[2] - narrow[0] < narrow[3] - narrow[1] + 10 < wide[2] - wide[0]


def test_published_telephones_are_not_suggested() -> None:
    source = printed(LETTER.encode(), "letter.txt").data
    assert [one.code for one in suggest(source, published=("13912345678",))] == ["id18"]


def test_text_is_found_however_it_is_written() -> None:
    source = printed(LETTER.encode(), "letter.txt").data
    assert len(find_text(source, "１３９ 1234 5678")) == 1
    assert find_text(source, "没有这句话") == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_pictures_lose_what_is_marked_and_what_they_tell_besides(kind: str) -> None:
    scan = Image.new("RGB", (800, 600), "white")
    scan.paste((200, 0, 0), (100, 100, 300, 200))
    exif = Image.Exif()
    exif[0x010E] = "a secret of the camera"
    buffer = io.BytesIO()
    scan.save(buffer, kind, exif=exif, dpi=(100, 100))
    mark = Mark(1, (Box(72, 72, 216, 144),), PRIVACY)
    result = redact(buffer.getvalue(), (mark,))
    proven(result.data, (mark,), source=buffer.getvalue())
    assert b"camera" not in result.data
    for sheet in sheets(result.data):
        assert sheet.frame.shown == pytest.approx((576, 432), abs=0.1)
        colours = sheet.draw().getcolors(100_000) or []
        assert colours
        assert not [colour for _, colour in colours if colour[0] - colour[1] > 60]


def test_a_scan_of_many_pages_keeps_them() -> None:
    pages = [Image.new("L", (300, 200 + number), "white") for number in range(3)]
    buffer = io.BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:], dpi=(100, 100))
    assert [sheet.frame.size[1] for sheet in sheets(redact(buffer.getvalue(), ()).data)] == pytest.approx(
        [144, 144.72, 145.44], abs=0.01
    )


def test_in_texts_words_stand_for_what_is_withheld() -> None:
    text = "张三住在松风路12号。"
    assert redact_text(text, (Span(0, 2, PRIVACY),)) == "〔依法不公开：涉及个人隐私〕住在松风路12号。"


@pytest.mark.parametrize("spans", [((0, 2), (1, 3)), ((5, 99),), ((2, 2),), ((0, 2),)])
def test_texts_that_would_still_say_it_are_refused(spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(Refused):
        redact_text("张三和张 三", tuple(Span(start, stop, PRIVACY) for start, stop in spans))


def test_pages_of_the_web_become_paper_without_what_they_hide() -> None:
    page = "<html><body><h2>答复</h2><!-- 暗处 --><p>甲事项<span style='display:none'></span></p><script>暗处</script>"
    said = _said(redact(printed(page.encode(), "a.html").data, ()).data)
    assert "甲事项" in said
    assert "暗处" not in said


def test_workbooks_are_to_be_printed_first() -> None:
    import openpyxl

    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    with pytest.raises(Unsupported, match="打印"):
        printed(buffer.getvalue(), "a.xlsx")
