"""第二道登录验证: codes from a device that the person carries, and a few on paper for when he has lost it."""

import secrets
from base64 import b32encode
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.crypto import salted_hmac

from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.kernel.problems import Refused, Unreadable
from gongkai.lawbook.accounts import account_rules
from gongkai.web.accounts.models import CodeDevice, End, RecoveryCode, Sitting
from gongkai.web.foundations import sealed
from gongkai.web.foundations.models import User
from gongkai.web.foundations.sealed import Resealed
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.models import INSTALLATION
from gongkai.web.people.selectors import locked

from .rows import end_all, must_be_himself, must_look_after, must_not_have
from .vain import note_in_vain

_DIGITS = 6
_CODE_BYTES = 10  # 80 bits: sixteen letters and figures


class Shown(StrEnum):
    """By what somebody has shown that it is he."""

    DEVICE = "device"
    RECOVERY = "recovery"


def begin_second_factor(person: User) -> CodeDevice:
    """A device that does not count yet: the key is shown until a first code from it is right."""
    device = CodeDevice.objects.filter(user=person, confirmed=False).order_by("pk").first()
    return device or CodeDevice.objects.create(user=person, name="手机验证码", confirmed=False)


def key_in_words(device: CodeDevice) -> str:
    """The key for whoever cannot take a picture: letters and figures in fours."""
    return _in_fours(b32encode(device.bin_key).decode())


def confirm_second_factor(
    person: User, code: str, *, by: Viewer, at: datetime, sitting: Sitting | None = None
) -> list[str]:
    """The first right code makes the device count, in place of an older one. The recovery codes, told only once.

    Whoever has a second factor already must have shown it before he may put another in its place.
    """
    # A wrong code is counted against the device, so it is looked at before the act, which would forget it.
    is_right = _is_right(CodeDevice.objects.filter(user=person, confirmed=False), code)
    with act("accounts.confirm_second_factor", INSTALLATION, by=by, at=at, subject=person) as pen:
        must_be_himself(by, person)
        person = locked(person)
        if not is_right:
            raise Refused("验证码不正确。", "请稍等几秒，核对手机的时间，再输入现在显示的六位数字。")
        _must_have_shown(person, sitting)
        device = begin_second_factor(person)
        CodeDevice.objects.filter(user=person).exclude(pk=device.pk).delete()
        CodeDevice.objects.filter(pk=device.pk).update(confirmed=True)
        if sitting:
            Sitting.objects.filter(pk=sitting.pk).update(verified_at=at)
        pen.note("accounts.second_factor_set", subject=person)
        return _new_codes(person)


def renew_codes(person: User, *, by: Viewer, at: datetime, sitting: Sitting) -> list[str]:
    """New recovery codes in place of the old ones, told only once."""
    with act("accounts.renew_codes", INSTALLATION, by=by, at=at, subject=person) as pen:
        must_be_himself(by, person)
        person = locked(person)
        _must_have_shown(person, sitting)
        pen.note("accounts.codes_renewed", subject=person)
        return _new_codes(person)


def reset_second_factor(person: User, *, by: Viewer, at: datetime) -> None:
    """For somebody who has lost his device and his codes; at the next sign-in he sets up another."""
    with act("accounts.reset_second_factor", INSTALLATION, by=by, at=at, subject=person) as pen:
        person = locked(person)
        pen.duty = must_look_after(by, person)
        must_not_have("accounts.password_reset", by, person)
        CodeDevice.objects.filter(user=person).delete()
        RecoveryCode.objects.filter(person=person).delete()
        pen.note("accounts.second_factor_reset", subject=person)
        end_all(pen, person, End.SECOND_FACTOR, at=at)


def show_code(person: User, code: str, *, at: datetime) -> Shown | None:
    """Whether a code is right: from the device, or an unused one on paper, which is used by this. None: it is not."""
    typed = _plain(code)
    devices = CodeDevice.objects.filter(user=person, confirmed=True)
    if len(typed) == _DIGITS and typed.isdecimal():
        return Shown.DEVICE if _is_right(devices, typed) else _in_vain(person, at)
    unused = RecoveryCode.objects.filter(person=person, digest=_digest(person, typed), used_at=None)
    # One statement: of two that come at once with the same code, one is let in.
    if unused.update(used_at=at):
        return Shown.RECOVERY
    return _in_vain(person, at)


def verify(sitting: Sitting, code: str, *, by: Viewer, at: datetime) -> bool:
    """Somebody who is in already shows his second factor, e.g. as he has become one who signs. Whether it was right."""
    shown = show_code(sitting.person, code, at=at)
    if shown:
        with act("accounts.show_code", INSTALLATION, by=by, at=at, subject=sitting.person) as pen:
            must_be_himself(by, sitting.person)
            Sitting.objects.filter(pk=sitting.pk, ended_at=None).update(verified_at=at)
            pen.note("accounts.code_shown", subject=sitting.person)
    return shown is not None


def reseal(*, at: datetime) -> Resealed:
    """Seal the keys of all devices under the first key; what came of it. They are few: one act."""
    done = kept = unreadable = 0
    with act("accounts.reseal", INSTALLATION, by=SYSTEM, at=at) as pen:
        for device in CodeDevice.objects.select_for_update():
            if sealed.is_under_first_key(device.sealed):
                kept += 1
                continue
            try:
                token = sealed.reseal(device.sealed)
            except Unreadable:
                unreadable += 1
                continue
            CodeDevice.objects.filter(pk=device.pk).update(sealed=token)
            done += 1
        if done:
            pen.note("accounts.resealed", facts={"count": done})
    return Resealed(done, kept, unreadable)


def _is_right(devices, code: str) -> bool:
    """Whether a code is right now. The row is locked: one code lets nobody in twice.

    The library asks the machine's clock itself and cannot be told another moment.
    """
    with transaction.atomic():
        device = devices.select_for_update().order_by("pk").first()
        return device is not None and device.verify_token(_plain(code))


def _in_vain(person: User, at: datetime) -> None:
    with act("accounts.sign_in", INSTALLATION, by=Viewer(), at=at) as pen:
        note_in_vain(pen, "code_failed", person)


def _must_have_shown(person: User, sitting: Sitting | None) -> None:
    has_one = CodeDevice.objects.filter(user=person, confirmed=True).exists()
    if has_one and not (sitting and sitting.verified_at):
        raise Refused("这次登录没有经过第二道验证。", "请退出后重新登录，输入验证码。")


def _new_codes(person: User) -> list[str]:
    codes = [b32encode(secrets.token_bytes(_CODE_BYTES)).decode() for _ in range(account_rules().codes)]
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=_digest(person, code)) for code in codes
    )
    return [_in_fours(code) for code in codes]


def _in_fours(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _plain(code: str) -> str:
    """What was typed, without the marks that only help the eye."""
    return "".join(each for each in code if each.isalnum()).upper()


def _digest(person: User, code: str) -> str:
    return salted_hmac(f"gongkai.recovery.{person.pk}", code, algorithm="sha256").hexdigest()
