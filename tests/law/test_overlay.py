"""An office lays its own data over ours; whatever is wrong in it is told with file and entry when it is loaded."""

import shutil
from pathlib import Path

import pytest

from gongkai import lawbook
from gongkai.kernel.problems import LawInvalid
from gongkai.kernel.rules import Identity


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An office's folder that holds copies of all our files."""
    shutil.copytree(lawbook.PACKAGE_LAW, tmp_path / "law")
    return tmp_path / "law"


def edit(own: Path, name: str, change: tuple[str, str]) -> None:
    text = (own / name).read_text("utf-8")
    assert change[0] in text, change
    (own / name).write_text(text.replace(*change, 1), "utf-8")


def test_our_own_data_pass_what_an_office_s_must(own: Path) -> None:
    """Patterns compile and recognise their examples: that is examined only in what lies over our files."""
    book, ours = lawbook.load(str(own)), lawbook.load()
    assert [rule.code for rule in book.rules] == [rule.code for rule in ours.rules]
    assert book.claims == ours.claims


def test_a_file_of_the_office_replaces_ours(own: Path) -> None:
    edit(own, "rules/structure.toml", ("请补写缺少的方面。", "请补写。"))
    assert lawbook.load(str(own)).rule("TOPIC_MISSING").advice == "请补写。"
    assert lawbook.load().rule("TOPIC_MISSING").advice == "请补写缺少的方面。"


def test_a_threshold_may_be_overlaid(own: Path) -> None:
    edit(own, "rules/figures.toml", ("factor = 3", "factor = 2.5"))
    assert float(lawbook.load(str(own)).rule("YOY_SWING").parameters["factor"]) == 2.5


