"""The figures of 31 December: frozen once, the same bytes any night, and closed for what is entered later."""

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.kernel.tally import Period
from gongkai.web.applications.actions.intake import apply
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify
from gongkai.web.outbox.registry import daily_topics
from gongkai.web.reports import tally
from gongkai.web.reports.actions.freezing import freeze, sweep
from gongkai.web.reports.models import Snapshot
from gongkai.web.reports.sweeps import FREEZE
from tests.web.applications.conftest import applied  # noqa: F401 - a fixture
from tests.web.applications.happenings import brought, moment
from tests.web.applications.old_registers import imported, listed, planned, row, why
from tests.web.conftest import NOW
from tests.web.decisions.conftest import year_of

from .ledgers import begun, let

pytestmark = pytest.mark.django_db(transaction=True)
CLOSED = date(2026, 1, 15)
TOTAL = "table3.{}.total"


def figures(organ, year):
    told = tally.of(organ, Period.year_of(year)).figures
    return {
        row: told[TOTAL.format(row)] for row in ("new_received", "carried_in", "result_total", "carried_out")
    }


@pytest.fixture
def case(organ, applied):  # noqa: F811 - the fixture itself
    """Received on 15 December 2025, and in hand, in a register that was begun the year before."""
    begun(organ, on=date(2024, 12, 2))
    on = date(2025, 12, 15)
    taken = apply(replace(applied, channel="in_person"), by=SYSTEM, at=moment(on)).application
    return brought(taken, CaseEvent(kind=Happened.ASSIGNED, on=on))


def test_a_year_is_frozen_once_and_no_night_changes_a_byte(organ, case) -> None:
    first = freeze(organ, 2025, at=moment(CLOSED))
    told = json.loads(first.data)
    assert first.sha256 == hashlib.sha256(first.data.encode()).hexdigest()
    assert (told["figures"][TOTAL.format("carried_out")], told["kept"]["licences"]) == (1, False)
    assert told["figures"]["table2.licences.decisions"] is None
    assert tally.thawed(first).figures == tally.of(organ, Period.year_of(2025)).figures
    later = moment(date(2026, 5, 1))
    brought(case, CaseEvent(kind=Happened.WITHDRAWN, on=date(2026, 4, 1), outcome="O24"))
    assert freeze(organ, 2025, at=later) == first
    assert Snapshot.objects.count() == 1
    assert Event.objects.filter(kind="reports.frozen").count() == 1
    assert not list(verify())


def test_the_sweep_freezes_what_is_open_on_that_night_or_a_later_one(organ, county, case) -> None:
    # Of 2024 nothing is frozen: nobody kept a register here then. The county begins the year after.
    begun(county, on=date(2026, 3, 2))
    assert sweep(on=date(2026, 1, 14), at=moment(date(2026, 1, 14))) == 0
    assert sweep(on=CLOSED, at=moment(CLOSED)) == 1
    assert sweep(on=date(2026, 1, 19), at=moment(date(2026, 1, 19))) == 0
    assert Snapshot.objects.get().organ == organ
    assert sweep(on=date(2027, 1, 18), at=moment(date(2027, 1, 18))) == 2
    assert FREEZE in daily_topics()


def test_a_year_that_is_not_over_is_not_frozen_nor_by_a_stranger(organ, viewer_of) -> None:
    with pytest.raises(Refused, match="2025年度还没有结束"):
        freeze(organ, 2025, at=moment(date(2025, 12, 31)))
    with pytest.raises(NotYourDuty):
        freeze(organ, 2025, by=viewer_of("auditor", organ), at=moment(CLOSED))
    assert not Snapshot.objects.exists()


def posted_late(case, *, on: date, entered: date) -> None:
    for kind in ("drafted", "submitted", "signed", "posted"):
        outcome = {"outcome": "O02"} if kind in ("drafted", "posted") else {}
        let(case, CaseEvent(kind=Happened(kind), on=on, **outcome), entered)


