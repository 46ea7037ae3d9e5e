"""The list of what everybody may read: its numbers, its order, and what is left of what has gone."""

from datetime import date
from pathlib import Path

import pytest

import gongkai.web
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.actions import act
from gongkai.web.search import actions, selectors
from gongkai.web.search.models import Entry, Passage
from gongkai.web.search.query import Order, Query
from tests.web.conftest import NOW

from .conftest import LABEL, listed, removed

SOURCES = Path(gongkai.web.__file__).parent
pytestmark = pytest.mark.django_db(transaction=True)


def _found(words="", **asked):
    return [hit.subject_id for hit in selectors.find(Query(words, **asked)).hits]


def test_whoever_follows_the_numbers_misses_nothing(organ):
    listed(organ, 1, "低保名单")
    listed(organ, 2, "防汛值班")
    listed(organ, 1, "低保名单（更正）")
    removed(organ, 2)
    told = [(one.number, one.subject_id, one.title, one.removed_at) for one in selectors.changes(0, 10)]
    assert told == [(3, 1, "低保名单（更正）", None), (4, 2, "", NOW)]
    assert [one.number for one in selectors.changes(3, 10)] == [4]
    assert [one.number for one in selectors.changes(0, 1)] == [3]
    assert selectors.newest_number() == 4
    assert [one.subject_id for one in selectors.public()] == [1]


def test_nobody_has_published_anything_yet(db):
    assert (selectors.newest_number(), list(selectors.changes(0, 10))) == (0, [])
    assert selectors.find(Query("低保")).total == 0
    assert selectors.find(Query("", order=Order.NEWEST)).total == 0


def test_what_has_gone_says_nothing(organ):
    listed(organ, 1, "低保名单", "石桥村张某", doc_no="枕政发〔2025〕3号", files=(("名单.xlsx", "石桥村"),))
    removed(organ, 1)
    assert [_found(words) for words in ("低保", "石桥村", "枕政发〔2025〕3号", "名单")] == [[]] * 4
    assert selectors.suggest("低保") == []
    assert not Passage.objects.exists()
    gone = Entry.objects.get()
    assert (gone.title, gone.doc_no, gone.published_on, gone.year, gone.slot) == ("", "", None, None, None)
    assert gone.address == f"/organs/{organ.slug}/items/1/"


def test_what_is_listed_nowhere_is_not_taken_out(organ):
    assert removed(organ, 7) is None
    assert not Entry.objects.exists()


def test_it_comes_back(organ):
    listed(organ, 1, "低保名单")
    removed(organ, 1)
    listed(organ, 1, "低保名单")
    assert _found("低保") == [1]


def _removed_and_refused(organ):
    with act("test.remove", organ.pk, by=SYSTEM, at=NOW) as pen:
        actions.remove(pen, LABEL, 1)
        raise Refused("不能这样办理。", "请重试。")


def test_a_refused_act_leaves_it_as_it_was(organ):
    listed(organ, 1, "低保名单")
    with pytest.raises(Refused):
        _removed_and_refused(organ)
    assert _found("低保") == [1]
    assert selectors.newest_number() == 1


def test_the_newest_first_and_the_oldest_first(organ):
    days = (date(2024, 5, 1), date(2025, 5, 1), date(1998, 5, 1), date(2025, 5, 1))
    for pk, day in enumerate(days, start=1):
        listed(organ, pk, "防汛值班", on=day)
    assert _found("防汛", order=Order.NEWEST) == _found(order=Order.NEWEST) == [4, 2, 1, 3]
    assert _found("防汛", order=Order.OLDEST) == _found(order=Order.OLDEST) == [3, 1, 2, 4]
    listed(organ, 3, "防汛值班", on=date(2025, 6, 1))
    assert _found("防汛", order=Order.NEWEST) == [3, 4, 2, 1]


def test_a_day_that_is_full_goes_on_in_the_next(organ, monkeypatch):
    monkeypatch.setattr(actions, "_A_DAY", 2)
    for pk in (1, 2, 3):
        listed(organ, pk, "防汛值班")
    assert _found("防汛", order=Order.NEWEST) == [3, 2, 1]


def test_words_that_were_read_later_are_found_under_the_same_number(organ):
    entry = listed(organ, 1, "低保名单", files=(("名单.pdf", ""),))
    read = actions.Found(
        label=LABEL,
        subject_id=1,
        organ=organ.pk,
        kind="information",
        title="低保名单",
        address=entry.address,
        passages=(("正文", ""), ("名单.pdf", "石桥村")),
    )
    actions.reword(read, number=entry.number)
    assert _found("石桥村") == [1]
    removed(organ, 1)
    actions.reword(read, number=entry.number)
    assert _found("石桥村") == []
    assert not Passage.objects.exists()


def test_the_end_of_a_long_attachment_is_found(organ):
    text = "".join(f"第{number}户位于{number}号地块。" for number in range(9000))
    listed(organ, 1, "征地名单", files=(("名单.txt", f"{text}最后是石桥村李家湾"),))
    assert _found("石桥村李家湾") == [1]
    assert _found("李家湾石桥村") == []


def test_the_kind_of_a_report_is_spelt_in_one_place():
    """Beside what is written for ever: migrations, the law data of the guide, the words of the interface."""
    spelt = [
        file.relative_to(SOURCES).as_posix()
        for file in SOURCES.rglob("*.py")
        if '"annual_report"' in file.read_text("utf-8") and "migrations" not in file.parts
    ]
    assert spelt == ["search/registry.py"]
