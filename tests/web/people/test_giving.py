"""Who may give whom which duty."""

from datetime import date, timedelta

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.web.ledger.models import Event
from gongkai.web.people import actions, selectors
from gongkai.web.people.models import Appointment, Kind
from tests.web.conftest import NOW

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def appoint(organ):
    def appointed(person, duty, *, organ=organ, since_on=TODAY, by=SYSTEM, **fields):
        return actions.appoint(person, duty, organ=organ, since_on=since_on, by=by, at=NOW, **fields)

    return appointed


@pytest.mark.parametrize(
    ("duty", "at_county", "may"),
    [
        ("security_admin", True, True),
        ("security_admin", False, True),
        ("admin", True, False),
        ("authority", True, False),
        ("auditor", True, False),
        ("chief_leader", False, False),
        ("office_head", False, False),
        ("clerk", False, False),
        (None, False, False),
    ],
)
def test_who_may_appoint_in_the_township(
    duty, at_county, may, appoint, viewer_of, person_with, county, organ
):
    by, person = viewer_of(duty, county if at_county else organ), person_with(None, organ)
    if may:
        assert appoint(person, "clerk", by=by).person == person
    else:
        with pytest.raises(NotYourDuty):
            appoint(person, "clerk", by=by)
        assert not Appointment.objects.filter(person=person).exists()
        assert Event.objects.latest("pk").kind == "ledger.refused"


def test_not_above_oneself(appoint, viewer_of, person_with, county, organ):
    with pytest.raises(NotYourDuty):
        appoint(person_with(None, county), "clerk", organ=county, by=viewer_of("security_admin", organ))


def test_nobody_appoints_himself(appoint, person_with, county):
    person = person_with("security_admin", county)
    with pytest.raises(NotYourOwn):
        appoint(person, "clerk", organ=county, by=selectors.viewer_for(person.pk, TODAY))


@pytest.mark.parametrize(
    ("first", "second", "may"),
    [
        ("admin", "security_admin", False),
        ("admin", "auditor", False),
        ("security_admin", "admin", False),
        ("security_admin", "auditor", False),
        ("auditor", "clerk", False),
        ("clerk", "auditor", False),
        ("auditor", "authority", False),
        ("clerk", "publisher", True),
        ("admin", "clerk", True),
        ("deputy_leader", "legality_reviewer", True),
    ],
)
def test_duties_that_are_apart_over_all_organs(first, second, may, appoint, person_with, county, organ):
    person = person_with(first, county)
    if may:
        appoint(person, second)
    else:
        with pytest.raises(Refused, match="不得兼任"):
            appoint(person, second)
    assert list(selectors.combined()) == []


def test_one_after_the_other_they_are_not_combined(appoint, person_with, organ):
    person = person_with(None, organ)
    appoint(person, "admin", last_on=TODAY)
    with pytest.raises(Refused, match="不得兼任"):
        appoint(person, "auditor", since_on=TODAY)
    appoint(person, "auditor", since_on=TOMORROW)
    assert list(selectors.combined()) == []


def test_a_combination_that_was_forged_is_found(person_with, organ):
    person = person_with("admin", organ, name="夏禾")
    Appointment.objects.create(person=person, organ=organ, duty="auditor", since_on=TODAY)
    (trouble,) = selectors.combined()
    assert trouble.code == "people.combined"
    assert "夏禾为枕溪镇人民政府审计员" in str(trouble)


def test_the_same_duty_twice(appoint, person_with, organ):
    person = person_with("clerk", organ)
    with pytest.raises(Refused, match="重叠"):
        appoint(person, "clerk")
    appoint(person, "clerk", organ=organ.parent)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"duty": "emperor"}, "没有“emperor”这种职责"),
        ({"last_on": TODAY - timedelta(days=1)}, "早于"),
    ],
)
def test_what_cannot_be(fields, said, appoint, person_with, organ):
    with pytest.raises(Refused, match=said):
        appoint(person_with(None, organ), fields.pop("duty", "clerk"), **fields)


def test_not_to_somebody_who_has_left(appoint, person_with, organ):
    person = actions.deactivate(person_with(None, organ), by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="已停用"):
        appoint(person, "clerk")


def test_nobody_is_given_a_duty_for_days_that_are_past(appoint, viewer_of, person_with, organ, county):
    yesterday = TODAY - timedelta(days=1)
    person = person_with(None, organ)
    with pytest.raises(Refused, match="过去"):
        appoint(person, "clerk", since_on=yesterday, by=viewer_of("security_admin", county))
    with pytest.raises(Refused, match="过去"):
        actions.stand_in(
            person, "clerk", organ=organ, since_on=yesterday, by=viewer_of("authority", county), at=NOW
        )
    assert not Appointment.objects.filter(person=person).exists()
    assert appoint(person, "clerk", since_on=yesterday).since_on == yesterday  # by the system, from paper


def test_a_section_of_another_organ(appoint, person_with, organ, county):
    from gongkai.web.organs.models import Section

    section = Section.objects.create(organ=county, name="办公室")
    with pytest.raises(Refused, match="不是枕溪镇人民政府的科室"):
        appoint(person_with(None, organ), "section_head", section=section)


