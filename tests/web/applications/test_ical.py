"""The calendar of my own days: numbers and days, to be saved, or fetched with a key that can be made anew."""

from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions.calendar_keys import renew_calendar_key
from gongkai.web.applications.actions.inquiring import ask_section
from gongkai.web.applications.actions.steps import assign
from gongkai.web.applications.calendars import owner_of
from gongkai.web.applications.models import CalendarKey
from gongkai.web.foundations.ical import ical
from gongkai.web.ledger.models import Event
from gongkai.web.office.days_to_keep import days_of
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Section
from gongkai.web.people import actions as people
from gongkai.web.people.selectors import viewer_for
from tests.web.conftest import NOW, sign_in

from .conftest import PERSON
from .happenings import DUE, LATER, RECEIVED, moment, standing

FILE, PAGE = "/office/deadlines/file.ics", "/office/deadlines/"


def events_of(text):
    """What is about applications; that the annual report is due is tried with the office."""
    events = Calendar.from_ical(text).walk("VEVENT")
    return [event for event in events if not str(event["UID"]).startswith("report")]


def days(text):
    """The day and the words of each event."""
    return {(event["DTSTART"].dt, str(event["SUMMARY"])) for event in events_of(text)}


def made(viewer):
    events = (one.event for one in days_of(viewer, LATER))
    return ical(events, name="期限", host="molu.example", at=NOW)


def test_numbers_and_days_and_nobody(taken_in, viewer_of, organ):
    text = made(viewer_of("clerk", organ))
    case = standing(taken_in.application, "processing")
    assert days(text) == {(DUE, f"答复期限：枕溪镇{case}")}
    for secret in (PERSON.name, PERSON.phone, case.title):
        assert secret not in text.replace("\r\n ", "")


def test_the_same_days_keep_their_ids(taken_in, viewer_of, organ):
    clerk = viewer_of("clerk", organ)
    uids = [[str(one["UID"]) for one in events_of(made(clerk))] for _ in range(2)]
    assert uids[0] == uids[1] == [f"application-{taken_in.application.pk}@molu.example"]


def test_what_stands_still_or_is_over_has_no_day(taken_in, viewer_of, organ):
    standing(taken_in.application, "awaiting_payment")
    assert days(made(viewer_of("clerk", organ))) == set()


def test_only_ones_own_days(taken_in, person_with, viewer_of, organ):
    office = organs.add_section(Section(organ=organ, name="党政办公室"), by=SYSTEM, at=moment(RECEIVED))
    handler = person_with("clerk", organ)
    assign(taken_in.application, section=office, handler=handler, by=SYSTEM, at=moment(LATER))
    assert len(days(made(viewer_for(handler.pk, LATER)))) == 1
    assert days(made(viewer_of("clerk", organ))) == set()
    assert len(days(made(viewer_of("office_head", organ)))) == 1


def test_what_the_section_was_asked(taken_in, viewer_of, organ):
    asked = organs.add_section(Section(organ=organ, name="农业农村办公室"), by=SYSTEM, at=moment(RECEIVED))
    case, until = standing(taken_in.application, "processing"), date(2026, 2, 13)
    by = viewer_of("clerk", organ, section=asked)
    ask_section(case, section=asked, question="有没有？", due_on=until, by=by, at=moment(LATER))
    assert (until, f"协办期限（农业农村办公室）：枕溪镇{case}") in days(made(by))


def test_to_be_saved(taken_in, client, person_with, organ):
    answer = sign_in(client, person_with("clerk", organ)).get(FILE)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer.headers["Cache-Control"]
    assert len(days(answer.content)) == 1


def test_the_address_is_shown_once_and_renewed(taken_in, client, person_with, organ):
    clerk = sign_in(client, person_with("clerk", organ))
    assert "还没有生成订阅地址" in clerk.get(PAGE).text
    first = clerk.post(PAGE)
    address = first.text.split("<code")[1].split(">")[1].split("<")[0]
    assert address.startswith("http://testserver/deadlines/")
    assert address not in clerk.get(PAGE).text
    client.logout()
    assert len(days(client.get(address).content)) == 1
    sign_in(client, CalendarKey.objects.get().person).post(PAGE)
    client.logout()
    assert client.get(address).status_code == 404
    assert CalendarKey.objects.count() == 1


def test_a_key_is_kept_as_a_digest_and_told_in_the_ledger(person_with, organ, client):
    person = person_with("clerk", organ)
    key = renew_calendar_key(by=viewer_for(person.pk, LATER), at=moment(LATER))
    assert len(key) >= 43
    kept = CalendarKey.objects.get()
    assert key not in kept.digest
    noted = Event.objects.get(kind="applications.calendar_key_renewed")
    assert key not in str(noted.body)
    assert kept.digest not in str(noted.body)
    assert owner_of(key) == person
    assert owner_of("") is owner_of(key[:-1]) is None


def test_who_has_left_or_lost_the_duty_has_no_days(taken_in, person_with, organ, client):
    person = person_with("clerk", organ)
    key = renew_calendar_key(by=viewer_for(person.pk, LATER), at=moment(LATER))
    feed = reverse("deadline-feed", args=[key])
    (held,) = person.appointments.all()
    people.end(held, on=LATER, by=SYSTEM, at=moment(LATER))
    assert days(client.get(feed).content) == set()
    people.deactivate(person, reason="调离", leave_vacant=True, by=SYSTEM, at=moment(LATER))
    assert client.get(feed).status_code == 404


def test_who_keeps_no_days_gets_none(viewer_of, organ):
    with pytest.raises(Refused):
        renew_calendar_key(by=viewer_of("chief_leader", organ), at=NOW)
    assert not CalendarKey.objects.exists()


def test_in_the_menu_of_those_who_have_days_to_keep(client, person_with, organ):
    for duty in ("clerk", "publisher", "authority"):
        assert PAGE in sign_in(client, person_with(duty, organ)).get("/office/").text
    assert PAGE not in sign_in(client, person_with("chief_leader", organ)).get("/office/").text
