"""Whoever keeps others going does not leave by accident; an organ that ends leaves nobody in its duties."""

from datetime import timedelta

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.organs.actions import Passing, dissolve, found, merge
from gongkai.web.organs.models import Organ
from gongkai.web.people import actions, selectors
from tests.web.conftest import NOW

from .test_together import _at_once

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)
pytestmark = pytest.mark.django_db
ADMINISTRATIONS = ("admin", "auditor", "authority")


@pytest.mark.parametrize("duty", ADMINISTRATIONS)
def test_the_last_administrator_leaves_only_when_it_is_meant(person_with, viewer_of, county, duty):
    person = person_with(duty, county)
    by = SYSTEM if duty == "admin" else viewer_of("admin", county)
    with pytest.raises(Refused, match="没有人担任"):
        actions.deactivate(person, by=by, at=NOW)
    actions.deactivate(person, by=by, at=NOW, leave_vacant=True, reason="退休")
    assert Event.objects.filter(kind="people.left_vacant").count() == 1


@pytest.mark.parametrize("duty", ADMINISTRATIONS)
def test_an_administrator_above_covers_the_organs_below(person_with, county, organ, duty):
    below, above = person_with(duty, organ), person_with(duty, county)
    actions.deactivate(below, by=SYSTEM, at=NOW)
    assert not below.appointments.in_force(TODAY)
    with pytest.raises(Refused, match="墨鹭县人民政府"):
        actions.deactivate(above, by=SYSTEM, at=NOW)


def test_an_administrator_below_does_not_cover_the_organ_above(person_with, county, organ):
    person_with("auditor", organ)
    with pytest.raises(Refused, match="没有人担任"):
        actions.deactivate(person_with("auditor", county), by=SYSTEM, at=NOW)


def test_the_last_security_administrator_of_all_is_deactivated_by_nobody(person_with, viewer_of, county):
    last, by = person_with("security_admin", county), viewer_of("admin", county)
    with pytest.raises(Refused, match="请先任命另一名安全管理员"):
        actions.deactivate(last, by=by, at=NOW, leave_vacant=True, reason="退休")
    last.refresh_from_db()
    assert last.is_active
    person_with("security_admin", county)
    actions.deactivate(last, by=by, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_the_last_two_security_administrators_do_not_both_leave(person_with, viewer_of, county):
    elsewhere = Organ(
        slug="far", name="听泉县人民政府", short_name="听泉县", level="county", kind="government"
    )
    found(elsewhere, by=SYSTEM, at=NOW)
    pairs = [(person_with("security_admin", one), viewer_of("admin", one)) for one in (county, elsewhere)]

    def leave(person, by):
        return lambda: actions.deactivate(person, by=by, at=NOW, leave_vacant=True, reason="退休")

    assert sorted(_at_once(*(leave(*pair) for pair in pairs))) == [False, True]
    assert len(selectors.holding("security_admin", TODAY)) == 1


def test_another_security_administrator_elsewhere_is_enough_when_it_is_meant(
    person_with, viewer_of, county, organ
):
    above, by = person_with("security_admin", county), viewer_of("admin", county)
    person_with("security_admin", organ)
    with pytest.raises(Refused, match="墨鹭县人民政府安全管理员没有人担任"):
        actions.deactivate(above, by=by, at=NOW)
    actions.deactivate(above, by=by, at=NOW, leave_vacant=True, reason="退休")


@pytest.mark.parametrize("end", ["merge", "dissolve"])
def test_the_duties_of_an_organ_end_with_it_in_the_same_act(person_with, county, organ, end):
    clerk, to_come = person_with("clerk", organ), person_with(None, organ)
    head, elsewhere = person_with("office_head", organ), person_with("clerk", county)
    actions.delegate(head.appointments.get(), clerk, since_on=TODAY, last_on=TOMORROW, by=SYSTEM, at=NOW)
    actions.appoint(to_come, "publisher", organ=organ, since_on=TOMORROW, by=SYSTEM, at=NOW)
    before = Event.objects.order_by("-pk").first().pk
    how = {"on": TODAY - timedelta(days=30), "document": "墨鹭县机构改革方案", "by": SYSTEM, "at": NOW}
    if end == "merge":
        merge(organ, county, **how)
    else:
        dissolve(organ, [Passing(county)], **how)
    assert selectors.viewer_for(clerk.pk, TODAY).held == ()
    assert not organ.appointments.holding(since_on=TODAY, until_on=None)
    assert all(one.until_on >= TODAY for one in organ.appointments.all())  # what was done stays done under it
    assert elsewhere.appointments.in_force(TODAY)
    ended = Event.objects.filter(pk__gt=before, kind="people.ended", organ_id=organ.pk)
    assert ended.count() == 4
    assert not [*differences()]


def test_an_organ_with_the_last_security_administrator_does_not_end(person_with, viewer_of, county, organ):
    person_with("security_admin", organ)
    by = viewer_of("admin", county)
    with pytest.raises(Refused, match="请先任命另一名安全管理员"):
        merge(organ, county, on=TODAY, document="墨鹭县机构改革方案", by=by, at=NOW)
    assert Organ.objects.get(pk=organ.pk).is_active


def test_nobody_is_enrolled_in_an_organ_that_has_ended(person_with, county, organ):
    person, member = person_with(None, county), person_with(None, organ)
    merge(organ, county, on=TODAY, document="墨鹭县机构改革方案", by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="已合并"):
        actions.enrol("xiahe", "夏禾", organ=organ, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="已合并"):
        actions.change(person, name="夏禾", organ=organ, by=SYSTEM, at=NOW)
    assert actions.change(member, name="夏禾", organ=organ, by=SYSTEM, at=NOW).name == "夏禾"
