"""What a case knows of what its letters say, form by form; the rest an officer fills in."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.timezone import localdate

from gongkai.kernel.case import Consulted, Happened
from gongkai.kernel.clock import clock
from gongkai.kernel.days import in_words
from gongkai.kernel.fees import BY_ITEM, standard, yuan
from gongkai.kernel.letter_forms import Recipient
from gongkai.kernel.remedies import Remedy, RemedyCode
from gongkai.lawbook.deadlines import clock_law
from gongkai.lawbook.fees import fee_law
from gongkai.lawbook.letters import letter_law
from gongkai.web.applications.actions.moving import clock_of
from gongkai.web.applications.models import Application, Delivery, FeeNotice, PaperKind
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.replies.known import sent_on

from .around import Around, after, before, day, last, moved
from .facts import common_facts, consulted_of

# The slip for the answer lies beside the letter that asks; its number comes from there.
BESIDE = {"T07": ("T07a",)}
SLIP = "第三方意见回执"
_HIDDEN = "（见入卷的文书）"
_BROUGHT = (PaperKind.APPLICATION, PaperKind.IDENTITY, PaperKind.AUTHORITY)
# Whom an organ asks, why, and under which article.
_WHOM = {
    Consulted.THIRD_PARTY.value: ("第三方", "可能涉及第三方的合法权益", "第三十二条"),
    Consulted.ORGAN.value: ("其他行政机关", "涉及其他行政机关", "第三十三条第三款"),
    Consulted.CO_MAKER.value: ("共同制作的行政机关", "由本机关与其他行政机关共同制作", "第三十四条"),
}
_SERVED_BY = {
    Delivery.POST: "邮寄",
    Delivery.IN_PERSON: "直接送达",
    Delivery.EMAIL: "发送到电子邮箱",
    Delivery.ONLINE: "在网上查看",
    Delivery.FAX: "邮寄",
}


_Facts = dict[str, str | tuple[Mapping[str, str], ...]]


def known_of(application: Application, code: str, around: Around) -> _Facts:
    """Everything that is known of a letter before anybody fills in a word; what nobody knows is left out."""
    form = letter_law().forms[code]
    facts: _Facts = {**common_facts(application, on=around.on), **_addressed(form.recipient, around)}
    told = _KNOWN.get(code)
    facts |= told(application, around) if told else {}
    facts |= _decided(application, form.remedy, around)
    return {name: fact for name, fact in facts.items() if fact or not isinstance(fact, str)}


def remedy_of(application: Application, form_remedy: str, around: Around) -> Remedy | None:
    """What a letter tells about remedies; None where nothing is told. Raises Refused while a body is not settled."""
    code = RemedyCode(form_remedy) if form_remedy else around.decision.remedy if around.decision else None
    if code is None or code is RemedyCode.NONE:
        return None
    online = replies.goes_online(application)
    return replies.remedy_told(code, application.organ, around.on, is_electronic=online)


def _decided(application: Application, form_remedy: str, around: Around) -> _Facts:
    """Articles and remedies of the result, and that nothing else was asked."""
    facts: _Facts = {"others": ()}
    if around.decision is not None:
        facts["basis"] = "；".join(around.decision.basis)
    if remedy := remedy_of(application, form_remedy, around):
        facts["remedy"] = "\n".join(line.text for line in remedy.lines)
    return facts


def _addressed(recipient: Recipient, around: Around) -> dict[str, str]:
    """Who gets it where that is not the applicant; of whom nothing is known, an officer writes the name."""
    if recipient in (Recipient.APPLICANT, Recipient.FILE):
        return {}
    if recipient is Recipient.SECTION and around.contribution is not None:
        return {"addressee": str(around.contribution.section), "you": "你们"}
    return consulted_of(around.consultation).facts if around.consultation else {"addressee": ""}


def _received(application: Application, _around: Around) -> _Facts:
    brought = application.papers.filter(kind__in=_BROUGHT, destroyed_on=None).order_by("pk")
    names = dict.fromkeys(paper.get_kind_display() for paper in brought)
    return {
        "channel": application.get_channel_display(),
        "attachments": "、".join(names) or "无",
        "reply_due_on": day(clock_of(application).due_on),
    }


def _registered(application: Application, around: Around) -> _Facts:
    first = application.applicants.order_by("order").first()
    return {
        **_received(application, around),
        "applicant": str(common_facts(application)["addressee"]),
        "kind": first.get_kind_display() if first else "",
        "handler": str(application.handler or ""),
        "section": str(application.section or ""),
    }


def _form(application: Application, _around: Around) -> _Facts:
    first = application.applicants.order_by("order").first()
    contact = first.masked_contact if first else ""
    return {
        "applicant": str(common_facts(application)["addressee"]),
        "identity_proof": _HIDDEN,
        "applicant_contact": contact or _HIDDEN,
        "form": application.get_supply_form_display(),
        "delivery": application.get_delivery_display(),
        "applied_on": in_words(localdate(application.submitted_at)),
    }


def _correction(application: Application, around: Around) -> _Facts:
    event = last(application, Happened.CORRECTION_ASKED, around)
    organ = application.organ
    told = clock(after(application, event), law=clock_law()) if event else None
    online = "，也可以在网上的“我的申请”中凭回执号和查询码提交"
    return {
        "limit_on": day(event.limit_on if event else None),
        "return_to": f"{organ.address}{online}" if organ.address else "",
        "late_due_on": day(told.due_on) if told and told.is_late_notice else "",
    }


def _reasons(application: Application, around: Around) -> _Facts:
    event = last(application, Happened.REASONS_ASKED, around)
    return {"limit_on": day(event.limit_on if event else None)}


def _extension(application: Application, around: Around) -> _Facts:
    event = last(application, Happened.EXTENDED, around)
    if event is None:
        return {}
    days, extended = moved(application, event)
    return {
        **days,
        "extension_days": str(event.days or ""),
        "new_due_on": day(extended.due_on),
        "reason": event.reason,
    }


def _delay(application: Application, around: Around) -> _Facts:
    event = last(application, Happened.DELAYED, around)
    if event is None:
        return {}
    days, _delayed = moved(application, event)
    return {**days, "delayed_on": day(event.until), "reason": event.reason}


def _asking(application: Application, around: Around) -> _Facts:
    """What somebody else is asked: what it is about, in how many working days he answers, and where to."""
    asked = around.consultation
    if asked is None:
        return {}
    length = getattr(clock_law().deadlines, f"{asked.of}_due")
    return {
        "about": asked.about,
        "answer_days": str(length.workdays),
        "return_to": application.organ.address,
        "annexes": ({"name": SLIP},),
    }


def _co_making(application: Application, around: Around) -> _Facts:
    return {name: fact for name, fact in _asking(application, around).items() if name != "annexes"}


def _consulting(application: Application, around: Around) -> _Facts:
    asked = around.consultation
    whom, because, article = _WHOM[asked.of] if asked else ("", "", "")
    asked_on = day(around.event.on) if around.event else sent_on(asked) if asked else ""
    return {"consulted": whom, "because": because, "article": article, "sent_on": asked_on}


def _section(application: Application, around: Around) -> _Facts:
    asked = around.contribution
    facts: _Facts = {"about": application.title}
    return facts | {"question": asked.question, "limit_on": day(asked.due_on)} if asked else facts


def _fee(_application: Application, around: Around) -> _Facts:
    fee = around.fee
    if fee is None:
        return {}
    law = fee_law()
    ladder = law.ladders[fee.method]
    # Articles and standard stand before the sum, the amount after it: each has a place of its own.
    lines = [line.rstrip("。") for line in fee.lines[2:-1]]
    return {
        "fee_basis": law.article,
        "fee_standard": f"{ladder.name}，{ladder.counted}。{standard(ladder)}",
        "fee_lines": tuple({"said": line} for line in lines),
        "fee_amount": yuan(fee.amount),
        "fee_items": str(fee.quantity) if fee.method == BY_ITEM and fee.quantity > 1 else "",
        "payment_days": str(clock_law().deadlines.payment_due.workdays),
    }


def _uncorrected(application: Application, around: Around) -> _Facts:
    asked = last(application, Happened.CORRECTION_ASKED, around)
    lapsed = last(application, Happened.CORRECTION_LAPSED, around)
    events = before(application, replace(around, event=lapsed))
    until = clock(events, law=clock_law()).limit("correction_due")
    return {
        "asked_on": day(asked.on if asked else None),
        "lapsed_on": day(until),
        "service": _way(application),
    }


def _unpaid(application: Application, _around: Around) -> _Facts:
    fee = FeeNotice.objects.filter(application=application).first()
    facts: _Facts = {"service": _way(application)}
    if fee is None:
        return facts
    amount = {"fee_amount": yuan(fee.amount)}
    return facts | amount | {"asked_on": day(fee.noticed_on), "lapsed_on": day(fee.due_on)}


def _withdrawn(application: Application, around: Around) -> _Facts:
    event = last(application, Happened.WITHDRAWN, around)
    return {"withdrawn_on": day(event.on if event else None)}


def _rectified(application: Application, _around: Around) -> _Facts:
    return {"service": _way(application)}


def _way(application: Application) -> str:
    return _SERVED_BY[Delivery(application.delivery)]


_KNOWN: Mapping[str, Callable[[Application, Around], _Facts]] = {
    "T01": _form,
    "T02": _registered,
    "T03": _received,
    "T04": _correction,
    "T05": _reasons,
    "T06": _extension,
    "T07": _asking,
    "T07a": _co_making,
    "T08": _consulting,
    "T09": _co_making,
    "T10": _section,
    "T12": _fee,
    "T13": _delay,
    "T34": _uncorrected,
    "T35": _unpaid,
    "T36": _withdrawn,
    "T40": _rectified,
    "T41": _rectified,
}
