"""Tables without rulings: figures that stand below one another make columns, labels beside them make rows."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.engine.marks import settle
from gongkai.engine.read.pdf.ink import Run
from gongkai.engine.read.pdf.printed import NUMBERED, Printed, text_of
from gongkai.engine.read.pdf.tables import PageTable, TableCell
from gongkai.engine.read.pdf.zones import Span, Zone, column_of, is_numbered, zones_of
from gongkai.kernel.findings import Box, Place, box_around

_GAP = 0.5  # of a line's height
_NEAR = 1.7
_APART = 0.7  # of the distance between columns


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: the lines of its label, the words left of that, and its figures by column."""

    label: Sequence[Run]
    group: Sequence[Run]
    values: dict[int, Run]
    top: float
    bottom: float


def with_tables(lines: Sequence[Printed], *, page: int) -> Iterator[PageTable | list[Printed]]:
    """Lines of a page, where those that make a table are put together to one."""
    at = 0
    for zone in zones_of(lines):
        if zone.first > at:
            yield list(lines[at : zone.first])
        yield _table(lines, zone, page=page)
        at = zone.stop
    if at < len(lines):
        yield list(lines[at:])


def _table(lines: Sequence[Printed], zone: Zone, *, page: int) -> PageTable:
    """The table: column 0 for the words of groups, 1 for labels, then the figures."""
    columns = zone.columns
    heads = _heads(lines[zone.first : zone.row], columns, page=page)
    rows = _rows(lines[zone.labels : zone.stop], columns)
    edges = _edges(lines[zone.first : zone.stop], columns)
    height = max((cell.row for cell in heads), default=-1) + 1
    cells = list(heads)
    for index, row in enumerate(rows, start=height):
        cells += _cells(row, index, edges, page=page)
    return PageTable(edges, height + len(rows), cells)


def _edges(lines: Sequence[Printed], columns: Sequence[Span]) -> list[float]:
    left = min(line.runs[0].left for line in lines)
    between = [(one[1] + other[0]) / 2 for one, other in itertools.pairwise(columns)]
    start = columns[0][0] - 2
    right = columns[-1][1] + (columns[-1][1] - between[-1] if between else 10)
    return [min(left, start - 2), start - 1, start, *between, right]


def _heads(lines: Sequence[Printed], columns: Sequence[Span], *, page: int) -> list[TableCell]:
    """The heads of columns in one row, and above it, a row each, the heads over several columns."""
    middles = [(left + right) / 2 for left, right in columns]
    own: dict[int, list[Run]] = {}
    wide: list[tuple[int, int, Run]] = []
    for run in (run for line in lines for run in line.runs):
        over = [index for index, middle in enumerate(middles) if run.left < middle < run.right]
        near = _nearest_column(run, middles)
        if len(over) > 1:
            wide.append((over[0], over[-1] + 1, run))
        elif near is not None:
            own.setdefault(near, []).append(run)
    lowest = max((run.middle for _, _, run in wide), default=0.0)
    for column, runs in own.items():
        if any(run.middle > lowest for run in runs):  # what stands above heads of groups is one itself
            wide += [(column, column + 1, run) for run in runs if run.middle < lowest]
            own[column] = [run for run in runs if run.middle > lowest]
    cells = [
        TableCell(row, first + 2, 1, stop - first, (run,), run.text, Place(None, page, run[1:]))
        for row, (first, stop, run) in enumerate(wide)
    ]
    for column, runs in sorted(own.items()):
        text = "".join(run.text for run in runs)
        cells.append(TableCell(len(wide), column + 2, 1, 1, (), text, Place(None, page, _around(runs))))
    return cells


def _nearest_column(run: Run, middles: Sequence[float]) -> int | None:
    """The column that a head stands over; None for what stands left of all."""
    middle = (run.left + run.right) / 2
    if len(middles) == 1:
        return 0
    pitch = (middles[-1] - middles[0]) / (len(middles) - 1)
    near = min(range(len(middles)), key=lambda index: abs(middles[index] - middle))
    return near if abs(middles[near] - middle) < _APART * pitch else None


def _around(runs: Sequence[Run]) -> Box:
    return box_around(run[1:] for run in runs)


class _Label:
    """A label while its lines are collected, and whether figures stand on one of them."""

    def __init__(self) -> None:
        self.lines: list[Run] = []
        self.has_figures = False


def _rows(lines: Sequence[Printed], columns: Sequence[Span]) -> list[_Row]:
    """Labels, each with the figures beside it. A label without figures is a row that was left blank."""
    leaf = _leaf_edge(lines, columns)
    labels: list[_Label] = []
    groups: list[Run] = []
    owners: dict[int, int] = {}  # line → label that stands on it
    for index, line in enumerate(lines):
        words = [run for run in line.runs if (run.left + run.right) / 2 < columns[0][0]]
        has_figures = any(run.left >= columns[0][0] - 3 for run in line.figures)
        own = _label_on(words, labels[-1] if labels else None, leaf, has_figures=has_figures)
        groups += [run for run in words if run not in own]
        if not own:
            continue
        if not labels or _begins(own, labels[-1], has_figures=has_figures):
            labels.append(_Label())
        labels[-1].lines.append(Run(text_of(own), *_around(own)))
        labels[-1].has_figures |= has_figures
        owners[index] = len(labels) - 1
    return _filled(lines, columns, [label.lines for label in labels], groups, owners)


