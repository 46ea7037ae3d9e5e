"""Postings: what hangs where, what has to come down, with the sheets to print and the scripts to read out."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.html import format_html_join
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.channels import channel_rules
from gongkai.web.channels import actions, printing, selectors
from gongkai.web.channels.actions import Photo
from gongkai.web.channels.models import KEEPERS, Posting, PostingStatus
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.foundations import clock
from gongkai.web.ledger.selectors import history
from gongkai.web.office import channel_views
from gongkai.web.office.acts import Act, ActForm
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import Rows, day, link, rows
from gongkai.web.uploads import UploadField

from .channel_fields import today


class Post(ActForm):
    """It hangs, or was read out."""

    on = forms.DateField(label="张贴或者播放的日期")
    posted_by = forms.CharField(label="张贴人或者播放人", max_length=40)
    photo = UploadField(label="照片", required=False, help_text="张贴后的照片，jpg、png 或者 webp。")

    def prepare(self) -> None:
        """Mostly today, by whoever keeps the place."""
        today(self, "on")
        self.fields["posted_by"].initial = self.row.place.keeper

    def carry_out(self, *, at: datetime) -> Posting:
        """Write it down."""
        said = self.cleaned_data
        photo = Photo(said["photo"].read(), said["photo"].name) if said["photo"] else None
        return actions.post(
            self.row, on=said["on"], posted_by=said["posted_by"], photo=photo, by=self.viewer, at=at
        )


class TakeDown(ActForm):
    """It does not hang any more."""

    on = forms.DateField(label="撤下日期")
    down_by = forms.CharField(label="撤下人", max_length=40)

    def prepare(self) -> None:
        """Mostly today, by whoever keeps the place."""
        today(self, "on")
        self.fields["down_by"].initial = self.row.place.keeper

    def carry_out(self, *, at: datetime) -> Posting:
        """Write it down."""
        return actions.take_down(self.row, **self.cleaned_data, by=self.viewer, at=at)


class Drop(ActForm):
    """It is not going to be posted."""

    def carry_out(self, *, at: datetime) -> Posting:
        """Drop it."""
        return actions.drop(self.row, by=self.viewer, at=at)


class PostingFilter(WagtailFilterSet):
    """Which postings to show."""

    waits = django_filters.ChoiceFilter(
        label="等我办理", choices=[("post", "等我张贴"), ("remove", "等我取下")], method="that_wait"
    )

    class Meta:
        model = Posting
        fields: ClassVar = ["status", "place", "organ"]

    def that_wait(self, postings: QuerySet, _name: str, how: str) -> QuerySet:
        """The same ones that the first page tells the viewer of."""
        viewer = self.request.viewer
        found = selectors.to_post(viewer) if how == "post" else selectors.removals_due(viewer, clock.today())
        return postings.filter(pk__in=found.order_by().values("pk"))


class PostingListing(Listing):
    """Postings, the latest first."""

    list_display: ClassVar = [
        TitleColumn(
            "title",
            label="信息",
            accessor="version.title",
            get_url=lambda posting: reverse("postings:sheet", args=[posting.pk]),
        ),
        Column("place", label="场所", sort_key="place__name"),
        Column("organ", label="机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("status_name", label="状态", accessor="get_status_display", sort_key="status"),
        Column("posted_on", label="张贴日期", sort_key="posted_on"),
        Column("due_on", label="最迟撤下", accessor=lambda posting: _due_words(posting)),
        Column("down_on", label="撤下日期", sort_key="down_on"),
    ]
    default_ordering = "-pk"
    search_fields: ClassVar = ["version__title", "place__name", "place__village", "item__index_no"]
    filterset_class = PostingFilter
    list_export: ClassVar = [
        "organ",
        "version.title",
        "place",
        "get_status_display",
        "planned_on",
        "posted_on",
        "posted_by",
        "due_on",
        "remove_because",
        "down_on",
        "down_by",
    ]
    export_headings: ClassVar = {
        "version.title": "信息",
        "get_status_display": "状态",
        "due_on": "最迟撤下日期",
    }
    export_filename = "张贴"

    def get_base_queryset(self) -> QuerySet:
        """With what the columns show, without the texts."""
        return super().get_base_queryset().select_related("organ", "place", "version").defer("version__body")


def _is(*statuses: str) -> Any:
    return lambda posting, _viewer: posting.status in statuses


def _due_words(posting: Posting) -> str:
    """The day, and a word when it has passed."""
    due = posting.due_on
    if posting.status != PostingStatus.UP or due is None:
        return ""
    return f"{day(due)}{'（已逾期）' if due < clock.today() else ''}"


class Postings(Room):
    """张贴."""

    model = Posting
    icon = "tasks"
    menu_label = "张贴"
    menu_order = 42
    menu_duties = INSIDERS
    listing = PostingListing
    acts = (
        Act("post", "登记张贴", Post, KEEPERS, is_offered=_is(PostingStatus.PLANNED)),
        Act("take-down", "登记撤下", TakeDown, KEEPERS, is_offered=_is(PostingStatus.UP)),
        Act("drop", "取消张贴", Drop, KEEPERS, is_final=True, is_offered=_is(PostingStatus.PLANNED)),
    )

    def get_urlpatterns(self) -> list:
        """And the files: what is printed, and the photograph."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/print/<str:size>/", channel_views.print_sheet, name="print"),
            path("<int:pk>/photo/", channel_views.photograph, name="photo"),
        ]

    def organ_path(self, row: Posting) -> str:
        """The organ whose item it is."""
        return row.organ.path

    def about(self, row: Posting, viewer: Viewer) -> dict[str, Any]:
        """What hangs where, until when, and what is printed for it."""
        facts = [
            ("信息", link(reverse("items:sheet", args=[row.item_id]), row.item.title)),
            ("场所", link(reverse("places:sheet", args=[row.place_id]), row.place)),
            ("状态", row.get_status_display()),
            ("打印", _printed(row)),
            ("公示截止日期", day(row.version.notice_until_on) or "不是公示"),
            *_history_of(row),
        ]
        return {
            "lead": _lead(row),
            "facts": facts,
            "tables": [("广播稿", _script(row), "没有可以念的内容。")] if row.place.rules.is_spoken else [],
            "sentences": history(row),
        }


