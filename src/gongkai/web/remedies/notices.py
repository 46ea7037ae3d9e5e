"""Reminders of answers that review organs and courts wait for: one mail a person a day, and a text message, at hours at which
people work. What was answered meanwhile is not in it."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate, localtime

from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.case_reminders import reminders
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.foundations.models import User
from gongkai.web.ledger.sentences import day
from gongkai.web.outbox.actions import ask
from gongkai.web.outbox.messages import can_mail, can_text, send_mail, send_text
from gongkai.web.outbox.registry import Task, daily, outside
from gongkai.web.people.models import Appointment
from gongkai.web.people.selectors import viewer_for

from .models import Challenge

REMIND, MAIL, TEXT = "remedies.remind", "remedies.mail", "remedies.text"


@daily(REMIND)
@outside(REMIND, lease=timedelta(hours=1))
def run(task: Task) -> None:
    """Ask for a reminder for everybody for whom something presses; a repetition asks for none a second time."""
    on = date.fromisoformat(str(task.payload["on"]))
    due_at = reminders().awake(localtime(task.at), calendar=calendar())
    for person in reminded(on):
        with transaction.atomic():
            for topic, has_way in ((MAIL, can_mail() and person.email), (TEXT, can_text() and person.phone)):
                if has_way:
                    ask(topic, {"person": person.pk}, key=f"{localdate(due_at)}:{person.pk}", due_at=due_at)


def reminded(on: date) -> list[User]:
    """Who answers something that is late, or whose last day is one of those of which people are reminded today."""
    open_ = Challenge.objects.open()
    last = reminders().reminded_of(on, calendar=calendar())
    pressing = open_.filter(due_on__lt=on) | open_.filter(due_on__in=last)
    organs = pressing.order_by().values("application__organ")
    held = Appointment.objects.in_force(on).filter(organ__in=organs, duty__in=HANDLERS).order_by()
    people = User.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk")
    mine = pressing.order_by().values("pk")
    return [
        one
        for one in people
        if Challenge.objects.waiting_for(viewer_for(one.pk, on)).filter(pk__in=mine).exists()
    ]


@outside(MAIL)
def mail(task: Task) -> None:
    """Send somebody what he has to answer, to his address."""
    person, lines = _told(task)
    if lines:
        text = "\n".join(("您好：\n", *lines, f"\n请登录办理：{settings.WAGTAILADMIN_BASE_URL}/office/"))
        send_mail(person.email, subject=_subject(lines), text=text, mark=task.mark)


@outside(TEXT)
def text(task: Task) -> None:
    """The same to his telephone, in one sentence."""
    person, lines = _told(task)
    if lines:
        said = f"{_subject(lines)}。请登录政府信息公开系统办理。"
        send_text(person.phone, text=said, mark=task.mark)


def _told(task: Task) -> tuple[User, list[str]]:
    """Whom, and one line for each that waits for him now: by its number, never by who applied."""
    person, on = User.objects.get(pk=task.payload["person"]), localdate(task.at)
    waiting = Challenge.objects.waiting_for(viewer_for(person.pk, on)).select_related("application__organ")
    return person, [_line(one, on) for one in waiting]


def _subject(lines: list[str]) -> str:
    return f"应诉答复：{len(lines)}件等您答复"


def _line(one: Challenge, on: date) -> str:
    late = "，已经超期" if one.is_late(on) else ""
    organ = one.application.organ.short_name
    return f"· {organ}{one.application}，{one.get_kind_display()}，应在{day(one.due_on)}以前答复{late}"
