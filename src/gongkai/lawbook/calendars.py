"""Days off and weekend days worked in exchange, year by year, from the law data; loaded apart from the law book."""

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from gongkai.kernel.workdays import Calendar, Holiday
from gongkai.lawbook.files import Entry, Library

OURS = [str(year) for year in range(2019, 2027)]


CalendarState = tuple[Library, tuple[tuple[str, int, int, int], ...]]


def calendar(law_dir: str | None = None) -> Calendar:
    """All years that are known, as one calendar; a year that was imported meanwhile is among them. Raises LawInvalid."""
    return _calendar(calendar_state(law_dir))


def calendar_state(law_dir: str | None = None) -> CalendarState:
    """What the calendar is read from, under which it and what follows from it may be kept. Raises LawInvalid."""
    library = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR"))
    return library, library.state_of("calendars")


@lru_cache(maxsize=8)
def _calendar(state: CalendarState) -> Calendar:
    library, _files = state
    years: set[int] = set()
    off: dict[date, Holiday] = {}
    makeup: dict[date, Holiday] = {}
    for name in library.names("calendars", OURS):
        entry = library.read(name).allow("year", "notice", "holiday")
        year = entry.number("year", 0)
        if name != f"calendars/{year}.toml":
            raise entry.fault("“year”应与文件名相同")
        years.add(year)
        _read(entry, year, off=off, makeup=makeup)
    return Calendar(years=frozenset(years), off=off, makeup=makeup)


def _read(entry: Entry, year: int, *, off: dict[date, Holiday], makeup: dict[date, Holiday]) -> None:
    """Add the days of one year to those of the others."""
    known = set(_notices(entry))
    for each in entry.each("holiday"):
        each.allow("name", "first_on", "last_on", "makeup", "notice")
        holiday = Holiday(each.text("name"), each.text("notice"))
        if holiday.notice not in known:
            raise each.fault(f"没有“{holiday.notice}”这份通知")
        _add(each, _days(each, year), to=off, holiday=holiday)
        worked = list(_worked(each, year))
        _add(each, worked, to=makeup, holiday=holiday)
        if both := sorted(off.keys() & makeup.keys()):
            raise each.fault(f"{both[0]}既放假又上班")


def _notices(entry: Entry) -> Iterator[str]:
    for each in entry.each("notice"):
        each.allow("number", "title", "issued_on").text("title")
        _day(each, each.data.get("issued_on"))
        yield each.text("number")


def _days(entry: Entry, year: int) -> list[date]:
    """From the first to the last day off."""
    first, last = (_of_year(entry, entry.data.get(key), year) for key in ("first_on", "last_on"))
    if last < first:
        raise entry.fault("“last_on”在“first_on”以前")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _worked(entry: Entry, year: int) -> Iterator[date]:
    """The weekend days that are worked in exchange."""
    listed = entry.data.get("makeup", [])
    if not isinstance(listed, list):
        raise entry.fault("“makeup”应是日期的列表")
    for raw in listed:
        day = _of_year(entry, raw, year)
        if day.weekday() < 5:
            raise entry.fault(f"{day}不是星期六或者星期日，本来就上班")
        yield day


def _add(entry: Entry, days: list[date], *, to: dict[date, Holiday], holiday: Holiday) -> None:
    for day in days:
        if day in to:
            raise entry.fault(f"{day}写了两次")
        to[day] = holiday


def _of_year(entry: Entry, raw: Any, year: int) -> date:
    """A day of the year; New Year's holiday may begin in the December before."""
    day = _day(entry, raw)
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        raise entry.fault(f"{day}不在{year}年")
    return day


def _day(entry: Entry, raw: Any) -> date:
    if not isinstance(raw, date) or isinstance(raw, datetime):
        raise entry.fault(f"应是不带引号的日期，例如 2026-01-01，不是 {raw!r}")
    return raw
