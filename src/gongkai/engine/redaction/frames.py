"""Where a page lies in the places of its file, and how it is turned for people."""

from dataclasses import dataclass

from gongkai.engine.redaction.marks import Box, Rect


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in the places of the file (upwards), and by how many degrees it is shown turned
    clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height before the page is turned."""
        return self.right - self.left, self.top - self.bottom

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height as people see the page."""
        width, height = self.size
        return (height, width) if self.turned % 180 else (width, height)

    def placed(self, box: Box) -> Rect:
        """Left, bottom, right, top in the places of the file."""
        return _rect(self._placed(box.left, box.top), self._placed(box.right, box.bottom))

    def seen(self, rect: Rect) -> Box:
        """The box that people see where this rectangle of the file lies."""
        left, top, right, bottom = _rect(self._seen(rect[0], rect[1]), self._seen(rect[2], rect[3]))
        return Box(left, top, right, bottom)

    def _placed(self, across: float, down: float) -> tuple[float, float]:
        return {
            0: (self.left + across, self.top - down),
            90: (self.left + down, self.bottom + across),
            180: (self.right - across, self.bottom + down),
            270: (self.right - down, self.top - across),
        }[self.turned]

    def _seen(self, x: float, y: float) -> tuple[float, float]:
        return {
            0: (x - self.left, self.top - y),
            90: (y - self.bottom, x - self.left),
            180: (self.right - x, y - self.bottom),
            270: (self.top - y, self.right - x),
        }[self.turned]


def _rect(first: tuple[float, float], second: tuple[float, float]) -> Rect:
    (x, y), (x2, y2) = first, second
    return min(x, x2), min(y, y2), max(x, x2), max(y, y2)
