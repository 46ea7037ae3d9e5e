"""结果: a ruling comes, is appealed against, is put right, or was entered by mistake; and what it orders is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from gongkai.kernel.case import Reopener
from gongkai.kernel.challenges import ChallengeColumn
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions import replying
from gongkai.web.applications.models import Application, PaperKind
from gongkai.web.applications.papers import add_paper
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.ledger.sentences import day
from gongkai.web.remedies.counting import count_ruling
from gongkai.web.remedies.models import Challenge, ChallengeKind, Instance, Ruling
from gongkai.web.remedies.selectors import is_followed

from .registering import held, must_not_be_void


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What the ruling says; `limit_on` is the last day for the reply that it orders, `paper` the sheet itself as a file."""

    result: str
    decided_on: date
    received_on: date
    instance: str = Instance.REVIEW
    gist: str = ""
    orders_reply: bool = False
    limit_on: date | None = None
    paper: bytes | None = field(default=None, repr=False)
    paper_name: str = ""


def decide(row: Challenge, ruled: Ruled, *, by: Viewer, at: datetime) -> Ruling:
    """登记结果: the review organ has decided, or a court has. Raises Refused."""
    with act("remedies.decide", row.application.organ_id, by=by, at=at, subject=row) as pen:
        stored = held(pen, row)
        must_not_be_void(stored)
        if stored.decided:
            raise Refused(
                f"这一件在{day(stored.decided.decided_on)}已经有了结果：{stored.decided.result_name}。",
                "登记有误的，请更正结果；又上诉的，请先登记上诉。",
            )
        ruling = Ruling(challenge=stored)
        _enter(pen, ruling, ruled, kind="remedies.decided")
    return ruling


def appeal(row: Challenge, *, on: date, by: Viewer, at: datetime) -> Ruling:
    """登记上诉: what a court ruled counts no more, and the case is pending until the next ruling. Raises Refused."""
    with act("remedies.appeal", row.application.organ_id, by=by, at=at, subject=row) as pen:
        stored = held(pen, row)
        must_not_be_void(stored)
        ruling = stored.decided
        if stored.kind != ChallengeKind.SUIT or ruling is None:
            raise Refused("没有可以上诉的裁判。", "请先登记一审的结果；对复议决定不服的，登记再起诉。")
        ruling.appealed_on = on
        _must_fit(pen, ruling)
        pen.save(ruling, "remedies.appealed")
    return ruling


def amend(
    ruling: Ruling, ruled: Ruled, *, appealed_on: date | None = None, reason: str, by: Viewer, at: datetime
) -> Ruling:
    """更正结果: what was entered of a ruling is put right, and why; the ledger keeps what stood there. Raises Refused."""
    with act("remedies.amend", ruling.challenge.application.organ_id, by=by, at=at, subject=ruling) as pen:
        stored = _held(pen, ruling, reason)
        stored.appealed_on = appealed_on
        _enter(pen, stored, ruled, kind="remedies.amended")
    return stored


def withdraw(ruling: Ruling, *, reason: str, by: Viewer, at: datetime) -> Ruling:
    """撤销结果的登记: there is no such ruling, or it belongs to another case. Raises Refused."""
    with act("remedies.withdraw", ruling.challenge.application.organ_id, by=by, at=at, subject=ruling) as pen:
        stored = _held(pen, ruling, reason)
        if stored != stored.challenge.latest:
            raise Refused("在它以后还有登记的裁判。", "请从最后一份裁判开始撤销。")
        stored.is_void = True
        checked(stored)
        pen.save(stored, "remedies.withdrawn")
    return stored


def reopen(ruling: Ruling, *, reason: str, by: Viewer, at: datetime) -> Application:
    """按决定重新办理: the application is worked on anew from the day on which the ruling came, within its limit. Raises Problem."""
    challenge = ruling.challenge
    if not ruling.orders_reply or challenge.decided != ruling:
        raise Refused("没有责令重新答复的有效裁判。", "请核对登记的结果；上诉期间，等候终审。")
    if is_followed(ruling):
        raise Refused("这件申请已经按这份裁判重新办理。", "请在申请的页面继续办理。")
    is_review = challenge.kind == ChallengeKind.REVIEW
    return replying.reopen(
        challenge.application,
        reopener=Reopener.REVIEW if is_review else Reopener.COURT,
        on=ruling.received_on,
        limit_on=ruling.limit_on,
        reason=reason,
        by=by,
        at=at,
    )


