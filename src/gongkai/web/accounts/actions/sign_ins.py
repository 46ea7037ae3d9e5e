"""Coming in and going out, also in vain."""

from datetime import datetime

from axes.utils import reset

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.accounts import account_rules
from gongkai.web.accounts.models import End, Sitting
from gongkai.web.accounts.selectors import codes_left
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.models import INSTALLATION
from gongkai.web.ledger.registry import digest
from gongkai.web.people.selectors import locked

from .rows import end_all, must_look_after
from .second_factor import Shown
from .vain import count_from, note_in_vain


def sign_in(person: User, *, address: str, agent: str, at: datetime, shown: Shown | None = None) -> Sitting:
    """Somebody has come in; where he was signed in longest ends when he is signed in at too many places."""
    with act("accounts.sign_in", INSTALLATION, by=Viewer(person=person.pk), at=at) as pen:
        person = locked(person)
        end_all(pen, person, End.CROWDED_OUT, at=at, most=account_rules().at_once - 1)
        sitting = Sitting.objects.create(
            person=person,
            began_at=at,
            seen_at=at,
            address=address,
            agent=agent[:200],
            verified_at=at if shown else None,
        )
        facts = {"address": digest(address)}
        if shown is Shown.RECOVERY:
            pen.note(
                "accounts.recovery_code_used", subject=person, facts=facts | {"left": codes_left(person)}
            )
        else:
            kind = "accounts.signed_in_with_code" if shown else "accounts.signed_in"
            pen.note(kind, subject=person, facts=facts)
    return sitting


def sign_out(sitting: Sitting, *, at: datetime) -> None:
    """Somebody has gone out by himself."""
    with act("accounts.sign_out", INSTALLATION, by=Viewer(person=sitting.person_id), at=at) as pen:
        current = Sitting.objects.select_for_update().filter(pk=sitting.pk, ended_at=None).first()
        if current is None:
            return
        current.ended_at, current.ended_because = at, End.SIGNED_OUT
        current.save(update_fields=["ended_at", "ended_because"])
        pen.note("accounts.signed_out", subject=current.person)


def note_failure(username: str, *, address: str, at: datetime) -> None:
    """A password was wrong. What was typed as a name is kept nowhere: it may be a password."""
    with act("accounts.sign_in", INSTALLATION, by=Viewer(), at=at) as pen:
        _note(pen, username, "sign_in_failed", address=address)
        count_from(pen, address)


def note_lock(username: str, *, address: str, at: datetime) -> None:
    """Too many passwords were wrong: for a while nobody comes in under this name from this address."""
    with act("accounts.sign_in", INSTALLATION, by=Viewer(), at=at) as pen:
        _note(pen, username, "locked", address=address)


def unlock(person: User, *, by: Viewer, at: datetime) -> None:
    """解除锁定: failures are forgotten."""
    with act("accounts.unlock", INSTALLATION, by=by, at=at, subject=person) as pen:
        pen.duty = must_look_after(by, person)
        reset(username=person.username)
        pen.note("accounts.unlocked", subject=person)


def _note(pen: Pen, username: str, kind: str, *, address: str) -> None:
    known = User.objects.filter(username=username).first()
    note_in_vain(pen, kind if known else f"unknown_{kind}", known, address=address)
