"""移交清单 and 销毁清册: which volumes went where, and which came to their lawful end."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path, reverse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.kernel.duties import Viewer
from gongkai.web.applications.archive.papers import title_of
from gongkai.web.applications.models import Destruction, DestructionState, Transfer, Volume
from gongkai.web.applications.models.archive import DECIDERS, KEEPERS
from gongkai.web.applications.models.ground import INSIDERS
from gongkai.web.ledger.selectors import history
from gongkai.web.office import archive_views
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import Rows, day, link, rows

from . import forms


class TransferFilter(WagtailFilterSet):
    """Which hand-overs to show."""

    class Meta:
        model = Transfer
        fields: ClassVar = ["organ"]


class TransferListing(Listing):
    """Hand-overs, the latest first."""

    list_display: ClassVar = [
        TitleColumn(
            "receiver",
            label="接收单位",
            get_url=lambda one: reverse("archive-transfers:sheet", args=[one.pk]),
            sort_key="receiver",
        ),
        Column("organ", label="移交机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("on", label="移交日期", sort_key="on", classname="cell-day"),
        Column("count", label="案卷（卷）", sort_key="count"),
        Column("receipt_no", label="回执编号"),
    ]
    default_ordering = "-on"
    search_fields: ClassVar = ["receiver", "receipt_no", "organ__name"]
    filterset_class = TransferFilter
    list_export: ClassVar = ["organ", "receiver", "on", "count", "receipt_no", "handed_by"]
    export_filename = "案卷移交"

    def get_base_queryset(self) -> QuerySet:
        """With organs and people."""
        return super().get_base_queryset().select_related("organ", "handed_by")


class _Roll(Room):
    """A list of volumes with its papers."""

    icon = "folder-open-inverse"
    menu_duties = INSIDERS
    list_view: Callable

    def get_urlpatterns(self) -> list:
        """And the list on paper."""
        view = require_admin_access(type(self).list_view)
        return [*super().get_urlpatterns(), path("<int:pk>/list.<slug:ending>", view, name="list")]

    def organ_path(self, row: Any) -> str:
        """The organ whose files they are."""
        return row.organ.path

    def told(self, row: Any, viewer: Viewer, facts: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        """Facts, the volumes, the list as files, what happened."""
        address = self.get_url_name("list")
        return {
            "facts": list(facts),
            "ways": [
                (f"清单（{ending.upper()}）", reverse(address, args=[row.pk, ending]))
                for ending in archive_views.LIST_ENDINGS
            ],
            "tables": [(f"案卷（{row.count}卷）", _volumes(row.volumes.all()), "没有案卷。")],
            "sentences": history(row) if viewer.has_part_in(row.organ.path) else None,
        }


class Transfers(_Roll):
    """移交清单."""

    model = Transfer
    menu_label = "案卷移交"
    menu_order = 24
    listing = TransferListing
    list_view = staticmethod(archive_views.transfer_list)
    acts = (
        Act(
            "hand-over",
            "移交案卷",
            forms.HandOver,
            KEEPERS,
            "按机关和年度移交：可以写明件号，也可以移交一个年度的全部。移交以后，案卷显示为已移交。",
            icon="plus",
            is_new=True,
        ),
    )

    def about(self, row: Transfer, viewer: Viewer) -> dict[str, Any]:
        """To whom, when, and every volume."""
        facts = (
            ("移交机关", row.organ),
            ("接收单位", row.receiver),
            ("移交日期", day(row.on)),
            ("回执编号", row.receipt_no or "还没有"),
            ("移交人", row.handed_by or "系统"),
        )
        return self.told(row, viewer, facts)


class DestructionFilter(WagtailFilterSet):
    """Which destructions to show."""

    class Meta:
        model = Destruction
        fields: ClassVar = ["organ", "state"]


class DestructionListing(Listing):
    """Destructions, the latest first."""

    list_display: ClassVar = [
        TitleColumn(
            "title",
            label="销毁",
            accessor=str,
            get_url=lambda one: reverse("archive-destructions:sheet", args=[one.pk]),
        ),
        Column("organ", label="机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("count", label="案卷（卷）", sort_key="count"),
        Column("state", label="状态", accessor="get_state_display", sort_key="state"),
        Column("proposed_on", label="提出日期", sort_key="proposed_on", classname="cell-day"),
        Column("done_on", label="销毁日期", sort_key="done_on", classname="cell-day"),
    ]
    default_ordering = "-proposed_on"
    search_fields: ClassVar = ["organ__name"]
    filterset_class = DestructionFilter
    list_export: ClassVar = [
        *("organ", "count", "get_state_display", "proposed_by", "proposed_on"),
        *("decided_by", "decided_on", "witnesses", "done_on"),
    ]
    export_headings: ClassVar = {"get_state_display": "状态"}
    export_filename = "案卷销毁"

    def get_base_queryset(self) -> QuerySet:
        """With organs and people."""
        return super().get_base_queryset().select_related("organ", "proposed_by", "decided_by")


def _is_to_decide(row: Destruction, viewer: Viewer) -> bool:
    """Proposed, by somebody else."""
    return row.state == DestructionState.PROPOSED and row.proposed_by_id != viewer.person


def _is_approved(row: Destruction, _viewer: Viewer) -> bool:
    return row.state == DestructionState.APPROVED


class Destructions(_Roll):
    """销毁清册."""

    model = Destruction
    menu_label = "案卷销毁"
    menu_order = 25
    listing = DestructionListing
    list_view = staticmethod(archive_views.destruction_list)
    acts = (
        Act(
            "propose",
            "提出销毁",
            forms.Propose,
            KEEPERS,
            "只能提出保管期满、没有移交的案卷；由另一人批准以后销毁。台账、编号和统计不销毁。",
            icon="plus",
            is_new=True,
        ),
        Act("decide", "批准销毁", forms.Decide, DECIDERS, is_offered=_is_to_decide),
        Act("destroy", "执行销毁", forms.Destroy, KEEPERS, is_final=True, is_offered=_is_approved),
    )

    def about(self, row: Destruction, viewer: Viewer) -> dict[str, Any]:
        """Why, who approved it, who looked on, and every volume."""
        return self.told(row, viewer, _facts(row))


def _facts(row: Destruction) -> Iterator[tuple[str, Any]]:
    yield "机关", row.organ
    yield "状态", row.get_state_display()
    yield "鉴定意见", row.because
    yield "提出", f"{row.proposed_by or '系统'}，{day(row.proposed_on)}"
    if row.decided_on:
        yield "批准", f"{row.decided_by}，{day(row.decided_on)}{f'：{row.decision}' if row.decision else ''}"
    if row.done_on:
        yield "销毁", f"{day(row.done_on)}，监销人{row.witnesses}"


def _volumes(volumes: Iterable[Volume]) -> Rows:
    lines = (
        (
            link(reverse("archives:sheet", args=[one.pk]), one.number),
            title_of(one),
            one.year,
            one.get_period_display(),
            day(one.destroyed_on) if one.destroyed_on else "",
        )
        for one in volumes.select_related("application")
    )
    return rows(("档号", "题名", "年度", "保管期限", "销毁日期"), lines)
