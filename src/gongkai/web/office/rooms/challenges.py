"""复议诉讼: reviews and suits against what was done with applications, by when the organ answers, and what it answered."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.kernel.days import full_day
from gongkai.kernel.duties import Viewer
from gongkai.kernel.workdays import workdays_between
from gongkai.lawbook.calendars import calendar
from gongkai.web.applications.models import Application
from gongkai.web.applications.models.ground import HANDLERS, INSIDERS
from gongkai.web.foundations import clock
from gongkai.web.ledger.selectors import history
from gongkai.web.ledger.sentences import moment
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import Rows, code, day, link, rows
from gongkai.web.remedies import selectors
from gongkai.web.remedies.limits import limit_of
from gongkai.web.remedies.models import Challenge, ChallengeKind

from . import challenge_forms as forms

_WAITING = {"late": selectors.late, "answer": selectors.to_answer}


class ChallengeFilter(WagtailFilterSet):
    """Which to show."""

    waits = django_filters.ChoiceFilter(
        label="等我", choices=[("late", "已经逾期"), ("answer", "等我答复")], method="that_wait"
    )

    class Meta:
        model = Challenge
        fields: ClassVar = ["waits", "kind", "procedure"]

    def that_wait(self, found: QuerySet, _name: str, how: str) -> QuerySet:
        """The same ones that the first page tells the viewer of."""
        waiting = _WAITING[how](self.request.viewer, clock.today())
        return found.filter(pk__in=waiting.order_by().values("pk"))


class ChallengeListing(Listing):
    """Reviews and suits, the latest first."""

    list_display: ClassVar = [
        TitleColumn(
            "case_no",
            label="案号",
            accessor="case_no",
            get_url=lambda one: reverse("challenges:sheet", args=[one.pk]),
            sort_key="case_no",
        ),
        Column("kind_name", label="类型", accessor="get_kind_display", sort_key="kind"),
        Column("body", label="复议机关或者法院", sort_key="body"),
        Column("application", label="申请", accessor="application", sort_key="application__pk"),
        Column("organ", label="机关", accessor="application.organ.short_name"),
        Column("received_on", label="收到日期", sort_key="received_on"),
        Column("due_on", label="答复期限", sort_key="due_on"),
        Column("stands", label="答复"),
    ]
    default_ordering = "-received_on"
    search_fields: ClassVar = ["case_no", "body"]
    filterset_class = ChallengeFilter
    list_export: ClassVar = [
        *("case_no", "get_kind_display", "get_procedure_display", "body", "application", "organ_name"),
        *("received_on", "due_on", "answered_on", "stands"),
    ]
    export_headings: ClassVar = {
        "get_kind_display": "类型",
        "get_procedure_display": "程序",
        "organ_name": "机关",
        "stands": "答复",
    }
    export_filename = "复议诉讼"

    def get_base_queryset(self) -> QuerySet:
        """With what every line names."""
        return super().get_base_queryset().select_related("application__organ", "owner")

    def prepared(self, found: Any) -> Iterator[Challenge]:
        """With where each stands, in words."""
        for one in found:
            one.stands, one.organ_name = _stands(one), one.application.organ.short_name
            yield one


def _is_open(row: Challenge, _viewer: Viewer) -> bool:
    return row.is_open


class Challenges(Room):
    """复议诉讼."""

    model = Challenge
    icon = "clipboard-list"
    menu_label = "复议诉讼"
    menu_order = 23
    menu_duties = INSIDERS
    listing = ChallengeListing
    acts = (
        Act(
            "register",
            "登记复议诉讼",
            forms.Register,
            HANDLERS,
            "收到复议申请书副本或者起诉状副本的当天登记，答复期限从次日起算。",
            icon="plus",
            is_new=True,
        ),
        Act(
            "answer",
            "登记答复",
            forms.Answer,
            HANDLERS,
            "答复书（答辩状）和证据提交以后登记；登记以后不能再改。",
            is_offered=_is_open,
        ),
        Act(
            "correct",
            "更正登记",
            forms.Correct,
            HANDLERS,
            "案号、承办人有误，或者复议转为普通程序的，在这里更正，期限随之重新计算。",
            is_offered=_is_open,
        ),
        Act(
            "end",
            "登记终止",
            forms.End,
            HANDLERS,
            "不再需要答复的，例如申请人撤回了复议申请。",
            is_final=True,
            is_offered=_is_open,
        ),
    )

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """With what every page names."""
        return super().visible_to(viewer).select_related("application__organ", "owner")

    def organ_path(self, row: Challenge) -> str:
        """The organ that answers."""
        return row.application.organ.path

    def title_of(self, row: Challenge) -> str:
        """墨鹭县人民政府 某号."""
        return f"{row.body} {row.case_no}"

    def about(self, row: Challenge, viewer: Viewer) -> dict[str, Any]:
        """What it is about, by when it is answered, with which evidence."""
        told = history(row) if viewer.has_part_in(row.application.organ.path) else None
        return {
            "lead": _lead(row),
            "facts": list(_facts(row, viewer)),
            "tables": [("证据包", _bundles(row.application), "还没有为这件申请制作证据包。")],
            "sentences": told,
        }


def challenges_of(application: Application) -> Rows:
    """The reviews and suits about an application, for its own sheet."""
    return rows(
        ("案号", "类型", "复议机关或者法院", "答复期限", "答复"),
        (
            (
                link(reverse("challenges:sheet", args=[one.pk]), one.case_no),
                one.get_kind_display(),
                one.body,
                day(one.due_on),
                _stands(one),
            )
            for one in selectors.of_application(application)
        ),
    )


def _stands(row: Challenge) -> str:
    if row.ended_on:
        return f"{day(row.ended_on)}终止"
    is_late = row.is_late(clock.today())
    if row.answered_on:
        return f"{day(row.answered_on)}答复{'，超期' if is_late else ''}"
    return "已经逾期" if is_late else "等候答复"


def _lead(row: Challenge) -> str:
    if row.ended_on:
        return f"已于{day(row.ended_on)}终止：{row.ended_because}"
    limit = limit_of(row.kind, row.procedure)
    since = f"{day(row.received_on)}收到，次日起{limit.length}（{limit.article}）"
    if row.answered_on:
        late = "，超过了期限" if row.is_late(clock.today()) else ""
        return f"已于{day(row.answered_on)}答复{late}。期限是{day(row.due_on)}：{since}。"
    provisional = "（暂定）" if row.is_due_provisional else ""
    return f"应在{full_day(row.due_on)}{provisional}以前提交答复和证据：{since}。{_left(row.due_on)}"


def _left(due_on: date) -> str:
    """还有3个工作日."""
    today = clock.today()
    if today > due_on:
        return "已经逾期，请马上答复并说明原因。"
    workdays = workdays_between(today, due_on, calendar=calendar())
    return f"还有{workdays}个工作日。" if workdays else "今天是最后的工作日。"


def _facts(row: Challenge, viewer: Viewer) -> Iterator[tuple[str, Any]]:
    case = row.application
    yield (
        "类型",
        f"{row.get_kind_display()}{f'，{row.get_procedure_display()}' if _has_procedure(row) else ''}",
    )
    yield "复议机关或者法院", row.body
    yield "案号", row.case_no
    yield "申请", link(reverse("applications:sheet", args=[case.pk]), f"{case} {case.title}")
    yield "机关", case.organ
    yield "收到日期", day(row.received_on)
    yield "答复期限", full_day(row.due_on)
    yield "承办人", row.owner or "没有指定"
    if row.answered_on:
        yield "提交的证据包", code(row.bundle_sha256) if row.bundle_sha256 else "没有用证据包"
    elif row.is_open and viewer.holds(*HANDLERS, path=case.organ.path):
        yield "证据", link(reverse("applications:bundle", args=[case.pk]), "制作证据包")


def _has_procedure(row: Challenge) -> bool:
    """A court's procedure changes nothing for the answer, and is mostly not known when the papers come."""
    return row.kind == ChallengeKind.REVIEW


def _bundles(application: Application) -> Rows:
    return rows(
        ("制作时间", "版本", "SHA-256"),
        (
            (moment(one.at), "遮蔽本" if one.is_masked else "全本", code(one.sha256))
            for one in selectors.bundles_of(application)
        ),
    )
