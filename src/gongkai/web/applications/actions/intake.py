"""Taking an application in: from the portal, at the counter, by post, by fax, by mail."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.deadlines import clock_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.applications.application_form import (
    Applied,
    Enclosed,
    Wanted,
    faults,
    lacking,
    must_be_sound,
    tidied,
)
from gongkai.web.applications.identity import Identity, written
from gongkai.web.applications.models import Applicant, Application, Channel, ConfirmMethod
from gongkai.web.applications.papers import add_paper
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.registry import digest
from gongkai.web.ledger.rows import checked
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import responsible_on

from .codes import new_code
from .moving import follow, happen, held

__all__ = (
    "Applied",
    "Enclosed",
    "Identity",
    "TakenIn",
    "Wanted",
    "apply",
    "confirm",
    "is_confirmed_by_receipt",
    "numbered",
)

# Where handing it in is receiving it (Art. 31): the counter, and post that is signed for.
_AT_ONCE = {Channel.IN_PERSON, Channel.MAIL_SIGNED}
# What goes over a wire to somebody who left a number or an address for it.
_OVER_A_WIRE = {ConfirmMethod.TELEPHONE, ConfirmMethod.SMS, ConfirmMethod.EMAIL}
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What the applicant takes away: the application with its receipt, and the code by which he asks for it."""

    application: Application
    code: str = field(repr=False)


def apply(
    applied: Applied, *, by: Viewer, at: datetime, arrived_on: date | None = None, sender: str = ""
) -> TakenIn:
    """提交、登记申请: take it in, and receive it where handing it in is receiving it. Raises Refused.

    `arrived_on` is the day on which a letter arrived; today without one. `sender` is the network address that a visitor
    comes from; only a hash of it with the day is kept.
    """
    applied, on, code = tidied(applied), arrived_on or localdate(at), new_code()
    must_be_sound([*faults(applied), *(lacking(applied) if by == PUBLIC else ())])
    origin = (digest(f"{localdate(at)} {sender}") or "") if sender else ""
    if by == PUBLIC:
        _must_not_flood(origin, at)  # before the act: whoever floods us does not get to write even a refusal
    with act("applications.apply", applied.organ.pk, by=by, at=at) as pen:
        _must_be_taken_here(applied, by, on)
        application = _entered(pen, applied, code, origin)
        _identified(pen, application, applied)
        happen(pen, application, CaseEvent(kind=Happened.ARRIVED, on=on))
        for paper in applied.papers:
            add_paper(pen, application, kind=paper.kind, name=paper.name, data=paper.data, on=on)
        if method := _agreed_at_once(applied, by):
            numbered(application, on=on, method=method, by=by)
            follow(pen, application, CaseEvent(kind=Happened.RECEIVED, on=on))
    return TakenIn(application, code)


