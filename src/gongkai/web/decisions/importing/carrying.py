"""Carries a list of months out: one act, all of it or nothing."""

from datetime import datetime

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.decisions.actions import write
from gongkai.web.ledger.actions import act
from gongkai.web.organs.actions.rows import locked
from gongkai.web.organs.importing.plans import Plan
from gongkai.web.organs.models import Organ

from .planning import state_of


def carry_out(plan: Plan, *, organ: Organ, seal: str, by: Viewer, at: datetime) -> Plan:
    """Do what was planned; `seal` is that of the plan which somebody has seen and confirmed. Raises Refused."""
    with act("decisions.import", organ.pk, by=by, at=at) as pen:
        organ = locked(organ.pk)
        if not plan.is_ready:
            raise Refused("清单中还有不能登记的行，一行也没有登记。", "请按各行的说明改正后重新预演。")
        if seal != plan.seal or plan.state != state_of(organ):
            raise Refused(
                "预演以后，清单文件或者登记的数有了变动，一行也没有登记。", "请重新预演，核对后再确认。"
            )
        written = write(pen, organ, [entry for row in plan.rows for entry in row.entries])
        if written:
            changed = sum(entry.was is not None for entry in written)
            facts = {"new": len(written) - changed, "changed": changed, "file": plan.file}
            pen.note("decisions.imported", facts=facts)
    return plan
