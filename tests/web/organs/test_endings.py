"""Organs that end: their functions go somewhere, their names and addresses stay."""

from datetime import date, timedelta

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.organs.actions import (
    Passing,
    add_section,
    change_contacts,
    dissolve,
    merge,
    move,
    pass_functions,
)
from gongkai.web.organs.models import Organ, Section
from gongkai.web.organs.selectors import by_level, named, responsible_on, successors
from tests.web.conftest import NOW

from .planting import is_sound, last_sentence, organ_below

DOC = "墨鹭县机构改革方案"
TODAY = NOW.date()
BEFORE = TODAY - timedelta(days=1)
HOW = {"on": TODAY, "document": DOC, "by": SYSTEM, "at": NOW}


@pytest.fixture
def bureaus(county) -> list[Organ]:
    return [organ_below(county, slug, f"墨鹭县{slug}局") for slug in ("a", "b", "c")]


def test_a_merged_organ_stays_to_be_seen_and_its_successor_answers(bureaus):
    a, b, _ = bureaus
    section = add_section(Section(organ=a, name="办公室"), by=SYSTEM, at=NOW)
    merge(a, b, **HOW)
    section.refresh_from_db()
    assert (a.status, a.until_on, a.slug, a.path) == ("merged", TODAY, "a", "county/a/")
    assert section.until_on == TODAY
    assert named("墨鹭县a局") == [a]
    assert responsible_on(a, BEFORE) == [a]
    assert responsible_on(a, TODAY) == [b]
    assert last_sentence() == (
        "系统于2026年2月3日09:30将“墨鹭县a局”并入“墨鹭县b局”（自2026年2月3日起），依据行政诉讼法第二十六条。"
    )
    assert [title for title, _ in by_level(Organ.objects.all())][-1] == "已合并或者撤销的机关"
    [succession] = successors(a, TODAY)
    assert (succession.since_on, succession.document, succession.functions) == (TODAY, DOC, "")
    assert is_sound()


def test_successors_are_followed_to_the_end(bureaus):
    a, b, c = bureaus
    merge(a, b, **HOW)
    merge(b, c, **HOW)
    assert responsible_on(a, TODAY) == [c]


def test_functions_can_go_to_several_organs(bureaus):
    a, b, c = bureaus
    dissolve(a, [Passing(b, "养老服务"), Passing(c, "社会救助")], **HOW)
    assert responsible_on(a, TODAY) == [b, c]
    assert "职能由“墨鹭县b局、墨鹭县c局”承接" in last_sentence()


def test_an_organ_that_goes_on_passes_single_functions(bureaus):
    a, b, _ = bureaus
    pass_functions(a, Passing(b, "老龄工作"), **HOW)
    assert a.is_active
    assert responsible_on(a, TODAY) == [a]
    assert [one.functions for one in successors(a, TODAY)] == ["老龄工作"]
    assert successors(a, BEFORE) == []
    assert is_sound()


def test_closing_asks_where_the_functions_go(bureaus):
    with pytest.raises(Refused, match="没有写明“墨鹭县a局”的职能由谁承接"):
        dissolve(bureaus[0], [], **HOW)


def test_an_organ_with_others_below_does_not_end(bureaus):
    a, b, c = bureaus
    move(c, a, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="还有1个下级机关"):
        merge(a, b, **HOW)


@pytest.mark.parametrize(
    ("on", "document", "reason"),
    [
        (TODAY + timedelta(days=1), DOC, "2026年2月4日还没有到"),
        (date(1999, 1, 1), DOC, "终止日期早于设立日期"),
        (TODAY, "", "依据文件"),
    ],
)
def test_the_day_and_the_document_must_hold(county, bureaus, on, document, reason):
    a = organ_below(county, "d", since_on=date(2001, 3, 1))
    with pytest.raises(Refused, match=reason):
        merge(a, bureaus[1], on=on, document=document, by=SYSTEM, at=NOW)
    a.refresh_from_db()
    assert a.is_active


def test_nobody_succeeds_himself_or_an_organ_that_has_ended(bureaus):
    a, b, c = bureaus
    with pytest.raises(Refused):
        merge(a, a, **HOW)
    merge(b, c, **HOW)
    with pytest.raises(Refused, match="已合并"):
        merge(a, b, **HOW)


def test_an_organ_that_has_ended_does_not_change(county, bureaus):
    a, b, _ = bureaus
    merge(a, b, **HOW)
    for act in (
        lambda: change_contacts(a, phone="1", by=SYSTEM, at=NOW),
        lambda: merge(a, b, **HOW),
        lambda: organ_below(a, "new"),
        lambda: add_section(Section(organ=a, name="办公室"), by=SYSTEM, at=NOW),
        lambda: pass_functions(a, Passing(b, "x"), **HOW),
    ):
        with pytest.raises(Refused, match="已合并"):
            act()
