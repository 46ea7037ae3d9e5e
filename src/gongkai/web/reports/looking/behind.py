"""What everybody may see of the rows behind a figure: how many, and of each only what tells nothing of a person.

Of an application its number and the row of the report in which its result is counted, never a day: the same number stands in
several cells, and a day beside it in a large one would date the single case of a small one. Of a review or a suit nothing
but how many they are: a court's own number leads to the names of the parties.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from gongkai import lawbook
from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.tally import Period
from gongkai.web.applications.models import Application, FeeNotice
from gongkai.web.decisions.models import MonthlyCount
from gongkai.web.disclosure.models import Item
from gongkai.web.documents.models import NormativeDocument
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ
from gongkai.web.remedies.models import Challenge
from gongkai.web.reports import tally

from .lines import RESULTS

MOST_LISTED = 300
_OF_A_KIND = "逐件的编号列在同一行的“总计”里，哪一件是哪一类申请人的，不公开。"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as everybody may see it; `item` is the id of the public item that it is about."""

    said: tuple[str, ...]
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """The public part of what stands behind a figure: how many rows, what is told of each, what is not and why."""

    label: str
    count: int
    heads: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    remark: str = ""

    @property
    def hidden(self) -> int:
        """How many rows are not listed."""
        return self.count - len(self.entries) if self.heads else 0


def opened(organ: Organ, year: int, cell: str) -> list[Opened]:
    """What stands behind a cell of an organ's report in the registers that are kept here. Raises KeyError for no cell."""
    found = tally.cases(organ, Period.year_of(year), cell)
    table, _, column = cell.split(".")
    if table == "table3" and column != "total":
        return [Opened(one.label, one.rows.count(), remark=_OF_A_KIND) for one in found]
    return [_opened(one.label, one.rows) for one in found]


def _opened(label: str, rows: QuerySet[Any]) -> Opened:
    open_ = _WAYS.get(rows.model)
    return open_(label, rows) if open_ else Opened(label, rows.count())


def _applications(label: str, rows: QuerySet[Application]) -> Opened:
    entries = tuple(Entry((one.number, _result(one))) for one in rows[:MOST_LISTED])
    remark = "申请人、所申请的内容，收到和办结的日期，都不公开，以免认出申请人。"
    return Opened(label, rows.count(), ("登记编号", "结果计入"), entries, remark)


def _result(application: Application) -> str:
    """The row of table three in its words: how a case ended in detail, such as by a death, is nobody else's business."""
    if application.counted_out_on is None:
        return "没有办结"
    table = lawbook.load().form_for(application.counted_out_on.year).table("table3")
    row = table.row(application.row)
    group = next((one.label for one in table.groups if one.id == row.group != RESULTS), "")
    return f"{group} {row.label}".strip()


def _challenges(label: str, rows: QuerySet[Challenge]) -> Opened:
    return Opened(label, rows.count(), remark="案号和当事人不公开：由法院、复议机关依法公开。")


def _months(label: str, rows: QuerySet[MonthlyCount]) -> Opened:
    entries = [
        Entry((f"{one.month.month} 月", f"{one.number}" if one.amount is None else f"{one.amount:f} 元"))
        for one in rows
    ]
    return Opened(label, len(entries), ("月份", "登记的数"), tuple(entries))


def _documents(label: str, rows: QuerySet[NormativeDocument]) -> Opened:
    """Those that everybody may read, with their item; of the others only how many they are."""
    count = rows.count()
    items = Item.objects.visible_to(PUBLIC).filter(pk__in=rows.order_by().values("document__item"))
    public = items.select_related("live_version").order_by("published_on", "pk")[:MOST_LISTED]
    entries = tuple(
        Entry((one.live_version.title, one.live_version.doc_no, day(one.published_on)), item=one.pk)
        for one in public
    )
    return Opened(label, count, ("名称", "文号", "发布"), entries)


def _fees(label: str, rows: QuerySet[FeeNotice]) -> Opened:
    return Opened(label, rows.count(), remark="每一笔属于哪一件申请，不公开。")


_WAYS: Mapping[type[Model], Callable[[str, QuerySet[Any]], Opened]] = {
    Application: _applications,
    Challenge: _challenges,
    MonthlyCount: _months,
    NormativeDocument: _documents,
    FeeNotice: _fees,
}
