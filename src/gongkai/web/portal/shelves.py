"""An organ's columns as its own page shows them: how much stands in each, since when, and whether limits are kept.

A column that the law asks for is there when it is empty too, and says what to do instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max
from django.urls import reverse

from gongkai.kernel.duties import PUBLIC
from gongkai.web.catalogue import selectors as catalogue
from gongkai.web.catalogue.board import BoardLine, State
from gongkai.web.disclosure.selectors import standing
from gongkai.web.organs.models import Organ

from . import keeping
from .item_columns import NO_ROW, UNSORTED, Column, dated
from .keeping import Keeping

Line = Mapping[str, Any]

# What an empty column says; those that nothing asks for are not shown empty.
_EMPTY = {
    Column.GUIDE: "还没有公布指南；怎样申请、怎样联系，请看“依申请公开”。",
    Column.REGIMES: "还没有公布制度。",
    Column.STATUTORY: "还没有公开的内容；需要的信息可以申请公开。",
    Column.POLICIES: "还没有公布政策文件。",
}
# What is asked of a row of the catalogue: with the people and organs around it, it would take four times as long.
_ASKED = ("organ", "code", "name", "limit", "cycle", "is_statutory", "status", "statement_item", "since_on")
_APART = (Column.NEWS, Column.OTHER)
_GUIDE = "guide"  # the row of the catalogue


@dataclass(frozen=True, slots=True)
class Shelf:
    """A column, or one row of the catalogue in it: how many items, the day of the last one, where they are listed.

    `empty` is what it says instead of a day, and there is then nowhere to go.
    """

    label: str
    count: int
    last_on: date | None
    address: str
    keeping: Keeping | None = None
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """Rows of the catalogue that belong together (一级事项)."""

    label: str
    shelves: tuple[Shelf, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Everything that an organ has made public: its statutory columns, what stands apart from them, the statutory one by
    the catalogue, and the duties under which nothing stands yet; `reports` is how the limit of the last one stands."""

    shelves: tuple[Shelf, ...]
    apart: tuple[Shelf, ...]
    matters: tuple[Matter, ...]
    awaited: tuple[Shelf, ...]
    reports: Keeping | None


def columns_of(organ: Organ, *, on: date) -> Columns:
    """The columns of an organ on a day: four questions for all."""
    lines = _counted(organ)
    whole = catalogue.rows_of(organ, viewer=PUBLIC).select_related(None)
    duties = standing(whole.only(*_ASKED).active(), on) if organ.is_active else []
    board = {line.row.code: line for line in duties}
    of_reports = next((line for line in duties if line.row.is_of_reports), None)
    filled = {line["row"] for line in lines}
    held = {column: [line for line in lines if _is_in(column, line)] for column in Column}
    shelves = (_shelf(organ, column, held[column]) for column in Column)
    shown = [shelf for shelf in shelves if shelf.count or (organ.is_active and shelf.empty)]
    apart = {column.label for column in _APART}
    return Columns(
        shelves=tuple(_kept(shelf, board, on) for shelf in shown if shelf.label not in apart),
        apart=tuple(shelf for shelf in shown if shelf.label in apart),
        matters=_matters(organ, held[Column.STATUTORY], board),
        awaited=tuple(
            Shelf(line.row.name, 0, None, "", keeping.of_row(line))
            for line in duties
            if line.row.pk not in filled and line is not of_reports
        ),
        reports=keeping.of_reports(of_reports),
    )


def _counted(organ: Organ) -> list[Line]:
    """How many items of each kind stand under each row of the catalogue, and the day of the last one."""
    items = dated(organ).filter(releases__ended_at=None).order_by()
    of_row = ("row", "row__level1", "row__order", "row__name", "row__code")
    lines = items.values("kind", "releases__is_statutory", *of_row)
    return list(lines.annotate(count=Count("pk"), last=Max("last_on"), newest=Max("pk")))


def _is_in(column: Column, line: Line) -> bool:
    return column.holds(line["kind"], is_statutory=line["releases__is_statutory"])


def _shelf(organ: Organ, column: Column, lines: Sequence[Line]) -> Shelf:
    """A column; one that holds a single guide leads to it straight away."""
    if not lines:
        return Shelf(column.label, 0, None, "", empty=_EMPTY.get(column, ""))
    count = _count(lines)
    if column is Column.GUIDE and count == 1:
        address = reverse("portal:item", args=[organ.slug, lines[0]["newest"]])
    else:
        address = reverse("portal:column", args=[organ.slug, column.value])
    return Shelf(column.label, count, _last(lines), address)


def _kept(shelf: Shelf, board: Mapping[str, BoardLine], on: date) -> Shelf:
    """A column with how its limit stands, where there is one."""
    if shelf.label == Column.STATUTORY.label:
        return _with(shelf, keeping.of_rows(board.values()))
    if shelf.label == Column.GUIDE.label and shelf.last_on:
        line = board.get(_GUIDE)
        is_late = line is not None and line.state is State.LATE
        return _with(shelf, keeping.of_row(line) if is_late else keeping.of_guide(shelf.last_on, on))
    return shelf


def _with(shelf: Shelf, kept: Keeping | None) -> Shelf:
    return replace(shelf, keeping=kept)


def _matters(organ: Organ, lines: Sequence[Line], board: Mapping[str, BoardLine]) -> tuple[Matter, ...]:
    """The statutory column by the organ's catalogue, in its order; what stands in no row comes last."""
    address = reverse("portal:column", args=[organ.slug, Column.STATUTORY.value])
    rows: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line["row__code"] is None, line["row__order"] or 0)):
        rows.setdefault(line["row__code"] or NO_ROW, []).append(line)
    matters: dict[str, list[Shelf]] = {}
    for code, members in rows.items():
        label = members[0]["row__name"] or UNSORTED
        shelf = Shelf(label, _count(members), _last(members), f"{address}?{urlencode({'row': code})}")
        shelf = _with(shelf, keeping.of_row(board.get(code)))
        matters.setdefault(members[0]["row__level1"] or UNSORTED, []).append(shelf)
    return tuple(Matter(label, tuple(shelves)) for label, shelves in matters.items())


def _count(lines: Sequence[Line]) -> int:
    return sum(line["count"] for line in lines)


def _last(lines: Sequence[Line]) -> date:
    return max(line["last"] for line in lines)
