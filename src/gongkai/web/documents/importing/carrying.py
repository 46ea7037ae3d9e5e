"""Carries a list of documents out: one act, all of it or nothing."""

from datetime import datetime

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.documents.actions.rows import begin_normative
from gongkai.web.documents.models.document import KEEPERS
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.importing.plans import Plan, Verdict
from gongkai.web.organs.models import Organ

from .planning import PlannedDocument, state_of


def carry_out(plan: Plan, *, organ: Organ, seal: str, by: Viewer, at: datetime) -> Plan:
    """Do what was planned; `seal` is that of the plan which somebody has seen and confirmed. Raises Refused."""
    with act("documents.import", organ.pk, by=by, at=at) as pen:
        organ = Organ.objects.select_for_update().get(pk=organ.pk)
        pen.duty = by.must_hold(*KEEPERS, path=organ.path)
        must_exist(organ)
        if not plan.is_ready:
            raise Refused("清单中还有不能登记的行，一行也没有登记。", "请按各行的说明改正后重新预演。")
        if seal != plan.seal or plan.state != state_of(organ):
            raise Refused(
                "预演以后，清单文件或者台账有了变动，一行也没有登记。", "请重新预演，核对后再确认。"
            )
        written = [row for row in plan.rows if row.verdict is not Verdict.UNCHANGED]
        for row in written:
            _write(pen, row)
        if written:
            facts = {
                "new": plan.count(Verdict.NEW),
                "changed": plan.count(Verdict.CHANGED),
                "file": plan.file,
            }
            pen.note("documents.imported", facts=facts)
    return plan


def _write(pen: Pen, row: PlannedDocument) -> None:
    document = row.document
    if row.verdict is Verdict.NEW:
        document.drafter_id = pen.by.person
        pen.save(document, "documents.imported_one", facts={"attribute": document.get_attribute_display()})
        begin_normative(pen, document)
    else:
        pen.save(document, "documents.changed")