def _label_on(words: Sequence[Run], last: _Label | None, leaf: float, *, has_figures: bool) -> Sequence[Run]:
    """Those of the words before a line's figures that are a label or go on with the last one."""
    own = _own_label(words, leaf, last.lines[0].left if last else None)
    if last is None:
        return own
    if not own and not last.has_figures and _is_rest(words, last.lines):
        return words[-1:]
    is_group = (
        bool(own) and not has_figures and own[-1].right < last.lines[0].left and not is_numbered(own[0])
    )
    return () if is_group else own


def _is_rest(words: Sequence[Run], label: Sequence[Run]) -> bool:
    """Whether the last of some words goes on with the label above: close below it, and begins where it begins."""
    if not words or is_numbered(words[-1]):
        return False
    height = words[-1].bottom - words[-1].top
    is_below = 0 < words[-1].middle - label[-1].middle < _NEAR * height
    return is_below and abs(words[-1].left - label[0].left) < _GAP * height


def _leaf_edge(lines: Sequence[Printed], columns: Sequence[Span]) -> float:
    """Where most labels begin: further left stand the words that head groups of rows."""
    starts = []
    for line in lines:
        words = [run for run in line.runs if run.right < columns[0][0] + 3]
        if words and (line.figures or is_numbered(words[-1])):
            is_apart = len(words) > 1 and NUMBERED.fullmatch(
                settle(words[-2].text)
            )  # a number before its label
            starts.append(words[-2].left if is_apart else words[-1].left)
    starts.sort()
    return starts[len(starts) // 2] if starts else columns[0][0]


def _own_label(words: Sequence[Run], leaf: float, above: float | None) -> list[Run]:
    """The runs at the end of the words before a line's figures that are its label and not the word of a group:
    a label begins with a number, behind a gap, or below the beginning of the line above (`above`)."""
    own: list[Run] = []
    for run in reversed(words):
        if own:
            begins = is_numbered(own[-1]) or (above is not None and abs(own[-1].left - above) < 3)
            room = (
                1 if NUMBERED.fullmatch(settle(run.text)) else _GAP
            )  # a number may stand apart from its label
            if begins or own[-1].left - run.right > room * (run.bottom - run.top):
                break
        elif run.right < leaf:
            break
        own.append(run)
    return own[::-1]


def _begins(own: Sequence[Run], last: _Label, *, has_figures: bool) -> bool:
    """Whether a new label begins: it has a number, or a gap before it, or both it and the one before have figures."""
    gap = own[0].middle - last.lines[-1].middle
    is_second = has_figures and last.has_figures
    return is_numbered(own[0]) or is_second or gap > _NEAR * (own[0].bottom - own[0].top)


def _filled(
    lines: Sequence[Printed],
    columns: Sequence[Span],
    labels: Sequence[Sequence[Run]],
    groups: Sequence[Run],
    owners: dict[int, int],
) -> list[_Row]:
    """Rows from labels: figures go to the label on their line, else to the one whose lines they stand between."""
    values: dict[int, dict[int, Run]] = {}
    loose: list[_Row] = []
    for index, line in enumerate(lines):
        figures = _in_columns(line, columns)
        if not figures:
            continue
        by_column = {column: run for run in figures if (column := column_of(run, columns)) is not None}
        owner = owners.get(index)
        if owner is None or owner in values:
            owner = _nearest(line.runs[0].middle, labels, values)
        if owner is None:
            loose.append(_Row((), (), by_column, line.box[1], line.box[3]))
        else:
            values[owner] = by_column
    rows = [
        _Row(label, (), values.get(index, {}), label[0].top, label[-1].bottom)
        for index, label in enumerate(labels)
    ]
    rows = sorted(rows + loose, key=lambda row: row.top + row.bottom)
    return [
        _Row(
            row.label,
            [run for run in groups if row.top <= run.middle < row.bottom],
            row.values,
            row.top,
            row.bottom,
        )
        for row in rows
    ]


def _in_columns(line: Printed, columns: Sequence[Span]) -> Sequence[Run]:
    """The figures of a line, and the odd words that stand in their columns."""
    start = columns[0][0] - 3
    figures = [run for run in line.figures if run.left >= start]
    if not figures or figures[0].left < columns[0][1]:
        return figures
    return [run for run in line.words if run.left >= start] + figures


def _nearest(middle: float, labels: Sequence[Sequence[Run]], taken: dict[int, dict[int, Run]]) -> int | None:
    """The label whose lines surround a place and that has no figures yet."""
    around = [
        (abs(label[0].top + label[-1].bottom - 2 * middle), index)
        for index, label in enumerate(labels)
        if index not in taken and label[0].top - 3 <= middle <= label[-1].bottom + 3
    ]
    return min(around)[1] if around else None


def _cells(row: _Row, index: int, edges: Sequence[float], *, page: int) -> list[TableCell]:
    """The cells of a row; a column without a figure is an empty cell."""
    cells = []
    for column, runs in ((0, row.group), (1, row.label)):
        if runs:
            text = "".join(run.text for run in runs)
            cells.append(TableCell(index, column, 1, 1, (), text, Place(None, page, _around(runs))))
    for column in range(len(edges) - 3):
        run = row.values.get(column)
        box = run[1:] if run else (edges[column + 2], row.top, edges[column + 3], row.bottom)
        cells.append(TableCell(index, column + 2, 1, 1, (), run.text if run else "", Place(None, page, box)))
    return cells
