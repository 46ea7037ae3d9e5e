"""What tests of the collection begin with: a township outside the system, its report with a blank cell, the authority."""

import pytest
from django.test import Client

from gongkai.engine import intake
from gongkai.kernel.duties import SYSTEM
from gongkai.web.organs.actions import found
from gongkai.web.organs.models import Organ
from gongkai.web.reports import actions
from gongkai.web.reports.actions import collecting as acts
from tests.law.test_rules import HOLDS
from tests.web.conftest import NOW, sign_in
from tests.web.reports.compiled.conftest import desk  # noqa: F401 - a fixture, used here too

ROOM = "/office/filings/"
LICENCES = "table2.licences.decisions"
NEW = "table3.new_received.total"


def text(organ: Organ, **changed: str) -> intake.Source:
    """The report of an organ for 2024: 17 licences, 5 applications; `changed` replaces words."""
    said = HOLDS.replace("雁回镇人民政府", organ.name).replace("雁回镇", organ.short_name)
    for old, new in changed.items():
        said = said.replace({"licences": "行政许可\t17", "year": "2024年"}[old], new)
    return intake.take_bytes(said.encode(), f"{organ.slug}.txt")


def below(county: Organ, slug: str, name: str, **fields: str) -> Organ:
    """Another organ of the county."""
    said = {"level": "township", "kind": "government"} | fields
    organ = Organ(slug=slug, name=name, short_name=name.removesuffix("人民政府"), parent=county, **said)
    return found(organ, by=SYSTEM, at=NOW)


@pytest.fixture
def dengxia(county):
    """A township that does not work in the system."""
    return below(county, "dengxia", "灯下镇人民政府")


@pytest.fixture
def authority(county, viewer_of):
    return viewer_of("authority", county)


@pytest.fixture
def filed(dengxia, authority):
    """Its report, of which one cell is blank."""
    return acts.upload(dengxia, 2024, text(dengxia, licences="行政许可\t"), by=authority, at=NOW)


@pytest.fixture
def browser_of(person_with):
    """The browser of a colleague who holds a duty."""
    return lambda duty, organ, **fields: sign_in(Client(), person_with(duty, organ, **fields))


@pytest.fixture
def chief(browser_of, county):
    """The browser of somebody at the authority."""
    return browser_of("authority", county)


def sheet(filing) -> str:
    """The page of a filing."""
    return f"{ROOM}{filing.pk}/"


def asked(county, **more) -> dict:
    """Whose members, for which year."""
    return {"organ": county.pk, "year": 2024} | more


def publish(organ, **changed):
    return actions.take_in(organ, text(organ, **changed), by=SYSTEM, at=NOW)