def test_files_that_only_the_office_has_are_added(tmp_path: Path) -> None:
    for folder in ("forms", "rules"):
        (tmp_path / folder).mkdir()
    form = (lawbook.PACKAGE_LAW / "forms" / "2021.toml").read_text("utf-8")
    form = form.replace('id = "2021"', 'id = "2027"').replace("years = [2021,", "years = [2027,")
    (tmp_path / "forms" / "2027.toml").write_text(form, "utf-8")
    (tmp_path / "rules" / "local.toml").write_text(
        """[[rules]]
code = "LOCAL_TOTAL"
title = "本地的勾稽"
sentence = "每一列：总计等于各项之和。"
severity = "notice"
needs = "file"
years = [2027, 9999]
source = "本地规定"
advice = "请核对。"
identity = { table = "table3", each = "column", left = ["result_total"], right = ["@leaves"] }
""",
        "utf-8",
    )
    book = lawbook.load(str(tmp_path))
    assert list(book.forms) == ["2019", "2021", "2027"]
    assert [book.form_for(year).id for year in (2020, 2026, 2027, None, 1999)] == [
        "2019",
        "2021",
        "2027",
        "2027",
        "2027",
    ]
    assert book.rules[-1].code == "LOCAL_TOTAL"
    added: list[Identity] = [one for one in book.identities(book.form("2027")) if one.code == "LOCAL_TOTAL"]
    assert len(added) == 7


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LAW_DIR", str(tmp_path / "gone"))
    with pytest.raises(LawInvalid, match=r"gone 不存在。.*GONGKAI_LAW_DIR"):
        lawbook.load.__wrapped__()


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (
            "rules/structure.toml",
            ('severity = "error"', 'severity = "grave"'),
            "SECTION_MISSING.*级别“grave”",
        ),
        (
            "rules/figures.toml",
            ('unproved = "warning"', 'unproved = "mild"'),
            "T3_CARRY.*级别“mild”",
        ),
        (
            "rules/figures.toml",
            ("is_justifiable = false\nanswer", 'is_justifiable = "no"\nanswer'),
            "T3_BALANCE.*is_justifiable",
        ),
        ("rules/figures.toml", ('answer = "确实不能掌握"', 'answer = ""'), "CELL_BLANK.*“answer”是空的"),
        ("rules/structure.toml", ("[[rules]]", "[[rules"), "不能读取"),
        ("rules/structure.toml", ("advice =", "advise ="), "SECTION_MISSING.*“advise”"),
        ("rules/structure.toml", ('code = "TOPIC_MISSING"', 'code = "SECTION_MISSING"'), "编码重复"),
        ("rules/figures.toml", ("at_least = 10 }", "least = 10 }"), "YOY_SWING.*at_least、factor"),
        ("rules/figures.toml", ("factor = 3", 'factor = "3"'), "YOY_SWING.*“factor”应是数"),
        (
            "rules/figures.toml",
            ('left = ["new_received"', 'left = ["new_receive"'),
            "T3_BALANCE.*“new_receive”不是table3的行",
        ),
        (
            "rules/figures.toml",
            ('each = "row", left = ["total"]', 'each = "row", left = ["sum"]'),
            "“sum”不是table3的列",
        ),
        ("rules/figures.toml", ('table = "table3"', 'table = "table5"'), "T3_BALANCE.*“table5”不存在"),
        ("rules/figures.toml", ("years = [2019, 9999]", "years = [2019]"), "T3_BALANCE.*years"),
        ("forms/2021.toml", ('title = "', 'titel = "'), "不认识“titel”"),
        (
            "forms/2021.toml",
            ('title = "政府信息公开工作年度报告格式（2021年版）"', ""),
            "缺少“title”",
        ),
        ("forms/2021.toml", ('id = "2021"', 'id = "2022"'), "应与文件名相同"),
        ("forms/2021.toml", ('label = "3.其他"', "label = 3"), "other_misc.*“label”应是文字"),
        ("forms/2021.toml", ('id = "carried_in"', 'id = "new_received"'), "“new_received”重名"),
        ("forms/2021.toml", ('group = "denied"', 'group = "deny"'), "组“deny”不存在"),
        ("forms/2021.toml", ("years = [2021, 9999]", 'years = "2021"'), "“years”应是列表"),
        ("forms/2019.toml", ('drop_rows = ["', 'drop_rows = ["other_nothing", "'), "“other_nothing”不存在"),
        ("forms/2019.toml", ('before = "result_total"', 'before = "sum"'), "“sum”不存在"),
        ("forms/2019.toml", ('base = "2021"', 'base = "2020"'), "“2020”不存在"),
        ("wording/prose.toml", ('words = ["人民政府"', 'words = ["(人民政府"'), "organ.words.*正则表达式"),
        ("wording/prose.toml", ("[organ]", "[organs]"), "缺少“organ”"),
        ("wording/claims.toml", ("text = '(?:新收", "text = '(新收(?:"), "正则表达式"),
        (
            "wording/claims.toml",
            ('readings = [["granted"]]', 'readings = [["grant_ed"]]'),
            "予以公开.*“grant_ed”",
        ),
        (
            "wording/claims.toml",
            ("table4.review.total", "table4.reviews.total"),
            "复议.*“table4.reviews.total”",
        ),
        ("wording/claims.toml", ('example = "予以公开3件。"', ""), "予以公开.*缺少“example”"),
        ("wording/claims.toml", ('example = "予以公开3件。"', 'example = "公开3件。"'), "“公开3件。”不符合"),
        ("wording/claims.toml", ("{gap}{n}'", "{gab}{n}'"), "片段 {gab} 没有定义"),
        ("wording/claims.toml", ("'部分公开(?:的)?{n}'", "'部分公开(?:的)?'"), "部分公开.*没有件数"),
        ("wording/claims.toml", ('column = "natural_person"', 'column = "person"'), "没有“person”这一列"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_entry(
    own: Path, name: str, change: tuple[str, str], said: str
) -> None:
    edit(own, name, change)
    with pytest.raises(LawInvalid, match=f"{name}.*(?:{said})"):
        lawbook.load(str(own))
