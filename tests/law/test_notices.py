"""Notices on days off read from their own words: the same days as our calendars; what is unclear is refused."""

import tomllib
from pathlib import Path

import pytest

from gongkai.kernel.problems import Unreadable
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.notices import as_toml, read_notice
from tests.law.notice_texts import notice


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_a_notice_says_what_our_calendar_says(year: int) -> None:
    ours = tomllib.loads((PACKAGE_LAW / f"calendars/{year}.toml").read_text("utf-8"))
    theirs = tomllib.loads(as_toml(read_notice(notice(year))))
    days = [
        {key: row.get(key) for key in ("first_on", "last_on", "makeup", "notice")} for row in ours["holiday"]
    ]
    assert [{key: row.get(key) for key in days[0]} for row in theirs["holiday"]] == days
    assert [row["name"] for row in theirs["holiday"]] == [row["name"] for row in ours["holiday"]]
    assert theirs["notice"] == ours["notice"]


def test_a_year_that_is_not_known_yet_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars/2027.toml").write_text(as_toml(read_notice(notice(2027))), "utf-8")
    loaded = calendar(str(tmp_path))
    assert 2027 in loaded.years
    assert sum(day.year == 2027 for day in loaded.off) == 10


def test_new_year_may_begin_in_december() -> None:
    first = read_notice(notice(2019)).holidays[0]
    assert (str(first.first_on), str(first.last_on)) == ("2018-12-30", "2019-01-01")
    assert [str(day) for day in first.makeup] == ["2018-12-29"]


def test_leave_that_is_encouraged_is_shown_and_no_day_off() -> None:
    read = read_notice(notice(2024))
    assert len(read.unread) == 1
    assert "除夕（2月9日）休息" in read.unread[0]


def test_spaces_and_full_width_figures_do_not_matter() -> None:
    text = notice(2026)
    wide = text.translate({ord("0") + n: 0xFF10 + n for n in range(10)}).replace("放假", "放 假\n")
    assert read_notice(wide) == read_notice(text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("共9天", "共8天", "是 9 天，与写明的天数不符"),
        ("1月4日（周日）上班", "1月4日（周六）上班", "2026-01-04不是星期六"),
        ("至23日（农历正月初七、周一）", "至24日", "是 10 天，与写明的天数不符"),
        ("至23日（农历正月初七、周一）", "至13日", "与写明的天数不符"),
        ("二、春节：", "二、春节，", "应是“二、”"),
        ("5月9日（周六）上班", "5月9日（周六）另行通知", "看不懂“劳动节”中的这一句"),
        ("2月15日（农历腊月二十八、周日）", "2月30日", "不存在的日期"),
        ("部分节假日安排的通知", "放假的通知", "没有通知的标题"),
        ("国办发明电", "国办函", "没有通知的发文字号"),
        ("2025年11月4日", "", "没有通知的落款的日期"),
        ("6月19日（周五）至21日（周日）放假，共3天。", "6月19日（周五）上班。", "现在有 0 句"),
    ],
)
def test_what_is_unclear_is_refused(old: str, new: str, said: str) -> None:
    text = notice(2026)
    assert old in text
    with pytest.raises(Unreadable, match=said):
        read_notice(text.replace(old, new))


def test_a_text_without_any_holiday_is_refused() -> None:
    text = notice(2026)
    before, after = text.split("一、元旦", 1)
    with pytest.raises(Unreadable, match="这样的各条"):
        read_notice(before + after[after.index("节假日期间") :])
