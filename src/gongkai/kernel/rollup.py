"""Adding reports up: each cell of the sum keeps the cells that it is made of, and names the members that lack it.

Blank is not 0: where one member's cell is blank, unread or doubtful, the sum is not known. Its parts still are, and
so is who has to say what the missing ones are.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .figures import Cell, Figures, State
from .findings import Number
from .form import Form

_MOST_NAMED = 3


def own_name(organ: str) -> str:
    """How a government's own cases are called among the reports that are added up to its own."""
    return f"{organ}（本级）"


class Member(NamedTuple):
    """One of the reports that are added: whose it is, and its figures."""

    name: str
    figures: Figures


class Part(NamedTuple):
    """What one member has in a cell; `value` is None where it has nothing that can be added, `state` says why."""

    name: str
    value: Number | None
    state: State


@dataclass(frozen=True, slots=True)
class Rolled:
    """A sum of reports. `figures` has a value where every member has one; `gaps` names, by cell, the members that have
    none, `missing` those that should have been added and have no report at all."""

    members: tuple[Member, ...]
    figures: Figures
    gaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every member was added with every cell."""
        return not (self.missing or self.gaps)

    @property
    def names(self) -> tuple[str, ...]:
        """Whose reports were added, in the order given."""
        return tuple(member.name for member in self.members)

    def parts(self, cell: str) -> tuple[Part, ...]:
        """What each member has in a cell, in the order given."""
        found = ((name, figures.value(cell), figures[cell].state) for name, figures in self.members)
        return tuple(Part(*one) for one in found)

    def known(self, cell: str) -> Number:
        """What those members have together that do have the cell: the sum only where `gaps` does not name the cell."""
        return sum(part.value for part in self.parts(cell) if part.value is not None)


def add(members: Sequence[Member], *, form: Form, missing: Sequence[str] = ()) -> Rolled:
    """Add reports of one form up, cell by cell; no members give the blank form. `missing` is only noted: the sum is then
    of the others.

    ValueError for a report of another form, since its cells mean something else, and for two members of one name,
    since nobody could tell whose part is whose.
    """
    if wrong := [member.name for member in members if member.figures.form is not form]:
        raise ValueError(f"not of form {form.id}: {wrong}")
    if twice := [name for name, count in Counter(member.name for member in members).items() if count > 1]:
        raise ValueError(f"added twice: {twice}")
    read = [member.figures.read for member in members]
    cells: dict[str, Cell] = {}
    gaps: dict[str, tuple[str, ...]] = {}
    for name in form.cells if members else ():
        try:
            cells[name] = Cell(sum([values[name] for values in read]))
        except KeyError:
            lacking = tuple(member.name for member in members if name not in member.figures.read)
            gaps[name] = lacking
            cells[name] = Cell(None, State.DOUBTFUL, why=_why(lacking))
    return Rolled(tuple(members), Figures(form, cells), gaps, tuple(missing))


def _why(lacking: Sequence[str]) -> str:
    """七级镇、安乐镇等 5 个机关的这一格空白或者读不准."""
    return f"{named_few(lacking, unit='个机关')}的这一格空白或者读不准，没有相加"


def named_few(names: Sequence[str], *, unit: str, between: str = "、") -> str:
    """七级镇、安乐镇等 5 个机关: all names where they are few, else the first ones and how many there are."""
    more = f"等 {len(names)} {unit}" if len(names) > _MOST_NAMED else ""
    return f"{between.join(names[:_MOST_NAMED])}{more}"


class Difference(NamedTuple):
    """A cell in which two sets of figures differ; None where one of them has no number."""

    cell: str
    left: Number | None
    right: Number | None


def differences(left: Figures, right: Figures) -> tuple[Difference, ...]:
    """The cells whose numbers differ, in the order of the left form's cells; a cell that only one of them has differs."""
    names = dict.fromkeys((*left.form.cells, *right.form.cells))
    found = (Difference(name, left.value(name), right.value(name)) for name in names)
    return tuple(one for one in found if one.left != one.right)
