"""What stands in the margins of pages and is no part of the text: running heads, page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.engine.marks import compact, is_page_mark, settle
from gongkai.engine.read.pdf.printed import Printed

_OUTER = 0.15  # of the page's height
_MOST_LINES = 3  # at the top, and at the bottom
_SAME = 6.0  # points
_SIZE = 1.0  # points: the title of a cover and the one within are larger and smaller
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Edges:
    """The outermost lines of a page, those in its outer margins only, and how high the page is."""

    height: float
    lines: Sequence[Printed]


def edges_of(lines: Sequence[Printed], *, height: float, low: float, high: float) -> Edges:
    """The lines in the margins; `low` and `high` are the upper side of the first and the lower side of the last
    table: what stands between cannot be in a margin."""
    top = [line for line in lines[:_MOST_LINES] if line.box[3] < min(height * _OUTER, low + 1)]
    bottom = [line for line in lines[-_MOST_LINES:] if line.box[1] > max(height * (1 - _OUTER), high - 1)]
    return Edges(height, top + [line for line in bottom if line not in top])


class _Place(NamedTuple):
    """A line in a margin: on which page, its text, and its distance from the nearer edge (negative from the lower)."""

    page: int
    text: str
    at: float
    line: Printed


def running(pages: Sequence[Edges]) -> set[Printed]:
    """Of all these lines, those that are printed on page after page, or number the pages."""
    seen: defaultdict[str, list[_Place]] = defaultdict(list)
    found = set()
    for number, page in enumerate(pages):
        for line in page.lines:
            text, top = compact(settle(line.text)), line.box[1]
            place = _Place(number, text, top - page.height if top * 2 > page.height else top, line)
            if is_page_mark(text) or (len(pages) > 1 and text in (str(number), str(number + 1))):
                found.add(line)
            else:
                seen[_DIGITS.sub("#", text)].append(place)
    for places in seen.values():
        found |= {one.line for one in places if any(_are_twins(one, other) for other in places)}
    return found


def _are_twins(one: _Place, other: _Place) -> bool:
    """Whether two lines are one running head: in the same words at the same height, but for numbers that rise with the
    pages. Text may begin two pages with the same words and other numbers."""
    steps = other.page - one.page
    if not steps or abs(one.at - other.at) >= _SAME or abs(one.line.height - other.line.height) >= _SIZE:
        return False
    numbers = zip(_DIGITS.findall(one.text), _DIGITS.findall(other.text), strict=True)
    return all(int(before) in (int(after), int(after) - steps) for before, after in numbers)
