"""The calendars of the law data: against a table made elsewhere, and the worked examples of the Regulation's clock."""

import calendar as months
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.kernel.workdays import Counted, add_workdays, is_workday, workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.clock_version import clock_version
from gongkai.lawbook.deadlines import clock_law
from gongkai.lawbook.files import PACKAGE_LAW

TABLE = Path(__file__).with_name("workdays.txt")


def told_elsewhere() -> dict[date, bool]:
    """Every day of the eight years and whether it is a working day."""
    days = {}
    for line in TABLE.read_text("utf-8").splitlines()[1:]:
        month, bits = line.split()
        first = date.fromisoformat(f"{month}-01")
        assert len(bits) == months.monthrange(first.year, first.month)[1]
        days |= {first + timedelta(days=n): bit == "1" for n, bit in enumerate(bits)}
    return days


def test_every_day_is_as_the_table_says() -> None:
    table = told_elsewhere()
    assert (min(table), max(table), len(table)) == (date(2019, 1, 1), date(2026, 12, 31), 2922)
    assert not [day for day, works in table.items() if is_workday(day, calendar=calendar()) != works]


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year: int, count: int) -> None:
    new_year = date(year - 1, 12, 31), date(year, 12, 31)
    assert workdays_between(*new_year, calendar=calendar()) == count


# The day from which it counts, and its 7th, 15th, 20th and 40th working day; "-" is not given.
WORKED = """
2024-01-26 2024-02-05 2024-02-21 2024-02-28 2024-03-27
2024-02-10 - - 2024-03-14 -
2024-09-13 2024-09-25 2024-10-11 2024-10-17 2024-11-14
2024-09-27 2024-10-12 2024-10-23 2024-10-30 2024-11-27
2024-12-20 2024-12-31 2025-01-13 2025-01-20 2025-02-21
2025-01-15 2025-01-24 2025-02-11 2025-02-18 2025-03-18
2025-01-24 2025-02-10 2025-02-20 2025-02-27 2025-03-27
2025-09-19 2025-09-29 2025-10-16 2025-10-23 2025-11-20
2025-09-28 2025-10-14 2025-10-24 2025-10-31 2025-11-28
2025-12-19 2025-12-30 2026-01-12 2026-01-19 2026-02-14
2026-01-30 2026-02-10 2026-02-27 2026-03-05 2026-04-02
2026-02-13 2026-03-02 2026-03-12 2026-03-19 2026-04-17
2026-05-02 2026-05-13 - 2026-06-01 -
2026-09-18 2026-09-29 2026-10-15 2026-10-22 2026-11-19
2026-09-30 2026-10-15 2026-10-27 2026-11-03 2026-12-01
"""
CASES = [
    (*line.split()[:1], n, end)
    for line in WORKED.split("\n")
    if line
    for n, end in zip((7, 15, 20, 40), line.split()[1:], strict=True)
    if end != "-"
]


@pytest.mark.parametrize(("day", "n", "end"), CASES)
def test_worked_examples(day: str, n: int, end: str) -> None:
    assert add_workdays(date.fromisoformat(day), n, calendar=calendar()) == Counted(date.fromisoformat(end))


@pytest.mark.parametrize(
    ("sent", "answered", "days"),
    [
        ("2025-09-24", "2025-10-13", 9),
        ("2025-09-24", "2025-10-23", 17),
        ("2026-02-05", "2026-02-27", 11),
        ("2025-09-19", "2025-09-24", 3),
        ("2026-01-30", "2026-02-05", 4),
    ],
)
def test_working_days_of_a_consultation(sent: str, answered: str, days: int) -> None:
    first, last = date.fromisoformat(sent), date.fromisoformat(answered)
    assert workdays_between(first, last, calendar=calendar()) == days


