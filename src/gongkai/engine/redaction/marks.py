"""What is to be withheld and why, as values: places on pages, each with the ground in the law."""

from dataclasses import dataclass

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page as people see it: points from its left and from its upper edge."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something is withheld: a code of the office, the article as it is printed, the reason in a few words."""

    code: str
    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to withhold on a page, counted from 1. What runs over two lines has two boxes and one ground."""

    page: int
    boxes: tuple[Box, ...]
    ground: Ground


@dataclass(frozen=True, slots=True)
class Withheld:
    """A line for the letter that releases the rest: the number printed in the box, where it stands, and why.

    It tells how many characters, never which.
    """

    number: int
    page: int
    ground: Ground
    characters: int


@dataclass(frozen=True, slots=True)
class Redacted:
    """A file that may be handed out, and what it does not say."""

    data: bytes
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """What was withheld in one place stands unmarked in another: perhaps it was forgotten. `number` is that of the
    mark, `boxes` are where the same is still to be read."""

    number: int
    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that a detector takes for a number of a person; `found` shows only its ends, `line` is the line of its
    page in which it stands, from 1."""

    page: int
    line: int
    boxes: tuple[Box, ...]
    code: str
    name: str
    why: str
    found: str

    def mark(self, ground: Ground) -> Mark:
        """The suggestion, taken."""
        return Mark(self.page, self.boxes, ground)


@dataclass(frozen=True, slots=True)
class Overview:
    """A file before it is marked: width and height of each page in points as people see it, the numbers of the pages on
    which no character stands (a machine finds nothing there, somebody has to look), and what the detectors found."""

    sizes: tuple[tuple[float, float], ...]
    silent: tuple[int, ...]
    suggestions: tuple[Suggestion, ...]


def in_order(marks: tuple[Mark, ...]) -> tuple[tuple[int, Mark], ...]:
    """The marks with their numbers: from the first page to the last, downwards, then from the left."""
    return tuple(enumerate(sorted(marks, key=order_of), 1))


def order_of(mark: Mark) -> tuple[int, float, float]:
    """What puts marks in the order of their numbers."""
    return mark.page, mark.boxes[0].top, mark.boxes[0].left
