"""Findings on the pages of the source: which part of a page shows a finding, and what is marked there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai.kernel.findings import Box, Severity, box_around

if TYPE_CHECKING:
    from .finding_cards import Card

_AROUND = 1.5  # points between a passage and its mark,
_ASIDE, _ABOVE = 26.0, 28.0  # and between a mark and the edges of what is shown
_NARROWEST = 300.0
_HIGHEST = 300.0
_NEAR = 48.0  # passages no further apart are shown together
_ZOOM = 1.3  # pixels a point
_TAG, _TAG_HEIGHT = 19.0, 9.5  # points: what a mark is called, e.g. 错1
MOST_CUTS = 3  # of one finding


@dataclass(frozen=True, slots=True)
class Original:
    """A page of the source as a picture: where the picture is, its size in points, where the whole page is shown."""

    number: int
    address: str
    width: float
    height: float
    page: str = ""

    @property
    def anchor(self) -> str:
        """What cuts of this page refer to."""
        return f"picture-{self.number}"


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle as attributes of a drawing."""

    x: str
    y: str
    width: str
    height: str

    @classmethod
    def of(cls, box: Box) -> "Rect":
        """The rectangle of a box."""
        left, top, right, bottom = box
        return cls(_plain(left), _plain(top), _plain(right - left), _plain(bottom - top))


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of a page around passages of one finding, with their marks."""

    original: Original
    view: Rect
    rects: tuple[Rect, ...]

    @property
    def width(self) -> int:
        """How wide it is drawn, in pixels."""
        return round(float(self.view.width) * _ZOOM)

    @property
    def height(self) -> int:
        """How high it is drawn, in pixels."""
        return round(float(self.view.height) * _ZOOM)

    @property
    def is_wide(self) -> bool:
        """Whether it is too wide for a phone to be read without moving it."""
        return float(self.view.width) > _NARROWEST + 1


@dataclass(frozen=True, slots=True)
class Spot:
    """The mark of a finding on a whole page; `anchor` only on its first one."""

    card: "Card"
    rect: Rect
    tag: Rect | None
    anchor: str


def boxes_of(evidence: Iterable[Mapping[str, Any]]) -> dict[int, list[Box]]:
    """By page, the boxes of quoted passages that have one, each once."""
    boxes: dict[int, list[Box]] = {}
    for item in evidence:
        if item["page"] and item["box"]:
            box = tuple(item["box"])
            if box not in boxes.setdefault(item["page"], []):
                boxes[item["page"]].append(box)
    return boxes


def pages_of(findings: Iterable[Mapping[str, Any]]) -> list[int]:
    """The pages on which findings can be shown, those with the gravest findings first."""
    ranked = sorted(findings, key=lambda finding: list(Severity).index(Severity(finding["severity"])))
    return list(dict.fromkeys(page for finding in ranked for page in boxes_of(finding["evidence"])))


def cuts(boxes: Mapping[int, Sequence[Box]], originals: Mapping[int, Original]) -> tuple[Cut, ...]:
    """What is shown of the pages for one finding: passages that stand close together in one piece."""
    found = [
        _cut(originals[page], near)
        for page, listed in boxes.items()
        if page in originals
        for near in _gathered(listed)
    ]
    return tuple(found[:MOST_CUTS])


def _gathered(boxes: Iterable[Box]) -> list[list[Box]]:
    """Boxes from the top down, in groups without a wide gap between them."""
    groups: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        if groups and _is_near(groups[-1], box):
            groups[-1].append(box)
        else:
            groups.append([box])
    return groups


def _is_near(group: Sequence[Box], box: Box) -> bool:
    above = box_around(group)
    whole = box_around([*group, box])
    return box[1] - above[3] < _NEAR and whole[3] - whole[1] < _HIGHEST - 2 * _ABOVE


def _cut(original: Original, boxes: Sequence[Box]) -> Cut:
    left, top, right, bottom = box_around(boxes)
    left, right = _stretch(left - _ASIDE, right + _ASIDE, least=_NARROWEST, most=original.width)
    top, bottom = _stretch(top - _ABOVE, bottom + _ABOVE, least=0, most=original.height)
    view = Rect.of((left, top, right, min(bottom, top + _HIGHEST)))
    return Cut(original, view, tuple(Rect.of(_grown(box)) for box in boxes))


def _stretch(start: float, stop: float, *, least: float, most: float) -> tuple[float, float]:
    """A stretch made as long as it has to be, moved and cut to lie on the page."""
    more = max(least - (stop - start), 0) / 2
    start, stop = start - more, stop + more
    shift = max(-start, 0) or min(most - stop, 0)
    return max(start + shift, 0), min(stop + shift, most)


def _grown(box: Box) -> Box:
    left, top, right, bottom = box
    return left - _AROUND, top - _AROUND, right + _AROUND, bottom + _AROUND


def spots(marked: Iterable["Card"], page: int) -> list[Spot]:
    """The marks of all findings on a page. What a mark is called stands above it; names of those that share a place
    stand side by side, and of boxes below one another only the first one has a name, so that figures stay readable."""
    found = []
    taken: dict[Box, int] = {}
    for card in marked:
        above: Box | None = None
        for box in sorted(card.boxes.get(page, ()), key=lambda box: box[1]):
            anchor = "" if above else f"spot-{page}-{card.number}"
            tag = None
            if above is None or not _continues(above, box):
                taken[box] = taken.get(box, -1) + 1
                tag = _tag(box, taken[box])
            found.append(Spot(card, Rect.of(_grown(box)), tag, anchor))
            above = box
    return found


def _continues(above: Box, box: Box) -> bool:
    """Whether a box stands below another one, in the same column and not far away."""
    return above[0] < box[2] and box[0] < above[2] and 0 <= box[1] - above[3] + _AROUND < _NEAR


def _tag(box: Box, order: int) -> Rect:
    left, top, _, _ = _grown(box)
    x, y = left + order * (_TAG + 1), max(top - _TAG_HEIGHT, 0)
    return Rect.of((x, y, x + _TAG, y + _TAG_HEIGHT))


def _plain(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
