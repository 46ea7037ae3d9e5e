"""Taking something out for good, with every trace of it, where the law wants it gone; the chain of the ledger stays whole.

One proposes it, another carries it out. The ledger keeps that it was done, by whom, why, and hashes: never the content.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, QuerySet, TextChoices

from gongkai.kernel.duties import Held, Part, Step, Viewer, must_be_apart
from gongkai.kernel.problems import NotYourOwn, Refused

from . import registry
from .actions import Pen, act
from .caches import EXPUNGED
from .models import Event
from .traces import remove_traces, scrub

PROPOSED = "ledger.expunge_proposed"
DECLINED = "ledger.expunge_declined"
PROPOSERS = ("office_head", "authority")
EXECUTORS = ("office_head", "authority")


class Reason(TextChoices):
    """Why something has to go; a closed list, for free words might tell what is to be forgotten."""

    PURPOSE_REACHED = "purpose_reached", "处理目的已经实现、无法实现或者不再必要"
    RETENTION_ENDED = "retention_ended", "保存期限已经届满"
    CONSENT_WITHDRAWN = "consent_withdrawn", "个人撤回了同意"
    UNLAWFUL = "unlawful", "公开或者处理违反法律、行政法规"
    ORDERED = "ordered", "生效裁判或者主管机关的决定要求清除"


@dataclass(frozen=True, slots=True)
class Expunger:
    """How an app takes out a row: `place` tells the organ and its path, `remove` takes away everything that tells of the
    content, the row itself last, and says how many things these were. Files go when the transaction has ended."""

    place: Callable[[Model], tuple[int, str]]
    remove: Callable[[Model, Pen], int]


_expungers: dict[str, Expunger] = {}


def expunger(
    label: str, *, place: Callable[[Model], tuple[int, str]], remove: Callable[[Model, Pen], int]
) -> None:
    """Say how rows of a model ("reports.report") are taken out."""
    _expungers[label] = Expunger(place, remove)


def expungeable() -> list[str]:
    """The labels of the models whose rows can be taken out."""
    return sorted(_expungers)


def propose_expunge(row: Model, *, reason: Reason, article: str, by: Viewer, at: datetime) -> Event:
    """Propose to take something out; somebody else decides. The entry that proposes it."""
    organ, path = _expungers[row._meta.label_lower].place(row)
    with act("ledger.propose_expunge", organ, by=by, at=at, subject=row) as pen:
        pen.duty = by.must_hold(*PROPOSERS, path=path)
        if not article.strip():
            raise Refused("没有写明清除的法律依据。", "请写明，例如：个人信息保护法第四十七条。")
        if proposals().filter(subject_type=row._meta.label_lower, subject_id=row.pk).exists():
            raise Refused("这一件已经有人提出清除。", "请由另一人执行或者驳回。")
        facts = _facts(row, Reason(reason))
        if pen.duty and pen.duty.instead_of is not None:
            facts["instead_of"] = pen.duty.instead_of
        pen.note(PROPOSED, subject=row, article=article.strip(), facts=facts)
    return pen.events[-1]


def carry_out_expunge(proposal: Event, *, by: Viewer, at: datetime) -> int:
    """Take out what another proposed, and every trace of it; how many these were."""
    expunger, row = _expungers[proposal.subject_type], _row(proposal)
    with act("ledger.carry_out_expunge", proposal.organ_id, by=by, at=at, subject=row) as pen:
        pen.duty = by.must_hold(*EXECUTORS, path=expunger.place(row)[1])
        row = _decided(proposal, by, pen.duty)
        facts = _facts(row, Reason(_reason(proposal)))
        touched = {type(row)}
        count = remove_traces(row, touched) + expunger.remove(row, pen)
        told = facts | {"count": count, "proposal": proposal.position}
        subject = type(row)(pk=proposal.subject_id)
        pen.note(EXPUNGED, subject=subject, article=proposal.article, facts=told)
    scrub(touched)
    return count


def decline_expunge(proposal: Event, *, by: Viewer, at: datetime) -> None:
    """Leave what somebody proposed to take out as it is."""
    expunger, row = _expungers[proposal.subject_type], _row(proposal)
    with act("ledger.decline_expunge", proposal.organ_id, by=by, at=at, subject=row) as pen:
        pen.duty = by.must_hold(*EXECUTORS, path=expunger.place(row)[1])
        row = _decided(proposal, by, pen.duty)
        facts = {"model": proposal.subject_type, "proposal": proposal.position}
        pen.note(DECLINED, subject=row, article=proposal.article, facts=facts)


def proposals() -> QuerySet[Event]:
    """What was proposed and neither carried out nor declined."""
    closing = Event.objects.filter(
        kind__in=(EXPUNGED, DECLINED),
        subject_type=OuterRef("subject_type"),
        subject_id=OuterRef("subject_id"),
        id__gt=OuterRef("id"),
    )
    return Event.objects.filter(~Exists(closing), kind=PROPOSED)


def _decided(proposal: Event, by: Viewer, duty: Held | None) -> Model:
    """The row that a proposal is about, held until all is done. Raises Refused when there is nothing to decide, or not
    for this person."""
    row = _row(proposal, is_held=True)
    if not proposals().filter(pk=proposal.pk).exists():
        raise Refused("这项提议已经执行或者驳回。", "需要清除的，请重新提出。")
    proposed = Step(Part.PROPOSE, proposal.person_id, proposal.told()["facts"].get("instead_of"))
    if proposed.person is None and by.person is None:  # nobody is behind what the system does
        raise NotYourOwn("提出清除的人不能自己决定。", "请由另一名有这项职责的人执行或者驳回。")
    must_be_apart([proposed], Step(Part.APPROVE, by.person, duty.instead_of if duty else None))
    return row


def _row(proposal: Event, *, is_held: bool = False) -> Model:
    rows = apps.get_model(proposal.subject_type)._base_manager.filter(pk=proposal.subject_id)
    row = (rows.select_for_update() if is_held else rows).first()
    if row is None:
        raise Refused("要清除的内容已经不在。", "不需要再办。")
    return row


def _facts(row: Model, reason: Reason) -> dict[str, str | int]:
    """What the ledger keeps of it: of which kind it is, why it goes, and the hashes that were known already."""
    label = row._meta.label_lower
    tracked = registry.all_tracked().get(label)
    hashes = tracked.told(row) if tracked else {}
    return {
        "model": label,
        "reason": reason.value,
        **{f"hash_{name}": hashes[name] for name in (tracked.digests if tracked else ()) if hashes[name]},
    }


def _reason(proposal: Event) -> str:
    return proposal.told()["facts"]["reason"]
