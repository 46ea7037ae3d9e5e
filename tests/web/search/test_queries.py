"""What people type, and what should stand first: the same on every database."""

import tomllib

import pytest

from gongkai.web.search import selectors
from gongkai.web.search.query import MARKS, Query

from .conftest import HERE

pytestmark = pytest.mark.django_db(transaction=True)
QUERIES = tomllib.loads((HERE / "queries.toml").read_text())["query"]


def test_what_should_stand_first_does(things):
    assert len(QUERIES) >= 50
    found = {query["words"]: _titles(query["words"])[:3] for query in QUERIES}
    assert found == {query["words"]: query["first"] for query in QUERIES}


def _titles(words):
    hits = selectors.find(Query(words)).hits
    return [hit.title.replace(MARKS[0], "").replace(MARKS[1], "") for hit in hits]


def test_where_nothing_is_found_something_near_is_offered(things):
    assert selectors.find(Query("防汛值班电话")).total == 0
    assert selectors.near("防汛值班电话") == ["防汛 值班", "防汛", "值班", "电话"]
    assert selectors.near("敬老院床位费") == ["敬老院"]
    assert selectors.near("无此一词") == []


def test_titles_are_suggested_while_somebody_types(things):
    assert list(selectors.suggest("宅基", limit=2)) == [
        "枕溪镇农村宅基地和村民建房管理办法",
        "《枕溪镇农村宅基地和村民建房管理办法》政策解读",
    ]
    assert selectors.suggest("WiF") == ["《WiFi进村》项目建设情况"]
    assert "枕溪镇2025年防汛值班安排" in selectors.suggest("枕溪镇202")
    assert selectors.suggest("〔") == ()
