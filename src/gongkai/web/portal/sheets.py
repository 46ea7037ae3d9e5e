"""The three statutory tables as a page shows them: heads and groups merged exactly as on the official form."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from gongkai.engine.render.cells import cell_label, figure, table_name
from gongkai.kernel.form import Form, Table
from gongkai.kernel.layout import Slot, Slots, layout

from .finding_cards import Card, Group, grouped


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
class FigureBox:
    """A cell: its anchor, what stands in it, why nothing does, and the findings that concern it."""

    anchor: str
    text: str
    state: BoxState
    label: str
    marks: tuple[Card, ...] = ()
    why: str = ""
    colspan: int = 1
    asked_at: str = ""  # where it says why it is what it is
    is_given: bool = False  # by hand, for a reason that the page tells


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

    heads: Slots
    boxes: tuple[FigureBox, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the body under its own heads (only table two has such heads)."""

    heads: tuple[Slots, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table, ready to be drawn."""

    id: str
    name: str
    caption: str
    heads: tuple[Slots, ...]
    blocks: tuple[Block, ...]
    groups: tuple[Group, ...]
    notes: tuple[Note, ...]
    cols: tuple[str, ...] = ()


class Filling:
    """The figures of one report under its form: turns a cell's name into what stands in the box."""

    def __init__(
        self,
        form: Form,
        data: Mapping[str, Any],
        marks: Mapping[str, tuple[Card, ...]],
        *,
        ways: Mapping[str, str] | None = None,
        given: Collection[str] = (),
    ) -> None:
        self.form = form
        self._ways = ways or {}
        self._given = frozenset(given)
        self._values = _values(form, data)
        self._blanks = frozenset(data["blanks"])
        self._doubts = {doubt["cell"]: doubt["why"] for doubt in data["doubts"]}
        self._marks = marks

    def box(self, slot: Slot) -> FigureBox:
        """What stands in a cell, in words where it is no figure."""
        name = slot.cell
        value = self._values.get(name)
        state = self._state(name)
        text = _NOTHING.get(state) or figure(value)
        label = cell_label(self.form, name)
        return FigureBox(
            name,
            text,
            state,
            label,
            marks=self._marks.get(name, ()),
            why=self._doubts.get(name, ""),
            colspan=slot.colspan,
            asked_at=self._ways.get(name, ""),
            is_given=name in self._given,
        )

    def _state(self, name: str) -> BoxState:
        value = self._values.get(name)
        if value is not None:
            return BoxState.READ if value else BoxState.ZERO
        if name in self._blanks:
            return BoxState.BLANK
        return BoxState.DOUBTFUL if self._doubts.get(name, "").startswith(_WRITTEN) else BoxState.UNREAD

    def line(self, slots: Slots) -> Line:
        """A row of the body: heads stay, the slots of figures are filled."""
        heads = tuple(slot for slot in slots if not slot.cell)
        return Line(heads, tuple(self.box(slot) for slot in slots if slot.cell))


def sheets(filling: Filling) -> dict[str, Sheet]:
    """The three tables by their ids."""
    return {table.id: _sheet(filling, table) for table in filling.form.tables}


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


def _sheet(filling: Filling, table: Table) -> Sheet:
    drawn = layout(table)
    blocks = tuple(Block(band.heads, tuple(map(filling.line, band.rows))) for band in drawn.bands)
    boxes = [box for block in blocks for line in block.lines for box in line.boxes]
    marks = sorted({mark for box in boxes for mark in box.marks}, key=lambda mark: mark.number)
    name = table_name(table.id)
    caption = f"{name}　{table.heading}"
    columns = ("outer", "inner", "label") if drawn.row_heads == 3 else ()
    cols = (*columns, *("" for _ in table.rows[0].columns)) if columns else ()
    return Sheet(
        table.id, name, caption, drawn.heads, blocks, tuple(grouped(marks)), tuple(_notes(boxes)), cols
    )


def _notes(boxes: Iterable[FigureBox]) -> Iterator[Note]:
    """A note for each run of cells with the same reason."""
    for why, members in groupby(boxes, key=lambda box: box.why):
        if why:
            run = list(members)
            cells = run[0].label if len(run) == 1 else f"{run[0].label}等 {len(run)} 格"
            yield Note(run[0].anchor, cells, run[0].text, why)
