"""The desk at which the report is made."""

import pytest

from tests.web.applications.conftest import applied  # noqa: F401 - a fixture
from tests.web.disclosure.conftest import town  # noqa: F401 - a fixture

from .desk import Desk

DUTIES = ("clerk", "publisher", "office_head", "secrecy_reviewer", "deputy_leader", "chief_leader")


@pytest.fixture
def desk(organ, county, person_with) -> Desk:
    """A township with its people."""
    people = {duty: person_with(duty, organ).pk for duty in DUTIES}
    return Desk(organ, county, people | {"authority": person_with("authority", county).pk})
