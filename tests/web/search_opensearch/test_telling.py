"""How the cluster learns what became public, changed or went, and what happens while it is away."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.web.ledger.actions import act
from gongkai.web.outbox import worker
from gongkai.web.outbox.models import Errand
from gongkai.web.search import actions, opensearch_bodies, opensearch_feed, selectors
from gongkai.web.search.query import Query
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
ALIAS = "gongkai-entries"


def run_errands(*, at=NOW):
    """What waits for the cluster: the problem of each, empty when it is done."""
    return [one.problem for one in worker.drain(now=lambda: at) if one.topic == "search.cluster"]


def ids(node):
    """What the index in use holds."""
    return set(node.docs(ALIAS)) - {opensearch_bodies.UPTO}


def take_out(organ, number):
    """What a withdrawal does."""
    with act("search.rebuild", organ.pk, by=SYSTEM, at=NOW) as pen:
        actions.remove(pen, "disclosure.item", number)


def test_nothing_is_sent_for_an_act_that_is_undone(ready, organ):
    found = actions.Found("disclosure.item", 1, organ=organ.pk, kind="policy", title="办法", address="/a/")

    def undone():
        with act("search.rebuild", organ.pk, by=SYSTEM, at=NOW) as pen:
            actions.put(pen, found)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert run_errands() == []
    assert ready.asked == []


def test_one_request_brings_everything_and_the_other_errands_find_nothing_to_do(ready, listed, organ):
    for number in range(1, 6):
        listed(organ, f"办法{number}", "正文。")
    take_out(organ, 2)
    assert run_errands() == [""] * 6
    bulks = [one for one in ready.asked if one.path == "/_bulk"]
    assert len(bulks) == 1
    assert ids(ready) == {f"disclosure.item/{number}" for number in (1, 3, 4, 5)}
    verbs = [next(iter(line)) for line in bulks[0].body if set(line) & {"index", "delete"}]
    assert verbs == ["index", "index", "index", "index", "delete"]


def test_words_that_are_read_later_are_sent_under_the_same_number(ready, listed, organ):
    entry = listed(organ, "办法一", "正文。")
    run_errands()
    found = actions.Found(
        "disclosure.item",
        1,
        organ=organ.pk,
        kind="policy",
        title="办法一",
        address="/a/",
        passages=(("正文", "正文。"), ("名单.pdf", "后来读出的名单")),
    )
    actions.reword(found, number=entry.number)
    assert run_errands() == [""]
    assert [hit.place for hit in selectors.find(Query("后来读出")).hits] == ["名单.pdf"]


def test_a_cluster_that_was_away_catches_up(ready, listed, organ):
    ready.is_closed = True
    listed(organ, "办法一", "正文。")
    listed(organ, "办法二", "正文。")
    assert run_errands() == ["search_down", "search_down"]
    ready.is_closed = False
    assert run_errands(at=NOW + timedelta(minutes=5)) == ["", ""]
    assert ids(ready) == {"disclosure.item/1", "disclosure.item/2"}


def test_a_document_that_is_refused_stops_the_reading_there(ready, listed, organ, caplog):
    ready.refuses["disclosure.item/1"] = 400
    listed(organ, "办法一", "正文。")
    assert run_errands() == ["search_down"]
    assert "refused disclosure.item/1 with 400" in caplog.text
    ready.refuses.clear()
    assert run_errands(at=NOW + timedelta(minutes=5)) == [""]
    assert ids(ready) == {"disclosure.item/1"}


def test_an_earlier_state_never_replaces_a_later_one(ready, listed, organ):
    entry = listed(organ, "旧题目", "正文。")
    early = opensearch_bodies.line(entry, ALIAS)
    listed(organ, "新题目", "正文。", subject_id=1)
    run_errands()
    source = early.pop("_source")
    early.pop("_op_type")
    assert ready._write(ALIAS, early["_id"], early["version"], source) == 409
    assert ready.docs(ALIAS)["disclosure.item/1"]["title"] == "新题目"


def test_a_worker_that_comes_late_does_not_turn_the_reading_back(ready, listed, organ):
    listed(organ, "办法一", "正文。")
    run_errands()
    upto = ready.docs(ALIAS)["upto"]["upto"]
    with opensearch_feed.answering() as cluster:
        opensearch_feed._note(cluster, ALIAS, upto - 1)
    assert ready.docs(ALIAS)["upto"]["upto"] == upto


def test_a_rebuild_swaps_at_once_and_takes_the_rest_away(ready, listed, organ, monkeypatch):
    monkeypatch.setattr(opensearch_feed, "AT_ONCE", 2)
    for number in range(1, 6):
        listed(organ, f"办法{number}", "正文。")
    take_out(organ, 5)
    ready.indices["gongkai-entries-halffull"] = ready.indices[ready.aliases[ALIAS]]
    before = ready.aliases[ALIAS]
    steps = opensearch_feed.rebuild()
    next(steps)
    assert ready.aliases[ALIAS] == before, "people find in the old one until the new one is whole"
    told = list(steps)
    assert told[-1] == selectors.newest_number()
    assert set(ready.indices) == {ready.aliases[ALIAS]} != {before}
    assert ids(ready) == {f"disclosure.item/{number}" for number in range(1, 5)}
    assert run_errands() == [""] * 6, "what was asked for meanwhile is done already"


def test_what_comes_during_a_rebuild_is_read_after_it(ready, listed, organ, monkeypatch):
    listed(organ, "办法一", "正文。")
    steps = opensearch_feed.rebuild()
    next(steps)
    listed(organ, "办法二", "正文。")
    run_errands()  # tells the old index
    list(steps)
    assert ids(ready) == {"disclosure.item/1", "disclosure.item/2"}


def test_the_shape_of_the_index(ready):
    shape = ready.index(ALIAS).shape
    analysis = shape["settings"]["analysis"]
    assert analysis["analyzer"]["kept"]["filter"] == ["cjk_width", "lowercase", "pairs_and_characters"]
    assert analysis["analyzer"]["asked"]["filter"] == ["cjk_width", "lowercase", "pairs"]
    assert analysis["filter"]["pairs_and_characters"] == {"type": "cjk_bigram", "output_unigrams": True}
    assert "醫=>医" in analysis["char_filter"]["simplified"]["mappings"]
    assert shape["mappings"]["dynamic"] == "strict"
    assert shape["mappings"]["properties"]["passages"]["type"] == "nested"


def test_without_an_index_the_operator_is_told_what_to_do(node, organ):
    with pytest.raises(Problem) as caught:
        selectors.find(Query("补贴"))
    assert "gongkai search rebuild" in caught.value.advice


@pytest.mark.parametrize("fault", ["closed", "gone"])
def test_a_cluster_that_does_not_answer_is_a_page_of_its_own(ready, client, organ, settings, fault):
    ready.is_closed = fault == "closed"
    if fault == "gone":
        settings.SEARCH_CLUSTER = "http://127.0.0.1:9"
    answer = client.get("/search/?q=补贴")
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert "现在不能搜索" in answer.text
    assert "GONGKAI_SEARCH" in answer.text
    assert client.get("/search/suggest?q=补贴").json() == ["补贴", []]
    assert client.get("/organs/zhenxi/").status_code == 200


def test_without_a_cluster_nothing_is_asked_for(settings, listed, organ):
    assert settings.SEARCH_CLUSTER == ""
    listed(organ, "办法一", "正文。")
    assert not Errand.objects.filter(topic="search.cluster").exists()


def test_an_errand_left_over_from_a_cluster_that_was_given_up_is_done(ready, listed, organ, settings):
    listed(organ, "办法一", "正文。")
    settings.SEARCH_CLUSTER = ""
    assert run_errands() == [""]
    assert ready.asked == []


def test_the_command_makes_the_index_of_the_cluster_too(node, listed, organ, capsys):
    call_command("search", "rebuild")
    assert "搜索集群的索引也已重建" in capsys.readouterr().out
    assert node.aliases[ALIAS] in node.indices
