"""Every entry can be read by people: who, when, what, under which article."""

import json
from string import Formatter

import pytest

from gongkai.kernel.chain import canonical
from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.kernel.problems import NotYourDuty
from gongkai.web.foundations.models import User
from gongkai.web.ledger import registry
from gongkai.web.ledger.actions import REFUSED, act
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.registry import EventKind, Tracked
from gongkai.web.ledger.selectors import history
from gongkai.web.ledger.sentences import told, told_of

from .conftest import NOW, ORGAN, keep

pytestmark = pytest.mark.django_db


def event(kind="tags.kept", *, subject=("taggit.tag", 1), organ=0, article="", **body) -> Event:
    return Event(
        organ_id=organ,
        position=1,
        kind=kind,
        subject_type=subject[0],
        subject_id=subject[1],
        on=NOW.date(),
        at=NOW,
        article=article,
        body=canonical(body),
    )


@pytest.fixture
def person(db):
    return User.objects.create_user("zhang", name="张三")


def test_who_when_what_and_why(person):
    tag = keep("甲", by=Viewer(person=person.pk))
    keep("乙", tag=tag, by=Viewer(person=person.pk))
    assert told_of(Event.objects.get(position=2)) == (
        "张三于2026年3月5日09:30将标签由“甲”改为“乙”，依据条例第四条。"
    )


def test_the_system_and_who_is_gone(person):
    assert told_of(event(after={"name": "乙"})).startswith("系统于2026年3月5日09:30")
    gone = event(after={"name": "乙"})
    gone.person_id = person.pk + 100
    assert told_of(gone).startswith("（已清除）于")


def test_without_a_sentence_the_changes_are_listed():
    new = told_of(event("tags.changed", after={"name": "甲", "slug": "f" * 64}))
    assert "新增" in new
    assert "为“甲”" in new
    assert "为“（内容不记入台账）”" in new
    changed = told_of(event("tags.changed", before={"name": "甲"}, after={"name": None}))
    assert "由“甲”改为“（空）”" in changed


def test_an_event_of_an_unknown_kind_is_told_too():
    assert "old.kind" in told_of(event("old.kind", subject=("gone.model", 3)))
    assert "新增" in told_of(event("old.kind", subject=("gone.model", 3), after={"a": 1}))


@pytest.mark.parametrize("body", ["", "{", "[]", '{"after": 3}', '{"facts": []}'])
def test_a_damaged_entry_is_told_without_its_content(body):
    damaged = event()
    damaged.body = body
    assert told_of(damaged).endswith("。")


def test_columns_are_told_by_what_they_mean(organ, monkeypatch):
    monkeypatch.setitem(
        registry._tracked, "organs.organ", Tracked("organs.organ", ("level", "parent", "since_on"), ())
    )
    registry.kinds(EventKind("organs.tried"))
    told = told_of(
        event(
            "organs.tried",
            subject=("organs.organ", organ.pk),
            before={"level": "county", "parent": None, "since_on": "2020-01-02"},
            after={"level": "township", "parent": organ.parent_id, "since_on": "2021-12-31"},
        )
    )
    assert "机关枕溪镇人民政府" in told
    assert "级别由“县级”改为“乡级”" in told
    assert "上级机关由“（空）”改为“墨鹭县人民政府”" in told
    assert "由“2020年1月2日”改为“2021年12月31日”" in told


def test_facts_are_told_by_what_they_are(organ):
    registry.kinds(
        EventKind(
            "x.one",
            "{facts[organ]:organs.organ}、{facts[duty]:duty}、{facts[on]}、{facts[many]}、{facts[no]}",
        ),
    )
    facts = {"organ": organ.pk, "duty": "clerk", "on": "2026-03-05", "many": list("甲乙丙丁戊己庚")}
    assert "枕溪镇人民政府、经办人、2026年3月5日、甲、乙、丙、丁、戊等7项、（空）。" in told_of(
        event("x.one", facts=facts)
    )
    several = {"organ": [organ.pk, organ.parent_id, 999]}
    assert "枕溪镇人民政府、墨鹭县人民政府、（已清除）、" in told_of(event("x.one", facts=several))


