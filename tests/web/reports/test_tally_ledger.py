"""A register made at random through the acts over three years: each year as its books said when they were closed, for good."""

import json
from collections import Counter, defaultdict
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from gongkai import lawbook
from gongkai.kernel.application import state
from gongkai.kernel.chain import canonical
from gongkai.kernel.rules import Result, judge
from gongkai.kernel.tally import Period
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.tally import tally_law
from gongkai.web.applications.models import Application, Happening
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.verify import verify
from gongkai.web.reports import tally
from gongkai.web.reports.models import Snapshot
from tests.web.applications.conftest import applied  # noqa: F401 - a fixture

from .ledgers import live

YEARS = range(2023, 2026)
BOOK, LAW, TABLE, LAW_OF_TALLY = lawbook.load(), outcome_law(), case_lifecycle(), tally_law()
SHANGHAI = ZoneInfo("Asia/Shanghai")


def reported(organ) -> dict[int, Counter[str]]:
    """Table 3 of each year by another way: each case is looked at as it was at the end of every year, as the books told it when they were closed,
    and stands where it stood when it was seen first with a result."""
    events = defaultdict(list)
    for one in Happening.objects.filter(application__organ=organ).order_by("pk"):
        events[one.application_id].append((one.at, one.event))
    kinds = dict(Application.objects.filter(organ=organ).values_list("pk", "kind"))
    cells = {year: Counter() for year in YEARS}
    for pk, told in events.items():
        came = False
        for year in YEARS:
            closing, last = (
                datetime.combine(LAW_OF_TALLY.freezes_on(year), time(), SHANGHAI),
                date(year, 12, 31),
            )
            of_year = (event for at, event in told if at < closing and event.on <= last)
            known = state(of_year, lifecycle=TABLE)
            is_over = known.concluded_on is not None
            row = LAW.outcomes[known.outcome].row if known.outcome else None
            if known.received_on is None or (is_over and row is None and not came):
                if is_over:
                    break
                continue
            left = ("carried_in" if came else "new_received",)
            right = (row or LAW.late, "result_total") if is_over else ("carried_out",)
            for one in (*left, *right):
                cells[year].update({f"table3.{one}.{column}": 1 for column in (kinds[pk], "total")})
            came = True
            if is_over:
                break
    return cells


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "seed", [1, 6, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(7, 30))]
)
def test_a_year_says_what_its_books_said_for_good(seed, organ, county, applied) -> None:  # noqa: F811 - the fixture itself
    live(applied, years=YEARS, cases=45, seed=seed, organs=[organ, county])
    for one in (organ, county):
        again, before = reported(one), None
        for year in YEARS:
            period = Period.year_of(year)
            now = tally.of(one, period)
            counted = {cell: n for cell, n in now.figures.items() if n and cell.startswith("table3.")}
            assert counted == dict(again[year])
            # Nothing that came later changed a byte of what was frozen.
            snapshot = Snapshot.objects.get(organ=one, last_on=period.last)
            frozen = json.loads(snapshot.data)
            assert canonical(frozen) == snapshot.data
            assert frozen.items() >= tally.told(one, period, now).items()
            assert {judge(each, now.filled_form()).result for each in BOOK.identities(now.form)} == {
                Result.HOLDS
            }
            for column in now.form.table("table3").row("granted").columns if before else ():
                carried_in, carried_out = (
                    f"table3.{row}.{column.id}" for row in ("carried_in", "carried_out")
                )
                assert now.figures[carried_in] == before.figures[carried_out]
            before = now
    assert not list(differences())
    assert not list(verify())
