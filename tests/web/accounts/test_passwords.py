"""Passwords: what they must be, how they change, and who resets them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.web.accounts import actions, selectors
from gongkai.web.accounts.selectors import Owed
from gongkai.web.ledger.models import Event
from gongkai.web.people.selectors import viewer_for
from tests.web.conftest import NOW, PASSWORD

pytestmark = pytest.mark.django_db
PAGE = "/office/account/password/"


@pytest.fixture
def clerk(person_with, organ):
    person = person_with("clerk", organ)
    person.password_set_at = timezone.now()
    person.save()
    return person


@pytest.fixture
def change(clerk):
    def changed(password, **fields):
        fields = {"by": viewer_for(clerk.pk, NOW.date())} | fields
        return actions.change_password(clerk, password, at=timezone.now(), **fields)

    return changed


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Short-2026", "12 个字符"),
        ("onlysmallletters", "2 类"),
        ("password1234", "常见|普通"),
        ("colleague1-2026", "登录名|相似|类似"),
        ("quite-good-2026", None),
        ("汉字与 letters 都可以算", None),
    ],
)
def test_what_a_password_must_be(password, said, change, clerk):
    if said is None:
        assert change(password).check_password(password)
        return
    with pytest.raises(Refused, match=said):
        change(password)
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_none_of_the_last_five(change, clerk):
    for number in range(6):
        change(f"quite-good-{number}")
    for number in range(1, 6):
        with pytest.raises(Refused, match="最近 5 次"):
            change(f"quite-good-{number}")
    change("quite-good-0")
    assert clerk.past_passwords.count() == 5


def test_only_ones_own(change, viewer_of, county):
    with pytest.raises(NotYourOwn):
        change("quite-good-2026", by=viewer_of("security_admin", county))


def test_only_the_machine_sets_one(clerk, viewer_of, county):
    with pytest.raises(NotYourDuty):
        actions.set_password(
            clerk, password="quite-good-2026", by=viewer_of("security_admin", county), at=NOW
        )


@pytest.mark.parametrize(("duty", "may"), [("security_admin", True), ("admin", True), ("authority", False)])
def test_who_resets(duty, may, clerk, viewer_of, county):
    if not may:
        with pytest.raises(NotYourDuty):
            actions.reset_password(clerk, by=viewer_of(duty, county), at=NOW)
        return
    password = actions.reset_password(clerk, by=viewer_of(duty, county), at=NOW)
    clerk.refresh_from_db()
    assert clerk.check_password(password)
    assert selectors.owed(clerk, PUBLIC, at=NOW, is_verified=True) is Owed.PASSWORD
    assert password not in "".join(Event.objects.values_list("body", flat=True))


@pytest.mark.parametrize(
    ("duty", "may"), [("security_admin", False), ("auditor", False), ("admin", True), ("chief_leader", True)]
)
def test_who_keeps_the_roster_does_not_come_by_what_is_apart(duty, may, person_with, viewer_of, county):
    person, admin = person_with(duty, county), viewer_of("admin", county)
    if may:
        assert actions.reset_password(person, by=admin, at=NOW)
        return
    with pytest.raises(Refused, match="请由安全管理员办理"):
        actions.reset_password(person, by=admin, at=NOW)
    actions.reset_password(person, by=viewer_of("security_admin", county), at=NOW)


def test_nobody_resets_his_own(person_with, county):
    security = person_with("security_admin", county)
    with pytest.raises(NotYourOwn):
        actions.reset_password(security, by=viewer_for(security.pk, NOW.date()), at=NOW)


def test_too_old(clerk):
    def owed_after(days):
        at = clerk.password_set_at + timedelta(days=days)
        return selectors.owed(clerk, PUBLIC, at=at, is_verified=True)

    assert owed_after(179) is None
    assert owed_after(180) is Owed.PASSWORD


def test_after_a_reset_nothing_else_first(client, clerk):
    password = actions.reset_password(clerk, by=SYSTEM, at=timezone.now())
    assert client.post("/office/login/", {"username": clerk.username, "password": password}).url == "/office/"
    assert client.get("/office/").url == PAGE
    assert client.get("/office/account/sittings/").url == PAGE
    assert "请先设一个新口令" in client.get(PAGE).content.decode()
    wrong = {"old": password, "new": "quite-good-2026", "again": "quite-good-2027"}
    assert "不一样" in client.post(PAGE, wrong).content.decode()
    assert "现在的口令不正确" in client.post(PAGE, wrong | {"old": "x"}).content.decode()
    answer = client.post(PAGE, {"old": password, "new": "quite-good-2026", "again": "quite-good-2026"})
    assert answer.url == "/office/"
    assert client.get("/office/").status_code == 200


def test_elsewhere_one_is_signed_out(client, clerk):
    elsewhere = Client()
    elsewhere.force_login(clerk)
    client.force_login(clerk)
    client.post(PAGE, {"old": PASSWORD, "new": "quite-good-2026", "again": "quite-good-2026"})
    assert client.get("/office/").status_code == 200
    assert elsewhere.get("/office/").status_code == 302
