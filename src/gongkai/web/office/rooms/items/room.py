"""Items: their list, their sheets, and what can be done with them."""

from datetime import timedelta
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.kernel.duties import Viewer
from gongkai.web.channels.models import KEEPERS, PublicPlace
from gongkai.web.disclosure import selectors
from gongkai.web.disclosure.actions import VALIDATORS
from gongkai.web.disclosure.models import Item, ItemKind, ItemStatus
from gongkai.web.disclosure.models.item import DRAFTERS, INSIDERS, RELEASERS
from gongkai.web.foundations import clock
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rooms import guide_forms

from . import acts as item_acts
from . import forms as item_forms
from . import sheet as item_sheet


class ItemFilter(WagtailFilterSet):
    """Which items to show."""

    waits = django_filters.ChoiceFilter(
        label="等我办理",
        choices=[
            ("late", "已经逾期"),
            ("due", "本周到期"),
            ("publish", "等我发布"),
            ("reassess", "等我评估"),
        ],
        method="that_wait",
    )

    class Meta:
        model = Item
        fields: ClassVar = ["status", "kind", "organ", "section", "waits"]

    def that_wait(self, items: QuerySet, _name: str, how: str) -> QuerySet:
        """The same ones that the first page tells the viewer of."""
        viewer, today = self.request.viewer, clock.today()
        found = {
            "late": lambda: selectors.late(viewer, today),
            "due": lambda: selectors.due(viewer, today, today + timedelta(days=6 - today.weekday())),
            "publish": lambda: selectors.to_publish(viewer),
            "reassess": lambda: selectors.to_reassess(viewer, today),
        }
        return items.filter(pk__in=found[how]().order_by().values("pk"))


