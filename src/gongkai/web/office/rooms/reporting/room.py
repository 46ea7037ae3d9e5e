"""年度报告编制: the reports that are being made, their list, their workspace and everything that is done with them."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.urls import path, reverse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations import clock
from gongkai.web.ledger.selectors import history
from gongkai.web.office import reporting_views as views
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.reports.deadlines import due_days, public_of
from gongkai.web.reports.models import Adjustment, Compilation, Passage, Shortcoming
from gongkai.web.reviews.models import INSIDERS

from .acts import ACTS
from .due import due_cell
from .sheet import CellSheet, VersionsSheet, WorkSheet


class CompilationFilter(WagtailFilterSet):
    """Which reports to show."""

    class Meta:
        model = Compilation
        fields: ClassVar = ["year", "organ", "state"]


class CompilationListing(Listing):
    """Reports in the making, the newest year first."""

    list_display: ClassVar = [
        TitleColumn(
            "organ",
            label="机关",
            accessor="organ.short_name",
            get_url=lambda one: reverse("compilations:sheet", args=[one.pk]),
            sort_key="organ__path",
        ),
        Column("year", label="年度", sort_key="year"),
        Column("state_name", label="状态", accessor="get_state_display", sort_key="state"),
        Column("due_told", label="公布期限"),
        Column("errors", label="错误", sort_key="errors"),
        Column("warnings", label="需核对", sort_key="warnings"),
        Column("changed_at", label="最近修改", sort_key="changed_at"),
    ]
    default_ordering = "-year"
    search_fields: ClassVar = ["organ__name", "organ__short_name"]
    filterset_class = CompilationFilter
    list_export: ClassVar = [
        *("title", "organ.name", "year", "get_state_display", "due_on", "errors", "warnings", "changed_at")
    ]
    export_headings: ClassVar = {
        "title": "标题",
        "organ.name": "机关",
        "get_state_display": "状态",
        "due_on": "公布期限",
        "changed_at": "最近修改",
    }
    export_filename = "年度报告编制"

    def prepared(self, found: Any) -> Iterator[Compilation]:
        """With the day by which each is published."""
        rows, today = list(found), clock.today()
        days, public = due_days(rows), public_of(rows)
        for row in rows:
            row.title, row.due_on = str(row), days[row.pk]
            row.due_told = due_cell(row.due_on, today, is_public=row.pk in public)
            yield row

    def ways(self) -> list[HeaderButton]:
        """The board and the tables of any period besides what can be begun."""
        return [
            *super().ways()[:1],
            HeaderButton("编制进度", url=reverse("compilations:board"), icon_name="tasks"),
            HeaderButton("统计表", url=reverse("compilations:statistics"), icon_name="table"),
            *super().ways()[1:],
        ]


class Compilations(Room):
    """年度报告编制."""

    model = Compilation
    icon = "form"
    menu_label = "年度报告编制"
    menu_order = 99
    menu_duties = INSIDERS
    listing = CompilationListing
    sheet = WorkSheet
    acts = ACTS

    def get_urlpatterns(self) -> list:
        """Besides list, sheets and acts: the board, the tables of a period, what stands behind a figure, the versions."""
        return [
            path("board/", require_admin_access(views.board), name="board"),
            path("statistics/", require_admin_access(views.statistics), name="statistics"),
            path(
                "statistics/file.<str:ending>",
                require_admin_access(views.statistics_file),
                name="statistics-file",
            ),
            path(
                "statistics/cells/<str:cell>/",
                require_admin_access(views.statistics_cell),
                name="statistics-cell",
            ),
            path("<int:pk>/cells/<str:cell>/", CellSheet.as_view(room=self), name="cell"),
            path("<int:pk>/versions/", VersionsSheet.as_view(room=self), name="versions"),
            path(
                "<int:pk>/versions/<int:number>/file.<str:ending>",
                require_admin_access(views.edition_file),
                name="edition-file",
            ),
            path("<int:pk>/draft.<str:ending>", require_admin_access(views.draft_file), name="draft-file"),
            path("<int:pk>/preview/", require_admin_access(views.preview), name="preview"),
            *super().get_urlpatterns(),
        ]

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """With the organ, which every page names."""
        return super().visible_to(viewer).select_related("organ__authority", "organ__parent")

    def organ_path(self, row: Compilation) -> str:
        """The organ that reports."""
        return row.organ.path

    def address_of(self, row: Model) -> str:
        """The workspace; of a figure, a passage or a problem, its place there."""
        sheet = self.get_url_name("sheet")
        match row:
            case Adjustment():
                return f"{reverse(sheet, args=[row.compilation_id])}#{row.cell}"
            case Passage():
                return f"{reverse(sheet, args=[row.compilation_id])}#section-{row.section}"
            case Shortcoming():
                return f"{reverse(sheet, args=[row.compilation_id])}#problems"
        return reverse(sheet, args=[row.pk])

    def about(self, row: Compilation, viewer: Viewer) -> dict[str, Any]:
        """What happened; everything else is drawn by the sheet."""
        return {"sentences": history(row) if viewer.has_part_in(row.organ.path) else None}