def test_what_was_posted_in_december_and_entered_before_the_books_closed_counts_in_december(
    organ, case
) -> None:
    posted_late(case, on=date(2025, 12, 30), entered=date(2026, 1, 4))
    assert figures(organ, 2025) == {"new_received": 1, "carried_in": 0, "result_total": 1, "carried_out": 0}


def test_entered_after_they_closed_it_counts_in_the_year_of_the_entry(organ, case) -> None:
    freeze(organ, 2025, at=moment(CLOSED))
    posted_late(case, on=date(2025, 12, 30), entered=date(2026, 1, 20))
    case.refresh_from_db()
    assert (case.concluded_on, case.counted_out_on) == (date(2025, 12, 30), date(2026, 1, 20))
    assert figures(organ, 2025) == {"new_received": 1, "carried_in": 0, "result_total": 0, "carried_out": 1}
    assert figures(organ, 2026) == {"new_received": 0, "carried_in": 1, "result_total": 1, "carried_out": 0}


def test_a_letter_of_december_that_is_found_in_a_closed_year_is_one_of_the_new_year(organ, applied) -> None:  # noqa: F811
    begun(organ)
    freeze(organ, 2025, at=moment(CLOSED))
    said = replace(applied, channel="mail_signed")
    found = apply(said, by=SYSTEM, at=moment(date(2026, 1, 20)), arrived_on=date(2025, 12, 31)).application
    found.refresh_from_db()
    assert (found.received_on, found.counted_in_on) == (date(2025, 12, 31), date(2026, 1, 20))
    assert (figures(organ, 2025)["new_received"], figures(organ, 2026)["new_received"]) == (0, 1)


@pytest.mark.parametrize("days", [0, 20], ids=["found in the year", "found in the next"])
def test_an_application_that_was_entered_twice(days, organ, case) -> None:
    on = date(2025, 12, 20) + timedelta(days)
    voided = brought(case, CaseEvent(kind=Happened.VOIDED, on=on, outcome="O27", reason="重复登记"))
    told = figures(organ, 2025)
    if days:
        assert (told["new_received"], told["carried_out"], voided.row) == (1, 1, "other_misc")
        assert figures(organ, 2026)["result_total"] == 1
    else:
        assert (told["new_received"], told["carried_out"], voided.row) == (0, 0, "")


def test_an_old_register_counts_in_its_own_year_until_that_is_frozen(organ, viewer_of) -> None:
    clerk = viewer_of("clerk", organ)
    imported(listed(row()), organ, by=clerk)
    assert (figures(organ, 2025)["new_received"], figures(organ, 2025)["result_total"]) == (1, 1)
    freeze(organ, 2025, at=NOW)
    more = listed(
        row(登记编号="2025-13", 收到日期="2025-04-03", 答复日期="2025-04-20", 申请内容="另一份明细")
    )
    made = planned(more, organ, by=clerk)
    assert not made.is_ready
    assert "已经固定" in why(made)
    imported(more, organ, by=clerk, checked=[2])
    assert figures(organ, 2025)["new_received"] == 1
    assert (figures(organ, 2026)["new_received"], figures(organ, 2026)["result_total"]) == (1, 1)


def test_what_nobody_knew_at_the_freeze_is_known_when_it_is_entered(organ, viewer_of) -> None:
    period, cell = Period.year_of(2025), "table2.licences.decisions"
    freeze(organ, 2025, at=moment(CLOSED))
    assert (tally.settled(organ, period).figures[cell], tally.settled(organ, period).kept["licences"]) == (
        None,
        False,
    )
    year_of(organ, viewer_of("clerk", organ), licences=2)
    told = tally.settled(organ, period)
    assert (told.figures[cell], told.kept["licences"], told.kept["penalties"]) == (24, True, False)
    assert tally.settled(organ, Period.year_of(2026)) == tally.of(organ, Period.year_of(2026))
