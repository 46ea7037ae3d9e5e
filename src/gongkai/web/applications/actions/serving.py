"""送达: how a reply reaches the applicant, what proves it, and the end of the case; third parties are told before."""

from datetime import date, datetime
from typing import Unpack

from gongkai.engine.render.formats import render_paper
from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.lifecycle import duties_of
from gongkai.lawbook.service import service_law
from gongkai.web.applications.models import Application, Letter, ReleaseNotice, Reply, Service
from gongkai.web.applications.papers import supplied_with
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.replies import reviewing
from gongkai.web.applications.service import served
from gongkai.web.applications.service.served import Carried
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import must_have_come
from gongkai.web.ledger.sentences import day

from .attempting import Sent, Way, arrive, begin, last_known, must_be_sealed, prove
from .moving import held
from .steps import take

_EVENTS = {
    Service.DIRECT: Happened.SERVED,
    Service.POST: Happened.POSTED,
    Service.ELECTRONIC: Happened.REPLIED,
    Service.ANNOUNCEMENT: Happened.ANNOUNCED,
}
# What is sent without having come back before.
_FIRST = (Service.DIRECT, Service.POST, Service.ELECTRONIC)


def serve(reply: Reply, *, by: Viewer, at: datetime, **way: Unpack[Way]) -> Reply:
    """送达: hand over, post or send a signed reply; posted, it is made on this day (235号). Raises Refused."""
    sent = Sent(**way)
    rendition = to_be_filed(reply)  # takes its time, and holds nobody up
    with act("applications.serve", reply.application.organ_id, by=by, at=at, subject=reply) as pen:
        stored = reviewing.held_reply(reply)
        served.must_be_unchanged(reply, stored)
        if sent.service not in _FIRST:
            raise Refused(
                "没有这种送达方式。", "可以直接送达、邮寄送达或者电子送达；当场答复、公告的另行办理。"
            )
        go_out(pen, stored, sent, rendition=rendition)
    return stored


def go_out(pen: Pen, reply: Reply, sent: Sent, *, place: str = "", rendition: bytes | None) -> None:
    """A held reply goes out for the first time, and is made by that. Raises Refused."""
    _must_be_ready(reply, sent)
    must_be_sealed(reply, sent)
    attempt = begin(pen, reply, sent, place=place)
    reply.service, reply.tracking_no = sent.service, attempt.tracking_no
    event = CaseEvent(kind=_EVENTS[Service(sent.service)], on=sent.on, outcome=reply.outcome)
    take(pen, reply.application, event)
    delivered(pen, reply, on=sent.on, served_on=sent.served_on, rendition=rendition)


def to_be_filed(carried: Carried) -> bytes | None:
    """The letter as PDF, unless what was sealed lies in the file and goes out."""
    return served.drawn(carried) if served.version_of(carried) is None else None


def delivered(
    pen: Pen, reply: Reply, *, on: date, served_on: date | None, rendition: bytes | None = None
) -> None:
    """A reply is made: it lies in the file as it went out, and with what it supplies it is the applicant's to read."""
    reply.made_on, reply.served_on = on, served_on
    pen.save(reply, "applications.reply_served")
    letter = served.version_of(reply) or served.filed(
        pen, reply, data=rendition or served.drawn(reply), name=f"{served.title_of(reply)}.pdf"
    )
    for paper in (letter, *supplied_with(reply)):
        paper.is_for_applicant = True
        pen.save(paper, "applications.paper_released")


