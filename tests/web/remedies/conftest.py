"""What tests of reviews and suits begin with: an application of the town that was answered badly."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from gongkai.web.foundations import clock
from gongkai.web.remedies.actions import Lodged, register
from tests.web.applications.conftest import applied, taken_in  # noqa: F401 - fixtures
from tests.web.conftest import NOW, sign_in

RECEIVED = date(2026, 2, 3)
LODGED = Lodged("review", "simple", "墨鹭县人民政府", "墨政复〔2026〕7号", RECEIVED)


@pytest.fixture
def clerk(organ, viewer_of):
    return viewer_of("clerk", organ)


@pytest.fixture
def case(taken_in):  # noqa: F811 - the fixture itself
    return taken_in.application


@pytest.fixture
def challenge(case, clerk):
    """A review of which the papers came today; the last day is Tuesday the 10th."""
    return register(case, LODGED, by=clerk, at=NOW)


@pytest.fixture
def on_the_day(monkeypatch):
    """`on_the_day(moment)`: the site lives at this moment."""

    def live(at):
        monkeypatch.setattr(clock, "now", lambda: at)
        monkeypatch.setattr(clock, "today", lambda: localdate(at))

    return live


@pytest.fixture
def at_the_desk(organ, person_with, client, on_the_day):
    """A clerk signed in on the day on which the papers come."""
    on_the_day(NOW)
    return sign_in(client, person_with("clerk", organ))
