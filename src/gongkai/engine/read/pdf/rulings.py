"""Strokes put together to rulings: dashes and double lines count as one line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.engine.read.pdf.strokes import Stroke

_SAME = 4.0  # points between two strokes of a double line
_DASH = 4.0  # points between two dashes
_TOUCH = 4.0

Ruling = Stroke  # what a page draws once or in pieces, as one line


@dataclass(frozen=True, slots=True)
class Rulings:
    """Lines from left to right (`across`, from the top down) and from top to bottom (`down`, from the left)."""

    across: Sequence[Ruling] = ()
    down: Sequence[Ruling] = ()


def rulings_of(across: Iterable[Stroke], down: Iterable[Stroke]) -> Rulings:
    """The rulings that strokes make."""
    return Rulings(list(_merged(across)), list(_merged(down)))


def _merged(strokes: Iterable[Stroke]) -> Iterator[Ruling]:
    """Strokes at nearly the same place, with what continues or covers one another as one."""
    group: list[Stroke] = []
    for stroke in sorted(strokes):
        if group and stroke.at - group[0].at > _SAME:
            yield from _in_a_row(group)
            group = []
        group.append(stroke)
    if group:
        yield from _in_a_row(group)


def _in_a_row(group: list[Stroke]) -> Iterator[Ruling]:
    at = (group[0].at + group[-1].at) / 2
    group.sort(key=lambda stroke: stroke.start)
    start, stop = group[0].start, group[0].stop
    for stroke in group:
        if stroke.start - stop > _DASH:
            yield Ruling(at, start, stop)
            start, stop = stroke.start, stroke.stop
        elif stroke.stop > stop:
            stop = stroke.stop
    yield Ruling(at, start, stop)


def apart(rulings: Rulings) -> Iterator[Rulings]:
    """The rulings of each table: bands of the page that lines cover without a gap, and in them side by side."""
    for low, high in _stretches(rulings.down, rulings.across):
        across = [line for line in rulings.across if low <= line.at <= high]
        down = [line for line in rulings.down if low <= line.start and line.stop <= high]
        for left, right in _stretches(across, down):
            yield Rulings(
                [line for line in across if left <= line.start and line.stop <= right],
                [line for line in down if left <= line.at <= right],
            )


def _stretches(along: Sequence[Ruling], ticks: Sequence[Ruling]) -> list[tuple[float, float]]:
    """Stretches that the lines along an axis, and the places of those across it, cover without a gap."""
    spans = sorted([(line.start, line.stop) for line in along] + [(line.at, line.at) for line in ticks])
    found: list[list[float]] = []
    for start, stop in spans:
        if found and start - found[-1][1] <= _TOUCH:
            found[-1][1] = max(found[-1][1], stop)
        else:
            found.append([start, stop])
    return [(start - 0.01, stop + 0.01) for start, stop in found]
