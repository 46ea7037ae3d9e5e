"""Reminders: to whom, of what, on which days and at which hours; through a real mail server, once, naming no applicant."""

import json
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.case_reminders import reminders
from gongkai.lawbook.deadlines import clock_law
from gongkai.web.applications import digests, notices, reckoning_anew
from gongkai.web.applications.actions import moving
from gongkai.web.applications.actions.inquiring import ask_section
from gongkai.web.applications.actions.steps import assign
from gongkai.web.applications.digests import MOST_SHOWN, digest_for
from gongkai.web.applications.models import Application
from gongkai.web.applications.notices import MAIL, TEXT, reminded
from gongkai.web.applications.service.ways import open_ways
from gongkai.web.foundations.models import User
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Section
from gongkai.web.outbox.messages import can_mail, can_text
from gongkai.web.outbox.models import Errand
from gongkai.web.outbox.worker import drain
from gongkai.web.people.selectors import viewer_for

from . import letters
from .conftest import PERSON
from .happenings import DUE, RECEIVED, brought, event, moment, standing
from .test_anew import with_a_day_off

letterbox, reached = letters.letterbox, letters.reached  # fixtures
DAY = timedelta(days=1)
SOON, TWO, AFTER = date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 10)
SECRETS = (PERSON.name, PERSON.id_number, PERSON.phone, PERSON.email, "补贴", "柳湾村")
BEIJING = ZoneInfo("Asia/Shanghai")


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), tzinfo=BEIJING)


def tick(moment_):
    """What the worker does at a moment."""
    outcomes = list(drain(now=lambda: moment_))
    return [one for one in outcomes if one.topic.startswith("applications.") and one.problem]


def told(person, on):
    return [part.heading for part in digest_for(viewer_for(person.pk, on), on).parts]


@pytest.mark.parametrize(
    ("on", "is_told"),
    [
        (SOON - DAY, False),
        (SOON, True),
        (SOON + DAY, False),
        (TWO, True),
        (TWO + DAY, False),
        (DUE, True),
        (AFTER, True),
        (AFTER + DAY, True),
    ],
)
def test_days_on_which_somebody_is_reminded(on, is_told, taken_in, reached, organ):
    clerk = reached("clerk", organ)
    standing(taken_in.application, "drafted")
    assert list(reminded(on - DAY, on)) == ([clerk] if is_told else [])


def test_days_without_a_tick_are_made_up_for(taken_in, reached, organ):
    clerk = reached("clerk", organ)
    standing(taken_in.application, "drafted")
    assert list(reminded(SOON, SOON + DAY)) == []
    assert list(reminded(SOON - DAY, SOON + DAY)) == [clerk]


def test_handler_and_heads_are_reminded_and_nobody_else(taken_in, reached, organ, county):
    office, other = (
        organs.add_section(Section(organ=organ, name=name), by=SYSTEM, at=moment(RECEIVED))
        for name in ("党政办公室", "农业农村办公室")
    )
    handler, head = reached("clerk", organ), reached("section_head", organ, section=office)
    office_head = reached("office_head", organ)
    reached("clerk", organ), reached("section_head", organ, section=other)
    reached("publisher", organ), reached("office_head", county), reached("authority", county)
    assign(taken_in.application, section=office, handler=handler, by=SYSTEM, at=moment(RECEIVED))
    assert set(reminded(AFTER - DAY, AFTER)) == {handler, head, office_head}


def test_what_a_handler_who_left_has_in_hand_comes_to_the_clerks(taken_in, reached, organ):
    office = organs.add_section(Section(organ=organ, name="党政办公室"), by=SYSTEM, at=moment(RECEIVED))
    handler, colleague = reached("clerk", organ), reached("clerk", organ)
    assign(taken_in.application, section=office, handler=handler, by=SYSTEM, at=moment(RECEIVED))
    User.objects.filter(pk=handler.pk).update(is_active=False)
    assert set(reminded(AFTER - DAY, AFTER)) == {colleague}


