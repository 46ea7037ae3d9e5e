"""The fee in the law data: two ladders without holes, and slips are named."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai.kernel.fees import fee_by_item, fee_by_volume
from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.fees import fee_law
from gongkai.lawbook.files import PACKAGE_LAW


def test_since_when_and_under_which_names() -> None:
    law = fee_law()
    assert law.since_on == date(2021, 1, 1)
    assert {one.name: one.unit for one in law.ladders.values()} == {"按件计收": "件", "按量计收": "页"}
    assert all("109号" in one.source for one in law.ladders.values())
    assert law.counts_withdrawn


def test_volume_costs_nothing_where_one_is_only_told_where_to_look() -> None:
    ladders = fee_law().ladders
    assert ladders["by_volume"].not_for == {"O01", "O03"}
    assert not ladders["by_item"].not_for


def test_an_office_may_not_count_what_was_withdrawn(tmp_path: Path) -> None:
    text = (PACKAGE_LAW / "fees.toml").read_text("utf-8")
    (tmp_path / "fees.toml").write_text(
        text.replace("counts_withdrawn = true", "counts_withdrawn = false"), "utf-8"
    )
    assert not fee_law(str(tmp_path)).counts_withdrawn


def test_a_ladder_with_other_rungs_is_climbed_all_the_same(tmp_path: Path) -> None:
    text = (PACKAGE_LAW / "fees.toml").read_text("utf-8")
    text = text.replace("{ to = 30, price = 100 }", "{ to = 15, price = 100 }")
    text = text.replace("{ to = 200, price = 20 }, { price = 40 }", "{ price = 20 }")
    (tmp_path / "fees.toml").write_text(text, "utf-8")
    law = fee_law(str(tmp_path))
    assert fee_by_item(0, 26, law=law).amount == 500 + 10 * 200 + 300
    assert fee_by_volume(301, law=law).amount == 700 + 201 * 20


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "by_volume"', 'code = "by_weight"', "各一项"),
        ("since_on = 2021-01-01", 'since_on = "2021"', "不带引号"),
        ("{ to = 30, price = 100 }", "{ to = 10, price = 100 }", "逐段增大"),
        ("{ to = 30, price = 100 }", "{ price = 100 }", "逐段增大"),
        ("{ to = 200, price = 20 }, { price = 40 }", "{ price = 20 }, { to = 200, price = 40 }", "逐段增大"),
        (", { price = 40 }]", "]", "rising"),
        ("price = 10 }", "price = -10 }", "不小于 0"),
        ("price = 10 }", "price = 10.5 }", "整数"),
        ("width = 10", "width = 0", "不小于 1"),
        ('"O03"]', '"O99"]', "O99"),
        ("counts_withdrawn = true", "counts = true", "counts"),
        ("counts_withdrawn = true\n", 'counts_withdrawn = "yes"\n', "counts_withdrawn"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copy(PACKAGE_LAW / "fees.toml", tmp_path)
    file = tmp_path / "fees.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        fee_law(str(tmp_path))
