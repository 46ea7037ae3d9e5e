"""Which lines of a page make a table although no rulings part it, and where its columns are."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.engine.marks import settle
from gongkai.engine.read.pdf.ink import Run
from gongkai.engine.read.pdf.printed import NUMBERED, Printed

Span = tuple[float, float]

_HEADING = re.compile(r"[一二三四五六]、.*(?:情况|事项)$")
_SEED = 5  # figures that surely make a row of a table
_ALONE = 8  # figures of a row that makes a table by itself
_MOST_BETWEEN = 5  # lines between two rows: labels break over so many
_MOST_HEADS = 10
_LONG = 12
_LONGEST_HEAD = 24
_LONGEST_LABEL = 16
_FEW = 4  # figures of a row in a table with few columns
_WIDE = 1.2  # of a line's height
_NEAR = 1.7
_FAR = 3.2  # of a line's height: further above stands no head, but the running head of the page
_APART = 0.7  # of the distance between columns


class Zone(NamedTuple):
    """A table among lines: its first line, its first row, the line behind its last, its columns of figures, and from
    which line on labels are looked for: above the first figures there may be rows left blank."""

    first: int
    row: int
    stop: int
    columns: Sequence[Span]
    labels: int


def zones_of(lines: Sequence[Printed]) -> Iterator[Zone]:
    """The tables among lines, from the top."""
    done = 0
    for zone in _large(lines):
        yield from _small(lines, done, zone.first)
        yield zone
        done = zone.stop
    yield from _small(lines, done, len(lines))


def _large(lines: Sequence[Printed]) -> Iterator[Zone]:
    """Tables with many columns: rows of many figures below one another."""
    seeds = [
        (index, figures)
        for index, line in enumerate(lines)
        if len(line.runs) >= _SEED and len(figures := line.figures) >= _SEED
    ]
    at = done = 0
    while at < len(seeds):
        group = [seeds[at]]
        columns = merged([(run.left, run.right) for run in seeds[at][1]])
        at += 1
        while (
            at < len(seeds)
            and seeds[at][0] - group[-1][0] <= _MOST_BETWEEN + 1
            and fits(seeds[at][1], columns)
        ):
            columns = merged(columns + [(run.left, run.right) for run in seeds[at][1]])
            group.append(seeds[at])
            at += 1
        if len(group) > 1 or _is_row(lines[group[0][0]], group[0][1]):
            first = _first(lines, group[0][0], columns, done)
            columns = _with_heads(columns, lines[first : group[0][0]])
            done = _stop(lines, group[-1][0], columns)
            yield Zone(first, group[0][0], done, columns, first)


def _is_row(line: Printed, figures: Sequence[Run]) -> bool:
    """Whether one line alone is a row of a table: many figures, or as many as table 3 has behind a numbered label."""
    return len(figures) >= _ALONE or (
        len(figures) < len(line.runs) and NUMBERED.match(settle(line.runs[0].text)) is not None
    )


def merged(spans: list[Span]) -> list[Span]:
    """Spans that overlap, as one."""
    found: list[Span] = []
    for left, right in sorted(spans):
        if found and left < found[-1][1]:
            found[-1] = found[-1][0], max(right, found[-1][1])
        else:
            found.append((left, right))
    return found


def column_of(run: Run, columns: Sequence[Span]) -> int | None:
    """The column that a run stands in: the nearest one that it touches."""
    middle = (run.left + run.right) / 2
    touching = [
        (abs((left + right) / 2 - middle), index)
        for index, (left, right) in enumerate(columns)
        if run.left < right + 3 and left - 3 < run.right
    ]
    return min(touching)[1] if touching else None


def fits(figures: Sequence[Run], columns: Sequence[Span]) -> bool:
    """Whether figures stand in these columns."""
    return sum(column_of(run, columns) is not None for run in figures) >= 0.8 * len(figures)


def _first(lines: Sequence[Printed], seed: int, columns: Sequence[Span], done: int) -> int:
    """The first line of a table: its heads stand above the first row, running text and headings do not belong to it."""
    index = seed
    while index > max(done, seed - _MOST_HEADS):
        line = lines[index - 1]
        above = [run for run in line.runs if run.right > columns[0][0]]
        is_prose = any(len(run.text) > _LONG and _touched(run, columns) > 2 for run in above)
        if is_prose or settle(line.text[-1]) in "。;" or _HEADING.match(settle(line.text)):
            break
        if not is_close(line, lines[index], within=_FAR if above else _NEAR):
            break
        index -= 1
    return index


def _touched(run: Run, columns: Sequence[Span]) -> int:
    return sum(run.left < right and left < run.right for left, right in columns)


def is_close(line: Printed, below: Printed, *, within: float = _NEAR) -> bool:
    return below.runs[0].middle - line.runs[0].middle < within * max(line.height, below.height)


def _with_heads(columns: list[Span], heads: Sequence[Printed]) -> list[Span]:
    """The columns, and those that have a head but no figure anywhere: as far from the others as they are apart."""
    middles = [(left + right) / 2 for left, right in columns]
    steps = sorted(other - one for one, other in itertools.pairwise(middles))
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
    return merged(found)


def _stop(lines: Sequence[Printed], seed: int, columns: Sequence[Span]) -> int:
    """Behind the last line of a table: what follows its last row is a row with few figures, or the rest of a label."""
    index = seed + 1
    while index < len(lines):
        line = lines[index]
        goes_on = line.runs[-1].right < columns[0][0] and is_close(lines[index - 1], line)
        if not _is_sparse_row(line, columns) and not (goes_on and _is_rest_of_label(line)):
            break
        index += 1
    return index


def _is_sparse_row(line: Printed, columns: Sequence[Span]) -> bool:
    """Whether a line is a numbered label with a few figures in these columns."""
    figures = line.figures
    return 0 < len(figures) < len(line.runs) and is_numbered(line.runs[0]) and fits(figures, columns)


def _is_rest_of_label(line: Printed) -> bool:
    """Whether words may go on with the label above: they have no number of their own and are no note."""
    return not is_numbered(line.runs[0]) and not settle(line.text).startswith("注")


def is_numbered(run: Run) -> bool:
    """Whether words begin like a numbered label: （三）, 2."""
    return NUMBERED.match(settle(run.text)) is not None


def _small(lines: Sequence[Printed], start: int, stop: int) -> Iterator[Zone]:
    """Tables with few columns: a line of heads, and below it rows of a label with figures under the heads. At the top
    of a page the heads may be missing."""
    index = start
    while index < stop:
        zone = _small_at(lines, index, stop) if len(lines[index].runs) > 1 else None
        if zone:
            yield zone
        index = zone.stop if zone else index + 1


def _small_at(lines: Sequence[Printed], index: int, stop: int) -> Zone | None:
    """The table with few columns that begins at a line, with its heads or with its first row."""
    if _is_small_row(lines[index], count=_FEW):
        end = _end_of_small(lines, index, stop, count=_FEW)
        return Zone(index, index, end, _figure_columns(lines[index:end]), index)
    heads = _head_columns(lines[index])
    row = next((at for at in range(index + 1, min(index + 4, stop)) if lines[at].figures), stop)
    if not heads or any(line.box[0] <= lines[index].runs[0].right for line in lines[index + 1 : row]):
        return None
    end = _end_of_small(lines, row, stop, count=len(heads))
    figures = _figure_columns(lines[row:end])
    return Zone(index, row, end, _under(heads, figures), row) if 0 < len(figures) <= len(heads) else None


def _figure_columns(rows: Sequence[Printed]) -> list[Span]:
    return merged([(run.left, run.right) for line in rows for run in line.figures])


def _under(heads: Sequence[Span], figures: Sequence[Span]) -> Sequence[Span]:
    """The columns of figures under heads, in their order; a head without any figure keeps its own place."""
    if len(heads) == len(figures):
        return figures
    columns = list(heads)
    for figure in figures:
        nearest = min(range(len(heads)), key=lambda index: abs(sum(heads[index]) - sum(figure)))
        columns[nearest] = figure
    return sorted(columns)


def _head_columns(line: Printed) -> list[Span]:
    """The columns under a line of heads: short words far apart, the first of them over the labels."""
    runs = line.runs
    if len(runs) < 2 or line.figures or any(len(run.text) > _LONGEST_HEAD for run in runs):
        return []
    gaps = [run.left - before.right for before, run in itertools.pairwise(runs)]
    return [(run.left, run.right) for run in runs[1:]] if min(gaps) > _WIDE * line.height else []


def _is_small_row(line: Printed, *, count: int) -> bool:
    """Whether a line is a short label and, far behind it, a few figures."""
    if len(line.runs) < 2:
        return False
    figures, words = line.figures, line.words
    is_label = bool(words) and sum(len(run.text) for run in words) <= _LONGEST_LABEL
    return is_label and 0 < len(figures) <= count and figures[0].left - words[-1].right > _WIDE * line.height


def _end_of_small(lines: Sequence[Printed], row: int, stop: int, *, count: int) -> int:
    """Behind the last row of a label and no more figures than there are heads, with what is left of its label."""
    end = row
    while end < stop:
        line = lines[end]
        goes_on = end > row and _goes_on_label(line, lines[end - 1], lines[row].runs[0])
        if not goes_on and not _is_small_row(line, count=count):
            break
        end += 1
    return end


def _goes_on_label(line: Printed, above: Printed, label: Run) -> bool:
    """Whether a line is but short words close below another one, that begin where the first label of a table does."""
    if len(line.runs) != 1 or line.figures or len(line.text) >= _LONGEST_LABEL:
        return False
    is_below = is_close(above, line) and abs(line.runs[0].left - label.left) < line.height
    return is_below and not is_numbered(line.runs[0])
