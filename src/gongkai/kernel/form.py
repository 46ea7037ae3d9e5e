"""The official form of the annual report as values: which tables, rows, columns and cells exist.

A cell is named `table.row.column`, e.g. `table3.new_received.natural_person`. Rows, tables and forms exist once
per law book and compare by identity, so that what is derived from them can be cached.
Source: 国办公开办函〔2021〕30号 and 〔2019〕60号, held as data in `law/forms/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Column:
    """One column of figures. `decimals` is 0 for counts; `signed` allows a minus sign."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    decimals: int = 0
    signed: bool = False
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of figures. `anchors` are the shortest wordings by which a reader recognises it."""

    id: str
    label: str
    columns: tuple[Column, ...]
    group: str = ""
    article: str = ""
    is_leaf: bool = False
    anchors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A label that spans several rows and holds no figure of its own."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One of the three statutory tables. `texts` holds its other printed labels (corner, heads), `names` the
    names of the cells of each row."""

    id: str
    heading: str
    rows: tuple[Row, ...]
    groups: tuple[Group, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        names = {
            row.id: tuple(f"{self.id}.{row.id}.{column.id}" for column in row.columns) for row in self.rows
        }
        object.__setattr__(self, "names", names)

    def row(self, row_id: str) -> Row:
        """The row with this id; KeyError when the form has none."""
        for row in self.rows:
            if row.id == row_id:
                return row
        raise KeyError(row_id)

    @property
    def leaves(self) -> tuple[Row, ...]:
        """Rows that hold one way to end an application each (21 in form 2021, 19 in form 2019)."""
        return tuple(row for row in self.rows if row.is_leaf)

    @property
    def cells(self) -> tuple[str, ...]:
        """Names of all cells, row by row."""
        return tuple(name for names in self.names.values() for name in names)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six numbered parts."""

    number: int
    heading: str
    aliases: tuple[str, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One of the five matters that section one must cover."""

    number: str
    kind: str
    heading: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """The whole form of one period of years. `cells` names all cells of its three tables (200 in form 2021); `part_words`
    are the words of its labels that speak of a year, and what stands for them in tables of a quarter or a month."""

    id: str
    title: str
    source: str
    first_year: int
    last_year: int
    sections: tuple[Section, ...]
    topics: tuple[Topic, ...]
    tables: tuple[Table, ...]
    part_words: Mapping[str, str] = field(default_factory=dict)
    cells: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", tuple(cell for table in self.tables for cell in table.cells))

    def table(self, table_id: str) -> Table:
        """`table2`, `table3` or `table4`."""
        for table in self.tables:
            if table.id == table_id:
                return table
        raise KeyError(table_id)

    def of_part(self) -> "Form":
        """The same form in the words for a part of a year: 本期新收 where the annual report says 本年新收."""
        return replace(self, tables=tuple(self._of_part(table) for table in self.tables))

    def _of_part(self, table: Table) -> Table:
        rows = tuple(
            replace(
                row,
                label=self._told(row.label),
                columns=tuple(replace(column, label=self._told(column.label)) for column in row.columns),
            )
            for row in table.rows
        )
        groups = tuple(replace(group, label=self._told(group.label)) for group in table.groups)
        return replace(table, rows=rows, groups=groups)

    def _told(self, label: str) -> str:
        for word, instead in self.part_words.items():
            label = label.replace(word, instead)
        return label
