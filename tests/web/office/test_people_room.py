"""People in the office: enrolled by one, given a duty by another; leaving; what is lacking."""

import pytest
from django.test import Client
from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM
from gongkai.lawbook.duties import duties
from gongkai.web.foundations.models import User
from gongkai.web.organs.actions import change_contacts, found
from gongkai.web.organs.models import Organ
from gongkai.web.people.models import Appointment
from gongkai.web.people.selectors import viewer_for
from tests.web.conftest import NOW, sign_in


def _today() -> str:
    """Asked in the test itself: a run may last beyond midnight."""
    return localdate().isoformat()


@pytest.fixture
def admin(browser_of, county):
    return browser_of("admin", county)


@pytest.fixture
def security(browser_of, county):
    return browser_of("security_admin", county)


def test_two_people_are_needed_to_let_somebody_in(admin, security, organ):
    said = {"name": "沈听雨", "username": "shen", "organ": organ.pk}
    assert "沈听雨" in admin.post("/office/people/enrol/", said, follow=True).text
    person = User.objects.get(username="shen")
    given = {"duty": "clerk", "person": person.pk, "since_on": _today(), "basis": "墨政人〔2026〕2号"}
    assert admin.post(f"/office/organs/{organ.pk}/appoint/", given).status_code == 403
    assert "沈听雨" in security.post(f"/office/organs/{organ.pk}/appoint/", given, follow=True).text
    assert Appointment.objects.filter(person=person, duty="clerk").exists()


def test_duties_that_must_be_apart_are_refused_on_the_form(security, person_with, organ):
    person = person_with("auditor", organ, name="沈听雨")
    given = {"duty": "clerk", "person": person.pk, "since_on": _today()}
    answer = security.post(f"/office/organs/{organ.pk}/appoint/", given)
    assert "不得兼任" in answer.text


def test_the_authority_fills_a_vacancy(browser_of, county, organ, person_with):
    person = person_with(None, county, name="沈听雨")
    authority = browser_of("authority", county)
    assert "secrecy_reviewer" in authority.get(f"/office/organs/{organ.pk}/stand-in/").text
    given = {"duty": "secrecy_reviewer", "person": person.pk, "since_on": _today()}
    assert "代理" in authority.post(f"/office/organs/{organ.pk}/stand-in/", given, follow=True).text


@pytest.mark.parametrize("duty", [code for code in duties() if code != "authority"])
def test_nobody_but_the_authority_fills_it(browser_of, county, organ, duty):
    assert browser_of(duty, county).get(f"/office/organs/{organ.pk}/stand-in/").status_code == 403


def test_the_authority_of_another_place_does_not(browser_of, organ, person_with):
    other = found(
        Organ(slug="tingquan", name="听泉县人民政府", short_name="听泉县", level="county", kind="government"),
        by=SYSTEM,
        at=NOW,
    )
    assert browser_of("authority", other).get(f"/office/organs/{organ.pk}/stand-in/").status_code == 403


def test_a_duty_is_handed_over(security, person_with, organ):
    old, new = person_with("clerk", organ), person_with(None, organ, name="沈听雨")
    held = old.appointments.get()
    said = {"appointment": held.pk, "to": new.pk, "last_on": "2099-01-31"}
    assert "沈听雨" in security.post(f"/office/organs/{organ.pk}/hand-over/", said, follow=True).text


def test_whoever_leaves_a_needed_duty_vacant_must_mean_it(admin, person_with, organ):
    person = person_with("clerk", organ)
    answer = admin.post(f"/office/people/{person.pk}/deactivate/", {"reason": "调离"})
    assert "没有人担任" in answer.text
    said = {"reason": "调离", "leave_vacant": "on"}
    assert "停用" in admin.post(f"/office/people/{person.pk}/deactivate/", said, follow=True).text


def test_one_delegates_only_ones_own_duty(client, person_with, organ):
    head, other = person_with("office_head", organ), person_with(None, organ, name="沈听雨")
    sign_in(client, head)
    assert client.get(f"/office/people/{other.pk}/delegate/").status_code == 403
    said = {
        "appointment": head.appointments.get().pk,
        "to": other.pk,
        "since_on": _today(),
        "last_on": "2099-12-01",
    }
    assert "委托" in client.post(f"/office/people/{head.pk}/delegate/", said, follow=True).text
    given = other.appointments.get()
    assert "收回委托" in client.get(f"/office/people/{head.pk}/").text
    client.post(f"/office/people/{head.pk}/take-back/", {"appointment": given.pk})
    given.refresh_from_db()
    assert given.until_on == localdate()


def test_the_first_page_says_kindly_that_there_is_nothing_and_names_what_is_lacking(browser_of, organ):
    page = browser_of("office_head", organ).get("/office/").text
    assert "现在没有要您办理的事项" in page
    assert "保密审查员" in page
    assert "工作机构负责人" in page


def test_the_list_shows_duties_and_is_filtered_by_them(admin, person_with, organ):
    person_with("clerk", organ, name="沈听雨")
    person_with("publisher", organ, name="陆行舟")
    listed = admin.get("/office/people/results/?duty=clerk").text
    assert "沈听雨" in listed
    assert "陆行舟" not in listed


@pytest.mark.parametrize(
    ("duty", "sees_acts", "sees_sign_ins"),
    [
        ("clerk", False, False),
        ("office_head", True, False),
        ("admin", True, False),
        ("security_admin", True, True),
        ("auditor", True, True),
    ],
)
def test_what_is_told_of_somebody_depends_on_the_duty(
    browser_of, organ, person_with, duty, sees_acts, sees_sign_ins
):
    person = person_with("publisher", organ, name="沈听雨")
    sign_in(Client(), person)
    sheet = browser_of(duty, organ).get(f"/office/people/{person.pk}/").text
    assert ("经过</h3>" in sheet) is sees_acts
    assert ("沈听雨于" in sheet) is sees_sign_ins


def test_colleagues_elsewhere_are_not_named_on_the_sheet_of_an_organ(browser_of, organ, county, person_with):
    admin = person_with("admin", county, name="沈听雨")
    change_contacts(organ, phone="0000-1", by=viewer_for(admin.pk, NOW.date()), at=NOW)
    other = found(
        Organ(slug="tingquan", name="听泉县人民政府", short_name="听泉县", level="county", kind="government"),
        by=SYSTEM,
        at=NOW,
    )
    assert "沈听雨" in browser_of("clerk", organ).get(f"/office/organs/{organ.pk}/").text
    assert "沈听雨" not in browser_of("clerk", other).get(f"/office/organs/{organ.pk}/").text
