"""How an application's limit is told at a glance: in a word and a shape, never by colour alone."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.kernel.workdays import add_workdays, workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.models import Application
from gongkai.web.applications.selectors import SOON
from gongkai.web.ledger import sentences

_WEEKDAYS = "一二三四五六日"


class Pressure(StrEnum):
    """How pressing it is."""

    LATE = "late"
    SOON = "soon"
    CALM = "calm"
    PAUSED = "paused"
    DONE = "done"
    NONE = "none"


SHAPES = {
    Pressure.LATE: "▲",
    Pressure.SOON: "◆",
    Pressure.CALM: "●",
    Pressure.PAUSED: "‖",
    Pressure.DONE: "✓",
    Pressure.NONE: "○",
}


@dataclass(frozen=True, slots=True)
class Due:
    """The words and how pressing they are."""

    words: str
    pressure: Pressure

    @property
    def drawn(self) -> SafeString:
        """The shape and the words."""
        return format_html(
            '<span class="case-due case-due-{}"><span aria-hidden="true">{}</span> {}</span>',
            self.pressure.value,
            SHAPES[self.pressure],
            self.words,
        )


def due_of(application: Application, today: date) -> Due:
    """还有 3 个工作日 / 已超期 2 个工作日 / 期限暂停 / 按期答复."""
    due_on = application.due_on
    if not case_lifecycle().states[application.state].is_open:
        return _done(application)
    if application.received_on is None:
        return Due("还没有确认收到", Pressure.NONE)
    if application.is_paused:
        return Due("期限暂停计算", Pressure.PAUSED)
    if due_on is None:
        return Due("期限还没有起算", Pressure.NONE)
    return _open(due_on, today)


def last_soon(today: date) -> date:
    """The last day that is soon."""
    return add_workdays(today, SOON, calendar=calendar()).day


def full_day(on: date) -> str:
    """2026年3月5日（星期四）."""
    return f"{sentences.day(on)}（星期{_WEEKDAYS[on.weekday()]}）"


def _open(due_on: date, today: date) -> Due:
    left = workdays_between(today, due_on, calendar=calendar())
    if due_on < today:
        return Due(f"已超期 {-left} 个工作日" if left else "已超期", Pressure.LATE)
    if due_on == today:
        return Due("今天到期", Pressure.SOON)
    return Due(f"还有 {left} 个工作日", Pressure.SOON if left <= SOON else Pressure.CALM)


def _done(application: Application) -> Due:
    made_on, due_on = application.made_on, application.due_on
    if made_on is None:
        return Due("已办结", Pressure.DONE)
    if due_on is None or made_on <= due_on:
        return Due("按期答复", Pressure.DONE)
    late = workdays_between(due_on, made_on, calendar=calendar())
    return Due(f"超期 {late} 个工作日答复" if late else "超期答复", Pressure.LATE)
