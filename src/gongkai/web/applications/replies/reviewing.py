"""What reviews are told of replies: what would be approved now, and what follows from the decision."""

from datetime import date

from django.utils.timezone import localdate

from gongkai.kernel.case import CaseEvent, Consulted, Happened
from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions.moving import follow, held
from gongkai.web.applications.models import Application, Consultation, ReleaseNotice, Reply
from gongkai.web.ledger.actions import Pen
from gongkai.web.organs.actions.numbers import next_number
from gongkai.web.reviews.actions import void
from gongkai.web.reviews.models import Review
from gongkai.web.reviews.registry import Reviewed, subject

from . import proofs
from . import reply as replies
from .letters import notice_wording
from .signing import REVIEWED, must_be_fit

LABEL = REVIEWED
KIND = "reply"
CHANGED = "答复稿在审签期间修改"
# The question of the checklists (law/chains.toml) whether third parties were asked.
_THIRD_PARTY = "reply_third_party"


def held_reply(reply: Reply) -> Reply:
    """A reply with its application as stored, both held; the application first, as everybody does."""
    application = held(Application(pk=reply.application_id))
    stored = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    stored.application = application
    return stored


def current(pk: int) -> Reviewed:
    """What would be approved now."""
    reply = held_reply(Reply.objects.only("pk", "application_id").get(pk=pk))
    application = reply.application
    return Reviewed(
        label=LABEL,
        pk=pk,
        organ=application.organ_id,
        path=application.organ.path,
        kind=KIND,
        title=f"对申请{application}的答复：{application.title}",
        content_hash=replies.hash_of(reply),
        address=f"/office/applications/{application.pk}/",
        section=application.section_id,
    )


def approved(pen: Pen, review: Review) -> None:
    """The chain is through: the reply is signed, and has its number in the same act."""
    reply = held_reply(Reply.objects.get(pk=review.subject_id))
    on = _signed_on(review, reply.application)
    _must_still_hold(reply, on)
    sign(pen, reply, on=on, approval=review)
    # The chain has asked for the duty; who enters a signed sheet decides nothing.
    event = CaseEvent(kind=Happened.SIGNED, on=on)
    follow(pen, reply.application, event, met=frozenset({"approved"}))


def returned(pen: Pen, review: Review, reason: str) -> None:
    """The chain sends it back: it is a draft again. Of a case that went another way there is nothing to send back."""
    reply = held_reply(Reply.objects.get(pk=review.subject_id))
    if reply.application.state == CaseStateCode.UNDER_REVIEW:
        sent_back(pen, reply.application, reason=reason)


def in_use(pk: int) -> int | None:
    """The approval on which a signed reply rests."""
    return Reply.objects.filter(pk=pk).values_list("approval", flat=True).first()


def unreviewed(pen: Pen, reply: Reply) -> None:
    """What was signed of a reply so far counts no more: it is being changed."""
    void(pen, LABEL, reply.pk, because=CHANGED)
    sent_back(pen, reply.application, reason=CHANGED)


def let_go(pen: Pen, application: Application, *, because: str) -> None:
    """Nobody has to read a reply any more whose case went another way: withdrawn, or ended for another reason."""
    reply = replies.latest(application)
    if reply is not None and reply.signed_on is None:
        void(pen, LABEL, reply.pk, because=because)


def sent_back(pen: Pen, application: Application, *, reason: str) -> None:
    """A reply is a draft again, inside the act of whoever judged or changed it."""
    event = CaseEvent(kind=Happened.SENT_BACK, on=localdate(pen.at), reason=reason)
    follow(pen, application, event)


def sign(pen: Pen, reply: Reply, *, on: date, approval: Review | None) -> None:
    """Give a reply its day and its number, and every third party who is overridden his notice. Raises Refused.

    A letter that was taken back before it went out keeps its number; whoever had his notice by then gets another one.
    """
    organ = reply.application.organ
    if not reply.number:
        reply.number = next_number(pen, replies.numbers_of(organ, replies.REPLIES), on=on).text
    reply.wording = replies.wording_of(reply)
    reply.signed_on, reply.approval = on, approval
    reply.content_hash = replies.hash_of(reply)
    pen.save(reply, "applications.reply_signed")
    for asked in proofs.overridden(reply.application, replies.decision_of(reply), reply.told):
        notice = reply.notices.filter(consultation=asked, told_on=None).first()
        notice = notice or ReleaseNotice(reply=reply, consultation=asked)
        notice.voided_on = None
        family = replies.numbers_of(organ, replies.NOTICES)
        notice.number = notice.number or next_number(pen, family, on=on).text
        notice.reason = reply.told[proofs.RELEASE_REASON]
        notice.remedy = replies.in_paragraphs(replies.release_told(organ, on))
        notice.wording = notice_wording(notice)
        pen.save(notice, "applications.release_noticed")


def unnoticed(pen: Pen, reply: Reply) -> None:
    """What third parties were to be told, or were told, of a signature counts no more when it is taken back."""
    for notice in reply.notices.in_force():
        notice.voided_on = localdate(pen.at)
        pen.save(notice, "applications.notice_voided")


def _signed_on(review: Review, application: Application) -> date:
    """The day of the last signature; a sheet that comes in late signs no earlier than what happened meanwhile."""
    last = application.happenings.order_by("on").last()
    step = review.steps.order_by("pk").last()
    return max(step.signed_on, last.on)


def _must_still_hold(reply: Reply, on: date) -> None:
    """What the reply rests on and where it sends people is as it was when it went into the chain. Raises Refused."""
    application, decision = reply.application, replies.decision_of(reply)
    proofs.must_be_complete(application, decision, reply.told)
    told = replies.remedy_told(decision.remedy, application.organ, on, is_electronic=reply.is_electronic)
    if replies.in_paragraphs(told) != reply.remedy:
        raise Refused(
            "送审以后，复议机关、管辖法院或者有关规定有了变动，答复里的救济途径已经不对。",
            "请退回，由经办人重新送审，系统会写上现在的救济途径。",
        )
    must_be_fit(reply, on=on, what="签发")


def involved(pk: int) -> frozenset[str]:
    """Whoever was asked as a third party is one that this reply concerns."""
    asked = Consultation.objects.filter(application__replies=pk, of=Consulted.THIRD_PARTY.value)
    return frozenset({_THIRD_PARTY} if asked.exists() else ())


subject(LABEL, current=current, approved=approved, returned=returned, in_use=in_use, involved=involved)
