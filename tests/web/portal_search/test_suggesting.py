"""Suggestions while somebody types, and how a browser learns of our search."""

import pytest
from lxml import etree

from gongkai.web.organs.models.organ import OrganQuerySet
from gongkai.web.search import selectors
from gongkai.web.search.finding import SearchDown
from tests.web.organs.planting import organ_below

from .conftest import shown, words

pytestmark = pytest.mark.django_db(transaction=True)


def test_titles_that_contain_the_words(client, listed, organ):
    listed(organ, "水稻种植补贴办法", "正文。")
    listed(organ, "小麦种植补贴办法", "水稻也一样。")
    answer = client.get("/search/suggest?q=水稻")
    assert answer["Content-Type"] == "application/x-suggestions+json"
    assert answer.json() == ["水稻", ["水稻种植补贴办法"]]


def test_nothing_typed_asks_nothing(client, organ, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/search/suggest?q=%20").json() == ["", []]


def test_an_answer_may_be_kept_but_is_asked_for_again(client, listed, organ):
    listed(organ, "水稻种植补贴办法", "正文。")
    answer = client.get("/search/suggest?q=水稻")
    assert set(answer["Cache-Control"].split(", ")) == {"public", "no-cache"}
    assert client.get("/search/suggest?q=水稻", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_at_most_eight(client, listed, organ):
    for number in range(12):
        listed(organ, f"村务公示第{number}期", "正文。")
    assert len(client.get("/search/suggest?q=村务公示").json()[1]) == 8


def test_organs_stand_before_titles(client, listed, organ):
    listed(organ, "枕溪镇防汛安排", "正文。")
    assert client.get("/search/suggest?q=枕溪").json()[1] == ["枕溪镇人民政府", "枕溪镇防汛安排"]
    assert client.get("/search/suggest?q=防汛").json()[1] == ["枕溪镇防汛安排"]


def test_what_is_suggested_of_organs_leads_to_them(client, organ):
    (name,) = client.get("/search/suggest?q=枕溪镇政府").json()[1]
    assert shown(client, f"/search/?q={name}").select_one(".search-organs a")["href"] == "/organs/zhenxi/"


def test_organs_leave_room_for_titles(client, listed, county):
    for number in range(6):
        organ_below(county, f"y{number}", f"雁栖第{number}局")
    for number in range(12):
        listed(county, f"雁栖湖公示第{number}期", "正文。")
    suggested = client.get("/search/suggest?q=雁栖").json()[1]
    assert [title.startswith("雁栖第") for title in suggested] == [True] * 3 + [False] * 5


def test_no_organ_is_suggested_that_not_everybody_may_see(client, organ, monkeypatch):
    assert client.get("/search/suggest?q=枕溪").json()[1]
    hidden = lambda organs, viewer: organs.exclude(slug=organ.slug)  # noqa: E731 - in place of a method
    monkeypatch.setattr(OrganQuerySet, "visible_to", hidden)
    assert client.get("/search/suggest?q=枕溪镇").json()[1] == []


def test_organs_are_suggested_when_the_search_does_not_answer(client, organ, monkeypatch):
    def down(*_args, **_named):
        raise SearchDown

    monkeypatch.setattr(selectors, "suggest", down)
    assert client.get("/search/suggest?q=枕溪").json()[1] == ["枕溪镇人民政府"]


def test_a_search_that_does_not_answer_is_told_on_the_page_and_offers_nothing(client, organ, monkeypatch):
    def down(*_args, **_named):
        raise SearchDown

    monkeypatch.setattr(selectors, "find", down)
    monkeypatch.setattr(selectors, "suggest", down)
    answer = client.get("/search/?q=<b>水稻")
    assert answer.status_code == 503
    assert answer["Cache-Control"] == "no-store"
    assert answer["Retry-After"] == "60"
    assert "&lt;b&gt;水稻" in answer.text
    assert "现在不能搜索" in answer.text
    assert client.get("/search/suggest?q=水稻").json() == ["水稻", []]


def test_the_description_leads_a_browser_to_page_and_suggestions(client, county):
    answer = client.get("/opensearch.xml")
    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    root = etree.fromstring(answer.content)
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert len(root.findtext("o:ShortName", namespaces=space)) <= 16
    templates = {url.get("type"): url.get("template") for url in root.findall("o:Url", space)}
    assert templates["text/html"] == "http://testserver/search/?q={searchTerms}"
    assert templates["application/x-suggestions+json"] == "http://testserver/search/suggest?q={searchTerms}"


def test_the_page_names_where_suggestions_come_from_and_works_without_them(client, organ):
    main = shown(client, "/search/")
    field = main.select_one("form[role=search] #q")
    assert field["data-suggest"] == "/search/suggest"
    assert (main.form["method"], main.form["action"]) == ("get", "/search/")
    assert words(main.select_one("label[for=q]"))
    assert not main.select("[role=combobox], [role=listbox]")