def test_limits_of_the_house_are_told_when_they_pass(taken_in, reached, organ):
    clerk = reached("clerk", organ)
    late = RECEIVED + 2 * DAY
    assert list(reminded(late - DAY, late)) == [clerk]
    assert told(clerk, late) == ["应当分办"]
    assert list(reminded(late, late + DAY)) == []


def test_the_section_that_was_asked(taken_in, reached, organ, viewer_of):
    asked = organs.add_section(Section(organ=organ, name="农业农村办公室"), by=SYSTEM, at=moment(RECEIVED))
    case = standing(taken_in.application, "processing")
    until = date(2026, 2, 13)
    clerk = viewer_of("clerk", organ)
    ask_section(
        case, section=asked, question="有没有？", due_on=until, by=clerk, at=moment(date(2026, 2, 10))
    )
    theirs = reached("section_head", organ, section=asked)
    assert theirs not in list(reminded(until - 2 * DAY, until - DAY))
    assert theirs in list(reminded(until - DAY, until))
    assert told(theirs, until) == ["等我科室协办"]


def test_a_letter_names_numbers_and_days_and_nobody(taken_in, reached, organ, letterbox):
    clerk = reached("clerk", organ)
    standing(taken_in.application, "processing")
    assert tick(at(AFTER, 9)) == []
    assert letterbox.to == [clerk.email]
    assert letterbox.subject() == "依申请公开：已经超期1件"
    text = letterbox.text()
    assert f"枕溪镇{Application.objects.get()}，答复期限2026年3月9日" in text
    assert "http" in text
    for secret in SECRETS:
        assert secret not in text
        assert secret not in letterbox.subject()
    assert not Errand.objects.filter(payload__icontains=clerk.name).exists()


def test_once_a_day_whatever_happens(taken_in, reached, organ, letterbox):
    reached("clerk", organ)
    standing(taken_in.application, "processing")
    for hour in (8, 9, 17):
        assert tick(at(AFTER, hour)) == []
    notices.run(_task(AFTER))
    assert tick(at(AFTER, 18)) == []
    assert len(letterbox.letters) == 1
    assert tick(at(AFTER + DAY, 9)) == []
    assert len(letterbox.letters) == 2
    assert len({letter["Message-ID"] for _, letter in letterbox.letters}) == 2


def _task(on):
    return SimpleNamespace(payload={"on": on.isoformat()}, key=on.isoformat(), at=at(on, 17, 30))


def test_a_letter_that_was_turned_away_is_sent_again_under_the_same_mark(taken_in, reached, organ, letterbox):
    reached("clerk", organ)
    standing(taken_in.application, "processing")
    letterbox.is_down = True
    (failed,) = tick(at(AFTER, 9))
    assert (failed.topic, letterbox.letters) == (MAIL, [])
    letterbox.is_down = False
    assert tick(at(AFTER, 10)) == []
    assert tick(at(AFTER, 11)) == []
    assert len(letterbox.letters) == 1
    errand = Errand.objects.get(topic=MAIL)
    first = letterbox.letters[0][1]["Message-ID"]
    Errand.objects.filter(pk=errand.pk).update(done_at=None, next_at=at(AFTER, 12))
    tick(at(AFTER, 12))
    assert letterbox.letters[1][1]["Message-ID"] == first


def test_what_was_done_meanwhile_is_not_in_it(taken_in, reached, organ, letterbox):
    reached("clerk", organ)
    case = standing(taken_in.application, "processing")
    assert tick(at(AFTER, 6)) == []
    brought(case, event("withdrawn", AFTER))
    assert tick(at(AFTER, 9)) == []
    assert letterbox.letters == []
    assert not Errand.objects.open().filter(topic=MAIL).exists()


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (at(AFTER, 7, 59), at(AFTER, 8)),
        (at(AFTER, 8), at(AFTER, 8)),
        (at(AFTER, 20, 59), at(AFTER, 20, 59)),
        (at(AFTER, 21), at(AFTER + DAY, 8)),
        (at(date(2026, 3, 13), 22), at(date(2026, 3, 16), 8)),  # a Friday night
        (at(date(2026, 3, 14), 12), at(date(2026, 3, 16), 8)),
        (at(date(2026, 2, 28), 12), at(date(2026, 2, 28), 12)),  # a Saturday that is worked
    ],
)
def test_hours_at_which_nobody_is_written_to(asked, sent):
    assert reminders().awake(asked, calendar=calendar()) == sent


