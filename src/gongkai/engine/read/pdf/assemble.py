"""Pages put together: margins left out, tables joined over pages, lines told apart from paragraphs."""

import itertools
from collections.abc import Iterator, Sequence
from statistics import median

from gongkai.engine.document import Document, Grid, Line
from gongkai.engine.marks import settle
from gongkai.engine.prose import ENDS
from gongkai.engine.read.pdf.flow import in_reading_order
from gongkai.engine.read.pdf.layout import Layout
from gongkai.engine.read.pdf.margins import running
from gongkai.engine.read.pdf.printed import Printed
from gongkai.engine.read.pdf.sheet import Sheet, continued, grid_of
from gongkai.kernel.findings import Place

_FULL = 4.5  # a line that ends this many characters before the margin ends its paragraph,
_CLOSED = 1.2  # and this many if it closes a sentence
_INDENT = 0.9
_SIZE = 1.25
_PITCH = 1.25
_SHORT = 3


def assemble(pages: Sequence[Layout]) -> Document:
    """One document for all pages."""
    left_out = running([page.edges for page in pages])
    blocks: list[Line | Grid] = []
    table: Sheet | None = None
    before: Printed | None = None
    for page in pages:
        for piece in page.pieces:
            if isinstance(piece, Sheet):
                joined = continued(table, piece) if table else None
                if table and not joined:
                    blocks.append(grid_of(table))
                table, before = joined or piece, None
                continue
            kept = [line for line in piece if line not in left_out]
            if kept and table:
                blocks.append(grid_of(table))
                table = None
            for stretch in in_reading_order(kept) if kept else ():
                blocks.extend(_lines(stretch, before, page=page.number))
                before = stretch[-1]
    if table:
        blocks.append(grid_of(table))
    return Document(tuple(blocks), len(pages))


def _lines(stretch: Sequence[Printed], before: Printed | None, *, page: int) -> Iterator[Line]:
    """Printed lines, each knowing whether it continues the paragraph of the one before."""
    boxes = [line.box for line in stretch]
    left = min(box[0] for box in boxes)
    right = max(box[2] for box in boxes)
    pitch = _pitch(stretch)
    above = before
    for line, box in zip(stretch, boxes, strict=True):
        joins = above is not None and _joins(above, line, left=left, right=right, pitch=pitch)
        raw = line.text
        yield Line(settle(raw), raw, Place(None, page, box), joins)
        above = line


def _pitch(stretch: Sequence[Printed]) -> float:
    """The usual distance between lines; endless when there are too few to tell."""
    tops = [line.runs[0].middle for line in stretch]
    steps = [below - above for above, below in itertools.pairwise(tops) if below > above]
    return median(steps) if len(steps) > 2 else float("inf")


def _joins(above: Printed, line: Printed, *, left: float, right: float, pitch: float) -> bool:
    """Whether a line continues the one above: that one reaches the margin, this one is not indented, both are of one
    size and as close as lines of a paragraph."""
    height = line.height
    em = min(line.em, above.em) if len(line.text) > _SHORT < len(above.text) else above.em
    last = above.runs[-1]
    reach = _CLOSED if settle(last.text[-1]) in ENDS else _FULL
    if line.runs[0].left > left + _INDENT * em or last.right < right - reach * em:
        return False
    step = line.runs[0].middle - above.runs[0].middle
    return max(height, above.height) < _SIZE * min(height, above.height) and not 0 < pitch * _PITCH < step