def _held(pen: Pen, ruling: Ruling, reason: str) -> Ruling:
    """The ruling as stored, its case held, with why it changes."""
    challenge = held(pen, ruling.challenge)
    must_not_be_void(challenge)
    stored = Ruling.objects.get(pk=ruling.pk)
    stored.challenge = challenge
    if stored.is_void:
        raise Refused("这份裁判的登记已经撤销。", "确有其事的，请重新登记结果。")
    if not reason.strip():
        raise Refused("没有写明更正的原因。", "例如：结果看错；日期写错；登记到了另一件上。")
    stored.changed_because = reason.strip()
    return stored


def _enter(pen: Pen, ruling: Ruling, ruled: Ruled, *, kind: str) -> None:
    """Write down what the ruling says, with its sheet. Raises Problem."""
    for name, value in _said(ruled).items():
        setattr(ruling, name, value)
    _must_agree(ruling)
    _must_fit(pen, ruling)
    if ruled.paper is not None:
        ruling.paper = add_paper(
            pen,
            ruling.challenge.application,
            kind=PaperKind.OTHER,
            name=ruled.paper_name,
            data=ruled.paper,
            on=ruling.received_on,
        )
    pen.save(ruling, kind, facts={"result": ruling.result_name})


def _said(ruled: Ruled) -> Mapping[str, object]:
    names = ("result", "instance", "decided_on", "received_on", "orders_reply", "limit_on")
    return {name: getattr(ruled, name) for name in names} | {"gist": ruled.gist.strip()}


def _must_agree(ruling: Ruling) -> None:
    """The result is one of those that such a case can have, and orders only what it can order."""
    is_review = ruling.challenge.kind == ChallengeKind.REVIEW
    if ruling.known is None or ruling.known.way != ruling.challenge.kind:
        raise Refused("这类案件没有这种结果。", "请从列出的结果中选择。")
    if is_review != (ruling.instance == Instance.REVIEW):
        raise Refused("审级与案件的类型不一致。", "诉讼请选一审、二审或者再审。")
    if ruling.orders_reply and ruling.known.column != ChallengeColumn.CORRECTED:
        raise Refused(
            f"“{ruling.result_name}”没有纠正原来的处理，不会责令重新答复。",
            "请核对结果；机关自己愿意重新答复的，在申请的页面办理“重新办理”。",
        )
    if ruling.limit_on and not ruling.orders_reply:
        raise Refused("写了限定的日期，没有选责令重新答复。", "请一并选上，或者不写日期。")


def _must_fit(pen: Pen, ruling: Ruling) -> None:
    """Its days hold, and each ruling but the last one was appealed against before the next was made."""
    for on in (ruling.received_on, ruling.appealed_on):
        if on:
            must_have_come(on, pen.at)
    _must_be_in_order(ruling)
    others = [one for one in ruling.challenge.rulings.all() if not one.is_void and one.pk != ruling.pk]
    several = sorted([*others, ruling], key=lambda one: (one.decided_on, one.pk or float("inf")))
    for earlier, later in pairwise(several):
        if earlier.appealed_on is None or earlier.appealed_on > later.decided_on:
            raise Refused(
                f"{day(later.decided_on)}的裁判，前面的一份（{day(earlier.decided_on)}）没有在这以前上诉。",
                "请核对作出的日期和上诉的日期。",
            )
    count_ruling(ruling, at=pen.at)
    checked(ruling)


def _must_be_in_order(ruling: Ruling) -> None:
    came_on = ruling.challenge.received_on
    if ruling.received_on < ruling.decided_on:
        raise Refused("收到的日期早于作出的日期。", "请核对这两个日期。")
    if ruling.received_on < came_on:
        raise Refused(f"收到结果的日期早于收到案件的日期（{day(came_on)}）。", "请核对日期。")
    if ruling.limit_on and ruling.limit_on < ruling.received_on:
        raise Refused("限定的日期早于收到的日期。", "请核对限定的日期。")
    if ruling.appealed_on and ruling.challenge.kind == ChallengeKind.REVIEW:
        raise Refused("复议决定不能上诉。", "对复议决定不服的，登记再起诉。")
    if ruling.appealed_on and ruling.appealed_on < ruling.decided_on:
        raise Refused(f"上诉的日期早于裁判作出的日期（{day(ruling.decided_on)}）。", "请核对日期。")
