"""A calendar comes: open cases are counted anew, each with its sentence; closed ones keep their days and their rules."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

import pytest

from gongkai.kernel.case import Reopener
from gongkai.kernel.deadlines import ClockLaw
from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import Refused
from gongkai.kernel.workdays import Calendar, Holiday
from gongkai.lawbook import clock_version as versions
from gongkai.lawbook.clock_version import clock_version, version_of
from gongkai.lawbook.deadlines import clock_law
from gongkai.web.applications import reckoning_anew
from gongkai.web.applications.actions import moving
from gongkai.web.applications.actions.intake import apply
from gongkai.web.applications.models import Application
from gongkai.web.applications.reckoning_anew import TOPIC, Anew, reckon_anew
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.selectors import history
from gongkai.web.outbox.registry import daily_topics
from gongkai.web.outbox.worker import drain

from .happenings import DUE, LATER, brought, event, moment, standing

# A day off that nobody had foreseen: everything that counts over it ends one working day later.
EXTRA = date(2026, 3, 4)


def with_a_day_off(law):
    off = dict(law.calendar.off) | {EXTRA: Holiday("抗旱", "墨政发〔2026〕9号")}
    return ClockLaw(law.deadlines, Calendar(law.calendar.years, MappingProxyType(off), law.calendar.makeup))


@pytest.fixture
def changed(monkeypatch):
    """`changed()`: from now on the rules are others."""

    def change(law=None):
        new = law or with_a_day_off(clock_law())
        monkeypatch.setattr(moving, "clock_law", lambda: new)
        for module in (moving, reckoning_anew):
            monkeypatch.setattr(module, "clock_version", lambda: version_of(new))
        return new

    return change


def test_the_version_is_of_what_counts():
    law = clock_law()
    assert version_of(law) == clock_version() == versions.clock_version()
    assert version_of(with_a_day_off(law)) != version_of(law)
    longer = replace(law.deadlines, reply_due=replace(law.deadlines.reply_due, workdays=21))
    assert version_of(ClockLaw(longer, law.calendar)) != version_of(law)
    renamed = replace(law.deadlines, reply_due=replace(law.deadlines.reply_due, name="答复"))
    assert version_of(ClockLaw(renamed, law.calendar)) == version_of(law)


def test_nothing_to_do_while_the_rules_stay(taken_in, django_assert_num_queries):
    assert Application.objects.get().law_version == clock_version()
    with django_assert_num_queries(1):
        assert reckon_anew(at=moment(LATER)) == Anew(0, 0, 0)


def test_open_cases_follow(taken_in, changed):
    new = changed()
    assert reckon_anew(at=moment(LATER)) == Anew(moved=1, kept=0, refused=0)
    case = Application.objects.get()
    assert (case.due_on, case.law_version) == (DUE + timedelta(1), version_of(new))
    said = history(case)[0]
    assert "答复期限由2026年3月9日改为2026年3月10日" in said
    assert said.startswith("系统")
    assert not list(differences())
    assert reckon_anew(at=moment(LATER)) == Anew(0, 0, 0)


def test_what_comes_out_the_same_is_told_as_that(taken_in, changed):
    law = clock_law()
    years = Calendar(law.calendar.years | {2031}, law.calendar.off, law.calendar.makeup)
    changed(ClockLaw(law.deadlines, years))
    assert reckon_anew(at=moment(LATER)) == Anew(moved=0, kept=1, refused=0)
    assert "答复期限没有变化" in history(Application.objects.get())[0]


def test_a_provisional_day_becomes_certain(applied, changed):
    law = clock_law()
    known = max(law.calendar.years)
    first = date(known, 12, 28)
    apply(applied, by=PUBLIC, at=datetime(known, 12, 28, 9, tzinfo=moment(first).tzinfo))
    case = Application.objects.get()
    assert case.is_provisional
    years = Calendar(law.calendar.years | {known + 1}, law.calendar.off, law.calendar.makeup)
    changed(ClockLaw(law.deadlines, years))
    assert reckon_anew(at=moment(first)) == Anew(moved=0, kept=1, refused=0)
    after = Application.objects.get()
    assert (after.due_on, after.is_provisional) == (case.due_on, False)
    assert "是否暂定有变化" in history(after)[0]


def test_closed_cases_keep_their_days(taken_in, changed):
    case = standing(taken_in.application, "closed")
    old = clock_version()
    changed()
    assert reckon_anew(at=moment(LATER)) == Anew(0, 0, 0)
    later = brought(case, event("archived"))
    assert (later.state, later.due_on, later.law_version) == ("archived", case.due_on, old)


def test_what_ends_after_the_change_ends_by_the_new_rules(taken_in, changed):
    case = standing(taken_in.application, "signed")
    new = changed()
    ended = brought(case, event("posted"), event("replied"))
    assert (ended.due_on, ended.law_version) == (DUE + timedelta(1), version_of(new))


def test_what_is_opened_again_runs_by_the_new_rules(taken_in, changed):
    case = standing(taken_in.application, "closed")
    new = changed()
    again = brought(case, event("reopened", by=Reopener.REVIEW, reason="复议决定重新办理"))
    assert again.law_version == version_of(new)


def test_one_that_is_refused_does_not_stop_the_rest(taken_in, applied, changed, monkeypatch):
    other = apply(applied, by=PUBLIC, at=moment(LATER)).application
    changed()

    def refusing(case, *told):
        if case.pk == other.pk:
            raise Refused("今天不行。", "请稍后再试。")
        return moving.derive(case, *told)

    monkeypatch.setattr(reckoning_anew, "derive", refusing)
    assert reckon_anew(at=moment(LATER)) == Anew(moved=1, kept=0, refused=1)
    refused = Event.objects.get(kind="ledger.refused")
    assert refused.subject_id == other.pk
    monkeypatch.setattr(reckoning_anew, "derive", moving.derive)
    assert reckon_anew(at=moment(LATER)) == Anew(moved=1, kept=0, refused=0)


def test_every_day_by_the_outbox(taken_in, changed):
    assert TOPIC in daily_topics()
    changed()
    outcomes = [one for one in drain(now=lambda: moment(LATER)) if one.topic == TOPIC]
    assert [one.problem for one in outcomes] == [""]
    assert Application.objects.get().due_on == DUE + timedelta(1)
