"""What is published on the platform of somebody else: handed over, found, compared, watched."""

import hashlib
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import F, Q, QuerySet
from django.urls import path, reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.engine.intake import decode
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Problem
from gongkai.web.channels import actions
from gongkai.web.channels.comparing import Shown
from gongkai.web.channels.models import RELEASERS, HandOver, HandOverState
from gongkai.web.disclosure.models import Item, ItemStatus
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger.selectors import history
from gongkai.web.office import channel_views
from gongkai.web.office.acts import Act, ActForm
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import day, link
from gongkai.web.organs.models import Organ
from gongkai.web.uploads import UploadField, UploadsField

from .channel_fields import for_organ, today

# An item is handed over while it waits for its first publication, or for that of its changes.
WAITING = Q(status=ItemStatus.APPROVED) | Q(status=ItemStatus.LIVE) & ~Q(latest=F("live_version"))


class SetTarget(ActForm):
    """Where an organ publishes."""

    done = "已登记发布平台。"
    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关")
    name = forms.CharField(label="平台名称", max_length=100, help_text="例如：墨鹭县人民政府门户网站。")
    address = forms.CharField(label="栏目网址", max_length=300, help_text="以 http:// 或 https:// 开头。")
    is_open = forms.BooleanField(
        label="在这个平台发布", required=False, initial=True, help_text="不勾选的，改回在本平台发布。"
    )

    def prepare(self) -> None:
        """For one of the viewer's organs."""
        for_organ(self, *actions.SETTERS)

    def carry_out(self, *, at: datetime) -> None:
        """Name it."""
        said = dict(self.cleaned_data)
        actions.set_target(said.pop("organ"), **said, by=self.viewer, at=at)


class HandOut(ActForm):
    """An approved item becomes a package."""

    done = "已经生成文件包。请下载后在该平台发布，再登记网址。"
    item = forms.ModelChoiceField(
        Item.objects.none(), label="信息", help_text="只列出经批准、还没有公开的信息。"
    )

    def prepare(self) -> None:
        """One that waits, of an organ with another platform."""
        mine = on_ground(self.viewer.ground(*RELEASERS))
        items = Item.objects.filter(mine & WAITING, organ__target__is_open=True)
        given = HandOver.objects.exclude(state=HandOverState.DROPPED).values("version")
        self.fields["item"].queryset = items.exclude(latest__in=given).select_related(
            "latest", "live_version"
        )

    def carry_out(self, *, at: datetime) -> HandOver:
        """Make the package."""
        return actions.hand_over(self.cleaned_data["item"], by=self.viewer, at=at)


class Locate(ActForm):
    """Where it stands."""

    done = "已登记网址。系统正在读取网页核对，请稍后刷新查看结果；核对一致才算公开。"
    address = forms.CharField(
        label="网址", max_length=500, help_text="信息页面本身的网址，以 http:// 或 https:// 开头。"
    )

    def prepare(self) -> None:
        """The address that was recorded before."""
        self.fields["address"].initial = self.row.address

    def carry_out(self, *, at: datetime) -> HandOver:
        """Record it; the comparison follows."""
        return actions.locate(self.row, address=self.cleaned_data["address"].strip(), by=self.viewer, at=at)


class Upload(Locate):
    """For an office without a way out: the page as the browser saved it."""

    done = "核对一致，已登记公开。"
    page = UploadField(label="保存的网页", help_text="在浏览器中打开该页，另存为“仅网页（HTML）”。")
    files = UploadsField(label="附件", required=False, help_text="从该页下载的全部附件。")

    def clean_page(self) -> str:
        """The page as text, so that a problem is told beside it."""
        try:
            return decode(self.cleaned_data["page"].read())
        except Problem as problem:
            raise forms.ValidationError(str(problem)) from problem

    def carry_out(self, *, at: datetime) -> HandOver:
        """Compare it now."""
        said = self.cleaned_data
        hashes = frozenset(hashlib.sha256(file.read()).hexdigest() for file in said["files"])
        shown = Shown(said["page"], hashes)
        return actions.compare_uploaded(
            self.row, address=said["address"].strip(), shown=shown, by=self.viewer, at=at
        )


class Drop(ActForm):
    """It is not going to be published there."""

    def carry_out(self, *, at: datetime) -> HandOver:
        """Drop it."""
        return actions.drop_hand_over(self.row, by=self.viewer, at=at)


class Removed(ActForm):
    """It does not stand there any more."""

    on = forms.DateField(label="从平台撤下的日期")

    def prepare(self) -> None:
        """Mostly today."""
        today(self, "on")

    def carry_out(self, *, at: datetime) -> HandOver:
        """Write it down."""
        return actions.removed_elsewhere(self.row, on=self.cleaned_data["on"], by=self.viewer, at=at)


class HandOverFilter(WagtailFilterSet):
    """Which of them to show."""

    class Meta:
        model = HandOver
        fields: ClassVar = ["state", "organ"]