def prove_service(
    reply: Reply, *, on: date, name: str = "", scan: bytes | None = None, by: Viewer, at: datetime
) -> Reply:
    """登记送达凭证: the receipt came back. Of a posted reply it tells on which day it arrived. Raises Refused."""
    with act("applications.prove_service", reply.application.organ_id, by=by, at=at, subject=reply) as pen:
        stored = reviewing.held_reply(reply)
        pen.duty = by.must_hold(*duties_of("serve"), path=stored.application.organ.path)
        must_have_come(on, at)
        if stored.made_on is None or on < stored.made_on:
            raise Refused("答复还没有送出，或者签收日期早于送出的日期。", "请核对日期，先登记送达或者交邮。")
        attempt = last_known(stored)
        is_news = stored.served_on is None
        if is_news:
            arrive(pen, attempt, on=on)
            reached(pen, stored, on=on)
        if scan is not None:
            prove(pen, attempt, stored, name=name, scan=scan)
        elif not is_news:
            raise Refused("没有选择送达凭证的文件。", "请上传送达回证的扫描件或者照片。")
    return stored


def reached(pen: Pen, reply: Reply, *, on: date) -> None:
    """A reply that went out has reached the applicant; from this day his own periods run."""
    reply.served_on = on
    pen.save(reply, "applications.reply_arrived")
    take(pen, reply.application, CaseEvent(kind=Happened.SERVED, on=on))


