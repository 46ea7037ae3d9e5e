"""销毁: volumes whose period is over: proposed by one, approved by another, destroyed before witnesses. The ledger, the
numbers and the row of the report stay; the papers and everything that names somebody go, as after decision 0029."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.case_codes import CaseStateCode
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import NotYourOwn, Problem, Refused
from gongkai.lawbook.archive import archive_law
from gongkai.web.applications.models import Application, Destruction, DestructionState, Volume
from gongkai.web.applications.models.archive import DECIDERS, KEEPERS, OPEN_PROPOSALS
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.ledger.sentences import day
from gongkai.web.organs.models import Organ

from .archiving import held_volume, must_be_kept, several
from .forgetting import forget, forget_file

_PURGED = "applications.purged"
_BETWEEN = re.compile(r"[、，,；;\n]+")  # names
_PEOPLE = {"organ", "proposed_by", "decided_by"}  # as they were just read


def propose_destruction(
    organ: Organ, volumes: Iterable[Volume], *, because: str, on: date, by: Viewer, at: datetime
) -> Destruction:
    """提出销毁: these volumes are over their period, and are of no further use. Raises Refused."""
    with act("applications.propose_destruction", organ.pk, by=by, at=at, subject=organ) as pen:
        pen.duty = by.must_hold(*KEEPERS, path=organ.path)
        must_have_come(on, at)
        stored = several(volumes, organ)
        for volume in stored:
            must_be_kept(volume)
            _must_be_over(volume, on)
        row = Destruction(organ=organ, because=because.strip(), proposed_on=on, count=len(stored))
        row.proposed_by_id = by.person
        checked(row, but=_PEOPLE)
        pen.save(row, "applications.destruction_proposed", facts={"volumes": [one.pk for one in stored]})
        row.volumes.set(stored)
    return row


def decide_destruction(
    destruction: Destruction, *, is_approved: bool, decision: str, by: Viewer, at: datetime
) -> Destruction:
    """批准或者不同意销毁: by somebody else than who proposed it. Raises Refused, NotYourOwn."""
    with act(
        "applications.decide_destruction", destruction.organ_id, by=by, at=at, subject=destruction
    ) as pen:
        stored = _held(destruction)
        pen.duty = by.must_hold(*DECIDERS, path=stored.organ.path)
        _must_be(stored, DestructionState.PROPOSED)
        if stored.proposed_by_id == by.person:
            raise NotYourOwn("销毁是您提出的，不能由您批准。", "请由另一位负责人批准。")
        if not is_approved and not decision.strip():
            raise Refused("没有写不同意的理由。", "请写明理由。")
        stored.state = DestructionState.APPROVED if is_approved else DestructionState.REFUSED
        stored.decision, stored.decided_by_id = decision.strip(), by.person
        stored.decided_on = localdate(at)
        checked(stored, but=_PEOPLE)
        pen.save(stored, "applications.destruction_decided")
    return stored


def destroy(destruction: Destruction, *, witnesses: str, on: date, by: Viewer, at: datetime) -> Destruction:
    """销毁: one act a volume; one whose case was worked on anew is refused and stays, and the list says so. Interrupted, it
    goes on where it stopped. Raises Refused."""
    _begin(destruction, witnesses=witnesses, on=on, by=by, at=at)
    kept: dict[str, str] = {}
    for volume in destruction.volumes.filter(destroyed_on=None).order_by("pk"):
        try:
            with act("applications.destroy_volume", volume.organ_id, by=by, at=at, subject=volume) as pen:
                _destroy(pen, volume, on=on)
        except Problem as problem:  # written down as a refused act of its own
            kept[str(volume.pk)] = problem.message
    with act("applications.destroy", destruction.organ_id, by=by, at=at, subject=destruction) as pen:
        stored = _held(destruction)
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        stored.state, stored.done_on, stored.kept = DestructionState.DONE, on, kept
        pen.save(stored, "applications.destruction_done")
    return stored


def _begin(destruction: Destruction, *, witnesses: str, on: date, by: Viewer, at: datetime) -> None:
    """It is approved, and somebody looks on."""
    with act("applications.destroy", destruction.organ_id, by=by, at=at, subject=destruction) as pen:
        stored = _held(destruction)
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        must_have_come(on, at)
        _must_be(stored, DestructionState.APPROVED)
        if stored.decided_on is None or on < stored.decided_on:
            raise Refused("销毁日期早于批准的日期。", "请核对日期。")
        stored.witnesses = witnesses.strip()
        _must_be_witnessed(stored)
        checked(stored, but=_PEOPLE)
        pen.save(stored, "applications.destruction_begun")


def _must_be_witnessed(destruction: Destruction) -> None:
    names = {name.strip() for name in _BETWEEN.split(destruction.witnesses)} - {""}
    if len(names) < (least := archive_law().witnesses):
        raise Refused(
            f"监销人写了{len(names)}人，不足{least}人。",
            f"销毁时至少须有{least}人监销，请写明每个人的姓名，用顿号隔开。",
        )


def _destroy(pen: Pen, volume: Volume, *, on: date) -> None:
    stored = held_volume(volume)
    pen.duty = pen.by.must_hold(*KEEPERS, path=stored.organ.path)
    must_be_kept(stored)
    application = stored.application
    if application.state != CaseStateCode.ARCHIVED:
        raise Refused(f"{application}正在重新办理，案卷不能销毁。", "请办结、归档以后另行提出。")
    forget(pen, application, on=on)
    _forget_the_rest(pen, application, on=on)
    stored.refresh_from_db()
    stored.destroyed_on = on
    pen.save(stored, "applications.volume_destroyed")


def _forget_the_rest(pen: Pen, application: Application, *, on: date) -> None:
    """Papers that name nobody are kept when applicants are forgotten; of a volume that is destroyed nothing is."""
    for paper in application.papers.filter(destroyed_on=None):
        forget_file(pen, paper)
        paper.kept, paper.destroyed_on = None, on
        pen.save(paper, _PURGED)


def _held(destruction: Destruction) -> Destruction:
    rows = Destruction.objects.select_for_update(of=("self",)).select_related("organ")
    return rows.get(pk=destruction.pk)


def _must_be(destruction: Destruction, state: DestructionState) -> None:
    if destruction.state != state:
        raise Refused(
            f"这次销毁现在是“{destruction.get_state_display()}”。", "请回到它的页面，看现在可以办理什么。"
        )


def _must_be_over(volume: Volume, on: date) -> None:
    if volume.keep_until_on is None:
        raise Refused(f"{volume}永久保管，不能销毁。", "请去掉这一卷。")
    if volume.keep_until_on >= on:
        raise Refused(
            f"{volume}的保管期限到{day(volume.keep_until_on)}，还没有届满。", "请去掉这一卷，期满以后再提出。"
        )
    if volume.destructions.filter(state__in=OPEN_PROPOSALS).exists():
        raise Refused(f"{volume}已经在另一次销毁里。", "请去掉这一卷。")
