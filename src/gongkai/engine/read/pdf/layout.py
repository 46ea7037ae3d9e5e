"""A page as pieces from the top down: ruled tables, and the lines between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.engine.read.pdf.aligned import with_tables
from gongkai.engine.read.pdf.flow import lines_of
from gongkai.engine.read.pdf.ink import Ink, Run
from gongkai.engine.read.pdf.lattice import Lattice, lattices_of
from gongkai.engine.read.pdf.margins import Edges, edges_of
from gongkai.engine.read.pdf.printed import Printed
from gongkai.engine.read.pdf.tables import PageTable, is_heaped, pieces_of, table_of
from gongkai.engine.read.pdf.turned import laid_back, lies_down, stood_up

_TOUCH = 2.0
_SPILL = 80.0
_SHORT = 8
_NARROW = 80.0
_BARS = frozenset("|¦│┃｜")  # lines between columns, drawn as letters


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page: its pieces in reading order, tables and stretches of lines, what stands in its margins, and whether it is
    but a picture."""

    number: int
    pieces: Sequence[PageTable | list[Printed]]
    edges: Edges
    is_picture: bool = False


def layout_of(ink: Ink) -> PageLayout:
    """The pieces of a page."""
    lattices = sorted(lattices_of(ink.rulings), key=lambda lattice: lattice.ys[0])
    inside, outside = _parted(ink.runs, lattices)
    lines = lines_of([run for run in outside if run.text not in _BARS])
    low = min((lattice.ys[0] for lattice in lattices), default=ink.height)
    high = max((lattice.ys[-1] for lattice in lattices), default=0.0)
    edges = edges_of(lines, height=ink.height, low=low, high=high)
    pieces: list[PageTable | list[Printed]] = []
    at = 0
    for lattice, runs in zip(lattices, inside, strict=True):
        start = at
        while at < len(lines) and lines[at].box[1] < lattice.ys[0]:
            at += 1
        pieces += with_tables(lines[start:at], page=ink.number)
        pieces += _pieces(lattice, runs, page=ink.number)
    pieces += with_tables(lines[at:], page=ink.number)
    return PageLayout(ink.number, pieces, edges, ink.is_picture)


def _pieces(lattice: Lattice, runs: Sequence[Run], *, page: int) -> Iterable[PageTable | list[Printed]]:
    """A ruled table, or what it turns out to be."""
    if lies_down(runs):
        upright, turned = stood_up(lattice, runs)
        return [laid_back(table_of(upright, turned, page=page), runs)]
    table = table_of(lattice, runs, page=page)
    return with_tables(lines_of(runs), page=page) if is_heaped(table) else pieces_of(table)


def _parted(runs: Sequence[Run], lattices: Sequence[Lattice]) -> tuple[list[list[Run]], Sequence[Run]]:
    """The runs inside each table, and those outside all."""
    if not lattices:
        return [], runs
    inside: list[list[Run]] = [[] for _ in lattices]
    outside: list[Run] = []
    boxes = [lattice.box for lattice in lattices]
    for run in runs:
        x, y = (run.left + run.right) / 2, (run.top + run.bottom) / 2
        for index, (left, top, right, bottom) in enumerate(boxes):
            if top - _TOUCH <= y <= bottom + _TOUCH and left - _TOUCH <= x <= right + _TOUCH:
                inside[index].append(run)
                break
        else:
            (inside[-1] if _overflows(run, lattices[-1]) else outside).append(run)
    return inside, outside


def _overflows(run: Run, lattice: Lattice) -> bool:
    """Whether a few characters below the last table of a page belong to a narrow cell over many rows that goes on on
    the next page: some programs print its text across the end of the page."""
    if not 0 <= run.top + _TOUCH - lattice.ys[-1] < _SPILL or len(run.text) > _SHORT:
        return False
    return any(
        left - _TOUCH <= run.left and run.right <= right + _TOUCH and right - left < _NARROW
        for row, _, rowspan, _, (left, _, right, _) in lattice.fields
        if rowspan > 1 and row + rowspan == len(lattice.ys) - 1
    )
