"""What is done about a review or a suit: it is registered, put right, answered; or it ends before that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.applications.models import Application
from gongkai.web.applications.models.ground import HANDLERS
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.ledger.sentences import day

from .limits import due_of
from .models import Challenge
from .selectors import bundles_of


@dataclass(frozen=True, slots=True)
class Lodged:
    """What the papers of the review organ or the court say, and who sees to it."""

    kind: str
    procedure: str
    body: str
    case_no: str
    received_on: date
    owner: User | None = None


def register(application: Application, lodged: Lodged, *, by: Viewer, at: datetime) -> Challenge:
    """登记: papers of a review organ or a court have come. Raises Refused."""
    with act("remedies.register", application.organ_id, by=by, at=at, subject=application) as pen:
        stored = Application.objects.select_related("organ").get(pk=application.pk)
        pen.duty = by.must_hold(*HANDLERS, path=stored.organ.path)
        row = _reckoned(Challenge(application=stored, **_said(lodged)), at=at)
        pen.save(row, "remedies.registered")
    return row


def correct(row: Challenge, lodged: Lodged, *, by: Viewer, at: datetime) -> Challenge:
    """更正登记: another number, another owner, or the review is heard by the ordinary procedure. Raises Refused."""
    with act("remedies.correct", row.application.organ_id, by=by, at=at, subject=row) as pen:
        stored = _held(row)
        pen.duty = by.must_hold(*HANDLERS, path=stored.application.organ.path)
        _must_be_open(stored)
        for name, value in _said(lodged).items():
            setattr(stored, name, value)
        pen.save(_reckoned(stored, at=at), "remedies.corrected")
    return stored


def answer(row: Challenge, *, on: date, bundle_sha256: str = "", by: Viewer, at: datetime) -> Challenge:
    """登记答复: answer and evidence were handed in; with a bundle, with which one. Raises Refused."""
    with act("remedies.answer", row.application.organ_id, by=by, at=at, subject=row) as pen:
        stored = _held(row)
        pen.duty = by.must_hold(*HANDLERS, path=stored.application.organ.path)
        _must_be_open(stored)
        must_have_come(on, at)
        if on < stored.received_on:
            raise Refused(f"答复的日期早于收到的日期（{day(stored.received_on)}）。", "请核对日期。")
        if bundle_sha256 and bundle_sha256 not in {one.sha256 for one in bundles_of(stored.application)}:
            raise Refused("台账里没有这个证据包。", "请选择为这件申请制作的证据包，或者先制作一个。")
        stored.answered_on, stored.bundle_sha256 = on, bundle_sha256
        pen.save(stored, "remedies.answered")
    return stored


def end(row: Challenge, *, on: date, reason: str, by: Viewer, at: datetime) -> Challenge:
    """终止: it needs no answer any more, because it was taken back or entered by mistake. Raises Refused."""
    with act("remedies.end", row.application.organ_id, by=by, at=at, subject=row) as pen:
        stored = _held(row)
        pen.duty = by.must_hold(*HANDLERS, path=stored.application.organ.path)
        _must_be_open(stored)
        must_have_come(on, at)
        if not reason.strip():
            raise Refused("没有写明终止的原因。", "例如：申请人撤回复议申请；登记有误。")
        stored.ended_on, stored.ended_because = on, reason.strip()
        checked(stored)
        pen.save(stored, "remedies.ended")
    return stored


def _said(lodged: Lodged) -> Mapping[str, object]:
    """As it is kept: words without what stands around them."""
    said = {name: getattr(lodged, name) for name in ("kind", "procedure", "received_on", "owner")}
    return said | {"body": lodged.body.strip(), "case_no": lodged.case_no.strip()}


def _reckoned(row: Challenge, *, at: datetime) -> Challenge:
    """With its last day; not saved. Raises Refused."""
    must_have_come(row.received_on, at)
    due = due_of(row.kind, row.procedure, row.received_on)
    row.due_on, row.is_due_provisional = due.day, due.is_provisional
    checked(row)
    return row


def _held(row: Challenge) -> Challenge:
    """The row as stored, held until the act ends."""
    found = Challenge.objects.select_for_update(of=("self",)).select_related("application__organ")
    return found.get(pk=row.pk)


def _must_be_open(row: Challenge) -> None:
    if row.answered_on:
        raise Refused(f"这一件已经在{day(row.answered_on)}答复。", "登记有误的，请另外登记并写明。")
    if row.ended_on:
        raise Refused(f"这一件已经在{day(row.ended_on)}终止。", "又要答复的，请重新登记。")
