"""By when an organ answers a review organ or a court: working days, or days whose last one gives way."""

from datetime import date

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.challenges import answer_limits
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
