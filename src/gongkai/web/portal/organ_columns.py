"""An organ's columns as its own page shows them: how much stands in each, since when, and whether limits are kept.

A column that the law asks for is there when it is empty too, and says what to do instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Coalesce

from gongkai.kernel.duties import PUBLIC
from gongkai.web.applications.publishing.answers import ANSWERS
from gongkai.web.catalogue import selectors as catalogue
from gongkai.web.catalogue.board import BoardLine, State
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure.models import Item
from gongkai.web.disclosure.selectors import standing
from gongkai.web.foundations.prepared import Given, Whole, prepared
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ

from . import kept_limits
from .addresses import address
from .item_columns import NO_ROW, UNSORTED, Column
from .notes import Note

# What an empty column says; those that nothing asks for are not shown empty.
_EMPTY = {
    Column.GUIDE: "还没有公布指南；怎样申请、怎样联系，请看“依申请公开”。",
    Column.REGIMES: "还没有公布制度。",
    Column.STATUTORY: "还没有公开的内容；需要的信息可以申请公开。",
    Column.POLICIES: "还没有公布政策文件。",
}
# What is asked of a row of the catalogue.
_ASKED = ("id", "organ_id", "code", "name", "limit", "cycle", "status", "statement_item", "since_on")
_ROW = Whole(Row, only=_ASKED)
_APART = (Column.NEWS, Column.ANSWERS, Column.OTHER)
_GUIDE = "guide"  # the row of the catalogue


class _Held(NamedTuple):
    """What stands in an organ's columns of one kind, under one row of its catalogue or none."""

    kind: str
    is_statutory: bool
    row: int | None
    level1: str | None
    order: int | None
    name: str | None
    code: str | None
    count: int
    last_on: date
    newest: int


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column, or one row of the catalogue in it: how many items, the day of the last one, where they are listed.

    `empty` is what it says instead of a day, and there is then nowhere to go.
    """

    label: str
    count: int
    last_on: date | None
    address: str
    limit: Note | None = None
    empty: str = ""

    @property
    def last_day(self) -> str:
        """The day of the last one, as people write it."""
        return day(self.last_on) if self.last_on else ""


@dataclass(frozen=True, slots=True)
class Matter:
    """Rows of the catalogue that belong together (一级事项)."""

    label: str
    lines: tuple[ColumnLine, ...]


@dataclass(frozen=True, slots=True)
class OrganColumns:
    """Everything that an organ has made public: its statutory columns, what stands apart from them, the statutory one by
    the catalogue, and the duties under which nothing stands yet; `reports` is how the limit of the last one stands."""

    lines: tuple[ColumnLine, ...]
    apart: tuple[ColumnLine, ...]
    matters: tuple[Matter, ...]
    awaited: tuple[ColumnLine, ...]
    reports: Note | None


def columns_of(organ: Organ, *, on: date) -> OrganColumns:
    """The columns of an organ on a day: four questions for all."""
    found = [_Held(*row) for row in _held(organ=organ.pk)]
    duties = standing(map(_ROW.read, _duties(organ=organ.pk)), on) if organ.is_active else []
    board = {line.row.code: line for line in duties}
    of_reports = next((line for line in duties if line.row.is_of_reports), None)
    filled = {one.row for one in found}
    held = {column: [one for one in found if _is_in(column, one)] for column in Column}
    lines = (_line(organ, column, held[column]) for column in Column)
    shown = [line for line in lines if line.count or (organ.is_active and line.empty)]
    apart = {column.label for column in _APART}
    return OrganColumns(
        lines=tuple(_limited(line, board, on) for line in shown if line.label not in apart),
        apart=tuple(line for line in shown if line.label in apart),
        matters=_matters(organ, held[Column.STATUTORY], board),
        awaited=tuple(
            ColumnLine(line.row.name, 0, None, "", kept_limits.of_row(line))
            for line in duties
            if line.row.pk not in filled and line is not of_reports and line.row.code != ANSWERS
        ),
        reports=kept_limits.of_reports(of_reports),
    )


@prepared
def _held(organ: Given) -> QuerySet[Item]:
    """How many items of each kind stand under each row of the catalogue, the day of the last one, and the newest."""
    items = Item.objects.visible_to(PUBLIC).filter(organ=organ, releases__ended_at=None).order_by()
    of_row = ("row", "row__level1", "row__order", "row__name", "row__code")
    grouped = items.values("kind", "releases__is_statutory", *of_row)
    counted = grouped.annotate(
        count=Count("pk"), last=Max(Coalesce("changed_on", "published_on")), newest=Max("pk")
    )
    return counted.values_list("kind", "releases__is_statutory", *of_row, "count", "last", "newest")


@prepared
def _duties(organ: Given) -> QuerySet[Row]:
    return catalogue.rows_of(organ, viewer=PUBLIC).active().values_list(*_ROW.columns)


def _is_in(column: Column, held: _Held) -> bool:
    return column.holds(held.kind, is_statutory=held.is_statutory, row=held.code or "")


def _line(organ: Organ, column: Column, held: Sequence[_Held]) -> ColumnLine:
    """A column; one that holds a single guide leads to it straight away."""
    if not held:
        return ColumnLine(column.label, 0, None, "", empty=_EMPTY.get(column, ""))
    count = _count(held)
    if column is Column.GUIDE and count == 1:
        leads_to = address("item", organ.slug, held[0].newest)
    else:
        leads_to = address("column", organ.slug, column.value)
    return ColumnLine(column.label, count, _last(held), leads_to)


def _limited(line: ColumnLine, board: Mapping[str, BoardLine], on: date) -> ColumnLine:
    """A column with how its limit stands, where there is one."""
    if line.label == Column.STATUTORY.label:
        return replace(line, limit=kept_limits.of_rows(board.values()))
    if line.label == Column.GUIDE.label and line.last_on:
        duty = board.get(_GUIDE)
        is_late = duty is not None and duty.state is State.LATE
        return replace(
            line, limit=kept_limits.of_row(duty) if is_late else kept_limits.of_guide(line.last_on, on)
        )
    return line


def _matters(organ: Organ, held: Sequence[_Held], board: Mapping[str, BoardLine]) -> tuple[Matter, ...]:
    """The statutory column by the organ's catalogue, in its order; what stands in no row comes last."""
    column = address("column", organ.slug, Column.STATUTORY.value)
    rows: dict[str, list[_Held]] = {}
    for one in sorted(held, key=lambda one: (one.code is None, one.order or 0)):
        rows.setdefault(one.code or NO_ROW, []).append(one)
    matters: dict[str, list[ColumnLine]] = {}
    for code, members in rows.items():
        leads_to = f"{column}?{urlencode({'row': code})}"
        limit = kept_limits.of_row(board.get(code))
        line = ColumnLine(members[0].name or UNSORTED, _count(members), _last(members), leads_to, limit)
        matters.setdefault(members[0].level1 or UNSORTED, []).append(line)
    return tuple(Matter(label, tuple(lines)) for label, lines in matters.items())


def _count(held: Sequence[_Held]) -> int:
    return sum(one.count for one in held)


def _last(held: Sequence[_Held]) -> date:
    return max(one.last_on for one in held)
