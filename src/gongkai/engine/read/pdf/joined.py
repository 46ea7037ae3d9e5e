"""Tables that the end of a page cuts in two, put together."""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.engine.marks import compact, settle
from gongkai.engine.read.pdf.printed import NUMBERED
from gongkai.engine.read.pdf.tables import PageTable, TableCell

_SAME = 5.0  # points between edges of one table on two pages
_MANY = 6  # edges
_HEAD_ROWS = 8


def continued(above: PageTable, below: PageTable) -> PageTable | None:
    """One table for the end of a page and the beginning of the next; None when they are two."""
    columns = _columns(above.xs, below.xs)
    if columns is None:
        return None
    xs, mine, yours = columns
    upper = [_moved(cell, mine, 0) for cell in above.cells]
    repeated = _repeated(above, below)
    lower = [_moved(cell, yours, above.height - repeated) for cell in below.cells if cell.row >= repeated]
    joined = PageTable(xs, above.height + below.height - repeated, _spanning(upper, lower, above.height))
    return _mended(joined, above.height)


def _spanning(upper: list[TableCell], lower: list[TableCell], seam: int) -> list[TableCell]:
    """The cells of both parts, where those over several rows go on across the end of the page."""
    tops = {
        (cell.column, cell.colspan): index
        for index, cell in enumerate(upper)
        if cell.row + cell.rowspan == seam
    }
    rest = []
    for cell in lower:
        index = tops.get((cell.column, cell.colspan)) if cell.row == seam else None
        if index is None or not _goes_on(upper[index], cell):
            rest.append(cell)
        else:
            top = upper[index]
            is_more = compact(cell.text) != compact(top.text)
            upper[index] = top._replace(
                rowspan=top.rowspan + cell.rowspan,
                text=top.text + (cell.text if is_more else ""),
                runs=[*top.runs, *(cell.runs if is_more else ())],
            )
    return upper + rest


def _goes_on(top: TableCell, cell: TableCell) -> bool:
    """Whether a cell over several rows is the rest of the one at the end of the page before."""
    text = compact(settle(cell.text))
    if max(top.rowspan, cell.rowspan) < 2 or _is_figure(top) or _is_figure(cell):
        return False
    return not text or text == compact(settle(top.text)) or not top.text or not NUMBERED.match(text)


def _is_figure(cell: TableCell) -> bool:
    return bool(cell.text) and not _is_words(cell.text)


def _columns(
    xs: Sequence[float], others: Sequence[float]
) -> tuple[Sequence[float], list[int], list[int]] | None:
    """The edges of both, and for each its own edges among them. None unless they have the same sides and one has all
    edges of the other, or they have the same edges between their sides: without rulings, labels and figures alone
    tell where those are."""
    few, many = sorted((xs, others), key=len)
    every = list(range(len(many)))
    if len(xs) == len(others) >= _MANY and all(
        abs(x - other) < _SAME for x, other in zip(xs[1:-1], others[1:-1], strict=True)
    ):
        return xs, every, every
    if abs(xs[0] - others[0]) > _SAME or abs(xs[-1] - others[-1]) > _SAME:
        return None
    places = []
    for x in few:
        near = min(range(len(many)), key=lambda index: abs(many[index] - x))
        if abs(many[near] - x) > _SAME:
            return None
        places.append(near)
    return (many, places, every) if few is xs else (many, every, places)


def _moved(cell: TableCell, columns: Sequence[int], rows: int) -> TableCell:
    """A cell among the edges and rows of the joined table."""
    column = columns[cell.column]
    stop = columns[cell.column + cell.colspan]
    return cell._replace(row=cell.row + rows, column=column, colspan=stop - column)


def _repeated(above: PageTable, below: PageTable) -> int:
    """How many rows at the top of the second part repeat heads of the first."""
    heads = {compact(cell.text) for cell in above.cells if cell.row < _HEAD_ROWS and _is_words(cell.text)}
    count = 0
    for index in range(min(below.height - 1, _HEAD_ROWS)):
        texts = [compact(cell.text) for cell in below.row(index) if cell.text]
        if not texts or not all(text in heads for text in texts):
            break
        count = index + 1
    stop = max((cell.row + cell.rowspan for cell in below.cells if cell.row < count), default=0)
    return stop if stop <= below.height - 1 else count


def _is_words(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _mended(table: PageTable, seam: int) -> PageTable:
    """The table with a row that the end of the page cut in two put together again."""
    after = table.row(seam)
    own = {cell.column: cell for cell in table.cells if cell.row < seam <= cell.row + cell.rowspan}
    if not after or not _is_rest(after, own):
        return table
    rest = {cell.column: cell for cell in after}
    cells = []
    for cell in table.cells:
        if cell.row >= seam:
            if cell.row > seam or (cell.column not in own and cell.text):
                cells.append(cell._replace(row=cell.row - 1))
        elif cell.row + cell.rowspan == seam and cell.column in rest:
            more = rest[cell.column]
            place = cell.place if cell.text or not more.text else more.place
            cells.append(
                cell._replace(
                    text=cell.text + more.text,
                    runs=[*cell.runs, *more.runs],
                    place=place,
                    rowspan=cell.rowspan + more.rowspan - 1,
                )
            )
        else:
            cells.append(cell)
    return replace(table, height=table.height - 1, cells=cells)


def _is_rest(after: Sequence[TableCell], own: dict[int, TableCell]) -> bool:
    """Whether the first row of a page only continues the last one of the page before: no label begins in it, what
    goes on is words, and at least one cell of the row was left empty before or stays empty now."""
    filled = [cell for cell in after if cell.text]
    if not filled or not all(cell.column in own for cell in filled):
        return False
    words = [cell for cell in filled if _is_words(cell.text)]
    if any(NUMBERED.match(compact(settle(cell.text))) for cell in words):
        return False
    both = [(own[cell.column], cell) for cell in filled if own[cell.column].text]
    if any(_is_figure(upper) or _is_figure(lower) for upper, lower in both):
        return False
    return len(both) < 2 and (len(filled) > len(both) or len(filled) < len(own))
