"""How the official form draws its three tables: merged heads, groups down the side, one slot for each figure.

The one layout for screen and paper alike. Source: 国办公开办函〔2021〕30号 and 〔2019〕60号.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby

from .form import Row, Table


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of a drawn table: a head with its words, or the place of a figure (`cell` is its name).

    `scope` is what a head heads, in the words of HTML; `place` names the column among the row heads.
    """

    text: str = ""
    cell: str = ""
    scope: str = ""
    colspan: int = 1
    rowspan: int = 1
    place: str = ""
    is_signed: bool = False


Slots = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the body under its own heads (only table two has such heads)."""

    heads: tuple[Slots, ...]
    rows: tuple[Slots, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole table: heads on top, then its bands. `row_heads` are the columns that hold heads of rows."""

    heads: tuple[Slots, ...]
    bands: tuple[Band, ...]
    row_heads: int

    @property
    def rows(self) -> Iterator[Slots]:
        """All rows from the top, heads among them."""
        return chain(self.heads, *((*band.heads, *band.rows) for band in self.bands))


def layout(table: Table) -> Layout:
    """The official drawing of one of the three tables."""
    return {"table2": _blocks, "table3": _results, "table4": _remedies}[table.id](table)


def _figures(table: Table, row: Row) -> Slots:
    names = table.names[row.id]
    return tuple(Slot(cell=n, is_signed=c.signed) for n, c in zip(names, row.columns, strict=True))


def _stretched(slots: Slots, width: int) -> Slots:
    """The slots, the last of them widened so that the row is as wide as the table."""
    *others, last = slots
    missing = width - len(slots)
    return (*others, Slot(last.text, last.cell, last.scope, 1 + missing, is_signed=last.is_signed))


def _blocks(table: Table) -> Layout:
    """Blocks under the items of article twenty; a block with fewer columns stretches its last one."""
    width = max(len(row.columns) for row in table.rows)
    bands = []
    for article, members in groupby(table.rows, key=lambda row: row.article):
        rows = list(members)
        heads = tuple(Slot(column.label, scope="col") for column in rows[0].columns)
        top = (Slot(article, scope="colgroup", colspan=width + 1, place="article"),)
        second = (Slot(table.texts["corner"], scope="col"), *_stretched(heads, width))
        lines = tuple(
            (Slot(row.label, scope="row", place="label"), *_stretched(_figures(table, row), width))
            for row in rows
        )
        bands.append(Band((top, second), lines))
    return Layout((), tuple(bands), 1)


def _results(table: Table) -> Layout:
    """Applicants across; results down, in groups that span their rows."""
    person, *organisations, total = table.rows[0].columns
    width = len(table.rows[0].columns)
    heads = (
        (
            Slot(table.texts["corner"], colspan=3, rowspan=3, place="corner"),
            Slot(table.texts["columns_heading"], scope="colgroup", colspan=width),
        ),
        (
            Slot(person.label, scope="col", rowspan=2),
            Slot(table.texts["organisations"], scope="colgroup", colspan=len(organisations)),
            Slot(total.label, scope="col", rowspan=2),
        ),
        tuple(Slot(column.label, scope="col") for column in organisations),
    )
    parts = groupby(table.rows, key=lambda row: bool(row.group))
    bands = tuple(Band((), tuple(_grouped(table, list(rows)))) for _, rows in parts)
    return Layout(heads, bands, 3)


def _grouped(table: Table, rows: list[Row]) -> Iterator[Slots]:
    """The rows of one part; the outer group's head stands at the first of them."""
    labels = {group.id: group.label for group in table.groups}
    outer = rows[0].group
    for index, row in enumerate(rows):
        heads = []
        if outer and index == 0:
            heads.append(Slot(labels[outer], scope="row", rowspan=len(rows), place="outer"))
        if row.group and row.group != outer:
            members = [other for other in rows if other.group == row.group]
            if row is members[0]:
                heads.append(Slot(labels[row.group], scope="row", rowspan=len(members), place="inner"))
            heads.append(Slot(row.label, scope="row", place="label"))
        elif row.group:
            heads.append(Slot(row.label, scope="row", colspan=2, place="inner wide"))
        else:
            heads.append(Slot(row.label, scope="row", colspan=3, place="outer wide"))
        yield (*heads, *_figures(table, row))


def _remedies(table: Table) -> Layout:
    """Review and the two kinds of suit side by side, in one row of figures."""
    review, *suits = table.rows
    width = len(review.columns)
    heads = (
        (
            Slot(review.label, scope="colgroup", colspan=width),
            Slot(table.texts["suits"], scope="colgroup", colspan=width * len(suits)),
        ),
        (
            *(Slot(column.label, scope="col", rowspan=2) for column in review.columns),
            *(Slot(row.label, scope="colgroup", colspan=width) for row in suits),
        ),
        tuple(Slot(column.label, scope="col") for row in suits for column in row.columns),
    )
    figures = tuple(slot for row in table.rows for slot in _figures(table, row))
    return Layout(heads, (Band((), (figures,)),), 0)
