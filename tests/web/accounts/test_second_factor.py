"""The second factor, with real codes."""

from base64 import b32decode, b32encode
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.web.accounts import actions, selectors
from gongkai.web.accounts.models import CodeDevice, RecoveryCode, Sitting
from gongkai.web.accounts.selectors import Owed
from gongkai.web.ledger.models import Event
from gongkai.web.people.selectors import viewer_for
from tests.web.conftest import NOW, PASSWORD, sign_in

pytestmark = pytest.mark.django_db
LOGIN, CODE, PAGE = "/office/login/", "/office/login/code/", "/office/account/second-factor/"


@pytest.fixture
def leader(person_with, organ):
    person = person_with("chief_leader", organ)
    person.password_set_at = timezone.now()
    person.save()
    return person


@pytest.fixture
def codes(leader):
    """The recovery codes of a leader who has set up his device."""
    code = _now(actions.begin_second_factor(leader))
    by = viewer_for(leader.pk, NOW.date())
    codes = actions.confirm_second_factor(leader, code, by=by, at=timezone.now())
    _forget()
    return codes


def _now(device: CodeDevice) -> str:
    return f"{totp(device.bin_key):06d}"


def _forget() -> None:
    """Let the device take the same code again, so that no test waits for half a minute."""
    CodeDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)


def _owed(person):
    now = timezone.now()
    return selectors.owed(person, viewer_for(person.pk, now.date()), at=now, is_verified=False)


def _enter(client, person):
    return client.post(LOGIN, {"username": person.username, "password": PASSWORD})


def test_who_signs_is_led_to_it(client, leader):
    assert _owed(leader) is Owed.SECOND_FACTOR
    _enter(client, leader)
    assert client.get("/office/").url == PAGE
    page = client.get(PAGE).content.decode()
    assert "<svg" in page
    assert "<script" not in page
    device = CodeDevice.objects.get()
    key = page.partition('account-key">')[2].partition("<")[0]
    assert b32decode(key.replace("-", "")) == device.bin_key
    assert "验证码不正确" in client.post(PAGE, {"code": "000000"}).content.decode()
    _forget()
    shown = client.post(PAGE, {"code": _now(device)}).content.decode()
    assert shown.count("<li><code>") == 10
    assert client.get("/office/").status_code == 200
    assert Sitting.objects.get().verified_at is not None
    assert not any(code in shown for code in RecoveryCode.objects.values_list("digest", flat=True))


def test_a_clerk_need_not(client, person_with, organ):
    clerk = person_with("clerk", organ)
    clerk.password_set_at = timezone.now()
    clerk.save()
    _enter(client, clerk)
    assert client.get("/office/").status_code == 200


def test_both_steps(client, leader, codes):
    assert _enter(client, leader).url.startswith(CODE)
    assert client.get("/office/").status_code == 302  # one step is not in
    assert client.get(CODE).status_code == 200
    answer = client.post(f"{CODE}?next=/office/account/sittings/", {"code": _now(CodeDevice.objects.get())})
    assert answer.url == "/office/account/sittings/"
    assert client.get("/office/").status_code == 200
    assert Event.objects.filter(kind="accounts.signed_in_with_code").count() == 1


def test_the_same_code_lets_nobody_in_twice(client, leader, codes):
    code = _now(CodeDevice.objects.get())
    assert actions.show_code(leader, code, at=NOW) is actions.Shown.DEVICE
    assert actions.show_code(leader, code, at=NOW) is None


def test_a_code_on_paper_once(client, leader, codes):
    _enter(client, leader)
    assert client.post(CODE, {"code": codes[0].lower()}).url == "/office/"
    assert selectors.codes_left(leader) == 9
    client.post("/office/logout/")
    _enter(client, leader)
    assert "验证码不正确" in client.post(CODE, {"code": codes[0]}).content.decode()
    assert Event.objects.filter(kind="accounts.recovery_code_used").count() == 1
    assert Event.objects.filter(kind="accounts.code_failed").count() == 1


def test_guessing_is_slowed_down(leader, codes):
    right = _now(CodeDevice.objects.get())
    wrong = f"{(int(right) + 500_000) % 1_000_000:06d}"
    for _ in range(3):
        assert actions.show_code(leader, wrong, at=NOW) is None
    assert actions.show_code(leader, right, at=NOW) is None  # too soon
    _forget()
    assert actions.show_code(leader, right, at=NOW)


def test_the_second_step_does_not_wait_for_ever(client, leader, codes, monkeypatch):
    _enter(client, leader)
    monkeypatch.setattr("gongkai.web.office.account_views.PATIENCE", -1)
    answer = client.get(CODE, follow=True)
    assert answer.redirect_chain == [(LOGIN, 302)]
    assert "五分钟内" in answer.content.decode()
    assert client.get(CODE).status_code == 302


def test_the_second_step_does_not_outlive_the_password(client, leader, codes, viewer_of, county):
    _enter(client, leader)
    actions.reset_password(leader, by=viewer_of("admin", county), at=timezone.now())
    assert client.post(CODE, {"code": _now(CodeDevice.objects.get())}).url == LOGIN
    assert client.get("/office/").status_code == 302


