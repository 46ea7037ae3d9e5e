"""How long somebody holds a duty, as a page shows it: a duty that ends today does not seem to have ended yesterday."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from gongkai.kernel.duties import SYSTEM
from gongkai.web.office.rows import day
from gongkai.web.people import actions


@pytest.fixture
def person(person_with, organ):
    return person_with("clerk", organ)


def sheet(browser_of, county, person):
    return browser_of("security_admin", county).get(f"/office/people/{person.pk}/").text


def test_a_duty_that_ends_on_the_day_of_leaving_is_over_from_that_day(browser_of, county, person):
    actions.deactivate(person, leave_vacant=True, reason="调离", by=SYSTEM, at=now())
    page = sheet(browser_of, county, person)
    assert f"2020年1月1日起，{day(localdate())}终止" in page
    assert day(localdate() - timedelta(days=1)) not in page


def test_a_duty_given_and_ended_on_one_day_says_so(browser_of, county, organ, person):
    actions.appoint(person, "publisher", organ=organ, since_on=localdate(), by=SYSTEM, at=now())
    actions.deactivate(person, leave_vacant=True, reason="调离", by=SYSTEM, at=now())
    assert f"{day(localdate())}起，当日终止" in sheet(browser_of, county, person)


def test_a_last_day_that_is_to_come_stays_a_last_day(browser_of, county, organ, person):
    last = localdate() + timedelta(days=9)
    actions.appoint(person, "publisher", organ=organ, since_on=localdate(), last_on=last, by=SYSTEM, at=now())
    assert f"{day(localdate())}至{day(last)}" in sheet(browser_of, county, person)
