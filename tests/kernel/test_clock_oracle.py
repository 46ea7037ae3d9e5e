"""The clock against a clerk with a wall calendar: every receiving day of three years, walked day by day.

The wall calendar is a table made elsewhere, of which the law data know nothing; the walk shares no code with the clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from gongkai.kernel.case import CaseEvent, Consulted, Happened
from gongkai.kernel.clock import clock, due
from gongkai.kernel.workdays import Counted, add_workdays
from gongkai.lawbook.deadlines import clock_law

TABLE = Path(__file__).parents[1] / "law" / "workdays.txt"
ONE = timedelta(days=1)
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
RECEIVING = [FIRST + n * ONE for n in range((LAST - FIRST).days + 1)]


@cache
def wall_calendar() -> frozenset[date]:
    """The working days of the table, and of the years after it all Mondays to Fridays."""
    works = set()
    for line in TABLE.read_text("utf-8").splitlines()[1:]:
        month, bits = line.split()
        works |= {date.fromisoformat(f"{month}-{n:02}") for n, bit in enumerate(bits, 1) if bit == "1"}
    later = (LAST + n * ONE for n in range(1, 400))
    return frozenset(works | {day for day in later if day.weekday() < 5})


def walk(day: date, n: int) -> date:
    """Tick off working days on the wall, one after the other."""
    while n > 0:
        day += ONE
        if day in wall_calendar():
            n -= 1
    return day


@dataclass(frozen=True)
class Asked:
    """A consultation: sent, served (or never), answered (or never)."""

    sent: date
    served: date | None
    answered: date | None

    def until(self) -> date:
        limit = walk(self.served or self.sent, 15)
        return min(self.answered, limit) if self.answered else limit


def reply_day(received: date, asked: list[Asked], *, extended: tuple[date, int] | None) -> date:
    """The last day for the reply: a day ticks unless it rests or somebody is being asked; asking at the end prolongs."""
    left, day, last = 20, received, received
    while True:
        if extended and extended[0] == day:
            left += extended[1]
        waiting = [one for one in asked if one.sent <= day < one.until()]
        if left == 0 and not waiting:
            return last
        day += ONE
        if day not in wall_calendar():
            continue
        last = day
        if not any(one.sent < day <= one.until() for one in asked if one in waiting):
            left -= 1


@pytest.mark.parametrize("n", [7, 15, 20, 40])
def test_every_receiving_day(n: int) -> None:
    calendar = clock_law().calendar
    for day in RECEIVING:
        end = walk(day, n)
        assert add_workdays(day, n, calendar=calendar) == Counted(end, end.year > 2026), day


def test_every_receiving_day_through_the_clock() -> None:
    for day in RECEIVING:
        events = [CaseEvent(kind=Happened.RECEIVED, on=day)]
        end = walk(day, 20)
        assert due(events, law=clock_law()) == Counted(end, end.year > 2026), day


def cases(day: date) -> Iterator[tuple[list[Asked], tuple[date, int] | None]]:
    """What may happen to an application received on a day: asking once, twice at once, one after the other, to the end."""
    spread = day.toordinal() % 23
    once = Asked(day + 3 * ONE, day + 5 * ONE, day + (6 + spread) * ONE)
    silent = Asked(day + 9 * ONE, day + 11 * ONE, None)
    unserved = Asked(day + (spread % 7) * ONE, None, None)
    at_the_end = Asked(walk(day, 20), None, walk(day, 20) + (1 + spread) * ONE)
    yield [], (walk(day, 20), 1 + spread % 20)
    yield [once], None
    yield [once, silent], None
    yield [unserved, silent], (day + 4 * ONE, 20)
    yield [once, silent, unserved], (day + 8 * ONE, 7)
    yield [at_the_end], None


def as_events(received: date, asked: list[Asked], *, extended: tuple[date, int] | None) -> list[CaseEvent]:
    """The same for the clock, entered in no order."""
    events = [CaseEvent(kind=Happened.RECEIVED, on=received)]
    if extended:
        events.insert(0, CaseEvent(kind=Happened.EXTENDED, on=extended[0], days=extended[1]))
    for place, one in enumerate(asked):
        name = f"c{place}"
        sent = CaseEvent(kind=Happened.CONSULTATION_SENT, on=one.sent, id=name, of=Consulted.THIRD_PARTY)
        events.insert(0, sent)
        if one.served:
            events.insert(0, CaseEvent(kind=Happened.CONSULTATION_RECEIVED, on=one.served, id=name))
        if one.answered:
            events.insert(0, CaseEvent(kind=Happened.CONSULTATION_CLOSED, on=one.answered, id=name))
    return events


def test_events_on_every_receiving_day() -> None:
    law = clock_law()
    for day in RECEIVING:
        for asked, extended in cases(day):
            events = as_events(day, asked, extended=extended)
            assert clock(events, law=law).due_on == reply_day(day, asked, extended=extended), (day, events)


@pytest.mark.parametrize("later", range(1, 8))
def test_a_fresh_start_on_every_receiving_day(later: int) -> None:
    """Correction and payment: twenty working days from the day when they arrive."""
    law = clock_law()
    for day in RECEIVING:
        asked = CaseEvent(kind=Happened.CORRECTION_ASKED, on=day)
        corrected = CaseEvent(kind=Happened.CORRECTED, on=day + later * ONE)
        received = CaseEvent(kind=Happened.RECEIVED, on=day)
        assert clock([corrected, asked, received], law=law).due_on == walk(corrected.on, 20)
        noticed = CaseEvent(kind=Happened.FEE_NOTICED, on=day)
        paid = CaseEvent(kind=Happened.FEE_PAID, on=day + later * ONE)
        assert clock([paid, noticed, received], law=law).due_on == walk(paid.on, 20)
