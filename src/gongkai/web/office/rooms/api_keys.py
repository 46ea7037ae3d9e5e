"""接口密钥: who may read the interface more often than everybody. A key is shown once, where it is given."""

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from gongkai.kernel.duties import Viewer
from gongkai.web.api import actions
from gongkai.web.api.models import KEEPERS, ApiKey
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act, ActForm, RowForm
from gongkai.web.office.key_views import GiveView
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import code, day
from gongkai.web.organs.models import Organ


class Give(RowForm):
    """Who reads, for what, and how he is reached."""

    class Meta:
        model = ApiKey
        fields: ClassVar = ["organ", "name", "contact"]

    def prepare(self) -> None:
        """One of the organs that the viewer keeps in order."""
        own = on_ground(self.viewer.ground(*KEEPERS), prefix="")
        self.fields["organ"].queryset = Organ.objects.filter(own).active()

    def carry_out(self, *, at: datetime) -> tuple[ApiKey, str]:
        """The key, and what its holder sends."""
        said = self.cleaned_data
        return actions.give_key(
            said["name"], contact=said["contact"], organ=said["organ"], by=self.viewer, at=at
        )


class End(ActForm):
    """It counts no more."""

    def carry_out(self, *, at: datetime) -> ApiKey:
        """End it."""
        return actions.end_key(self.row, by=self.viewer, at=at)


class KeyFilter(WagtailFilterSet):
    """Which keys to show."""

    class Meta:
        model = ApiKey
        fields: ClassVar = ["organ"]


class KeyListing(Listing):
    """Keys, the ones given last first."""

    list_display: ClassVar = [
        "name",
        Column("ident", label="编号"),
        Column("organ", label="管理机关", sort_key="organ__path"),
        Column("created_on", label="发放日期", sort_key="created_on"),
        Column("last_used_on", label="最近使用", sort_key="last_used_on"),
        Column("state_name", label="状态", sort_key="ended_on"),
    ]
    default_ordering = "-created_on"
    search_fields: ClassVar = ["name", "ident", "contact"]
    filterset_class = KeyFilter
    list_export: ClassVar = [
        "name",
        "ident",
        "organ",
        "contact",
        "created_on",
        "last_used_on",
        "ended_on",
        "state_name",
    ]
    export_headings: ClassVar = {"organ": "管理机关", "state_name": "状态"}
    export_filename = "接口密钥"

    def get_base_queryset(self) -> QuerySet:
        """With their organs."""
        return super().get_base_queryset().select_related("organ")


def _counts(key: ApiKey, _viewer: Viewer) -> bool:
    return key.is_in_use


class ApiKeys(Room):
    """接口密钥."""

    model = ApiKey
    icon = "key"
    menu_label = "接口密钥"
    menu_order = 320
    menu_duties = KEEPERS
    listing = KeyListing
    acts = (
        Act(
            "give",
            "发放密钥",
            Give,
            KEEPERS,
            "带密钥的，每分钟可以多读几次数据接口；密钥不能看到没有公开的内容。",
            icon="plus",
            is_new=True,
        ),
        Act(
            "end",
            "停用",
            End,
            KEEPERS,
            "停用后，带这个密钥的读取一律不答；不带密钥仍然可以读取。停用不能撤销，可以另行发放。",
            is_final=True,
            is_offered=_counts,
        ),
    )

    def _act_path(self, act: Act) -> URLPattern:
        """A key is shown, once, where it was given."""
        if act.name != "give":
            return super()._act_path(act)
        return path("give/", GiveView.as_view(room=self, act=act), name="give")

    def organ_path(self, row: ApiKey) -> str:
        """The organ that keeps it."""
        return row.organ.path

    def about(self, row: ApiKey, viewer: Viewer) -> dict[str, Any]:
        """Whose it is and whether it is still used."""
        facts = [
            ("编号", code(row.ident)),
            ("用途", row.name),
            ("联系人和联系方式", row.contact),
            ("管理机关", row.organ),
            ("状态", row.state_name),
            ("发放日期", day(row.created_on)),
            ("最近使用", day(row.last_used_on) if row.last_used_on else "没有用过"),
            *([("停用日期", day(row.ended_on))] if row.ended_on else []),
        ]
        return {"facts": facts, "sentences": history(row)}
