"""Who was asked, what a reply rests on, and how it reached the applicant."""

from collections.abc import Iterator
from datetime import date

from gongkai.kernel.case import Happened
from gongkai.kernel.days import in_words
from gongkai.kernel.paper import Block, Paper
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications.models import Application, FeeNotice, ReleaseNotice, Reply
from gongkai.web.applications.replies import proofs
from gongkai.web.applications.replies import reply as replies
from gongkai.web.applications.service import served as service

from .forms import heading, lines, sheet, table
from .places import PROVEN_IN
from .veil import Veil

_DAYS = {
    Happened.CONSULTATION_SENT.value: "发出征求意见书",
    Happened.CONSULTATION_RECEIVED.value: "送达",
    Happened.CONSULTATION_CLOSED.value: "结束",
}


def consulted(application: Application, veil: Veil) -> Paper | None:
    """征求意见: who was asked about what, on which days, and what was answered."""
    blocks: list[Block] = []
    for place, one in enumerate(application.consultations.order_by("pk"), 1):
        days = application.happenings.filter(ref=one.ref, kind__in=_DAYS).order_by("on", "pk")
        rows = (
            ("征求谁的意见", one.get_of_display()),
            ("名称", veil.party(one)),
            ("涉及的内容", veil.text(one.about)),
            *((_DAYS[day.kind], in_words(day.on)) for day in days),
            ("意见", one.get_opinion_display() or "没有收到意见"),
            ("意见的理由", veil.text(one.grounds)),
            *(("公开决定告知书", _noticed(notice)) for notice in one.notices.order_by("pk")),
        )
        blocks += [heading(f"第{place}次征求意见"), lines("征求意见", rows)]
    return sheet("征求意见", application.organ.name, blocks) if blocks else None


def charged(application: Application) -> Paper | None:
    """收费: what was billed, how it was reckoned, and whether it was paid."""
    fee = (
        FeeNotice.objects.filter(application=application).select_related("proposed_by", "approved_by").first()
    )
    if fee is None:
        return None
    rows = (
        ("金额", f"{fee.amount}元"),
        ("计收方式", f"{fee.get_method_display()}，数量{fee.quantity}"),
        ("提出人、批准人", f"{fee.proposed_by}、{fee.approved_by or '没有批准'}"),
        ("送达日期", _day(fee.noticed_on)),
        ("缴费期限", _day(fee.due_on)),
        ("缴费", f"{_day(fee.paid_on)}，票据号{fee.receipt_no}" if fee.paid_on else "没有缴费"),
    )
    return sheet("信息处理费", application.organ.name, [lines("收费", rows)])


def grounds(application: Application, veil: Veil) -> Paper | None:
    """答复的依据: for each reply its result, what the law wants it to rest on, and what the officer wrote down."""
    blocks: list[Block] = []
    for reply in application.replies.order_by("round"):
        blocks += [heading(f"第{reply.round}次答复"), lines("答复", _grounds(reply, veil))]
    return sheet("答复的依据", application.organ.name, blocks) if blocks else None


def _grounds(reply: Reply, veil: Veil) -> Iterator[tuple[str, object]]:
    law, decision = outcome_law(), replies.decision_of(reply)
    yield "文号", reply.number
    yield "处理结果", "、".join(one.name for one in decision.parts)
    yield "以其中一项为主的理由", veil.text(reply.reason)
    yield "依据", veil.text(reply.basis)
    yield "内容", veil.text(reply.text)
    for code in decision.proofs:
        asked = [one for way in proofs.TOLD.get(code, ()) for one in way]
        said = [(one.label, reply.told[one.key]) for one in asked if isinstance(reply.told.get(one.key), str)]
        words = "；".join(f"{label}：{veil.text(told).strip('。； ')}" for label, told in said if told)
        yield law.proofs[code].name, words or f"见“{PROVEN_IN.get(code, '09 文书')}”"
    yield "内容的哈希", reply.content_hash
    yield "签发日期", _day(reply.signed_on)
    yield "救济途径", reply.remedy


def served(application: Application, veil: Veil) -> Paper | None:
    """送达: which letter went out in which way, on which day, and when it arrived."""
    notices = ReleaseNotice.objects.filter(reply__application=application).select_related("consultation")
    rows = [
        *(_reply(one, veil) for one in application.replies.exclude(made_on=None).order_by("round")),
        *(_notice(one, veil) for one in notices.exclude(told_on=None).order_by("pk")),
    ]
    heads = ("文书", "方式", "邮件号", "送出", "签收")
    told = [table("送达", heads, rows, shares=(7, 4, 6, 5, 5))]
    tried = [
        (
            str(one.carried),
            one.get_way_display(),
            _day(one.on),
            _day(one.arrived_on or one.counts_on),
            f"{_day(one.failed_on)} {veil.text(one.failed_because)}".strip(),
        )
        for one in application.attempts.order_by("pk")
    ]
    if tried:
        heads = ("文书", "方式", "送出", "送达", "退回和原因")
        told += [heading("每一次送达的经过"), table("经过", heads, tried, shares=(7, 4, 5, 5, 5))]
    return sheet("送达情况", application.organ.name, told) if rows or tried else None


def _reply(one: Reply, veil: Veil) -> tuple[str, ...]:
    name = f"{replies.letter_of(one)}（{one.number}）"
    return (
        name,
        *_way(one, veil),
        _day(one.made_on),
        _day(one.served_on),
    )


def _notice(one: ReleaseNotice, veil: Veil) -> tuple[str, ...]:
    void = "（已作废）" if one.voided_on else ""
    name = f"公开决定告知书（{one.number}）{void}，送{veil.party(one.consultation)}"
    attempt = service.telling_of(one)
    return name, *_way(one, veil), _day(one.told_on), _day(attempt.arrived_on if attempt else None)


def _way(one: Reply | ReleaseNotice, veil: Veil) -> tuple[str, str]:
    """By which way and under which number it arrived, or went out last."""
    attempt = service.telling_of(one)
    return service.way_told(one), _number(attempt.tracking_no if attempt else "", veil)


def _noticed(notice: ReleaseNotice) -> str:
    told = f"，{in_words(notice.told_on)}送出" if notice.told_on else ""
    void = f"，{in_words(notice.voided_on)}随签发撤回而作废" if notice.voided_on else ""
    return f"{notice.number}{told}{void}"


def _number(number: str, veil: Veil) -> str:
    """The number of a letter leads to where it was brought."""
    return number if not veil.is_masked else f"***{number[-4:]}" if number else ""


def _day(on: date | None) -> str:
    return in_words(on) if on else ""
