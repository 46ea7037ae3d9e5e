"""The lengths of an application's clock, from the law data; loaded apart from the law book."""

import os
from dataclasses import fields
from datetime import date, datetime
from functools import cache, lru_cache
from types import MappingProxyType

from gongkai.kernel.deadlines import ClockLaw, Deadline, Deadlines
from gongkai.lawbook.calendars import CalendarState, calendar, calendar_state
from gongkai.lawbook.files import Entry, Library

_TOLD = ("code", "name", "start", "article", "source")
_CODES = {field.name for field in fields(Deadlines)} - {"articles", "earliest_on", "earliest_article"}


def clock_law(law_dir: str | None = None) -> ClockLaw:
    """What a clock runs by: the lengths and the calendar of the same folder, as it is now. Raises LawInvalid."""
    return _clock_law(law_dir, calendar_state(law_dir))


@lru_cache(maxsize=8)
def _clock_law(law_dir: str | None, _state: CalendarState) -> ClockLaw:
    return ClockLaw(deadlines(law_dir), calendar(law_dir))


@cache
def deadlines(law_dir: str | None = None) -> Deadlines:
    """Every length, and the articles of the events. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("deadlines.toml")
    entry.allow("source", "first", "deadline", "event").text("source")
    first = entry.part("first").allow("received_on", "article", "source")
    first.text("source")
    known = _deadlines(entry)
    if missing := sorted(_CODES - known.keys()):
        raise entry.fault(f"缺少期限“{missing[0]}”")
    return Deadlines(
        **known,
        articles=MappingProxyType(_articles(entry)),
        earliest_on=_day(first),
        earliest_article=first.text("article"),
    )


def _deadlines(entry: Entry) -> dict[str, Deadline]:
    known: dict[str, Deadline] = {}
    for each in entry.each("deadline"):
        deadline = _deadline(each)
        if deadline.code not in _CODES:
            raise each.fault(f"不认识期限“{deadline.code}”")
        if deadline.code in known:
            raise each.fault("与前面的一项同名")
        known[deadline.code] = deadline
    return known


def _deadline(entry: Entry) -> Deadline:
    entry.allow(*_TOLD, "workdays", "is_policy", "is_unverified")
    workdays = entry.number("workdays", 0)
    if workdays < 1:
        raise entry.fault("“workdays”应是大于 0 的整数")
    return Deadline(
        **{key: entry.text(key) for key in _TOLD},
        workdays=workdays,
        is_policy=entry.flag("is_policy"),
        is_unverified=entry.flag("is_unverified"),
    )


def _articles(entry: Entry) -> dict[str, str]:
    articles: dict[str, str] = {}
    for each in entry.each("event"):
        each.allow("kind", "article", "source", "is_unverified").text("source")
        kind = each.text("kind")
        if kind in articles:
            raise each.fault(f"“{kind}”写了两次")
        articles[kind] = each.text("article")
    return articles


def _day(entry: Entry) -> date:
    day = entry.data.get("received_on")
    if not isinstance(day, date) or isinstance(day, datetime):
        raise entry.fault("“received_on”应是不带引号的日期")
    return day
