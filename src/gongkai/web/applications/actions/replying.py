"""答复: drafting it, sending it into the chain, answering at once, and working on a case anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Happened, Reopener
from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.duties import Viewer
from gongkai.kernel.outcomes import Decision, decide
from gongkai.kernel.problems import Refused
from gongkai.lawbook.lifecycle import duties_of
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.models import Application, PaperKind, Reply, Service
from gongkai.web.applications.papers import add_paper
from gongkai.web.applications.replies import proofs, reviewing
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.replies.letters import told_in
from gongkai.web.applications.replies.proofs import Said
from gongkai.web.applications.replies.signing import is_late, keep_version, must_be_fit
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review
from gongkai.web.reviews.registry import Proposal

from .moving import held, standing_of
from .serving import delivered, prove_service, serve
from .steps import take

__all__ = (
    "Drafted",
    "Supplied",
    "answer_at_once",
    "draft",
    "explain_lateness",
    "prove_service",
    "reopen",
    "serve",
    "submit",
    "take_back",
)

# A reply is for who asked; for whom else it may be of use is another decision (Art. 44).
_ATTRIBUTE, _REASON_CODE, _REASON = "on_request", "narrow_audience", "答复只送申请人，不向社会公布。"


@dataclass(frozen=True, slots=True)
class Supplied:
    """A file that goes out with a reply."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What the officer wants to answer: the results for the things that were asked, and which of them is the principal one
    and why; his paragraphs; what the outcome wants told, by the keys of `proofs.TOLD` and of the places of its letter; why it
    is late; the files that go out with it; and the earlier application that this one repeats."""

    outcomes: Sequence[str]
    principal: str = ""
    reason: str = ""
    text: str
    told: Said = field(default_factory=dict)
    late_reason: str = ""
    supplied: Sequence[Supplied] = ()
    earlier: Application | None = None


def draft(application: Application, drafted: Drafted, *, by: Viewer, at: datetime) -> Reply:
    """拟写答复: write the reply of this round, or write it anew. What was signed of it so far counts no more. Raises Refused."""
    with act("applications.draft", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        pen.duty = by.must_hold(*duties_of("draft"), path=stored.organ.path)
        reply = _of_this_round(stored)
        decision = _decided(pen, stored, drafted, is_draft=True)
        if stored.state == CaseStateCode.UNDER_REVIEW:
            reviewing.unreviewed(pen, reply)
        before = (stored.state, reply.outcome)
        _write(pen, reply, decision, drafted)
        if before != (CaseStateCode.DRAFTED, reply.outcome):
            event = CaseEvent(kind=Happened.DRAFTED, on=localdate(at), outcome=reply.outcome)
            take(pen, stored, event, met=frozenset({"evidence_complete"}))
    return reply


def submit(
    reply: Reply,
    *,
    by: Viewer,
    at: datetime,
    lighter_because: str = "",
    chain: str = "",
    cosigning: Sequence[int] = (),
    overrides: Mapping[str, str] | None = None,
) -> Review:
    """送审: send a reply into the chain, with the remedies that it will print. `overrides` gives a reason for each personal
    detail that has to stay. Raises Refused."""
    with act("applications.submit", reply.application.organ_id, by=by, at=at, subject=reply) as pen:
        stored = reviewing.held_reply(reply)
        take(pen, stored.application, CaseEvent(kind=Happened.SUBMITTED, on=localdate(at)))
        _made_ready(stored, on=localdate(at), is_electronic=replies.goes_online(stored.application))
        replies.must_pass(stored, overrides or {})
        must_be_fit(stored, on=localdate(at), what="送审")
        pen.save(stored, "applications.reply_written")
        keep_version(pen, stored)
        proposal = Proposal(
            attribute=_ATTRIBUTE,
            reason_code=_REASON_CODE,
            reason=_REASON,
            cosigning=tuple(cosigning),
            overrides=dict(overrides or {}),
            authors=frozenset(stored.authors),
            lighter_because=lighter_because,
        )
        return reviews.submit(pen, reviewing.current(stored.pk), proposal=proposal, chain=chain)


def take_back(reply: Reply, *, reason: str, by: Viewer, at: datetime) -> Reply:
    """撤回签发: a signed reply that has not gone out is a draft again; it keeps its number. Raises Refused."""
    with act("applications.take_back", reply.application.organ_id, by=by, at=at, subject=reply) as pen:
        stored = reviewing.held_reply(reply)
        pen.duty = by.must_hold(*duties_of("send_back"), path=stored.application.organ.path)
        if stored.approval is None or stored.made_on is not None:
            raise Refused("这份答复没有签发，或者已经送达，不能撤回签发。", "请看案件现在可以办理什么。")
        event = CaseEvent(kind=Happened.SENT_BACK, on=localdate(at), reason=reason)
        take(pen, stored.application, event)
        approval, stored.approval, stored.signed_on = stored.approval, None, None
        pen.save(stored, "applications.reply_taken_back")
        reviewing.unnoticed(pen, stored)
        reviews.end(pen, approval, because=reason)
    return stored


def answer_at_once(
    application: Application,
    drafted: Drafted,
    *,
    by: Viewer,
    at: datetime,
    overrides: Mapping[str, str] | None = None,
) -> Reply:
    """当场答复: what only says where something is to be had is told at the counter (Art. 33), with its number and in its
    words; nobody else reads it before. Raises Refused."""
    with act("applications.answer_at_once", application.organ_id, by=by, at=at, subject=application) as pen:
        stored, on = held(application), localdate(at)
        pen.duty = by.must_hold(*duties_of("serve_on_the_spot"), path=stored.organ.path)
        _must_be_for_the_counter(drafted)
        reply = _of_this_round(stored)
        reply.service = Service.SPOT
        decision = _decided(pen, stored, drafted)
        event = CaseEvent(kind=Happened.SERVED, on=on, outcome=decision.outcome.code)
        take(pen, stored, event, met=frozenset({"evidence_complete"}))
        _write(pen, reply, decision, drafted)
        _made_ready(reply, on=on, is_electronic=False)
        replies.must_pass(reply, overrides or {})
        must_be_fit(reply, on=on, what="答复")
        reviewing.sign(pen, reply, on=on, approval=None)
        delivered(pen, reply, on=on, served_on=on)
    return reply


def explain_lateness(reply: Reply, *, reason: str, by: Viewer, at: datetime) -> Reply:
    """说明逾期原因: a reply that goes out after its time is still owed, and the file says why; whoever approves it approves
    the same words as before. Raises Refused."""
    with act("applications.explain_lateness", reply.application.organ_id, by=by, at=at, subject=reply) as pen:
        stored = reviewing.held_reply(reply)
        pen.duty = by.must_hold(*duties_of("draft"), path=stored.application.organ.path)
        if stored.signed_on is not None:
            raise Refused("这份答复已经签发。", "不需要再说明。")
        if not is_late(stored.application, on=localdate(at)):
            raise Refused("这份答复没有超过期限。", "不需要说明逾期的原因。")
        if not reason.strip():
            raise Refused("没有写逾期的原因。", "请写明为什么没有在期限内答复。")
        stored.late_reason = reason.strip()
        checked(stored)
        pen.save(stored, "applications.lateness_explained")
    return stored


def reopen(
    application: Application,
    *,
    reopener: Reopener | str,
    on: date,
    limit_on: date | None = None,
    reason: str,
    by: Viewer,
    at: datetime,
) -> Application:
    """重新办理: a decision of review or court, or the organ itself, opens a closed case again. Its first result stays."""
    with act("applications.reopen", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = held(application)
        event = CaseEvent(
            kind=Happened.REOPENED, on=on, limit_on=limit_on, by=Reopener(reopener), reason=reason.strip()
        )
        take(pen, stored, event)
    return stored


def _of_this_round(application: Application) -> Reply:
    """The reply that is being written, or a new one."""
    number = standing_of(application).round
    known = (
        Reply.objects.select_for_update(of=("self",)).filter(application=application, round=number).first()
    )
    reply = known or Reply(application=application, round=number)
    reply.application = application
    if reply.signed_on is not None:
        raise Refused("这份答复已经签发，不能再改。", "要改的，请先撤回签发；已经送达的，请重新办理。")
    return reply


def _decided(pen: Pen, application: Application, drafted: Drafted, *, is_draft: bool = False) -> Decision:
    """The decision, with everything in the file on which it rests. Raises Refused."""
    decision = _decision(drafted)
    if drafted.earlier is not None and drafted.earlier.pk != application.earlier_id:
        earlier = Application.objects.get(pk=drafted.earlier.pk)
        _must_be_theirs(application, earlier)
        application.earlier = earlier
        pen.save(application, "applications.earlier_linked")
    proofs.must_be_complete(application, decision, drafted.told, is_draft=is_draft)
    if not drafted.text.strip():
        raise Refused("答复没有写内容。", "请写明事实、理由和决定。")
    return decision


def _decision(drafted: Drafted) -> Decision:
    codes = list(drafted.outcomes)
    return decide(codes, law=outcome_law(), principal=drafted.principal, reason=drafted.reason)


def _must_be_for_the_counter(drafted: Drafted) -> None:
    """Every single result is one of those that may be told on the spot, and no file goes out unread. Raises Refused."""
    decision, law = _decision(drafted), outcome_law()
    unfit = [part.name for part in (*decision.parts, decision.outcome) if part.code not in law.at_once]
    advice = "请拟写答复，经过审查以后签发、送达（条例第十七条、第四十五条）。"
    if unfit:
        fit = "；".join(law.outcomes[code].name for code in law.at_once)
        raise Refused(f"“{unfit[0]}”不能当场答复。可以当场答复的是：{fit}。", advice)
    if drafted.supplied:
        raise Refused("随答复提供的文件没有经过审查，不能当场提供。", advice)


def _must_be_theirs(application: Application, earlier: Application) -> None:
    """A repeat is of the same applicant at the same organ, and later. Raises Refused."""
    ours = set(application.applicants.exclude(identity_digest="").values_list("identity_digest", flat=True))
    is_same = earlier.applicants.filter(identity_digest__in=ours).exists()
    is_earlier = earlier.organ_id == application.organ_id and earlier.pk < application.pk
    if not (is_same and is_earlier):
        raise Refused(
            f"申请{earlier}不是同一申请人向本机关提出的以前的申请。",
            "重复申请须是同一申请人就同一信息提出、本机关已经答复的（条例第三十六条第（六）项）。请核对登记编号。",
        )


def _write(pen: Pen, reply: Reply, decision: Decision, drafted: Drafted) -> None:
    """The words of a reply, and the files that go out with it."""
    reply.outcome, reply.parts = decision.outcome.code, [part.code for part in decision.parts]
    reply.reason, reply.basis = decision.reason, "；".join(decision.basis)
    reply.text, reply.told = drafted.text.strip(), told_in(reply.application, decision, drafted.told)
    reply.late_reason = drafted.late_reason.strip() or reply.late_reason
    reply.authors = sorted({*reply.authors, pen.by.person} - {None})
    checked(reply)
    pen.save(reply, "applications.reply_written")
    for file in drafted.supplied:
        add_paper(
            pen, reply.application, kind=PaperKind.SUPPLIED, name=file.name, data=file.data, reply=reply
        )
    reply.content_hash = replies.hash_of(reply)
    pen.save(reply, "applications.reply_written")


def _made_ready(reply: Reply, *, on: date, is_electronic: bool) -> None:
    """Write the remedies into a reply; not saved. Raises Refused while something is missing without which nobody can sign."""
    application, decision = reply.application, replies.decision_of(reply)
    proofs.must_be_complete(application, decision, reply.told)
    told = replies.remedy_told(decision.remedy, application.organ, on, is_electronic=is_electronic)
    reply.remedy, reply.is_electronic = replies.in_paragraphs(told), is_electronic
    replies.numbers_of(application.organ, replies.REPLIES)
    if proofs.overridden(application, decision, reply.told):
        replies.numbers_of(application.organ, replies.NOTICES)
    reply.content_hash = replies.hash_of(reply)
