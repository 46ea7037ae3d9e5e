"""送达: how a reply reaches the applicant, what proves it, and the end of the case; third parties are told before."""

import re
from datetime import date, datetime

from gongkai.engine.render.formats import render_paper
from gongkai.kernel.case import CaseEvent, Happened
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.lawbook.lifecycle import duties_of
from gongkai.web.applications import replies, reviewing
from gongkai.web.applications.identity import identity_of
from gongkai.web.applications.models import Application, PaperKind, ReleaseNotice, Reply, Service
from gongkai.web.applications.papers import add_paper, supplied_with
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import must_have_come
from gongkai.web.ledger.sentences import day

from .moving import held
from .steps import take

_EVENTS = {
    Service.DIRECT: Happened.SERVED,
    Service.POST: Happened.POSTED,
    Service.ELECTRONIC: Happened.REPLIED,
}
_TRACKING = re.compile(r"[A-Z0-9]{9,20}")


def serve(reply: Reply, *, service: str, on: date, tracking_no: str = "", by: Viewer, at: datetime) -> Reply:
    """送达: hand over, post or send a signed reply; posted, it is made on this day (235号). Raises Refused."""
    rendition = replies.rendered(reply, "html")  # takes its time, and holds nobody up
    with act("applications.serve", reply.application.organ_id, by=by, at=at, subject=reply) as pen:
        stored = reviewing.held_reply(reply)
        _must_be_ready(stored, service)
        stored.service, stored.tracking_no = service, _tracked(service, tracking_no)
        event = CaseEvent(kind=_EVENTS[Service(service)], on=on, outcome=stored.outcome)
        take(pen, stored.application, event)
        delivered(pen, stored, on=on, served_on=None if service == Service.POST else on, rendition=rendition)
    return stored


def delivered(pen: Pen, reply: Reply, *, on: date, served_on: date | None, rendition: bytes) -> None:
    """A reply is made: it lies in the file as it went out, and with what it supplies it is the applicant's to read."""
    reply.made_on, reply.served_on = on, served_on
    pen.save(reply, "applications.reply_served")
    kept = files.keep(rendition, media_type="text/html", ending="html")
    add_paper(
        pen,
        reply.application,
        kind=PaperKind.REPLY,
        name=f"{replies.letter_of(reply)}（{reply.number}）.html",
        kept=kept,
        is_for_applicant=True,
        on=on,
        reply=reply,
    )
    for paper in supplied_with(reply):
        paper.is_for_applicant = True
        pen.save(paper, "applications.paper_released")


def prove_service(
    reply: Reply, *, on: date, name: str = "", scan: bytes | None = None, by: Viewer, at: datetime
) -> Reply:
    """登记送达凭证: the receipt came back. Of a posted reply it tells on which day it arrived. Raises Refused."""
    with act("applications.prove_service", reply.application.organ_id, by=by, at=at, subject=reply) as pen:
        stored = reviewing.held_reply(reply)
        application = stored.application
        pen.duty = by.must_hold(*duties_of("serve"), path=application.organ.path)
        must_have_come(on, at)
        if stored.made_on is None or on < stored.made_on:
            raise Refused("答复还没有送出，或者签收日期早于送出的日期。", "请核对日期，先登记送达或者交邮。")
        if scan is not None:
            add_paper(pen, application, kind=PaperKind.SERVICE, name=name, data=scan, on=on, reply=stored)
        if stored.service == Service.POST and stored.served_on is None:
            stored.served_on = on
            pen.save(stored, "applications.reply_arrived")
            take(pen, application, CaseEvent(kind=Happened.SERVED, on=on))
        elif scan is None:
            raise Refused("没有选择送达凭证的文件。", "请上传送达回证的扫描件或者照片。")
    return stored


