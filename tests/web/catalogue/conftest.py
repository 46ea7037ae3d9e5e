"""A township whose head of office has taken over the law's rows."""

import pytest

from gongkai.web.catalogue.actions import adopt_starter
from gongkai.web.catalogue.models import Row
from tests.web.conftest import NOW


@pytest.fixture
def keeper(viewer_of, organ):
    """The head of the township's office."""
    return viewer_of("office_head", organ)


@pytest.fixture
def rows(organ, keeper) -> dict[str, Row]:
    """The township's catalogue by code."""
    adopt_starter(organ, by=keeper, at=NOW)
    return {row.code: row for row in organ.catalogue_rows.all()}
