"""What a result shows, and how results are counted and narrowed."""

from datetime import date

import pytest
from django.db import connection

from gongkai.kernel.problems import Problem
from gongkai.web.search import finding, selectors
from gongkai.web.search.query import A_PAGE, MARKS, Order, Query

from .conftest import listed, removed

pytestmark = pytest.mark.django_db(transaction=True)


def _shown(text):
    return text.replace(MARKS[0], "[").replace(MARKS[1], "]")


def _one(words):
    (hit,) = selectors.find(Query(words)).hits
    return hit


def test_the_place_of_the_words_is_told(organ):
    text = (
        "各村（社区）："
        + "为做好今年的防汛工作，现将有关事项通知如下。" * 6
        + "值班室设在二楼，电话见公告栏。"
        + "其他事项另行通知。" * 30
    )
    listed(organ, 1, "防汛安排", text, files=(("值班表.xlsx", "石桥村\t李某"),), doc_no="枕政发〔2025〕3号")
    hit = _one("值班室")
    assert (hit.place, _shown(hit.snippet)[:20]) == ("正文", "[值班室]设在二楼，电话见公告栏。其他事"[:20])
    assert hit.snippet.endswith("…")
    hit = _one("石桥村")
    assert (hit.place, _shown(hit.snippet)) == ("值班表.xlsx", "[石桥村] 李某")
    assert (hit.doc_no, hit.organ) == ("枕政发〔2025〕3号", organ.name)


def test_words_of_the_title_alone_show_the_beginning(organ):
    listed(organ, 1, "防汛安排", "各村做好准备。")
    hit = _one("防汛安排")
    assert (hit.place, hit.snippet, _shown(hit.title)) == ("", "各村做好准备。", "[防汛安排]")


def test_characters_that_become_several_do_not_shift_the_marks(organ):
    listed(organ, 1, "㎡标准", "每户不超过一百二十㎡…………，超过的，按ＷＩＦＩ标准。")
    assert _shown(_one("wifi").snippet).endswith("按[ＷＩＦＩ]标准。")


def test_what_was_found_is_counted_and_narrowed(townships):
    for pk in range(1, 8):
        listed(
            townships[pk % 3],
            pk,
            "防汛安排",
            on=date(2023 + pk % 2, 1, pk),
            kind="policy" if pk > 4 else "notice",
            validity="valid" if pk == 5 else "",
        )
    result = selectors.find(Query("防汛"))
    counts = {
        name: [(one.value, one.count) for one in sorted(counted, key=lambda one: (-one.count, one.value))]
        for name, counted in result.facets.items()
    }
    assert counts == {
        "organ": [("dengxia", 3), ("wangshan", 2), ("zhenxi", 2)],
        "kind": [("notice", 4), ("policy", 3)],
        "year": [("2024", 4), ("2023", 3)],
        "validity": [("valid", 1)],
    }
    asked = {"organ": "dengxia", "kind": "notice", "year": 2024}
    assert [hit.subject_id for hit in selectors.find(Query("防汛", **asked)).hits] == [1]
    assert [hit.subject_id for hit in selectors.find(Query("", order=Order.NEWEST, **asked)).hits] == [1]
    assert selectors.find(Query("防汛", place="county/")).total == 7
    assert selectors.find(Query("防汛", place="county/zhenxi/")).total == 2
    assert selectors.find(Query("防汛", place="elsewhere/")).total == 0
    assert selectors.find(Query("防汛", validity="valid")).total == 1


def test_the_pages_hold_all_of_it_once(organ):
    for pk in range(1, A_PAGE + 6):
        listed(organ, pk, "防汛安排")
    pages = [[hit.subject_id for hit in selectors.find(Query("防汛", page=page)).hits] for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [A_PAGE, 5, 0]
    assert sorted(pk for page in pages for pk in page) == list(range(1, A_PAGE + 6))


def test_beyond_so_many_nobody_counts(organ, monkeypatch):
    monkeypatch.setattr(finding, "COUNTED_UP_TO", 3)
    listed(organ, 1, "防汛安排", on=date(2020, 1, 1))
    for pk in range(2, 7):
        listed(organ, pk, "值班安排", "防汛")
    result = selectors.find(Query("防汛"))
    assert (result.total, result.is_capped) == (3, True)
    assert [hit.subject_id for hit in result.hits] == [1, 6, 5]  # the old one has it in its title
    assert selectors.find(Query("防汛", order=Order.NEWEST)).hits[0].subject_id == 6


def test_other_words_that_were_looked_for_are_told(organ):
    listed(organ, 1, "最低生活保障办事指南")
    result = selectors.find(Query("低保"))
    assert (result.total, result.synonyms) == (1, ("最低生活保障",))


def test_an_index_that_is_not_there_is_told(organ):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE search_words")
    try:
        with pytest.raises(Problem, match="现在不能搜索"):
            selectors.find(Query("防汛"))
    finally:
        finding.index().install()


def test_what_is_taken_out_between_finding_and_showing_is_not_shown(organ, monkeypatch):
    for pk in (1, 2):
        listed(organ, pk, "防汛安排", "各村做好准备。")
    find = finding.Finder._rows

    def overtaken(finder, wanted, query):
        rows = find(finder, wanted, query)
        removed(organ, 2)
        return rows

    monkeypatch.setattr(finding.Finder, "_rows", overtaken)
    assert _one("防汛").subject_id == 1
