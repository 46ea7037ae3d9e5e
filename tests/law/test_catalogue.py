"""The catalogue of the law: every item of Articles 20 and 21 has its rows, for every level."""

import shutil
from pathlib import Path

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.catalogue import catalogue
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.web.organs.kinds import Kind, Level

ARTICLE_20 = {f"art20_{n:02}" for n in range(1, 16)}
ARTICLE_21 = {
    "county": {f"art21_county_{n:02}" for n in range(1, 8)},
    "township": {f"art21_town_{n:02}" for n in range(1, 9)},
}


def covered(level: str, kind: str = "government") -> set[str]:
    return {row.article for row in catalogue().starter(level, kind) if row.article}


def test_the_items_are_those_of_the_regulation() -> None:
    assert set(catalogue().articles) == ARTICLE_20 | ARTICLE_21["county"] | ARTICLE_21["township"]
    assert catalogue().articles["art20_07"].article == "条例第二十条第（七）项"


@pytest.mark.parametrize("level", ["county", "township"])
def test_every_item_of_a_level_has_a_row(level: str) -> None:
    assert covered(level) == ARTICLE_20 | ARTICLE_21[level]


def test_a_province_has_the_items_of_article_20_only() -> None:
    assert covered("province") == ARTICLE_20


def test_every_organ_has_a_guide_and_one_annual_report() -> None:
    for level in Level:
        for kind in set(Kind) - {Kind.INSTITUTION}:
            codes = [row.code for row in catalogue().starter(level, kind)]
            assert "guide" in codes
            assert len([code for code in codes if code.startswith("report_")]) == 1, (level, kind)


@pytest.mark.parametrize(
    ("level", "kind", "limit"),
    [
        ("county", "government", "area_report"),
        ("county", "department", "department_report"),
        ("township", "government", "township_report"),
    ],
)
def test_who_reports_by_when(level: str, kind: str, limit: str) -> None:
    rows = {row.name: row for row in catalogue().starter(level, kind)}
    assert rows["政府信息公开工作年度报告"].limit == limit


def test_rows_name_levels_and_kinds_that_organs_have() -> None:
    for row in catalogue().rows.values():
        assert set(row.levels) <= set(Level), row.code
        assert set(row.kinds) <= set(Kind), row.code
        assert row.is_statutory != row.is_by_choice, row.code
        assert not row.code.startswith("own_"), row.code


def test_there_are_26_fields() -> None:
    assert len(catalogue().fields) == 26


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("township", 'article = "art20_02"', 'article = "art20_99"', "art20_99"),
        ("township", 'limit = "budget"', 'limit = "someday"', "someday"),
        ("township", 'field = "finance"', 'field = "magic"', "magic"),
        ("township", 'form = "result"', 'form = "song"', "song"),
        ("township", 'cycle = "yearly"', 'cycle = "weekly"', "cycle"),
        ("township", 'channels = ["website"]', 'channels = ["pigeon"]', "pigeon"),
        ("township", 'code = "town_leaders"', 'code = "guide"', "同名"),
        ("common", 'basis = "条例第十二条"\n', "", "basis"),
        ("articles", 'code = "art20_02"', 'code = "art20_01"', "同名"),
        ("fields", 'code = "taxation"', 'code = "finance"', "同名"),
        ("words", 'name = "指南"', 'nome = "指南"', "nome"),
    ],
)
def test_a_slip_in_the_catalogue_is_named(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    shutil.copytree(PACKAGE_LAW / "catalogue", tmp_path / "catalogue")
    file = tmp_path / f"catalogue/{name}.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        catalogue(str(tmp_path))


def test_an_office_adds_rows_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "catalogue").mkdir()
    text = """source = "县标准目录"
channels = ["website", "notice_board"]
levels = ["township"]
[[row]]
code = "county_standard_01"
level1 = "养老服务"
name = "高龄津贴"
basis = "县标准目录"
field = "elderly_care"
limit = "publication"
cycle = "quarterly"
form = "result"
is_statutory = false
"""
    (tmp_path / "catalogue/local.toml").write_text(text, "utf-8")
    added = catalogue(str(tmp_path)).starter("township", "government")[-1]
    assert (added.code, added.is_statutory) == ("county_standard_01", False)
    assert added.channels == ("website", "notice_board")
