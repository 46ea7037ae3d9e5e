"""The list of what was handed in."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.engine.kept import open_cells
from gongkai.web.office.lists import Listing
from gongkai.web.reports.actions.collecting import AUTHORITY
from gongkai.web.reports.models import Filing


class FilingFilter(WagtailFilterSet):
    """Which to show."""

    class Meta:
        model = Filing
        fields: ClassVar = ["year", "state"]


class FilingListing(Listing):
    """What was handed in, the newest year first."""

    list_display: ClassVar = [
        TitleColumn(
            "organ",
            label="机关",
            accessor="organ.short_name",
            get_url=lambda one: reverse("filings:sheet", args=[one.pk]),
            sort_key="organ__path",
        ),
        Column("year", label="年度", sort_key="year"),
        Column("state_name", label="状态", accessor="get_state_display", sort_key="state"),
        Column("open_cells", label="待核定"),
        Column("filed_on", label="报送日期", sort_key="filed_on"),
        Column("confirmed_on", label="确认日期", sort_key="confirmed_on"),
    ]
    default_ordering = "-year"
    search_fields: ClassVar = ["organ__name", "organ__short_name"]
    filterset_class = FilingFilter
    list_export: ClassVar = [
        *("called", "organ.name", "year", "get_state_display", "open_cells", "filed_on"),
        *("returned_on", "returned_because", "confirmed_on", "confirmed_because", "sha256"),
    ]
    export_headings: ClassVar = {
        "called": "名称",
        "organ.name": "机关",
        "get_state_display": "状态",
        "open_cells": "待核定",
    }
    export_filename = "年度报告报送"

    def prepared(self, found: Any) -> Iterator[Filing]:
        """With what each is called, and how many cells nobody has settled yet."""
        for row in found:
            row.called, row.open_cells = str(row), len(open_cells(row.form, row.figures))
            yield row

    def ways(self) -> list[HeaderButton]:
        """Who has handed in, and what it comes to, besides what can be begun."""
        first, *rest = super().ways() or [None]
        board = HeaderButton("报送情况", url=reverse("filings:board"), icon_name="tasks")
        is_authority = self.request.viewer.holds(AUTHORITY) is not None
        return [*([board] if is_authority else []), *([first] if first else []), *rest]
