"""What happens to what visitors say: it is taken in, passed on to whose it is, and answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from django.utils.timezone import localdate

from gongkai.kernel.duties import PUBLIC, Viewer
from gongkai.kernel.limits import due
from gongkai.kernel.problems import Refused
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.limits import limits
from gongkai.web.disclosure.models import Item
from gongkai.web.disclosure.models.item import DRAFTERS
from gongkai.web.foundations.codes import new_code
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.registry import digest
from gongkai.web.organs.models import Organ, Section

from .models import Feedback, FeedbackStatus

LIMIT = "feedback_answer"
# So much within an hour: from one place, and from everywhere together.
HOUR = timedelta(hours=1)
MOST_FROM_ONE, MOST_TOGETHER = 5, 200
_CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Said:
    """What a visitor sends, and to whom the page belongs."""

    page: str
    topic: str
    text: str
    organ: Organ
    section: Section | None = None
    item: Item | None = None


def receive(said: Said, *, sender: str, at: datetime) -> tuple[Feedback, str]:
    """收下: take in what a visitor says; the row, and the code with which he reads the answer. Raises Refused.

    `sender` is the network address that he comes from; only a hash of it with the day is kept.
    """
    origin = digest(f"{localdate(at)} {sender}") if sender else None
    _must_not_flood(
        origin or "", at
    )  # before the act: whoever floods us does not get to write even a refusal
    with act("feedback.receive", said.organ.pk, by=PUBLIC, at=at) as pen:
        code = new_code(_CODE_LENGTH)
        counted = due(limits()[LIMIT], localdate(at), calendar=calendar())
        row = Feedback(
            organ=said.organ,
            section=said.section,
            item=said.item,
            page=said.page,
            topic=said.topic,
            text=said.text.strip(),
            code_digest=digest(code),
            sender=origin or "",
            received_at=at,
            due_on=counted.day,
            is_due_provisional=counted.is_provisional,
        )
        pen.save(row, "feedback.received")
    return row, code


def pass_on(row: Feedback, *, organ: Organ, section: Section | None, by: Viewer, at: datetime) -> Feedback:
    """转办: hand it to another organ or section; its limit stays. Raises Refused."""
    with act("feedback.pass_on", row.organ_id, by=by, at=at, subject=row) as pen:
        stored = _held(row)
        pen.duty = by.must_hold(*DRAFTERS, path=stored.organ.path)
        _must_be_open(stored)
        if section is not None and section.organ_id != organ.pk:
            raise Refused("所选科室不在所选机关。", "请选择该机关的科室，或者不选科室。")
        if (stored.organ_id, stored.section_id) == (organ.pk, section and section.pk):
            raise Refused("已经由这里承办。", "不需要转办。")
        stored.organ, stored.section = organ, section
        pen.save(stored, "feedback.passed_on")
    return stored


def answer(row: Feedback, *, outcome: str, text: str, by: Viewer, at: datetime) -> Feedback:
    """答复: tell the visitor what became of it. Raises Refused."""
    with act("feedback.answer", row.organ_id, by=by, at=at, subject=row) as pen:
        stored = _held(row)
        pen.duty = by.must_hold(*DRAFTERS, path=stored.organ.path)
        _must_be_open(stored)
        if not text.strip():
            raise Refused("没有写答复。", "请写明怎样处理，为什么；提出的人凭回执号看到的就是这段话。")
        stored.status, stored.outcome, stored.answer = FeedbackStatus.ANSWERED, outcome, text.strip()
        stored.answered_on, stored.answered_by_id = localdate(at), by.person
        pen.save(stored, "feedback.answered")
    return stored


def opened_with(number: str, code: str) -> Feedback | None:
    """What was said under a receipt number, for whoever has its code; None for everybody else."""
    digits = number.strip().upper().removeprefix("F")
    if not (digits.isdecimal() and digits.isascii() and len(digits) < 10):
        return None
    row = Feedback.objects.select_related("organ", "section").filter(pk=int(digits)).first()
    shown = digest(code.strip().upper()) or ""
    return row if row and compare_digest(row.code_digest, shown) else None


def _held(row: Feedback) -> Feedback:
    """The row as stored, held until the act ends."""
    return Feedback.objects.select_for_update(of=("self",)).select_related("organ").get(pk=row.pk)


def _must_be_open(row: Feedback) -> None:
    if row.status != FeedbackStatus.OPEN:
        raise Refused("这一件已经答复。", "不能再办理；需要补充的，请另行联系。")


def _must_not_flood(origin: str, at: datetime) -> None:
    lately = Feedback.objects.filter(received_at__gt=at - HOUR, received_at__lte=at)
    if origin and lately.filter(sender=origin).count() >= MOST_FROM_ONE:
        raise Refused(f"一小时内已经收到您的{MOST_FROM_ONE}件。", "请过一小时再提交，或者拨打该机关的电话。")
    if lately.count() >= MOST_TOGETHER:
        raise Refused("现在提交的人太多。", "请过一会儿再试，或者拨打该机关的电话。")
