"""年度报告报送: what the members of a government handed in, what cannot be read of it, and what becomes of it."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path, reverse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai import lawbook
from gongkai.engine.kept import figures, open_cells
from gongkai.engine.render.cells import cell_label, figure
from gongkai.engine.rollup import broken
from gongkai.kernel.duties import Viewer
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act
from gongkai.web.office.lists import Listing
from gongkai.web.office.room import Room
from gongkai.web.office.rows import Rows, code, day, link, rows
from gongkai.web.reports.actions.collecting import AUTHORITY, is_above
from gongkai.web.reports.models import INSIDERS, PUBLISHERS, Filing, FilingState

from . import collection_forms as forms
from . import collection_views as views


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
        *("returned_on", "returned_because", "confirmed_on", "sha256"),
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


def _is_filed(row: Filing, viewer: Viewer) -> bool:
    return row.state == FilingState.FILED and is_above(row.organ, viewer)


def _has_doubts(row: Filing, viewer: Viewer) -> bool:
    has = open_cells(row.form, row.figures) or row.settled.filter(sha256=row.sha256).exists()
    return _is_filed(row, viewer) and bool(has)


def _can_be_sent_back(row: Filing, viewer: Viewer) -> bool:
    return row.state != FilingState.RETURNED and is_above(row.organ, viewer)


class Filings(Room):
    """年度报告报送."""

    model = Filing
    icon = "download"
    menu_label = "年度报告报送"
    menu_order = 99
    menu_duties = INSIDERS
    listing = FilingListing
    acts = (
        Act(
            "hand-in",
            "报送",
            forms.HandIn,
            PUBLISHERS,
            "报送本机关已经签发的报告；没有在本系统编制的，报送已经收入并公开的报告。",
            icon="upload",
            is_new=True,
        ),
        Act(
            "upload",
            "代收系统外的报告",
            forms.Upload,
            (AUTHORITY,),
            "机关没有使用本系统的，由主管部门收下它的报告文件。读不准的和空白的格，逐格核定以后确认。",
            icon="plus",
            is_new=True,
        ),
        Act(
            "remind",
            "催报",
            forms.Remind,
            (AUTHORITY,),
            "给还没有报送、退回后没有重新报送的机关的经办人发邮件，每人每天最多一封。",
            icon="mail",
            is_new=True,
        ),
        Act(
            "confirm",
            "确认",
            forms.Confirm,
            (AUTHORITY,),
            "数字核对无误的，确认以后计入汇总。",
            is_offered=_is_filed,
        ),
        Act(
            "settle",
            "核定数字",
            forms.Settle,
            (AUTHORITY,),
            "原文空白或者读不准的格，核实以后填写，并写明依据。空白不当作 0。",
            is_offered=_has_doubts,
        ),
        Act(
            "send-back",
            "退回",
            forms.SendBack,
            (AUTHORITY,),
            "报告有误的，写明原因退回；重新报送以前不计入汇总。",
            is_final=True,
            is_offered=_can_be_sent_back,
        ),
    )

    def get_urlpatterns(self) -> list:
        """Besides list, sheets and acts: who has handed in, the sums with their parts, and what differs."""
        return [
            path("board/", require_admin_access(views.board), name="board"),
            path("board/file.<str:ending>", require_admin_access(views.board_file), name="board-file"),
            path("sums/", require_admin_access(views.sums), name="sums"),
            path("sums/cells/<str:cell>/", require_admin_access(views.sums_cell), name="sums-cell"),
            path("differences/", require_admin_access(views.differences), name="differences"),
            path("<int:pk>/file", require_admin_access(views.source_file), name="file"),
            *super().get_urlpatterns(),
        ]

    def visible_to(self, viewer: Viewer) -> QuerySet:
        """With the organ, which every page names; without what was read, which only a sheet shows."""
        return super().visible_to(viewer).select_related("organ").defer("data")

    def organ_path(self, row: Filing) -> str:
        """The organ that handed it in."""
        return row.organ.path

    def about(self, row: Filing, viewer: Viewer) -> dict[str, Any]:
        """What is open, what was settled, and what does not add up."""
        return {
            "lead": _lead(row),
            "facts": list(_facts(row)),
            "tables": [
                ("待核定的格", _open(row, can_settle=_is_filed(row, viewer)), "没有空白或者读不准的格。"),
                ("已核定的格", _settled(row), "没有核定过。"),
                ("不成立的勾稽关系", _broken(row), "已读出的数字，勾稽关系都成立，或者因缺数还不能判断。"),
            ],
            "sentences": history(row) if viewer.has_part_in(row.organ.path) else None,
        }


def _lead(row: Filing) -> str:
    if row.state == FilingState.RETURNED:
        return f"{day(row.returned_on)}退回：{row.returned_because}"
    if row.state == FilingState.CONFIRMED:
        return f"已于{day(row.confirmed_on)}确认。"
    count = len(open_cells(row.form, row.figures))
    return f"还有{count}格要核定，核定以后才能确认。" if count else "数字齐全，等候主管部门确认。"


def _facts(row: Filing) -> Iterator[tuple[str, Any]]:
    yield "机关", row.organ
    yield "年度", row.year
    yield "状态", row.get_state_display()
    yield "报送日期", day(row.filed_on)
    if row.source:
        yield "代收的文件", link(reverse("filings:file", args=[row.pk]), row.source_name)
    else:
        yield "报送的是", f"本系统签发的第{row.edition.number}版" if row.edition_id else "已经公布的报告"
    yield "SHA-256", code(row.sha256)


def _open(row: Filing, *, can_settle: bool) -> Rows:
    """Each cell with what the file says there, and where it is settled."""
    form, found = lawbook.load().form(row.form), _evidence(row)
    heads = ("格", "原因", "原文")
    lines = []
    for cell in open_cells(row.form, row.figures):
        address = f"{reverse('filings:settle', args=[row.pk])}?cell={cell}"
        name = cell_label(form, cell)
        why, quote = found.get(cell, ("空白", ""))
        lines.append((link(address, name) if can_settle else name, why, quote))
    return rows(heads, lines)


def _evidence(row: Filing) -> Mapping[str, tuple[str, str]]:
    """Why a cell has no figure, and the row of the file in which it stands."""
    data = row.data or {}
    quoted = {
        cell: "　".join(_quote(one) for one in finding["evidence"][:1])
        for finding in data.get("findings", ())
        for cell in finding["cells"]
        if finding["code"] in ("CELL_BLANK", "CELL_UNREAD", "CELL_NOT_A_NUMBER")
    }
    reasons = {doubt["cell"]: doubt["why"] for doubt in data.get("doubts", ())}
    return {cell: (reasons.get(cell, "空白"), quoted.get(cell, "")) for cell in {*quoted, *reasons}}


def _quote(evidence: Mapping[str, Any]) -> str:
    places = ((evidence["page"], "第{}页"), (evidence["line"], "第{}行"))
    where = "".join(words.format(number) for number, words in places if number is not None)
    return f"{where}：{evidence['text']}" if where else evidence["text"]


def _settled(row: Filing) -> Rows:
    form = lawbook.load().form(row.form)
    found = row.settled.filter(sha256=row.sha256)
    lines = (
        (cell_label(form, one.cell), figure(one.value.normalize()), one.reason, day(one.settled_on))
        for one in found
    )
    return rows(("格", "数字", "依据", "日期"), lines)


def _broken(row: Filing) -> Rows:
    found = broken(figures(row.form, row.figures))
    return rows(("勾稽关系",), ((finding.message,) for finding in found))
