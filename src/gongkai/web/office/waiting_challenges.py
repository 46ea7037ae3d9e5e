"""应诉答复: reviews and suits that wait for the viewer's answer, the most pressing first."""

from datetime import date

from django.urls import reverse

from gongkai.kernel.duties import Viewer
from gongkai.web.ledger.sentences import day
from gongkai.web.remedies import selectors
from gongkai.web.remedies.models import Challenge

MOST_LINES = 20


def to_answer(viewer: Viewer, today: date) -> tuple[list[tuple[str, str]], int]:
    """Words and address of the first ones, and how many there are."""
    found = [selectors.late(viewer, today), selectors.to_answer(viewer, today)]
    lines = [_line(one, today) for rows in found for one in rows[:MOST_LINES]]
    return lines[:MOST_LINES], sum(rows.count() for rows in found) if lines else 0


def _line(one: Challenge, today: date) -> tuple[str, str]:
    """枕溪镇〔2026〕1号，行政复议（墨鹭县人民政府），应在2026年3月5日以前答复."""
    late = "，已经逾期" if one.is_late(today) else ""
    case = f"{one.application.organ.short_name}{one.application}"
    said = f"{case}，{one.get_kind_display()}（{one.body}），应在{day(one.due_on)}以前答复{late}"
    return said, reverse("challenges:sheet", args=[one.pk])
