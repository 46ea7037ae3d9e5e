"""Deliveries to archives and libraries, and the log of what people asked at enquiry places."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import Count, QuerySet
from django.urls import path, reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from gongkai.kernel.duties import Viewer
from gongkai.web.channels import actions
from gongkai.web.channels.actions import Photo
from gongkai.web.channels.models import KEEPERS, Delivery, Question
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.ledger.selectors import history
from gongkai.web.office import channel_views
from gongkai.web.office.acts import Act, ActForm
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import day, link, period, rows
from gongkai.web.organs.models import Organ
from gongkai.web.uploads import UploadField

from .channel_fields import for_organ, today


class Deliver(ActForm):
    """What was published in a period goes to an archive or a library."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关")
    receiver = forms.CharField(
        label="接收单位", max_length=100, help_text="例如：墨鹭县档案馆、墨鹭县图书馆。"
    )
    since = forms.DateField(label="信息发布日期从")
    until = forms.DateField(label="到")
    on = forms.DateField(label="移送日期")

    def prepare(self) -> None:
        """For one of the viewer's organs."""
        for_organ(self)
        today(self, "on")

    def carry_out(self, *, at: datetime) -> Delivery:
        """Deliver it."""
        said = dict(self.cleaned_data)
        return actions.deliver(said.pop("organ"), **said, by=self.viewer, at=at)


class Receive(ActForm):
    """They signed for it."""

    on = forms.DateField(label="签收日期")
    receipt_by = forms.CharField(label="签收人", max_length=40)
    scan = UploadField(label="回执", required=False, help_text="签收单的照片或者扫描件。")

    def prepare(self) -> None:
        """Mostly today."""
        today(self, "on")

    def carry_out(self, *, at: datetime) -> Delivery:
        """Write it down."""
        said = self.cleaned_data
        scan = Photo(said["scan"].read(), said["scan"].name) if said["scan"] else None
        return actions.receive(
            self.row, on=said["on"], receipt_by=said["receipt_by"], scan=scan, by=self.viewer, at=at
        )


class DeliveryFilter(WagtailFilterSet):
    """Which deliveries to show."""

    class Meta:
        model = Delivery
        fields: ClassVar = ["organ"]


class DeliveryListing(Listing):
    """Deliveries, the latest first."""

    list_display: ClassVar = [
        "receiver",
        Column("organ", label="机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("count", label="信息（条）", sort_key="count"),
        Column("delivered_on", label="移送日期", sort_key="delivered_on"),
        Column("receipt_on", label="签收日期", sort_key="receipt_on"),
    ]
    default_ordering = "-delivered_on"
    search_fields: ClassVar = ["receiver", "organ__name"]
    filterset_class = DeliveryFilter
    list_export: ClassVar = [
        "organ",
        "receiver",
        "since_on",
        "until_on",
        "count",
        "delivered_on",
        "receipt_on",
        "receipt_by",
    ]
    export_headings: ClassVar = {"count": "信息（条）"}
    export_filename = "移送"

    def get_base_queryset(self) -> QuerySet:
        """With how many items each holds."""
        return super().get_base_queryset().select_related("organ").annotate(count=Count("items"))


def _is_open(delivery: Delivery, _viewer: Viewer) -> bool:
    return delivery.receipt_on is None


class Deliveries(Room):
    """移送."""

    model = Delivery
    icon = "folder-open-inverse"
    menu_label = "移送"
    menu_order = 44
    menu_duties = INSIDERS
    listing = DeliveryListing
    acts = (
        Act(
            "deliver",
            "登记移送",
            Deliver,
            KEEPERS,
            "把一段时间内公开的信息送交档案馆或者图书馆（条例第二十五条）。系统列出这段时间公开的全部信息。",
            icon="plus",
            is_new=True,
        ),
        Act("receive", "登记签收", Receive, KEEPERS, is_offered=_is_open),
    )

    def get_urlpatterns(self) -> list:
        """And the receipt."""
        return [*super().get_urlpatterns(), path("<int:pk>/receipt/", channel_views.receipt, name="receipt")]

    def organ_path(self, row: Delivery) -> str:
        """The organ that delivers."""
        return row.organ.path

    def about(self, row: Delivery, viewer: Viewer) -> dict[str, Any]:
        """To whom, when, and every item."""
        facts = [
            ("机关", row.organ),
            ("接收单位", row.receiver),
            ("信息发布日期", period(row.since_on, row.until_on)),
            ("移送日期", day(row.delivered_on)),
            ("签收", f"{day(row.receipt_on)}，{row.receipt_by}" if row.receipt_on else "还没有签收"),
            *(
                [("回执", link(reverse("deliveries:receipt", args=[row.pk]), "下载回执"))]
                if row.receipt_id
                else []
            ),
        ]
        items = row.items.select_related("live_version", "latest").order_by("published_on", "pk")
        lines = [
            (one.index_no, link(reverse("items:sheet", args=[one.pk]), one.title), day(one.published_on))
            for one in items
        ]
        told = rows(("索引号", "名称", "发布日期"), lines)
        return {
            "facts": facts,
            "tables": [(f"移送清单（{len(lines)}条）", told, "没有信息。")],
            "sentences": history(row),
        }


class QuestionFilter(WagtailFilterSet):
    """Which questions to show."""

    class Meta:
        model = Question
        fields: ClassVar = ["place"]


class QuestionListing(Listing):
    """What people asked, the latest first."""

    list_display: ClassVar = [
        "topic",
        Column("place", label="场所", sort_key="place__name"),
        Column("asked_on", label="日期", sort_key="asked_on"),
        Column("answer", label="怎样答复"),
    ]
    default_ordering = "-asked_on"
    search_fields: ClassVar = ["topic", "answer", "place__name"]
    filterset_class = QuestionFilter
    list_export: ClassVar = ["place", "asked_on", "topic", "answer", "answered_by"]
    export_filename = "现场询问"

    def get_base_queryset(self) -> QuerySet:
        """With their places."""
        return super().get_base_queryset().select_related("place__organ", "answered_by")


class Questions(Room):
    """现场询问."""

    model = Question
    icon = "help"
    menu_label = "现场询问"
    menu_order = 45
    menu_duties = INSIDERS
    listing = QuestionListing

    def organ_path(self, row: Question) -> str:
        """The organ of the place."""
        return row.place.organ.path

    def about(self, row: Question, viewer: Viewer) -> dict[str, Any]:
        """What was asked and answered."""
        facts = [
            ("场所", link(reverse("places:sheet", args=[row.place_id]), row.place)),
            ("日期", day(row.asked_on)),
            ("询问的内容", row.topic),
            ("怎样答复", row.answer),
            ("答复人", row.answered_by or "系统"),
        ]
        return {"facts": facts, "sentences": history(row)}
