"""Questions about accounts."""

from datetime import datetime
from enum import StrEnum

from axes.models import AccessAttempt
from django.db.models import Sum
from django.http import HttpRequest
from django.utils.timezone import localdate
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.accounts import account_rules
from gongkai.web.foundations.models import User
from gongkai.web.people.selectors import signs

from .models import Sitting, SittingQuerySet


class Owed(StrEnum):
    """What somebody must do about his account before anything else."""

    PASSWORD = "password"
    SECOND_FACTOR = "second_factor"


def has_second_factor(request: HttpRequest) -> bool:
    """Whether whoever asks has shown his second factor since he signed in; every act of signing asks this."""
    return bool(request.sitting and request.sitting.verified_at)


def has_device(person: User) -> bool:
    """Whether somebody has set up a second factor."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).exists()


def owed(person: User, at: datetime) -> Owed | None:
    """A password that is new or too old, or a second factor for whoever signs; None when nothing is owed."""
    if person.must_change_password or _has_expired(person, at):
        return Owed.PASSWORD
    if signs(person.pk, localdate(at)) and not has_device(person):
        return Owed.SECOND_FACTOR
    return None


def codes_left(person: User) -> int:
    """How many recovery codes somebody still has."""
    return person.recovery_codes.filter(used_at=None).count()


def sittings_of(person: User, *, viewer: Viewer, at: datetime) -> SittingQuerySet:
    """Where somebody is signed in now: only what the viewer may see."""
    return Sitting.objects.visible_to(viewer).open_at(at).filter(person=person)


def is_locked(person: User, at: datetime) -> bool:
    """Whether somebody is shut out, from one address at least, after too many failures."""
    rules = account_rules()
    recent = AccessAttempt.objects.filter(username=person.username, attempt_time__gt=at - rules.lockout)
    counted = recent.values("ip_address").annotate(failures=Sum("failures_since_start"))
    return counted.filter(failures__gte=rules.failures).exists()


def _has_expired(person: User, at: datetime) -> bool:
    expiry = account_rules().expiry
    return expiry is not None and (person.password_set_at is None or person.password_set_at + expiry <= at)
