"""登记: a review or a suit comes, is put right, is answered; or it was entered by mistake and counts no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.applications.models import Application
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.ledger.sentences import day
from gongkai.web.remedies.counting import count_in, count_void
from gongkai.web.remedies.limits import due_of
from gongkai.web.remedies.models import Challenge, ChallengeKind
from gongkai.web.remedies.selectors import bundles_of

# What the ledger says came.
_CAME = {ChallengeKind.REVIEW: "remedies.registered", ChallengeKind.SUIT: "remedies.sued"}


@dataclass(frozen=True, slots=True)
class Lodged:
    """What the papers of the review organ or the court say, and who sees to it; the procedure is that of a review."""

    kind: str
    procedure: str
    body: str
    case_no: str
    received_on: date
    owner: User | None = None
    # Of a suit after a review: which review.
    review: Challenge | None = None


def register(application: Application, lodged: Lodged, *, by: Viewer, at: datetime) -> Challenge:
    """登记: papers of a review organ or a court have come. Raises Refused."""
    with act("remedies.register", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = Application.objects.select_related("organ").get(pk=application.pk)
        pen.duty = by.must_hold(*HANDLERS, path=stored.organ.path)
        row = Challenge(application=stored, **_said(lodged))
        _must_follow_its_review(row)
        pen.save(_reckoned(row, at=at), _CAME[row.kind])
    return row


def correct(row: Challenge, lodged: Lodged, *, by: Viewer, at: datetime) -> Challenge:
    """更正登记: another number, another owner, another review, or it is heard by the ordinary procedure. Raises Refused."""
    with act("remedies.correct", row.application.organ_id, by=by, at=at, subject=row) as pen:
        stored = held(pen, row)
        must_not_be_void(stored)
        _must_keep_its_kind(stored, lodged.kind)
        for name, value in _said(lodged).items():
            setattr(stored, name, value)
        _must_follow_its_review(stored)
        _must_come_first(stored)
        pen.save(_reckoned(stored, at=at), "remedies.corrected")
    return stored


def answer(row: Challenge, *, on: date, bundle_sha256: str = "", by: Viewer, at: datetime) -> Challenge:
    """登记答复: answer and evidence were handed in; with a bundle, with which one. Raises Refused."""
    with act("remedies.answer", row.application.organ_id, by=by, at=at, subject=row) as pen:
        stored = held(pen, row)
        _must_be_open(stored)
        must_have_come(on, at)
        if on < stored.received_on:
            raise Refused(f"答复的日期早于收到的日期（{day(stored.received_on)}）。", "请核对日期。")
        if bundle_sha256 and bundle_sha256 not in {one.sha256 for one in bundles_of(stored.application)}:
            raise Refused("台账里没有这个证据包。", "请选择为这件申请制作的证据包，或者先制作一个。")
        stored.answered_on, stored.bundle_sha256 = on, bundle_sha256
        pen.save(stored, "remedies.answered")
    return stored


def void(row: Challenge, *, reason: str, by: Viewer, at: datetime) -> Challenge:
    """作废登记: it was entered by mistake; it needs no answer, and counts nowhere but where a year reported it. Raises Refused."""
    with act("remedies.void", row.application.organ_id, by=by, at=at, subject=row) as pen:
        stored = held(pen, row)
        must_not_be_void(stored)
        if not reason.strip():
            raise Refused("没有写明作废的原因。", "例如：登记到了另一件申请上；重复登记。")
        if suit := stored.suits.filter(is_void=False).first():
            raise Refused(f"诉讼{suit.case_no}写明是在这件复议以后提起的。", "请先更正那一件的登记。")
        stored.ended_on, stored.ended_because, stored.is_void = localdate(at), reason.strip(), True
        count_void(stored, at=at)
        checked(stored)
        pen.save(stored, "remedies.voided")
    return stored


def held(pen: Pen, row: Challenge) -> Challenge:
    """The row as stored, held until the act ends, for whoever handles cases there. Raises NotYourDuty."""
    found = Challenge.objects.select_for_update(of=("self",)).select_related("application__organ", "review")
    stored = found.get(pk=row.pk)
    pen.duty = pen.by.must_hold(*HANDLERS, path=stored.application.organ.path)
    return stored


def must_not_be_void(row: Challenge) -> None:
    """Refuse what was entered by mistake."""
    if row.is_void:
        raise Refused(f"这一件已经在{day(row.ended_on)}作废。", "确有其事的，请重新登记。")


def _said(lodged: Lodged) -> Mapping[str, object]:
    """As it is kept: words without what stands around them. Raises Refused."""
    said = {name: getattr(lodged, name) for name in ("kind", "received_on", "owner", "review")}
    is_review = lodged.kind == ChallengeKind.REVIEW
    if is_review and not lodged.procedure:
        raise Refused(
            "没有写明复议适用的程序。", "请照通知书选简易程序或者普通程序；没有写明的，选简易程序。"
        )
    procedure = lodged.procedure if is_review else ""
    words = {"body": lodged.body.strip(), "case_no": lodged.case_no.strip(), "procedure": procedure}
    return said | words


def _reckoned(row: Challenge, *, at: datetime) -> Challenge:
    """With its last day; not saved. Raises Refused."""
    must_have_come(row.received_on, at)
    due = due_of(row.kind, row.procedure, row.received_on)
    row.due_on, row.is_due_provisional = due.day, due.is_provisional
    count_in(row, at=at)
    checked(row)
    return row


def _must_be_open(row: Challenge) -> None:
    must_not_be_void(row)
    if row.answered_on:
        raise Refused(f"这一件已经在{day(row.answered_on)}答复。", "登记有误的，请作废后重新登记。")
    if row.ended_on:
        raise Refused(f"这一件已经在{day(row.ended_on)}终止。", "又要答复的，请重新登记。")
    if row.latest:
        raise Refused(
            f"这一件在{day(row.latest.decided_on)}已经有了结果，不再需要答复。",
            "结果登记有误的，请先撤销结果的登记。",
        )


def _must_keep_its_kind(row: Challenge, kind: str) -> None:
    """What a ruling or a suit rests on stays what it is."""
    if kind == row.kind:
        return
    if row.latest:
        raise Refused("已经登记了结果，不能再改是复议还是诉讼。", "请先撤销结果的登记，再更正。")
    if row.suits.filter(is_void=False).exists():
        raise Refused("有一件诉讼写明是在这件复议以后提起的。", "请先更正那一件的登记。")


def _must_follow_its_review(row: Challenge) -> None:
    """A suit names a review of the same application that came before it."""
    review = row.review
    if review is None:
        return
    if row.kind != ChallengeKind.SUIT:
        raise Refused("行政复议没有先行的复议。", "复议以后又起诉的，请登记为复议后起诉。")
    if (
        review.application_id != row.application_id
        or review.kind != ChallengeKind.REVIEW
        or review.is_void
        or review.pk == row.pk
    ):
        raise Refused("所选的不是这件申请的行政复议。", "请先登记那件行政复议，再登记诉讼。")
    if row.received_on < review.received_on:
        raise Refused(
            f"起诉状副本的收到日期早于先行的复议（{day(review.received_on)}收到）。",
            "请核对日期；不是对这件复议不服的，登记为未经复议直接起诉。",
        )


def _must_come_first(row: Challenge) -> None:
    """What came of it came later than the papers."""
    rulings = [one.received_on for one in row.rulings.all() if not one.is_void]
    later = [one.received_on for one in row.suits.all() if not one.is_void]
    days = [one for one in (row.answered_on, *rulings, *later) if one]
    if days and row.received_on > min(days):
        raise Refused(f"收到的日期晚于已经登记的答复、结果或者起诉（{day(min(days))}）。", "请核对日期。")
