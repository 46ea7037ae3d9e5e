"""The desk at which the report is made."""

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.reports import actions
from tests.web.applications.conftest import applied  # noqa: F401 - a fixture
from tests.web.disclosure.conftest import town  # noqa: F401 - a fixture
from tests.web.reports.ledgers import begun

from .desk import Desk
from .former import FIRST, file_of

DUTIES = ("clerk", "publisher", "office_head", "secrecy_reviewer", "deputy_leader", "chief_leader")


@pytest.fixture
def desk(organ, county, person_with) -> Desk:
    """A township with its people; it and the county have kept their registers here for years."""
    begun(organ, county)
    people = {duty: person_with(duty, organ).pk for duty in DUTIES}
    return Desk(organ, county, people | {"authority": person_with("authority", county).pk})


@pytest.fixture
def public(desk):
    """The report of the year as the organ published it on its own site."""
    return actions.take_in(desk.organ, file_of(desk), by=SYSTEM, at=FIRST)
