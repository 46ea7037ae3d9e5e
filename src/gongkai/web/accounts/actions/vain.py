"""What did not succeed: told in the ledger, but not without end, for anybody can fail as often as he likes."""

from datetime import timedelta

from django.utils.timezone import localdate

from gongkai.lawbook.accounts import account_rules
from gongkai.web.accounts.addresses import place_of
from gongkai.web.accounts.models import Knocking
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import Pen
from gongkai.web.ledger.models import INSTALLATION, Event
from gongkai.web.ledger.registry import digest

_HOUR = timedelta(hours=1)
# What is counted together, and the event that stands for all that come after.
_KNOWN = ("accounts.sign_in_failed", "accounts.locked", "accounts.code_failed")
_UNKNOWN = ("accounts.unknown_sign_in_failed", "accounts.unknown_locked")
_PLACES = ("accounts.place_waits",)
_MORE = {
    _KNOWN: "accounts.more_failed",
    _UNKNOWN: "accounts.more_unknown_failed",
    _PLACES: "accounts.more_places_wait",
}


def note_in_vain(pen: Pen, kind: str, person: User | None, *, address: str = "") -> None:
    """Note a failure, unless so many of them are noted in this hour that one sentence stands for the others.

    Failures of one person's name are counted together, and those of all names that nobody has.
    """
    kind = f"accounts.{kind}"
    alike = next(kinds for kinds in _MORE if kind in kinds)
    hour = pen.at.replace(minute=0, second=0, microsecond=0)
    today = Event.objects.filter(organ_id=INSTALLATION, on=localdate(pen.at))  # the index is by day
    noted = today.filter(at__gte=hour, at__lt=hour + _HOUR)
    if person:
        noted = noted.filter(subject_type=person._meta.label_lower, subject_id=person.pk)
    if noted.filter(kind__in=alike).count() < account_rules().noted:
        pen.note(kind, subject=person, facts={"address": digest(address)} if address else None)
    elif not noted.filter(kind=_MORE[alike]).exists():
        pen.note(_MORE[alike], subject=person)


def count_from(pen: Pen, address: str) -> None:
    """One more wrong password from somewhere; after too many within an hour, it must wait.

    Where no address is known nobody waits: it would be everybody's.
    """
    place = place_of(address)
    if not place:
        return
    rules = account_rules()
    Knocking.objects.get_or_create(place=place, defaults={"since_at": pen.at})
    knocking = Knocking.objects.select_for_update().get(place=place)
    if knocking.since_at + _HOUR <= pen.at:
        knocking.since_at, knocking.failures = pen.at, 0
    knocking.failures += 1
    if knocking.failures >= rules.address_failures:
        knocking.waits_until = pen.at + rules.lockout
        knocking.since_at, knocking.failures = knocking.waits_until, 0
        note_in_vain(pen, "place_waits", None, address=address)
    knocking.save()