@pytest.mark.parametrize(
    ("duty", "at_county", "wanted", "may"),
    [
        ("authority", True, "secrecy_reviewer", True),
        ("authority", True, "auditor", False),
        ("authority", False, "secrecy_reviewer", False),
        ("security_admin", True, "secrecy_reviewer", False),
        ("chief_leader", False, "secrecy_reviewer", False),
    ],
)
def test_who_may_name_a_stand_in(duty, at_county, wanted, may, viewer_of, person_with, county, organ):
    by, person = viewer_of(duty, county if at_county else organ), person_with(None, county)

    def stand_in():
        return actions.stand_in(person, wanted, organ=organ, since_on=TODAY, by=by, at=NOW)

    if may:
        assert stand_in().kind == Kind.STAND_IN
        assert wanted not in {duty.code for duty in selectors.vacancies(organ, TODAY)}
    else:
        with pytest.raises(Refused):
            stand_in()


def test_only_a_vacant_duty_is_stood_in_for_and_nobody_stands_in_for_himself(
    viewer_of, person_with, county, organ
):
    holder, other = person_with("clerk", organ), person_with(None, county)
    authority = person_with("authority", county)
    by = selectors.viewer_for(authority.pk, TODAY)
    with pytest.raises(Refused, match="没有空缺"):
        actions.stand_in(other, "clerk", organ=organ, since_on=TODAY, by=by, at=NOW)
    actions.deactivate(holder, by=SYSTEM, at=NOW, leave_vacant=True, reason="调离")
    with pytest.raises(NotYourOwn):
        actions.stand_in(authority, "clerk", organ=organ, since_on=TODAY, by=by, at=NOW)
    actions.stand_in(other, "clerk", organ=organ, since_on=TODAY, by=by, at=NOW)


def test_a_stand_in_goes_when_somebody_is_appointed(appoint, person_with, county, organ):
    standing = actions.stand_in(
        person_with(None, county), "clerk", organ=organ, since_on=TODAY, by=SYSTEM, at=NOW
    )
    appoint(person_with(None, organ), "clerk", since_on=TOMORROW)
    standing.refresh_from_db()
    assert standing.until_on == TOMORROW
    assert [one.kind for one in selectors.holders(organ, "clerk", TOMORROW)] == [Kind.REGULAR]


def test_a_stand_in_goes_when_the_one_comes_who_was_appointed_before(appoint, person_with, county, organ):
    later = TODAY + timedelta(days=10)
    appoint(person_with(None, organ), "clerk", since_on=later)
    standing = actions.stand_in(
        person_with(None, county), "clerk", organ=organ, since_on=TODAY, by=SYSTEM, at=NOW
    )
    assert standing.until_on == later
    assert [one.kind for one in selectors.holders(organ, "clerk", later)] == [Kind.REGULAR]


class TestDelegating:
    """A duty left to a colleague for some days."""

    @pytest.fixture
    def head(self, person_with, organ):
        return person_with("office_head", organ)

    @pytest.fixture
    def delegate(self, head, person_with, organ):
        def delegated(to=None, *, own=None, by=None, since_on=TODAY, last_on=TOMORROW):
            return actions.delegate(
                own or head.appointments.get(),
                to or person_with(None, organ),
                since_on=since_on,
                last_on=last_on,
                by=by or selectors.viewer_for(head.pk, TODAY),
                at=NOW,
            )

        return delegated

    def test_both_hold_it_and_the_delegate_in_whose_place(self, delegate, head, organ):
        to = delegate().person
        (held,) = selectors.viewer_for(to.pk, TODAY).held
        assert (held.duty.code, held.instead_of) == ("office_head", head.pk)
        assert selectors.viewer_for(to.pk, TOMORROW).held
        assert not selectors.viewer_for(to.pk, TOMORROW + timedelta(days=1)).held
        assert selectors.viewer_for(head.pk, TODAY).held[0].instead_of is None

    def test_only_ones_own(self, delegate, viewer_of, organ):
        with pytest.raises(NotYourOwn):
            delegate(by=viewer_of("chief_leader", organ))

    def test_not_again(self, delegate):
        first = delegate()
        with pytest.raises(Refused, match="不得再委托"):
            delegate(own=first, by=selectors.viewer_for(first.person_id, TODAY))

    def test_not_to_another_organ(self, delegate, person_with, county):
        with pytest.raises(Refused, match="不是枕溪镇人民政府的人员"):
            delegate(person_with(None, county))

    def test_not_to_an_auditor(self, delegate, person_with, organ):
        with pytest.raises(Refused, match="不得兼任"):
            delegate(person_with("auditor", organ))

    def test_not_to_himself(self, delegate, head):
        with pytest.raises(NotYourOwn):
            delegate(head)

    def test_not_for_days_that_are_past(self, delegate):
        with pytest.raises(Refused, match="过去"):
            delegate(since_on=TODAY - timedelta(days=1))

    def test_not_beyond_ones_own_time(self, delegate):
        with pytest.raises(Refused, match="超出"):
            delegate(since_on=date(2019, 1, 1))

    @pytest.mark.parametrize("duty", ["admin", "security_admin", "auditor"])
    def test_not_what_administers(self, duty, delegate, person_with, organ):
        person = person_with(duty, organ)
        with pytest.raises(Refused, match="不得委托"):
            delegate(own=person.appointments.get(), by=selectors.viewer_for(person.pk, TODAY))

    def test_it_ends_with_the_duty_itself(self, delegate, head):
        delegated = delegate(last_on=TODAY + timedelta(days=30))
        actions.end(head.appointments.get(), on=TOMORROW, by=SYSTEM, at=NOW)
        delegated.refresh_from_db()
        assert delegated.until_on == TOMORROW

    def test_who_delegated_it_takes_it_back(self, delegate, head):
        delegated = delegate()
        actions.end(delegated, on=TODAY, by=selectors.viewer_for(head.pk, TODAY), at=NOW)
        assert not selectors.viewer_for(delegated.person_id, TODAY).held
