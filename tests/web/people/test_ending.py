"""Duties end, pass on, and their history stays."""

from datetime import timedelta

import pytest

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told_of
from gongkai.web.ledger.verify import verify
from gongkai.web.people import actions, selectors
from tests.web.conftest import LONG_AGO, NOW

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)
pytestmark = pytest.mark.django_db


def test_ended_today_counts_no_more_today(person_with, viewer_of, county, organ):
    person = person_with("clerk", organ)
    actions.end(person.appointments.get(), on=TODAY, by=viewer_of("security_admin", county), at=NOW)
    viewer = selectors.viewer_for(person.pk, TODAY)
    assert (viewer.person, viewer.held) == (person.pk, ())
    assert selectors.viewer_for(person.pk, TODAY - timedelta(days=1)).held


@pytest.mark.parametrize("duty", ["admin", "authority", "auditor", "clerk"])
def test_who_may_not_end(duty, person_with, viewer_of, county, organ):
    with pytest.raises(NotYourDuty):
        actions.end(
            person_with("clerk", organ).appointments.get(), on=TODAY, by=viewer_of(duty, county), at=NOW
        )


def test_the_authority_ends_what_it_filled(person_with, viewer_of, county, organ):
    by = viewer_of("authority", county)
    standing = actions.stand_in(
        person_with(None, county), "clerk", organ=organ, since_on=TODAY, by=by, at=NOW
    )
    actions.end(standing, on=TODAY, by=by, at=NOW)
    assert not selectors.holders(organ, "clerk", TODAY)


def test_not_for_the_past_and_not_twice(person_with, organ):
    appointment = person_with("clerk", organ).appointments.get()
    with pytest.raises(Refused, match="过去"):
        actions.end(appointment, on=TODAY - timedelta(days=1), by=SYSTEM, at=NOW)
    actions.end(appointment, on=TOMORROW, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="已定于"):
        actions.end(appointment, on=TOMORROW, by=SYSTEM, at=NOW)


def test_handed_over_in_one_act(person_with, viewer_of, county, organ):
    old, new = person_with("clerk", organ, name="夏禾"), person_with(None, organ, name="秦溪")
    by = viewer_of("security_admin", county)
    actions.hand_over(old.appointments.get(), new, last_on=TODAY, by=by, at=NOW)
    assert [one.person for one in selectors.holders(organ, "clerk", TODAY)] == [old]
    assert [one.person for one in selectors.holders(organ, "clerk", TOMORROW)] == [new]
    over, taken = Event.objects.order_by("pk")[Event.objects.count() - 2 :]
    assert "夏禾为枕溪镇人民政府经办人，自2026年2月4日起不再担任，由秦溪接任" in told_of(over)
    assert "秦溪为枕溪镇人民政府经办人，自2026年2月4日起，接替夏禾" in told_of(taken)


def test_not_handed_over_before_it_begins(person_with, organ):
    coming = actions.appoint(
        person_with(None, organ), "clerk", organ=organ, since_on=TOMORROW, by=SYSTEM, at=NOW
    )
    other = person_with(None, organ)
    with pytest.raises(Refused, match="才开始"):
        actions.hand_over(coming, other, last_on=TODAY, by=SYSTEM, at=NOW)
    coming.refresh_from_db()
    assert coming.until_on is None
    assert actions.hand_over(coming, other, last_on=TOMORROW, by=SYSTEM, at=NOW).since_on > TOMORROW


def test_not_handed_to_himself_nor_to_somebody_unfit(person_with, county, organ):
    administrator = person_with("security_admin", county)
    by = selectors.viewer_for(administrator.pk, TODAY)
    clerk = person_with("clerk", organ).appointments.get()
    with pytest.raises(NotYourOwn):
        actions.hand_over(clerk, administrator, last_on=TODAY, by=by, at=NOW)
    with pytest.raises(Refused, match="不得兼任"):
        actions.hand_over(clerk, person_with("auditor", county), last_on=TODAY, by=by, at=NOW)
    clerk.refresh_from_db()
    assert clerk.until_on is None


def test_the_history_shows_everybody_who_held_it(person_with, viewer_of, county, organ):
    old, new = person_with("clerk", organ), person_with(None, organ)
    actions.hand_over(old.appointments.get(), new, last_on=TODAY, by=SYSTEM, at=NOW)
    seen = selectors.history(organ, viewer=viewer_of("authority", county))
    assert [(one.person, one.since_on, one.last_on) for one in seen] == [
        (new, TOMORROW, None),
        (old, LONG_AGO, TODAY),
    ]
    assert not selectors.history(organ, viewer=PUBLIC)


def test_needed_duties_without_anybody(person_with, organ):
    assert [duty.code for duty in selectors.vacancies(organ, TODAY)] == [
        "clerk",
        "publisher",
        "legality_reviewer",
        "secrecy_reviewer",
        "office_head",
        "chief_leader",
    ]
    person_with("clerk", organ)
    assert "clerk" not in {duty.code for duty in selectors.vacancies(organ, TODAY)}


def test_a_viewer_costs_one_question(person_with, organ, django_assert_num_queries):
    person = person_with("clerk", organ)
    with django_assert_num_queries(1):
        selectors.viewer_for(person.pk, TODAY)


def test_the_ledger_still_holds(person_with, organ):
    old, new = person_with("clerk", organ), person_with(None, organ)
    actions.hand_over(old.appointments.get(), new, last_on=TODAY, by=SYSTEM, at=NOW)
    actions.deactivate(old, by=SYSTEM, at=NOW, leave_vacant=True, reason="调离")
    troubles = [trouble for trouble in verify() if not trouble.code.startswith("reports.")]
    assert troubles == []
