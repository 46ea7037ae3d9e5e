"""An application is taken in: receipt, number, day; nobody reads who applied without saying why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import NotLawful, NotYourDuty, Refused
from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.applications.actions import intake
from gongkai.web.applications.actions.intake import apply, confirm
from gongkai.web.applications.actions.moving import clock_of, happen, held
from gongkai.web.applications.identity import identity_of
from gongkai.web.applications.models import Applicant, Application
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.selectors import history
from tests.web.applications.conftest import PERSON
from tests.web.conftest import NOW

TODAY, DAY = localdate(NOW), timedelta(days=1)


@pytest.fixture
def clerk(organ, viewer_of):
    return viewer_of("clerk", organ)


def test_the_portals_receipt_is_the_day_of_receipt(taken_in) -> None:
    application = Application.objects.get()
    assert application.number == f"〔{NOW.year}〕1号"
    assert application.received_on == localdate(NOW)
    assert application.state == "received"
    assert application.due_on == clock_of(application).due_on
    assert len(taken_in.code) == 10


def test_who_applied_is_sealed(taken_in) -> None:
    applicant = Applicant.objects.get()
    assert PERSON.name not in applicant.sealed
    assert applicant.masked_name == "周**"
    assert applicant.masked_contact == "139****1234"
    assert identity_of(applicant) == PERSON
    for event in Event.objects.all():
        assert PERSON.name not in event.body
        assert PERSON.id_number not in event.body


def test_a_colleague_moves_it_and_the_ledger_tells(taken_in, viewer_of, organ) -> None:
    application = taken_in.application
    with act("applications.assign", organ.pk, by=viewer_of("clerk", organ), at=NOW) as pen:
        stored = held(application)
        happen(pen, stored, CaseEvent(kind=Happened.ASSIGNED, on=localdate(NOW)))
    assert Application.objects.get().state == "processing"
    assert any(
        "分给科室办理" in line for happening in application.happenings.all() for line in history(happening)
    )
    assert not list(differences())


@pytest.mark.parametrize("channel", ["mail_plain", "fax", "email", "oral"])
def test_what_must_be_confirmed_is_not_received_yet(channel, applied, viewer_of, organ) -> None:
    clerk = viewer_of("clerk", organ)
    taken = apply(replace(applied, channel=channel), by=clerk, at=NOW)
    assert taken.application.state == "unconfirmed"
    assert taken.application.number == ""
    assert taken.application.due_on is None
    confirmed = confirm(taken.application, on=localdate(NOW), by=clerk, at=NOW)
    assert confirmed.received_on == localdate(NOW)


@pytest.mark.parametrize(
    ("channel", "confirmed", "method"),
    [
        ("in_person", None, "handed_over"),
        ("mail_signed", None, "handed_over"),
        ("oral", DAY, "in_person"),
        ("mail_plain", DAY, "telephone"),
        ("email", 2 * DAY, "telephone"),
        ("fax", 0 * DAY, "telephone"),
        ("internet", DAY, "telephone"),  # copied from another platform: nobody here has confirmed it
    ],
)
def test_the_day_of_receipt_for_each_channel(channel, confirmed, method, applied, clerk) -> None:
    arrived = TODAY - 4 * DAY
    taken = apply(replace(applied, channel=channel), by=clerk, at=NOW, arrived_on=arrived).application
    if confirmed is not None:
        assert taken.received_on is None
        taken = confirm(taken, on=arrived + confirmed, by=clerk, at=NOW)
    assert taken.received_on == arrived + (confirmed or 0 * DAY)
    assert (taken.confirm_method, taken.confirmed_by_id) == (method, clerk.person)
    assert taken.filled_by_id == (clerk.person if channel == "oral" else None)
    assert not list(differences())


def test_the_portals_receipt_is_a_setting(applied, settings, clerk) -> None:
    settings.PORTAL_RECEIPT_CONFIRMS = False
    application = apply(applied, by=PUBLIC, at=NOW).application
    assert (application.state, application.confirm_method) == ("unconfirmed", "")
    confirmed = confirm(application, on=TODAY, method="sms", by=clerk, at=NOW)
    assert (confirmed.received_on, confirmed.confirm_method) == (TODAY, "sms")


def test_a_letter_without_a_telephone_waits_until_contact_is_made(applied, clerk) -> None:
    sender = replace(PERSON, phone="", email="")
    letter = replace(applied, channel="mail_plain", identities=(sender,))
    application = apply(letter, by=clerk, at=NOW, arrived_on=TODAY - DAY).application
    assert application.received_on is None
    with pytest.raises(Refused, match="没有留电话和电子邮箱，不能这样确认"):
        confirm(application, on=TODAY, by=clerk, at=NOW)
    with pytest.raises(Refused, match="怎样与他取得联系"):
        confirm(application, on=TODAY, method="letter", by=clerk, at=NOW)
    assert Application.objects.get().due_on is None
    told = "按信封上的地址去信，申请人回信确认"
    confirmed = confirm(application, on=TODAY, method="letter", reason=told, by=clerk, at=NOW)
    assert confirmed.received_on == TODAY


@pytest.mark.parametrize(
    ("on", "method", "told"),
    [
        (TODAY + DAY, "telephone", "还没有到"),
        (TODAY - 2 * DAY, "telephone", "才送到"),
        (TODAY, "receipt", "没有写明怎样与申请人确认"),
        (TODAY, "pigeon", "没有写明怎样与申请人确认"),
    ],
)
def test_no_confirmation_of_another_day_or_in_no_known_way(on, method, told, applied, clerk) -> None:
    application = apply(replace(applied, channel="fax"), by=clerk, at=NOW, arrived_on=TODAY - DAY).application
    with pytest.raises(Refused, match=told):
        confirm(application, on=on, method=method, by=clerk, at=NOW)
    assert Application.objects.get().received_on is None


def test_nobody_confirms_twice_nor_without_the_duty(taken_in, applied, clerk, viewer_of, organ) -> None:
    with pytest.raises(NotLawful):
        confirm(taken_in.application, on=TODAY, by=clerk, at=NOW)
    fax = replace(applied, channel="fax")
    waiting = apply(fax, by=clerk, at=NOW).application
    for nobody in (PUBLIC, viewer_of("auditor", organ), viewer_of("authority", organ.parent)):
        with pytest.raises(NotYourDuty):
            confirm(waiting, on=TODAY, by=nobody, at=NOW)
    with pytest.raises(NotYourDuty):
        apply(fax, by=viewer_of("auditor", organ), at=NOW)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (TODAY + DAY, "还没有到"),
        (date(2019, 5, 14), "修订以前的条例"),
    ],
)
@pytest.mark.parametrize("channel", ["in_person", "mail_plain"])
def test_days_that_cannot_be(day, told, channel, applied, clerk) -> None:
    with pytest.raises(Refused, match=told):
        apply(replace(applied, channel=channel), by=clerk, at=NOW, arrived_on=day)
    assert not Application.objects.exists()


def test_the_first_day_of_the_law_is_taken(applied, clerk) -> None:
    old = apply(replace(applied, channel="in_person"), by=clerk, at=NOW, arrived_on=date(2019, 5, 15))
    assert old.application.number == "〔2019〕1号"


def test_the_applicants_are_as_many_as_their_kinds(applied) -> None:
    for kinds, identities in (((), ()), (("natural_person",) * 2, (PERSON,)), (("village",), (PERSON,))):
        with pytest.raises(Refused):
            apply(replace(applied, kinds=kinds, identities=identities), by=PUBLIC, at=NOW)


def test_the_public_hands_in_nothing_but_on_the_portal(applied) -> None:
    with pytest.raises(Refused, match="只能提交网上申请"):
        apply(replace(applied, channel="in_person"), by=PUBLIC, at=NOW)


def test_an_organ_that_is_no_more_takes_nothing_in(applied, organ, county) -> None:
    type(organ).objects.filter(pk=organ.pk).update(status="dissolved", until_on=TODAY)
    with pytest.raises(Refused, match="已经合并或者撤销"):
        apply(applied, by=PUBLIC, at=NOW)


def test_nobody_floods_us_and_a_place_has_its_share(applied, monkeypatch) -> None:
    few = replace(portal_limits(), from_one=2, together=4)
    monkeypatch.setattr(intake, "portal_limits", lambda: few)
    for sender in ("192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3"):
        apply(applied, by=PUBLIC, at=NOW, sender=sender)
        events = Event.objects.count()
    for sender, told in (("192.0.2.1", "您所在的地方"), ("192.0.2.9", "提交的人太多")):
        with pytest.raises(Refused, match=told):
            apply(applied, by=PUBLIC, at=NOW, sender=sender)
    assert Event.objects.count() == events
    assert not Application.objects.filter(sender__contains="192").exists()
    apply(applied, by=PUBLIC, at=NOW + timedelta(hours=1), sender="192.0.2.1")
