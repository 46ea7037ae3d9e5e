"""用印登记: a seal is put on a letter that is signed, by hand or by the operator's program; both versions stay in the file."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.engine.accept import accept
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.lifecycle import duties_of
from gongkai.web.applications.models import (
    Application,
    CasePaper,
    Letter,
    PaperKind,
    ReleaseNotice,
    Reply,
    Sealing,
)
from gongkai.web.applications.service import esealing, served
from gongkai.web.applications.service.served import Carried
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.ledger.sentences import day
from gongkai.web.reviews.models import Review

from .moving import held

# Of a scan the page must be seen: a text is none.
_SCANS = ("pdf", "jpg", "png")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What the seal is, how many sheets bear it, and the scan of one; without a scan it may be filed later."""

    seal: str
    copies: int = 1
    name: str = ""
    scan: bytes | None = field(default=None, repr=False)


def seal(carried: Carried, stamp: Stamp, *, on: date, by: Viewer, at: datetime) -> Sealing:
    """用印: put a seal on a signed letter, and file what was drawn and what bears the seal. Raises Refused, Problem."""
    _must_be_a_scan(stamp.scan, stamp.name)
    is_signed = _signed_on(carried) is not None
    letter = served.drawn(carried) if is_signed else b""  # takes its time, and holds nobody up
    return _entered(carried, stamp, letter, on=on, by=by, at=at)


def seal_electronically(carried: Carried, *, seal: str, by: Viewer, at: datetime) -> Sealing:
    """加盖电子印章: let the operator's program put the seal on the letter. Raises Refused when it does not.

    The program takes its time, so nobody is held up by it; but before it is asked, the ledger keeps that it is, and for
    which letter. What it has sealed is not kept when the signature was taken back meanwhile.
    """
    carried = _begun(carried, by=by, at=at)
    letter = served.drawn(carried)
    stamped = esealing.sealed(letter, seal=seal)
    stamp = Stamp(seal=seal, name=f"{served.title_of(carried)}盖章件.pdf", scan=stamped)
    return _entered(carried, stamp, letter, on=localdate(at), by=by, at=at, is_electronic=True)


def file_stamped(sealing: Sealing, *, name: str, scan: bytes, by: Viewer, at: datetime) -> Sealing:
    """补传盖章件: the scan of what was stamped comes later than the seal. Raises Refused, Problem."""
    _must_be_a_scan(scan, name)
    with act("applications.file_stamped", sealing.application.organ_id, by=by, at=at, subject=sealing) as pen:
        stored = _held_sealing(pen, sealing)
        if stored.stamped_id is not None:
            raise Refused("盖章件已经入卷。", "传错了的，请作废这次用印登记，重新登记。")
        stored.stamped = _filed(pen, stored.carried, name=name, data=scan)
        pen.save(stored, "applications.stamped_filed")
        _put_forward(pen, stored.carried, stored)
    return stored


def undo(sealing: Sealing, *, reason: str, by: Viewer, at: datetime) -> Sealing:
    """作废用印登记: it was the wrong letter, the wrong seal or the wrong scan. What lies in the file stays. Raises Refused."""
    with act("applications.void_sealing", sealing.application.organ_id, by=by, at=at, subject=sealing) as pen:
        stored = _held_sealing(pen, sealing)
        if not reason.strip():
            raise Refused("没有写明作废的原因。", "请写明哪里错了。")
        stored.voided_on, stored.voided_because = localdate(at), reason.strip()
        checked(stored)
        pen.save(stored, "applications.sealing_voided")
        if stored.stamped is not None and stored.stamped.is_for_applicant:
            _handed_over(pen, stored.stamped, stored.drawn)
    return stored


def _begun(carried: Carried, *, by: Viewer, at: datetime) -> Carried:
    """The letter as stored, which may be sealed."""
    application = served.application_of(carried)
    with act("applications.begin_sealing", application.organ_id, by=by, at=at, subject=carried) as pen:
        _application, stored = _held_signed(pen, carried, on=localdate(at))
        pen.note("applications.sealing_begun", subject=stored)
    return stored


def _entered(
    carried: Carried,
    stamp: Stamp,
    letter: bytes,
    *,
    on: date,
    by: Viewer,
    at: datetime,
    is_electronic: bool = False,
) -> Sealing:
    application = served.application_of(carried)
    with act("applications.seal", application.organ_id, by=by, at=at, subject=carried) as pen:
        before, (stored, carried) = carried, _held_signed(pen, carried, on=on)
        served.must_be_unchanged(before, carried)
        approval, approver = _basis(carried)
        row = Sealing(
            application=stored,
            name=served.title_of(carried),
            seal=stamp.seal,
            copies=stamp.copies,
            sealed_on=on,
            sealed_by_id=by.person,
            approval=approval,
            approved_by_id=approver,
            is_electronic=is_electronic,
            **{served.field_of(carried): carried},
        )
        row.drawn = _text_of(pen, carried, letter)
        if stamp.scan is not None:
            row.stamped = _filed(pen, carried, name=stamp.name, data=stamp.scan)
        checked(row)
        pen.save(row, "applications.sealed")
        _put_forward(pen, carried, row)
    return row


