"""A report's figures alone, as they are kept: the three tables of the contract, small enough to add up thousands."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from gongkai import lawbook
from gongkai.engine.render.contract import tables
from gongkai.kernel.figures import Figures, shortest
from gongkai.kernel.findings import Number
from gongkai.kernel.form import Form

Tables = dict[str, Any]


def kept(data: Mapping[str, Any]) -> Tables:
    """The three tables of a report under the contract; a cell that was read with doubt is no figure before somebody has
    settled it."""
    form = lawbook.load().form(data["form"])
    doubted = {doubt["cell"] for doubt in data.get("doubts", ())}
    values = {name: None if name in doubted else value for name, value in _values(form, data)}
    return tables(Figures.of(form, values))


def figures(form: str, kept_: Mapping[str, Any]) -> Figures:
    """The figures that are kept, as the kernel adds and judges them; null is blank."""
    known = lawbook.load().form(form)
    return Figures.of(known, dict(_values(known, kept_)))


def settled(form: str, kept_: Mapping[str, Any], *, cell: str, value: Number) -> Tables:
    """The same with one cell settled."""
    known = lawbook.load().form(form)
    return tables(Figures.of(known, dict(_values(known, kept_)) | {cell: shortest(value)}))


def fits(form: str, cell: str, *, value: Number) -> bool:
    """Whether a cell can hold a number: applications are counted in whole ones, amounts have six decimals at most."""
    table, row, column = cell.split(".")
    columns = lawbook.load().form(form).table(table).row(row).columns
    held = next(one for one in columns if one.id == column)
    exact = Decimal(value)
    return (held.signed or exact >= 0) and exact == round(exact, held.decimals)


def open_cells(form: str, kept_: Mapping[str, Any]) -> list[str]:
    """The cells that still have no figure, in the form's order."""
    known = lawbook.load().form(form)
    return [name for name, value in _values(known, kept_) if value is None]


def _values(form: Form, data: Mapping[str, Any]) -> Iterator[tuple[str, Number | None]]:
    """Each cell with its figure; what JSON has as a float is a decimal of ours."""
    found: list[Any] = []
    for table in form.tables:
        rows = data[table.id]
        for row in table.rows:
            told = rows[row.id]
            found += told if isinstance(told, list) else [told[column.id] for column in row.columns]
    if float in set(map(type, found)):
        found = [Decimal(str(value)) if isinstance(value, float) else value for value in found]
    return zip(form.cells, found, strict=True)
