"""公开征求意见: drafts before the public, the opinions that came, and what became of them."""

from collections.abc import Iterator
from typing import Any, ClassVar

import django_filters
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.kernel.duties import Viewer
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.documents import selectors
from gongkai.web.documents.models import Consultation, ConsultationStatus, OpinionVerdict
from gongkai.web.documents.models.document import KEEPERS
from gongkai.web.foundations import clock
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import Rows, day, link, period, rows
from gongkai.web.organs.models import Organ

from . import consultation_forms as forms


class ConsultationFilter(WagtailFilterSet):
    """Which to show."""

    organ = django_filters.ModelChoiceFilter(
        label="机关", field_name="document__organ", queryset=lambda _request: Organ.objects.all()
    )
    since_on = django_filters.DateFromToRangeFilter(label="开始日期")

    class Meta:
        model = Consultation
        fields: ClassVar = ["organ", "status", "is_major", "since_on"]


class ConsultationListing(Listing):
    """Consultations, the latest first, with their counts."""

    list_display: ClassVar = [
        TitleColumn(
            "title",
            label="文件",
            accessor="document.title",
            get_url=lambda one: reverse("consultations:sheet", args=[one.pk]),
            sort_key="document__title",
        ),
        Column("organ", label="机关", accessor="document.organ.short_name", sort_key="document__organ__path"),
        Column("status_name", label="状态", accessor="get_status_display", sort_key="status"),
        Column("since_on", label="开始日期", sort_key="since_on"),
        Column("until_on", label="截止日期", sort_key="until_on"),
        Column("received", label="收到意见", sort_key="received"),
        Column("adopted", label="采纳（含部分）", sort_key="adopted"),
    ]
    default_ordering = "-since_on"
    search_fields: ClassVar = ["document__title", "document__doc_no", "document__organ__name"]
    filterset_class = ConsultationFilter
    list_export: ClassVar = [
        "document.title",
        "document.organ",
        "get_status_display",
        "is_major",
        "since_on",
        "until_on",
        "received",
        "adopted",
    ]
    export_headings: ClassVar = {
        "document.title": "文件",
        "document.organ": "机关",
        "get_status_display": "状态",
        "received": "收到意见",
        "adopted": "采纳（含部分）",
    }
    export_filename = "公开征求意见"

    def get_base_queryset(self) -> QuerySet:
        """With what every line names, and the counts."""
        taken = Q(opinions__verdict__in=[OpinionVerdict.ADOPTED, OpinionVerdict.PARTLY])
        counted = (
            super()
            .get_base_queryset()
            .annotate(received=Count("opinions"), adopted=Count("opinions", filter=taken))
        )
        return counted.select_related("document__organ")


def _is(*statuses: str) -> Any:
    return lambda one, _viewer: one.status in statuses and one.document.organ.is_active


def _is_unpublished(one: Consultation, viewer: Viewer) -> bool:
    return _open(one, viewer) and one.item_id is None


def _has_opinions(one: Consultation, viewer: Viewer) -> bool:
    return _open_or_closed(one, viewer) and one.opinions.exists()


def _is_over(one: Consultation, viewer: Viewer) -> bool:
    return _open(one, viewer) and one.until_on < clock.today()


_open, _closed = _is(ConsultationStatus.OPEN), _is(ConsultationStatus.CLOSED)
_open_or_closed = _is(ConsultationStatus.OPEN, ConsultationStatus.CLOSED)


class Consultations(Room):
    """公开征求意见."""

    model = Consultation
    icon = "comment"
    menu_label = "公开征求意见"
    menu_order = 34
    menu_duties = INSIDERS
    listing = ConsultationListing
    acts = (
        Act("open", "公开征求意见", forms.Open, KEEPERS, icon="plus", is_new=True),
        Act(
            "publish",
            "起草公告",
            forms.Publish,
            KEEPERS,
            "起草征求意见的公告，写明期限和途径；经审核批准后公布。",
            is_offered=_is_unpublished,
        ),
        Act("close", "结束征求意见", forms.Close, KEEPERS, is_offered=_is_over),
        Act("summarise", "反馈采纳情况", forms.Summarise, KEEPERS, is_offered=_closed),
        Act(
            "receive",
            "登记意见",
            forms.Receive,
            KEEPERS,
            "截止以后收到的也可以登记。意见的内容只保存在这里，不写入台账。",
            icon="plus",
            is_offered=_open_or_closed,
        ),
        Act("answer", "处理意见", forms.Answer, KEEPERS, is_offered=_has_opinions),
    )

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """With the organ, which every page names."""
        return super().visible_to(viewer).select_related("document__organ", "item", "summary_item")

    def organ_path(self, row: Consultation) -> str:
        """The organ whose draft it is."""
        return row.document.organ.path

    def about(self, row: Consultation, viewer: Viewer) -> dict[str, Any]:
        """The period, the counts, and every opinion."""
        return {
            "lead": selectors.answers(row).sentence(),
            "facts": list(_facts(row)),
            "tables": [("意见", _opinions(row), "还没有收到意见。")],
            "sentences": history(row),
        }


def _facts(row: Consultation) -> Iterator[tuple[str, Any]]:
    yield "机关", row.document.organ
    yield "文件", link(reverse("register:sheet", args=[row.document_id]), row.document.title)
    yield "状态", row.get_status_display()
    yield "期限", period(row.since_on, row.until_on)
    if row.shortened_because:
        yield "缩短期限的理由", row.shortened_because
    yield "提出意见的途径", row.channels
    yield "征求意见稿", _item(row.item) or "还没有公布"
    if row.elsewhere:
        yield "公布征求意见稿的其他渠道", f"{row.elsewhere}（{row.elsewhere_proof}）"
    yield "采纳情况", _item(row.summary_item) or "还没有反馈"
    if row.closed_on:
        yield "结束日期", day(row.closed_on)


def _item(item: Any) -> Any:
    return item and link(
        reverse("items:sheet", args=[item.pk]), f"{item.title}（{item.get_status_display()}）"
    )


def _opinions(row: Consultation) -> Rows:
    return rows(
        ("序号", "收到日期", "提出者", "意见", "处理", "理由"),
        (
            (
                one.number,
                day(one.received_on),
                one.get_sender_display(),
                one.text,
                one.get_verdict_display() or "尚未处理",
                one.reason,
            )
            for one in row.opinions.all()
        ),
    )
