"""信息处理费: reckoned from what the applicant has asked for in the month, billed by somebody else, paid to the treasury."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.duties import Part, Step, Viewer, must_be_apart
from gongkai.kernel.fees import (
    Fee,
    fee_by_item,
    fee_by_volume,
    in_month_before,
    must_be_chargeable,
    notice_lines,
)
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.lawbook.fees import fee_law
from gongkai.web.applications.letters.known import Around
from gongkai.web.applications.models import Applicant, Application, FeeMethod, FeeNotice
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked
from gongkai.web.ledger.sentences import day

from .lettering import Letters, send
from .moving import clock_of, held, move_of
from .steps import must_be_offered, take

PROPOSERS = ("clerk", "office_head")
_WRITTEN_HERE = ("amount", "lines", "approved_by")


def propose_fee(
    application: Application, *, method: str, quantity: int, by: Viewer, at: datetime
) -> FeeNotice:
    """提出收费: by item or by volume; proposed anew, the earlier proposal is replaced while no notice went out."""
    with act("applications.propose_fee", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        pen.duty = by.must_hold(*PROPOSERS, path=stored.organ.path)
        if by.person is None:
            raise NotYourDuty(PROPOSERS)
        must_be_offered(stored, "notice_fee", on=localdate(at))
        fee = FeeNotice.objects.filter(application=stored).first() or FeeNotice(application=stored)
        fee.method, fee.quantity, fee.proposed_by_id = method, quantity, by.person
        checked(fee, but=_WRITTEN_HERE)
        _reckon(fee, stored, on=localdate(at))
        pen.save(fee, "applications.fee_proposed")
    return fee


def reckoned(application: Application, *, method: str, quantity: int, on: date) -> FeeNotice:
    """What it would cost if it were proposed now, line by line; nothing is kept. Raises Refused."""
    fee = FeeNotice(application=application, method=method, quantity=quantity)
    _reckon(fee, application, on=on)
    return fee


def notice_fee(
    fee: FeeNotice, *, on: date, by: Viewer, at: datetime, letters: Letters | None = None
) -> FeeNotice:
    """批准并发出收费通知: by somebody else than who proposed it; `on` is the day on which the applicant has it."""
    application = fee.application
    with act("applications.notice_fee", application.organ_id, by=by, at=at, subject=application) as pen:
        case, stored = held(application), _held(fee)
        event = CaseEvent(kind=Happened.FEE_NOTICED, on=on)
        move = move_of(case, event)
        take(pen, case, event)
        _must_be_somebody_else(stored, pen)
        _must_be_as_proposed(stored, case, on=on)
        stored.approved_by_id, stored.noticed_on = by.person, on
        stored.due_on = clock_of(case).limit("payment_due")
        pen.save(stored, "applications.fee_noticed")
        send(pen, case, move.letters, letters, around=Around(on=localdate(at), event=event, fee=stored))
    return stored


def record_payment(fee: FeeNotice, *, on: date, receipt_no: str, by: Viewer, at: datetime) -> FeeNotice:
    """登记缴费: the reply's time begins anew."""
    application = fee.application
    with act("applications.pay", application.organ_id, by=by, at=at, subject=application) as pen:
        case, stored = held(application), _held(fee)
        _must_be_owed(stored, on=on)
        take(pen, case, CaseEvent(kind=Happened.FEE_PAID, on=on))
        stored.paid_on, stored.receipt_no = on, receipt_no.strip()
        checked(stored, but=_WRITTEN_HERE)
        pen.save(stored, "applications.fee_paid")
    return stored


def prior_of(application: Application) -> int:
    """How many the same applicant had brought to the organ in the month of receipt before this one; of several who apply
    together, the first named counts. Neither what was split nor what was entered twice is one."""
    first = application.applicants.order_by("order").first()
    if first is None or not first.identity_digest:
        return 0
    before = Q(application__received_on__lt=application.received_on) | Q(
        application__received_on=application.received_on, application__serial__lt=application.serial
    )
    known = Applicant.objects.filter(
        before,
        identity_digest=first.identity_digest,
        order=0,
        application__organ=application.organ_id,
        application__received_on__gte=application.received_on.replace(day=1),
        application__is_counted=True,
    )
    if not fee_law().counts_withdrawn:
        known = known.exclude(application__state=CaseStateCode.WITHDRAWN)
    return in_month_before(known.values_list("application__received_on", flat=True), application.received_on)


def _held(fee: FeeNotice) -> FeeNotice:
    return FeeNotice.objects.select_for_update(of=("self",)).get(pk=fee.pk)


def _fee(fee: FeeNotice, prior: int) -> Fee:
    if fee.method == FeeMethod.BY_ITEM:
        return fee_by_item(prior, fee.quantity, law=fee_law())
    return fee_by_volume(fee.quantity, law=fee_law())


def _reckon(fee: FeeNotice, application: Application, *, on: date) -> None:
    """Write down what it costs, and how that was reckoned. Raises Refused when there is nothing to pay."""
    fee.prior = prior_of(application)
    reckoned = _fee(fee, fee.prior)
    must_be_chargeable(reckoned, noticed_on=on, law=fee_law())
    fee.amount, fee.lines = reckoned.amount, list(notice_lines(reckoned, law=fee_law()))


def _must_be_somebody_else(fee: FeeNotice, pen: Pen) -> None:
    instead_of = pen.duty.instead_of if pen.duty else None
    proposed = Step(Part.PROPOSE, fee.proposed_by_id)
    must_be_apart([proposed], Step(Part.APPROVE, pen.by.person, instead_of))


def _must_be_as_proposed(fee: FeeNotice, application: Application, *, on: date) -> None:
    """What is approved is what was proposed; the month may have been counted anew meanwhile."""
    reckoned = _fee(fee, prior_of(application))
    must_be_chargeable(reckoned, noticed_on=on, law=fee_law())
    if reckoned.amount != fee.amount:
        raise Refused(
            f"提出收费以后，当月的件数有变化：现在应收{reckoned.amount}元，提出的是{fee.amount}元。",
            "请经办人重新提出收费，再批准。",
        )


def _must_be_owed(fee: FeeNotice, *, on: date) -> None:
    """Raises Refused for what was not billed, or is paid."""
    if fee.noticed_on is None:
        raise Refused("还没有发出收费通知。", "请先由工作机构负责人批准并发出收费通知。")
    if fee.paid_on is not None:
        raise Refused(
            f"这笔费用已经在{day(fee.paid_on)}登记缴纳，票据号{fee.receipt_no or '没有登记'}。",
            "不必再登记；申请人多缴的，请按规定退还。",
        )
    if on < fee.noticed_on:
        raise Refused(f"缴费日期早于收费通知送达的{day(fee.noticed_on)}。", "请核对日期。")
