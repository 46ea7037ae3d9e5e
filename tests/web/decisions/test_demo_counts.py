"""The demo's organs have counted what their reports of 2025 say; telling it twice changes nothing."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.decisions import selectors
from gongkai.web.decisions.models import MonthlyCount
from gongkai.web.demo.county import TODAY, whole_county
from gongkai.web.demo.decisions import count_deeds
from gongkai.web.demo.scene import Scene
from gongkai.web.ledger.caches import differences
from gongkai.web.people import actions as people
from tests.web.conftest import LONG_AGO, NOW
from tests.web.organs.planting import organ_below

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenes(county):
    """The county's water bureau with a clerk, and its schools' without one."""
    water, schools = (organ_below(county, slug) for slug in ("molu-water", "molu-education"))
    person = people.enrol("water-clerk", "同事", organ=water, by=SYSTEM, at=NOW)
    people.appoint(person, "clerk", organ=water, since_on=LONG_AGO, by=SYSTEM, at=NOW)
    return {organ.slug: Scene(organ, TODAY) for organ in (water, schools)}


def test_a_year_adds_up_to_the_report_and_this_one_is_not_over(scenes) -> None:
    deeds = sorted(count_deeds(scenes), key=lambda deed: deed[0])
    assert [moment.date() for moment, _do in deeds] == [
        *(date(2025, *day) for day in ((4, 8), (7, 8), (10, 9))),
        date(2026, 1, 8),
        *(date(2026, *day) for day in ((4, 8), (7, 8), (10, 9))),
    ]
    for moment, do in deeds:
        do(moment)
    organ = scenes["molu-water"].organ
    report = next(
        one for one in whole_county()["reports"] if (one["organ"], one["year"]) == (organ.slug, 2025)
    )
    counted = selectors.counted([organ.pk], date(2025, 1, 1), date(2025, 12, 31))
    figures = {one.kind: str(one.total) if one.kind != "admin_fees" else one.total / 10000 for one in counted}
    said = {kind: str(report["table2"][kind]) for kind in ("licences", "penalties", "compulsion")}
    assert figures == said | {"admin_fees": Decimal(report["table2"]["admin_fees"])}
    kept = selectors.kept([organ.pk], date(2026, 1, 1), date(2026, 12, 31))
    assert kept[organ.pk, "licences"] == selectors.Kept(9, 12)
    assert MonthlyCount.objects.count() == 21 * 4
    assert not list(count_deeds(scenes))
    assert not list(differences())
