"""年度报告报送: the room of what the members of a government handed in, and everything that is done with it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from wagtail.admin.auth import require_admin_access

from gongkai.engine.kept import open_cells
from gongkai.kernel.duties import Viewer
from gongkai.web.ledger.selectors import history
from gongkai.web.office.acts import Act
from gongkai.web.office.room import Room
from gongkai.web.reports.actions.collecting import AUTHORITY, is_above
from gongkai.web.reports.models import PUBLISHERS, Filing, FilingState
from gongkai.web.reviews.models import INSIDERS

from . import collection_forms as forms
from . import collection_sheet
from . import collection_views as views
from .collection_list import FilingListing


def _is_filed(row: Filing, viewer: Viewer) -> bool:
    return row.state == FilingState.FILED and is_above(row.organ, viewer)


def _can_be_confirmed(row: Filing, viewer: Viewer) -> bool:
    """The page says why where it cannot: how many cells are open."""
    return _is_filed(row, viewer) and not open_cells(row.form, row.figures)


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
    sheet = collection_sheet.FilingSheet
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
            "给还没有报送、退回后没有重新报送的机关的经办人发邮件，每人每天最多一封。报告已经公开的不催，可以直接收入。",
            icon="mail",
            is_new=True,
        ),
        Act(
            "receive",
            "收入已公开的报告",
            forms.Receive,
            (AUTHORITY,),
            "下级机关的报告已经公开、还没有报送的，一次全部收入，算作报送；收入以后照样可以核定、退回。",
            icon="download",
            is_new=True,
        ),
        Act(
            "confirm",
            "确认",
            forms.Confirm,
            (AUTHORITY,),
            "数字核对无误的，确认以后计入汇总。有勾稽关系不成立的，须写明理由。",
            is_offered=_can_be_confirmed,
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
        """With organ and edition, which every page names; without what was read, which only a sheet shows."""
        found = super().visible_to(viewer).select_related("organ", "edition__compilation")
        return found.defer("data", "edition__data")

    def organ_path(self, row: Filing) -> str:
        """The organ that handed it in."""
        return row.organ.path

    def about(self, row: Filing, viewer: Viewer) -> dict[str, Any]:
        """Its tables, what is open, what was settled, and what does not add up."""
        told = collection_sheet.about(row, can_settle=_is_filed(row, viewer))
        return told | {"sentences": history(row) if viewer.has_part_in(row.organ.path) else None}
