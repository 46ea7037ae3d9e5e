"""The duty calendar: what an organ must publish, by which day, as a file that phones and office programs subscribe to."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from .board import BoardLine


def ical(lines: Iterable[BoardLine], *, name: str, host: str, at: datetime) -> str:
    """The lines that have a due day as all-day events (RFC 5545), written at a moment; `host` makes their ids unique.

    Who is responsible is not told: a calendar is passed on more easily than a page of the office.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//gongkai//catalogue//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for line in lines:
        if line.due_on:
            calendar.add_component(_event(line, host, at))
    return calendar.to_ical().decode()


def _event(line: BoardLine, host: str, at: datetime) -> Event:
    row, event = line.row, Event()
    event.add("uid", f"catalogue-{row.pk}-{line.due_on}@{host}")
    event.add("dtstamp", at)
    event.add("dtstart", line.due_on)
    event.add("dtend", line.due_on + timedelta(days=1))
    event.add("summary", f"{line.state.label}：{row.name}")
    event.add("description", f"{row.level1}，{row.get_cycle_display()}，依据{row.basis}。")
    event.add("transp", "TRANSPARENT")
    return event
