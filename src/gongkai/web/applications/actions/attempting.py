"""送达经过: the rows that tell by which ways a letter was sent, inside the acts that send it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from django.utils.timezone import localdate

from gongkai.kernel.problems import Refused
from gongkai.lawbook.service import service_law
from gongkai.web.applications.identity import identity_of, masked_address, masked_email, masked_phone
from gongkai.web.applications.models import (
    Application,
    Attempt,
    Delivery,
    PaperKind,
    ReleaseNotice,
    Service,
)
from gongkai.web.applications.papers import add_paper
from gongkai.web.applications.service import served
from gongkai.web.applications.service.served import Carried
from gongkai.web.ledger.actions import Pen
from gongkai.web.ledger.rows import checked

_TRACKING = re.compile(r"[A-Z0-9]{9,20}")
_ONLINE = "网上“我的申请”页面"
# What has arrived with being sent; the others arrive later, or come back.
_AT_ONCE = (Service.DIRECT, Service.SPOT, Service.ELECTRONIC)


class Way(TypedDict, total=False):
    """How a letter goes out, as those say it who send it; see Sent. `service` and `on` are always told."""

    service: str
    on: date
    tracking_no: str
    address: str
    sent_at: datetime | None
    unsealed_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How a letter went out: with the post under a number, electronically at a moment to an address, or from hand to hand;
    and why without a seal, where it bears none."""

    service: str
    on: date
    tracking_no: str = ""
    address: str = ""
    sent_at: datetime | None = None
    unsealed_because: str = ""

    @property
    def served_on(self) -> date | None:
        """The day on which it has arrived, where that is the same."""
        return self.on if self.service in _AT_ONCE else None


def begin(pen: Pen, carried: Carried, sent: Sent, *, place: str = "") -> Attempt:
    """Write down that a letter goes out. Raises Refused when its way lacks what proves it."""
    application, is_announced = served.application_of(carried), sent.service == Service.ANNOUNCEMENT
    if sent.service == Service.ELECTRONIC:
        place = _masked(carried, sent.address)
    elif sent.service == Service.POST:
        place = masked_address(sent.address.strip())
    row = Attempt(
        application=application,
        way=sent.service,
        on=sent.on,
        sent_at=_moment(sent, at=pen.at),
        tracking_no=tracked(sent.service, sent.tracking_no),
        unsealed_because="" if served.sealing_of(carried) else sent.unsealed_because.strip(),
        place=place.strip(),
        counts_on=service_law().announcement.counts_on(sent.on) if is_announced else None,
        arrived_on=sent.served_on,
        **{served.field_of(carried): carried},
    )
    checked(row)
    pen.save(row, "applications.sent_out")
    return row


def must_be_sealed(carried: Carried, sent: Sent) -> None:
    """Nothing goes out for the first time without its seal, unless it is said why. Raises Refused."""
    if served.sealing_of(carried) is None and not sent.unsealed_because.strip():
        raise Refused(
            f"{served.kind_of(carried)}没有登记用印，也没有写明为什么没有用印。",
            "请先用印并登记，再送达；确实来不及用印的，写明原因。署有机关名称的公文应当盖章（党政机关公文处理工作条例第九条第（十三）项）。",
        )


def arrive(pen: Pen, attempt: Attempt, *, on: date) -> None:
    """It arrived, or counts as having arrived. Raises Refused before it can."""
    if attempt.failed_on is not None:
        raise Refused("最近一次送达没有送到。", "请再次送达；别的方式都送不到的，可以公告。")
    if on < attempt.on:
        raise Refused("签收日期早于送出的日期。", "请核对日期。")
    if attempt.counts_on is not None and on != attempt.counts_on:
        raise Refused(
            f"公告送达的，{attempt.counts_on:%Y年%-m月%-d日}视为送达，不是别的日期。",
            f"请在那一天或者以后，按那一天登记（{service_law().announcement.article}）。",
        )
    attempt.arrived_on = attempt.arrived_on or on
    pen.save(attempt, "applications.arrived_there")


def come_back(pen: Pen, attempt: Attempt, *, on: date, reason: str) -> None:
    """It did not arrive. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused("没有写明为什么没有送到。", "请照退件上写的，或者上门的情况写。")
    if on < attempt.on:
        raise Refused("退回的日期早于送出的日期。", "请核对日期。")
    attempt.failed_on, attempt.failed_because = on, reason.strip()
    checked(attempt)
    pen.save(attempt, "applications.came_back")


def prove(pen: Pen, attempt: Attempt | None, carried: Carried, *, name: str, scan: bytes) -> None:
    """File what proves an attempt; of what was sent before there were such rows it lies with the letter alone."""
    application, on = served.application_of(carried), localdate(pen.at)
    reply = served.reply_of(carried)
    paper = add_paper(pen, application, kind=PaperKind.SERVICE, name=name, data=scan, on=on, reply=reply)
    if attempt is not None:
        attempt.proof = paper
        pen.save(attempt, "applications.service_proven")


def last_known(carried: Carried) -> Attempt | None:
    """The last attempt; of what was sent before there were such rows, one that says so, not saved."""
    known = served.known_of(carried)
    return known[-1] if known else None


def tracked(service: str, tracking_no: str) -> str:
    """The number under which the post carries it; other ways have none. Raises Refused."""
    number = "".join(tracking_no.split()).upper()
    if service != Service.POST:
        return ""
    if not _TRACKING.fullmatch(number):
        raise Refused("没有写邮件号，或者邮件号不对。", "邮寄须通过邮政企业，请写明 EMS 或者挂号信的邮件号。")
    return number


def _moment(sent: Sent, *, at: datetime) -> datetime | None:
    """When an electronic letter was sent; today without a word of it, now. Raises Refused."""
    if sent.service != Service.ELECTRONIC:
        return None
    moment = sent.sent_at or (at if sent.on == localdate(at) else None)
    if moment is None or localdate(moment) != sent.on or moment > at:
        raise Refused(
            "没有写明发送成功的时间，或者时间不在送达的那一天。", "请照发送记录写明几点几分发送成功。"
        )
    return moment


def _masked(carried: Carried, address: str) -> str:
    """Where an electronic letter went, as the file may say it: by what the applicant gave, unless another is named."""
    said = address.strip()
    if said:
        return masked_email(said) if "@" in said else masked_phone(said)
    if isinstance(carried, ReleaseNotice):
        return masked_email(identity_of(carried.consultation).email)
    return _of_applicant(served.application_of(carried))


def _of_applicant(application: Application) -> str:
    if application.delivery == Delivery.ONLINE:
        return _ONLINE
    emails = (identity_of(one).email for one in application.applicants.order_by("order"))
    return masked_email(next(filter(None, emails), "")) or _ONLINE
