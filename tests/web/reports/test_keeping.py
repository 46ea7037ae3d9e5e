"""What an organ did before it kept its registers here is unknown, never 0; an older register that was taken over tells of it."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.tally import Period
from gongkai.web.applications.actions.intake import apply
from gongkai.web.organs.models import Organ
from gongkai.web.reports import tally
from gongkai.web.reports.actions import compiling
from gongkai.web.reports.actions.freezing import freeze
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.facts import facts_of
from tests.web.applications.conftest import applied  # noqa: F401 - a fixture
from tests.web.applications.happenings import moment
from tests.web.applications.old_registers import imported, listed, row
from tests.web.conftest import NOW
from tests.web.documents.conftest import town  # noqa: F401 - a fixture

from .ledgers import begun

pytestmark = pytest.mark.django_db
OCTOBER = date(2025, 10, 9)
REGISTER, OLDER = "依申请公开台账", "请导入以前的台账"
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
    assert tally.begun_late(organ, period, cell) == (
        f"{REGISTER}从2025年10月9日起登记，以前的没有登记",
        OLDER,
    )


def test_an_old_register_tells_of_its_years_and_of_no_other_register(organ, viewer_of) -> None:
    imported(listed(row()), organ, by=viewer_of("clerk", organ))
    assert known(organ, Period.year_of(2025)) == NOBODY_KNOWS | {"applications": 1}
    assert known(organ, Period.year_of(2024)) == NOBODY_KNOWS
    (why, _older) = tally.begun_late(organ, Period.year_of(2024), CELLS["applications"])
    assert why == f"{REGISTER}从2025年1月1日起登记，以前的没有登记"
    assert tally.begun_late(organ, Period.year_of(2025), CELLS["applications"]) == ("", "")


def test_a_report_that_is_blank_there_says_since_when(organ, viewer_of) -> None:
    begun(organ, on=OCTOBER)
    compilation = compiling.begin(organ, 2025, by=viewer_of("clerk", organ), at=NOW)
    told = {one.message for one in Standing(compilation).found if one.code == "CELL_BLANK"}
    assert sum("从2025年10月9日起登记，以前的没有登记" in one for one in told) == len(CELLS)


def test_taken_over_when_the_year_is_frozen_it_tells_nothing_of_that_year(organ, viewer_of) -> None:
    begun(organ, on=OCTOBER)
    freeze(organ, 2025, at=NOW)
    imported(listed(row()), organ, by=viewer_of("clerk", organ), checked=[2])
    assert known(organ, Period.year_of(2025)) == NOBODY_KNOWS
    assert tally.settled(organ, Period.year_of(2025)).figures[CELLS["applications"]] is None


def test_normative_documents_of_before_tell_of_their_years(organ, town) -> None:  # noqa: F811 - the fixture itself
    on = date(2025, 5, 6)
    said = {"reason": "存量", "effective_on": on, "valid_until_on": date(2028, 1, 1)}
    town.step(town.normative("关于渡口的规定"), "take_over", on=on, **said)
    assert known(organ, Period.year_of(2025)) == NOBODY_KNOWS | {"normative": 1}
    assert known(organ, Period.year_of(2024)) == NOBODY_KNOWS
