"""The code by which an applicant asks for his application: tried, renewed at the counter, recovered by telephone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import TypeVar

from django.db import transaction

from gongkai.kernel.duties import SYSTEM, Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.applications.identity import identity_of, plain
from gongkai.web.applications.models import AccessKind, Application, PersonalAccess, WrongTry
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.applications.service.ways import open_ways, way_to
from gongkai.web.foundations import codes
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.models import INSTALLATION
from gongkai.web.ledger.registry import digest
from gongkai.web.ledger.rows import checked
from gongkai.web.ledger.turns import in_turn
from gongkai.web.organs.models import Organ
from gongkai.web.outbox.actions import ask, settle
from gongkai.web.outbox.registry import Task

from .moving import held

_CODE_LENGTH = 10
HOUR = timedelta(hours=1)
# Compared with what is typed where there is no such receipt, so that it takes as long.
_NOBODYS = "0" * 64
SEND_CODE = "applications.send_code"
_LOST = "回执号或者查询码不在手边的，请带身份证件到受理机关换发。"

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Recovery:
    """What becomes of a lost code: sent, if the telephone number is right; or given out at a counter, whose if it is."""

    is_sent_if_right: bool
    counter: Organ | None = None


def new_code() -> str:
    """A code that nobody guesses."""
    return codes.new_code(_CODE_LENGTH)


def opened_with(receipt: str, code: str, *, sender: str, at: datetime) -> Application | None:
    """The application with a receipt number, for whoever has its code; None for everybody else. Raises Refused after too
    many wrong tries.

    `sender` is the place from which somebody tries, of which only a hash is kept for an hour.
    """
    tried = _try(sender, at=at, lost=_LOST)
    row = _of_receipt(receipt)
    is_right = compare_digest(row.code_digest if row else _NOBODYS, digest(plain(code)) or "")
    return _judged(row if is_right else None, tried)


def counted(look: Callable[[], Found | None], *, lost: str, sender: str, at: datetime) -> Found | None:
    """What another code opens; None, and one more wrong try of the place, when it opens nothing. Raises Refused after too
    many of them, with what to do whose code is `lost`."""
    tried = _try(sender, at=at, lost=lost)
    return _judged(look(), tried)


def recover(receipt: str, phone: str, *, sender: str, at: datetime) -> Recovery:
    """凭预留电话找回: send a new code to whoever knows the telephone number that an applicant gave. Raises Refused after
    too many wrong tries; wrong numbers count as wrong codes do.

    Where there is a way to send it, the answer is the same whether the number is right or not.
    """
    tried = _try(sender, at=at, lost=_LOST)
    row = _of_receipt(receipt)
    shown = digest(plain(phone)) or ""
    known = row.applicants.exclude(phone_digest="").values_list("phone_digest", flat=True) if row else []
    # Every one is compared, so that it takes as long whichever fits.
    fitting = [compare_digest(one, shown) for one in known or [_NOBODYS]]
    found = _judged(row if any(fitting) else None, tried)
    if not open_ways():
        return Recovery(is_sent_if_right=False, counter=found.organ if found else None)
    if found is not None:
        with in_turn(), transaction.atomic():  # once an hour: nobody is flooded with codes
            key = f"{found.pk}:{at:%Y%m%d%H}"
            ask(SEND_CODE, {"application": found.pk}, key=key, due_at=at)
    return Recovery(is_sent_if_right=True)


def send_code(task: Task) -> None:
    """Send a new code by the first way that reaches the applicant, and let it open the application from then on."""
    application = Application.objects.select_related("organ").get(pk=task.payload["application"])
    identities = [identity_of(one) for one in application.applicants.filter(purged_on=None)]
    found = next(((one, way) for one in identities if (way := way_to(one))), None)
    if found is None:  # he left no address for any way that is open: the page has named the counter, too
        return
    code, (identity, way) = new_code(), found
    way.send(identity, f"您的申请{application.receipt}的新查询码：{code}。原来的查询码已经失效。", task.mark)
    # Sent before it counts: what fails in between is sent again, and the last one that arrives is the one that opens.
    with act(
        "applications.recover_code", application.organ_id, by=SYSTEM, at=task.at, subject=application
    ) as pen:
        settle(task)
        stored = held(application)
        give_code(stored, code)
        pen.note("applications.code_sent", subject=stored)


def renew_code(application: Application, *, reason: str, by: Viewer, at: datetime) -> str:
    """换发查询码: a new code for somebody who showed at the counter who he is; the old one opens nothing any more. Raises
    Refused."""
    code = new_code()
    with act("applications.renew_code", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        pen.duty = by.must_hold(*HANDLERS, path=stored.organ.path)
        access = accessed(pen, stored, AccessKind.CODE_RENEWED, reason=reason)
        give_code(stored, code)
        pen.save(access, "applications.code_renewed")
    return code


def give_code(application: Application, code: str) -> None:
    """Let this code, and no other, open an application and those that it was split into, inside an act."""
    whole = application.parent_id or application.pk
    Application.objects.filter(pk=whole).update(code_digest=digest(code) or "")
    Application.objects.filter(parent=whole).update(code_digest=digest(code) or "")


def accessed(
    pen: Pen, application: Application, kind: AccessKind, *, reason: str, applicant: int | None = None
) -> PersonalAccess:
    """Why somebody touches what only the applicant knows; not saved. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused("没有写明理由。", "请写明为了办理什么，例如：电话告知补正、核对来人身份。")
    access = PersonalAccess(
        application=application,
        applicant_id=applicant,
        kind=kind,
        reason=" ".join(reason.split()),
        person_id=pen.by.person,
        at=pen.at,
    )
    checked(access)
    return access


def forget_tries(*, at: datetime) -> int:
    """Wrong tries of more than an hour ago count no more; how many they were."""
    return WrongTry.objects.filter(at__lte=at - HOUR).delete()[0]


def _of_receipt(receipt: str) -> Application | None:
    digits = receipt.strip().upper().removeprefix("S")
    if not (digits.isdecimal() and digits.isascii() and len(digits) < 10):
        return None
    return Application.objects.select_related("organ").filter(pk=int(digits)).first()


def _try(sender: str, *, at: datetime, lost: str) -> WrongTry | None:
    """Count a try as a wrong one before it is looked at: of many at the same moment, no more than the most get an answer.
    Where no place is known nobody waits: it would be everybody's. Raises Refused."""
    place = digest(sender)
    if not place:
        return None
    with in_turn():
        tried = WrongTry.objects.create(place=place, at=at)
    lately = WrongTry.objects.filter(place=place, at__gt=at - HOUR, at__lte=at)
    if lately.count() <= portal_limits().wrong_codes:
        return tried
    _take_back(tried)
    raise Refused(
        f"一小时内已经输错{portal_limits().wrong_codes}次，暂停从这里查询。",
        f"请过一小时再试；{lost}",
    )


def _judged(row: Found | None, tried: WrongTry | None) -> Found | None:
    """A right one was no wrong try; the last wrong one closes the place, and that is told once."""
    if tried is None:
        return row
    if row is not None:
        _take_back(tried)
    elif _lately(tried.place, tried.at) == portal_limits().wrong_codes:
        with act("applications.lock_place", INSTALLATION, by=SYSTEM, at=tried.at) as pen:
            pen.note("applications.place_locked", facts={"address": tried.place})
    return row


def _lately(place: str, at: datetime) -> int:
    return WrongTry.objects.filter(place=place, at__gt=at - HOUR).count()


def _take_back(tried: WrongTry) -> None:
    with in_turn():
        tried.delete()
