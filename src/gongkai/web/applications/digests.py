"""What a notice says: how many applications are pressing and their numbers, never who applied or what is wanted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from gongkai.kernel.duties import Viewer
from gongkai.kernel.workdays import is_workday
from gongkai.lawbook.calendars import calendar
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import day

from .models import Application
from .reckoning_anew import CONFIRMED, MOVED
from .selectors import WORKLISTS, theirs

MOST_SHOWN = 10
_OWN = ("late", "soon", "confirm_late", "triage_late", "draft_late")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of a digest: how many there are, and the first of them."""

    heading: str
    count: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that one person is told on one day."""

    parts: tuple[Part, ...]

    @property
    def subject(self) -> str:
        """已经超期2件，5个工作日内到期3件."""
        return f"依申请公开：{self._told}"

    @property
    def short(self) -> str:
        """As a text message."""
        return f"{self.subject}。请登录政府信息公开系统办理。"

    @property
    def text(self) -> str:
        """As a mail."""
        parts = "\n\n".join("\n".join((f"{one.heading}（{one.count}件）", *one.lines)) for one in self.parts)
        address = f"{settings.WAGTAILADMIN_BASE_URL}/office/"
        return (
            f"您好：\n\n{parts}\n\n请登录办理：{address}\n\n"
            "这封邮件由系统发出，每人每天至多一封；其中没有申请人的信息，请勿回复。\n"
        )

    @property
    def _told(self) -> str:
        return "，".join(f"{one.heading}{one.count}件" for one in self.parts)


def digest_for(viewer: Viewer, on: date) -> Digest:
    """What presses somebody on a day; no parts when nothing does."""
    return Digest(tuple(part for part in _parts(viewer, on) if part.count))


def moved_after(day_: date) -> QuerySet[Event]:
    """The cases whose days were counted anew, and came out differently, after a day."""
    return Event.objects.filter(kind__in=(MOVED, CONFIRMED), on__gt=day_)


def _parts(viewer: Viewer, on: date) -> Iterator[Part]:
    own = Application.objects.filter(theirs(viewer))
    for code in _OWN:
        yield _part(WORKLISTS[code].name, own.filter(WORKLISTS[code].where(viewer, on)))
    asked = Application.objects.filter(WORKLISTS["asked"].where(viewer, on))
    yield _part(WORKLISTS["asked"].name, asked)
    moved = moved_after(_workday_before(on)).values("subject_id")
    yield _part("期限有变动", own.filter(Q(pk__in=moved)))


def _part(heading: str, found: QuerySet[Application]) -> Part:
    count = found.count()
    shown = found.select_related("organ").order_by("due_on", "pk")[:MOST_SHOWN] if count else ()
    lines = [_line(one) for one in shown]
    if count > len(lines):
        lines.append(f"· 另有{count - len(lines)}件")
    return Part(heading, count, tuple(lines))


def _line(one: Application) -> str:
    until = f"，答复期限{day(one.due_on)}{'（暂定）' if one.is_provisional else ''}" if one.due_on else ""
    return f"· {one.organ.short_name}{one}{until}"


def _workday_before(on: date) -> date:
    before = on - _DAY
    while not is_workday(before, calendar=calendar()):
        before -= _DAY
    return before
