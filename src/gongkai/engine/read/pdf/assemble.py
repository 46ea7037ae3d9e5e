"""Pages put together: margins left out, tables joined over pages, lines told apart from paragraphs."""

import itertools
from collections.abc import Iterator, Sequence

from gongkai.engine.document import Document, Grid, Line
from gongkai.engine.marks import settle
from gongkai.engine.prose import ENDS
from gongkai.engine.read.pdf.flow import in_reading_order
from gongkai.engine.read.pdf.joined import continued
from gongkai.engine.read.pdf.layout import PageLayout
from gongkai.engine.read.pdf.margins import running
from gongkai.engine.read.pdf.printed import Printed
from gongkai.engine.read.pdf.tables import PageTable, grid_of
from gongkai.kernel.findings import Place

_FULL = 4.5  # a line that ends this many characters before the margin ends its paragraph,
_CLOSED = 1.2  # and this many if it closes a sentence
_INDENT = 0.9
_SIZE = 1.25
_PITCH = 1.25
_SHORT = 3
_FEW = 4  # lines


def assemble(pages: Sequence[PageLayout]) -> Document:
    """One document for all pages."""
    left_out = running([page.edges for page in pages])
    blocks: list[Line | Grid] = []
    table: PageTable | None = None
    before: Printed | None = None
    for page in pages:
        for piece in page.pieces:
            if isinstance(piece, PageTable):
                joined = continued(table, piece) if table else None
                if table and not joined:
                    blocks.append(grid_of(table))
                table, before = joined or piece, None
                continue
            kept = [line for line in piece if line not in left_out]
            if kept and table:
                blocks.append(grid_of(table))
                table = None
            stretches = list(in_reading_order(kept)) if kept else []
            margin = _margin(page) if len(stretches) == 1 and len(kept) < _FEW else 0.0
            for stretch in stretches:
                blocks.extend(_lines(stretch, before, page=page.number, margin=margin))
                before = stretch[-1]
    if table:
        blocks.append(grid_of(table))
    pictures = tuple(page.number for page in pages if page.is_picture)
    return Document(tuple(blocks), len(pages), pictures=pictures)


def _margin(page: PageLayout) -> float:
    """The right margin of a page, for lines too few to tell: a short heading reaches no margin."""
    return max(
        piece.xs[-1] if isinstance(piece, PageTable) else max((line.box[2] for line in piece), default=0.0)
        for piece in page.pieces
    )


def _lines(stretch: Sequence[Printed], before: Printed | None, *, page: int, margin: float) -> Iterator[Line]:
    """Printed lines, each knowing whether it continues the paragraph of the one before."""
    left = min([line.box[0] for line in stretch])
    right = max([margin, *(line.box[2] for line in stretch)])
    pitch = _pitch(stretch) * _PITCH
    above = before
    for line in stretch:
        joins = above is not None and _joins(above, line, left=left, right=right, pitch=pitch)
        raw = line.text
        yield Line(settle(raw), raw, Place(None, page, line.box), joins)
        above = line


def _pitch(stretch: Sequence[Printed]) -> float:
    """The usual distance between lines; endless when there are too few to tell."""
    tops = [line.runs[0].top + line.runs[0].bottom for line in stretch]
    steps = sorted([below - above for above, below in itertools.pairwise(tops) if below > above])
    return steps[len(steps) // 2] / 2 if len(steps) > 2 else float("inf")


def _joins(above: Printed, line: Printed, *, left: float, right: float, pitch: float) -> bool:
    """Whether a line continues the one above: that one reaches the margin, this one is not indented, both are of one
    size and no further apart than `pitch`."""
    start, top, _, bottom = line.box
    _, above_top, stop, above_bottom = above.box
    if start > left + line.height or (top + bottom - above_top - above_bottom) > 2 * pitch:
        return False  # the quick answer to most
    if line.height >= _SIZE * above.height or above.height >= _SIZE * line.height:
        return False
    em = min(line.em, above.em) if len(line.text) > _SHORT < len(above.text) else above.em
    reach = _CLOSED if settle(above.text[-1]) in ENDS else _FULL
    return start <= left + _INDENT * em and stop >= right - reach * em