def test_a_weekend_brings_one_letter_on_monday(taken_in, reached, organ, letterbox):
    reached("clerk", organ)
    standing(taken_in.application, "processing")
    for day in (date(2026, 3, 13), date(2026, 3, 14), date(2026, 3, 15)):
        assert tick(at(day, 22)) == []
    assert letterbox.letters == []
    assert tick(at(date(2026, 3, 16), 7)) == []
    assert letterbox.letters == []
    assert tick(at(date(2026, 3, 16), 9)) == []
    assert len(letterbox.letters) == 1


def test_what_is_tried_again_at_night_waits_for_the_morning(taken_in, reached, organ, letterbox):
    reached("clerk", organ)
    standing(taken_in.application, "processing")
    letterbox.is_down = True
    assert len(tick(at(AFTER, 20, 50))) == 1
    letterbox.is_down = False
    assert tick(at(AFTER, 23)) == []
    assert letterbox.letters == []
    assert tick(at(AFTER + DAY, 9)) == []
    assert len(letterbox.letters) == 1


def test_days_that_were_counted_anew_are_told(taken_in, reached, organ, monkeypatch, letterbox):
    reached("clerk", organ)
    standing(taken_in.application, "drafted")
    law = with_a_day_off(clock_law())
    monkeypatch.setattr(moving, "clock_law", lambda: law)
    for module in (moving, reckoning_anew):
        monkeypatch.setattr(module, "clock_version", lambda: "another")
    on = date(2026, 2, 11)
    assert tick(at(on, 9)) == []
    assert letterbox.subject() == "依申请公开：期限有变动1件"
    assert "答复期限2026年3月10日" in letterbox.text()
    assert tick(at(on + DAY, 9)) == []
    assert len(letterbox.letters) == 1


def test_a_long_list_is_cut(taken_in, applied, reached, organ, monkeypatch):
    monkeypatch.setattr(digests, "MOST_SHOWN", 0)
    clerk = reached("clerk", organ)
    standing(taken_in.application, "processing")
    (part,) = digest_for(viewer_for(clerk.pk, AFTER), AFTER).parts
    assert (part.count, part.lines) == (1, ("· 另有1件",))
    assert MOST_SHOWN == 10


def test_nothing_is_asked_for_where_no_way_is_named(taken_in, reached, organ, settings):
    reached("clerk", organ)
    standing(taken_in.application, "processing")
    assert (can_mail(), can_text(), open_ways()) == (False, False, [])
    assert tick(at(AFTER, 9)) == []
    assert not Errand.objects.filter(topic__in=(MAIL, TEXT)).exists()


def test_a_text_message_through_a_program(taken_in, reached, organ, settings, tmp_path):
    clerk = reached("clerk", organ)
    standing(taken_in.application, "processing")
    program = tmp_path / "send"
    program.write_text(f"#!/bin/sh\ncat >> {tmp_path}/sent\n")
    program.chmod(0o700)
    settings.SMS_GATEWAY = str(program)
    assert tick(at(AFTER, 9)) == []
    sent = json.loads((tmp_path / "sent").read_text("utf-8"))
    assert (sent["to"], sent["text"]) == (
        clerk.phone,
        "依申请公开：已经超期1件。请登录政府信息公开系统办理。",
    )
    assert clerk.phone not in sent["id"]
    assert not any(secret in sent["text"] for secret in SECRETS)
