"""Tables without rulings: figures that stand below one another make columns, labels beside them make rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.engine.marks import settle
from gongkai.engine.read.pdf.flow import Printed, text_of
from gongkai.engine.read.pdf.ink import Run
from gongkai.engine.read.pdf.sheet import Sheet, SheetCell
from gongkai.kernel.findings import Place

Span = tuple[float, float]

_VALUE = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?|[/\\-]{1,3}")
_OPENS = re.compile(r"\(?[一二三四五六七八九十\d]{1,3}[).、:]")
_HEADING = re.compile(r"[一二三四五六]、.*(?:情况|事项)$")
_SEED = 5  # figures that surely make a row of a table
_ALONE = 8  # figures of a row that makes a table by itself
_ODD = 4  # characters of a word that stands in place of a figure
_MOST_BETWEEN = 5  # lines between two rows: labels break over so many
_MOST_HEADS = 10
_LONG = 12
_NEAR = 1.7  # of a line's height
_GAP = 0.5
_APART = 0.7


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: the lines of its label, the words left of that, and its figures by column."""

    label: Sequence[Run]
    group: Sequence[Run]
    values: dict[int, Run]
    top: float
    bottom: float


def with_tables(lines: Sequence[Printed], *, page: int) -> Iterator[Sheet | list[Printed]]:
    """Lines of a page, where those that make a table are put together to one."""
    at = 0
    for first, stop, columns in _zones(lines):
        if first > at:
            yield list(lines[at:first])
        yield _sheet(lines[first:stop], columns, page=page)
        at = stop
    if at < len(lines):
        yield list(lines[at:])


def figures_of(line: Printed) -> list[Run]:
    """The figures at the end of a line, with the odd words between them."""
    runs = line.runs
    tail: list[Run] = []
    for run in reversed(runs):
        if tail and tail[-1].left - run.right < _GAP * (run.bottom - run.top):
            break  # digits set apart in running text
        if not _VALUE.fullmatch(settle(run.text)) and len(run.text) > _ODD:
            break
        tail.append(run)
    while tail and not _VALUE.fullmatch(settle(tail[-1].text)):
        tail.pop()
    count = sum(_VALUE.fullmatch(settle(run.text)) is not None for run in tail)
    return tail[::-1] if count > 0.6 * len(tail) else []


def _zones(lines: Sequence[Printed]) -> Iterator[tuple[int, int, list[Span]]]:
    """First line, line behind the last, and columns of each table."""
    seeds = [
        (index, figures) for index, line in enumerate(lines) if len(figures := figures_of(line)) >= _SEED
    ]
    at = done = 0
    while at < len(seeds):
        group = [seeds[at]]
        columns = _merged([(run.left, run.right) for run in seeds[at][1]])
        at += 1
        while (
            at < len(seeds)
            and seeds[at][0] - group[-1][0] <= _MOST_BETWEEN + 1
            and _fits(seeds[at][1], columns)
        ):
            columns = _merged(columns + [(run.left, run.right) for run in seeds[at][1]])
            group.append(seeds[at])
            at += 1
        if len(group) > 1 or _is_row(lines[group[0][0]], group[0][1]):
            first = _first(lines, group[0][0], columns, done)
            columns = _with_heads(columns, lines[first : group[0][0]])
            done = _stop(lines, group[-1][0], columns)
            yield first, done, columns


def _is_row(line: Printed, figures: Sequence[Run]) -> bool:
    """Whether one line alone is a row of a table: many figures, or as many as table 3 has behind a numbered label."""
    return len(figures) >= _ALONE or (
        len(figures) < len(line.runs) and _OPENS.match(settle(line.runs[0].text)) is not None
    )


def _merged(spans: list[Span]) -> list[Span]:
    """Spans that overlap, as one."""
    found: list[Span] = []
    for left, right in sorted(spans):
        if found and left < found[-1][1]:
            found[-1] = found[-1][0], max(right, found[-1][1])
        else:
            found.append((left, right))
    return found


def _column(run: Run, columns: Sequence[Span]) -> int | None:
    """The column that a run stands in: the nearest one that it touches."""
    middle = (run.left + run.right) / 2
    touching = [
        (abs((left + right) / 2 - middle), index)
        for index, (left, right) in enumerate(columns)
        if run.left < right + 3 and left - 3 < run.right
    ]
    return min(touching)[1] if touching else None


