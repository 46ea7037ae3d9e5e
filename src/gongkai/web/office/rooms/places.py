"""Places: notice boards, loudspeakers, screens, enquiry places, with what hangs and happens there."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from gongkai.kernel.duties import Viewer
from gongkai.web.channels.models import (
    KEEPERS,
    EquipmentCheck,
    Material,
    Posting,
    PostingStatus,
    PublicPlace,
    Question,
)
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import Rows, day, link, period, rows

from . import place_forms

MOST_SHOWN = 20
UP = Q(postings__status=PostingStatus.UP)


class PlaceFilter(WagtailFilterSet):
    """Which places to show."""

    class Meta:
        model = PublicPlace
        fields: ClassVar = ["kind", "organ"]


class PlaceListing(Listing):
    """Places by village."""

    list_display: ClassVar = [
        "name",
        Column("kind_name", label="类别", accessor="get_kind_display", sort_key="kind"),
        Column("village", label="村（社区）", sort_key="village"),
        Column("organ", label="机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("count", label="现在张贴（件）", sort_key="count"),
        Column("closed_on", label="停用日期", sort_key="closed_on"),
    ]
    search_fields: ClassVar = ["name", "village", "location", "organ__name"]
    filterset_class = PlaceFilter
    list_export: ClassVar = [
        "organ",
        "get_kind_display",
        "name",
        "village",
        "location",
        "keeper",
        "count",
        "opened_on",
        "closed_on",
    ]
    export_headings: ClassVar = {"get_kind_display": "类别", "count": "现在张贴（件）"}
    export_filename = "公开场所"

    def get_base_queryset(self) -> QuerySet:
        """With how much hangs at each."""
        return (
            super().get_base_queryset().select_related("organ").annotate(count=Count("postings", filter=UP))
        )


def _is_open(place: PublicPlace, _viewer: Viewer) -> bool:
    return place.is_open and place.organ.is_active


def _is_enquiry(place: PublicPlace, viewer: Viewer) -> bool:
    return _is_open(place, viewer) and place.rules.is_enquiry


def _has_materials(place: PublicPlace, viewer: Viewer) -> bool:
    return _is_enquiry(place, viewer) and place.materials.filter(removed_on=None).exists()


class Places(Room):
    """场所."""

    model = PublicPlace
    icon = "home"
    menu_label = "场所"
    menu_order = 41
    menu_duties = INSIDERS
    listing = PlaceListing
    acts = (
        Act(
            "add",
            "登记场所",
            place_forms.Add,
            KEEPERS,
            "村公示栏、广播喇叭、电子屏、查阅点、便民服务站等，每一处登记一次。",
            icon="plus",
            is_new=True,
        ),
        Act("plan", "安排张贴或者播放", place_forms.Plan, KEEPERS, is_offered=_is_open),
        Act("check-equipment", "登记设备检查", place_forms.CheckEquipment, KEEPERS, is_offered=_is_enquiry),
        Act("put-material", "登记资料更新", place_forms.PutMaterial, KEEPERS, is_offered=_is_enquiry),
        Act(
            "note-question",
            "登记现场询问",
            place_forms.NoteQuestion,
            KEEPERS,
            "只登记想了解什么和怎样答复，不登记是谁问的。",
            is_offered=_is_enquiry,
        ),
        Act(
            "remove-material", "登记资料撤出", place_forms.RemoveMaterial, KEEPERS, is_offered=_has_materials
        ),
        Act("change", "更正", place_forms.Change, KEEPERS, is_offered=_is_open),
        Act("close", "停用", place_forms.Close, KEEPERS, is_final=True, is_offered=_is_open),
    )

    def organ_path(self, row: PublicPlace) -> str:
        """The organ whose place it is."""
        return row.organ.path

    def about(self, row: PublicPlace, viewer: Viewer) -> dict[str, Any]:
        """Where it is, and what hangs and happens there; who keeps it is told inside."""
        inside = viewer.has_part_in(row.organ.path)
        facts = [
            ("类别", row.get_kind_display()),
            ("机关", row.organ),
            ("村（社区）", row.village),
            ("位置", row.location),
            *([("管理人", row.keeper)] if inside else []),
            ("使用", period(row.opened_on, row.closed_on)),
        ]
        enquiry = _enquiry(row, viewer) if row.rules.is_enquiry else ()
        return {
            "facts": facts,
            "tables": [("张贴和播放", _postings(row, viewer), "这里还没有安排张贴或者播放。"), *enquiry],
            "sentences": history(row) if inside else None,
        }


def _postings(place: PublicPlace, viewer: Viewer) -> Rows:
    found = Posting.objects.visible_to(viewer).filter(place=place).select_related("version")[:MOST_SHOWN]
    lines = [
        (
            link(reverse("postings:sheet", args=[one.pk]), one.version.title),
            one.get_status_display(),
            day(one.posted_on),
            day(one.down_on),
        )
        for one in found
    ]
    return rows(("信息", "状态", "张贴日期", "撤下日期"), lines)


def _enquiry(place: PublicPlace, viewer: Viewer) -> Iterator[tuple[str, Rows, str]]:
    """What is kept of a place where people look things up."""
    checks = (
        EquipmentCheck.objects.visible_to(viewer)
        .filter(place=place)
        .select_related("checked_by")[:MOST_SHOWN]
    )
    looked = [
        (one.equipment, one.get_state_display(), day(one.checked_on), one.checked_by or "系统", one.remark)
        for one in checks
    ]
    yield "设备检查", rows(("设备", "状况", "检查日期", "检查人", "说明"), looked), "还没有登记设备检查。"
    materials = Material.objects.visible_to(viewer).filter(place=place, removed_on=None)
    yield (
        "查阅资料",
        rows(("名称", "更新日期"), [(one.title, day(one.updated_on)) for one in materials]),
        "还没有登记资料。",
    )
    questions = Question.objects.visible_to(viewer).filter(place=place)[:MOST_SHOWN]
    asked = [
        (day(one.asked_on), link(reverse("questions:sheet", args=[one.pk]), one.topic), one.answer)
        for one in questions
    ]
    yield "现场询问", rows(("日期", "询问的内容", "怎样答复"), asked), "还没有登记现场询问。"
