"""Periods, when a case counts, and the cells: every printed identity holds for any cases, and years join."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import lawbook
from gongkai.kernel.chain import canonical
from gongkai.kernel.figures import Figures
from gongkai.kernel.outcomes import merged_rows
from gongkai.kernel.problems import Refused
from gongkai.kernel.rules import Result, judge
from gongkai.kernel.tally import (
    NOT_COUNTED,
    Closing,
    Counted,
    Group,
    Period,
    counted,
    filled,
    from_plain,
    plain,
    table3_parts,
)
from gongkai.lawbook.outcomes import outcome_law

BOOK, LAW = lawbook.load(), outcome_law()
KINDS = [column.id for column in BOOK.form("2021").table("table3").row("granted").columns[:-1]]
LEAVES = [row.id for row in BOOK.form("2021").table("table3").leaves]


def d(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("period", "first", "last", "label"),
    [
        (Period.year_of(2025), "2025-01-01", "2025-12-31", "2025年"),
        (Period.month(2024, 2), "2024-02-01", "2024-02-29", "2024年2月"),
        (Period.quarter(2025, 1), "2025-01-01", "2025-03-31", "2025年第一季度"),
        (Period.quarter(2025, 4), "2025-10-01", "2025-12-31", "2025年第四季度"),
        (Period(d("2025-01-01"), d("2025-06-30")), "2025-01-01", "2025-06-30", "2025年1月1日至2025年6月30日"),
    ],
)
def test_periods(period, first, last, label):
    assert (period.first, period.last, period.label) == (d(first), d(last), label)


@pytest.mark.parametrize(("first", "last"), [("2025-02-01", "2025-01-31"), ("2025-12-01", "2026-01-31")])
def test_what_is_no_period(first, last):
    with pytest.raises(Refused, match="不是可以统计的期间"):
        Period(d(first), d(last))


def told(
    before=NOT_COUNTED, *, received, was=None, concluded=None, row="", on=None, entered=None, until=None
):
    closing = Closing(
        d(on or concluded or received), d(entered or on or concluded or received), d(until) if until else None
    )
    return counted(
        before,
        received_on=d(received),
        was_concluded_on=d(was) if was else None,
        concluded_on=d(concluded) if concluded else None,
        row=row,
        late_row="other_misc",
        closing=closing,
    )


OPEN = Counted(d("2024-11-20"))
LAPSED = Counted(d("2024-11-20"), d("2024-12-10"), "other_correction_lapsed")


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("received", (told(received="2024-11-20"), OPEN)),
        (
            "answered next year",
            (
                told(OPEN, received="2024-11-20", concluded="2025-01-10", row="granted"),
                Counted(OPEN.in_on, d("2025-01-10"), "granted"),
            ),
        ),
        # 条例第三十条: with good reason the lapse is none; within the year nothing is left of it.
        ("corrected late in the year", (told(LAPSED, received="2024-11-20", on="2024-12-20"), OPEN)),
        # The year was reported: its result stays, and the case is not counted a second time.
        ("corrected late next year", (told(LAPSED, received="2024-11-20", on="2025-01-06"), LAPSED)),
        (
            "and then answered",
            (told(LAPSED, received="2024-11-20", concluded="2025-02-01", row="granted"), LAPSED),
        ),
        (
            "entered twice, found at once",
            (told(OPEN, received="2024-11-20", concluded="2024-12-01"), NOT_COUNTED),
        ),
        (
            "entered twice, found next year",
            (
                told(OPEN, received="2024-11-20", concluded="2025-01-06"),
                Counted(OPEN.in_on, d("2025-01-06"), "other_misc"),
            ),
        ),
        (
            "posted in December, entered before the books were closed",
            (
                told(
                    OPEN, received="2024-11-20", concluded="2024-12-30", row="granted", entered="2025-01-03"
                ),
                Counted(OPEN.in_on, d("2024-12-30"), "granted"),
            ),
        ),
        (
            "posted in December, entered after they were closed",
            (
                told(
                    OPEN,
                    received="2024-11-20",
                    concluded="2024-12-30",
                    row="granted",
                    entered="2025-01-03",
                    until="2024-12-31",
                ),
                Counted(OPEN.in_on, d("2025-01-03"), "granted"),
            ),
        ),
        (
            "archived afterwards",
            (
                told(
                    Counted(OPEN.in_on, d("2025-01-03"), "granted"),
                    received="2024-11-20",
                    was="2024-12-30",
                    concluded="2024-12-30",
                    row="granted",
                    on="2025-02-01",
                ),
                Counted(OPEN.in_on, d("2025-01-03"), "granted"),
            ),
        ),
        (
            "received in December, entered after they were closed",
            (told(received="2024-12-30", entered="2025-01-03", until="2024-12-31"), Counted(d("2025-01-03"))),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_when_a_case_counts(what, found):
    assert found[0] == found[1], what


def test_what_was_not_received_is_not_counted():
    closing = Closing(d("2025-01-03"), d("2025-01-03"))
    more = {
        "was_concluded_on": None,
        "concluded_on": d("2025-01-03"),
        "row": "other_misc",
        "late_row": "other_misc",
    }
    assert counted(NOT_COUNTED, received_on=None, closing=closing, **more) == NOT_COUNTED


GROUPS = st.lists(
    st.builds(
        Group, st.sampled_from(KINDS), st.booleans(), st.sampled_from(["", *LEAVES]), st.integers(1, 9)
    ),
    max_size=30,
)


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2025])
@given(groups=GROUPS)
def test_any_cases_fill_a_form_in_which_every_identity_holds(year, groups):
    form, merged = BOOK.form_for(year), merged_rows(year, law=LAW)
    figures = Figures.of(form, filled(table3_parts(groups, form, merged=merged), form))
    assert {judge(one, figures).result for one in BOOK.identities(form)} == {Result.HOLDS}
    assert figures.value("table3.new_received.total") == sum(one.cases for one in groups if one.is_new)
    assert figures.value("table3.result_total.total") == sum(one.cases for one in groups if one.row)


def test_the_form_of_2019_has_one_row_for_three():
    groups = [Group("other_org", True, row, 2) for row in LEAVES if row.startswith("other_")]
    parts = table3_parts(groups, BOOK.form("2019"), merged=merged_rows(2019, law=LAW))
    assert parts["table3.other.other_org"] == 6
    with pytest.raises(ValueError, match="no row granted_twice"):
        table3_parts([Group("other_org", True, "granted_twice", 1)], BOOK.form("2021"), merged={})


def test_what_nobody_kept_is_not_zero_and_is_in_no_total():
    form = BOOK.form("2021")
    unknown = ["table2.licences.decisions", "table4.review.pending"]
    figures = filled(
        {"table4.review.upheld": 2, "table2.admin_fees.amount_wan": Decimal("1.50")}, form, unknown=unknown
    )
    assert [figures[cell] for cell in (*unknown, "table4.review.total")] == [None, None, None]
    assert figures["table2.penalties.decisions"] == 0
    assert from_plain(plain(figures)) == figures
    assert '"table2.admin_fees.amount_wan":"1.5"' in canonical(plain(figures))


MOMENTS = st.tuples(
    st.dates(d("2023-06-01"), d("2026-06-30")), st.integers(0, 400), st.sampled_from(["", *LEAVES])
)


@given(cases=st.lists(st.tuples(st.sampled_from(KINDS), MOMENTS), max_size=15), months=st.booleans())
def test_what_one_period_leaves_the_next_one_finds(cases, months):
    """Cases with any days, open or not, duplicates among them: what is carried out of a period is carried into the next."""
    rows = []
    for kind, (received, days, row) in cases:
        concluded = received + timedelta(days)
        rows.append(
            (
                kind,
                counted(
                    counted(
                        NOT_COUNTED,
                        received_on=received,
                        was_concluded_on=None,
                        concluded_on=None,
                        row="",
                        late_row="other_misc",
                        closing=Closing(received, received),
                    ),
                    received_on=received,
                    was_concluded_on=None,
                    concluded_on=concluded,
                    row=row,
                    late_row="other_misc",
                    closing=Closing(concluded, concluded),
                ),
            )
        )
    periods = [Period.year_of(year) for year in range(2023, 2028)]
    if months:
        periods = [Period.month(year, month) for year in range(2023, 2028) for month in range(1, 13)]
    before = None
    for period in periods:
        form = BOOK.form_for(period.year)
        now = filled(table3_parts(_groups(rows, period), form, merged={}), form)
        if before is not None:
            for kind in (*KINDS, "total"):
                assert now[f"table3.carried_in.{kind}"] == before[f"table3.carried_out.{kind}"]
        before = now
    assert before["table3.carried_out.total"] == 0


def _groups(rows, period):
    for kind, one in rows:
        is_there = (
            one.in_on and one.in_on <= period.last and (one.out_on is None or one.out_on >= period.first)
        )
        if is_there:
            ended = one.out_on is not None and one.out_on <= period.last
            yield Group(kind, one.in_on >= period.first, one.row if ended else "", 1)
