"""Puts the values found behind one label into the cells of its row, or says why it cannot.

What is found behind a label is a run of *slots*: a number, an empty cell, or a mark such as “/”. Seven slots
fill seven cells. Fewer numbers than cells without knowing where the gap is never shift anything: they are
doubted. (An older reader that filled by order alone lost 30 cells on one such report.)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from gongkai.engine.marks import LONGEST_NUMBER, NOTHING_MARKS, NUMBER, parse_number
from gongkai.kernel.figures import Cell, State, quote
from gongkai.kernel.findings import Number, Place, around
from gongkai.kernel.form import Column, Row

MANY = 3  # rows of one table that make a habit
_FIGURE = re.compile(rf"{NUMBER.pattern}(?:[万亿]?元)?")


class Word(NamedTuple):
    """A word of a line or the text of a cell; empty for an empty cell. `line` tells which line or row it stands in,
    `column` its place in a tabbed line or grid (-1 without), `is_alone` and `is_first` its place among its line's
    words, `place` where it stands if the source knows that of every cell, `lost` why the file does not hold its
    content."""

    text: str
    line: int
    column: int = -1
    is_alone: bool = False
    is_first: bool = False
    place: Place | None = None
    lost: str = ""

    @property
    def is_value(self) -> bool:
        """Whether it can be the value of a cell."""
        text = self.text
        return not text or text.isdecimal() or text in NOTHING_MARKS or _FIGURE.fullmatch(text) is not None


class Found(NamedTuple):
    """All that was found for one row. `label` is the label as printed, `printed` the pieces that the row is quoted by,
    `places` where it stands: one place, or that of each cell where the source knows it."""

    row: Row
    slots: tuple[Word, ...]
    label: str
    printed: tuple[str, ...]
    places: Sequence[Place]
    row_length: int = -1  # number of tab-separated fields of its line
    is_clean: bool = True  # nothing but slots behind the label on its last line
    order: tuple[int, ...] = ()  # where the heads stand in another order: which slot is whose
    doubt: str = ""  # why the heads leave open which slot is whose

    @property
    def place(self) -> Place:
        """Where the whole row stands."""
        return around(self.places)

    @property
    def quote(self) -> str:
        """The row as the source has it."""
        return quote(self.printed)


@dataclass(frozen=True, slots=True)
class Habit:
    """How the rows of a table are set: first value columns of complete rows in a tabbed table, whether values
    stand beside others on a line, whether the last value of many rows stands alone on the next line."""

    windows: frozenset[int] = frozenset()
    is_inline: bool = False
    wraps_last: bool = False


def habit_of(rows: Sequence[Found], windows: frozenset[int]) -> Habit:
    """What most rows of a table do; `windows` are those that its column heads tell."""
    seen = windows | {start for item in rows if (start := _window(item)) is not None}
    inline = sum(1 for item in rows if item.slots and not item.slots[0].is_alone)
    wrapped = sum(1 for item in rows if _wraps_last(item) and _sums_up(item.slots))
    return Habit(frozenset(seen), inline * 2 > len(rows), wrapped >= MANY)


def _window(item: Found) -> int | None:
    """First column of a complete row in a tabbed line or grid."""
    filled = [slot.column for slot in item.slots if slot.text or slot.lost]
    size = len(item.row.columns)
    is_run = len(filled) == size > 1 and filled[0] >= 0 and filled[-1] - filled[0] == size - 1
    return filled[0] if is_run else None


def _wraps_last(item: Found) -> bool:
    """Whether all values but the last stand together, the last alone on its line."""
    alone = [slot.is_alone for slot in item.slots]
    return len(alone) == len(item.row.columns) > 1 and alone[-1] and not any(alone[:-1])


def fill_row(found: Found, habit: Habit) -> list[Cell]:
    """The cells of one row in the order of the form's columns."""
    if found.doubt and any(slot.text for slot in found.slots):
        return _doubt(found, found.doubt)
    cells = _from_left_to_right(found, habit)
    return [cells[place] for place in found.order] if found.order else cells


def _from_left_to_right(found: Found, habit: Habit) -> list[Cell]:
    """The cells of one row as they stand."""
    size = len(found.row.columns)
    slots = _without_page_numbers(found.slots, size)
    filled = [slot for slot in slots if slot.text or slot.lost]
    if len(filled) == size:
        return _complete(found, filled, habit)
    if not filled:
        return [Cell(None, State.BLANK, found.printed, found.place)] * size
    if len(filled) < size:
        placed = _place_by_columns(found, slots, habit.windows)
        if placed:
            return _cells(found, placed)
        return _short(found, filled)
    return _doubt(found, f"读到 {len(filled)} 个数，应为 {size} 个")


