"""The limits for publishing: complete, sourced, and counted as the worked examples have it."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai.kernel.limits import Unit, due
from gongkai.kernel.problems import LawInvalid
from gongkai.kernel.workdays import Counted
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.limits import limits


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("publication", "2024-09-12", "2024-10-16"),
        ("publication", "2025-01-20", "2025-02-21"),
        ("publication", "2026-02-06", "2026-03-12"),
        ("publication", "2026-09-25", "2026-10-29"),
        ("budget", "2026-02-06", "2026-02-26"),
        ("procurement_result", "2026-09-30", "2026-10-09"),
        ("penalty_withdrawal", "2026-02-13", "2026-02-25"),
        ("decision_consultation", "2026-02-01", "2026-03-03"),
        ("village_affairs", "2026-02-03", "2026-03-31"),
        ("village_finance", "2026-02-03", "2026-02-28"),
        ("village_major", "2026-02-03", "2026-02-03"),
        ("township_report", "2025-06-01", "2026-01-31"),
        ("area_report", "2025-12-31", "2026-03-31"),
    ],
)
def test_when_it_ends(code: str, start: str, end: str) -> None:
    counted = due(limits()[code], date.fromisoformat(start), calendar=calendar())
    assert counted == Counted(date.fromisoformat(end))


def test_what_needs_next_years_notice_is_provisional() -> None:
    assert due(limits()["publication"], date(2026, 12, 25), calendar=calendar()).is_provisional
    assert not due(limits()["budget"], date(2026, 12, 25), calendar=calendar()).is_provisional


def test_the_general_limit_is_that_of_the_regulation() -> None:
    general = limits()["publication"]
    assert (general.amount, general.unit, general.article) == (20, Unit.WORKDAY, "条例第二十六条")


def test_what_was_not_seen_in_an_official_text_is_marked() -> None:
    marked = {limit.code for limit in limits().values() if limit.is_unverified}
    assert marked == {"enforcement_decision", "permit_or_penalty", "feedback_answer"}
    assert [limit.code for limit in limits().values() if limit.is_policy] == [
        "township_report",
        "feedback_answer",
    ]
    assert [limit.code for limit in limits().values() if limit.is_least] == ["decision_consultation"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("amount = 20", "amount = 0", "大于 0"),
        ("amount = 20", 'by = "01-31"', "不认识“by”"),
        ('unit = "workday"', 'unit = "hour"', "workday"),
        ('by = "01-31"', 'by = "02-29"', "月-日"),
        ('by = "01-31"', 'by = "1月31日"', "月-日"),
        ('cycle = "monthly"', 'cycle = "weekly"', "monthly"),
        ('code = "budget"', 'code = "publication"', "同名"),
        ('source = "条例第二十六条"', 'sauce = "酱"', "sauce"),
    ],
)
def test_a_slip_in_the_limits_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copy(PACKAGE_LAW / "limits.toml", tmp_path)
    file = tmp_path / "limits.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        limits(str(tmp_path))