def conclude(application: Application, *, on: date, by: Viewer, at: datetime) -> Application:
    """办结: the reply has gone out, and what proves it lies in the file. Raises Refused."""
    with act("applications.conclude", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        reply = replies.latest(stored)
        if reply is not None and reply.made_on is not None:
            _must_be_proven(reply)
        take(pen, stored, CaseEvent(kind=Happened.REPLIED, on=on))
    return stored


def tell_third_party(notice: ReleaseNotice, *, by: Viewer, at: datetime, **way: Unpack[Way]) -> ReleaseNotice:
    """告知第三方: the notice went out to whoever did not agree; from now on the applicant may get his reply. Raises Refused."""
    sent = Sent(**way)
    rendition = to_be_filed(notice)
    organ = notice.reply.application.organ_id
    with act("applications.tell_third_party", organ, by=by, at=at, subject=notice) as pen:
        reply = reviewing.held_reply(notice.reply)
        stored = ReleaseNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
        stored.reply = reply
        served.must_be_unchanged(notice, stored)
        pen.duty = by.must_hold(*duties_of("serve"), path=reply.application.organ.path)
        if sent.service not in _FIRST:
            raise Refused("没有这种送达方式。", "可以直接送达、邮寄送达或者电子送达；公告的另行办理。")
        tell(pen, stored, sent, rendition=rendition)
    return stored


def tell(pen: Pen, notice: ReleaseNotice, sent: Sent, *, place: str = "", rendition: bytes | None) -> None:
    """A held notice goes out for the first time. Raises Refused."""
    must_have_come(sent.on, pen.at)
    signed_on = notice.reply.signed_on
    if notice.told_on is not None:
        raise Refused(f"已经于{day(notice.told_on)}告知第三方。", "不需要再办理。")
    if signed_on is None or sent.on < signed_on or notice.voided_on is not None:
        raise Refused("公开的决定还没有签发，或者告知日期早于签发日期。", "请核对日期。")
    replies.must_be_as_signed(notice.reply)
    must_be_sealed(notice, sent)
    attempt = begin(pen, notice, sent, place=place)
    notice.service, notice.told_on = Service(sent.service), sent.on
    notice.tracking_no = attempt.tracking_no
    pen.save(notice, "applications.third_party_told")
    if served.version_of(notice) is None:
        served.filed(
            pen, notice, data=rendition or served.drawn(notice), name=f"{served.title_of(notice)}.pdf"
        )


def send_letter(letter: Letter, sent: Sent, *, by: Viewer, at: datetime) -> Letter:
    """登记文书送达: how a notice of the case went out. Raises Refused."""
    with act("applications.send_letter", letter.application.organ_id, by=by, at=at, subject=letter) as pen:
        application = held(letter.application)
        pen.duty = by.must_hold(*duties_of("serve"), path=application.organ.path)
        must_have_come(sent.on, at)
        stored = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
        if stored.voided_on is not None or sent.on < stored.signed_on or sent.service not in _FIRST:
            raise Refused("文书已经作废，或者送出日期早于成文日期。", "请核对是哪一份文书和送出的日期。")
        if served.last_of(stored) is not None:
            raise Refused("这份文书已经登记送出。", "退回的，请登记退回以后再次送达。")
        begin(pen, stored, sent)
    return stored


def print_letter(carried: Reply | ReleaseNotice, *, ending: str = "pdf", by: Viewer, at: datetime) -> bytes:
    """打印答复: a reply, or a notice that was signed with it, with the full names, to be handed over or posted; told in the
    ledger each time. Raises Refused."""
    organ = served.application_of(carried).organ_id
    with act("applications.print_letter", organ, by=by, at=at, subject=carried) as pen:
        reply = reviewing.held_reply(served.reply_of(carried))
        pen.duty = by.must_hold(*duties_of("serve"), path=reply.application.organ.path)
        stored = (
            reply if isinstance(carried, Reply) else reply.notices.in_force().filter(pk=carried.pk).first()
        )
        if reply.signed_on is None or stored is None:
            raise Refused("文书还没有签发，或者已经作废，不能打印送达。", "请等审签办结；签发以后再打印。")
        replies.must_be_as_signed(reply)
        named = served.addressee_of(stored)
        pen.note("applications.letter_printed", subject=stored)
    shown = replies.paper_of if isinstance(stored, Reply) else replies.notice_of
    return render_paper(shown(stored, addressee=named), ending)


def must_suit(reply: Reply, service: str) -> None:
    """A reply goes online only where it was written for that. Raises Refused."""
    if service == Service.ELECTRONIC and reply.remedy and not reply.is_electronic:
        raise Refused(
            "这份答复没有写网上申请行政复议的渠道，不能以电子方式送达。",
            "请直接送达或者邮寄（行政复议法第二十二条第二款）。",
        )


def _must_be_ready(reply: Reply, sent: Sent) -> None:
    """Signed, not yet made, every overridden third party told in time, and written for this way of service. Raises
    Refused."""
    if reply.made_on is not None:
        raise Refused(f"这份答复已经于{day(reply.made_on)}送出。", "不需要再办理；签收的，请登记送达凭证。")
    if reply.signed_on is None:
        raise Refused("答复还没有签发，不能送达。", "请等审签办结。")
    if reply.notices.in_force().filter(told_on=None).exists():
        raise Refused(
            "第三方不同意公开，还没有把公开的决定和理由书面告知第三方。",
            "请先登记告知第三方，再送达申请人（条例第三十二条）。",
        )
    replies.must_be_as_signed(reply)
    must_suit(reply, sent.service)
    opens_on = service_law().release.opens_on(reply.signed_on)
    if sent.on < opens_on and reply.notices.in_force().exists():
        raise Refused(
            f"告知第三方的公开决定写明，{day(opens_on)}以后才向申请人提供。", "请在那一天或者以后送达。"
        )


def _must_be_proven(reply: Reply) -> None:
    """What shows that a reply has reached the applicant lies in the file. Raises Refused."""
    attempt = last_known(reply)
    if attempt is None:
        return
    if attempt.failed_on is not None:
        raise Refused(
            f"答复在{day(attempt.failed_on)}退回，还没有送到申请人。",
            "请再次送达；别的方式都送不到的，可以公告。",
        )
    if attempt.counts_on is not None and reply.served_on is None:
        raise Refused(
            f"公告送达的，到{day(attempt.counts_on)}才视为送达。", "请在那一天或者以后登记送达凭证，再办结。"
        )
    is_filed = served.proofs_of(reply).filter(reply=reply).exists()
    if attempt.way == Service.DIRECT and not is_filed:
        raise Refused("直接送达的，案卷里还没有送达凭证。", "请先上传申请人签收的送达回证，再办结。")
    if attempt.way == Service.POST and reply.served_on is None and not is_filed:
        proof = service_law().ways[Service.POST].proof
        raise Refused(f"邮寄的，还没有登记{proof}。", "请先登记送达凭证，再办结。")
