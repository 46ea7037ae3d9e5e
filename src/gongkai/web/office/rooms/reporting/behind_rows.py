"""The cases behind a figure as lines of a table, each with the way to its own sheet; only what the viewer may see is named."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.urls import reverse

from gongkai.engine.render.cells import figure
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.office.rows import day, link, rows
from gongkai.web.reports.tally import Behind, RowKind

MOST_LINES = 100

Cells = tuple[Any, ...]


def _case(one: Any) -> Cells:
    known = outcome_law().outcomes.get(one.outcome)
    return (
        link(reverse("applications:sheet", args=[one.pk]), one.name),
        one.title,
        day(one.in_on),
        day(one.out_on),
        known.name if known else "正在办理",
    )


def _challenge(one: Any) -> Cells:
    return (
        link(reverse("challenges:sheet", args=[one.pk]), one.case_no),
        one.kind,
        one.body,
        one.application,
        day(one.received_on),
        one.result,
    )


def _month(one: Any) -> Cells:
    return (f"{one.month.year}年{one.month.month}月", one.value, one.source)


def _document(one: Any) -> Cells:
    return (
        link(reverse("normative:sheet", args=[one.pk]), one.title),
        one.doc_no,
        day(one.published_on),
        day(one.ended_on),
    )


def _fee(one: Any) -> Cells:
    return (
        link(reverse("applications:sheet", args=[one.case]), one.name),
        f"{figure(one.amount)}元",
        day(one.paid_on),
    )


# For each kind of row its heads and how a line is drawn.
_LINES: dict[RowKind, tuple[tuple[str, ...], Callable[[Any], Cells]]] = {
    RowKind.CASES: (("申请", "所需信息", "计入收到", "计入办结", "结果"), _case),
    RowKind.CHALLENGES: (("案号", "类型", "复议机关或者法院", "申请", "收到日期", "现在的结果"), _challenge),
    RowKind.MONTHS: (("月份", "数量", "依据"), _month),
    RowKind.DOCUMENTS: (("文件", "文号", "公布日期", "停止执行日期"), _document),
    RowKind.FEES: (("申请", "金额", "缴纳日期"), _fee),
}


def tables(found: Iterable[Behind], viewer: Viewer) -> Iterator[dict[str, Any]]:
    """What each register says: its label, the lines that the viewer may see, how many there are, and what it says of none."""
    for one in found:
        heads, cells = _LINES[one.what]
        seen = one.seen(viewer)
        yield {
            "label": one.label,
            "rows": rows(heads, map(cells, one.lines(seen[:MOST_LINES]))),
            "more": _more(one.rows.count(), seen.count()),
            "none": f"这一期间没有{one.label}，按零计算。",
        }


def _more(there: int, seen: int) -> str:
    """What the table does not show, in words."""
    left = [f"共{there}项，这里列出前{MOST_LINES}项。"] if seen > MOST_LINES else []
    left += [f"另有{there - seen}项不在您的职责之内，没有列出。"] if there > seen else []
    return "".join(left)
