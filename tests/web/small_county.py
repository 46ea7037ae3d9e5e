"""The few organs of the invented county, told into the tests' own database, on the demo's own day."""

import pytest
from django.core.management import call_command

from gongkai.web.demo.building import build, read_reports
from gongkai.web.demo.county import TODAY
from gongkai.web.demo.day import FILE, beginning
from gongkai.web.foundations import clock


@pytest.fixture
def standing_still(settings):
    """The clock stands on the demo's day for one test; what the command writes beside the database goes again."""
    settings.FIXED_TODAY = TODAY
    yield TODAY
    (settings.HOME / FILE).unlink(missing_ok=True)


@pytest.fixture
def small_reports(db, standing_still):
    """The few organs with their reports alone."""
    build(at=beginning(), is_small=True)
    read_reports(at=clock.now())


@pytest.fixture
def small_county(db, standing_still):
    """The few organs with everything that is told of them."""
    call_command("demo", small=True, verbosity=0)