def _held_signed(pen: Pen, carried: Carried, *, on: date) -> tuple[Application, Carried]:
    """The case, held, and the letter as stored, which may be sealed on a day. Raises Refused, NotYourDuty."""
    application = held(served.application_of(carried))
    pen.duty = pen.by.must_hold(*duties_of("serve"), path=application.organ.path)
    must_have_come(on, pen.at)
    stored = type(carried).objects.get(pk=carried.pk)
    _must_be_signed(stored, on=on)
    return application, stored


def _text_of(pen: Pen, carried: Carried, letter: bytes) -> CasePaper:
    """The text under the seal: what lies in the file already, or the letter as it was drawn just now."""
    known = served.version_of(carried) if isinstance(carried, Letter) else None
    earlier = served.sealing_of(carried)
    if known is not None or earlier is not None:
        return carried.paper if isinstance(carried, Letter) else earlier.drawn
    return served.filed(pen, carried, data=letter, name=f"{served.title_of(carried)}.pdf")


def _put_forward(pen: Pen, carried: Carried, sealing: Sealing) -> None:
    """The applicant who has the letter already finds the stamped one in its place."""
    if sealing.stamped is None or isinstance(carried, ReleaseNotice) or not served.counts(sealing):
        return
    papers = [carried.paper] if isinstance(carried, Letter) else carried.papers.filter(kind=PaperKind.REPLY)
    for paper in papers:
        if paper.is_for_applicant and paper != sealing.stamped:
            _handed_over(pen, paper, sealing.stamped)


def _handed_over(pen: Pen, old: CasePaper, new: CasePaper) -> None:
    old.is_for_applicant, new.is_for_applicant = False, True
    pen.save(old, "applications.paper_held_back")
    pen.save(new, "applications.paper_released")


def _basis(carried: Carried) -> tuple[Review | None, int | None]:
    """The signature on which the seal rests, and whose it is. What is told at the counter is signed by whoever tells it."""
    reply = served.reply_of(carried)
    if reply is None:
        return None, None
    if reply.approval is None:
        return None, reply.authors[-1] if reply.authors else None
    return reply.approval, reply.approval.steps.order_by("pk").values_list("person", flat=True).last()


def _signed_on(carried: Carried) -> date | None:
    return (served.reply_of(carried) or carried).signed_on


def _must_be_signed(carried: Carried, *, on: date) -> None:
    """Nothing is sealed that is not signed, nor after it has gone out. Raises Refused."""
    if isinstance(carried, Letter) and (carried.voided_on is not None or not carried.number):
        raise Refused("这份文书已经作废，或者是没有文号的内部文书，不能用印。", "请核对是哪一份文书。")
    signed_on = _signed_on(carried)
    if signed_on is None or (isinstance(carried, ReleaseNotice) and carried.voided_on):
        raise Refused("这份文书还没有签发，不能用印。", "请等审签办结，再登记用印。")
    served.must_be_as_signed(carried)
    if on < signed_on:
        raise Refused(f"用印日期早于签发的日期（{day(signed_on)}）。", "用印以签发为依据，请核对日期。")
    made_on = carried.made_on if isinstance(carried, Reply) else None
    if made_on is not None and on > made_on:
        raise Refused(
            f"答复已经于{day(made_on)}送出，用印日期在这以后。", "请写盖章的那一天；盖章件可以以后补传。"
        )


def _must_be_a_scan(scan: bytes | None, name: str) -> None:
    if scan is not None and accept(scan, name=name).ending not in _SCANS:
        raise Refused("盖章件不是 PDF，也不是图片。", "请上传盖章以后的扫描件或者照片（pdf、jpg、png）。")


def _filed(pen: Pen, carried: Carried, *, name: str, data: bytes) -> CasePaper:
    ending = accept(data, name=name).ending
    return served.filed(pen, carried, data=data, name=f"{served.title_of(carried)}盖章件.{ending}")


def _held_sealing(pen: Pen, sealing: Sealing) -> Sealing:
    """An entry as stored, its case held. Raises Refused when it is void, NotYourDuty."""
    application = held(Application(pk=sealing.application_id))
    pen.duty = pen.by.must_hold(*duties_of("serve"), path=application.organ.path)
    stored = Sealing.objects.select_for_update(of=("self",)).get(pk=sealing.pk)
    if stored.voided_on is not None:
        raise Refused(f"这次用印登记已经于{day(stored.voided_on)}作废。", "不需要再办理。")
    return stored
