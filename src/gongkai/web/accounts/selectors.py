"""Questions about accounts."""

from datetime import datetime
from enum import StrEnum

from axes.models import AccessAttempt
from django.db.models import Sum
from django.http import HttpRequest

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.accounts import account_rules
from gongkai.web.foundations.models import User

from .addresses import place_of
from .models import CodeDevice, Knocking, Sitting, SittingQuerySet


class Owed(StrEnum):
    """What somebody must do about his account before anything else."""

    PASSWORD = "password"
    SECOND_FACTOR = "second_factor"
    CODE = "code"


def has_second_factor(request: HttpRequest) -> bool:
    """Whether whoever asks has shown his second factor since he signed in."""
    return bool(request.sitting and request.sitting.verified_at)


def without_signing(viewer: Viewer) -> Viewer:
    """Somebody as he may act before he has shown his second factor: without the duties under which he would sign."""
    held = tuple(held for held in viewer.held if not held.duty.signs)
    return Viewer(viewer.person, held, viewer.is_system)


def has_device(person: User) -> bool:
    """Whether somebody has set up a second factor."""
    return CodeDevice.objects.filter(user=person, confirmed=True).exists()


def owed(person: User, viewer: Viewer, *, at: datetime, is_verified: bool) -> Owed | None:
    """A new password, or a second factor for whoever signs: to set it up, or to show it. None when nothing is owed.

    `viewer` is the person with all of his duties; `is_verified`, whether he has shown his second factor.
    """
    if person.must_change_password or _has_expired(person, at):
        return Owed.PASSWORD
    if is_verified or not any(held.duty.signs for held in viewer.held):
        return None
    return Owed.CODE if has_device(person) else Owed.SECOND_FACTOR


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


def must_wait(address: str, at: datetime) -> bool:
    """Whether too many wrong passwords have come from somewhere, under whatever names."""
    return Knocking.objects.filter(place=place_of(address), waits_until__gt=at).exists()


def _has_expired(person: User, at: datetime) -> bool:
    expiry = account_rules().expiry
    return expiry is not None and (person.password_set_at is None or person.password_set_at + expiry <= at)
