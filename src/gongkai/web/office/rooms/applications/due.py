"""How an application's limit is told at a glance: in a word and a shape, never by colour alone."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.workdays import workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.models import Application
from gongkai.web.applications.overdue import is_overdue
from gongkai.web.applications.selectors import SOON, has_lapsed
from gongkai.web.ledger import sentences

_LAPSED = {
    CaseStateCode.AWAITING_CORRECTION: "补正期限已过",
    CaseStateCode.AWAITING_PAYMENT: "缴费期限已过",
}


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
    if has_lapsed(application, today):
        return Due(_LAPSED[application.state], Pressure.LATE)
    if application.is_paused:
        return Due("期限暂停计算", Pressure.PAUSED)
    if due_on is None:
        return Due("期限还没有起算", Pressure.NONE)
    return _open(application, due_on, today)


def with_day(application: Application, due: Due) -> SafeString:
    """2026年3月5日 还有 3 个工作日; only the words where no day is waited for."""
    if application.due_on is None or application.made_on is not None or due.pressure is Pressure.DONE:
        return due.drawn
    provisional = "（暂定）" if application.is_provisional else ""
    day = f"{sentences.day(application.due_on)}{provisional}"
    return format_html('<span class="case-due">{}</span><br>{}', day, due.drawn)


def _open(application: Application, due_on: date, today: date) -> Due:
    left = workdays_between(today, due_on, calendar=calendar())
    if is_overdue(application, today):
        return Due(f"已超期 {-left} 个工作日" if left else "已超期", Pressure.LATE)
    if due_on < today:
        return Due("暂定的期限已到，等节假日安排公布", Pressure.SOON)
    if due_on == today:
        return Due("今天到期", Pressure.SOON)
    return Due(f"还有 {left} 个工作日", Pressure.SOON if left <= SOON else Pressure.CALM)


def _done(application: Application) -> Due:
    made_on, due_on = application.made_on, application.due_on
    if made_on is None:
        return Due("已办结", Pressure.DONE)
    if due_on is None or made_on <= due_on:
        return Due("按期答复", Pressure.DONE)
    if application.is_provisional:
        return Due("已答复，期限暂定", Pressure.DONE)
    late = workdays_between(due_on, made_on, calendar=calendar())
    return Due(f"超期 {late} 个工作日答复" if late else "超期答复", Pressure.LATE)