def conclude(application: Application, *, on: date, by: Viewer, at: datetime) -> Application:
    """办结: the reply has gone out, and what proves it lies in the file. Raises Refused."""
    with act("applications.conclude", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        reply = replies.latest(stored)
        is_by_hand = reply is not None and reply.service == Service.DIRECT
        if is_by_hand and not reply.papers.filter(kind=PaperKind.SERVICE, destroyed_on=None).exists():
            raise Refused("直接送达的，案卷里还没有送达凭证。", "请先上传申请人签收的送达回证，再办结。")
        take(pen, stored, CaseEvent(kind=Happened.REPLIED, on=on))
    return stored


def tell_third_party(
    notice: ReleaseNotice, *, service: str, on: date, tracking_no: str = "", by: Viewer, at: datetime
) -> ReleaseNotice:
    """告知第三方: the notice went out to whoever did not agree; from now on the applicant may get his reply. Raises Refused."""
    letter = render_paper(replies.notice_of(notice), "html")
    organ = notice.reply.application.organ_id
    with act("applications.tell_third_party", organ, by=by, at=at, subject=notice) as pen:
        reply = reviewing.held_reply(notice.reply)
        stored = ReleaseNotice.objects.select_for_update().get(pk=notice.pk)
        pen.duty = by.must_hold(*duties_of("serve"), path=reply.application.organ.path)
        must_have_come(on, at)
        if stored.told_on is not None:
            raise Refused(f"已经于{day(stored.told_on)}告知第三方。", "不需要再办理。")
        if reply.signed_on is None or on < reply.signed_on:
            raise Refused("公开的决定还没有签发，或者告知日期早于签发日期。", "请核对日期。")
        stored.service, stored.told_on = Service(service), on
        stored.tracking_no = _tracked(service, tracking_no)
        pen.save(stored, "applications.third_party_told")
        add_paper(
            pen,
            reply.application,
            kind=PaperKind.CONSULTATION,
            name=f"公开决定告知书（{stored.number}）.html",
            kept=files.keep(letter, media_type="text/html", ending="html"),
            on=on,
            reply=reply,
        )
    return stored


def print_letter(reply: Reply, *, ending: str = "pdf", by: Viewer, at: datetime) -> bytes:
    """打印答复: the letter with the applicants' full names, to be handed over or posted; told in the ledger each time."""
    with act("applications.print_letter", reply.application.organ_id, by=by, at=at, subject=reply) as pen:
        stored = reviewing.held_reply(reply)
        pen.duty = by.must_hold(*duties_of("serve"), path=stored.application.organ.path)
        if stored.signed_on is None:
            raise Refused("答复还没有签发，不能打印送达。", "请等审签办结。")
        known = [identity_of(one) for one in stored.application.applicants.order_by("order")]
        pen.note("applications.letter_printed", subject=stored)
    named = "、".join(one.name for one in known if one.name)
    return replies.rendered(stored, ending, addressee=named)


def _must_be_ready(reply: Reply, service: str) -> None:
    """Signed, not yet made, every overridden third party told, and written for this way of service. Raises Refused."""
    if service not in _EVENTS:
        raise Refused("没有这种送达方式。", "可以直接送达、邮寄送达或者电子送达；当场答复的另行办理。")
    if reply.made_on is not None:
        raise Refused(f"这份答复已经于{day(reply.made_on)}送出。", "不需要再办理；签收的，请登记送达凭证。")
    if reply.signed_on is None:
        raise Refused("答复还没有签发，不能送达。", "请等审签办结。")
    if reply.notices.filter(told_on=None).exists():
        raise Refused(
            "第三方不同意公开，还没有把公开的决定和理由书面告知第三方。",
            "请先登记告知第三方，再送达申请人（条例第三十二条）。",
        )
    if service == Service.ELECTRONIC and reply.remedy and not reply.is_electronic:
        raise Refused(
            "这份答复没有写网上申请行政复议的渠道，不能以电子方式送达。",
            "请直接送达或者邮寄（行政复议法第二十二条第二款）。",
        )


def _tracked(service: str, tracking_no: str) -> str:
    """The number under which the post carries it; other ways have none. Raises Refused."""
    number = "".join(tracking_no.split()).upper()
    if service != Service.POST:
        return ""
    if not _TRACKING.fullmatch(number):
        raise Refused("没有写邮件号，或者邮件号不对。", "邮寄须通过邮政企业，请写明 EMS 或者挂号信的邮件号。")
    return number
