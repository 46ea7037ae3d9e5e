"""What an organ did before it kept its registers here is unknown, never 0; an older register that was taken over tells of it."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.tally import Period
from gongkai.web.applications.actions.intake import apply
from gongkai.web.ledger.models import Event
from gongkai.web.organs.models import Organ
from gongkai.web.reports import tally
from gongkai.web.reports.actions import compiling
from gongkai.web.reports.actions.freezing import freeze, sweep
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.facts import facts_of
from gongkai.web.reports.models import Snapshot
from tests.web.applications.conftest import applied  # noqa: F401 - a fixture
from tests.web.applications.happenings import moment
from tests.web.applications.old_registers import OPEN, imported, listed, row
from tests.web.conftest import NOW
from tests.web.documents.conftest import town  # noqa: F401 - a fixture

from .ledgers import begun

pytestmark = pytest.mark.django_db
OCTOBER = date(2025, 10, 9)
REGISTER, OLDER = "依申请公开台账", "请导入以前的台账。"
CELLS = {
    "applications": "table3.new_received.total",
    "challenges": "table4.review.total",
    "normative": "table2.normative_docs.in_force",
}
FACTS = ("feedback.received", "fees.notices", "applications.by_mail", "applications.late")


def known(organ, period) -> dict[str, int | None]:
    """What each register says."""
    told = tally.of(organ, period)
    assert {code: told.kept[code] for code in CELLS} == {
        code: told.figures[cell] is not None for code, cell in CELLS.items()
    }
    return {code: told.figures[cell] for code, cell in CELLS.items()}


def facts(organ, period):
    """What is told of it in the prose; None for what nobody knows."""
    told = facts_of(organ, period, {})
    return {told[code].value if told[code].is_known else None for code in FACTS}


NOBODY_KNOWS, NOTHING = dict.fromkeys(CELLS), dict.fromkeys(CELLS, 0)


def test_who_begins_in_october_knows_nothing_of_the_year_and_all_of_what_comes(organ) -> None:
    begun(organ, on=OCTOBER)
    for period in (Period.year_of(2025), Period.quarter(2025, 4), Period.month(2025, 10)):
        assert known(organ, period) == NOBODY_KNOWS
        assert facts(organ, period) == {None}
    for period in (Period.month(2025, 11), Period.year_of(2026)):
        assert known(organ, period) == NOTHING
        assert facts(organ, period) == {0}


def test_who_begins_the_year_after_knows_nothing_of_it(organ) -> None:
    assert known(organ, Period.year_of(NOW.year - 1)) == NOBODY_KNOWS


def test_a_report_that_somebody_took_in_begins_no_register(organ, county, kept) -> None:
    """Who reads the public reports of all below him has begun nothing for them."""
    begun(county)
    assert Event.objects.filter(organ_id=organ.pk, kind="reports.taken_in").exists()
    next_year = date(NOW.year + 2, 3, 1)
    assert known(organ, Period.year_of(NOW.year + 1)) == NOBODY_KNOWS
    assert sweep(on=next_year, at=moment(next_year)) == 1
    assert Snapshot.objects.get().organ == county


def test_an_organ_that_was_set_up_in_october_had_nothing_to_keep_before(organ) -> None:
    Organ.objects.filter(pk=organ.pk).update(since_on=OCTOBER)
    begun(organ, on=OCTOBER)
    assert known(organ, Period.year_of(2025)) == NOTHING
    assert facts(organ, Period.year_of(2025)) == {0}


def test_the_cases_of_the_months_since_then_are_shown_and_are_not_the_year(organ, applied) -> None:  # noqa: F811 - the fixture itself
    begun(organ, on=OCTOBER)
    apply(replace(applied, channel="in_person"), by=SYSTEM, at=moment(date(2025, 11, 5)))
    period, cell = Period.year_of(2025), CELLS["applications"]
    (behind,) = tally.cases(organ, period, cell)
    assert (tally.of(organ, period).figures[cell], behind.rows.count()) == (None, 1)
    late = (f"{REGISTER}从2025年10月9日起登记，以前的没有登记", OLDER)
    assert tally.why_unknown(organ, period, cell, on=NOW.date()) == late


def test_an_old_register_tells_of_its_years_and_of_no_other_register(organ, viewer_of) -> None:
    imported(listed(row()), organ, by=viewer_of("clerk", organ))
    assert known(organ, Period.year_of(2025)) == NOBODY_KNOWS | {"applications": 1}
    assert known(organ, Period.year_of(2024)) == NOBODY_KNOWS
    why = tally.why_unknown(organ, Period.year_of(2024), CELLS["applications"], on=NOW.date())
    assert why.text == f"{REGISTER}从2025年1月1日起登记，以前的没有登记"


@pytest.mark.parametrize(("year", "is_kept"), [(2023, False), (2024, False), (2025, True)])
def test_cases_carried_over_into_an_old_register_are_not_the_year_in_which_they_came(
    organ, viewer_of, year, is_kept
) -> None:
    """A register of 2025 begins with what was left of 2024: two of the many cases that came in that year."""
    carried = {"收到日期": "2024-12-02", "答复日期": "2025-01-07", "申请内容": "2023年水费账目"}
    still_open = {"收到日期": "2024-12-20", "申请内容": "2022年水费账目"} | OPEN
    rows = [row(登记编号=f"2024-{n}", **one) for n, one in ((40, carried), (41, still_open))]
    imported(listed(*rows, row()), organ, by=viewer_of("clerk", organ), checked=range(2, 5))
    assert tally.of(organ, Period.year_of(year)).kept["applications"] is is_kept


def test_a_report_that_is_blank_there_says_since_when(organ, viewer_of) -> None:
    begun(organ, on=OCTOBER)
    compilation = compiling.begin(organ, 2025, by=viewer_of("clerk", organ), at=NOW)
    told = {one.register: one for one in Standing(compilation).found if one.code == "CELL_BLANK"}
    for register, cell in CELLS.items():
        why = tally.why_unknown(organ, Period.year_of(2025), cell, on=NOW.date())
        assert "从2025年10月9日起登记，以前的没有登记" in why.text
        assert told[register].message.endswith(f"没有数字：{why.text}。")
        assert told[register].advice.startswith(f"{why.advice}确实没有登记可查的")
    assert "等 3 格" not in told["normative"].message
    assert "等 175 格" in told["applications"].message


def test_taken_over_when_the_year_is_frozen_it_tells_nothing_of_that_year(organ, viewer_of) -> None:
    begun(organ, on=OCTOBER)
    freeze(organ, 2025, at=NOW)
    imported(listed(row()), organ, by=viewer_of("clerk", organ), checked=[2])
    assert known(organ, Period.year_of(2025)) == NOBODY_KNOWS
    assert tally.settled(organ, Period.year_of(2025)).figures[CELLS["applications"]] is None


def test_an_old_normative_document_is_not_all_that_was_issued_in_its_year(organ, town) -> None:  # noqa: F811 - the fixture itself
    for title, on in (("关于渡口的规定", date(2023, 5, 6)), ("关于集市的规定", date(2025, 3, 4))):
        said = {"reason": "存量", "effective_on": on, "valid_until_on": date(2028, 1, 1)}
        town.step(town.normative(title), "take_over", on=on, **said)
    told = {
        year: tally.of(organ, Period.year_of(year)).figures[CELLS["normative"]] for year in (2023, 2024, 2025)
    }
    assert told == {2023: None, 2024: None, 2025: 2}


def test_normative_documents_of_before_tell_of_their_years(organ, town) -> None:  # noqa: F811 - the fixture itself
    on = date(2025, 5, 6)
    said = {"reason": "存量", "effective_on": on, "valid_until_on": date(2028, 1, 1)}
    town.step(town.normative("关于渡口的规定"), "take_over", on=on, **said)
    assert known(organ, Period.year_of(2025)) == NOBODY_KNOWS | {"normative": 1}
    assert known(organ, Period.year_of(2024)) == NOBODY_KNOWS
