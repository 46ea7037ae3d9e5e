"""Coming in: lockout, how long and at how many places, and what the ledger says."""

from datetime import timedelta
from uuid import uuid4

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, NotYourOwn
from gongkai.web.accounts import actions, selectors
from gongkai.web.accounts.models import Sitting
from gongkai.web.accounts.sweeps import tidy
from gongkai.web.ledger.models import INSTALLATION, Event
from gongkai.web.ledger.sentences import told_of
from gongkai.web.outbox.registry import Task
from gongkai.web.people.selectors import viewer_for
from tests.web.conftest import NOW, PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/office/login/"


@pytest.fixture
def clerk(person_with, organ):
    person = person_with("clerk", organ, name="夏禾")
    person.password_set_at = timezone.now()
    person.save()
    return person


@pytest.fixture
def try_in(client, clerk):
    def tried(password=PASSWORD, *, username=clerk.username, client=client, **extra):
        return client.post(LOGIN, {"username": username, "password": password}, **extra)

    return tried


def _kinds() -> list[str]:
    return list(
        Event.objects.filter(organ_id=INSTALLATION, kind__startswith="accounts.")
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def test_in_and_out(client, clerk, try_in):
    assert try_in().url == "/office/"
    assert client.get("/office/").status_code == 200
    assert (
        selectors.sittings_of(clerk, viewer=viewer_for(clerk.pk, NOW.date()), at=timezone.now()).count() == 1
    )
    assert client.post("/office/logout/").url == LOGIN
    assert client.get("/office/").status_code == 302
    assert _kinds() == ["accounts.signed_in", "accounts.signed_out"]
    assert told_of(Event.objects.get(kind="accounts.signed_in")).startswith("夏禾于")


def test_nothing_but_ids_and_hashes_is_noted(clerk, try_in):
    try_in("wrong", REMOTE_ADDR="192.0.2.7")
    try_in("wrong", username="my-secret-password", REMOTE_ADDR="192.0.2.7")
    known, unknown = Event.objects.filter(kind__endswith="sign_in_failed").order_by("pk")
    assert (known.subject_id, unknown.subject_id) == (clerk.pk, None)
    assert "192.0.2.7" not in known.body + unknown.body
    assert "my-secret-password" not in unknown.body


def test_only_to_our_own_pages(client, clerk):
    answer = client.post(
        f"{LOGIN}?next=https://elsewhere.example/", {"username": clerk.username, "password": PASSWORD}
    )
    assert answer.url == "/office/"


def test_locked_after_five_and_open_again_later(clerk, try_in):
    for _ in range(4):
        assert try_in("wrong").status_code == 200
    answer = try_in("wrong")
    assert answer.status_code == 429
    assert "15 分钟后再试" in answer.content.decode()
    assert try_in().status_code == 429  # also with the right one
    assert selectors.is_locked(clerk, timezone.now())
    assert _kinds().count("accounts.locked") == 1
    assert try_in(REMOTE_ADDR="192.0.2.8").status_code == 302  # not from elsewhere
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert not selectors.is_locked(clerk, timezone.now())
    assert try_in().status_code == 302


def test_unlocked_by_the_security_administrator(clerk, try_in, person_with, viewer_of, county):
    for _ in range(5):
        try_in("wrong")
    with pytest.raises(NotYourDuty):
        actions.unlock(clerk, by=viewer_of("admin", county), at=NOW)
    security = person_with("security_admin", county)
    with pytest.raises(NotYourOwn):
        actions.unlock(security, by=viewer_for(security.pk, NOW.date()), at=NOW)
    actions.unlock(clerk, by=viewer_of("security_admin", county), at=NOW)
    assert not selectors.is_locked(clerk, timezone.now())
    assert try_in().status_code == 302
    assert "accounts.unlocked" in _kinds()


@pytest.mark.parametrize(
    ("column", "ago", "said"),
    [
        ("seen_at", timedelta(minutes=31), "长时间没有操作"),
        ("began_at", timedelta(hours=13), "达到最长登录时间"),
    ],
)
def test_a_sitting_that_lasted_too_long(client, clerk, try_in, column, ago, said):
    try_in()
    Sitting.objects.update(**{column: timezone.now() - ago})
    answer = client.get("/office/", follow=True)
    assert answer.redirect_chain[0][0].startswith(LOGIN)
    assert said in answer.content.decode()
    assert Sitting.objects.get().ended_at is not None
    assert _kinds()[-1] == "accounts.sitting_ended"


def test_a_sign_of_life_keeps_it_open(client, clerk, try_in):
    try_in()
    Sitting.objects.update(seen_at=timezone.now() - timedelta(minutes=29))
    assert client.get("/office/").status_code == 200
    assert Sitting.objects.get().seen_at > timezone.now() - timedelta(minutes=1)


def test_the_oldest_of_three_ends(clerk, try_in):
    first, second, third = Client(), Client(), Client()
    for each in (first, second, third):
        try_in(client=each)
    assert first.get("/office/").status_code == 302
    assert second.get("/office/").status_code == third.get("/office/").status_code == 200
    assert Sitting.objects.filter(ended_at=None).count() == 2


def test_one_ends_another_of_ones_own_places(client, clerk, try_in):
    elsewhere = Client()
    try_in(client=elsewhere)
    try_in()
    page = client.get("/office/account/sittings/").content.decode()
    assert "就是这里" in page
    other = Sitting.objects.earliest("began_at")
    client.post(f"/office/account/sittings/{other.pk}/end/")
    assert elsewhere.get("/office/").status_code == 302
    assert client.get("/office/").status_code == 200


def test_nobody_ends_anothers(client, clerk, try_in, person_with, viewer_of, county, organ):
    theirs = actions.sign_in(person_with("clerk", organ), address="", agent="", at=NOW)
    try_in()
    assert client.post(f"/office/account/sittings/{theirs.pk}/end/").status_code == 404
    with pytest.raises(NotYourDuty):
        actions.end_sitting(theirs, by=viewer_of("admin", county), at=NOW)
    actions.end_sitting(theirs, by=viewer_of("security_admin", county), at=NOW)
    theirs.refresh_from_db()
    assert theirs.ended_at == NOW


def test_a_session_without_a_sitting_is_nobody(client, clerk, try_in):
    try_in()
    Sitting.objects.all().delete()
    assert client.get("/office/").status_code == 302


def test_public_pages_ask_nobody_who_he_is(client, db):
    answer = client.get("/")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies


def test_nobody_leaves_a_lasting_cookie(client, clerk, try_in):
    cookie = try_in().cookies["sessionid"]
    assert cookie["max-age"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_behind_a_proxy_only_what_the_proxy_wrote_counts(rf, settings):
    from gongkai.web.accounts.addresses import client_address

    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.7")
    assert client_address(request) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert client_address(request) == "192.0.2.7"
    assert client_address(rf.get("/", HTTP_X_FORWARDED_FOR="nonsense")) == ""


def test_system_may_set_and_reset(clerk):
    actions.set_password(clerk, password="Another-one-2026", by=SYSTEM, at=NOW)
    clerk.refresh_from_db()
    assert clerk.check_password("Another-one-2026")


def test_without_a_duty_only_ones_own_account(client, person_with, organ):
    person = person_with(None, organ)
    person.password_set_at = timezone.now()
    person.save()
    answer = client.post(LOGIN, {"username": person.username, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain == [("/office/account/sittings/", 302)]
    assert "没有担任职责" in answer.content.decode()
    assert client.get(LOGIN).url == "/office/account/sittings/"
    assert client.get("/office/account/").url == "/office/account/sittings/"


def test_a_name_that_nobody_has_is_counted_but_not_kept(try_in):
    for _ in range(5):
        answer = try_in("wrong", username="my-secret-password")
    assert answer.status_code == 429
    assert "my-secret-password" not in "".join(
        AccessAttempt.objects.values_list("username", "post_data").get()
    )
    assert _kinds()[-1] == "accounts.unknown_locked"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge 浏览器，Windows 电脑",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile",
            "Chrome 内核的浏览器，安卓手机或平板",
        ),
        ("", "不明"),
    ],
)
def test_devices_as_people_call_them(agent, device):
    assert Sitting(agent=agent).device == device


def test_what_is_not_kept_for_ever(client, clerk, try_in):
    try_in("wrong")
    try_in()
    task = Task("accounts.tidy", "", {}, timezone.now() + timedelta(days=191), 1, uuid4())
    tidy(task)
    assert not Sitting.objects.exists()
    assert not AccessAttempt.objects.exists()
    assert client.get("/office/").status_code == 302
