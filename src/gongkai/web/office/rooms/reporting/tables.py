"""The three tables as the official form draws them, each figure a way to what stands behind it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.engine.render.cells import NOT_KEPT, cell_label, figure, table_name
from gongkai.kernel.findings import Number, Severity
from gongkai.kernel.form import Form, Table
from gongkai.kernel.layout import Slot, Slots, layout
from gongkai.kernel.period import Period

# The heads down the side of table three, by the classes of their columns.
_SIDES = ("outer", "inner", "label")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a field shows: the figure (None: nobody kept the register), whether it was changed by hand, and the figure of
    the year before (None: not known)."""

    value: Number | None
    is_changed: bool = False
    before: Number | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A field of a drawn table: its anchor, its words, where it opens, and how grave the worst finding about it is."""

    anchor: str
    text: str
    label: str
    address: str
    state: str
    grade: Severity | None
    is_changed: bool
    before: str
    colspan: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the body: its heads from the left, then its fields."""

    heads: Slots
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the body under its own heads (only table two has such heads)."""

    heads: tuple[Slots, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One table, ready for the page."""

    id: str
    caption: str
    heads: tuple[Slots, ...]
    blocks: tuple[Block, ...]
    cols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """What is drawn into the form: the figures by cell, where each opens, the gravest finding about each, and what stands
    where there is no figure."""

    form: Form
    figures: Mapping[str, Shown]
    address: Callable[[str], str]
    grades: Mapping[str, Severity]
    unknown: str = NOT_KEPT

    def tables(self) -> dict[str, Drawn]:
        """The three tables by their ids."""
        return {table.id: self._drawn(table) for table in self.form.tables}

    def _drawn(self, table: Table) -> Drawn:
        drawn = layout(table)
        blocks = tuple(Block(band.heads, tuple(map(self._line, band.rows))) for band in drawn.bands)
        sides = _SIDES if drawn.row_heads == len(_SIDES) else ()
        cols = (*sides, *("" for _ in table.rows[0].columns)) if sides else ()
        return Drawn(table.id, f"{table_name(table.id)}　{table.heading}", drawn.heads, blocks, cols)

    def _line(self, slots: Slots) -> Line:
        heads = tuple(slot for slot in slots if not slot.cell)
        return Line(heads, tuple(self._box(slot) for slot in slots if slot.cell))

    def _box(self, slot: Slot) -> Box:
        shown = self.figures.get(slot.cell, Shown(None))
        return Box(
            anchor=slot.cell,
            text=self.unknown if shown.value is None else figure(shown.value),
            label=cell_label(self.form, slot.cell),
            address=self.address(slot.cell),
            state=_state(shown.value),
            grade=self.grades.get(slot.cell),
            is_changed=shown.is_changed,
            before="" if shown.before is None else figure(shown.before),
            colspan=slot.colspan,
        )


def form_of(form: Form, period: Period) -> Form:
    """The form in the words for a period: only those of a whole year speak of a year."""
    return form if period.is_year else form.of_part()


def _state(value: Number | None) -> str:
    if value is None:
        return "unknown"
    return "figure" if value else "zero"


def gravest(findings: Iterator[tuple[Severity, tuple[str, ...]]]) -> dict[str, Severity]:
    """The gravest severity of what was found about each cell."""
    order, found = list(Severity), {}
    for severity, cells in findings:
        for cell in cells:
            found[cell] = min(found.get(cell, severity), severity, key=order.index)
    return found
