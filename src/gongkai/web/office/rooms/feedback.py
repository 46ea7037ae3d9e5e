"""报错和意见: what visitors say of the pages of an organ, by when it is answered, and what they are told."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.kernel.duties import Viewer
from gongkai.web.disclosure.models.item import DRAFTERS, INSIDERS
from gongkai.web.feedback import actions, selectors
from gongkai.web.feedback.models import Feedback, FeedbackStatus, Outcome
from gongkai.web.foundations import clock
from gongkai.web.ledger.selectors import history
from gongkai.web.ledger.sentences import day
from gongkai.web.office.acts import Act, ActForm
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import link
from gongkai.web.organs.models import Organ, Section

# What an answer may begin with; whoever answers goes on in his own words.
BEGINNINGS = {
    Outcome.CORRECTED: "您指出的问题已经改正，请重新打开该页查看。谢谢您。",
    Outcome.EXPLAINED: "您的问题说明如下：",
    Outcome.DECLINED: "您的意见没有采纳，理由是：",
}


class PassOn(ActForm):
    """转办."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="转给机关")
    section = forms.ModelChoiceField(
        Section.objects.none(), label="科室", required=False, help_text="不选的，由该机关自己安排。"
    )
    button = "转办"

    def prepare(self) -> None:
        """Mostly another section of the same organ."""
        self.fields["organ"].queryset = Organ.objects.active()
        self.fields["organ"].initial = self.row.organ_id
        sections = Section.objects.filter(until_on=None, organ__status="active").select_related("organ")
        self.fields["section"].queryset = sections
        self.fields["section"].label_from_instance = lambda one: f"{one.name}（{one.organ.short_name}）"

    def carry_out(self, *, at: datetime) -> Feedback | None:
        """Pass it on; whoever cannot see it there goes back to the list."""
        passed = actions.pass_on(self.row, **self.cleaned_data, by=self.viewer, at=at)
        return passed if Feedback.objects.visible_to(self.viewer).filter(pk=passed.pk).exists() else None


class Answer(ActForm):
    """答复."""

    outcome = forms.ChoiceField(label="处理结果", choices=[("", "请选择"), *Outcome.choices])
    text = forms.CharField(
        label="答复",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=format_html(
            "提出的人凭回执号看到这段话，可以这样开头：<ul>{}</ul>",
            format_html_join("", "<li>{}：{}</li>", ((one.label, BEGINNINGS[one]) for one in Outcome)),
        ),
    )
    button = "答复"

    def carry_out(self, *, at: datetime) -> Feedback:
        """Answer it."""
        return actions.answer(self.row, **self.cleaned_data, by=self.viewer, at=at)


class FeedbackFilter(WagtailFilterSet):
    """Which to show."""

    organ = django_filters.ModelChoiceFilter(label="机关", queryset=lambda _request: Organ.objects.all())
    waits = django_filters.ChoiceFilter(
        label="等我", choices=[("late", "已经逾期"), ("answer", "等我答复")], method="that_wait"
    )

    class Meta:
        model = Feedback
        fields: ClassVar = ["waits", "status", "topic", "organ"]

    def that_wait(self, found: QuerySet, _name: str, how: str) -> QuerySet:
        """The same ones that the first page tells the viewer of."""
        viewer, today = self.request.viewer, clock.today()
        waiting = selectors.late(viewer, today) if how == "late" else selectors.to_answer(viewer, today)
        return found.filter(pk__in=waiting.order_by().values("pk"))


class FeedbackListing(Listing):
    """What came in, what waits longest first."""

    list_display: ClassVar = [
        TitleColumn(
            "number",
            label="回执号",
            accessor="number",
            get_url=lambda one: reverse("feedback:sheet", args=[one.pk]),
            sort_key="pk",
        ),
        Column("topic_name", label="类型", accessor="get_topic_display", sort_key="topic"),
        Column("organ", label="机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("section", label="承办科室", accessor="section", sort_key="section__name"),
        Column("status_name", label="状态", accessor="get_status_display", sort_key="status"),
        Column("received_at", label="收到时间", sort_key="received_at"),
        Column("due_on", label="答复期限", sort_key="due_on"),
    ]
    default_ordering = "-pk"
    search_fields: ClassVar = ["text", "answer", "page"]
    filterset_class = FeedbackFilter
    list_export: ClassVar = [
        "number",
        "get_topic_display",
        "organ",
        "section",
        "page",
        "text",
        "get_status_display",
        "received_at",
        "due_on",
        "get_outcome_display",
        "answer",
        "answered_on",
    ]
    export_headings: ClassVar = {
        "number": "回执号",
        "get_topic_display": "类型",
        "get_status_display": "状态",
        "get_outcome_display": "处理结果",
    }
    export_filename = "报错和意见"

    def get_base_queryset(self) -> QuerySet:
        """With what every line names."""
        return super().get_base_queryset().select_related("organ", "section")


def _is_open(row: Feedback, _viewer: Viewer) -> bool:
    return row.status == FeedbackStatus.OPEN


class FeedbackRoom(Room):
    """报错和意见."""

    model = Feedback
    icon = "comment-add"
    menu_label = "报错和意见"
    menu_order = 38
    menu_duties = INSIDERS
    listing = FeedbackListing
    acts = (
        Act(
            "answer",
            "答复",
            Answer,
            DRAFTERS,
            "提出的人凭回执号看到答复；答复以后不能再改。",
            is_offered=_is_open,
        ),
        Act("pass-on", "转办", PassOn, DRAFTERS, "期限不变，仍从收到之日起算。", is_offered=_is_open),
    )

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """With what every page names."""
        return super().visible_to(viewer).select_related("organ", "section", "item", "answered_by")

    def organ_path(self, row: Feedback) -> str:
        """The organ that answers."""
        return row.organ.path

    def about(self, row: Feedback, viewer: Viewer) -> dict[str, Any]:
        """What was said of which page, by when it is answered."""
        return {"lead": _lead(row), "facts": list(_facts(row)), "sentences": history(row)}


def _lead(row: Feedback) -> str:
    if row.status == FeedbackStatus.ANSWERED:
        return f"已于{day(row.answered_on)}答复：{row.get_outcome_display()}。"
    urgent = "有人说这里公开了个人信息，请先核实；属实的，马上撤回或者改正。" if row.is_urgent else ""
    late = "，已经逾期，仍请尽快答复" if row.is_late(clock.today()) else ""
    return f"{urgent}应在{day(row.due_on)}以前答复{late}。"


def _facts(row: Feedback) -> Iterator[tuple[str, Any]]:
    yield "机关", row.organ
    yield "承办科室", row.section or "未指定"
    yield "类型", row.get_topic_display()
    yield "所说的页面", link(row.page, row.page)
    if row.item:
        yield "信息", link(reverse("items:sheet", args=[row.item_id]), row.item.title)
    yield "内容", row.text
    if row.answer:
        yield "答复", row.answer
        yield "答复人", row.answered_by