def _fits(figures: Sequence[Run], columns: Sequence[Span]) -> bool:
    return sum(_column(run, columns) is not None for run in figures) >= 0.8 * len(figures)


def _first(lines: Sequence[Printed], seed: int, columns: Sequence[Span], done: int) -> int:
    """The first line of a table: its heads stand above the first row, running text and headings do not belong to it."""
    index = seed
    while index > max(done, seed - _MOST_HEADS):
        line = lines[index - 1]
        above = [run for run in line.runs if run.right > columns[0][0]]
        is_prose = any(len(run.text) > _LONG and _touched(run, columns) > 2 for run in above)
        if is_prose or settle(line.text[-1]) in "。;" or _HEADING.match(settle(line.text)):
            break
        if not above and not _is_close(line, lines[index]):
            break
        index -= 1
    return index


def _touched(run: Run, columns: Sequence[Span]) -> int:
    return sum(run.left < right and left < run.right for left, right in columns)


def _is_close(line: Printed, below: Printed) -> bool:
    return below.runs[0].middle - line.runs[0].middle < _NEAR * max(line.height, below.height)


def _with_heads(columns: list[Span], heads: Sequence[Printed]) -> list[Span]:
    """The columns, and those that have a head but no figure anywhere: as far from the others as they are apart."""
    middles = [(left + right) / 2 for left, right in columns]
    steps = sorted(other - one for one, other in zip(middles, middles[1:], strict=False))
    pitch = steps[len(steps) // 2]
    found = list(columns)
    for line in heads:
        for run in line.runs:
            middle = (run.left + run.right) / 2
            is_narrow = run.right - run.left < 1.5 * pitch
            if (
                is_narrow
                and middle > middles[0]
                and min(abs(middle - other) for other in middles) > _APART * pitch
            ):
                found.append((middle - 2, middle + 2))
                middles.append(middle)
    return _merged(found)


def _stop(lines: Sequence[Printed], seed: int, columns: Sequence[Span]) -> int:
    """Behind the last line of a table: what follows its last row is the rest of that label, or a row with few figures."""
    index = seed + 1
    while index < len(lines):
        line = lines[index]
        figures = figures_of(line)
        is_row = bool(figures) and len(figures) < len(line.runs) and _fits(figures, columns)
        is_row = is_row and _OPENS.match(settle(line.text)) is not None
        is_rest = line.runs[-1].right < columns[0][0] and _is_close(lines[index - 1], line)
        if not is_row and (
            not is_rest or _OPENS.match(settle(line.text)) or settle(line.text).startswith("注")
        ):
            break
        index += 1
    return index


def _sheet(lines: Sequence[Printed], columns: Sequence[Span], *, page: int) -> Sheet:
    """The table: column 0 for the words of groups, 1 for labels, then the figures."""
    first = next(index for index, line in enumerate(lines) if len(figures_of(line)) >= _SEED)
    heads = _heads(lines[:first], columns, page=page)
    rows = _rows(lines, columns)
    edges = _edges(lines, columns)
    height = max((cell.row for cell in heads), default=-1) + 1
    cells = list(heads)
    for index, row in enumerate(rows, start=height):
        cells += _cells(row, index, edges, page=page)
    return Sheet(edges, height + len(rows), cells)


def _edges(lines: Sequence[Printed], columns: Sequence[Span]) -> list[float]:
    left = min(line.runs[0].left for line in lines)
    between = [(one[1] + other[0]) / 2 for one, other in zip(columns, columns[1:], strict=False)]
    start = columns[0][0] - 2
    right = columns[-1][1] + (columns[-1][1] - between[-1] if between else 10)
    return [min(left, start - 2), start - 1, start, *between, right]


def _heads(lines: Sequence[Printed], columns: Sequence[Span], *, page: int) -> list[SheetCell]:
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
        SheetCell(row, first + 2, 1, stop - first, (Printed([run]),), run.text, Place(None, page, run[1:]))
        for row, (first, stop, run) in enumerate(wide)
    ]
    for column, runs in sorted(own.items()):
        text = "".join(run.text for run in runs)
        cells.append(SheetCell(len(wide), column + 2, 1, 1, (), text, Place(None, page, _around(runs))))
    return cells


