"""The page on which administrators look after somebody's account."""

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.web.accounts import selectors
from gongkai.web.accounts.models import CodeDevice
from gongkai.web.ledger.models import Event
from tests.web.conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(person_with, organ):
    return person_with("clerk", organ, name="夏禾")


@pytest.fixture
def page(clerk):
    return f"/office/account/of/{clerk.pk}/"


@pytest.fixture
def security(client, person_with, county):
    sign_in(client, person_with("security_admin", county))
    return client


def test_a_new_password_is_shown_once(security, clerk, page):
    shown = security.post(page, {"act": "reset_password"}).content.decode()
    password = shown.partition('account-key">')[2].partition("<")[0]
    clerk.refresh_from_db()
    assert clerk.check_password(password)
    assert clerk.must_change_password
    assert password not in security.get(page).content.decode()


def test_the_same_page_sent_again_does_not_make_the_password_void(security, clerk, page):
    seen = security.get(page).text.partition('name="seen" value="')[2].partition('"')[0]
    data = {"act": "reset_password", "seen": seen}
    password = security.post(page, data).text.partition('account-key">')[2].partition("<")[0]
    assert "没有再次重设" in security.post(page, data, follow=True).text
    clerk.refresh_from_db()
    assert clerk.check_password(password)


def test_unlocked(security, clerk, page):
    for _ in range(5):
        Client().post("/office/login/", {"username": clerk.username, "password": "wrong"})
    assert "锁定" in security.get(page).content.decode()
    assert security.post(page, {"act": "unlock"}).url == page
    assert not selectors.is_locked(clerk, timezone.now())


def test_the_second_factor_is_reset(security, clerk, page):
    CodeDevice.objects.create(user=clerk, confirmed=True)
    assert security.post(page, {"act": "reset_second_factor"}).url == page
    assert not selectors.has_device(clerk)
    assert security.post(page, {"act": "something"}).status_code == 404


def test_his_sign_ins_are_ended(security, clerk, page):
    elsewhere = sign_in(Client(), clerk)
    assert "结束他的登录" in security.get(page).text
    assert security.post(page, {"act": "end_sittings"}).url == page
    assert elsewhere.get("/office/").status_code == 302
    told = Event.objects.get(kind="accounts.sitting_ended")
    assert (told.subject_id, told.duty) == (clerk.pk, "security_admin")
    assert "结束他的登录" not in security.get(page).text


def test_the_administrator_sees_to_the_password_alone(client, person_with, county, clerk, page):
    CodeDevice.objects.create(user=clerk, confirmed=True)
    sign_in(Client(), clerk)
    for _ in range(5):
        Client().post("/office/login/", {"username": clerk.username, "password": "wrong"})
    sign_in(client, person_with("admin", county))
    shown = client.get(page).text
    assert "重置口令" in shown
    assert not any(word in shown for word in ("重置第二道验证", "解除锁定", "结束他的登录", "正在登录"))
    assert page in client.get(f"/office/people/{clerk.pk}/").text
    client.post(page, {"act": "reset_second_factor"})
    client.post(page, {"act": "unlock"})
    assert selectors.has_device(clerk)
    assert selectors.is_locked(clerk, timezone.now())
    assert "新口令" in client.post(page, {"act": "reset_password"}).text


@pytest.mark.parametrize("duty", ["authority", "auditor", "chief_leader", "clerk"])
def test_nobody_else(client, person_with, county, page, duty):
    sign_in(client, person_with(duty, county))
    assert client.get(page).status_code == 403


def test_not_for_oneself_nor_above(client, person_with, county, organ):
    security, above = person_with("security_admin", organ), person_with("clerk", county)
    sign_in(client, security)
    assert client.get(f"/office/account/of/{security.pk}/").status_code == 404
    assert client.post(f"/office/account/of/{above.pk}/", {"act": "reset_password"}).status_code == 404
    above.refresh_from_db()
    assert above.check_password(PASSWORD)
