"""Every figure equals an independent recount by plain SQL; each cell opens to as many rows as it says."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai import lawbook
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.rules import Result, judge
from gongkai.kernel.tally import Period
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.models import Application, FeeNotice
from gongkai.web.ledger.actions import act
from gongkai.web.organs.actions import found
from gongkai.web.organs.models import Organ
from gongkai.web.people import actions as people
from gongkai.web.remedies.actions import Lodged, register
from gongkai.web.reports import tally
from tests.web.applications.conftest import applied, taken_in  # noqa: F401 - fixtures
from tests.web.conftest import NOW
from tests.web.decisions.conftest import year_of

from .ledgers import begun, bulk

YEARS = range(2023, 2026)
BOOK, LAW = lawbook.load(), outcome_law()


def town(number: int, parent: Organ) -> Organ:
    name = f"第{number}镇"
    return found(
        Organ(
            slug=f"t{number}",
            name=f"{name}人民政府",
            short_name=name,
            level="township",
            kind="government",
            parent=parent,
        ),
        by=SYSTEM,
        at=NOW,
    )


@pytest.fixture
def towns(county) -> list[Organ]:
    """Three towns with 400 cases between them."""
    towns = [town(number, county) for number in range(3)]
    bulk(towns, cases=400, seed=9, years=YEARS)
    return towns


RECOUNT = """
SELECT kind, 'new_received', COUNT(*) FROM applications_application
 WHERE organ_id = %(organ)s AND is_counted AND received_on BETWEEN %(first)s AND %(last)s GROUP BY kind
UNION ALL
SELECT kind, 'carried_in', COUNT(*) FROM applications_application
 WHERE organ_id = %(organ)s AND is_counted AND received_on < %(first)s
   AND (concluded_on IS NULL OR concluded_on >= %(first)s) GROUP BY kind
UNION ALL
SELECT kind, 'carried_out', COUNT(*) FROM applications_application
 WHERE organ_id = %(organ)s AND is_counted AND received_on <= %(last)s
   AND (concluded_on IS NULL OR concluded_on > %(last)s) GROUP BY kind
UNION ALL
SELECT kind, outcome, COUNT(*) FROM applications_application
 WHERE organ_id = %(organ)s AND is_counted AND concluded_on BETWEEN %(first)s AND %(last)s GROUP BY kind, outcome
