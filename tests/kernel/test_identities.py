"""Identities: blank adds nothing, unread makes unknown, and no side is judged on which nothing was read."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gongkai import lawbook
from gongkai.kernel.figures import Cell, Figures, State
from gongkai.kernel.rules import Identity, Result, judge

FORM = lawbook.load().form("2021")
ROW = Identity(
    "T", "t", ("table3.granted.total",), ("table3.granted.natural_person", "table3.granted.other_org")
)
LEFT, ONE, TWO = (*ROW.left, *ROW.right)


def judged(left: Cell, one: Cell, two: Cell) -> tuple[Result, object, object, int]:
    result = judge(ROW, Figures(FORM, {LEFT: left, ONE: one, TWO: two}))
    return result.result, result.left, result.right, len(result.blanks)


READ = Cell
BLANK = Cell(None, State.BLANK)
UNREAD = Cell(None, State.UNREAD)
LOST = Cell(None, State.LOST)
DOUBTFUL = Cell(None, State.DOUBTFUL)


def test_equal_sums_hold() -> None:
    assert judged(READ(3), READ(1), READ(2)) == (Result.HOLDS, 3, 3, 0)


def test_unequal_sums_are_broken() -> None:
    assert judged(READ(1), READ(0), READ(0)) == (Result.BROKEN, 1, 0, 0)


def test_a_blank_cell_adds_nothing_and_is_counted() -> None:
    assert judged(READ(1), READ(0), BLANK) == (Result.BROKEN, 1, 0, 1)
    assert judged(READ(1), READ(1), BLANK) == (Result.HOLDS, 1, 1, 1)


def test_a_side_without_any_figure_is_not_judged() -> None:
    assert judged(BLANK, READ(0), READ(1))[0] is Result.UNKNOWN
    assert judged(READ(1), BLANK, BLANK)[0] is Result.UNKNOWN


def test_unread_lost_and_doubtful_cells_make_it_unknown() -> None:
    for cell in (UNREAD, LOST, DOUBTFUL):
        assert judged(READ(9), READ(0), cell)[0] is Result.UNKNOWN
        assert judged(cell, READ(0), READ(1))[0] is Result.UNKNOWN


def test_an_absent_cell_counts_as_unread() -> None:
    figures = Figures(FORM, {LEFT: READ(1), ONE: READ(1)})
    assert judge(ROW, figures).result is Result.UNKNOWN
    assert figures[TWO].state is State.UNREAD
    assert figures.value(TWO) is None


def test_decimals_compare_as_numbers() -> None:
    assert judged(READ(Decimal("3.0")), READ(1), READ(2))[0] is Result.HOLDS


figures = st.integers(min_value=0, max_value=10**6)


@given(figures, figures)
def test_a_lawful_row_holds(one: int, two: int) -> None:
    assert judged(READ(one + two), READ(one), READ(two))[0] is Result.HOLDS


@given(figures, figures, st.integers(min_value=1, max_value=9))
def test_any_difference_is_found(one: int, two: int, off: int) -> None:
    assert judged(READ(one + two + off), READ(one), READ(two))[0] is Result.BROKEN


@given(st.lists(st.sampled_from([READ(0), READ(5), BLANK, UNREAD, LOST, DOUBTFUL]), min_size=3, max_size=3))
def test_only_read_figures_ever_accuse(cells: list[Cell]) -> None:
    result, *_ = judged(*cells)
    if any(cell.state in (State.UNREAD, State.LOST, State.DOUBTFUL) for cell in cells):
        assert result is Result.UNKNOWN


def test_figures_from_plain_values() -> None:
    plain = Figures.of(FORM, {LEFT: 3, ONE: None})
    assert plain.value(LEFT) == 3
    assert plain[ONE].state is State.BLANK
    assert plain.names(State.BLANK) == [ONE]
    assert len(plain.names(State.UNREAD)) == 198
