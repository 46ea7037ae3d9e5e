"""Reconciliations that were kept: what was found for a month, as it was found."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.kernel.duties import Viewer
from gongkai.web.disclosure.models.item import INSIDERS
from gongkai.web.documents import actions
from gongkai.web.documents.models import Reconciliation
from gongkai.web.documents.models.document import KEEPERS
from gongkai.web.documents.paper import HEADS, cells
from gongkai.web.documents.reconciling import FindingKind, kept_mismatches
from gongkai.web.foundations import clock
from gongkai.web.foundations.ground import on_ground
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act, ActForm
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import code, day, rows
from gongkai.web.organs.models import Organ


class Reconcile(ActForm):
    """保存对账."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关")
    month = forms.DateField(label="月份", input_formats=["%Y-%m", "%Y-%m-%d"])
    button = "核对并保存"

    def prepare(self) -> None:
        """Mostly this month."""
        self.fields["organ"].queryset = Organ.objects.filter(
            on_ground(self.viewer.ground(*KEEPERS), prefix="")
        )
        self.fields["month"].widget = forms.DateInput(format="%Y-%m", attrs={"type": "month"})
        self.fields["month"].initial = clock.today().replace(day=1)

    def carry_out(self, *, at: datetime) -> Reconciliation:
        """Keep it."""
        said = self.cleaned_data
        return actions.reconcile(said["organ"], said["month"], by=self.viewer, at=at)


class ReconciliationFilter(WagtailFilterSet):
    """Which to show."""

    class Meta:
        model = Reconciliation
        fields: ClassVar = ["organ"]


def _month(row: Reconciliation) -> str:
    return f"{row.month_on.year}年{row.month_on.month}月"


def _count(name: str) -> Any:
    return lambda row: row.counts[name]


class ReconciliationListing(Listing):
    """Kept reconciliations, the latest month first."""

    list_display: ClassVar = [
        TitleColumn("title", label="名称", accessor=str, url_name="reconciliations:sheet"),
        Column("on", label="对账日期", sort_key="on"),
        Column("issued", label="印发", accessor=_count("issued")),
        Column("published", label="已公开", accessor=_count("published")),
        *(Column(kind.value, label=kind.label, accessor=_count(kind.value)) for kind in FindingKind),
    ]
    default_ordering = "-month_on"
    search_fields: ClassVar = ["organ__name"]
    filterset_class = ReconciliationFilter
    list_export: ClassVar = ["__str__", "organ", "month_on", "on", "person", "counts", "hash"]
    export_headings: ClassVar = {"__str__": "名称"}
    export_filename = "发文对账"

    def get_base_queryset(self) -> QuerySet:
        """With the organ."""
        return super().get_base_queryset().select_related("organ", "person").defer("findings")


class Reconciliations(Room):
    """发文对账."""

    model = Reconciliation
    icon = "calendar-check"
    menu_label = "发文对账"
    add_to_admin_menu = False
    menu_duties = INSIDERS
    listing = ReconciliationListing
    acts = (
        Act(
            "reconcile",
            "保存对账",
            Reconcile,
            KEEPERS,
            "核对这个月的发文台账与已公开的信息，把现在的结果照原样保存。以后改正的，在下一次对账中体现。",
            icon="plus",
            is_new=True,
        ),
    )

    def organ_path(self, row: Reconciliation) -> str:
        """The organ whose register it is."""
        return row.organ.path

    def about(self, row: Reconciliation, viewer: Viewer) -> dict[str, Any]:
        """What was found, as it was found."""
        found = kept_mismatches(row)
        tables = [
            (kind.label, rows(HEADS, map(cells, listed)), "")
            for kind in FindingKind
            if (listed := [one for one in found if one.kind is kind])
        ]
        facts = [
            ("机关", row.organ),
            ("月份", _month(row)),
            ("对账日期", day(row.on)),
            ("对账人", row.person or "系统"),
            ("印发", f"{row.counts['issued']}份"),
            ("已经公开", f"{row.counts['published']}份"),
            ("超过期限", f"{row.counts['late']}份"),
            ("哈希", code(row.hash)),
        ]
        lead = "以下是对账那天查出的情况。" if tables else "对账那天，台账与公开的信息一致。"
        return {"lead": lead, "facts": facts, "tables": tables, "sentences": history(row)}