def test_who_need_not_is_shown_no_other_key_without_his_code(client, person_with, organ):
    clerk = sign_in(client, person_with("clerk", organ))
    Sitting.objects.update(verified_at=None)
    CodeDevice.objects.create(user_id=Sitting.objects.get().person_id, confirmed=True)
    page = clerk.get(PAGE).text
    assert "<svg" not in page
    assert f"{CODE}?next={PAGE}" in page
    assert client.post("/office/account/recovery-codes/").url == PAGE


def test_without_the_code_no_other_device(client, leader, codes):
    client.force_login(leader)  # in, but without the second step
    assert client.get(PAGE).url == CODE
    device = actions.begin_second_factor(leader)
    by = viewer_for(leader.pk, NOW.date())
    with pytest.raises(Refused, match="没有经过第二道验证"):
        actions.confirm_second_factor(
            leader, _now(device), by=by, at=NOW, sitting=Sitting.objects.latest("pk")
        )
    assert client.post("/office/account/recovery-codes/").url == CODE


def test_another_device_in_place_of_the_first(client, leader, codes):
    _enter(client, leader)
    client.post(CODE, {"code": codes[0]})
    client.get(PAGE)
    new = CodeDevice.objects.get(confirmed=False)
    assert "备用码" in client.post(PAGE, {"code": _now(new)}).content.decode()
    assert list(CodeDevice.objects.all()) == [new]
    assert selectors.codes_left(leader) == 10
    renewed = client.post("/office/account/recovery-codes/").content.decode()
    assert renewed.count("<li><code>") == 10


@pytest.mark.parametrize(("duty", "may"), [("security_admin", True), ("admin", False), ("auditor", False)])
def test_who_resets(duty, may, client, leader, codes, viewer_of, county):
    client.force_login(leader)
    if not may:
        with pytest.raises(NotYourDuty):
            actions.reset_second_factor(leader, by=viewer_of(duty, county), at=NOW)
        return
    actions.reset_second_factor(leader, by=viewer_of(duty, county), at=NOW)
    assert not CodeDevice.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert client.get("/office/").status_code == 302
    assert _owed(leader) is Owed.SECOND_FACTOR


def test_nobody_resets_his_own(person_with, county):
    security = person_with("security_admin", county)
    with pytest.raises(NotYourOwn):
        actions.reset_second_factor(security, by=viewer_for(security.pk, NOW.date()), at=NOW)


def test_what_signing_asks(rf, leader):
    request = rf.get("/")
    request.sitting = actions.sign_in(leader, address="", agent="", at=NOW)
    assert not selectors.has_second_factor(request)
    request.sitting = actions.sign_in(leader, address="", agent="", at=NOW, shown=actions.Shown.DEVICE)
    assert selectors.has_second_factor(request)
    request.sitting = None
    assert not selectors.has_second_factor(request)


def test_whoever_has_the_database_shows_nobodys_code(codes, leader):
    device = CodeDevice.objects.get()
    assert device.bin_key.hex() not in str(CodeDevice.objects.values().get())
    assert f"secret={b32encode(device.bin_key).decode()}" in device.config_url
    assert not TOTPDevice.objects.exists()


def test_a_new_key_seals_the_devices_too(codes, leader, settings, capsys):
    key, old = CodeDevice.objects.get().bin_key, settings.DATA_KEYS
    settings.DATA_KEYS = ("a-new-key", *old)
    call_command("reseal")
    assert "重新加密 1 份" in capsys.readouterr().out
    settings.DATA_KEYS = ("a-new-key",)
    assert CodeDevice.objects.get().bin_key == key
    assert actions.show_code(leader, _now(CodeDevice.objects.get()), at=timezone.now()) == "device"
    call_command("reseal")
    assert "原来已经用新密钥加密的 1 份" in capsys.readouterr().out
    assert Event.objects.filter(kind="accounts.resealed").count() == 1
    settings.DATA_KEYS = old
    with pytest.raises(SystemExit):
        call_command("reseal")
    assert "1 份用现有的密钥都打不开" in capsys.readouterr().err


def test_devices_of_before_come_over_and_nobody_sets_his_up_again(leader):
    key = "00112233445566778899aabbccddeeff00112233"
    TOTPDevice.objects.create(user=leader, name="手机", key=key, drift=1, last_t=7)
    move = import_module("gongkai.web.accounts.migrations.0003_keys_come_over")
    move.seal_keys(apps, None)
    device = CodeDevice.objects.get()
    told = (device.user, device.bin_key.hex(), device.drift, device.last_t, device.confirmed)
    assert told == (leader, key, 1, 7, True)
    assert not TOTPDevice.objects.exists()
    move.open_keys(apps, None)
    assert TOTPDevice.objects.get().key == key


def test_wrong_codes_are_slowed_down(codes, leader):
    _forget()
    device = CodeDevice.objects.get()
    right = _now(device)
    assert not device.verify_token("000000" if right != "000000" else "111111")
    assert not CodeDevice.objects.get().verify_token(right)
    _forget()
    assert CodeDevice.objects.get().verify_token(right)
    assert not CodeDevice.objects.get().verify_token(right)
