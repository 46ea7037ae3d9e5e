"""How many questions each public address asks the database: a stated number, whether there is one row or sixty."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.kernel.duties import SYSTEM
from gongkai.web.disclosure import actions
from gongkai.web.gate.routes import Access, rules
from gongkai.web.ledger.actions import act
from gongkai.web.reports.models import Report
from tests.web.conftest import NOW

from .disclosure import conftest as chain
from .disclosure.planting import plant
from .organs.planting import organ_below

town, live = chain.town, chain.live  # fixtures
MANY = 60
ORGAN = "/organs/zhenxi/"
COLUMN = f"{ORGAN}columns/statutory/"
# Each public address, where it is asked for, and the most questions that it may take.
MOST = {
    "portal:home": ("/", 6),
    "portal:check": ("/check/", 2),
    "portal:display": ("/display/", 2),
    "portal:kiosk": ("/kiosk/", 2),
    "portal:kiosk-leave": ("/kiosk/leave/", 2),
    "portal:alerts": ("/alerts/?list=search&q=防汛", 4),
    "portal:feedback": ("/feedback/", 6),
    "portal:search": ("/search/?q=防汛", 7),
    "portal:search-feed": ("/search/feed.xml?q=防汛", 7),
    "portal:search-suggest": ("/search/suggest?q=防汛", 3),
    "portal:search-description": ("/opensearch.xml", 2),
    "portal:annual-reports": ("/annual-reports/", 4),
    "portal:consultations": ("/consultations/", 4),
    "portal:complaints": ("/complaints/", 6),
    "portal:data": ("/data/", 4),
    "portal:accessibility": ("/accessibility/", 3),
    "portal:feed": ("/feed.xml", 3),
    "portal:organ-feed": (f"{ORGAN}feed.xml", 4),
    "portal:column-feed": (f"{COLUMN}feed.xml", 4),
    "portal:sitemap-index": ("/sitemap.xml", 6),
    "portal:sitemap": ("/sitemap-public-1.xml", 4),
    "portal:robots": ("/robots.txt", 1),
    "portal:organ": (ORGAN, 11),
    "portal:apply": (f"{ORGAN}apply/", 16),
    "portal:places": (f"{ORGAN}places/", 6),
    "portal:report": (f"{ORGAN}2024/", 6),
    "portal:charts": (f"{ORGAN}charts/", 8),
    "portal:charts-below": (f"{ORGAN}charts/below/", 10),
    "portal:charts-year": (f"{ORGAN}charts/below/2024/", 7),
    "portal:column": (COLUMN, 8),
    "portal:item": ("{item}", 7),
    "api:api-root": ("/api/v1/", 4),
    "api:docs": ("/api/v1/docs", 4),
    "api:openapi-json": ("/api/v1/openapi.json", 5),
    "api:instance": ("/api/v1/instance", 10),
    "api:organs": ("/api/v1/organs", 12),
    "api:organ": ("/api/v1/organs/zhenxi", 12),
    "api:catalogue": ("/api/v1/catalogue?organ=zhenxi", 10),
    "api:items": ("/api/v1/items", 12),
    "api:item": ("/api/v1/items/{pk}", 14),
    "api:reports": ("/api/v1/reports", 8),
    "api:report": ("/api/v1/reports/{report}", 8),
    "api:changes": ("/api/v1/changes", 14),
}
# One file of one thing; what an earlier version shows; what has a test of its own beside its fixtures.
OF_ONE_THING = {
    *("portal:report-page", "portal:page-picture", "portal:report-source", "portal:report-file"),
    *("portal:chart-file", "portal:chart-file-below", "portal:why", "portal:edition"),
    *("portal:edition-file", "portal:edition-source"),
    *("portal:item-version", "portal:item-changes", "portal:item-attachment", "portal:item-file"),
    *("portal:alert", "portal:collected", "portal:feedback-receipt", "api:nothing-here"),
    *("portal:apply-form", "portal:apply-blank", "portal:opinion", "portal:my-application"),
    "portal:opinion-letter",
    *("portal:my-application-act", "portal:my-application-paper", "portal:my-application-lost"),
}


@pytest.fixture(autouse=True)
def _one_day(settings):
    settings.FIXED_TODAY = NOW.date()


def test_every_public_address_states_its_number():
    public = {rule.name for rule in rules() if rule.access is Access.PUBLIC}
    stated = {name for name in public if name.startswith(("portal:", "api:"))}
    assert stated == MOST.keys() | OF_ONE_THING


def test_sixty_rows_ask_no_more_than_one(client, county, organ, town, live, kept):
    few = _asked(client, live, kept)
    assert {name: number for name, number in few.items() if number > MOST[name][1]} == {}
    _grow(county, organ, town, kept)
    many = _asked(client, live, kept)
    assert {name: (few[name], many[name]) for name in MOST if many[name] > few[name]} == {}


def _asked(client, item, report):
    """How many questions each address asks the second time, when what is read once has been read."""
    at = {"item": f"{ORGAN}items/{item.pk}/", "pk": item.pk, "report": report.pk}
    asked = {}
    for name, (path, _most) in MOST.items():
        for _ in range(2):
            with CaptureQueriesContext(connection) as questions:
                answer = client.get(path.format(**at))
            assert answer.status_code == 200, (path, answer.status_code)
        # PostgreSQL is also told how to ask: savepoints and settings are no questions.
        asked[name] = sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE", "SET ")) for one in questions)
    return asked


def _grow(county, organ, town, report):
    """As many organs, items and reports as no page has."""
    at = NOW + timedelta(hours=1)
    people = (town.clerk, town.reviewer, town.leader)
    plant(organ, MANY, content=chain.CONTENT, people=people, at=NOW, go_live_at=at)
    assert actions.sweep(at=at)
    for number in range(MANY):
        below = organ_below(county, f"b{number}", f"墨鹭县第{number}局")
        _copied(report, below, 2024)
    for year in range(2019, 2024):
        _copied(report, organ, year)


def _copied(report, organ, year):
    """The same report of somebody else or of another year."""
    fields = ("title", "source_name", "media_type", "sha256", "read_at", "errors", "warnings", "notices")
    values = {field: getattr(report, field) for field in fields}
    data = deepcopy(report.data) | {"year": year}
    copied = Report(organ=organ, year=year, data=data, source=f"aa/{organ.pk}-{year}.txt", **values)
    with act("reports.keep", organ.pk, by=SYSTEM, at=NOW) as pen:
        pen.save(copied, "reports.taken_in", facts={"year": year})