def test_long_texts_and_many_changes_are_cut():
    assert "…" in told_of(event("tags.changed", after={"name": "长" * 500}))
    many = {f"c{number}": number for number in range(20)}
    assert "等20项" in told_of(event("tags.changed", after=many))


def test_a_refused_act_says_what_and_why():
    registry.acts(tags__keep="更改标签")
    with pytest.raises(NotYourDuty), act("tags.keep", ORGAN, by=SYSTEM, at=NOW):
        Viewer().must_hold("admin", path="x/")
    assert "要办“更改标签”没有办成：没有办理这件事的职责" in told_of(Event.objects.get())


def test_where_only_the_address_is_known_the_act_is_named_by_it():
    said = {"code": "not_your_duty"}
    assert "要办“更改机关名称”没有办成" in told_of(event(REFUSED, facts={**said, "act": "organs:rename"}))
    assert "要办“organs:appoint”没有办成" in told_of(event(REFUSED, facts={**said, "act": "organs:appoint"}))


def test_the_history_of_a_row_leaves_out_what_it_is_told_to():
    tag = keep("甲")
    with act("tags.keep", ORGAN, by=SYSTEM, at=NOW) as pen:
        pen.note("accounts.signed_in", subject=tag)
    assert len(history(tag)) == 2
    assert len(history(tag, without=("accounts.",))) == 1
    assert history(tag, without=("accounts.", "tags.")) == []


def test_a_page_costs_a_few_questions(person, organ, django_assert_max_num_queries):
    tag = keep("甲", organ=organ.pk, by=Viewer(person=person.pk))
    for number in range(49):
        keep(f"乙{number}", organ=organ.pk, tag=tag, by=Viewer(person=person.pk))
    events = list(Event.objects.filter(kind="tags.kept"))
    with django_assert_max_num_queries(3):
        assert len(set(told(events))) == 50


def _named(sentence: str, part: str) -> dict[str, int]:
    """What a sentence asks of one part of an event."""
    names = [named for _text, named, _spec, _conversion in Formatter().parse(sentence) if named]
    return {name.partition("[")[2][:-1]: 1 for name in names if name.startswith(f"{part}[")}


# Taken when this module is loaded: the tests' own kinds come later.
KINDS = dict(registry.all_kinds())
TRACKED = dict(registry.all_tracked())


@pytest.mark.parametrize("code", KINDS)
def test_every_registered_kind_can_be_told(code, monkeypatch):
    monkeypatch.setattr(registry, "_tracked", TRACKED)
    parts = {part: _named(KINDS[code].sentence, part) for part in ("before", "after", "facts")}
    for subject in ("", *TRACKED):
        sentence = told_of(event(code, subject=(subject, 1), **parts))
        assert "于2026年3月5日09:30" in sentence
        assert KINDS[code].is_whole or sentence.startswith("系统于2026年3月5日09:30")
        assert sentence.endswith("。")
        assert "{" not in sentence


@pytest.mark.parametrize("code", KINDS)
def test_every_sentence_asks_only_for_what_events_have(code):
    for _text, named, spec, _conversion in Formatter().parse(KINDS[code].sentence):
        root = (named or "subject").partition("[")[0]
        assert root in ("by", "at", "subject", "organ", "before", "after", "facts")
        assert not spec or "." in spec or spec in ("act", "problem", "duty", "reason", "model", "rule")


@pytest.mark.parametrize("label", TRACKED)
def test_every_tracked_column_exists_and_can_be_written(label):
    tracked = TRACKED[label]
    assert len(tracked.columns) == len(set(tracked.columns))
    row = tracked.model()
    json.dumps(tracked.told(row))
