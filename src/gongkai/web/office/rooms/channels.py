"""Channels and what went through them: opened, changed, closed; an item recorded, and its end."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import Count, QuerySet
from django.urls import reverse
from django_filters import DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.channels import channel_rules
from gongkai.web.channels import actions
from gongkai.web.channels.models import KEEPERS, Channel, Publication
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act, ActForm, RowForm
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import day, link, period, rows

from .channel_fields import ItemField, for_organ, today

MOST_SHOWN = 20


class Open(RowForm):
    """A new channel; those of places are opened with the first place."""

    class Meta:
        model = Channel
        fields = ("organ", "kind", "name", "address", "opened_on")

    def prepare(self) -> None:
        """For one of the viewer's organs."""
        for_organ(self)
        kinds = [kind for kind in channel_rules().kinds.values() if not kind.is_place]
        self.fields["kind"].choices = [
            ("", "请选择"),
            *((kind.code, f"{kind.mark} {kind.name}") for kind in kinds),
        ]
        self.fields[
            "kind"
        ].help_text = "■ 标准目录中通常为必选，□ 为可选。公示栏、广播、查阅点等请在“场所”中登记。"
        today(self, "opened_on")

    def carry_out(self, *, at: datetime) -> Channel:
        """Open it."""
        return actions.open_channel(self.instance, by=self.viewer, at=at)


class Change(RowForm):
    """Another name or address."""

    is_change = True

    class Meta:
        model = Channel
        fields = ("name", "address")

    def carry_out(self, *, at: datetime) -> Channel:
        """Change it."""
        return actions.change_channel(self.row, **self.cleaned_data, by=self.viewer, at=at)


class Close(ActForm):
    """It is not used any more."""

    on = forms.DateField(label="停用日期")

    def prepare(self) -> None:
        """Mostly today."""
        today(self, "on")

    def carry_out(self, *, at: datetime) -> Channel:
        """Close it."""
        return actions.close_channel(self.row, on=self.cleaned_data["on"], by=self.viewer, at=at)


class Publish(ActForm):
    """A public item went through this channel too."""

    item = ItemField()
    on = forms.DateField(label="发布日期")
    address = forms.CharField(label="网址或者期号", max_length=500, required=False)

    def prepare(self) -> None:
        """Of the channel's own organ."""
        self.fields["item"].organ = self.row.organ
        today(self, "on")

    def carry_out(self, *, at: datetime) -> Channel:
        """Record it."""
        actions.publish_through(self.row, **self.cleaned_data, by=self.viewer, at=at)
        return self.row


class End(Close):
    """It is not to be seen there any more."""

    on = forms.DateField(label="结束日期")

    def carry_out(self, *, at: datetime) -> Publication:
        """Record it."""
        return actions.end_publication(self.row, on=self.cleaned_data["on"], by=self.viewer, at=at)


class ChannelFilter(WagtailFilterSet):
    """Which channels to show."""

    class Meta:
        model = Channel
        fields: ClassVar = ["kind", "organ"]


class ChannelListing(Listing):
    """Channels by organ."""

    list_display: ClassVar = [
        "name",
        Column("organ", label="机关", sort_key="organ__path"),
        Column("kind_name", label="类别", accessor="get_kind_display", sort_key="kind"),
        Column("count", label="经此公开的信息（条）", sort_key="count"),
        Column("opened_on", label="启用日期", sort_key="opened_on"),
        Column("closed_on", label="停用日期", sort_key="closed_on"),
    ]
    search_fields: ClassVar = ["name", "address", "organ__name"]
    filterset_class = ChannelFilter
    list_export: ClassVar = [
        "organ",
        "get_kind_display",
        "name",
        "address",
        "count",
        "opened_on",
        "closed_on",
    ]
    export_headings: ClassVar = {"get_kind_display": "类别", "count": "经此公开的信息（条）"}
    export_filename = "渠道"

    def get_base_queryset(self) -> QuerySet:
        """With how many items went through each."""
        counted = Count("publications__item", distinct=True)
        return super().get_base_queryset().select_related("organ").annotate(count=counted)


def _is_open(row: Any, _viewer: Viewer) -> bool:
    return row.is_open and row.organ.is_active


def _takes_items(channel: Channel, viewer: Viewer) -> bool:
    return _is_open(channel, viewer) and not channel.rules.is_place


