"""The days that somebody must keep: answers to applications, reviews, suits and visitors, and annual reports.

A calendar is passed on more easily than a page of the office: its events tell numbers and days, not who applied or for what.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.calendars import answers_of, deadlines_of
from gongkai.web.applications.models import Application
from gongkai.web.feedback import selectors as feedback
from gongkai.web.foundations.ical import DayEvent
from gongkai.web.remedies import selectors as remedies
from gongkai.web.reports.duties import makers
from gongkai.web.reports.selectors import BoardRow, due_board

# Of each register, the most pressing ones.
MOST = 500
# From how many days before its last one on a report is listed.
AHEAD = 120


@dataclass(frozen=True, slots=True)
class DayToKeep:
    """One day: what it is for, of which thing and where that is done; `title` stays in the office, `note` need not."""

    on: date
    what: str
    of: str
    address: str
    uid: str
    note: str
    title: str = ""

    @property
    def event(self) -> DayEvent:
        """As it goes to a calendar."""
        return DayEvent(self.uid, self.on, f"{self.what}：{self.of}", self.note)


def days_of(viewer: Viewer, today: date) -> list[DayToKeep]:
    """Every day that the viewer must keep, what has passed and what is next first."""
    found = (*_applications(viewer), *_challenges(viewer), *_said(viewer), *_reports(viewer, today))
    return sorted(found, key=lambda one: (one.on, one.uid))


def _applications(viewer: Viewer) -> Iterator[DayToKeep]:
    states = case_lifecycle().states
    for one in deadlines_of(viewer):
        what = "答复期限（暂定）" if one.is_provisional else "答复期限"
        note = f"现在的状态：{states[one.state].name}。"
        yield _of_application(one, one.due_on, what, uid=f"application-{one.pk}", note=note)
    for asked in answers_of(viewer):
        what, uid = f"协办期限（{asked.section}）", f"contribution-{asked.pk}"
        yield _of_application(asked.application, asked.due_on, what, uid=uid, note="科室协办的内部期限。")


def _of_application(one: Application, on: date, what: str, *, uid: str, note: str) -> DayToKeep:
    address = reverse("applications:sheet", args=[one.pk])
    return DayToKeep(on, what, f"{one.organ.short_name}{one}", address, uid, note, one.title)


def _challenges(viewer: Viewer) -> Iterator[DayToKeep]:
    for one in remedies.waiting(viewer)[:MOST]:
        what = "应诉答复期限（暂定）" if one.is_due_provisional else "应诉答复期限"
        of = f"{one.application.organ.short_name}{one.application}，{one.get_kind_display()}"
        address, note = reverse("challenges:sheet", args=[one.pk]), "向复议机关或者法院提交答复和证据。"
        yield DayToKeep(one.due_on, what, of, address, f"challenge-{one.pk}", note, one.body)


def _said(viewer: Viewer) -> Iterator[DayToKeep]:
    for one in feedback.waiting(viewer)[:MOST]:
        of, address = f"{one.organ.short_name}{one}", reverse("feedback:sheet", args=[one.pk])
        yield DayToKeep(one.due_on, "意见答复期限", of, address, f"feedback-{one.pk}", "向提出意见的人答复。")


def _reports(viewer: Viewer, today: date) -> Iterator[DayToKeep]:
    """Reports that are not public: one line for each that the viewer makes, one a day for those that he oversees."""
    for year in (today.year - 1, today.year):
        board = due_board(viewer, year, today)
        owed = [one for one in board if one.report is None and one.days_left <= AHEAD]
        overseen = []
        for one in owed:
            if viewer.holds(*makers(), path=one.organ.path):
                yield _of_report(one, year)
            elif viewer.holds("authority", path=one.organ.path):
                overseen.append(one)
        for on, rows in groupby(overseen, key=lambda one: one.due_on):
            yield _of_reports(on, list(rows), year)


def _of_report(one: BoardRow, year: int) -> DayToKeep:
    begin = f"{reverse('compilations:begin')}?organ={one.organ.pk}&year={year}"
    address = reverse("compilations:sheet", args=[one.compilation.pk]) if one.compilation else begin
    of, note = f"{one.organ.short_name}{year}年度报告", f"现在的状态：{one.state_name}。"
    return DayToKeep(one.due_on, "公布期限", of, address, f"report-{one.organ.pk}-{year}", note)


def _of_reports(on: date, rows: Sequence[BoardRow], year: int) -> DayToKeep:
    named = rows[0].organ.short_name
    whose = f"{named}等{len(rows)}个机关的" if len(rows) > 1 else named
    address = f"{reverse('compilations:board')}?year={year}"
    note = "到时应当公布、现在还没有公布的。"
    return DayToKeep(on, "公布期限", f"{whose}{year}年度报告", address, f"reports-{year}-{on}", note)