def test_a_local_day_off_moves_what_ends_after_it(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    local = (PACKAGE_LAW / "calendars/2024.toml").read_text("utf-8")
    local = local.replace("first_on = 2024-02-10", "first_on = 2024-02-09")
    (tmp_path / "calendars/2024.toml").write_text(local, "utf-8")
    assert add_workdays(date(2024, 1, 26), 20, calendar=calendar(str(tmp_path))).day == date(2024, 2, 29)


def test_new_years_eve_of_2024_is_worked() -> None:
    assert is_workday(date(2024, 2, 9), calendar=calendar())


@pytest.mark.parametrize(
    ("day", "notice"),
    [
        (date(2019, 5, 2), "国办发明电〔2019〕3号"),
        (date(2020, 1, 31), "国办发明电〔2020〕1号"),
        (date(2020, 5, 4), "国办发明电〔2019〕16号"),
    ],
)
def test_a_year_that_was_amended_names_both_notices(day: date, notice: str) -> None:
    holiday = calendar().holiday(day)
    assert holiday is not None
    assert holiday.notice == notice


def test_what_needs_a_year_without_a_notice_is_provisional() -> None:
    assert add_workdays(date(2026, 12, 18), 20, calendar=calendar()).is_provisional
    assert not add_workdays(date(2026, 12, 1), 20, calendar=calendar()).is_provisional


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("year = 2026", "year = 2025", "文件名"),
        ("makeup = [2026-05-09]", "makeup = [2026-05-08]", "本来就上班"),
        ("makeup = [2026-05-09]", "makeup = [2026-05-03]", "既放假又上班"),
        ("makeup = [2026-05-09]", 'makeup = ["2026-05-09"]', "不带引号"),
        ("makeup = [2026-05-09]", "makeup = 2026-05-09", "列表"),
        ("makeup = [2026-05-09]", "makeup = [2026-10-10]", "写了两次"),
        ("first_on = 2026-05-01", "first_on = 2026-05-06", "以前"),
        ("first_on = 2026-05-01", "first_on = 2027-05-01", "不在2026年"),
        ("first_on = 2026-05-01", "first_on = 2026-05-01T08:00:00", "不带引号"),
        ("issued_on = 2025-11-04", "issued_on = 2025", "不带引号"),
        (
            'number = "国办发明电〔2025〕7号"',
            'number = "国办发明电〔2025〕8号"',
            "没有“国办发明电〔2025〕7号”",
        ),
    ],
)
def test_a_slip_in_a_calendar_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copytree(PACKAGE_LAW / "calendars", tmp_path / "calendars")
    file = tmp_path / "calendars/2026.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        calendar(str(tmp_path))


def test_an_office_adds_a_year_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    text = """year = 2027
[[notice]]
number = "通知"
title = "2027年放假的通知"
issued_on = 2026-11-05
[[holiday]]
name = "元旦"
first_on = 2027-01-01
last_on = 2027-01-03
notice = "通知"
"""
    (tmp_path / "calendars/2027.toml").write_text(text, "utf-8")
    end = add_workdays(date(2026, 12, 31), 1, calendar=calendar(str(tmp_path)))
    assert end == Counted(date(2027, 1, 4))


YEAR_2027 = """year = 2027

[[notice]]
number = "国办发明电〔2026〕9号"
title = "国务院办公厅关于2027年部分节假日安排的通知"
issued_on = 2026-11-05

[[holiday]]
name = "元旦"
notice = "国办发明电〔2026〕9号"
first_on = 2027-01-01
last_on = 2027-01-04
"""


def test_a_year_that_comes_while_the_program_runs_is_counted_by_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()

    def reckoned() -> tuple[date, bool]:
        day = add_workdays(date(2026, 12, 31), 1, calendar=clock_law(str(tmp_path)).calendar)
        return day.day, day.is_provisional

    before = clock_version(str(tmp_path))
    assert reckoned() == (date(2027, 1, 1), True)
    (folder / "2027.toml").write_text(YEAR_2027, "utf-8")
    assert reckoned() == (date(2027, 1, 5), False)
    after = clock_version(str(tmp_path))
    assert after != before
    # Written anew in place, too: a holiday that was a day shorter.
    (folder / "2027.toml").write_text(YEAR_2027.replace("2027-01-04", "2027-01-01"), "utf-8")
    assert reckoned() == (date(2027, 1, 4), False)
    assert clock_version(str(tmp_path)) not in (before, after)
    (folder / "2027.toml").unlink()
    assert clock_version(str(tmp_path)) == before


def test_what_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "2027.toml").write_text(YEAR_2027, "utf-8")
    assert clock_law(str(tmp_path)) is clock_law(str(tmp_path))
    assert calendar(str(tmp_path)) is calendar(str(tmp_path))
