"""Two who act at the same moment do not get round what one of them could not do."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.organs import actions as organs
from gongkai.web.people import actions, selectors
from gongkai.web.people.actions import giving
from gongkai.web.people.models import Appointment
from tests.web.conftest import NOW

TODAY = NOW.date()


def _at_once(*acts) -> list[bool]:
    """Whether each succeeded."""

    def carry_out(act) -> bool:
        try:
            act()
        except Refused:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(carry_out, acts))


@pytest.mark.django_db(transaction=True)
def test_duties_that_are_apart_given_at_once(person_with, organ):
    person = person_with(None, organ)

    def give(duty):
        return lambda: actions.appoint(person, duty, organ=organ, since_on=TODAY, by=SYSTEM, at=NOW)

    assert sum(_at_once(*(give(duty) for duty in ("admin", "security_admin", "auditor")))) == 1
    assert list(selectors.combined()) == []


@pytest.mark.django_db(transaction=True)
def test_the_last_two_do_not_both_leave(person_with, organ):
    both = [person_with("clerk", organ), person_with("clerk", organ)]
    left = _at_once(*(lambda one=one: actions.deactivate(one, by=SYSTEM, at=NOW) for one in both))
    assert sorted(left) == [False, True]
    assert selectors.holders(organ, "clerk", TODAY).count() == 1


@pytest.fixture
def slowly(monkeypatch):
    """Whoever gives a duty in another thread thinks long, once he has looked whether it may be given."""
    fit, here = giving.must_be_fit, threading.current_thread()

    def thoughtfully(wanted):
        fit(wanted)
        if threading.current_thread() is not here:
            time.sleep(0.5)

    monkeypatch.setattr(giving, "must_be_fit", thoughtfully)


def _meanwhile(first, second) -> None:
    """The second begins while the first is still thinking."""
    with ThreadPoolExecutor(1) as pool:
        thinking = pool.submit(_at_once, first)
        time.sleep(0.2)
        second()
        assert thinking.result() in ([True], [False])


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_a_duty_that_ends_while_it_is_delegated(person_with, organ, slowly):
    head, colleague = person_with("office_head", organ), person_with(None, organ)
    own, by = head.appointments.get(), selectors.viewer_for(head.pk, TODAY)
    later = TODAY + timedelta(days=90)
    _meanwhile(
        lambda: actions.delegate(own, colleague, since_on=TODAY, last_on=later, by=by, at=NOW),
        lambda: actions.end(own, on=TODAY, by=SYSTEM, at=NOW),
    )
    assert not selectors.holders(organ, "office_head", TODAY)


@pytest.mark.django_db(transaction=True)
def test_nobody_is_appointed_in_an_organ_that_ends_meanwhile(person_with, county, organ, slowly):
    coming, passing = person_with(None, organ), [organs.Passing(county)]
    _meanwhile(
        lambda: actions.appoint(coming, "clerk", organ=organ, since_on=TODAY, by=SYSTEM, at=NOW),
        lambda: organs.dissolve(organ, passing, on=TODAY, document="x", by=SYSTEM, at=NOW),
    )
    assert not selectors.holders(organ, "clerk", TODAY)


@pytest.mark.django_db(transaction=True)
def test_one_vacancy_is_filled_once(person_with, county, organ):
    both = [person_with(None, county), person_with(None, county)]
    filled = _at_once(
        *(
            lambda one=one: actions.stand_in(one, "clerk", organ=organ, since_on=TODAY, by=SYSTEM, at=NOW)
            for one in both
        )
    )
    assert sorted(filled) == [False, True]
    assert Appointment.objects.filter(kind="stand_in").count() == 1