class Channels(Room):
    """渠道."""

    model = Channel
    icon = "site"
    menu_label = "渠道"
    menu_order = 40
    menu_duties = INSIDERS
    listing = ChannelListing
    acts = (
        Act("open", "登记渠道", Open, KEEPERS, icon="plus", is_new=True),
        Act(
            "publish",
            "登记发布",
            Publish,
            KEEPERS,
            "同一条信息经几个渠道公开，信息计一条，每个渠道各计一条。",
            is_offered=_takes_items,
        ),
        Act("change", "更正", Change, KEEPERS, is_offered=_is_open),
        Act("close", "停用", Close, KEEPERS, is_final=True, is_offered=_is_open),
    )

    def organ_path(self, row: Channel) -> str:
        """The organ whose channel it is."""
        return row.organ.path

    def about(self, row: Channel, viewer: Viewer) -> dict[str, Any]:
        """What it is, and what went through it last."""
        facts = [
            ("机关", row.organ),
            ("类别", f"{row.rules.mark} {row.get_kind_display()}"),
            ("网址或者账号", row.address),
            ("使用", period(row.opened_on, row.closed_on)),
        ]
        went = (
            Publication.objects.visible_to(viewer)
            .filter(channel=row)
            .select_related("item__live_version", "item__latest", "place")
        )
        lines = [
            (
                link(reverse("publications:sheet", args=[one.pk]), one.item.title),
                one.place or "",
                day(one.posted_on),
                day(one.ended_on),
            )
            for one in went[:MOST_SHOWN]
        ]
        title = f"最近经此公开的信息（共{went.count()}次）"
        told = rows(("信息", "场所", "发布日期", "结束日期"), lines)
        every = link(f"{reverse('publications:index')}?channel={row.pk}", "查看全部、导出")
        return {
            "facts": [*facts, ("全部记录", every)],
            "tables": [(title, told, "还没有信息经这个渠道公开。")],
            "sentences": history(row) if viewer.has_part_in(row.organ.path) else None,
        }


class PublicationFilter(WagtailFilterSet):
    """Which publications to show."""

    posted_on = DateFromToRangeFilter(label="发布日期", widget=DateRangePickerWidget)

    class Meta:
        model = Publication
        fields: ClassVar = ["channel", "organ", "posted_on"]


class PublicationListing(Listing):
    """What went through channels, the latest first."""

    list_display: ClassVar = [
        "item",
        Column("organ", label="机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("channel", label="渠道", sort_key="channel__name"),
        Column("place", label="场所", sort_key="place__name"),
        Column("posted_on", label="发布日期", sort_key="posted_on"),
        Column("ended_on", label="结束日期", sort_key="ended_on"),
    ]
    default_ordering = "-posted_on"
    search_fields: ClassVar = ["item__latest__title", "item__index_no", "channel__name", "place__name"]
    filterset_class = PublicationFilter
    list_export: ClassVar = [
        "organ",
        "item.index_no",
        "item",
        "channel",
        "place",
        "address",
        "posted_on",
        "ended_on",
    ]
    export_headings: ClassVar = {"item.index_no": "索引号"}
    export_filename = "渠道发布"

    def get_base_queryset(self) -> QuerySet:
        """With what the columns show."""
        return (
            super()
            .get_base_queryset()
            .select_related("organ", "channel", "place", "item__live_version", "item__latest")
        )


def _can_end(row: Publication, _viewer: Viewer) -> bool:
    return row.ended_on is None and not hasattr(row, "posting")


class Publications(Room):
    """渠道发布."""

    model = Publication
    icon = "list-ul"
    menu_label = "渠道发布"
    add_to_admin_menu = False
    listing = PublicationListing
    acts = (Act("end", "登记结束", End, KEEPERS, is_offered=_can_end),)

    def organ_path(self, row: Publication) -> str:
        """The organ whose item it is."""
        return row.organ.path

    def about(self, row: Publication, viewer: Viewer) -> dict[str, Any]:
        """What went where, and how long."""
        facts = [
            ("信息", link(reverse("items:sheet", args=[row.item_id]), row.item.title)),
            ("索引号", row.item.index_no),
            ("渠道", link(reverse("channels:sheet", args=[row.channel_id]), row.channel)),
            ("网址或者期号", row.address),
            ("发布日期", day(row.posted_on)),
            ("结束日期", day(row.ended_on) or "仍在发布"),
            ("登记人", row.posted_by or "系统"),
        ]
        if row.place:
            facts.insert(3, ("场所", link(reverse("places:sheet", args=[row.place_id]), row.place)))
        return {"facts": facts, "sentences": history(row)}
