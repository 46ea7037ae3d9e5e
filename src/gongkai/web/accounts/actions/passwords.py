"""Passwords: changed by their owner, set on the machine itself, reset by an administrator."""

import secrets
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from gongkai.kernel.duties import Held, Viewer
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.lawbook.accounts import account_rules
from gongkai.web.accounts.models import End, PastPassword, Sitting
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.models import INSTALLATION
from gongkai.web.people.selectors import locked, viewer_for

from .rows import end_all, must_be_himself, must_look_after, must_not_have

# Without letters and figures that look alike: it is read out over the telephone.
_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def change_password(
    person: User, password: str, *, by: Viewer, at: datetime, keep: Sitting | None = None
) -> User:
    """One's own; everywhere else one is signed out."""
    with act("accounts.change_password", INSTALLATION, by=by, at=at, subject=person) as pen:
        must_be_himself(by, person)
        person = locked(person)
        must_keep_the_rules(password, person)
        _keep(person, make_password(password), at=at, must_change=False)
        pen.note("accounts.password_changed", subject=person)
        end_all(pen, person, End.PASSWORD, at=at, keep=keep)
    return person


def set_password(*people: User, password: str, by: Viewer, at: datetime) -> None:
    """By whoever runs the machine: the first people of an installation; in the demo one password for everybody."""
    with act("accounts.set_password", INSTALLATION, by=by, at=at) as pen:
        if not by.is_system:
            raise NotYourDuty(())
        encoded = make_password(password)  # slow on purpose: once, however many they are
        for person in map(locked, people):
            must_keep_the_rules(password, person)
            _keep(person, encoded, at=at, must_change=False)
            pen.note("accounts.password_set", subject=person)
            end_all(pen, person, End.PASSWORD, at=at)


def reset_password(person: User, *, by: Viewer, at: datetime) -> str:
    """A password made by chance, told once, good for one sign-in: then its owner must change it."""
    password = "".join(secrets.choice(_ALPHABET) for _ in range(max(account_rules().length, 16)))
    with act("accounts.reset_password", INSTALLATION, by=by, at=at, subject=person) as pen:
        person = locked(person)
        pen.duty = must_look_after(by, person, "security_admin", "admin")
        _must_not_come_by_what_is_apart(pen.duty, person, on=localdate(at))
        must_not_have("accounts.second_factor_reset", by, person)
        _keep(person, make_password(password), at=at, must_change=True)
        pen.note("accounts.password_reset", subject=person)
        end_all(pen, person, End.PASSWORD, at=at)
    return password


def must_keep_the_rules(password: str, person: User) -> None:
    """Raises Refused with all that is wrong with a password for somebody, who need not be enrolled yet."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused("".join(error.messages), "请另设一个口令。") from error


def _must_not_come_by_what_is_apart(held: Held | None, person: User, *, on: date) -> None:
    """Who keeps the roster gives no duties, so he does not set the password of whoever gives them, or watches him."""
    if held is None or held.duty.code == "security_admin":
        return
    for other in viewer_for(person.pk, on).held:
        if held.duty.is_apart_from(other.duty):
            raise Refused(
                f"{person}担任{other.duty.name}，{held.duty.name}不能重置他的口令。", "请由安全管理员办理。"
            )


def _keep(person: User, encoded: str, *, at: datetime, must_change: bool) -> None:
    """The new password with its history; what lies further back than the rule asks for is forgotten."""
    person.password, person.password_set_at, person.must_change_password = encoded, at, must_change
    person.save(update_fields=["password", "password_set_at", "must_change_password"])
    PastPassword.objects.create(person=person, hash=encoded, set_at=at)
    kept = person.past_passwords.values_list("pk", flat=True)[: account_rules().not_the_last]
    person.past_passwords.exclude(pk__in=list(kept)).delete()
