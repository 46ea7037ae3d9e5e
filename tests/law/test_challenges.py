"""By when an organ answers a review organ or a court, and in which column of table 4 counts how these decide."""

from datetime import date

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.challenges import answer_limits, challenge_results
from gongkai.lawbook.files import PACKAGE_LAW

# Which limit, received, the last day.
WORKED = [
    ("review_simple", "2026-02-03", "2026-02-10"),
    ("review_simple", "2026-02-12", "2026-02-26"),  # over the Spring Festival; Saturday the 14th works
    ("review_simple", "2026-09-30", "2026-10-13"),  # Saturday the 10th works
    ("review_ordinary", "2026-02-03", "2026-02-24"),
    ("review_ordinary", "2026-03-02", "2026-03-16"),
    ("suit", "2026-03-02", "2026-03-17"),
    ("suit", "2026-02-03", "2026-02-24"),  # the 18th is a holiday
    ("suit", "2026-03-06", "2026-03-23"),  # the 21st is a Saturday
    ("suit", "2026-01-30", "2026-02-14"),  # a Saturday that is worked
]


@pytest.mark.parametrize(("code", "received_on", "due_on"), WORKED)
def test_worked_examples(code, received_on, due_on) -> None:
    due = answer_limits()[code].due(date.fromisoformat(received_on), calendar=calendar())
    assert due.day == date.fromisoformat(due_on)
    assert not due.is_provisional


def test_a_year_without_a_calendar_is_provisional() -> None:
    assert answer_limits()["review_simple"].due(date(2031, 3, 3), calendar=calendar()).is_provisional


def test_lengths_as_people_say_them() -> None:
    assert [one.length for one in answer_limits().values()] == ["5个工作日", "10个工作日", "15日"]
    assert all(one.source and one.article for one in answer_limits().values())


# How it ends; in which column that counts.
COUNTED = {
    "review": {
        "upheld": "维持决定 驳回行政复议请求",
        "corrected": "变更决定 撤销或者部分撤销 确认违法 责令履行 确认无效",
        "other": "不予受理 驳回行政复议申请 调解结案 终止行政复议（撤回申请、和解等）",
    },
    "suit": {
        "upheld": "判决驳回诉讼请求",
        "corrected": "判决撤销或者部分撤销 判决履行 判决确认违法 判决确认无效 判决变更",
        "other": "裁定不予立案、驳回起诉 准许撤诉、按撤诉处理 调解结案 终结诉讼",
    },
}


def test_every_result_has_its_column() -> None:
    told: dict[str, dict[str, list[str]]] = {}
    for one in challenge_results().values():
        told.setdefault(one.way, {}).setdefault(one.column, []).append(one.name)
        assert one.is_policy
        assert one.source
    assert {
        way: {column: " ".join(names) for column, names in each.items()} for way, each in told.items()
    } == COUNTED


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "review_void"', 'code = "review_upheld"', "同名"),
        ('column = "other"', 'column = "pending"', "不能是"),
        (
            'code = "suit_dismissed"\nname = "判决驳回诉讼请求"\nway = "suit"',
            'code = "suit_dismissed"\nname = "驳回"\nway = "review"',
            "没有一项",
        ),
        ('way = "review"', 'way = "appeal"', "之一"),
    ],
)
def test_results_that_do_not_hold_are_refused(tmp_path, old, new, said) -> None:
    text = (PACKAGE_LAW / "challenges.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "challenges.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        challenge_results(str(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "suit"', 'code = "trial"', "各一项"),
        ("days = 15", "days = 15\nworkdays = 5", "之一"),
        ("workdays = 10", "workdays = 0", "之一"),
    ],
)
def test_broken_data_is_refused(tmp_path, old, new, said) -> None:
    text = (PACKAGE_LAW / "challenges.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "challenges.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        answer_limits(str(tmp_path))