def _lead(row: Posting) -> str:
    """What is to be done, and by when."""
    if row.status == PostingStatus.PLANNED:
        return "请打印后交管理人张贴或者播放，办好后在这里登记。"
    if row.status == PostingStatus.UP and row.remove_by_on:
        late = "，现在已经逾期" if row.remove_by_on < clock.today() else ""
        return f"{row.remove_because}，最迟在{day(row.remove_by_on)}撤下{late}。撤下后请登记。"
    return ""


def _history_of(row: Posting) -> Iterator[tuple[str, Any]]:
    """By whom it was posted and taken down."""
    if row.posted_on:
        yield "张贴", f"{day(row.posted_on)}，{row.posted_by}"
        photo = link(reverse("postings:photo", args=[row.pk]), "下载照片") if row.photo_id else "没有照片"
        yield "照片", photo
    if row.down_on:
        yield "撤下", f"{day(row.down_on)}，{row.down_by}"


def _printed(row: Posting) -> Any:
    """The sheets in every size, or the script; of what is not public now, why not."""
    try:
        printing.must_be_current(row)
    except Refused as refused:
        return refused.message
    sizes = [(sheet.code, f"{sheet.name} 公告") for sheet in channel_rules().sheets.values()]
    offered = [(channel_views.SCRIPT, "广播稿")] if row.place.rules.is_spoken else sizes
    links = ((reverse("postings:print", args=[row.pk, code]), name) for code, name in offered)
    return format_html_join("　", '<a href="{}">{}（PDF）</a>', links)


def _script(row: Posting) -> Rows:
    """What is read out; nothing of what is not public now."""
    try:
        printing.must_be_current(row)
    except Refused as refused:
        return rows(("不再播读",), [(refused.message,)])
    said = printing.read_out(row.version)
    lines = [(place, line) for place, line in enumerate(said.lines, start=1)]
    lines += [("不念", f"{printing.UNREAD}{'；'.join(said.unread)}。")] if said.unread else []
    return rows(("行", f"播读{said.times}遍，共{said.duration}；每行念完稍停"), lines)
