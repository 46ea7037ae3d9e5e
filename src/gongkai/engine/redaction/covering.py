"""Which characters a mark covers: each whole or not at all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.engine.redaction.characters import NOWHERE, Character
from gongkai.engine.redaction.marks import Box, Mark, Rect
from gongkai.engine.redaction.sheets import Sheet
from gongkai.kernel.problems import Refused

COVERED = 0.3  # of the ink of a character; more of it, and it goes whole
_LEAST_SIDE = 1.0  # points of a box
_MOST_HIGHER = (
    1.5  # times the box: a larger character lies behind the page, as a watermark does, and stays in part
)
_SLACK = 0.5  # points by which a box may stand over the edge of its page


@dataclass(frozen=True, slots=True)
class Cover:
    """A mark on its sheet: where it is burned in, in the places of the file, and which characters go with it."""

    number: int
    mark: Mark
    rects: tuple[Rect, ...]
    hidden: tuple[int, ...]

    def edges(self, sheet: Sheet) -> tuple[Rect, ...]:
        """The characters that stand out of the boxes and are burned in as well: without gaps along the line, for the
        shape of a gap would tell of the character."""
        highest = _MOST_HIGHER * max(min(rect[2] - rect[0], rect[3] - rect[1]) for rect in self.rects)
        whole = [_along(sheet.characters[index]) for index in self.hidden]
        whole = [edge for edge in whole if min(edge[2] - edge[0], edge[3] - edge[1]) <= highest]
        return tuple(edge for edge in whole if not any(_holds(rect, edge) for rect in self.rects))


def covers(sheet: Sheet, marks: Sequence[tuple[int, Mark]]) -> tuple[Cover, ...]:
    """The marks of a sheet with what they cover. Raises Refused for a box that is not on the page."""
    return tuple(_cover(sheet, number, mark=mark) for number, mark in marks if mark.page == sheet.number)


def hidden(found: Sequence[Cover]) -> dict[int, int]:
    """The place of each character that is withheld, and the number of the mark that takes it."""
    return {index: cover.number for cover in reversed(found) for index in cover.hidden}


def touched(sheet: Sheet, rects: Sequence[Rect]) -> Iterator[int]:
    """The places of the characters that these rectangles of the file take, each whole."""
    for index, character in enumerate(sheet.characters):
        if character.room != NOWHERE and any(_takes(rect, character) for rect in rects):
            yield index


def lines_of(sheet: Sheet, indices: Iterable[int]) -> tuple[Box, ...]:
    """The boxes around these characters, in their order: a new one where a line ends."""
    rects: list[Rect] = []
    last = 0
    for index in indices:
        character = sheet.characters[index]
        if character.room == NOWHERE:
            continue
        if rects and all(between.text != "\n" for between in sheet.characters[last:index]):
            rects[-1] = around(rects[-1], character.room)
        else:
            rects.append(character.room)
        last = index
    return tuple(map(sheet.frame.seen, rects))


def around(one: Rect, two: Rect) -> Rect:
    """The least rectangle around two."""
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


def _cover(sheet: Sheet, number: int, *, mark: Mark) -> Cover:
    width, height = sheet.frame.shown
    for box in mark.boxes:
        is_inside = box.left >= -_SLACK and box.top >= -_SLACK
        is_inside &= box.right <= width + _SLACK and box.bottom <= height + _SLACK
        if not is_inside or min(box.right - box.left, box.bottom - box.top) < _LEAST_SIDE:
            raise Refused(
                f"第 {sheet.number} 页的第 {number} 处标记不在页面上，或小得看不见。",
                "请重新划出要遮盖的地方。",
            )
    rects = tuple(sheet.frame.placed(box) for box in mark.boxes)
    return Cover(number, mark, rects, tuple(touched(sheet, rects)))


def _takes(rect: Rect, character: Character) -> bool:
    """Whether much of the character's ink, or the middle of its room, lies under the box."""
    left, bottom, right, top = character.room
    across, up = (left + right) / 2, (bottom + top) / 2
    is_middle = rect[0] <= across <= rect[2] and rect[1] <= up <= rect[3]
    return is_middle or _share(character.ink, rect) >= COVERED


def _share(ink: Rect, rect: Rect) -> float:
    """How much of the ink lies under the box."""
    across = min(ink[2], rect[2]) - max(ink[0], rect[0])
    up = min(ink[3], rect[3]) - max(ink[1], rect[1])
    area = (ink[2] - ink[0]) * (ink[3] - ink[1])
    return across * up / area if across > 0 and up > 0 and area > 0 else 0.0


def _along(character: Character) -> Rect:
    """The room of a character along its line, and across it only its ink: the lines beside it stay."""
    room, ink = character.room, character.ink
    if character.quarters % 2:
        return ink[0], min(room[1], ink[1]), ink[2], max(room[3], ink[3])
    return min(room[0], ink[0]), ink[1], max(room[2], ink[2]), ink[3]


def _holds(rect: Rect, ink: Rect) -> bool:
    return rect[0] <= ink[0] and rect[1] <= ink[1] and rect[2] >= ink[2] and rect[3] >= ink[3]
