"""The sheet on the board and the script for the loudspeaker."""

import pypdfium2 as pdfium
import pytest

from gongkai.kernel.paper import QrMark
from gongkai.web.channels import printing


def pages(data: bytes) -> list:
    return list(pdfium.PdfDocument(data))


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 210, 297), ("a3", 297, 420)])
def test_the_sheet_says_everything_in_large_type(notice, size, width, height):
    drawn = pages(printing.sheet(notice.live_version, size))
    assert [round(side * 25.4 / 72) for side in drawn[0].get_size()] == [width, height]
    text = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in drawn)
    for words in (
        "柳湾村2026年1月农村低保对象公示",
        "枕政公〔2026〕3号",
        "秦小满3680元",
        "公示期：2026年2月3日至2026年2月9日。",
        "溪前街2号",
        "枕溪镇人民政府",
    ):
        assert words in text


def test_the_mark_leads_to_the_page(notice):
    mark = printing.poster(notice.live_version).blocks[-1]
    assert isinstance(mark, QrMark)
    assert mark.text == f"http://127.0.0.1:8000/organs/zhenxi/items/{notice.pk}/"


def test_the_loudspeaker_reads_everything_as_words(notice):
    script = printing.read_out(notice.live_version)
    said = "".join(script.lines)
    assert script.lines[0] == "枕溪镇人民政府。"
    for words in (
        "柳湾村二〇二六年一月农村低保对象公示",
        "拟享受低保的两户家庭",
        "陆望舒，人口二，月保障金额一千二百三十四元五角。",
        "公示期：二〇二六年二月三日至二〇二六年二月九日。",
    ):
        assert words in said
    assert not any(sign.isascii() and sign.isdigit() for sign in said)
    assert max(len(line) for line in script.lines) <= 37
    assert (script.times, script.duration) == (2, "约两分半钟")