class HandOverListing(Listing):
    """What was handed over, the latest first."""

    list_display: ClassVar = [
        TitleColumn(
            "title",
            label="信息",
            accessor="version.title",
            get_url=lambda made: reverse("hand-overs:sheet", args=[made.pk]),
        ),
        Column("organ", label="机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("target_name", label="平台", sort_key="target_name"),
        Column("state_name", label="状态", accessor=lambda made: _state(made), sort_key="state"),
        Column("made_on", label="移交日期", sort_key="made_on"),
        Column("checked_on", label="核对日期", sort_key="checked_on"),
    ]
    default_ordering = "-pk"
    search_fields: ClassVar = ["version__title", "address", "target_name"]
    filterset_class = HandOverFilter
    list_export: ClassVar = [
        "organ",
        "version.title",
        "target_name",
        "get_state_display",
        "made_on",
        "address",
        "located_on",
        "get_means_display",
        "checked_on",
        "difference",
        "drift",
    ]
    export_headings: ClassVar = {
        "version.title": "信息",
        "get_state_display": "状态",
        "get_means_display": "核对方式",
    }
    export_filename = "外部平台"

    def get_base_queryset(self) -> QuerySet:
        """With what the columns show, without the texts."""
        return super().get_base_queryset().select_related("organ", "version").defer("version__body")


def _state(made: HandOver) -> str:
    return "发布后有变化" if made.drift else made.get_state_display()


def _waits(made: HandOver, _viewer: Viewer) -> bool:
    return made.state in (HandOverState.MADE, HandOverState.LOCATED, HandOverState.DIFFERS)


def _is_left_behind(made: HandOver, _viewer: Viewer | None = None) -> bool:
    return HandOver.objects.left_behind().filter(pk=made.pk).exists()


class HandOvers(Room):
    """外部平台."""

    model = HandOver
    icon = "redirect"
    menu_label = "外部平台"
    menu_order = 43
    menu_duties = INSIDERS
    listing = HandOverListing
    acts = (
        Act(
            "hand-over",
            "移交信息",
            HandOut,
            RELEASERS,
            "在其他平台发布的机关，把经批准的内容移交出去；在该平台发布后登记网址，核对一致才算公开。",
            icon="plus",
            is_new=True,
        ),
        Act(
            "target",
            "登记发布平台",
            SetTarget,
            actions.SETTERS,
            "乡镇在县政府网站发布的，在这里登记该平台；以后本机关的信息都移交、核对后才算公开。",
            icon="cog",
            is_new=True,
        ),
        Act("locate", "登记网址并核对", Locate, RELEASERS, is_offered=_waits),
        Act(
            "upload",
            "上传网页核对",
            Upload,
            RELEASERS,
            "本机关的服务器不能访问该平台时用：把网页和附件下载后上传，当场核对。",
            is_offered=_waits,
        ),
        Act("removed", "登记从平台撤下", Removed, RELEASERS, is_offered=_is_left_behind),
        Act("drop", "作废", Drop, RELEASERS, is_final=True, is_offered=_waits),
    )

    def get_urlpatterns(self) -> list:
        """And the package."""
        return [*super().get_urlpatterns(), path("<int:pk>/package/", channel_views.package, name="package")]

    def organ_path(self, row: HandOver) -> str:
        """The organ whose item it is."""
        return row.organ.path

    def about(self, row: HandOver, viewer: Viewer) -> dict[str, Any]:
        """What was approved, where it stands, and how the two compare."""
        facts = [
            ("信息", link(reverse("items:sheet", args=[row.item_id]), row.version)),
            ("平台", row.target_name),
            ("状态", _state(row)),
            ("移交日期", day(row.made_on)),
            ("文件包", link(reverse("hand-overs:package", args=[row.pk]), "下载（正文、附件和哈希清单）")),
            ("批准内容的哈希", row.version.content_hash),
            ("网址", link(row.address, row.address) if row.address else "还没有登记"),
            (
                "登记",
                f"{day(row.located_on)}，{row.located_by or '系统'}" if row.located_on else "还没有登记",
            ),
            ("核对", f"{day(row.checked_on)}，{row.get_means_display()}" if row.checked_on else "还没有核对"),
        ]
        if row.removed_on:
            facts.append(("从平台撤下", day(row.removed_on)))
        return {"lead": _lead(row), "facts": facts, "sentences": history(row)}


def _lead(row: HandOver) -> str:
    """What is to be done now, or what is wrong."""
    if _is_left_behind(row):
        return f"这条信息已于{day(row.item.ended_on)}停止公开，请在“{row.target_name}”上也撤下，撤下后登记。"
    if row.drift:
        return f"{day(row.drift_on)}复核时发现：{row.drift}请联系“{row.target_name}”改正；确需改动的，修改后重新送审。"
    return {
        HandOverState.MADE: "请下载文件包，在该平台发布后登记网址。",
        HandOverState.LOCATED: "网址已经登记，正在核对。核对一致才算公开。",
        HandOverState.DIFFERS: f"没有公开。{row.difference}请按移交的内容改正网页后再核对。",
    }.get(row.state, "")