def _nearest_column(run: Run, middles: Sequence[float]) -> int | None:
    """The column that a head stands over; None for what stands left of all."""
    middle = (run.left + run.right) / 2
    pitch = (middles[-1] - middles[0]) / max(len(middles) - 1, 1)
    near = min(range(len(middles)), key=lambda index: abs(middles[index] - middle))
    return near if abs(middles[near] - middle) < _APART * pitch else None


def _around(runs: Sequence[Run]) -> tuple[float, float, float, float]:
    return (
        min(run.left for run in runs),
        min(run.top for run in runs),
        max(run.right for run in runs),
        max(run.bottom for run in runs),
    )


def _rows(lines: Sequence[Printed], columns: Sequence[Span]) -> list[_Row]:
    """Labels, each with the figures beside it. A label without figures is a row that was left blank."""
    leaf = _leaf_edge(lines, columns)
    labels: list[list[Run]] = []
    groups: list[Run] = []
    owners: dict[int, int] = {}  # line → label that stands on it
    for index, line in enumerate(lines):
        words = [run for run in line.runs if (run.left + run.right) / 2 < columns[0][0]]
        own = _own_label(words, leaf, labels[-1][0].left if labels else None)
        groups += [run for run in words if run not in own]
        if not own:
            continue
        has_figures = _has_figures(line, columns)
        if not labels or _begins(
            own,
            labels[-1],
            has_figures
            and any(_has_figures(lines[i], columns) for i, o in owners.items() if o == len(labels) - 1),
        ):
            labels.append([])
        labels[-1].append(Run(text_of(own), *_around(own)))
        owners[index] = len(labels) - 1
    return _filled(lines, columns, labels, groups, owners)


def _has_figures(line: Printed, columns: Sequence[Span]) -> bool:
    return any(run.left >= columns[0][0] - 3 for run in figures_of(line))


def _leaf_edge(lines: Sequence[Printed], columns: Sequence[Span]) -> float:
    """Where most labels begin: further left stand the words that head groups of rows."""
    starts = sorted(
        words[-1].left
        for line in lines
        if figures_of(line) and (words := [run for run in line.runs if run.right < columns[0][0] + 3])
    )
    return starts[len(starts) // 2] if starts else columns[0][0]


def _own_label(words: Sequence[Run], leaf: float, above: float | None) -> list[Run]:
    """The runs at the end of the words before a line's figures that are its label and not the word of a group:
    a label begins with a number, behind a gap, or below the beginning of the line above (`above`)."""
    own: list[Run] = []
    for run in reversed(words):
        if own:
            begins = _OPENS.match(settle(own[-1].text)) or (
                above is not None and abs(own[-1].left - above) < 3
            )
            if begins or own[-1].left - run.right > _GAP * (run.bottom - run.top):
                break
        elif run.right < leaf:
            break
        own.append(run)
    return own[::-1]


def _begins(own: Sequence[Run], label: Sequence[Run], is_second: bool) -> bool:
    """Whether a new label begins: it has a number, or a gap before it, or the one before has its figures."""
    if _OPENS.match(settle(own[0].text)):
        return True
    gap = own[0].middle - label[-1].middle
    return is_second or gap > _NEAR * (own[0].bottom - own[0].top)


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
        figures = [run for run in figures_of(line) if run.left >= columns[0][0] - 3]
        if not figures:
            continue
        by_column = {column: run for run in figures if (column := _column(run, columns)) is not None}
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


def _nearest(middle: float, labels: Sequence[Sequence[Run]], taken: dict[int, dict[int, Run]]) -> int | None:
    """The label whose lines surround a place and that has no figures yet."""
    around = [
        (abs(label[0].top + label[-1].bottom - 2 * middle), index)
        for index, label in enumerate(labels)
        if index not in taken and label[0].top - 3 <= middle <= label[-1].bottom + 3
    ]
    return min(around)[1] if around else None


def _cells(row: _Row, index: int, edges: Sequence[float], *, page: int) -> list[SheetCell]:
    """The cells of a row; a column without a figure is an empty cell."""
    cells = []
    for column, runs in ((0, row.group), (1, row.label)):
        if runs:
            text = "".join(run.text for run in runs)
            cells.append(SheetCell(index, column, 1, 1, (), text, Place(None, page, _around(runs))))
    for column in range(len(edges) - 3):
        run = row.values.get(column)
        box = run[1:] if run else (edges[column + 2], row.top, edges[column + 3], row.bottom)
        cells.append(SheetCell(index, column + 2, 1, 1, (), run.text if run else "", Place(None, page, box)))
    return cells
