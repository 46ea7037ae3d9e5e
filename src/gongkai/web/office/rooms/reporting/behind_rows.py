"""The cases behind a figure as lines of a table, each with the way to its own sheet; only what the viewer may see is named."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from gongkai.engine.render.cells import figure
from gongkai.kernel.duties import Viewer
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.models import Application, FeeNotice
from gongkai.web.decisions.models import MonthlyCount
from gongkai.web.documents.models import NormativeDocument
from gongkai.web.office.rows import day, link, rows
from gongkai.web.remedies.models import Challenge
from gongkai.web.reports.tally import Behind

MOST_LINES = 100

Cells = tuple[Any, ...]


def _application(one: Application) -> Cells:
    known = outcome_law().outcomes.get(one.outcome)
    return (
        link(reverse("applications:sheet", args=[one.pk]), one),
        one.title,
        day(one.counted_in_on),
        day(one.counted_out_on),
        known.name if known else "正在办理",
    )


def _challenge(one: Challenge) -> Cells:
    return (
        link(reverse("challenges:sheet", args=[one.pk]), one.case_no),
        one.get_kind_display(),
        one.body,
        str(one.application),
        day(one.received_on),
    )


def _month(one: MonthlyCount) -> Cells:
    amount = f"{figure(one.amount)}元" if one.amount is not None else f"{figure(one.number)}件"
    return (f"{one.month.year}年{one.month.month}月", amount, one.source)


def _normative(one: NormativeDocument) -> Cells:
    return (
        link(reverse("normative:sheet", args=[one.pk]), one.document.title),
        one.document.doc_no,
        day(one.published_on),
        day(one.ended_on),
    )


def _fee(one: FeeNotice) -> Cells:
    case = one.application
    return (
        link(reverse("applications:sheet", args=[case.pk]), case),
        f"{figure(one.amount)}元",
        day(one.paid_on),
    )


# For each kind of row its heads and how a line is drawn.
_LINES: dict[type[Model], tuple[tuple[str, ...], Callable[[Any], Cells]]] = {
    Application: (("申请", "所需信息", "计入收到", "计入办结", "结果"), _application),
    Challenge: (("案号", "类型", "复议机关或者法院", "申请", "收到日期"), _challenge),
    MonthlyCount: (("月份", "数量", "依据"), _month),
    NormativeDocument: (("文件", "文号", "公布日期", "停止执行日期"), _normative),
    FeeNotice: (("申请", "金额", "缴纳日期"), _fee),
}


def tables(found: Iterable[Behind], viewer: Viewer) -> Iterator[dict[str, Any]]:
    """What each register says: its label, the lines that the viewer may see, and how many there are."""
    for one in found:
        heads, cells = _LINES[one.rows.model]
        seen = _seen(one.rows, viewer)
        yield {
            "label": one.label,
            "rows": rows(heads, map(cells, seen[:MOST_LINES])),
            "more": _more(one.rows.count(), seen.count()),
        }


def _seen(found: QuerySet[Any], viewer: Viewer) -> QuerySet[Any]:
    """Those that are visible to the viewer; a fee is where its case is."""
    if found.model is FeeNotice:
        cases = Application.objects.visible_to(viewer)
        return found.filter(application__in=cases.order_by().values("pk")).select_related("application")
    mine = found.model.objects.visible_to(viewer)
    return found.filter(pk__in=mine.order_by().values("pk"))


def _more(there: int, seen: int) -> str:
    """What the table does not show, in words."""
    left = [f"共{there}项，这里列出前{MOST_LINES}项。"] if seen > MOST_LINES else []
    left += [f"另有{there - seen}项不在您的职责之内，没有列出。"] if there > seen else []
    return "".join(left)
