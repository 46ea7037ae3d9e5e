"""What tests of one's own application begin with: somebody who has a receipt, and the day on which he looks."""

from datetime import date

import pytest
from django.test import Client

from gongkai.kernel.duties import PUBLIC
from gongkai.web.applications.actions.intake import apply
from gongkai.web.foundations import clock
from tests.web.applications.bureau import opened as opened_bureau
from tests.web.applications.conftest import PERSON, applied  # noqa: F401 - a fixture
from tests.web.applications.happenings import moment
from tests.web.conftest import NOW

DOOR = "/my-application/"
CODE = "ABCDEFGHJK"


@pytest.fixture
def on_day(monkeypatch):
    """`on_day(date(2026, 2, 10))`: from now on the site's clock stands there."""

    def stands(on: date) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment(on))

    stands(NOW.date())
    return stands


@pytest.fixture
def taken_in(applied, on_day):  # noqa: F811 - the fixture of that name
    """The application as it was handed in, with its code; the clock stands on that day."""
    return apply(applied, by=PUBLIC, at=NOW)


@pytest.fixture
def bureau(organ, viewer_of):
    """The office that answers."""
    return opened_bureau(organ, viewer_of)


@pytest.fixture
def visitor(taken_in):
    """The browser of the applicant, who has said number and code."""
    return entered(taken_in)


def entered(taken_in) -> Client:
    """A browser that has opened the door."""
    browser = Client()
    said = {"receipt": taken_in.application.receipt, "code": taken_in.code}
    assert browser.post(DOOR, said).status_code == 302
    return browser
