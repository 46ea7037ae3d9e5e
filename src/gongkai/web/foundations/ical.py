"""Days that somebody must keep, as a file that telephones and office programs subscribe to (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event


@dataclass(frozen=True, slots=True)
class DayEvent:
    """An all-day event; by its `uid` a calendar knows it again."""

    uid: str
    on: date
    summary: str
    description: str


def ical(events: Iterable[DayEvent], *, name: str, host: str, at: datetime) -> str:
    """The events as they stand at a moment; `host` makes their ids unique."""
    calendar = Calendar()
    calendar.add("prodid", "-//gongkai//deadlines//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT6H")
    for one in events:
        event = _event(one)
        event["uid"] = f"{one.uid}@{host}"
        event.add("dtstamp", at)
        calendar.add_component(event)
    return calendar.to_ical().decode()


def _event(one: DayEvent) -> Event:
    event = Event()
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", one.summary)
    event.add("description", one.description)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(one.summary))
    return event


def _alarm(summary: str) -> Alarm:
    """On the morning of the day before."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(hours=-15))
    alarm.add("description", summary)
    return alarm
