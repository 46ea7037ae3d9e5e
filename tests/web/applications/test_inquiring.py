"""Sections are asked and answer; what was searched is written down."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, OutOfPlace, Refused
from gongkai.web.applications.actions.inquiring import (
    SearchTold,
    answer_section,
    ask_section,
    record_search,
)
from gongkai.web.applications.models import Application, SearchRecord
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.organs.actions import add_section
from gongkai.web.organs.models import Section
from tests.web.conftest import NOW

from .happenings import DUE, LATER, brought, event, moment, standing

SEARCH = SearchTold(
    on=LATER,
    places="文书档案 2024—2025 年、惠农补贴系统",
    terms="地力补贴",
    people="林小溪",
    result="没有找到",
)


@pytest.fixture
def section(organ):
    return add_section(Section(organ=organ, name="农业农村办"), by=SYSTEM, at=NOW)


@pytest.fixture
def asked(taken_in, viewer_of, organ, section):
    application = standing(taken_in.application, "processing")
    return ask_section(
        application,
        section=section,
        question="有没有分户面积表？",
        due_on=date(2026, 2, 12),
        by=viewer_of("clerk", organ),
        at=moment(LATER),
    )


def test_the_clock_runs_on(asked):
    application = Application.objects.get()
    assert (application.due_on, application.is_paused, application.state) == (DUE, False, "processing")
    assert (asked.asked_on, asked.answered_on) == (LATER, None)


def test_only_the_section_answers(asked, organ, section, viewer_of):
    other = add_section(Section(organ=organ, name="党政办"), by=SYSTEM, at=NOW)
    stranger = viewer_of("clerk", organ, section=other)
    with pytest.raises(NotYourDuty):
        answer_section(asked, answer="有", by=stranger, at=moment(LATER))
    colleague = viewer_of("clerk", organ, section=section)
    answered = answer_section(asked, answer=" 有，可以公开。 ", by=colleague, at=moment(LATER))
    assert (answered.answer, answered.answered_on) == ("有，可以公开。", LATER)
    assert answered.answered_by_id == colleague.person
    assert not list(differences())


def test_it_is_answered_once(asked, viewer_of, organ):
    head = viewer_of("office_head", organ)
    with pytest.raises(Refused, match="没有写科室的意见"):
        answer_section(asked, answer=" ", by=head, at=moment(LATER))
    answer_section(asked, answer="没有。", by=head, at=moment(LATER))
    with pytest.raises(Refused, match="农业农村办已经在2026年2月10日答复"):
        answer_section(asked, answer="又有了。", by=head, at=moment(LATER))


def test_who_is_asked_for_a_case_that_is_over(asked, section):
    application = brought(asked.application, event("withdrawn"))
    with pytest.raises(Refused, match="处于“已撤回”环节，不需要科室协办"):
        answer_section(asked, answer="没有。", by=SYSTEM, at=moment(LATER))
    with pytest.raises(Refused, match="不需要科室协办"):
        ask_section(application, section=section, question="有吗？", due_on=DUE, by=SYSTEM, at=moment(LATER))


def test_what_is_asked_wrongly(taken_in, section, county):
    away = add_section(Section(organ=county, name="农业农村局"), by=SYSTEM, at=NOW)
    told = {"question": "有吗？", "due_on": DUE, "by": SYSTEM, "at": moment(LATER)}
    with pytest.raises(Refused, match="内部期限2026年2月9日已经过去"):
        ask_section(taken_in.application, section=section, **told | {"due_on": date(2026, 2, 9)})
    with pytest.raises(Refused, match="不是枕溪镇人民政府现有的内设机构"):
        ask_section(taken_in.application, section=away, **told)
    with pytest.raises(Refused, match="需要什么"):
        ask_section(taken_in.application, section=section, **told | {"question": " "})


def test_a_search_is_written_down_and_its_words_are_no_part_of_the_ledger(taken_in, viewer_of, organ):
    application = standing(taken_in.application, "processing")
    record_search(application, SEARCH, by=viewer_of("clerk", organ), at=moment(LATER))
    record = SearchRecord.objects.get()
    assert (record.on, record.is_found, record.terms) == (LATER, False, "地力补贴")
    assert application.happenings.filter(kind="searched", on=LATER).exists()
    assert not Event.objects.filter(body__contains="林小溪").exists()
    assert not list(differences())


def test_a_search_without_words_or_after_the_end_is_refused(taken_in):
    with pytest.raises(Refused, match="检索词"):
        record_search(taken_in.application, replace(SEARCH, terms=" "), by=SYSTEM, at=moment(LATER))
    application = standing(taken_in.application, "withdrawn")
    with pytest.raises(OutOfPlace, match="处于“已撤回”环节，不能办理“登记检索”"):
        record_search(application, SEARCH, by=SYSTEM, at=moment(LATER))
    assert not SearchRecord.objects.exists()
