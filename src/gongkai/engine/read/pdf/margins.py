"""What stands in the margins of pages and is no part of the text: running heads, page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.engine.marks import compact, is_page_mark, settle
from gongkai.engine.read.pdf.printed import Printed

_OUTER = 0.15  # of the page's height
_MOST_LINES = 3  # at the top, and at the bottom
_SAME = 6.0  # points
_SIZE = 1.0  # points: the title of a cover and the one within are larger and smaller
_DIGITS = re.compile(r"\d+")
_BARE = re.compile(r"\D{0,2}\d{1,3}\D{0,2}")


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


def running(pages: Sequence[Edges]) -> set[Printed]:
    """Of all these lines, those that are printed on page after page, or number the pages."""
    seen: defaultdict[str, list[tuple[float, int, Printed]]] = defaultdict(list)
    found = set()
    for number, page in enumerate(pages):
        for line in page.lines:
            text = compact(settle(line.text))
            if is_page_mark(text):
                found.add(line)
            else:
                seen[_DIGITS.sub("#", text)].append(
                    (line.box[1] - page.height * (line.box[1] * 2 > page.height), number, line)
                )
    for text, places in seen.items():
        for top, number, line in places:
            near = {
                other
                for at, other, twin in places
                if abs(at - top) < _SAME and abs(twin.height - line.height) < _SIZE
            }
            if len(near) > 1 or (
                _BARE.fullmatch(line.text) and len(pages) > 1 and text == "#" and _is_number(line, number)
            ):
                found.add(line)
    return found


def _is_number(line: Printed, index: int) -> bool:
    """Whether a bare number is the number of its page."""
    return line.text.isdecimal() and int(line.text) in (index, index + 1)
