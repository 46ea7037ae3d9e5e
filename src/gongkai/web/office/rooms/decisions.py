"""行政行为: what an organ counted month by month for table 2; entered on the page of a year, listed here one by one."""

from collections.abc import Iterator
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import path, reverse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.kernel.duties import Viewer
from gongkai.web.decisions.models import MonthlyCount
from gongkai.web.decisions.months import named
from gongkai.web.decisions.values import told
from gongkai.web.ledger.selectors import history
from gongkai.web.office import decision_import_views, decision_views
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import link
from gongkai.web.organs.models import Organ
from gongkai.web.reviews.models import INSIDERS

from .decision_year import TITLE


class CountFilter(WagtailFilterSet):
    """Which to show."""

    organ = django_filters.ModelChoiceFilter(label="机关", queryset=lambda _request: Organ.objects.all())
    month = django_filters.DateFromToRangeFilter(label="月份")

    class Meta:
        model = MonthlyCount
        fields: ClassVar = ["organ", "kind", "month"]


class CountListing(Listing):
    """Monthly counts, the latest first."""

    list_display: ClassVar = [
        TitleColumn(
            "month",
            label="月份",
            accessor=lambda one: named(one.month),
            get_url=lambda one: reverse("decisions:sheet", args=[one.pk]),
            sort_key="month",
        ),
        Column("kind_name", label="种类", accessor="get_kind_display", sort_key="kind"),
        Column("told", label="登记的数"),
        Column("organ", label="机关", accessor="organ.short_name", sort_key="organ__path"),
        Column("source", label="数据来源", sort_key="source"),
        Column("note", label="说明"),
    ]
    default_ordering = "-month"
    search_fields: ClassVar = ["source", "note", "organ__name"]
    filterset_class = CountFilter
    list_export: ClassVar = ["organ", "month", "get_kind_display", "number", "amount", "source", "note"]
    export_headings: ClassVar = {"get_kind_display": "种类", "amount": "收费金额（元）"}
    export_filename = TITLE

    def get_base_queryset(self) -> QuerySet:
        """With their organs."""
        return super().get_base_queryset().select_related("organ")

    def prepared(self, found: Any) -> Iterator[MonthlyCount]:
        """With each value in words."""
        for one in found:
            one.told = told(one.value, one.known_kind)
            yield one

    def ways(self) -> list[HeaderButton]:
        """Back to the page of a year, where all of it is entered."""
        return [HeaderButton("按年登记", url=self.room.listing_address(), icon_name="table")]


class DecisionRoom(Room):
    """行政行为."""

    model = MonthlyCount
    icon = "table"
    menu_label = TITLE
    menu_order = 24
    menu_duties = INSIDERS
    listing = CountListing

    def get_urlpatterns(self) -> list:
        """Besides list and sheets, the page of a year, and whole lists."""
        more = {
            "year/": (decision_views.year, "year"),
            "year/enter/": (decision_views.enter, "enter"),
            "year/export/": (decision_views.export, "export"),
            "import/": (decision_import_views.import_months, "import"),
            "import/confirm/": (decision_import_views.carry_out_import, "import-confirm"),
            "import/empty/": (decision_import_views.empty_list, "import-template"),
        }
        added = [path(where, require_admin_access(view), name=name) for where, (view, name) in more.items()]
        return [*super().get_urlpatterns(), *added]

    def listing_address(self) -> str:
        """Where one begins: the page of a year."""
        return reverse(self.get_url_name("year"))

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """With what every page names."""
        return super().visible_to(viewer).select_related("organ")

    def organ_path(self, row: MonthlyCount) -> str:
        """The organ that counts."""
        return row.organ.path

    def title_of(self, row: MonthlyCount) -> str:
        """枕溪镇2025年3月行政许可."""
        return f"{row.organ.short_name}{row}"

    def about(self, row: MonthlyCount, viewer: Viewer) -> dict[str, Any]:
        """What was counted, how it is known, and what it was before."""
        kind = row.known_kind
        year = link(decision_views.address(row.organ, row.month.year), f"{row.month.year}年")
        facts = [
            ("机关", row.organ),
            ("月份", named(row.month)),
            ("种类", f"{kind.name}（{kind.article}）"),
            ("登记的数", told(row.value, kind)),
            ("数据来源", row.source),
            ("说明", row.note or "没有"),
            ("所在的年度", year),
        ]
        told_ = history(row) if viewer.has_part_in(row.organ.path) else None
        return {"facts": facts, "sentences": told_}
