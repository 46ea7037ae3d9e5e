"""Adding reports up: the sum is its parts, in whatever order; who lacks a cell is named and never counted as 0."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import lawbook
from gongkai.kernel.figures import Cell, Figures, State
from gongkai.kernel.findings import Number
from gongkai.kernel.rollup import Member, add, differences
from gongkai.kernel.rules import Result, judge

BOOK = lawbook.load()
FORM = BOOK.form("2021")
FEES = "table2.admin_fees.amount_wan"
LICENCES = "table2.licences.decisions"
CELLS = st.sampled_from(FORM.cells)
VALUES = st.one_of(st.none(), st.integers(0, 10**6))


def whole(changed: dict[str, Number | None] | None = None) -> Figures:
    """A report of zeros, but for some cells."""
    return Figures.of(FORM, dict.fromkeys(FORM.cells, 0) | (changed or {}))


@st.composite
def members(draw: st.DrawFn) -> list[Member]:
    """A few reports, some of whose cells are blank."""
    names = draw(st.lists(st.text("甲乙丙丁戊", min_size=1, max_size=3), min_size=1, max_size=6, unique=True))
    return [Member(name, whole(draw(st.dictionaries(CELLS, VALUES, max_size=8)))) for name in names]


@settings(max_examples=30)
@given(members(), st.randoms())
def test_a_cell_is_the_sum_of_its_parts_in_whatever_order(given_: list[Member], random: object) -> None:
    rolled = add(given_, form=FORM)
    turned = given_.copy()
    random.shuffle(turned)
    again = add(turned, form=FORM)
    assert again.figures.read == rolled.figures.read
    for cell in FORM.cells:
        parts = rolled.parts(cell)
        assert [part.name for part in parts] == [member.name for member in given_]
        lacking = {part.name for part in parts if part.value is None}
        assert set(rolled.gaps.get(cell, ())) == set(again.gaps.get(cell, ())) == lacking
        assert rolled.figures.value(cell) == (None if lacking else sum(part.value for part in parts))


@settings(max_examples=30)
@given(members())
def test_what_every_member_keeps_the_sum_keeps(given_: list[Member]) -> None:
    rolled = add(given_, form=FORM)
    for identity in BOOK.identities(FORM):
        kept = [judge(identity, member.figures).result for member in given_]
        has_gap = any(cell in rolled.gaps for cell in (*identity.left, *identity.right))
        if all(result is Result.HOLDS for result in kept) and not has_gap:
            assert judge(identity, rolled.figures).result is Result.HOLDS


def test_a_blank_cell_is_named_and_its_other_parts_are_told() -> None:
    rolled = add([Member("甲镇", whole({LICENCES: 3})), Member("乙镇", whole({LICENCES: None}))], form=FORM)
    assert rolled.figures.value(LICENCES) is None
    assert rolled.gaps == {LICENCES: ("乙镇",)}
    assert rolled.known(LICENCES) == 3
    assert rolled.figures[LICENCES].state is State.DOUBTFUL
    assert rolled.figures[LICENCES].why == "乙镇的这一格空白或者读不准，没有相加"


def test_a_doubtful_cell_is_no_number_either() -> None:
    doubtful = Figures(FORM, {**whole().cells, LICENCES: Cell(7, State.DOUBTFUL, why="写成了“7件”")})
    rolled = add([Member("甲镇", doubtful)], form=FORM)
    assert [part.state for part in rolled.parts(LICENCES)] == [State.DOUBTFUL]
    assert rolled.figures.value(LICENCES) is None


def test_amounts_are_added_exactly() -> None:
    amounts = ["0.1", "0.2", "1234.000001"]
    given_ = [Member(name, whole({FEES: Decimal(name)})) for name in amounts]
    assert add(given_, form=FORM).figures.value(FEES) == Decimal("1234.300001")


def test_many_that_lack_a_cell_are_counted() -> None:
    names = [f"{number}镇" for number in range(5)]
    rolled = add([Member(name, whole({LICENCES: None})) for name in names], form=FORM)
    assert rolled.figures[LICENCES].why.startswith("0镇、1镇、2镇等 5 个机关")
    assert rolled.gaps[LICENCES] == tuple(names)


def test_no_members_make_no_zeros() -> None:
    rolled = add([], form=FORM)
    assert rolled.figures.read == {}
    assert rolled.figures.unread == FORM.cells


def test_one_organ_is_not_added_twice() -> None:
    with pytest.raises(ValueError, match="甲镇"):
        add([Member("甲镇", whole()), Member("甲镇", whole())], form=FORM)


def test_a_report_of_another_form_is_not_added() -> None:
    trial = BOOK.form("2019")
    with pytest.raises(ValueError, match="2021"):
        add([Member("甲镇", Figures.of(trial, dict.fromkeys(trial.cells, 0)))], form=FORM)


def test_where_two_reports_differ() -> None:
    found = differences(whole({LICENCES: 4, FEES: None}), whole({LICENCES: 5}))
    assert found == ((LICENCES, 4, 5), (FEES, None, 0))
    assert differences(whole(), whole()) == ()


def test_who_has_no_report_at_all_is_named() -> None:
    rolled = add([Member("甲镇", whole({LICENCES: 3}))], form=FORM, missing=["乙镇"])
    assert rolled.missing == ("乙镇",)
    assert rolled.figures.value(LICENCES) == 3
    assert not rolled.is_whole
    assert add([Member("甲镇", whole())], form=FORM).is_whole
