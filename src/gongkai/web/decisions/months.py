"""Months: those of a period, and those in which an organ was there. Only what is over is counted: half a month is no figure."""

from collections.abc import Iterator
from datetime import date

from gongkai.kernel.workdays import add_months
from gongkai.web.organs.models import Organ


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months_between(first: date, last: date) -> Iterator[date]:
    """The first days of the months that begin between two days, both included."""
    month = first if first.day == 1 else add_months(first_of(first), 1)
    while month <= last:
        yield month
        month = add_months(month, 1)


def months_of(year: int) -> list[date]:
    """The twelve months of a year."""
    return [date(year, number, 1) for number in range(1, 13)]


def existed_in(organ: Organ, month: date) -> bool:
    """Whether an organ was there on any day of a month."""
    is_begun = organ.since_on is None or organ.since_on < add_months(month, 1)
    return is_begun and (organ.until_on is None or month < organ.until_on)


def named(month: date) -> str:
    """2025年3月."""
    return f"{month.year}年{month.month}月"
