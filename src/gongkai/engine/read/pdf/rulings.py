"""Strokes put together to rulings: dashes and double lines count as one line."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.engine.read.pdf.strokes import Stroke

_SAME = 4.0  # points between two strokes of a double line
_DASH = 4.0  # points between two dashes
_TOUCH = 4.0
_MOST_CROSSINGS = 100_000  # of lines that are looked at one by one

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
    """The rulings of each table: bands of the page that lines cover without a gap, in them side by side, and in these
    what hangs together: a table may stand in a frame."""
    for low, high in _stretches(rulings.down, rulings.across):
        across = [line for line in rulings.across if low <= line.at <= high]
        down = [line for line in rulings.down if low <= line.start and line.stop <= high]
        for left, right in _stretches(across, down):
            part = Rulings(
                [line for line in across if left <= line.start and line.stop <= right],
                [line for line in down if left <= line.at <= right],
            )
            yield from _connected(part) if len(part.across) * len(part.down) < _MOST_CROSSINGS else [part]


def _connected(part: Rulings) -> Iterator[Rulings]:
    """Lines that touch one another, directly or by others; without those that touch none across them."""
    places = [line.at for line in part.across]
    groups: list[tuple[set[int], list[Ruling]]] = []  # lines across, by their number, and lines down
    for line in part.down:
        low, high = bisect_left(places, line.start - _TOUCH), bisect_right(places, line.stop + _TOUCH)
        touched = {
            index
            for index in range(low, high)
            if part.across[index].start - _TOUCH <= line.at <= part.across[index].stop + _TOUCH
        }
        if not touched:
            continue
        down = [line]
        apart_from = []
        for group in groups:
            if touched.isdisjoint(group[0]):
                apart_from.append(group)
            else:
                touched |= group[0]
                down = group[1] + down
        groups = [*apart_from, (touched, down)]
    for across, down in groups:
        yield Rulings([part.across[index] for index in sorted(across)], down)


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
