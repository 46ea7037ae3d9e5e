"""Reports on paper: the same bytes every time, what is blank stays blank, nothing in a text breaks a file."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render import formats
from gongkai.engine.render.contract import KEYS, as_json
from gongkai.kernel.problems import LawInvalid, Unwritable
from gongkai.lawbook import PACKAGE_LAW
from gongkai.lawbook.paper import paper_style

HOLDS = Path(__file__).parents[1] / "law" / "holds.txt"
ENDINGS = list(formats.MEDIA_TYPES)
READABLE = [ending for ending in ENDINGS if ending != "json"]
FRESH = """
import hashlib, json, sys
from gongkai.engine.render import formats
data = json.loads(sys.stdin.read())
print({e: hashlib.sha256(formats.render(data, e)).hexdigest() for e in formats.MEDIA_TYPES})
"""


def report() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(as_json(examine(intake.take_file(HOLDS)))))
    return data


def again(data: dict[str, Any], ending: str) -> dict[str, Any]:
    return as_json(examine(intake.take_bytes(formats.render(data, ending), f"report.{ending}")))


def test_the_contract_keeps_its_keys() -> None:
    assert tuple(report()) == KEYS


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_report_gives_the_same_bytes(ending: str) -> None:
    assert formats.render(report(), ending) == formats.render(report(), ending)


def test_the_same_bytes_in_another_process_zone_and_hash_seed() -> None:
    told = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"), ("3", "America/New_York")):
        place = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        done = subprocess.run(
            [sys.executable, "-c", FRESH], input=json.dumps(report()).encode(), env=place, capture_output=True
        )
        assert not done.returncode, done.stderr.decode()
        told.add(done.stdout)
    assert len(told) == 1


@pytest.mark.parametrize("ending", READABLE)
def test_blank_cells_stay_blank(ending: str) -> None:
    data = report()
    data["table3"]["new_received"] = [None] * 7
    data["table3"]["granted"][2] = None
    data["table4"]["review"] = [None] * 5
    data["table2"]["admin_fees"]["amount_wan"] = None
    found = again(data, ending)
    assert [found[table] for table in ("table2", "table3", "table4")] == [
        data[table] for table in ("table2", "table3", "table4")
    ]


figures = st.one_of(st.none(), st.just(0), st.integers(0, 99), st.integers(0, 10**12))
amounts = st.one_of(st.none(), st.decimals(0, 10**8, places=6).map(float), st.integers(0, 10**6))


@pytest.mark.parametrize("ending", READABLE)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    row=st.lists(figures, min_size=7, max_size=7),
    other=st.lists(figures, min_size=5, max_size=5),
    fee=amounts,
)
def test_any_figures_come_back(
    ending: str, row: list[int | None], other: list[int | None], fee: float | None
) -> None:
    data = report()
    data["table3"]["denied_process_info"] = row
    data["table3"]["carried_out"] = row[::-1]
    data["table4"]["suit_direct"] = other
    data["table2"]["admin_fees"]["amount_wan"] = fee
    found = again(data, ending)
    assert found["table3"]["denied_process_info"] == row
    assert found["table3"]["carried_out"] == row[::-1]
    assert found["table4"]["suit_direct"] == other
    assert found["table2"]["admin_fees"]["amount_wan"] == fee


ODD = {
    "control": "本年\x00主动\x07公开\x1b[31m政府\x0b信息\x9f",
    "surrogate": "本年\ud842主动公开\udfb7。",
    "noncharacter": "本年\ufffe主动\uffff公开。",
    "rare": "𠮷㐂镇𪚥村公开信息。",
    "emoji": "公开👨‍👩‍👧信息🈶👍🏽。",
    "long": "详见" + "x" * 3000 + "。",
    "address": "下载地址：http://www.example.gov.cn/" + "a/b-c_d?e=f&g=" * 30,
    "markup": '#set text(red) *粗* $x^2$ <b>&amp;</b> ]]> \\input{x} "引" ‘号’ @import "x" `raw` <label>',
    "formula": "=HYPERLINK(1)",
    "turned": "本年\u202e公开\u202c信息\u2066。",
    "paragraph": "很长的一段。" * 8000,
    "lines": "第一行\r\n第二行\u2028第三行\t制表",
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("odd", list(ODD))
def test_no_text_breaks_a_file(odd: str, ending: str) -> None:
    data = report()
    if odd == "paragraph" and ending == "pdf":
        ODD[odd] = ODD[odd][:9000]
    data["sections"][4]["text"] = ODD[odd]
    data["preface"] = ODD[odd][:3000]
    data["organ"] = ODD[odd][:40]
    if ending == "json":
        assert json.loads(formats.render(data, ending))["sections"][4]["text"] == ODD[odd]
        return
    found = again(data, ending)
    assert found["table3"] == data["table3"]
    if odd in ("rare", "markup", "formula"):
        squeezed = ["".join(text.split()) for text in (found["sections"][4]["text"], ODD[odd])]
        assert squeezed[0] == squeezed[1]


def test_without_a_chinese_typeface_pdf_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from gongkai.engine.render import pdf

    class NoFonts:
        def families(self) -> list[str]:
            return ["DejaVu Sans", "Liberation Serif"]

    monkeypatch.setattr(pdf, "_fonts", lambda _folder: NoFonts())
    with pytest.raises(Unwritable, match="没有中文字体") as told:
        formats.render(report(), "pdf")
    assert "apt install fonts-noto-cjk" in told.value.advice
    assert "GONGKAI_FONTS" in told.value.advice


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.delitem(sys.modules, "gongkai.engine.render.pdf", raising=False)
    with pytest.raises(Unwritable, match="没有安装"):
        formats.render(report(), "pdf")


def test_html_is_accessible_and_needs_nothing_from_outside() -> None:
    from lxml import html

    page = formats.render(report(), "html").decode()
    tree = html.document_fromstring(page.encode())
    assert tree.get("lang") == "zh-Hans"
    assert len(tree.xpath("//h1")) == 1
    assert len(tree.xpath("//h2")) == 6
    assert not tree.xpath(
        "//script | //link | //img | //*[@onclick] | //table[not(caption)] | //th[not(@scope)]"
    )
    assert "url(" not in page
    assert "http" not in page.partition("</head>")[0]


def test_the_page_is_that_of_the_standard() -> None:
    page = paper_style().page
    margins = (page.top, page.bottom, page.left, page.right)
    assert (page.width, page.height, *margins) == (210, 297, 37, 35, 28, 26)
    assert (page.lines, page.characters, page.number) == (22, 28, "— {} —")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('role = "body"', 'role = "boddy"', "“role”应是"),
        ('role = "imprint"', 'role = "body"', "缺少“imprint”的样式"),
        ('face = "kai"', 'face = "cao"', "“face”应是"),
        ("top = 37", "top = 0", "“top”应是大于零的整数"),
        ('number = "— {} —"', 'number = "第页"', "“number”里应有一处 {}"),
        ("table2 = [3, 3, 3, 3]", "table2 = [3, 0]", "“table2”应是大于零的整数的列表"),
        ("left = 28", "lefft = 28", "不认识“lefft”"),
    ],
)
def test_wrong_looks_are_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (PACKAGE_LAW / "paper.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "paper.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid) as problem:
        paper_style(str(tmp_path))
    assert told in problem.value.message
