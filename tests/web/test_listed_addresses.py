"""What is listed stands where its page is: the addresses of the list are made from the portal's own."""

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.disclosure.indexing import found as found_item
from gongkai.web.ledger.actions import act
from gongkai.web.reports.indexing import found as found_report
from gongkai.web.reports.indexing import listed
from gongkai.web.search.models import Entry

from .conftest import NOW
from .disclosure import conftest as chain

town = chain.town  # fixture


@pytest.fixture
def things(organ, town, kept):
    """An item and a report that everybody may read."""
    with act("reports.keep", organ.pk, by=SYSTEM, at=NOW) as pen:
        listed(pen, kept)
    return town.publish(town.draft(organ)), kept


def test_everything_that_is_listed_can_be_read_there(client, things):
    addresses = list(Entry.objects.public().values_list("address", flat=True))
    assert len(addresses) == 2
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_an_address_of_the_portal_is_spelt_in_one_place(things, settings):
    settings.ROOT_URLCONF = "tests.web.moved_urls"
    item, report = things
    assert found_item(item.pk).address == f"/elsewhere/organs/zhenxi/items/{item.pk}/"
    assert found_report(report.pk).address == "/elsewhere/organs/zhenxi/2024/"
