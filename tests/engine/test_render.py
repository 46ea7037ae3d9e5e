"""Reports on paper: the same bytes every time, what is blank stays blank, nothing in a text breaks a file."""

import json
import os
import subprocess
import sys
import unicodedata
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.engine import intake
from gongkai.engine.document import Line
from gongkai.engine.examine import examine
from gongkai.engine.read import read
from gongkai.engine.render import formats
from gongkai.engine.render.contract import KEYS, as_json
from gongkai.kernel.paper import Paper, Passage, Role
from gongkai.kernel.problems import LawInvalid, Unwritable
from gongkai.lawbook import PACKAGE_LAW
from gongkai.lawbook.paper import paper_style

HOLDS = Path(__file__).parents[1] / "law" / "holds.txt"
ENDINGS = list(formats.MEDIA_TYPES)
READABLE = [ending for ending in ENDINGS if ending != "json"]
FRESH = """
import hashlib, json, sys
from gongkai.engine.read import read
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


# Long ones do not repeat: what stands on every page in the same place is taken for a running head.
ODD = {
    "control": "本年\x00主动\x07公开\x1b[31m政府\x0b信息\x9f",
    "surrogate": "本年\ud842主动公开\udfb7。",
    "noncharacter": "本年\ufffe主动\uffff公开。",
    "rare": "𠮷㐂镇𪚥村公开信息。",
    "emoji": "公开👨‍👩‍👧信息🈶👍🏽。",
    "long": "详见" + "".join(Random(1).choices("abcdefghijkmnpqrstuvwxyz", k=3000)) + "。",
    "address": "下载地址：http://www.example.gov.cn/" + "a/b-c_d?e=f&g=" * 30,
    "markup": '#set text(red) *粗* $x^2$ <b>&amp;</b> ]]> \\input{x} "引" ‘号’ @import "x" `raw` <label>',
    "formula": "=HYPERLINK(1)",
    "turned": "本年\u202e公开\u202c信息\u2066。",
    "paragraph": "".join(Random(2).choices("公开政府信息依法行政便民利民，。", k=48_000)),
    "lines": "第一行\r\n第二行\u2028第三行\t制表",
}


def seen(text: str, ending: str) -> str:
    """What of a text can be seen; in PDF without the characters that few typefaces have."""
    shown = (c for c in text if not c.isspace() and not unicodedata.category(c).startswith("C"))
    return "".join(c for c in shown if ending != "pdf" or ord(c) <= 0xFFFF)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("odd", list(ODD))
def test_no_text_breaks_a_file(odd: str, ending: str) -> None:
    data = report()
    text = ODD[odd][:9000] if ending == "pdf" else ODD[odd]
    data["sections"][4]["text"] = text
    data["preface"] = text[:3000]
    data["organ"] = text[:40]
    if ending == "json":
        assert json.loads(formats.render(data, ending))["sections"][4]["text"] == text
        return
    found = again(data, ending)
    assert found["table3"] == data["table3"]
    assert seen(found["sections"][4]["text"], ending) == seen(text, ending)
    assert seen(found["preface"], ending) == seen(text[:3000], ending)


def test_without_a_chinese_typeface_pdf_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from gongkai.engine.render import pdf

    class NoFonts:
        def families(self) -> list[str]:
            return ["DejaVu Sans", "Liberation Serif"]

    monkeypatch.setattr(pdf.typefaces, "fonts", lambda _folder: NoFonts())
    with pytest.raises(Unwritable, match="没有中文字体") as told:
        formats.render(report(), "pdf")
    assert "apt install fonts-noto-cjk" in told.value.advice
    assert "GONGKAI_FONTS" in told.value.advice


@pytest.mark.parametrize(("folder", "told"), [("gone", "不存在"), (".", "里没有字体文件")])
def test_a_folder_without_typefaces_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str, told: str
) -> None:
    monkeypatch.setenv("GONGKAI_FONTS", str(tmp_path / folder))
    with pytest.raises(Unwritable, match=told):
        formats.render(report(), "pdf")


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.delitem(sys.modules, "gongkai.engine.render.pdf", raising=False)
    with pytest.raises(Unwritable, match="没有安装"):
        formats.render(report(), "pdf")


def test_a_missing_module_of_our_own_is_no_missing_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gongkai.engine.render.wordml", None)
    for name in ("docx", "tables"):
        monkeypatch.delitem(sys.modules, f"gongkai.engine.render.{name}", raising=False)
    with pytest.raises(ModuleNotFoundError, match="wordml"):
        formats.render(report(), "docx")


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
        ("left = 28", "left = 190", "页边距之间没有版心"),
        ("table2 = [3, 3, 3, 3]", "table2 = []", "“table2”应是大于零的整数的列表"),
        ("indent = 2", "indent = -2", "“indent”不应是负数"),
        ("after = 2", "after = -1", "“after”不应是负数"),
        ('colour = "C8102E"', 'colour = "red"', "“colour”应是六位十六进制数"),
        ('colour = "C8102E"', 'colour = "000000}</style><script>"', "“colour”应是六位十六进制数"),
        ('colour = "C8102E"', 'colour = "C8102E\\n"', "“colour”应是六位十六进制数"),
        ('"楷体_GB2312"', "'楷体\"}'", "“names”里不能有 '\"'"),
        ('"楷体_GB2312"', "'</style>'", "“names”里不能有 '<'"),
        ('number = "— {} —"', "number = '\" {} —'", "“number”里不能有 '\"'"),
        ('number = "— {} —"', "number = '\\ {} —'", "“number”里不能有"),
    ],
)
def test_wrong_looks_are_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (PACKAGE_LAW / "paper.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "paper.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid) as problem:
        paper_style(str(tmp_path))
    assert told in problem.value.message


LETTER = (
    ("甲县人民政府办公室", Role.MASTHEAD),
    ("甲政公开〔2026〕1号", Role.NUMBER),
    ("关于政府信息公开申请的答复", Role.TITLE),
    ("乙先生：", Role.ADDRESSEE),
    ("您申请的信息予以公开。", Role.BODY),
    ("附件：信息一份", Role.ANNEX),
    ("甲县人民政府办公室", Role.SIGNATORY),
    ("2026年1月2日", Role.DATE),
    ("抄送：丙局。", Role.IMPRINT),
)


@pytest.mark.parametrize("ending", ["html", "docx", "pdf", "xlsx"])
def test_a_letter_needs_no_other_model(ending: str) -> None:
    """From the organ's red head to the imprint, each part comes out in its order in every kind of file."""
    paper = Paper(LETTER[2][0], LETTER[0][0], tuple(Passage(text, role) for text, role in LETTER))
    module = import_module(f"gongkai.engine.render.{ending}")
    source = intake.take_bytes(getattr(module, f"render_{ending}")(paper), f"letter.{ending}")
    told = "".join("".join(line.raw.split()) for line in read(source).blocks if isinstance(line, Line))
    assert told == "".join(text for text, _ in LETTER)
