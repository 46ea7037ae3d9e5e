"""An application is taken in: receipt, number, day; nobody reads who applied without saying why."""

from dataclasses import replace

import pytest
from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Happened
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
