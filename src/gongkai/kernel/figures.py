"""A filled form: every cell is a value or `None`, and says which kind of `None` it is. Blank is not 0."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from .findings import NOWHERE, Number, Place
from .form import Form


class State(StrEnum):
    """What became of a cell: read, empty in the source, lost from a row that is one short, not found, or doubtful."""

    READ = "read"
    BLANK = "blank"
    LOST = "lost"
    UNREAD = "unread"
    DOUBTFUL = "doubtful"


LONGEST_QUOTE = 160


def shortest(value: Number) -> Number:
    """The same number, a whole amount as a whole one: 3, not 3.00, from whatever database it came."""
    return int(value) if value == int(value) else value


def quote(printed: tuple[str, ...]) -> str:
    """Pieces of a source as one passage: white space folded, cut to a readable length. Put together when asked for,
    since few rows are ever quoted."""
    return " ".join(" ".join(printed).split())[:LONGEST_QUOTE]


class Cell(NamedTuple):
    """One figure with where it came from: a count of 件, or an amount in the unit of its column (万元).

    `printed` are the pieces of the source that hold its row; `why` explains a state other than read.
    """

    value: Number | None
    state: State = State.READ
    printed: tuple[str, ...] = ()
    place: Place = NOWHERE
    why: str = ""

    @property
    def raw(self) -> str:
        """Its row as the source has it, white space folded, cut to a readable length."""
        return quote(self.printed)


UNREAD = Cell(None, State.UNREAD, why="没有找到这一行")


@dataclass(frozen=True, slots=True)
class Figures:
    """The cells of one report under one form; a cell that is not in `cells` counts as unread.

    `read` holds the numbers of the cells that were read without doubt, `unread` the names of all others.
    """

    form: Form
    cells: Mapping[str, Cell]
    read: Mapping[str, Number] = field(init=False)
    unread: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        known = {n: c.value for n, c in self.cells.items() if c.state is State.READ and c.value is not None}
        object.__setattr__(self, "read", known)
        object.__setattr__(self, "unread", tuple(name for name in self.form.cells if name not in known))

    def __getitem__(self, name: str) -> Cell:
        return self.cells.get(name, UNREAD)

    def value(self, name: str) -> Number | None:
        """The number in a cell that was read without doubt; None otherwise."""
        return self.read.get(name)

    def names(self, *states: State) -> list[str]:
        """Names of the cells in these states, in form order."""
        names = self.form.cells if State.READ in states else self.unread
        return [name for name in names if self[name].state in states]

    @classmethod
    def of(cls, form: Form, values: Mapping[str, Number | None]) -> "Figures":
        """Figures from plain values: a number is read, None is blank, an absent name is unread."""
        known: Iterable[tuple[str, Number | None]] = values.items()
        return cls(form, {name: _plain(value) for name, value in known})


@lru_cache(maxsize=4096, typed=True)
def _plain(value: Number | None) -> Cell:
    """A cell of which nothing else is known; thousands of reports share those of small numbers."""
    return Cell(value, State.BLANK if value is None else State.READ)
