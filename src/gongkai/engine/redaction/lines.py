"""Characters that nobody sees, set in lines the way a page has them: a line is written at once, so that readers keep its
order also on pages that are turned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.engine.redaction.marks import Rect

UNITS = 1000  # of an em
_STEP = 50  # units: widths of characters are told in these
_WIDEST = 4000
_LEVEL = 0.05  # of the height: so much may characters of one line differ
_FARTHEST = 3.0  # heights between two characters of one line


@dataclass(frozen=True, slots=True)
class Placed:
    """A character that is put back, or one of what stands for what was taken; turned by so many quarters to the left."""

    text: str
    room: Rect
    quarters: int = 0

    @property
    def start(self) -> float:
        """How far along its line it begins."""
        left, bottom, right, top = self.room
        return (left, bottom, -right, -top)[self.quarters]

    @property
    def level(self) -> float:
        """How far across its line it stands."""
        left, bottom, right, top = self.room
        return (bottom, -right, -top, left)[self.quarters]

    @property
    def height(self) -> float:
        """Across its line."""
        left, bottom, right, top = self.room
        return right - left if self.quarters % 2 else top - bottom

    @property
    def width(self) -> int:
        """Along its line, in units of its height."""
        left, bottom, right, top = self.room
        length = top - bottom if self.quarters % 2 else right - left
        return min(max(round(length / self.height * UNITS / _STEP), 1) * _STEP, _WIDEST)

    @property
    def matrix(self) -> str:
        """The unit square laid over the beginning of its room."""
        (left, bottom, right, top), high = self.room, self.height
        sides = (
            (high, 0, 0, high, left, bottom),
            (0, high, -high, 0, right, bottom),
            (-high, 0, 0, -high, right, top),
            (0, -high, high, 0, left, top),
        )[self.quarters]
        return " ".join(f"{side:.2f}" for side in sides)


def lines(text: Iterable[Placed]) -> Iterator[list[Placed]]:
    """The characters in lines, each of one height and level, running on."""
    line: list[Placed] = []
    for placed in text:
        if line and not _runs_on(line[-1], line[0], placed):
            yield line
            line = []
        line.append(placed)
    if line:
        yield line


def _runs_on(last: Placed, first: Placed, placed: Placed) -> bool:
    most = first.height * _LEVEL
    is_level = abs(placed.level - first.level) <= most and abs(placed.height - first.height) <= most
    ahead = placed.start - last.start
    return placed.quarters == first.quarters and is_level and 0 <= ahead <= _FARTHEST * first.height
