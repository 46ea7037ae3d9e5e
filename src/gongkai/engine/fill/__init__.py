"""Fills the form from a document: which figure belongs into which cell, by label and never by count alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.engine.document import Document, Line
from gongkai.engine.fill import grids as in_grids
from gongkai.engine.fill import lines as in_lines
from gongkai.engine.fill.grids import Laid
from gongkai.engine.fill.labels import Labels, labels
from gongkai.engine.fill.rows import Found, Habit, fill_row, habit_of
from gongkai.engine.locate import Outline
from gongkai.kernel.figures import Cell, Figures, State
from gongkai.kernel.form import Form, Row, Table

_COMPLETE = frozenset({State.READ, State.BLANK, State.DOUBTFUL})


@dataclass(frozen=True, slots=True)
class Filled:
    """The figures of a report and, for the checks of wording, the rows as they were printed."""

    figures: Figures
    rows: tuple[Found, ...]


def fill(document: Document, outline: Outline, *, form: Form) -> Filled:
    """All cells of the form as far as the document holds them."""
    rows: list[Found] = []
    cells: dict[str, Cell] = {}
    tables = in_grids.laid_out(document.grids)
    for table_id, number in (("table2", 2), ("table3", 3)):
        known = labels(form, table_id)
        part = outline.part(number)
        found = _find(tables, known, texts=[part.lines if part else (), document.lines])
        rows.extend(found)
        heads = in_grids.header_windows(tables, known.table) if table_id == "table3" else frozenset()
        cells.update(_fill_table(found, known.table, heads))
    part = outline.part(4)
    lines = part.lines if part else _after_table4_head(document)
    cells.update(_fill_table4(tables, lines, form=form))
    return Filled(Figures(form, cells), tuple(rows))


def _find(tables: Sequence[Laid], known: Labels, *, texts: Iterable[Sequence[Line]]) -> list[Found]:
    """Rows of a table: in tables whose cells are known first, then in the lines of its section, then in all lines, until
    more than half of them are found."""
    found = in_grids.find_rows(tables, known)
    for lines in texts:
        if _kinds(found) * 2 > len(known.table.rows):
            break
        found = found + in_lines.find_rows(lines, known)
    return found


def _kinds(found: Iterable[Found]) -> int:
    """How many different rows have something that looks like figures."""
    return len({item.row.id for item in found if any(slot.text or slot.lost for slot in item.slots)})


def _fill_table(found: Sequence[Found], table: Table, windows: frozenset[int]) -> dict[str, Cell]:
    """The cells of all rows found, each from its best occurrence."""
    habit = habit_of(found, windows)
    best: dict[str, tuple[int, list[Cell]]] = {}
    for item in found:
        cells = fill_row(item, habit)
        rank = _rank(item, cells)
        old_rank, old = best.get(item.row.id, (-1, cells))
        if rank == old_rank == _PLACED and [cell.value for cell in old] != [cell.value for cell in cells]:
            cells = [Cell(None, State.UNREAD, item.printed, item.place, "这一行出现两次，数字不同")] * len(
                cells
            )
        if rank >= old_rank:
            best[item.row.id] = rank, cells
    return {
        name: cell
        for row, (_, cells) in best.items()
        for name, cell in zip(table.names[row], cells, strict=True)
    }


_PLACED = 3


def _rank(item: Found, cells: Sequence[Cell]) -> int:
    """How good an occurrence is: 3 undisturbed figures that all have their place, 2 disturbed or doubted ones,
    1 a label without figures, 0 the same in running text."""
    if not any(slot.text or slot.lost for slot in item.slots):
        return int(item.is_clean)
    return _PLACED if item.is_clean and {cell.state for cell in cells} <= _COMPLETE else 2


def _fill_table4(tables: Sequence[Laid], lines: Sequence[Line], *, form: Form) -> dict[str, Cell]:
    """Fifteen figures in one line under three groups of heads."""
    row, table = _one_row(form), form.table("table4")
    found = in_grids.find_last_row(tables, row, table=table) or in_lines.find_last_row(
        lines, row, table=table
    )
    if found is None:
        return {}
    return dict(zip(table.cells, fill_row(found, Habit()), strict=True))


@cache
def _one_row(form: Form) -> Row:
    """Table 4 as it is printed: one row of fifteen columns."""
    return Row("table4", "", tuple(column for row in form.table("table4").rows for column in row.columns))


def _after_table4_head(document: Document) -> Sequence[Line]:
    """Lines of a report without a fourth heading, from the heads that only table 4 has."""
    lines = document.lines
    for index in reversed(range(len(lines))):
        if "未经复议" in lines[index].text and not any(mark in lines[index].text for mark in ",。;"):
            return lines[index : index + 60]
    return []
