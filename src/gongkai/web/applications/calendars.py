"""The days that somebody must keep, as a file that telephones and office programs subscribe to.

A calendar is passed on more easily than a page of the office: it tells numbers and days, not who applied or for what.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.lifecycle import case_lifecycle

from .models import Application, Contribution
from .selectors import asked_of, owed, theirs

_MOST = 1000


def deadlines_of(viewer: Viewer) -> list[Application]:
    """The replies that the viewer still owes, by their last days."""
    found = Application.objects.filter(theirs(viewer)).filter(owed(), due_on__isnull=False)
    return list(found.select_related("organ").order_by("due_on", "pk")[:_MOST])


def answers_of(viewer: Viewer) -> list[Contribution]:
    """What the viewer's section was asked, by the days until which it answers."""
    asked = asked_of(viewer).select_related("application__organ")
    return list(asked.order_by("due_on", "pk")[:_MOST])


def ical(viewer: Viewer, *, name: str, host: str, at: datetime) -> str:
    """Somebody's days as all-day events (RFC 5545), as they stand at a moment; `host` makes their ids unique."""
    calendar = Calendar()
    calendar.add("prodid", "-//gongkai//applications//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT6H")
    for event in _events(viewer):
        event["uid"] = f"{event['uid']}@{host}"
        event.add("dtstamp", at)
        calendar.add_component(event)
    return calendar.to_ical().decode()


def _events(viewer: Viewer) -> Iterable[Event]:
    states = case_lifecycle().states
    for one in deadlines_of(viewer):
        provisional = "暂定" if one.is_provisional else ""
        said = f"{provisional}答复期限：{one.organ.short_name}{one}"
        yield _event(f"application-{one.pk}", one.due_on, said, f"现在的状态：{states[one.state].name}。")
    for one in answers_of(viewer):
        application = one.application
        said = f"协办期限：{application.organ.short_name}{application}"
        yield _event(f"contribution-{one.pk}", one.due_on, said, "科室协办的内部期限。")


def _event(uid: str, on: date, summary: str, description: str) -> Event:
    event = Event()
    event["uid"] = uid
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(summary))
    return event


def _alarm(summary: str) -> Alarm:
    """On the morning of the day before."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(hours=-15))
    alarm.add("description", summary)
    return alarm