def _without_page_numbers(slots: Sequence[Word], size: int) -> Sequence[Word]:
    """Slots without the numbers that stand alone on a line, where just the right count remains without them."""
    if len(slots) <= size:
        return slots
    filled = [slot for slot in slots if slot.text]
    if len(filled) > size:
        together = [slot for slot in filled if not slot.is_alone]
        if len(together) == size:
            return together
        head = filled[:size]
        if all(slot.is_alone for slot in filled[size:]) and not any(slot.is_alone for slot in head):
            return head
    return slots


def _complete(found: Found, filled: Sequence[Word], habit: Habit) -> list[Cell]:
    """As many values as cells. A value alone on a line may be a page number: the row's own sum must vouch for it,
    or the table's habit of wrapping."""
    alone = [slot for slot in filled if slot.is_alone]
    if (
        alone
        and len(alone) < len(filled)
        and not (_sums_up(filled) or (habit.wraps_last and _wraps_last(found)))
    ):
        return _doubt(found, "有一个数单独成行，可能是页码")
    if len(filled) == 1 and alone and habit.is_inline:
        return _doubt(found, "这个数单独成行，可能是页码")
    return _cells(found, filled)


def _sums_up(filled: Sequence[Word]) -> bool:
    """Whether the last value is the sum of the others, as in every row of table 3."""
    numbers = [parse_number(slot.text) for slot in filled]
    known = [number for number in numbers if number is not None]
    return len(known) == len(numbers) == 7 and sum(known[:-1], Decimal(0)) == known[-1]


def _place_by_columns(found: Found, slots: Sequence[Word], windows: frozenset[int]) -> list[Word] | None:
    """Slots by their tab columns, if only one window of columns can hold them."""
    size = len(found.row.columns)
    by_column = {slot.column: slot for slot in slots if slot.text or slot.lost}
    empty = {slot.column: slot for slot in slots if not slot.text}
    if -1 in by_column or not slots or slots[0].column < 0:
        return None
    low, high = min(by_column), max(by_column)
    first = min(slot.column for slot in slots)
    stop = found.row_length
    fits = {start for start in windows if first <= start <= low and high < start + size <= stop}
    if stop - first == size:
        fits.add(first)
    if len(fits) != 1:
        return None
    start = fits.pop()
    line = slots[0].line
    return [
        by_column.get(column) or empty.get(column) or Word("", line, column)
        for column in range(start, start + size)
    ]


def _short(found: Found, filled: Sequence[Word]) -> list[Cell]:
    """Too few values and no way to tell where the gap is: equal values can only have lost one of themselves."""
    size = len(found.row.columns)
    why = f"只读到 {len(filled)} 个数，少 {size - len(filled)} 个，不能确定缺的是哪一格，也不能确定是报告漏填还是提取时丢失"
    if len(filled) == size - 1 > 1 and len({slot.text for slot in filled}) == 1:
        lost = Cell(None, State.LOST, found.printed, found.place, why)
        return [*_cells(found, [*filled, Word("", filled[-1].line)])[:-1], lost]
    return _doubt(found, why, State.LOST)


def _doubt(found: Found, why: str, state: State = State.UNREAD) -> list[Cell]:
    return [Cell(None, state, found.printed, found.place, why)] * len(found.row.columns)


def _cells(found: Found, slots: Sequence[Word]) -> list[Cell]:
    """One cell for each slot; equal counts of a row are one value, good in any column."""
    printed = found.printed
    counts: dict[str, Cell] = {}
    cells = []
    for column, slot in zip(found.row.columns, slots, strict=True):
        text = slot.text
        place = slot.place or found.places[0]
        if slot.lost:
            cells.append(Cell(None, State.LOST, printed, place, slot.lost))
        elif not text.isdecimal() or len(text) > LONGEST_NUMBER:
            cells.append(read_cell(text, column, printed=printed, place=place))
        elif slot.place:
            cells.append(Cell(int(text), State.READ, printed, place))
        else:
            if text not in counts:
                counts[text] = Cell(int(text), State.READ, printed, place)
            cells.append(counts[text])
    return cells


def read_cell(text: str, column: Column, *, printed: tuple[str, ...], place: Place) -> Cell:
    """The value of one cell whose position is certain."""
    if not text:
        return Cell(None, State.BLANK, printed, place)
    if text in NOTHING_MARKS:
        return Cell(None, State.BLANK, printed, place, f"写的是“{text}”")
    number = parse_number(text.rstrip("".join(column.units)) if column.units else text)
    what = _oddness(number, column)
    if what:
        return Cell(None, State.DOUBTFUL, printed, place, f"写的是“{text}”，{what}")
    return Cell(number, State.READ, printed, place)


def _oddness(number: Number | None, column: Column) -> str:
    """Why a value cannot be a figure of this column; empty when it can."""
    if number is None:
        return "不是数字（或位数太多）"
    if number < 0 and not column.signed:
        return "不能是负数"
    places = 0 if isinstance(number, int) else -int(number.as_tuple().exponent)
    if places > column.decimals:
        return "应为整数" if column.decimals == 0 else f"小数超过 {column.decimals} 位"
    return ""
