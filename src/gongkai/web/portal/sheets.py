"""The three statutory tables as a page shows them: heads and groups merged exactly as on the official form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from gongkai.kernel.form import Form, Row, Table

from . import words
from .cards import Card, Group, grouped


@dataclass(frozen=True, slots=True)
class Head:
    """A head cell: its words, what it spans and what it heads. `place` is its column among the row heads."""

    text: str
    scope: str
    colspan: int = 1
    rowspan: int = 1
    place: str = ""


class BoxState(StrEnum):
    """What a cell shows: a figure, a nought, or one of three kinds of nothing, which are never a nought."""

    READ = "read"
    ZERO = "zero"
    BLANK = "blank"
    UNREAD = "unread"
    DOUBTFUL = "doubtful"


# How the engine begins its reason when something stands in the cell that is no number.
_WRITTEN = "写的是"
_NOTHING = {BoxState.BLANK: "空白", BoxState.UNREAD: "未读到", BoxState.DOUBTFUL: "存疑"}


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its anchor, what stands in it, why nothing does, and the findings that concern it."""

    anchor: str
    text: str
    state: BoxState
    label: str
    marks: tuple[Card, ...] = ()
    why: str = ""
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """Why cells that stand together hold no figure: told once below the table, where there is room for it."""

    anchor: str
    cells: str
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the body: its heads from the left, then its cells."""

    heads: tuple[Head, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the body under its own heads (only table two has such heads)."""

    heads: tuple[tuple[Head, ...], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table, ready to be drawn."""

    id: str
    name: str
    caption: str
    heads: tuple[tuple[Head, ...], ...]
    blocks: tuple[Block, ...]
    groups: tuple[Group, ...]
    notes: tuple[Note, ...]
    cols: tuple[str, ...] = ()


class Filling:
    """The figures of one report under its form: turns a cell's name into what stands in the box."""

    def __init__(self, form: Form, data: Mapping[str, Any], marks: Mapping[str, tuple[Card, ...]]) -> None:
        self.form = form
        self._values = _values(form, data)
        self._blanks = frozenset(data["blanks"])
        self._doubts = {doubt["cell"]: doubt["why"] for doubt in data["doubts"]}
        self._marks = marks

    def box(self, name: str, colspan: int = 1) -> Box:
        """What stands in a cell, in words where it is no figure."""
        value = self._values.get(name)
        state = self._state(name)
        text = _NOTHING.get(state) or words.figure(value)
        label = words.cell_label(self.form, name)
        return Box(name, text, state, label, self._marks.get(name, ()), self._doubts.get(name, ""), colspan)

    def _state(self, name: str) -> BoxState:
        value = self._values.get(name)
        if value is not None:
            return BoxState.READ if value else BoxState.ZERO
        if name in self._blanks:
            return BoxState.BLANK
        return BoxState.DOUBTFUL if self._doubts.get(name, "").startswith(_WRITTEN) else BoxState.UNREAD

    def boxes(self, table: Table, row: Row) -> tuple[Box, ...]:
        """A whole row."""
        return tuple(self.box(f"{table.id}.{row.id}.{column.id}") for column in row.columns)


def sheets(filling: Filling) -> dict[str, Sheet]:
    """The three tables by their ids."""
    return {"table2": _table2(filling), "table3": _table3(filling), "table4": _table4(filling)}


def _values(form: Form, data: Mapping[str, Any]) -> dict[str, Any]:
    """The contract's figures by cell name: table two keeps objects, tables three and four keep lists."""
    values: dict[str, Any] = {}
    for table in form.tables:
        for row in table.rows:
            figures = data[table.id].get(row.id, {})
            for index, column in enumerate(row.columns):
                found = figures.get(column.id) if isinstance(figures, dict) else figures[index]
                values[f"{table.id}.{row.id}.{column.id}"] = found
    return values


def _sheet(
    table: Table,
    blocks: tuple[Block, ...],
    *,
    heads: tuple[tuple[Head, ...], ...] = (),
    cols: tuple[str, ...] = (),
) -> Sheet:
    boxes = [box for block in blocks for line in block.lines for box in line.boxes]
    marks = sorted({mark for box in boxes for mark in box.marks}, key=lambda mark: mark.number)
    name = words.table_name(table.id)
    caption = f"{name}　{table.heading}"
    return Sheet(table.id, name, caption, heads, blocks, tuple(grouped(marks)), tuple(_notes(boxes)), cols)


def _notes(boxes: Iterable[Box]) -> Iterator[Note]:
    """A note for each run of cells with the same reason."""
    for why, members in groupby(boxes, key=lambda box: box.why):
        if why:
            run = list(members)
            cells = run[0].label if len(run) == 1 else f"{run[0].label}等 {len(run)} 格"
            yield Note(run[0].anchor, cells, run[0].text, why)


def _table2(filling: Filling) -> Sheet:
    """Blocks under the items of article twenty; a block with fewer columns stretches its last one."""
    table = filling.form.table("table2")
    width = max(len(row.columns) for row in table.rows)
    blocks = []
    for article, members in groupby(table.rows, key=lambda row: row.article):
        rows = list(members)
        columns = rows[0].columns
        stretch = [1] * (len(columns) - 1) + [width - len(columns) + 1]
        top = (Head(article, "colgroup", colspan=width + 1, place="article"),)
        heads = [Head(c.label, "col", span) for c, span in zip(columns, stretch, strict=True)]
        lines = tuple(
            Line(
                (Head(row.label, "row", place="label"),),
                tuple(
                    filling.box(f"table2.{row.id}.{c.id}", n) for c, n in zip(columns, stretch, strict=True)
                ),
            )
            for row in rows
        )
        blocks.append(Block((top, (Head(table.texts["corner"], "col"), *heads)), lines))
    return _sheet(table, tuple(blocks))


def _table3(filling: Filling) -> Sheet:
    """Applicants across; results down, in groups that span their rows."""
    table = filling.form.table("table3")
    columns = table.rows[0].columns
    person, *organisations, total = columns
    heads = (
        (
            Head(table.texts["corner"], "", colspan=3, rowspan=3, place="corner"),
            Head(table.texts["columns_heading"], "colgroup", colspan=len(columns)),
        ),
        (
            Head(person.label, "col", rowspan=2),
            Head(table.texts["organisations"], "colgroup", colspan=len(organisations)),
            Head(total.label, "col", rowspan=2),
        ),
        tuple(Head(column.label, "col") for column in organisations),
    )
    parts = groupby(table.rows, key=lambda row: bool(row.group))
    blocks = tuple(Block((), _lines3(filling, table, list(rows))) for _grouped, rows in parts)
    cols = ("outer", "inner", "label", *("" for _ in columns))
    return _sheet(table, blocks, heads=heads, cols=cols)


def _lines3(filling: Filling, table: Table, rows: list[Row]) -> tuple[Line, ...]:
    """The rows of one part; the outer group's head stands at the first of them."""
    labels = {group.id: group.label for group in table.groups}
    outer = rows[0].group
    lines = []
    for index, row in enumerate(rows):
        heads = [Head(labels[outer], "row", rowspan=len(rows), place="outer")] if outer and index == 0 else []
        if row.group and row.group != outer:
            members = [other.id for other in rows if other.group == row.group]
            if row.id == members[0]:
                heads.append(Head(labels[row.group], "row", rowspan=len(members), place="inner"))
            heads.append(Head(row.label, "row", place="label"))
        elif row.group:
            heads.append(Head(row.label, "row", colspan=2, place="inner wide"))
        else:
            heads.append(Head(row.label, "row", colspan=3, place="outer wide"))
        lines.append(Line(tuple(heads), filling.boxes(table, row)))
    return tuple(lines)


def _table4(filling: Filling) -> Sheet:
    """Review and the two kinds of suit side by side, in one row of figures."""
    table = filling.form.table("table4")
    review, *suits = table.rows
    width = len(review.columns)
    heads = (
        (
            Head(review.label, "colgroup", colspan=width, rowspan=2),
            Head(table.texts["suits"], "colgroup", colspan=width * len(suits)),
        ),
        tuple(Head(row.label, "colgroup", colspan=width) for row in suits),
        tuple(Head(column.label, "col") for row in table.rows for column in row.columns),
    )
    boxes = tuple(box for row in table.rows for box in filling.boxes(table, row))
    return _sheet(table, (Block((), (Line((), boxes),)),), heads=heads)
