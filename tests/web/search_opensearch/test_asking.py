"""What the cluster is asked, word for word, and what its answers become."""

from datetime import date

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.ledger.actions import act
from gongkai.web.outbox import worker
from gongkai.web.outbox.models import Errand
from gongkai.web.search import actions, opensearch, opensearch_bodies, selectors
from gongkai.web.search.models import Entry
from gongkai.web.search.query import COUNTED_UP_TO, MARKS, Order, Query
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
OPEN, CLOSE = MARKS
SUBSIDY = "枕溪镇水稻种植补贴办法"


@pytest.fixture
def told(ready, listed, county, organ):
    """Three things, and the cluster knows of them."""
    text = "本镇种植水稻的实际种粮人，每亩补贴120元。"
    listed(
        organ,
        SUBSIDY,
        text,
        ("申领表.docx", "姓名和卡号"),
        kind="policy",
        doc_no="枕政发〔2026〕3号",
        published_on=date(2026, 2, 1),
    )
    listed(
        organ,
        "最低生活保障对象公示",
        "本月新增三户。",
        kind="notice",
        published_on=date(2025, 3, 1),
        year=2025,
    )
    listed(
        county,
        "墨鹭县补贴资金公示",
        "全县补贴资金已经发放。",
        kind="notice",
        validity="repealed",
        published_on=date(2024, 6, 1),
        year=2024,
    )
    run_errands()
    ready.asked.clear()
    return ready


def run_errands():
    """What waits for the cluster."""
    return [outcome for outcome in worker.drain(now=lambda: NOW) if outcome.topic == "search.cluster"]


def titles(result):
    """The titles of the hits without marks."""
    return [hit.title.replace(OPEN, "").replace(CLOSE, "") for hit in result.hits]


@pytest.fixture
def body(told):
    """The question for two words with every filter, as it reached the cluster."""
    query = Query(
        "补贴 低保", organ="zhenxi", place="county/", kind="policy", year=2026, validity="valid", page=3
    )
    selectors.find(query)
    (asked,) = told.asked
    assert (asked.method, asked.path) == ("POST", "/gongkai-entries/_search")
    assert asked.params == {"allow_partial_search_results": "false"}
    return asked.body


def test_the_question_asks_for_a_page_and_counts_no_further_than_is_told(body):
    assert (body["from"], body["size"], body["track_total_hits"]) == (40, 20, COUNTED_UP_TO + 1)
    assert body["_source"] == ["number"]


def test_the_question_is_narrowed_by_every_filter(body):
    assert body["query"]["bool"]["filter"] == [
        {"exists": {"field": "number"}},
        {"term": {"organ": {"value": "zhenxi"}}},
        {"term": {"kind": {"value": "policy"}}},
        {"term": {"year": {"value": 2026}}},
        {"term": {"validity": {"value": "valid"}}},
        {"prefix": {"path": {"value": "county/"}}},
    ]
    names = ("organ", "kind", "year", "validity")
    assert body["aggs"] == {name: {"terms": {"field": name, "size": 50}} for name in names}


def test_each_word_has_to_stand_somewhere(body):
    first, second = body["query"]["bool"]["must"]
    in_text = {
        "path": "passages",
        "query": {"match_phrase": {"passages.text": {"query": "补贴", "boost": 1.0}}},
        "score_mode": "max",
    }
    places = [
        {"match_phrase": {"title": {"query": "补贴", "boost": 4.0}}},
        {"match_phrase": {"doc_no": {"query": "补贴", "boost": 8.0}}},
        {"match_phrase": {"files": {"query": "补贴", "boost": 1.0}}},
        {"nested": in_text},
    ]
    assert first == {"bool": {"should": places, "minimum_should_match": 1}}
    phrases = [clause.get("match_phrase", {}) for clause in second["bool"]["should"]]
    in_title = [phrase["title"] for phrase in phrases if "title" in phrase]
    assert in_title[0] == {"query": "低保", "boost": 4.0}
    assert {"query": "最低生活保障", "boost": pytest.approx(2.4)} in in_title[1:]


def test_the_words_are_asked_for_with_our_marks_around_them(body):
    marking = {"type": "unified", "pre_tags": [OPEN], "post_tags": [CLOSE]}
    assert body["highlight"] == {**marking, "fields": {"title": {"number_of_fragments": 0}}}
    (where,) = body["query"]["bool"]["should"]
    assert where["nested"]["inner_hits"] == {
        "name": "passage",
        "size": 1,
        "_source": False,
        "docvalue_fields": ["passages.place"],
        "highlight": {
            **marking,
            "fields": {"passages.text": {"fragment_size": 120, "number_of_fragments": 1}},
        },
    }


@pytest.mark.parametrize(
    ("order", "sort"),
    [
        (Order.BEST, ["_score", "published_on", "number"]),
        (Order.NEWEST, ["published_on", "number"]),
        (Order.OLDEST, ["published_on", "number"]),
    ],
)
def test_the_order_of_results(told, order, sort):
    found = titles(selectors.find(Query("补贴", order=order)))
    assert [next(iter(one)) for one in told.searches()[0]["sort"]] == sort
    assert found[0] == ("墨鹭县补贴资金公示" if order is Order.OLDEST else SUBSIDY)


