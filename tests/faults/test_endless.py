"""Sentences, tables and numbers that go on and on: time grows no faster than the text, nothing crashes."""

import io
import json
import time
import zipfile

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from gongkai.kernel.problems import Problem
from tests.law.test_rules import HOLDS

LIMIT_S = 2.0
PLACE = "\n二、主动公开政府信息情况"
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def with_text(text: str) -> bytes:
    """The report that holds, with a paragraph more at the end of section one."""
    return HOLDS.replace(PLACE, f"\n{text}\n{PLACE}", 1).encode()


def without_count(text: str) -> bytes:
    """The same without a number of published items, so that it is looked for in the paragraph."""
    return with_text(text).replace("公开信息88条".encode(), "公开信息".encode())


def document(body: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as package:
        package.writestr("word/document.xml", WORD.format(body))
    return packed.getvalue()


def page(body: str) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in HOLDS.split("\n"))
    return f"<html><body>{body}{lines}</body></html>".encode()


def outcome(data: bytes, name: str) -> object:
    """What comes of it: the JSON, which must be JSON, or a Problem."""
    started = time.process_time()
    try:
        told = json.dumps(as_json(examine(intake.take_bytes(data, name))), allow_nan=False)
    except Problem as problem:
        told = problem.code
    assert time.process_time() - started < LIMIT_S
    return told


@pytest.mark.parametrize("count", [20, 40, 400])
@pytest.mark.parametrize("item", ["规划信息、", "内容", "信息条目"])
def test_lists_of_what_was_published(item: str, count: int) -> None:
    outcome(without_count(f"公开{item * count}等内容。"), "x.txt")


@pytest.mark.parametrize(
    "text",
    [
        "其中" + "1" * 40_000,
        "2024年3月1日至2024年3月31日，" * 8_000,
        "我局" * 8_000,
        "街道" * 8_000,
        "其中收到政府信息公开申请3件，" * 8_000,
        "（一）工作\n" * 4_000,
        "完成了各项工作，取得了进展并且还在继续推进当中没有结束\n" * 4_000,
        "2023年，我镇收到申请。" * 4_000,
        "共公开信息8条，其中甲1条，" * 4_000,
        "无" * 20_000 + "行政复议",
    ],
    ids=lambda text: text[:14],
)
def test_endless_passages(text: str) -> None:
    outcome(with_text(text), "x.txt")


def test_a_row_of_forty_thousand_cells() -> None:
    outcome(page(f"<table><tr>{'<td>1</td>' * 40_000}</tr></table>"), "x.html")


NUMBER = "9" * 5_000


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (HOLDS.replace("（七）总计\t4", f"（七）总计\t{NUMBER}").encode(), "cell.txt"),
        (HOLDS.replace("收费\t0", f"收费\t{NUMBER}.5").encode(), "fee.txt"),
        (with_text(f"全年公开信息{NUMBER}条，其中甲{NUMBER}条，乙1条。"), "prose.txt"),
        (page(f"<table><tr><td colspan={NUMBER}>a</td><td rowspan=-3>b</td></tr></table>"), "span.html"),
        (
            document(
                f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{NUMBER}"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
            ),
            "span.docx",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_numbers_of_five_thousand_digits(data: bytes, name: str) -> None:
    outcome(data, name)


@pytest.mark.parametrize("blank", ["\u200b", "\ufeff", "\u2060"])
def test_paragraphs_of_nothing_that_shows(blank: str) -> None:
    assert '"checks": {"holds": 42' in str(outcome(page(f"<p>{blank}</p>"), "x.html"))
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (blank, *HOLDS.split("\n")))
    outcome(document(body), "x.docx")


def test_headings_beyond_ten() -> None:
    numerals = (
        "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一".split()
    )
    heads = "".join(f"（{numeral}）第{numeral}件工作\n" for numeral in numerals)
    text = HOLDS[: HOLDS.index("六、")] + "六、其他需要报告的事项\n\n" + heads
    report = examine(intake.take_bytes(text.encode(), "x.txt"))
    assert "HEADING_NUMBER" not in {finding.code for finding in report.findings}


def test_a_damaged_lzma_member() -> None:
    packed = bytearray(document("<w:p/>" * 5_000, zipfile.ZIP_LZMA))
    for index in range(60, 90):
        packed[index] ^= 0x5A
    assert outcome(bytes(packed), "x.docx") == "unreadable"
