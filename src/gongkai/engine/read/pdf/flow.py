"""Runs outside tables as lines in reading order, columns told apart."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gongkai.engine.marks import settle
from gongkai.engine.prose import ENDS
from gongkai.engine.read.pdf.ink import Run
from gongkai.engine.read.pdf.printed import Printed

_HEADING = re.compile(r"[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\)")
_FIGURES = re.compile(r"[\d\s,.]+")
_GUTTER = 0.6  # of a line's height: less is no space between columns
_COLUMN_LINES = 4
_COLUMN_TEXT = 8  # characters of a line in a column, on average


def lines_of(runs: Iterable[Run]) -> list[Printed]:
    """Runs as printed lines, from the top down, each from the left."""
    groups: list[list[Run]] = []
    middle = reach = 0.0
    for run in sorted(runs, key=_middle):
        at, height = run[2] + run[4], run[4] - run[2]  # twice the middle
        if groups and at - middle < min(height, reach):
            groups[-1].append(run)
        else:
            nearer = _nearer(groups[-1], middle, at) if groups and at - middle < 2 * height else []
            groups.append([*nearer, run])
            middle, reach = at, height
    for group in groups:
        if len(group) > 1:
            group.sort(key=_left)
    return [Printed(group) for group in groups]


def _nearer(above: list[Run], middle: float, at: float) -> list[Run]:
    """Takes from the line above, which overlaps a new one, the runs that stand nearer to the new one."""
    nearer = [run for run in above if run[2] + run[4] - middle > at - run[2] - run[4]]
    above[:] = above[: len(above) - len(nearer)]  # they are sorted by their middles
    return nearer


def _middle(run: Run) -> float:
    return run[2] + run[4]


def _left(run: Run) -> float:
    return run[1]


def in_reading_order(lines: Sequence[Printed]) -> Iterator[list[Printed]]:
    """Stretches of lines that are read one after the other: columns, each from the top, and what lies between."""
    gutter = _gutter(lines)
    if gutter is None:
        yield list(lines)
        return
    bands = list(_bands(lines, gutter))
    halves = [_halves(band, gutter) for band in bands]
    has_columns = any(_is_column(left) and _is_column(right) for left, right in halves)
    for band, (left, right) in zip(bands, halves, strict=True):
        if has_columns and left and right and _is_text(left + right):
            yield left
            yield right
        else:
            yield band


def _bands(lines: Sequence[Printed], gutter: float) -> Iterator[list[Printed]]:
    """Lines parted where one goes over both columns."""
    band: list[Printed] = []
    for line in lines:
        if _crosses(line, gutter) or _is_head(line, band, gutter):
            yield from [band] if band else []
            yield [line]
            band = []
        else:
            band.append(line)
    yield from [band] if band else []


def _crosses(line: Printed, gutter: float) -> bool:
    """Whether a line goes over a place between columns: a run of it does, or it has no gap there."""
    before = [run for run in line.runs if run.left < gutter]
    behind = line.runs[len(before)] if len(before) < len(line.runs) else None
    if not before or before[-1].right > gutter:
        return bool(before)
    return behind is not None and behind.left - before[-1].right < _GUTTER * line.height


def _is_head(line: Printed, band: Sequence[Printed], gutter: float) -> bool:
    """Whether a short line is a heading over both columns: nothing stands beside it, and the right column has come to
    the end of a sentence."""
    if line.runs[-1].right > gutter or not _HEADING.match(settle(line.text)):
        return False
    last = next((part.runs[-1].text for part in reversed(band) if part.runs[-1].left >= gutter), None)
    return last is not None and settle(last[-1]) in ENDS


def _halves(lines: Sequence[Printed], gutter: float) -> tuple[list[Printed], list[Printed]]:
    """The lines left and right of a place; none where a line goes over it."""
    if any(_crosses(line, gutter) for line in lines):
        return [], []
    runs = [
        run for line in lines for run in line.runs
    ]  # lines of one column need not stand level with the other's
    return lines_of(run for run in runs if run.left < gutter), lines_of(
        run for run in runs if run.left >= gutter
    )


def _is_column(lines: Sequence[Printed]) -> bool:
    """Whether lines are surely a column of running text: several, most of them long."""
    return len(lines) >= _COLUMN_LINES and _is_text(lines)


def _is_text(lines: Sequence[Printed]) -> bool:
    """Whether lines are long on average and none is of figures alone."""
    texts = [line.text for line in lines]
    return sum(map(len, texts)) >= _COLUMN_TEXT * len(texts) and not any(map(_FIGURES.fullmatch, texts))


def _gutter(lines: Sequence[Printed]) -> float | None:
    """The place where two columns may meet: just before where many runs begin in the middle of the page."""
    if len(lines) < _COLUMN_LINES:
        return None
    left = min(line.runs[0].left for line in lines)
    right = max(line.runs[-1].right for line in lines)
    low, high = left + (right - left) * 0.3, left + (right - left) * 0.7
    votes = Counter(int(run.left / 4) for line in lines for run in line.runs if low < run.left < high)
    if not votes:
        return None
    place, count = max(votes.items(), key=lambda vote: (vote[1], -vote[0]))
    return place * 4.0 - 1 if count >= _COLUMN_LINES else None
