"""采集: from which other sites information is collected, how that is going, and what could not be kept."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from gongkai.kernel.duties import Viewer
from gongkai.web.harvest import actions
from gongkai.web.harvest.models import KEEPERS, LOOKERS, Source, SourceState
from gongkai.web.ledger.selectors import history
from gongkai.web.ledger.sentences import moment
from gongkai.web.office.acts import Act, ActForm, RowForm
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import day, link, rows

from .channel_fields import for_organ

MOST_GAPS = 50
_KEY_HELP = "对方给的接口密钥。有密钥的，一分钟可以多读几次；没有也能采集。保存后不再显示。"


def _key_field(help_text: str = _KEY_HELP) -> forms.CharField:
    shown = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(label="密钥", required=False, max_length=200, widget=shown, help_text=help_text)


class Add(RowForm):
    """Another site to collect from."""

    key = _key_field()

    class Meta:
        model = Source
        fields: ClassVar = ["organ", "name", "address"]
        labels: ClassVar = {"organ": "归入机关"}
        help_texts: ClassVar = {"organ": "采集来的信息在这个机关名下查得到；发布机构仍写原来的。"}

    def prepare(self) -> None:
        """For one of the organs whose sources the viewer keeps."""
        for_organ(self, *KEEPERS)

    def carry_out(self, *, at: datetime) -> Source:
        """Add it; the first collection begins in the background."""
        return actions.add(self.instance, key=self.cleaned_data["key"], by=self.viewer, at=at)


class Change(RowForm):
    """Its name, its address, its key."""

    is_change = True
    key = _key_field("不改密钥的留空。网址改到另一个网站的，原来的密钥不再使用，请填新的。")
    drop_key = forms.BooleanField(label="不再使用密钥", required=False)

    class Meta:
        model = Source
        fields: ClassVar = ["name", "address"]

    def carry_out(self, *, at: datetime) -> Source:
        """Write it down."""
        said = self.cleaned_data
        key = "" if said["drop_key"] else said["key"] or None
        named = {"name": said["name"], "address": said["address"]}
        return actions.change(self.row, **named, key=key, by=self.viewer, at=at)


class Pause(ActForm):
    """Collect no more for a while."""

    def carry_out(self, *, at: datetime) -> Source:
        """Pause it."""
        return actions.pause(self.row, by=self.viewer, at=at)


class Resume(ActForm):
    """Go on."""

    def carry_out(self, *, at: datetime) -> Source:
        """Resume it."""
        return actions.resume(self.row, by=self.viewer, at=at)


class Ask(ActForm):
    """Do not wait for the night."""

    done = "已经排队，后台马上开始采集；过一会儿刷新这一页看结果。"

    def carry_out(self, *, at: datetime) -> Source:
        """Ask for it."""
        return actions.ask(self.row, by=self.viewer, at=at)


class End(ActForm):
    """Collect no more, and keep nothing of it."""

    def carry_out(self, *, at: datetime) -> Source:
        """End it."""
        return actions.end(self.row, by=self.viewer, at=at)


class SourceFilter(WagtailFilterSet):
    """Which sources to show."""

    class Meta:
        model = Source
        fields: ClassVar = ["state", "organ"]


class SourceListing(Listing):
    """Sources with how they are doing."""

    list_display: ClassVar = [
        "name",
        Column("organ", label="归入机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("state_name", label="状态", accessor="get_state_display", sort_key="state"),
        Column("kept", label="收入", sort_key="kept"),
        Column("gap_count", label="没有收", sort_key="gap_count"),
        Column("collected_at", label="上次采集完毕", sort_key="collected_at"),
        Column("problem", label="最近的问题"),
    ]
    default_ordering = "name"
    search_fields: ClassVar = ["name", "address"]
    filterset_class = SourceFilter
    list_export: ClassVar = ["name", "organ", "address", "get_state_display", "collected_at", "problem"]
    export_headings: ClassVar = {"get_state_display": "状态"}
    export_filename = "采集来源"

    def get_base_queryset(self) -> QuerySet:
        """With their organs and what they brought."""
        public = Count("collected", filter=Q(collected__removed_at=None), distinct=True)
        counted = super().get_base_queryset().annotate(kept=public, gap_count=Count("gaps", distinct=True))
        return counted.select_related("organ")


def _is_collecting(row: Source, _viewer: Viewer) -> bool:
    return row.state == SourceState.COLLECTING


def _is_paused(row: Source, _viewer: Viewer) -> bool:
    return row.state == SourceState.PAUSED


def _is_not_over(row: Source, _viewer: Viewer) -> bool:
    return row.state != SourceState.ENDED


class Sources(Room):
    """采集."""

    model = Source
    icon = "download"
    menu_label = "采集"
    menu_order = 160
    menu_duties = LOOKERS
    listing = SourceListing
    acts = (
        Act(
            "add",
            "登记来源",
            Add,
            KEEPERS,
            "下级的网站用本系统，或者提供同样格式的变更接口，就可以采集。",
            icon="plus",
            is_new=True,
        ),
        Act("ask", "立即采集", Ask, KEEPERS, "每天自动采集一次；这里可以不等。", is_offered=_is_collecting),
        Act(
            "change",
            "更改",
            Change,
            KEEPERS,
            "网址改到另一个网站的，系统会全面核对，原来的信息移出。",
            is_offered=_is_not_over,
        ),
        Act(
            "pause",
            "暂停",
            Pause,
            KEEPERS,
            "已经收入的信息仍然公开，但不再随对方更新。",
            is_offered=_is_collecting,
        ),
        Act("resume", "恢复", Resume, KEEPERS, "从停下的地方接着采集。", is_offered=_is_paused),
        Act(
            "end",
            "停止采集",
            End,
            KEEPERS,
            "收入的信息立即不再公开。以后要再采集的，重新登记。",
            is_final=True,
            is_offered=_is_not_over,
        ),
    )

    def organ_path(self, row: Source) -> str:
        """The organ under which it is collected."""
        return row.organ.path

    def about(self, row: Source, viewer: Viewer) -> dict[str, Any]:
        """How far it is read, what it brought, and what could not be kept."""
        facts = [
            ("归入机关", row.organ),
            ("网址", link(row.address, row.address)),
            ("状态", row.get_state_display()),
            ("密钥", "有" if row.key_name else "没有"),
            ("收入的信息", f"{row.collected.filter(removed_at=None).count()}条"),
            ("上次采集完毕", moment(row.collected_at) if row.collected_at else "还没有"),
            ("上次全面核对", "正在核对" if row.is_comparing else day(row.compared_on) or "还没有"),
            ("对方标识", row.instance or "还不知道"),
            (
                "查找",
                link(f"{reverse('portal:search')}?organ={row.organ.slug}", "在公开网站上查看这个机关的信息"),
            ),
        ]
        gaps = row.gaps.order_by("-seen_at", "-number")
        lines = [(gap.uid or f"编号 {gap.number}", gap.why, moment(gap.seen_at)) for gap in gaps[:MOST_GAPS]]
        heads = ("对方的标识", "为什么没有收", "发现时间")
        title = f"没有收的（{gaps.count()}条）"
        nothing = "没有，对方列出的都收了。" if row.collected_at else "还没有采集完一次。"
        return {
            "lead": f"{moment(row.problem_at)}没有采集成功：{row.problem}" if row.problem else "",
            "facts": facts,
            "tables": [(title, rows(heads, lines), nothing)],
            "sentences": history(row),
        }
