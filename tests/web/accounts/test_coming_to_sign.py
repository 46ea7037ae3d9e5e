"""Whoever comes to a duty under which he signs while he is signed in: nobody signs with a password alone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_otp.oath import totp

from gongkai.kernel.duties import SYSTEM
from gongkai.web.accounts.models import CodeDevice, Sitting
from gongkai.web.ledger.models import Event
from gongkai.web.people import actions as people
from tests.web.conftest import LONG_AGO, NOW, PASSWORD, sign_in

pytestmark = pytest.mark.django_db
CODE, PAGE = "/office/login/code/", "/office/account/second-factor/"


@pytest.fixture
def clerk(person_with, organ):
    person = person_with("clerk", organ)
    person.password_set_at = timezone.now()
    person.save()
    return person


@pytest.fixture
def window(clerk):
    """His browser, in which he has shown his password alone."""
    client = Client()
    client.post("/office/login/", {"username": clerk.username, "password": PASSWORD})
    assert client.get("/office/").status_code == 200
    return client


@pytest.fixture
def promoted(window, clerk, organ):
    """The same browser, when meanwhile he has come to a duty under which he signs."""
    people.appoint(clerk, "office_head", organ=organ, since_on=LONG_AGO, by=SYSTEM, at=NOW)
    return window


@pytest.fixture
def propose(printed):
    def proposed(client):
        address = f"/office/annual-reports/{printed.pk}/propose-expunge/"
        return client.post(address, {"reason": "ordered", "article": "个人信息保护法第四十七条"})

    return proposed


def _signed():
    return Event.objects.filter(kind="ledger.expunge_proposed").exists()


def _code(device):
    return f"{totp(device.bin_key):06d}"


def test_he_sets_up_his_second_factor_first(promoted, propose):
    assert propose(promoted).url == PAGE
    assert promoted.get("/office/").url == PAGE
    assert "请先设置" in promoted.get(PAGE).text
    assert not _signed()
    promoted.post(PAGE, {"code": _code(CodeDevice.objects.get())})
    assert promoted.get("/office/").status_code == 200
    propose(promoted)
    assert _signed()


def test_he_shows_the_one_that_he_has(promoted, propose, clerk):
    device = CodeDevice.objects.create(user=clerk, confirmed=True)
    assert propose(promoted).url == CODE
    assert promoted.get(PAGE).url == CODE
    page = promoted.get(CODE).text
    assert "验证并继续" in page
    assert "换一个登录名" not in page
    assert "验证码不正确" in promoted.post(CODE, {"code": "ABCD"}).text
    assert not _signed()
    assert promoted.post(CODE, {"code": _code(device)}).url == "/office/"
    assert Sitting.objects.get().verified_at
    assert Event.objects.filter(kind="accounts.code_shown").count() == 1
    assert promoted.get(CODE).url == PAGE
    propose(promoted)
    assert _signed()


def test_outside_the_office_he_holds_only_what_he_need_not_sign(promoted, rf, clerk):
    from gongkai.web.accounts.middleware import Sittings

    request = rf.get("/")
    request.user, request.session = clerk, promoted.session
    seen = []
    Sittings(seen.append)(request)
    assert {held.duty.code for held in seen[0].viewer.held} == {"clerk"}
    Sitting.objects.update(verified_at=timezone.now())
    Sittings(seen.append)(request)
    assert {held.duty.code for held in seen[1].viewer.held} == {"clerk", "office_head"}


def test_a_password_that_must_be_changed_comes_first(promoted, clerk):
    type(clerk).objects.filter(pk=clerk.pk).update(must_change_password=True)
    assert promoted.get("/office/").url == "/office/account/password/"


@pytest.mark.parametrize("duty", ["clerk", "office_head"])
def test_who_owes_nothing_costs_no_question_more(duty, person_with, organ):
    client = sign_in(Client(), person_with(duty, organ))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get("/office/account/sittings/").status_code == 200
    tables = [query["sql"] for query in asked.captured_queries]
    assert not any("accounts_codedevice" in sql for sql in tables)
    assert sum("people_appointment" in sql for sql in tables) <= 1
