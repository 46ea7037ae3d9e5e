"""What people type, and what should stand first: the same on every database."""

import tomllib
from datetime import date

import pytest

from gongkai.web.search import selectors
from gongkai.web.search.query import MARKS, Query

from .conftest import HERE, listed

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


def _part(words, **narrowed):
    found = selectors.find_part(Query(words, **narrowed))
    return found and (tuple(found.part), found.total > 0)


def test_of_words_typed_without_blanks_those_are_found_that_occur_together(things):
    assert _part("望山乡低保火星移民") == (("望山乡", "低保"), True)
    assert _part("灯下镇防汛火星移民", organ="zhenxi") == (("防汛",), True)
    assert _part("敬老院床位费") == (("敬老院",), True)
    assert _part("旅游发展规划书") == (("旅游", "发展"), True)
    assert _part("量子计算机") is None
    assert _part("低保 火星") is None
    assert _part("枕政发〔1999〕3号") is None


def test_a_half_remembered_document_number_finds_that_of_any_year(townships):
    for pk, doc_no in enumerate(
        ("枕政发〔2025〕3号", "枕政发〔2026〕3号", "灯政发〔2026〕3号", "枕政发〔2026〕13号"), 1
    ):
        listed(townships[0], pk, "安排", doc_no=doc_no)
    for words in ("枕政发3号", "枕政发3"):
        assert sorted(hit.subject_id for hit in selectors.find(Query(words)).hits) == [1, 2], words
    assert sorted(hit.subject_id for hit in selectors.find(Query("政发3号")).hits) == [1, 2, 3]


def test_lists_of_names_stand_behind_what_explains(organ):
    listed(organ, 1, "低保标准问答", kind="interpretation", on=date(2024, 1, 1))
    listed(organ, 2, "低保对象名单", kind="notice", on=date(2025, 1, 1))
    assert _titles("低保") == ["低保标准问答", "低保对象名单"]


def test_titles_are_suggested_under_other_words_too(organ):
    listed(organ, 1, "最低生活保障办事指南")
    assert selectors.suggest("低保") == ["最低生活保障办事指南"]


def test_titles_are_suggested_while_somebody_types(things):
    assert list(selectors.suggest("宅基", limit=2)) == [
        "枕溪镇农村宅基地和村民建房管理办法",
        "《枕溪镇农村宅基地和村民建房管理办法》政策解读",
    ]
    assert selectors.suggest("WiF") == ["《WiFi进村》项目建设情况"]
    assert "枕溪镇2025年防汛值班安排" in selectors.suggest("枕溪镇202")
    assert selectors.suggest("〔") == ()
