"""What the acts on accounts share."""

from datetime import datetime

from gongkai.kernel.duties import Held, Viewer
from gongkai.kernel.problems import NotYourOwn, Refused
from gongkai.web.accounts.models import End, Sitting
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import Pen
from gongkai.web.ledger.models import INSTALLATION, Event

# He has shown his password and his second factor.
_CAME_IN = ("accounts.signed_in_with_code", "accounts.recovery_code_used", "accounts.code_shown")


def must_be_himself(by: Viewer, person: User) -> None:
    """Raises NotYourOwn when somebody acts on another's account as if it were his."""
    if by.person != person.pk:
        raise NotYourOwn("只能更改自己的登录方式。", "忘记口令或换了手机的，请联系安全管理员。")


def must_look_after(by: Viewer, person: User, *duties: str) -> Held | None:
    """The duty under which somebody looks after another's account, never his own; security_admin if none is named."""
    held = by.must_hold(*(duties or ("security_admin",)), path=person.organ.path if person.organ else "")
    if by.person is not None and by.person == person.pk:
        raise NotYourOwn("不能为自己办理这件事。", "请由另一名管理员办理。")
    return held


def must_not_have(done: str, by: Viewer, person: User) -> None:
    """Raises Refused when somebody has done the other half already: both halves together would let him in as another.

    What was done counts until its owner has come in with both his password and his second factor: then it is his again.
    """
    if by.is_system:
        return
    told = Event.objects.filter(
        organ_id=INSTALLATION, subject_type=person._meta.label_lower, subject_id=person.pk
    )
    came_in = told.filter(kind__in=_CAME_IN).order_by("-pk").values_list("pk", flat=True).first() or 0
    if told.filter(kind=done, person_id=by.person, pk__gt=came_in).exists():
        raise Refused(
            f"{person}的口令和第二道验证，不能都由您重置。",
            "请由另一名管理员办理，或者等本人完整登录一次以后再办。",
        )


def end_all(
    pen: Pen, person: User, because: End, *, at: datetime, keep: Sitting | None = None, most: int = 0
) -> None:
    """Somebody is signed in nowhere any more, but for one place that he keeps, or for the latest few."""
    rows = (
        Sitting.objects.select_for_update().filter(person=person, ended_at=None).order_by("-began_at", "-pk")
    )
    ending = rows.exclude(pk=keep.pk) if keep else rows
    for sitting in list(ending)[most:]:
        end(pen, sitting, because, at=at)


def end_where_he_was(pen: Pen, person: User) -> None:
    """Somebody has left: he is signed in nowhere any more."""
    end_all(pen, person, End.LEFT, at=pen.at)


def end(pen: Pen, sitting: Sitting, because: End, *, at: datetime) -> None:
    """One place at which somebody is signed in is no more."""
    sitting.ended_at, sitting.ended_because = at, because
    sitting.save(update_fields=["ended_at", "ended_because"])
    pen.note(
        "accounts.sitting_ended", subject=sitting.person, facts={"because": because.label}, organ=INSTALLATION
    )
