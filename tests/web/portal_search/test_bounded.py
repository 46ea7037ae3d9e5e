"""A page of results costs so many questions to the database, however much is found."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db(transaction=True)
# What stands around the page and the search itself; with an organ its row is looked up, when nothing is found near
# words and whom to ask are.
MOST = {
    "/search/": 12,
    "/search/?q=公示": 14,
    "/search/?q=公示&organ=zhenxi&year=2026": 14,
    "/search/?q=火星 公示": 18,
    "/search/suggest?q=公示": 5,
    "/opensearch.xml": 2,
}


def asked(client, address):
    """How many questions a page asks."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", MOST)
def test_the_number_of_questions_does_not_grow(client, listed, county, organ, address):
    listed(organ, "村务公示第一期", "公示内容。", ("名单.xlsx", "公示名单"))
    for number in range(30):
        listed(
            county if number % 2 else organ, f"村务公示第{number}期", "公示内容。", ("名单.xlsx", "公示名单")
        )
    many = asked(client, address)
    assert many <= MOST[address]
