"""Which cells of a report make up a line of a chart, under either form; lines of one code are comparable.

Tables three and four are: the trial form has one row where the later one has three, and they add up. Table two is not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gongkai import lawbook
from gongkai.kernel.form import Table

# （三）不予公开 is called 不予公开, and 部分公开（区分处理的…） 部分公开.
_BRACKETED = re.compile("（[^（）]*）")
RESULTS = "results"  # the group of rows that holds all others
_SUITS = ("suit_direct", "suit_after_review")
OUTCOMES, KINDS, REVIEWS, SUITS = "outcomes", "kinds", "reviews", "suits"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a chart follows over the years: the cells that add up to it, the first of which it leads to."""

    code: str
    name: str
    cells: tuple[str, ...]


@cache
def lines(form: str) -> Mapping[str, tuple[Line, ...]]:
    """The lines of each chart under a form."""
    known = lawbook.load().form(form)
    table3, table4 = known.table("table3"), known.table("table4")
    applicants = [column for column in table3.rows[0].columns if column.id != "total"]
    return {
        OUTCOMES: _outcomes(table3),
        KINDS: tuple(
            Line(column.id, column.label, (f"table3.new_received.{column.id}",)) for column in applicants
        ),
        REVIEWS: _results(table4, ("review",)),
        SUITS: _results(table4, _SUITS),
    }


def _outcomes(table: Table) -> tuple[Line, ...]:
    """The groups of results; a leaf that stands in none but the whole is a line itself."""
    names = {group.id: group.label for group in table.groups}
    found: dict[str, list[str]] = {}
    for leaf in table.leaves:
        code = leaf.id if leaf.group == RESULTS else leaf.group
        names.setdefault(code, leaf.label)
        found.setdefault(code, []).append(f"table3.{leaf.id}.total")
    return tuple(Line(code, _BRACKETED.sub("", names[code]), tuple(cells)) for code, cells in found.items())


def _results(table: Table, rows: tuple[str, ...]) -> tuple[Line, ...]:
    columns = [column for column in table.rows[0].columns if column.id != "total"]
    return tuple(
        Line(column.id, column.label, tuple(f"table4.{row}.{column.id}" for row in rows))
        for column in columns
    )
