"""Failing again and again: what the ledger tells of it has an end, and so have the tries from one address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.lawbook.accounts import account_rules
from gongkai.web.accounts import actions, selectors
from gongkai.web.accounts.addresses import place_of
from gongkai.web.accounts.models import Knocking
from gongkai.web.ledger.models import INSTALLATION, Event
from gongkai.web.ledger.sentences import told_of
from tests.web.conftest import NOW, PASSWORD

pytestmark = pytest.mark.django_db
AT = NOW.replace(minute=0)
MOST = account_rules().noted


def _told():
    return Event.objects.filter(organ_id=INSTALLATION, kind__startswith="accounts.").count()


def _fail(username, number, *, at=AT):
    actions.note_failure(username, address=f"192.0.2.{number}", at=at)


def test_names_that_nobody_has_fill_no_ledger(db):
    for number in range(3 * MOST):
        _fail(f"nobody{number}", number)
    assert _told() == MOST + 1
    last = Event.objects.latest("pk")
    assert last.kind == "accounts.more_unknown_failed"
    assert "不再逐次记录" in told_of(last)
    _fail("nobody", 1, at=AT + timedelta(hours=1))
    assert _told() == MOST + 2


def test_neither_does_one_name_from_many_addresses(person_with, organ):
    clerk, other = person_with("clerk", organ, name="夏禾"), person_with("clerk", organ)
    for number in range(2 * MOST):
        _fail(clerk.username, number)
        actions.note_lock(clerk.username, address=f"192.0.2.{number}", at=AT)
    assert _told() == MOST + 1
    assert "夏禾" in told_of(Event.objects.latest("pk"))
    _fail(other.username, 1)
    assert Event.objects.latest("pk").kind == "accounts.sign_in_failed"


def test_neither_do_wrong_codes(person_with, organ):
    head = person_with("office_head", organ)
    for _ in range(2 * MOST):
        actions.show_code(head, "wrong", at=AT)
    assert _told() == MOST + 1


def test_an_address_that_tries_many_names_waits(client, person_with, organ):
    clerk = person_with("clerk", organ)
    right = {"username": clerk.username, "password": PASSWORD}
    for number in range(account_rules().address_failures):
        assert client.post("/office/login/", right | {"username": f"nobody{number}"}).status_code == 200
    answer = client.post("/office/login/", right)
    assert answer.status_code == 429
    assert "从您所在的网络地址" in answer.text
    assert Event.objects.filter(kind="accounts.place_waits").count() == 1
    assert client.post("/office/login/", right, REMOTE_ADDR="192.0.2.9").status_code == 302
    Knocking.objects.update(waits_until=timezone.now())
    client.post("/office/logout/")
    assert client.post("/office/login/", right).status_code == 302


def test_what_is_long_ago_does_not_count(db):
    most = account_rules().address_failures
    for number in range(most - 1):
        _fail(f"nobody{number}", 7)
    _fail("nobody", 7, at=AT + timedelta(hours=1))
    assert not selectors.must_wait("192.0.2.7", AT + timedelta(hours=1))
    for number in range(most - 1):
        _fail(f"nobody{number}", 7, at=AT + timedelta(hours=1))
    assert selectors.must_wait("192.0.2.7", AT + timedelta(hours=1, minutes=14))
    assert not selectors.must_wait("192.0.2.7", AT + timedelta(hours=1, minutes=15))
    assert not selectors.must_wait("192.0.2.8", AT + timedelta(hours=1))


def test_nobody_waits_for_an_address_that_is_not_known(db):
    for number in range(2 * account_rules().address_failures):
        actions.note_failure(f"nobody{number}", address="", at=AT)
    assert not selectors.must_wait("", AT)
    assert not Knocking.objects.exists()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_one_visitor_is_one_place(address, place):
    assert place_of(address) == place