class ItemListing(Listing):
    """Items, the latest begun first."""

    list_display: ClassVar = [
        TitleColumn(
            "title",
            label="名称",
            accessor="title",
            get_url=lambda item: reverse("items:sheet", args=[item.pk]),
        ),
        Column("organ", label="机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("kind_name", label="类型", accessor="get_kind_display", sort_key="kind"),
        Column("status_name", label="状态", accessor="get_status_display", sort_key="status"),
        Column("due", label="公开期限", accessor=item_sheet.due_words, sort_key="due_on"),
        Column("published_on", label="发布日期", sort_key="published_on"),
        Column("index_no", label="索引号", sort_key="index_no"),
    ]
    default_ordering = "-pk"
    search_fields: ClassVar = ["latest__title", "latest__doc_no", "index_no", "organ__name"]
    filterset_class = ItemFilter
    list_export: ClassVar = [
        "index_no",
        "title",
        "latest.doc_no",
        "organ",
        "get_kind_display",
        "get_status_display",
        "row",
        "section",
        "latest.formed_on",
        "due_on",
        "published_on",
        "changed_on",
        "get_validity_display",
    ]
    export_headings: ClassVar = {
        "title": "名称",
        "latest.doc_no": "文号",
        "latest.formed_on": "成文日期",
        "get_kind_display": "类型",
        "get_status_display": "状态",
        "get_validity_display": "有效性",
    }
    export_filename = "信息条目"

    def ways(self) -> list[HeaderButton]:
        """The acts, many at once for those who draft, and the figures."""
        many = [
            HeaderButton("批量导入", url=reverse("item-import"), icon_name="upload"),
            HeaderButton("批量送审", url=reverse("items-submit"), icon_name="mail"),
        ]
        return [
            *super().ways(),
            *(many if self.request.viewer.holds(*DRAFTERS) else []),
            HeaderButton("统计", url=reverse("counts"), icon_name="table"),
            HeaderButton("指南和制度", url=reverse("guide"), icon_name="clipboard-list"),
        ]

    def get_base_queryset(self) -> QuerySet:
        """With what the columns show, without the texts."""
        items = (
            super().get_base_queryset().select_related("organ", "row", "section", "latest", "live_version")
        )
        return items.defer("latest__body", "live_version__body")


def _is(*statuses: str) -> Any:
    """Whether an item stands at one of these places."""
    return lambda item, _viewer: item.status in statuses and item.organ.is_active


def _can_be_submitted(item: Item, _viewer: Viewer) -> bool:
    return item.organ.is_active and (
        item.status == ItemStatus.DRAFT or item_sheet.has_unreviewed_changes(item)
    )


def _can_be_published(item: Item, _viewer: Viewer) -> bool:
    return item.organ.is_active and (
        item.status == ItemStatus.APPROVED or item_sheet.has_approved_changes(item)
    )


def _can_be_marked(item: Item, _viewer: Viewer) -> bool:
    """A normative document's force stands in its register, and follows from there."""
    return item.organ.is_active and item.is_live and item.kind != ItemKind.NORMATIVE


def _can_hang(item: Item, _viewer: Viewer) -> bool:
    """What is public, where the organ has a place for it."""
    places = PublicPlace.objects.filter(organ=item.organ_id, closed_on=None)
    return item.organ.is_active and item.is_live and places.exists()


_open = _is(ItemStatus.DRAFT, ItemStatus.IN_REVIEW, ItemStatus.APPROVED)
_written = _is(*[status for status in ItemStatus if status != ItemStatus.DISCARDED])


class Items(Room):
    """信息."""

    model = Item
    icon = "doc-full-inverse"
    menu_label = "信息"
    menu_order = 20
    menu_duties = INSIDERS
    listing = ItemListing
    acts = (
        Act(
            "draft",
            "起草信息",
            item_forms.Draft,
            DRAFTERS,
            "写好后保存为草稿，再送审。没有批准的内容不会公开。",
            icon="plus",
            is_new=True,
            template="office/item_form.html",
        ),
        Act(
            "import",
            "从文件起草",
            item_forms.Import,
            DRAFTERS,
            "读出文件中的标题、文号、日期和正文，原文件作为附件。",
            icon="upload",
            is_new=True,
        ),
        Act(
            "guide",
            "编写公开指南",
            guide_forms.Compile,
            DRAFTERS,
            "由机关资料写成；已有公开指南的，写成它的新一稿。写好后和其他信息一样送审。",
            icon="clipboard-list",
            is_new=True,
        ),
        Act(
            "submit",
            "送审",
            item_acts.Submit,
            DRAFTERS,
            is_offered=_can_be_submitted,
            template="office/item_submit.html",
        ),
        Act(
            "publish",
            "发布",
            item_acts.Publish,
            RELEASERS,
            "发布后任何人都可以看到。公开的就是批准的那一稿，一字不差。",
            is_offered=_can_be_published,
        ),
        Act("schedule", "定时发布", item_acts.Schedule, RELEASERS, is_offered=_can_be_published),
        Act(
            "edit",
            "修改",
            item_forms.Edit,
            DRAFTERS,
            "每次保存是新的一稿。改动后，原来的审核、批准和定时发布不再有效；已公开的内容在新稿批准并发布以前不变。",
            is_offered=_written,
            template="office/item_form.html",
        ),
        Act("plan", "安排张贴", item_acts.Plan, KEEPERS, is_offered=_can_hang),
        Act("classify", "归类", item_acts.Classify, DRAFTERS, is_offered=_written),
        Act(
            "validity",
            "标注有效性",
            item_acts.MarkValidity,
            VALIDATORS,
            is_offered=_can_be_marked,
        ),
        Act(
            "reassess",
            "评估可否公开",
            item_acts.Reassess,
            ("clerk", "office_head"),
            is_offered=_is(ItemStatus.KEPT),
        ),
        Act(
            "withdraw",
            "撤回",
            item_acts.Withdraw,
            DRAFTERS,
            "撤回后，页面、附件和下载都不再提供，批准同时失效；重新公开须重新送审。",
            is_final=True,
            is_offered=_is(ItemStatus.LIVE),
        ),
        Act("discard", "作废", item_acts.Discard, DRAFTERS, is_final=True, is_offered=_open),
    )

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """Those of the viewer's organs, with all drafts."""
        return Item.objects.seen_inside_by(viewer)

    def organ_path(self, row: Item) -> str:
        """The organ that publishes it."""
        return row.organ.path

    def about(self, row: Item, viewer: Viewer) -> dict[str, Any]:
        """What it says, where it stands, and how it came there."""
        told = history(row) if viewer.has_part_in(row.organ.path) else None
        return item_sheet.about(row, viewer, today=clock.today()) | {"sentences": told}
