"""What tests of applications begin with: somebody who wants something from the town."""

import pytest

from gongkai.kernel.duties import PUBLIC
from gongkai.web.applications.actions.intake import Applied, Wanted, apply
from gongkai.web.applications.identity import Identity
from tests.web.conftest import NOW

from .redacted import reply, taken  # noqa: F401 - fixtures of files that are redacted

PERSON = Identity(
    name="周明远",
    id_type="resident_id",
    id_number="11010519491231002X",
    phone="13900001234",
    email="zhou@example.org",
    address="墨鹭县枕溪镇柳湾村3组",
)


@pytest.fixture
def applied(organ):
    """A person who asks on the portal for a subsidy list."""
    wanted = Wanted(
        title="2025年耕地地力保护补贴发放明细",
        wanted="本村2025年耕地地力保护补贴的发放标准和分户面积。",
        supply_form="email",
        delivery="email",
    )
    return Applied(
        organ=organ, channel="internet", wanted=wanted, kinds=("natural_person",), identities=(PERSON,)
    )


@pytest.fixture
def taken_in(applied):
    """The application, received on the day on which it was handed in."""
    return apply(applied, by=PUBLIC, at=NOW)
