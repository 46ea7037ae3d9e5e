"""Two who act at the same moment do not get round what one of them could not do."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.people import actions, selectors
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
