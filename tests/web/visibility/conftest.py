"""Many people come from one address here, and none of them too often."""

import pytest


@pytest.fixture(autouse=True)
def _as_often_as_one_likes(settings):
    settings.API_PER_MINUTE = 10**6
