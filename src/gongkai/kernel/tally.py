"""统计: from counts to the cells of a form, every cell once, every total derived from what it sums. Nothing here reads a
database; which days a period has is in `period`, on which day a case counts in `counting`."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from .chain import Value
from .counting import NOT_COUNTED, Closing, Counted, counted
from .findings import Number
from .form import Form, Table
from .period import Period

__all__ = (
    "NOT_COUNTED",
    "Closing",
    "Counted",
    "Figured",
    "Group",
    "Period",
    "counted",
    "filled",
    "from_plain",
    "plain",
    "table3_parts",
)

# What nobody kept is not known; it is not 0.
Figured = Mapping[str, Number | None]
_TOTAL = "total"


class Group(NamedTuple):
    """So many cases of one kind of applicant. `is_new`: they came in the period; `row` is empty while they are open at
    its end."""

    kind: str
    is_new: bool
    row: str
    cases: int


def table3_parts(groups: Iterable[Group], form: Form, *, merged: Mapping[str, str]) -> dict[str, int]:
    """The cells of table 3 that are no totals: each case stands once on the left side and once on the right one.

    `merged` tells in which row of this form a row of another one is printed. Raises ValueError for a row that the form does
    not have: a case that is not counted must not pass unseen.
    """
    table = form.table("table3")
    known = {row.id for row in table.leaves} | {"carried_out"}
    parts: dict[str, int] = {}
    for group in groups:
        out = group.row or "carried_out"
        out = out if out in known else merged.get(out, out)
        if out not in known:
            raise ValueError(f"form {form.id} has no row {out}")
        for row in ("new_received" if group.is_new else "carried_in", out):
            cell = f"{table.id}.{row}.{group.kind}"
            parts[cell] = parts.get(cell, 0) + group.cases
    return parts


def filled(
    parts: Mapping[str, Number], form: Form, *, unknown: Collection[str] = ()
) -> dict[str, Number | None]:
    """All cells of a form in its order: what was counted, 0 where nothing was, and None for the cells that are `unknown`."""
    cells: dict[str, Number | None] = {cell: parts.get(cell, 0) for cell in form.cells}
    for cell in unknown:
        cells[cell] = None
    for table in form.tables:
        _sum_leaves(table, cells)
        _sum_columns(table, cells)
    return cells


def _sum_leaves(table: Table, cells: dict[str, Number | None]) -> None:
    """（七）总计 of table 3."""
    if not table.leaves:
        return
    for column in table.row("result_total").columns:
        names = [f"{table.id}.{row.id}.{column.id}" for row in table.leaves]
        cells[f"{table.id}.result_total.{column.id}"] = _sum(names, cells)


def _sum_columns(table: Table, cells: dict[str, Number | None]) -> None:
    """总计 at the end of a row; table 2 has none."""
    for names in table.names.values():
        if names[-1].endswith(f".{_TOTAL}"):
            cells[names[-1]] = _sum(names[:-1], cells)


def _sum(names: Iterable[str], cells: Mapping[str, Number | None]) -> Number | None:
    total: int | Decimal = 0
    for name in names:
        value = cells[name]
        if value is None:
            return None
        total += value
    return total


def plain(figures: Figured) -> dict[str, Value]:
    """Figures for canonical JSON (`chain.canonical`): amounts are text without needless zeros, so that the same figures
    have the same bytes."""
    return {cell: _amount(value) if isinstance(value, Decimal) else value for cell, value in figures.items()}


def from_plain(told: Mapping[str, Value]) -> dict[str, Number | None]:
    """The figures that `plain` wrote."""
    return {cell: Decimal(value) if isinstance(value, str) else _count(value) for cell, value in told.items()}


def _count(value: Value) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise TypeError(f"{value!r} is no figure")


def _amount(value: Decimal) -> str:
    return format(value.normalize() if value else Decimal(0), "f")