def confirm(
    application: Application, *, on: date, method: str = "", reason: str = "", by: Viewer, at: datetime
) -> Application:
    """确认收到: both sides are agreed that it is there; this day is the day of receipt (Art. 31). Raises Refused.

    Without a `method` it was done by telephone, of an oral application face to face. Whoever left neither telephone nor
    e-mail is found in some other way, which the reason tells.
    """
    with act("applications.confirm", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        chosen = method or _usual_method(stored)
        _must_be_agreed(stored, on=on, method=chosen, reason=reason)
        numbered(stored, on=on, method=chosen, by=by)
        happen(pen, stored, CaseEvent(kind=Happened.RECEIVED, on=on, reason=reason.strip()))
    return stored


def is_confirmed_by_receipt(applied: Applied) -> bool:
    """Whether the receipt that the portal gives confirms both sides, so that the day of submission is that of receipt."""
    return applied.channel == Channel.INTERNET and settings.PORTAL_RECEIPT_CONFIRMS


def numbered(application: Application, *, on: date, method: str, by: Viewer) -> Application:
    """A held application that is received now, with its number and how both sides came to agree; not saved."""
    application.confirm_method, application.confirmed_by_id = method, by.person
    application.year, application.serial = on.year, _next_serial(application.organ_id, on.year)
    return application


def _agreed_at_once(applied: Applied, by: Viewer) -> ConfirmMethod | None:
    """How both sides are agreed the moment it is handed in; None where they must still be."""
    if applied.channel in _AT_ONCE:
        return ConfirmMethod.HANDED_OVER
    # What a colleague copies from another platform was confirmed to nobody here.
    if is_confirmed_by_receipt(applied) and by.person is None:
        return ConfirmMethod.RECEIPT
    return None


def _usual_method(application: Application) -> ConfirmMethod:
    return ConfirmMethod.IN_PERSON if application.channel == Channel.ORAL else ConfirmMethod.TELEPHONE


def _can_be_asked(application: Application) -> bool:
    """Whether the applicant left a telephone or an e-mail address, or stands there himself."""
    return application.channel == Channel.ORAL or application.applicants.exclude(masked_contact="").exists()


def _must_be_agreed(application: Application, *, on: date, method: str, reason: str) -> None:
    """How the applicant was spoken to, not before it had arrived, and in a way that he left. Raises Refused."""
    if method not in ConfirmMethod.values or method in (ConfirmMethod.RECEIPT, ConfirmMethod.HANDED_OVER):
        raise Refused("没有写明怎样与申请人确认。", "请选择当面、电话、短信、电子邮件或者回信确认。")
    arrived = application.happenings.filter(kind=Happened.ARRIVED).values_list("on", flat=True).first()
    if arrived and on < arrived:
        raise Refused(f"申请在{day(arrived)}才送到。", "确认收到的日期不能早于送到的日期，请核对。")
    if _can_be_asked(application):
        return
    if method in _OVER_A_WIRE:
        raise Refused(
            "申请人没有留电话和电子邮箱，不能这样确认。",
            "请先登记保留；与申请人取得联系以后，选择当面或者回信确认，并写明怎样联系上的。",
        )
    if not reason.strip():
        raise Refused(
            "申请人没有留电话和电子邮箱，还没有写明怎样与他取得联系。", "请在理由中写明怎样联系上的。"
        )


def _must_be_taken_here(applied: Applied, by: Viewer, on: date) -> None:
    """To an organ that exists, in a way that is open to whoever hands it in, under the law in force. Raises Refused."""
    organ = Organ.objects.get(pk=applied.organ.pk)
    if not organ.is_active:
        names = "、".join(one.name for one in responsible_on(organ, on) if one.is_active)
        advice = f"请向承接其职能的{names}提出。" if names else "请向其上级机关询问由谁承接其职能。"
        raise Refused(f"{organ}已经合并或者撤销，不再收申请。", advice)
    if by == PUBLIC and applied.channel != Channel.INTERNET:
        raise Refused("在网上只能提交网上申请。", "当面、邮寄等方式，请见该机关的申请方式。")
    law = clock_law().deadlines
    if on < law.earliest_on:
        raise Refused(
            f"{day(on)}送到的申请适用修订以前的条例，这里不登记。",
            f"修订后的条例自{day(law.earliest_on)}起施行（{law.earliest_article}），请核对送到的日期。",
        )


def _must_not_flood(origin: str, at: datetime) -> None:
    lately = Application.objects.filter(
        submitted_at__gt=at - HOUR, submitted_at__lte=at, channel=Channel.INTERNET
    )
    counted = lately.aggregate(together=Count("pk"), here=Count("pk", filter=Q(sender=origin)))
    limits = portal_limits()
    if origin and counted["here"] >= limits.from_one:
        raise Refused(
            f"一小时内已经从您所在的地方收到{limits.from_one}件申请。",
            "请过一小时再提交，或者当面、邮寄提出；您填写的内容没有丢。",
        )
    if counted["together"] >= limits.together:
        raise Refused("现在提交的人太多。", "请过一会儿再试，或者当面、邮寄提出；您填写的内容没有丢。")


def _entered(pen: Pen, applied: Applied, code: str, origin: str) -> Application:
    wanted = applied.wanted
    application = Application(
        organ=applied.organ,
        channel=applied.channel,
        submitted_at=pen.at,
        kind=applied.kinds[0],
        title=wanted.title,
        doc_no=wanted.doc_no,
        wanted=wanted.wanted,
        supply_form=wanted.supply_form,
        delivery=wanted.delivery,
        needs_help=wanted.needs_help,
        filled_by_id=pen.by.person if applied.channel == Channel.ORAL else None,
        code_digest=digest(code) or "",
        sender=origin,
        state=case_lifecycle().start.code,
    )
    # The organ was just read; what is only known when it is received, the database holds to its constraints.
    checked(application, but={"organ", "received_on", "concluded_on"})
    pen.save(application, "applications.entered")
    return application


def _identified(pen: Pen, application: Application, applied: Applied) -> None:
    for order, (kind, identity) in enumerate(zip(applied.kinds, applied.identities, strict=True)):
        applicant = written(Applicant(application=application, order=order, kind=kind), identity)
        pen.save(applicant, "applications.applicant_entered")


def _next_serial(organ: int, year: int) -> int:
    """The next number of the organ's register; the organ's chain is locked until the act ends, so no two are alike."""
    Organ.objects.select_for_update().get(pk=organ)
    used = Application.objects.filter(organ=organ, year=year).aggregate(last=Max("serial"))["last"]
    return (used or 0) + 1