def test_a_hit_is_what_our_list_says_with_the_words_marked(told):
    (hit,) = selectors.find(Query("种粮人")).hits
    assert hit.title == SUBSIDY
    assert hit.snippet == f"…本镇种植水稻的实际{OPEN}种粮人{CLOSE}，每亩补贴120元。…"
    assert (hit.place, hit.organ, hit.doc_no, hit.kind) == (
        "正文",
        "枕溪镇人民政府",
        "枕政发〔2026〕3号",
        "policy",
    )
    assert hit.address == "/organs/zhenxi/items/1/"
    (hit,) = selectors.find(Query("水稻种植")).hits
    assert hit.title == f"枕溪镇{OPEN}水稻种植{CLOSE}补贴办法"
    (hit,) = selectors.find(Query("办法")).hits
    assert hit.snippet == "本镇种植水稻的实际种粮人，每亩补贴120元。", (
        "the beginning, as the word is in the title alone"
    )


def test_words_in_an_attachment_and_in_its_name(told):
    (hit,) = selectors.find(Query("卡号")).hits
    assert (hit.place, hit.snippet) == ("申领表.docx", f"…姓名和{OPEN}卡号{CLOSE}…")
    assert titles(selectors.find(Query("申领表"))) == [SUBSIDY]


def test_a_document_number_is_found_in_other_brackets(told):
    assert titles(selectors.find(Query("枕政发[2026]3号"))) == [SUBSIDY]


def test_synonyms_are_looked_for_and_told(told):
    result = selectors.find(Query("低保"))
    assert titles(result) == ["最低生活保障对象公示"]
    assert "最低生活保障" in result.synonyms


def test_counts_of_the_filters_with_the_names_of_organs(told):
    result = selectors.find(Query("补贴"))
    facets = {
        name: [(one.value, one.label, one.count) for one in counts] for name, counts in result.facets.items()
    }
    assert (result.total, result.is_capped) == (2, False)
    assert sorted(facets["organ"]) == [("county", "墨鹭县人民政府", 1), ("zhenxi", "枕溪镇人民政府", 1)]
    assert sorted(facets["year"]) == [("2024", "2024", 1), ("2026", "2026", 1)]
    assert facets["validity"] == [("repealed", "repealed", 1)]


def test_without_words_the_newest_come_first(told):
    assert titles(selectors.find(Query("")))[0] == SUBSIDY
    assert "must" not in told.searches()[0]["query"]["bool"]


def test_words_without_anything_to_look_for_are_not_sent(told):
    assert selectors.find(Query("，。")).total == 0
    assert selectors.suggest("，。") == ()
    assert told.asked == []


def test_more_than_are_counted_is_told(told, monkeypatch):
    monkeypatch.setattr(opensearch, "COUNTED_UP_TO", 1)
    result = selectors.find(Query("补贴"))
    assert (result.total, result.is_capped) == (1, True)


def test_titles_are_suggested(told):
    assert selectors.suggest("补贴") == [SUBSIDY, "墨鹭县补贴资金公示"]
    assert selectors.suggest("种粮人") == []
    assert selectors.suggest("补贴", limit=1) == [SUBSIDY]
    assert told.searches()[0]["track_total_hits"] is False


def test_near_words_come_from_the_database(told):
    assert "补贴" in selectors.near("补贴 火星")
    assert told.asked == []


def test_what_was_taken_out_is_not_shown_although_the_cluster_still_has_it(told, organ, client):
    with act("search.rebuild", organ.pk, by=SYSTEM, at=NOW) as pen:
        actions.remove(pen, "disclosure.item", 1)
    result = selectors.find(Query("补贴"))
    assert titles(result) == ["墨鹭县补贴资金公示"]
    assert result.total == 1
    assert selectors.suggest("水稻") == []
    assert selectors.find(Query("水稻")).total == 0
    assert SUBSIDY not in client.get("/search/?q=水稻").text
    assert "disclosure.item/1" in told.docs("gongkai-entries")
    run_errands()
    assert "disclosure.item/1" not in told.docs("gongkai-entries")


def test_what_reads_differently_now_is_not_shown_as_it_was(told, listed, organ):
    listed(organ, "另一个题目", "另一段文字。", subject_id=1)
    assert selectors.find(Query("水稻")).total == 0
    run_errands()
    assert titles(selectors.find(Query("另一段"))) == ["另一个题目"]


def test_so_many_questions_to_the_database(told, listed, organ, django_assert_max_num_queries):
    for number in range(30):
        listed(organ, f"村务公示第{number}期", "公示内容。", ("名单.xlsx", "公示名单"))
    run_errands()
    with django_assert_max_num_queries(3):
        assert len(selectors.find(Query("村务公示")).hits) == 20


def test_every_entry_goes_to_the_cluster_with_all_its_fields(told):
    entry = Entry.objects.get(subject_id=1)
    (document,) = [body for key, body in told.docs("gongkai-entries").items() if key == "disclosure.item/1"]
    assert document == {
        "number": entry.number,
        "organ": "zhenxi",
        "path": entry.organ.path,
        "kind": "policy",
        "year": 2026,
        "validity": None,
        "published_on": "2026-02-01",
        "title": SUBSIDY,
        "doc_no": "枕政发〔2026〕3号 枕政发3号",
        "files": ["申领表.docx"],
        "passages": [
            {"place": "正文", "text": "本镇种植水稻的实际种粮人，每亩补贴120元。"},
            {"place": "申领表.docx", "text": "姓名和卡号"},
        ],
    }
    assert set(document) | {"upto"} == set(opensearch_bodies.shape()["mappings"]["properties"])
    assert not Errand.objects.open().filter(topic="search.cluster").exists()
