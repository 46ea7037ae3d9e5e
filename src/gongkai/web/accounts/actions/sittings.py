"""Where people are signed in: seen, expired, ended."""

from datetime import datetime, timedelta

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.accounts import account_rules
from gongkai.web.accounts.models import End, Sitting
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.models import INSTALLATION

from .rows import end, must_look_after

# Writing at each request would make every reader a writer.
_SELDOM = timedelta(minutes=1)


def see(sitting: Sitting, *, at: datetime) -> None:
    """A sign of life; it tells nothing to the ledger."""
    if at - sitting.seen_at >= _SELDOM:
        Sitting.objects.filter(pk=sitting.pk, ended_at=None).update(seen_at=at)
        sitting.seen_at = at


def expire(sitting: Sitting, *, at: datetime) -> Sitting:
    """It lasted too long, or nothing was done for too long."""
    because = End.TOO_LONG if sitting.began_at + account_rules().longest <= at else End.IDLE
    with act("accounts.expire", INSTALLATION, by=Viewer(person=sitting.person_id), at=at) as pen:
        sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
        if sitting.ended_at is None:
            end(pen, sitting, because, at=at)
    return sitting


def end_sitting(sitting: Sitting, *, by: Viewer, at: datetime) -> None:
    """One of the places at which somebody is signed in: by himself, or by the security administrator."""
    with act("accounts.end_sitting", INSTALLATION, by=by, at=at, subject=sitting.person) as pen:
        if by.person != sitting.person_id:
            pen.duty = must_look_after(by, sitting.person)
        if current := Sitting.objects.select_for_update().filter(pk=sitting.pk, ended_at=None).first():
            end(pen, current, End.TAKEN_BACK, at=at)
