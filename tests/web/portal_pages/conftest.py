"""Pages of the place and of its organs, on a day of their own."""

import pytest

from tests.web.conftest import NOW
from tests.web.disclosure import conftest as chain
from tests.web.portal_items import conftest as items

town, live, policy = chain.town, chain.live, items.policy  # fixtures


@pytest.fixture(autouse=True)
def _one_day(settings):
    """Whenever the tests run, the pages tell of the same day."""
    settings.FIXED_TODAY = NOW.date()
