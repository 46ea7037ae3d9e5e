"""年度报告: what is due, what the authority is asked about, what came back, what is approved and can go out."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from gongkai.kernel.duties import Viewer
from gongkai.web.ledger.sentences import day
from gongkai.web.reports import selectors
from gongkai.web.reports.collecting.waiting import to_confirm, to_put_right
from gongkai.web.reports.duties import makers
from gongkai.web.reports.models import Compilation, Filing, State
from gongkai.web.reports.selectors import BoardRow

from .rooms.reporting.due import left
from .waiting_applications import MOST_LINES, Counted

# From how many days before the last one on a report that is not public is told of.
SOON = 30


def reported(viewer: Viewer, today: date) -> Iterator[Counted]:
    """The headings under which something waits for those who make reports, and for the authority over them."""
    waiting = (
        ("年度报告等我反馈意见", [_asked(one.compilation) for one in selectors.to_comment(viewer)]),
        ("年度报告等我继续办理", [_further(one) for one in selectors.to_go_on(viewer)]),
        ("年度报告的公布期限", list(_due(viewer, today))),
        ("报送的年度报告等我确认", [_handed_in(one) for one in to_confirm(viewer)]),
        ("报送的年度报告退回更正", [_handed_in(one) for one in to_put_right(viewer)]),
    )
    for title, lines in waiting:
        if lines:
            yield Counted(title, len(lines), tuple(lines[:MOST_LINES]))


def _asked(row: Compilation) -> tuple[str, str]:
    return f"{row}（报请审阅）", _address(row)


def _further(row: Compilation) -> tuple[str, str]:
    told = "主管部门退回，修改后再报" if row.state == State.DRAFTING else row.get_state_display()
    return f"{row}（{told}）", _address(row)


def _due(viewer: Viewer, today: date) -> Iterator[tuple[str, str]]:
    """Reports of last year that are not public: late, or due soon; for those who make them, and the authority over them."""
    year = today.year - 1
    if viewer.holds(*makers(), "authority") is None:
        return
    for one in selectors.due_board(viewer, year, today):
        if one.published_on is None and one.days_left <= SOON:
            yield _told(one, year, today), _begun(one, year)


def _told(one: BoardRow, year: int, today: date) -> str:
    """枕溪镇2025年度报告（编写中，应在2026年1月31日以前公布，还有9天）."""
    told = f"{one.state_name}，应在{day(one.due_on)}以前公布，{left(one.due_on, today)}"
    return f"{one.organ.short_name}{year}年度报告（{told}）"


def _begun(one: BoardRow, year: int) -> str:
    """The report, or where it is begun."""
    if one.compilation:
        return _address(one.compilation)
    return f"{reverse('compilations:begin')}?organ={one.organ.pk}&year={year}"


def _handed_in(row: Filing) -> tuple[str, str]:
    return str(row), reverse("filings:sheet", args=[row.pk])


def _address(row: Compilation) -> str:
    return reverse("compilations:sheet", args=[row.pk])
