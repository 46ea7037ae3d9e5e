"""Things that everybody may read, put into the list as an act does it, and the pages that find them."""

from datetime import date
from itertools import count

import pytest
from bs4 import BeautifulSoup

from gongkai.kernel.duties import SYSTEM
from gongkai.web.ledger.actions import act
from gongkai.web.search import actions
from tests.web.conftest import NOW


@pytest.fixture
def listed():
    """`listed(organ, title, text, …)`: something public with this title and text."""
    numbers = count(1)

    def put(organ, title, *passages, **said):
        number = said.pop("subject_id", None) or next(numbers)
        said = {"kind": "information", "published_on": date(2026, 1, 5), "year": 2026} | said
        found = actions.Found(
            "disclosure.item",
            number,
            organ=organ.pk,
            title=title,
            address=f"/organs/{organ.slug}/items/{number}/",
            passages=tuple(part if isinstance(part, tuple) else ("正文", part) for part in passages),
            **said,
        )
        with act("search.rebuild", organ.pk, by=SYSTEM, at=NOW) as pen:
            return actions.put(pen, found)

    return put


def shown(client, address):
    """What a reader gets."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return BeautifulSoup(answer.content, "lxml").main


def words(element):
    """Its words without blanks."""
    return "".join(element.get_text().split())


def titles(main):
    """The titles of the results."""
    return [words(heading.a or heading) for heading in main.select(".result h3")]


def links(element):
    """Where its words lead."""
    return {words(link): link["href"] for link in element.select("a[href]")}
