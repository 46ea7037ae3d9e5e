"""What everybody may see of the rows behind a figure: how many, and of each only what tells nothing of a person.

Of an application its number and the row of the report in which its result is counted, never a day: the same number stands in
several cells, and a day beside it in a large one would date the single case of a small one. Of a review or a suit nothing
but how many they are: a court's own number leads to the names of the parties.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongkai import lawbook
from gongkai.kernel.tally import Period
from gongkai.web.applications.cases_told import CaseLine
from gongkai.web.documents import normative_told
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ
from gongkai.web.reports import tally
from gongkai.web.reports.tally import Behind, RowKind

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
    return [_WAYS[one.what](one) for one in found]


def _cases(found: Behind) -> Opened:
    entries = tuple(Entry((one.number, _result(one))) for one in found.lines(found.rows[:MOST_LISTED]))
    remark = "申请人、所申请的内容，收到和办结的日期，都不公开，以免认出申请人。"
    return Opened(found.label, found.rows.count(), ("登记编号", "结果计入"), entries, remark)


def _result(one: CaseLine) -> str:
    """The row of table three in its words: how a case ended in detail, such as by a death, is nobody else's business."""
    if one.out_on is None:
        return "没有办结"
    table = lawbook.load().form_for(one.out_on.year).table("table3")
    row = table.row(one.row)
    group = next((each.label for each in table.groups if each.id == row.group != RESULTS), "")
    return f"{group} {row.label}".strip()


def _challenges(found: Behind) -> Opened:
    return Opened(found.label, found.rows.count(), remark="案号和当事人不公开：由法院、复议机关依法公开。")


def _months(found: Behind) -> Opened:
    entries = tuple(Entry((f"{one.month.month} 月", one.value)) for one in found.lines(found.rows))
    return Opened(found.label, len(entries), ("月份", "登记的数"), entries)


def _documents(found: Behind) -> Opened:
    """Those that everybody may read, with their item; of the others only how many they are."""
    entries = tuple(
        Entry((one.title, one.doc_no, day(one.published_on)), item=one.item)
        for one in normative_told.public_lines(found.rows, most=MOST_LISTED)
    )
    return Opened(found.label, found.rows.count(), ("名称", "文号", "发布"), entries)


def _fees(found: Behind) -> Opened:
    return Opened(found.label, found.rows.count(), remark="每一笔属于哪一件申请，不公开。")


_WAYS: Mapping[RowKind, Callable[[Behind], Opened]] = {
    RowKind.CASES: _cases,
    RowKind.CHALLENGES: _challenges,
    RowKind.MONTHS: _months,
    RowKind.DOCUMENTS: _documents,
    RowKind.FEES: _fees,
}
