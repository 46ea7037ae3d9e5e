"""What a search finds can be followed: as RSS, under the same words and filters, the newest first."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.test import Client

from gongkai.web.search import selectors
from gongkai.web.search.finding import SearchDown

pytestmark = pytest.mark.django_db(transaction=True)


def titles(answer) -> list[str]:
    return [item.findtext("title") for item in ET.fromstring(answer.content).iter("item")]


def test_it_has_what_the_page_has_and_the_newest_first(client, organ, listed) -> None:
    listed(organ, "防汛预案", "洪水", published_on=date(2026, 1, 5))
    listed(organ, "防汛值班", "电话", published_on=date(2026, 1, 20), kind="notice")
    listed(organ, "补贴", "钱")
    answer = client.get("/search/feed.xml?q=防汛&order=oldest&page=3")
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    assert titles(answer) == ["防汛值班", "防汛预案"]
    assert "“防汛” - 政府信息公开" in answer.content.decode()
    assert titles(client.get("/search/feed.xml?q=防汛&kind=notice")) == ["防汛值班"]
    assert titles(client.get("/search/feed.xml?q=防汛&year=2025")) == []
    assert len(titles(client.get("/search/feed.xml"))) == 3


def test_the_page_leads_to_it_with_its_filters(client, organ, listed) -> None:
    listed(organ, "防汛值班", "电话", kind="notice")
    page = client.get("/search/?q=防汛&kind=notice&order=oldest").content.decode()
    assert 'href="/search/feed.xml?q=%E9%98%B2%E6%B1%9B&amp;kind=notice&amp;order=newest"' in page


def test_it_is_the_same_for_everybody_and_asked_again_while_the_search_is_down(
    organ, listed, monkeypatch
) -> None:
    listed(organ, "防汛值班", "电话")
    answer = Client().get("/search/feed.xml?q=防汛")
    assert not answer.cookies
    assert "public" in answer.headers["Cache-Control"]

    def down(_query):
        raise SearchDown

    monkeypatch.setattr(selectors, "find", down)
    answer = Client().get("/search/feed.xml?q=值班")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
