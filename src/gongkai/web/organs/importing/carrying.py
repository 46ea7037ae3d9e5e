"""Carries a list of organs out: one act, all of it or nothing."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.models import INSTALLATION
from gongkai.web.organs.actions.rows import hold_tree, locked
from gongkai.web.organs.actions.tree import write_changes, write_new
from gongkai.web.organs.models import Organ

from .plans import Plan, PlannedRow, Verdict
from .standing import state_of


def carry_out(plan: Plan, *, seal: str, by: Viewer, at: datetime) -> Plan:
    """Do what was planned; `seal` is that of the plan which somebody has seen and confirmed. Raises Refused."""
    with act("organs.import", INSTALLATION, by=by, at=at) as pen:
        hold_tree()
        if not plan.is_ready:
            raise Refused("名册中还有不能登记的行，一行也没有登记。", "请按各行的说明改正后重新预演。")
        if seal != plan.seal or plan.state != state_of():
            raise Refused(
                "预演以后，名册文件或者机关有了变动，一行也没有登记。", "请重新预演，核对后再确认。"
            )
        _write(pen, plan.rows)
        facts = {
            "file": plan.file,
            "new": plan.count(Verdict.NEW),
            "changed": plan.count(Verdict.CHANGED),
        }
        if facts["new"] or facts["changed"]:
            pen.note("organs.imported", facts=facts)
    return plan


def _write(pen: Pen, rows: Iterable[PlannedRow]) -> None:
    """From the top of the tree downwards, as it will stand: whatever is above an organ then stands already."""
    settled: dict[str, Organ] = {}
    for row in sorted(rows, key=lambda row: (row.depth, row.line)):
        if row.verdict is Verdict.UNCHANGED:
            continue
        parent = _parent(row.parent, settled)
        if row.organ is None:
            pen.duty = pen.by.must_hold("admin", path=parent.path if parent else "")
            organ = Organ(**row.values, parent=parent)
            write_new(pen, organ)
        else:
            organ = locked(row.organ)
            pen.duty = pen.by.must_hold("admin", path=organ.path)
            write_changes(pen, organ, {**row.values, "parent": parent}, on=localdate(pen.at))
        settled[row.slug] = organ


def _parent(slug: str, settled: dict[str, Organ]) -> Organ | None:
    """The organ above, read once: nothing above it moves any more."""
    if not slug:
        return None
    if slug not in settled:
        settled[slug] = Organ.objects.get(slug=slug)
    return settled[slug]
