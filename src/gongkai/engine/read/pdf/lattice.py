"""Rulings as tables: which fields they cut, and which fields belong to one cell because no line parts them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.engine.read.pdf.rulings import Ruling, Rulings, apart
from gongkai.kernel.findings import Box

_SAME = 4.0  # points
_OPEN = 8.0  # a ruling that reaches this far beyond the last one across it leaves a side open
_COVERED = 0.7
_TABLE = 4  # cells of a table that stands in a frame, and is no box to tick


class LatticeCell(NamedTuple):
    """A cell of a table, laid out, and the box between its rulings."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table on one page: its edges from the left and from the top, its cells row by row."""

    xs: Sequence[float]
    ys: Sequence[float]
    fields: Sequence[LatticeCell]

    @property
    def box(self) -> Box:
        """The box around it."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def owners(self) -> list[list[int]]:
        """For each row and column of edges, which cell covers it."""
        taken = [[0] * (len(self.xs) - 1) for _ in range(len(self.ys) - 1)]
        for index, cell in enumerate(self.fields):
            for row in range(cell.row, cell.row + cell.rowspan):
                taken[row][cell.column : cell.column + cell.colspan] = [index] * cell.colspan
        return taken


def lattices_of(rulings: Rulings) -> list[Lattice]:
    """The ruled tables of a page: at least two cells, with lines both ways. What holds tables is a frame and none."""
    found = [
        lattice
        for part in apart(rulings)
        if len(part.across) > 1 and part.down
        for lattice in [_lattice(part)]
        if len(lattice.fields) > 1
    ]
    tables = [lattice.box for lattice in found if len(lattice.fields) >= _TABLE] if len(found) > 1 else []
    return [lattice for lattice in found if not any(_holds(lattice.box, box) for box in tables)]


def _holds(outer: Box, inner: Box) -> bool:
    """Whether one box stands wholly inside another."""
    return outer[0] < inner[0] and outer[1] < inner[1] and inner[2] < outer[2] and inner[3] < outer[3]


def _lattice(part: Rulings) -> Lattice:
    across, down = part.across, part.down
    xs = _edges(
        [line.at for line in down], min(line.start for line in across), max(line.stop for line in across)
    )
    ys = _edges(
        [line.at for line in across], min(line.start for line in down), max(line.stop for line in down)
    )
    below = _walls(ys, across, xs)
    behind = _walls(xs, down, ys)
    return Lattice(xs, ys, _fields(xs, ys, below, behind))


def _edges(places: Iterable[float], low: float, high: float) -> list[float]:
    """The places of lines, once each, and the ends of the lines across them where a side is open."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _SAME:
            edges.append(place)
    if edges[0] - low > _OPEN:
        edges.insert(0, low)
    if high - edges[-1] > _OPEN:
        edges.append(high)
    return edges


def _walls(edges: Sequence[float], lines: Sequence[Ruling], others: Sequence[float]) -> list[int]:
    """For each edge, a bit for each stretch between the other edges that a line covers."""
    walls = [0] * len(edges)
    for line in lines:
        index = max(bisect_right(edges, line.at + _SAME) - 1, 0)
        first = _stretch(others, line.start, is_start=True)
        last = _stretch(others, line.stop, is_start=False)
        if last > first:
            walls[index] |= (1 << last) - (1 << first)
    return walls


def _stretch(edges: Sequence[float], place: float, *, is_start: bool) -> int:
    """The first stretch that a line covers from here, or the one behind the last that it covers up to here."""
    index = min(max(bisect_left(edges, place), 1), len(edges) - 1)
    low, high = edges[index - 1], edges[index]
    share = (place - low) / (high - low)
    if is_start:
        return index - 1 if share < 1 - _COVERED else index
    return index if share > _COVERED else index - 1


def _fields(
    xs: Sequence[float], ys: Sequence[float], below: Sequence[int], behind: Sequence[int]
) -> list[LatticeCell]:
    """Cells from the upper left: each grows to the right and down until a wall."""
    width, height = len(xs) - 1, len(ys) - 1
    free = [(1 << width) - 1] * height
    fields = []
    for row in range(height):
        for column in range(width):
            if not free[row] >> column & 1:
                continue
            right = column + 1
            while right < width and free[row] >> right & 1 and not behind[right] >> row & 1:
                right += 1
            mask = (1 << right) - (1 << column)
            bottom = row + 1
            while bottom < height and not below[bottom] & mask and free[bottom] & mask == mask:
                if _is_cut(behind, column, right, bottom):
                    break
                bottom += 1
            for index in range(row, bottom):
                free[index] &= ~mask
            box = (xs[column], ys[row], xs[right], ys[bottom])
            fields.append(LatticeCell(row, column, bottom - row, right - column, box))
    return fields


def _is_cut(behind: Sequence[int], column: int, right: int, row: int) -> bool:
    """Whether a line runs down inside a row between two edges."""
    return any(behind[edge] >> row & 1 for edge in range(column + 1, right))