"""


def recounted(organ: Organ, period: Period) -> Counter[str]:
    """Table 3 by plain SQL over the tables, totals added up from the single counts."""
    cells: Counter[str] = Counter()
    values = {"organ": organ.pk, "first": period.first.isoformat(), "last": period.last.isoformat()}
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, values)
        for kind, row, cases in cursor.fetchall():
            rows = [LAW.outcomes[row].row, "result_total"] if row in LAW.outcomes else [row]
            cells.update({f"table3.{one}.{column}": cases for one in rows for column in (kind, "total")})
    return cells


@pytest.mark.django_db
def test_every_cell_of_table_3_is_what_sql_says_and_opens_to_its_cases(towns) -> None:
    periods = [*map(Period.year_of, YEARS), Period.quarter(2024, 3), Period.month(2025, 2)]
    for period in periods:
        told = tally.counted([one.pk for one in towns], period)
        for organ in towns:
            figures, again = told[organ.pk].figures, recounted(organ, period)
            assert {cell: n for cell, n in figures.items() if n and cell.startswith("table3.")} == dict(again)
            assert len([cell for cell in figures if cell.startswith("table3.")]) == 175
    for cell in BOOK.form("2021").table("table3").cells:
        (behind,) = tally.cases(towns[0], Period.year_of(2024), cell)
        assert behind.rows.count() == recounted(towns[0], Period.year_of(2024))[cell]
        assert behind.rows.model is Application


@pytest.mark.django_db
def test_every_identity_holds_and_years_join(towns) -> None:
    before = None
    for year in YEARS:
        now = tally.of(towns[0], Period.year_of(year))
        judged = {
            one.identity.code: one.result
            for one in (judge(each, now.filled_form()) for each in BOOK.identities(now.form))
        }
        assert set(judged.values()) == {Result.HOLDS}
        for column in now.form.table("table3").row("granted").columns if before else ():
            carried = f"table3.carried_in.{column.id}", f"table3.carried_out.{column.id}"
            assert now.figures[carried[0]] == before.figures[carried[1]]
        before = now


@pytest.mark.django_db
def test_the_months_of_a_year_add_up(towns) -> None:
    year = tally.of(towns[1], Period.year_of(2025)).figures
    months = [tally.of(towns[1], Period.month(2025, month)).figures for month in range(1, 13)]
    for cell in ("table3.new_received.total", "table3.granted.natural_person", "table3.result_total.total"):
        assert sum(month[cell] for month in months) == year[cell]
    assert months[0]["table3.carried_in.total"] == year["table3.carried_in.total"]
    assert months[-1]["table3.carried_out.total"] == year["table3.carried_out.total"]


@pytest.mark.django_db
def test_more_organs_ask_no_more(towns) -> None:
    asked = []
    for organs in (towns[:1], towns):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            tally.counted([one.pk for one in organs], Period.year_of(2024))
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.django_db
def test_a_year_of_the_old_form(county) -> None:
    organ = town(7, county)
    bulk([organ], cases=120, seed=3, years=range(2019, 2021))
    period = Period.year_of(2020)
    told, again = tally.of(organ, period), recounted(organ, period)
    others = [f"table3.{row}.total" for row in ("other_correction_lapsed", "other_fee_lapsed", "other_misc")]
    assert told.form.id == "2019"
    assert told.figures["table3.other.total"] == sum(again[cell] for cell in others) > 0
    assert told.figures["table3.result_total.total"] == again["table3.result_total.total"]
    (behind,) = tally.cases(organ, period, "table3.other.total")
    assert behind.rows.count() == told.figures["table3.other.total"]
    # 上一年项目数量 and the like are in no register.
    assert told.figures["table2.licences.last_year_items"] is None


@pytest.mark.django_db
def test_table_2_is_known_only_where_every_month_was_entered(organ, viewer_of) -> None:
    clerk = viewer_of("clerk", organ)
    begun(organ)
    year_of(organ, clerk, licences=2, penalties=0, admin_fees=Decimal("1250.50"))
    year_of(organ, clerk, months=range(1, 12), compulsion=1)
    told = tally.of(organ, Period.year_of(2025))
    cells = ("licences.decisions", "penalties.decisions", "compulsion.decisions", "admin_fees.amount_wan")
    assert [told.figures[f"table2.{cell}"] for cell in cells] == [24, 0, None, Decimal("1.5006")]
    assert (
        told.kept["licences"],
        told.kept["compulsion"],
        tally.cell_register("table2.compulsion.decisions"),
    ) == (
        True,
        False,
        "compulsion",
    )
    # A town makes no 规章 and is known to have none; a city may make them, and nobody keeps them here.
    assert (told.figures["table2.rules.in_force"], told.figures["table2.normative_docs.in_force"]) == (0, 0)
    assert [
        behind.rows.count()
        for behind in tally.cases(organ, Period.year_of(2025), "table2.licences.decisions")
    ] == [12]
    city = found(
        Organ(slug="city", name="墨市人民政府", short_name="墨市", level="city", kind="government"),
        by=SYSTEM,
        at=NOW,
    )
    assert tally.of(city, Period.year_of(2025)).figures["table2.rules.in_force"] is None


@pytest.mark.django_db
def test_processing_fees_are_charges_too(organ, viewer_of, taken_in) -> None:  # noqa: F811 - the fixture itself
    year_of(organ, viewer_of("clerk", organ), admin_fees=Decimal(100))
    person = people.enrol("fee", "收费员", organ=organ, by=SYSTEM, at=NOW)
    fee = FeeNotice(
        application=taken_in.application,
        method="by_item",
        quantity=1,
        amount=300,
        proposed_by=person,
        paid_on=date(2025, 5, 6),
    )
    with act("applications.propose_fee", organ.pk, by=SYSTEM, at=NOW) as pen:
        pen.save(fee, "applications.fee_proposed")
    cell, period = "table2.admin_fees.amount_wan", Period.year_of(2025)
    assert tally.of(organ, period).figures[cell] == Decimal("0.15")
    assert [(one.label, one.rows.count()) for one in tally.cases(organ, period, cell)] == [
        ("行政事业性收费按月登记", 12),
        ("信息处理费", 1),
    ]


@pytest.mark.django_db
def test_table_4_counts_reviews_and_opens_to_them(organ, viewer_of, taken_in) -> None:  # noqa: F811 - the fixture itself
    begun(organ)
    lodged = Lodged("review", "simple", "墨鹭县人民政府", "墨政复〔2026〕7号", date(2026, 2, 3))
    case = register(taken_in.application, lodged, by=viewer_of("clerk", organ), at=NOW)
    period = Period.year_of(2026)
    figures = tally.of(organ, period).figures
    assert [figures[f"table4.review.{column}"] for column in ("upheld", "pending", "total")] == [0, 1, 1]
    for column in ("pending", "total"):
        assert list(tally.cases(organ, period, f"table4.review.{column}")[0].rows) == [case]
    with pytest.raises(KeyError):
        tally.cases(organ, period, "table4.review.lost")
