"""案卷: every archived case by its number, where it is, how long it is kept, and which day is which."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from django.db.models import Q, QuerySet
from django.urls import path, reverse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.archive import archive_law
from gongkai.web.applications.archive.papers import lacking_of, title_of
from gongkai.web.applications.models import Volume
from gongkai.web.applications.models.archive import KEEPERS
from gongkai.web.applications.models.ground import HANDLERS, INSIDERS
from gongkai.web.applications.papers import catalogue
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger.selectors import history
from gongkai.web.office import archive_views
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import Rows, day, link, rows
from gongkai.web.organs.models import Organ

from . import forms
from . import sheet as archive_sheet

# Where a volume is.
STANDINGS = (
    ("here", "未移交"),
    ("over", "未移交，保管期满"),
    ("handed", "已移交"),
    ("destroyed", "已销毁"),
)


class VolumeFilter(WagtailFilterSet):
    """Which volumes to show."""

    organ = django_filters.ModelChoiceFilter(
        label="机关",
        queryset=lambda request: Organ.objects.filter(on_ground(request.viewer.ground(*INSIDERS), prefix="")),
    )
    year = django_filters.NumberFilter(label="年度")
    period = django_filters.ChoiceFilter(
        label="保管期限", choices=lambda: [(one.code, one.name) for one in archive_law().periods.values()]
    )
    stands = django_filters.ChoiceFilter(label="移交情况", choices=STANDINGS, method="that_stand")

    class Meta:
        model = Volume
        fields: ClassVar = ["organ", "year", "period", "stands"]

    def that_stand(self, volumes: QuerySet, _name: str, code: str) -> QuerySet:
        """By where they are today."""
        here = Q(handed_on=None, destroyed_on=None)
        return volumes.filter(
            {
                "here": here,
                "over": here & Q(keep_until_on__lt=clock.today()),
                "handed": Q(handed_on__isnull=False),
                "destroyed": Q(destroyed_on__isnull=False),
            }[code]
        )


class VolumeListing(Listing):
    """Volumes, the latest first."""

    list_display: ClassVar = [
        TitleColumn(
            "number",
            label="档号",
            get_url=lambda one: reverse("archives:sheet", args=[one.pk]),
            sort_key="serial",
            width="18%",
        ),
        Column("title", label="题名", accessor="told"),
        Column("organ", label="机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("year", label="年度", sort_key="year"),
        Column("period", label="保管期限", accessor="get_period_display", sort_key="keep_until_on"),
        Column("archived_on", label="归档日期", sort_key="archived_on", classname="cell-day"),
        Column("standing", label="移交情况"),
    ]
    default_ordering = "-archived_on"
    search_fields: ClassVar = ["number", "application__title"]
    filterset_class = VolumeFilter
    list_export: ClassVar = [
        *("number", "told", "organ", "year", "serial", "get_period_display", "keep_until_on"),
        *("archived_on", "archived_by", "standing", "handed_on", "missing"),
    ]
    export_headings: ClassVar = {
        "told": "题名",
        "get_period_display": "保管期限",
        "standing": "移交情况",
        "missing": "缺少的材料",
    }
    export_filename = "案卷目录"

    def get_base_queryset(self) -> QuerySet:
        """With what every line names."""
        return super().get_base_queryset().select_related("organ", "application", "archived_by")

    def prepared(self, rows: Iterable[Volume]) -> Iterator[Volume]:
        """In words."""
        for volume in rows:
            volume.told, volume.standing = title_of(volume), standing_of(volume)
            volume.missing = "、".join(lacking_of(volume))
            yield volume

    def ways(self) -> list[HeaderButton]:
        """To a list of what is handed over or destroyed, begun with what the list is filtered to."""
        if not self.request.viewer.holds(*KEEPERS):
            return []
        begun = {name: said for name in ("organ", "year") if (said := self.request.GET.get(name))}
        asked = f"?{urlencode(begun)}" if begun else ""
        return [
            HeaderButton(
                "移交案卷", f"{reverse('archive-transfers:hand-over')}{asked}", icon_name="upload", priority=1
            ),
            HeaderButton(
                "提出销毁", f"{reverse('archive-destructions:propose')}{asked}", icon_name="bin", priority=2
            ),
        ]


def standing_of(volume: Volume) -> str:
    """已移交（2026年3月5日） / 未移交，保管期满."""
    if volume.destroyed_on:
        return f"已销毁（{day(volume.destroyed_on)}）"
    if volume.handed_on:
        return f"已移交（{day(volume.handed_on)}）"
    is_over = volume.keep_until_on is not None and volume.keep_until_on < clock.today()
    return "未移交，保管期满" if is_over else "未移交"


def _is_here(volume: Volume, _viewer: Viewer) -> bool:
    return volume.handed_on is None and volume.destroyed_on is None


def _is_whole(volume: Volume, _viewer: Viewer) -> bool:
    return volume.destroyed_on is None


class Archives(Room):
    """案卷."""

    model = Volume
    icon = "folder-inverse"
    menu_label = "案卷"
    menu_order = 23
    menu_duties = INSIDERS
    listing = VolumeListing
    acts = (
        Act("take", "下载案卷", forms.Take, HANDLERS, is_offered=_is_whole),
        Act("change-period", "改变保管期限", forms.ChangePeriod, KEEPERS, is_offered=_is_here),
    )

    def get_urlpatterns(self) -> list:
        """And the papers of the volume."""
        view = require_admin_access(archive_views.volume_paper)
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/<slug:what>.<slug:ending>", view, name="paper"),
        ]

    def _act_path(self, act: Act) -> Any:
        if act.name != "take":
            return super()._act_path(act)
        return path(
            f"<int:pk>/{act.name}/", archive_views.TakenView.as_view(room=self, act=act), name=act.name
        )

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """With the case that each is."""
        return super().visible_to(viewer).select_related("organ", "application__organ")

    def organ_path(self, row: Volume) -> str:
        """The organ whose file it is."""
        return row.organ.path

    def about(self, row: Volume, viewer: Viewer) -> dict[str, Any]:
        """Its number and clocks, its papers, its way."""
        return {
            "lead": archive_sheet.warning(row),
            "facts": list(_facts(row)),
            "ways": list(_ways(row)),
            "tables": [
                ("卷内目录", _contents(row), "没有材料。"),
                ("移交", _transfers(row), "还没有移交。"),
            ],
            "sentences": history(row) if viewer.has_part_in(row.organ.path) else None,
        }


def _facts(volume: Volume) -> Iterator[tuple[str, Any]]:
    case = volume.application
    yield "题名", link(reverse("applications:sheet", args=[case.pk]), title_of(volume))
    yield "立卷机关", volume.organ
    yield "年度、件号", f"{volume.year}年第{volume.serial}号"
    yield from archive_sheet.clocks(volume)
    yield "移交情况", standing_of(volume)
    yield "归档", f"{day(volume.archived_on)}，{volume.archived_by.name if volume.archived_by else '系统'}"
    yield "缺少的材料", "、".join(lacking_of(volume)) or "无"
    seldom = (
        ("仍然归档的理由", volume.lacking_because),
        ("改变保管期限的理由", volume.period_because),
        ("本卷情况说明", volume.remark),
    )
    yield from ((label, said) for label, said in seldom if said)


def _ways(volume: Volume) -> Iterator[tuple[str, str]]:
    for what, (name, _paper) in archive_views.PAPERS.items():
        for ending in archive_views.ENDINGS:
            address = reverse("archives:paper", args=[volume.pk, what, ending])
            yield f"{name}（{ending.upper()}）", address


def _contents(volume: Volume) -> Rows:
    lines = (
        (one.place, one.number, one.author, one.paper.name, day(one.paper.added_on))
        for one in catalogue(volume.application)
    )
    return rows(("顺序号", "文号", "责任者", "题名", "日期"), lines)


def _transfers(volume: Volume) -> Rows:
    lines = (
        (link(reverse("archive-transfers:sheet", args=[one.pk]), one.receiver), day(one.on), one.receipt_no)
        for one in volume.transfers.all()
    )
    return rows(("接收单位", "日期", "回执编号"), lines)
