"""Reminders to colleagues: one digest a person a day, by mail and by text message, at hours at which people work.

Each digest is an errand of its own, named by person and day, and written only when it is sent: what was done meanwhile
is not in it, and a repetition asks for none a second time.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate, localtime

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.case_reminders import reminders
from gongkai.web.foundations.models import User
from gongkai.web.outbox.actions import ask, settle
from gongkai.web.outbox.messages import can_mail, can_text, send_mail, send_text
from gongkai.web.outbox.registry import Task, outside
from gongkai.web.outbox.selectors import last_done
from gongkai.web.people.models import Appointment
from gongkai.web.people.selectors import viewer_for

from .digests import Digest, digest_for, moved_after
from .models import Application, Contribution
from .models.ground import HANDLERS
from .reckoning_anew import REMIND
from .selectors import WORKLISTS, asked_of, owed, theirs

MAIL, TEXT = "applications.mail", "applications.text"
# After a longer pause nobody goes back over every day.
_LONGEST = timedelta(days=31)
_DAY = timedelta(days=1)
# What is told once, when its day comes; what is late is told every day.
_ONCE = ("confirm_late", "triage_late", "draft_late")


@outside(REMIND, lease=timedelta(hours=1))
def run(task: Task) -> None:
    """Ask for a digest for everybody who has to be reminded since the last time; days without a tick are made up for."""
    on = date.fromisoformat(str(task.payload["on"]))
    last = last_done(REMIND, before=task.key)
    since = max(date.fromisoformat(last), on - _LONGEST) if last else on - _DAY
    for person in reminded(since, on):
        with transaction.atomic():
            _ask_for(person, at=task.at)


def reminded(since: date, on: date) -> Iterator[User]:
    """Who has something that presses from one day of these, the first excluded, or that is late."""
    due = _last_days(since, on)
    organs = Application.objects.filter(_own(Viewer(), since, on, due)).order_by().values("organ")
    asked = Contribution.objects.filter(_asked(on, due), answered_on=None).order_by().values("section__organ")
    here = Q(organ__in=organs) | Q(organ__in=asked)
    held = Appointment.objects.in_force(on).filter(here, duty__in=HANDLERS).order_by()
    for person in User.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk"):
        viewer = viewer_for(person.pk, on)
        own = Application.objects.filter(theirs(viewer)).filter(_own(viewer, since, on, due))
        if own.exists() or asked_of(viewer).filter(_asked(on, due)).exists():
            yield person


@outside(MAIL)
def mail(task: Task) -> None:
    """Send somebody's digest to his address."""
    _send(
        task,
        lambda person, digest: send_mail(
            person.email, subject=digest.subject, text=digest.text, mark=task.mark
        ),
    )


@outside(TEXT)
def text(task: Task) -> None:
    """Send somebody's digest to his telephone, in one sentence."""
    _send(task, lambda person, digest: send_text(person.phone, text=digest.short, mark=task.mark))


def _ask_for(person: User, *, at: datetime) -> None:
    for topic, has_way in ((MAIL, can_mail() and person.email), (TEXT, can_text() and person.phone)):
        if has_way:
            _ask_in_the_morning(topic, person.pk, at=at)


def _ask_in_the_morning(topic: str, person: int, *, at: datetime) -> None:
    """At the first hour at which people work; a person has one a day."""
    due_at = reminders().awake(localtime(at), calendar=calendar())
    ask(topic, {"person": person}, key=f"{localdate(due_at)}:{person}", due_at=due_at)


def _send(task: Task, send: Callable[[User, Digest], None]) -> None:
    person = User.objects.get(pk=task.payload["person"])
    if reminders().awake(localtime(task.at), calendar=calendar()) > task.at:
        with transaction.atomic():
            settle(task)
            _ask_in_the_morning(task.topic, person.pk, at=task.at)
        return
    on = localdate(task.at)
    digest = digest_for(viewer_for(person.pk, on), on)
    if digest.parts:
        send(person, digest)


def _own(viewer: Viewer, since: date, on: date, due: frozenset[date]) -> Q:
    """Late, or due on one of these days, or late within the house since the last time, or counted anew."""
    pressing = WORKLISTS["late"].where(viewer, on) | owed() & Q(due_on__in=due)
    for code in _ONCE:
        pressing |= WORKLISTS[code].where(viewer, on) & ~WORKLISTS[code].where(viewer, since)
    return pressing | Q(pk__in=moved_after(since).values("subject_id"))


def _asked(on: date, due: frozenset[date]) -> Q:
    return Q(due_on__lt=on) | Q(due_on__in=due)


def _last_days(since: date, on: date) -> frozenset[date]:
    """The last days of which somebody is reminded on one of the days after `since`."""
    days = (since + timedelta(days=number) for number in range(1, (on - since).days + 1))
    return frozenset().union(*(reminders().reminded_of(day, calendar=calendar()) for day in days))
