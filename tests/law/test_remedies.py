"""Remedies in the law data: periods, versions and respondents are complete, and slips are named."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.remedies import remedy_law
from gongkai.web.organs.kinds import Kind, Level

LAW = remedy_law()


def test_the_periods_are_those_of_the_laws() -> None:
    assert {code: (one.days, one.months, one.article) for code, one in LAW.periods.items()} == {
        "review": (60, 0, "行政复议法第二十条第一款"),
        "suit": (0, 6, "行政诉讼法第四十六条第一款"),
        "after_review": (15, 0, "行政诉讼法第四十五条"),
        "untold": (0, 12, "行政复议法第二十条第三款"),
    }


def test_a_version_begins_where_the_law_changed() -> None:
    assert [version.since_on for version in LAW.versions] == [
        date(2019, 5, 15),
        date(2024, 1, 1),
        date(2025, 6, 1),
    ]
    assert all(version.source for version in LAW.versions)


def test_respondents_name_kinds_and_levels_that_organs_have() -> None:
    for one in LAW.respondents.values():
        assert one.kinds <= set(Kind.values), one.code
        assert one.levels <= set(Level.values), one.code
        assert bool(one.kinds) == bool(one.levels), one.code


def test_every_organ_that_replies_below_the_province_is_told_who_reviews_it() -> None:
    told = {(kind, level) for one in LAW.respondents.values() for kind in one.kinds for level in one.levels}
    usual = {"government": ["city", "county", "township"], "department": ["city", "county"]}
    assert {(kind, level) for kind, levels in usual.items() for level in levels} <= told
    # Only the office knows who set it up; and enterprises under Article 55 do not reply to applications.
    assert not {kind for kind, _ in told} & {"development_zone", "institution"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("days = 60", "days = 0", "大于 0"),
        ("days = 60", "days = 60\nmonths = 2", "之一"),
        ('code = "untold"', 'code = "unsaid"', "各一项"),
        ("since_on = 2024-01-01", "since_on = 2026-01-01", "先后"),
        ("since_on = 2024-01-01", 'since_on = "2024-01-01"', "不带引号"),
        ("printed = { S = ", "printed = { X = ", "RF"),
        ('{ S = "RF" }', '{ S = "RX" }', "RX|RF"),
        ("{review}日", "{reviews}日", "不能填写的位置"),
        ("{review}日", "{review日", "不能填写的位置"),
        ('challenged = "rest"', 'challenged = "whole"', "rest"),
        ('challenged = "rest"', 'challenged = "others"', "challenged"),
        ('code = "government"', 'code = "township"', "同名"),
        (
            'levels = ["city", "county"]\nkinds = ["government"]',
            'levels = ["township"]\nkinds = ["government"]',
            "同一类",
        ),
        ("is_disputed = true", "is_contested = true", "is_contested"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copy(PACKAGE_LAW / "remedies.toml", tmp_path)
    file = tmp_path / "remedies.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        remedy_law(str(tmp_path))
