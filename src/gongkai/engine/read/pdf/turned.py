"""Ruled tables that lie on their side on an upright page: read as if the page were turned, placed as they stand."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from gongkai.engine.read.pdf.ink import Run
from gongkai.engine.read.pdf.lattice import Lattice, LatticeCell
from gongkai.engine.read.pdf.tables import PageTable
from gongkai.kernel.findings import Box

_LONG = 6  # characters: vertical heads are shorter, and labels longer
_SLIM = 1.5
_MANY = 6
_LEVEL = 3.0  # points


def lies_down(runs: Sequence[Run]) -> bool:
    """Whether most labels of a table run up or down the page."""
    long = [run for run in runs if len(run.text) >= _LONG]
    tall = sum(run.bottom - run.top > _SLIM * (run.right - run.left) for run in long)
    return tall >= _MANY and 2 * tall > len(long)


def stood_up(lattice: Lattice, runs: Sequence[Run]) -> tuple[Lattice, list[Run]]:
    """The table and its runs, turned so that its writing runs from left to right. Places are counted from the corner
    of the page that comes to lie at the upper left."""
    is_down = _reads_down(runs)

    def turned(box: Sequence[float]) -> Box:
        left, top, right, bottom = box
        return (top, -right, bottom, -left) if is_down else (-bottom, left, -top, right)

    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    fields = [
        LatticeCell(
            columns - field.column - field.colspan if is_down else field.column,
            field.row if is_down else rows - field.row - field.rowspan,
            field.colspan,
            field.rowspan,
            turned(field.box),
        )
        for field in lattice.fields
    ]
    xs = list(lattice.ys) if is_down else [-y for y in reversed(lattice.ys)]
    ys = [-x for x in reversed(lattice.xs)] if is_down else list(lattice.xs)
    upright = Lattice(xs, ys, sorted(fields))
    return upright, [Run(run.text, *turned(run[1:])) for run in runs]


def laid_back(table: PageTable, runs: Sequence[Run]) -> PageTable:
    """The table that was stood up, each cell placed where it stands on the page."""
    is_down = _reads_down(runs)

    def turned(box: Box) -> Box:
        left, top, right, bottom = box
        return (-bottom, left, -top, right) if is_down else (top, -right, bottom, -left)

    cells = [
        cell._replace(place=cell.place._replace(box=turned(cell.place.box))) if cell.place.box else cell
        for cell in table.cells
    ]
    return replace(table, cells=cells)


def _reads_down(runs: Sequence[Run]) -> bool:
    """Whether what is written later stands further down: figures of a row follow one another in the file."""
    steps = [
        run.top - before.top
        for before, run in itertools.pairwise(runs)
        if abs(run.left + run.right - before.left - before.right) < _LEVEL
    ]
    return sum(step > 0 for step in steps) * 2 >= len(steps)
