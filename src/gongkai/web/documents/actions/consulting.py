"""Putting a draft before the public, taking in what comes back, and telling what was adopted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.engine.content import from_text
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.disclosure.content import Content, File
from gongkai.web.disclosure.models import Item, ItemKind
from gongkai.web.documents.limits import consultation_days
from gongkai.web.documents.models import (
    Consultation,
    ConsultationStatus,
    DocumentStatus,
    Opinion,
    OpinionVerdict,
)
from gongkai.web.documents.models.document import KEEPERS
from gongkai.web.documents.publicity import must_have_been_public
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.sentences import day

from .rows import held as held_document
from .rows import must_be as document_must_be


def held(consultation: Consultation) -> Consultation:
    """The consultation as stored, held until the act ends."""
    return (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("document__organ", "item", "summary_item")
        .get(pk=consultation.pk)
    )


def open_consultation(consultation: Consultation, *, by: Viewer, at: datetime) -> Consultation:
    """公开征求意见: for so many days at least as the law data say; a shorter period needs its reason, told publicly."""
    document = consultation.document
    with act("consultations.open", document.organ_id, by=by, at=at) as pen:
        stored = held_document(document)
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        document_must_be(stored, DocumentStatus.DRAFTING)
        if stored.consultations.filter(status=ConsultationStatus.OPEN).exists():
            raise Refused("这份文件正在公开征求意见。", "请先结束正在进行的一次，再开始下一次。")
        _must_be_ahead(consultation, on=localdate(at))
        _must_be_long_enough(consultation)
        consultation.document = stored
        kind = "major_consultation_opened" if consultation.is_major else "consultation_opened"
        pen.save(consultation, f"documents.{kind}", organ=stored.organ_id)
    return consultation


def publish_draft(
    consultation: Consultation,
    *,
    body: str = "",
    attachments: tuple[File, ...] = (),
    by: Viewer,
    at: datetime,
) -> Item:
    """起草公布的征求意见稿: the item under which the draft is put before the public; it goes through its own review."""
    title = f"关于《{consultation.document.title}》公开征求意见的公告"
    with _of(consultation, "consultations.publish", by=by, at=at) as (pen, stored):
        if stored.item_id:
            raise Refused("征求意见稿已经起草为公开的信息。", "请到那条信息的页面办理。")
        _must_stand(stored, ConsultationStatus.OPEN)
        content = Content(
            title=title[:200],
            summary=_announced(stored),
            body=body,
            formed_on=stored.since_on,
            notice_until_on=stored.until_on,
            attachments=attachments,
        )
        stored.item = _drafted(pen, stored, content)
        pen.save(stored, "documents.consultation_published")
    return stored.item


def receive(
    consultation: Consultation, text: str, *, sender: str, received_on: date, by: Viewer, at: datetime
) -> Opinion:
    """登记意见: one that came in, also after the last day; its text stays out of the ledger."""
    with _of(consultation, "consultations.receive", by=by, at=at) as (pen, stored):
        _must_stand(stored, ConsultationStatus.OPEN, ConsultationStatus.CLOSED)
        if not text.strip():
            raise Refused("没有写意见的内容。", "请写明提出的意见。")
        if not stored.since_on <= received_on <= localdate(at):
            raise Refused("收到日期早于开始征求意见的日期，或者还没有到。", "请核对日期。")
        number = stored.opinions.count() + 1
        opinion = Opinion(
            consultation=stored, number=number, received_on=received_on, sender=sender, text=text.strip()
        )
        pen.save(opinion, "documents.opinion_received")
    return opinion


def answer(opinion: Opinion, verdict: str, *, reason: str = "", by: Viewer, at: datetime) -> Opinion:
    """处理意见: adopted, partly, or not; the latter two with a reason."""
    with _of(opinion.consultation, "consultations.answer", by=by, at=at) as (pen, stored):
        _must_stand(stored, ConsultationStatus.OPEN, ConsultationStatus.CLOSED)
        if verdict != OpinionVerdict.ADOPTED and not reason.strip():
            raise Refused("没有写不采纳或者部分采纳的理由。", "请写明理由；公布采纳情况时会用到。")
        answered = Opinion.objects.select_for_update().get(pk=opinion.pk)
        answered.verdict, answered.reason = verdict, reason.strip()
        pen.save(answered, "documents.opinion_answered")
    return answered


def close(
    consultation: Consultation, *, by: Viewer, at: datetime, elsewhere: str = "", proof: str = ""
) -> Consultation:
    """结束征求意见 after the last day, when the draft was public long enough.

    Where it was public `elsewhere`, not as an item of ours, the `proof` is the address, or how it was done.
    """
    with _of(consultation, "consultations.close", by=by, at=at) as (pen, stored):
        _must_stand(stored, ConsultationStatus.OPEN)
        if localdate(at) <= stored.until_on:
            raise Refused("征求意见的期限还没有满。", "请在截止日期以后结束。")
        stored.elsewhere, stored.elsewhere_proof = elsewhere.strip(), proof.strip()
        if bool(stored.elsewhere) != bool(stored.elsewhere_proof):
            raise Refused("公布征求意见稿的其他渠道没有写全。", "请写明渠道，以及网址或者公布的情况。")
        must_have_been_public(stored, on=localdate(at))
        stored.status, stored.closed_on = ConsultationStatus.CLOSED, localdate(at)
        pen.save(stored, "documents.consultation_closed", facts={"received": stored.opinions.count()})
    return stored


def summarise(consultation: Consultation, summary: str, *, by: Viewer, at: datetime) -> Item:
    """反馈采纳情况: draft what the public will read of it; every opinion has been answered by then."""
    with _of(consultation, "consultations.summarise", by=by, at=at) as (pen, stored):
        _must_stand(stored, ConsultationStatus.CLOSED)
        left = stored.opinions.filter(verdict="").count()
        if left:
            raise Refused(f"还有{left}条意见没有处理。", "请逐条写明是否采纳和理由。")
        if not summary.strip():
            raise Refused("没有写采纳情况。", "请说明收到多少条意见、采纳了哪些、没有采纳的理由。")
        title = f"《{stored.document.title}》公开征求意见采纳情况"
        content = Content(
            title=title[:200], summary=summary.strip(), body=from_text(summary).html, formed_on=localdate(at)
        )
        stored.summary_item = _drafted(pen, stored, content)
        stored.status = ConsultationStatus.ANSWERED
        kind = "major_consultation_summarised" if stored.is_major else "consultation_summarised"
        pen.save(stored, f"documents.{kind}")
    return stored.summary_item


@contextmanager
def _of(
    consultation: Consultation, name: str, *, by: Viewer, at: datetime
) -> Iterator[tuple[Pen, Consultation]]:
    """An act about a consultation: its row held, the duty of its organ asked for."""
    organ = consultation.document.organ_id
    with act(name, organ, by=by, at=at, subject=consultation) as pen:
        stored = held(consultation)
        pen.duty = by.must_hold(*KEEPERS, path=stored.document.organ.path)
        yield pen, stored


def _must_stand(consultation: Consultation, *statuses: str) -> None:
    """The act is for consultations that stand there. Raises Refused."""
    if consultation.status not in statuses:
        raise Refused(
            f"这次征求意见{consultation.get_status_display()}，不能这样办理。",
            "请回到它的页面，看现在可以办理什么。",
        )


def _must_be_ahead(consultation: Consultation, *, on: date) -> None:
    """Nobody was asked on a day before it was begun. Raises Refused."""
    if consultation.since_on < on:
        raise Refused(
            "开始日期已经过去。", "征求意见从公布之日起算：请填写今天或者以后的日期，给审核和发布留出时间。"
        )


def _must_be_long_enough(consultation: Consultation) -> None:
    """Not shorter than the law data say, or with a reason. Raises Refused."""
    days = (consultation.until_on - consultation.since_on).days
    least = consultation_days(is_major=consultation.is_major)
    if days < 0:
        raise Refused("截止日期早于开始日期。", "请核对这两个日期。")
    if days < least and not consultation.shortened_because.strip():
        kind = "重大行政决策" if consultation.is_major else "一般文件"
        raise Refused(
            f"{kind}公开征求意见一般不少于{least}日，现在是{days}日。",
            "请延长期限；因情况紧急等原因需要缩短的，写明理由并在公告中说明。",
        )


def _announced(consultation: Consultation) -> str:
    """What the announcement says of the period and the ways of answering."""
    period = f"自{day(consultation.since_on)}至{day(consultation.until_on)}"
    why = consultation.shortened_because.strip()
    shortened = f"期限缩短的原因：{why.rstrip('。')}。" if why else ""
    return (
        f"{period}公开征求意见。可以通过以下途径提出意见：{consultation.channels.rstrip('。')}。{shortened}"
    )


def _drafted(pen: Pen, consultation: Consultation, content: Content) -> Item:
    document = consultation.document
    item = Item(organ=document.organ, kind=ItemKind.NOTICE, section=document.section)
    return disclosure.drafted(pen, item, content)
