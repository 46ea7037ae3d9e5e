"""Takes an old register over: one act, all of it or nothing. What is past stays past: nothing is sent, nobody reminded."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions.codes import new_code
from gongkai.web.applications.actions.moving import happening_of
from gongkai.web.applications.application_form import Applied
from gongkai.web.applications.identity import written
from gongkai.web.applications.models import Applicant, Application
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.registry import digest
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.importing.plans import Verdict
from gongkai.web.organs.models import Organ

from .drafts import NOT_NAMED
from .planning import IMPORTERS
from .plans import CasePlan, PlannedCase
from .standing import Standing, state_of


def carry_out(plan: CasePlan, *, organ: Organ, seal: str, by: Viewer, at: datetime) -> CasePlan:
    """Do what was planned; `seal` is that of the plan which somebody has seen and confirmed. Raises Refused."""
    with act("applications.import", organ.pk, by=by, at=at) as pen:
        organ = Organ.objects.select_for_update(of=("self",)).get(pk=organ.pk)
        pen.duty = by.must_hold(*IMPORTERS, path=organ.path)
        must_exist(organ)
        if not plan.is_ready:
            raise Refused(
                "还有不能转入或者没有核对的行，一行也没有转入。", "请按各行的说明改正或者核对后重新预演。"
            )
        if seal != plan.seal or plan.state != state_of(organ):
            raise Refused(
                "预演以后，登记册文件或者本机关的申请有了变动，一行也没有转入。",
                "请重新预演，核对后再确认。",
            )
        rows = [row for row in plan.rows if row.verdict is Verdict.NEW]
        _number(rows, organ)
        if rows:
            _write(pen, rows, plan.file)
            pen.note("applications.imported", facts={"applications": len(rows), "file": plan.file})
    return plan


def _number(rows: list[PlannedCase], organ: Organ) -> None:
    """Give numbers to those that brought none, by the day of their receipt, behind all that have one."""
    last = Standing.of(organ).next_serials()
    received = [row.application for row in rows if row.application.received_on is not None]
    for application in received:
        if application.serial is not None:
            last[application.year] = max(last.get(application.year, 0), application.serial)
    unnumbered = [application for application in received if application.serial is None]
    for application in sorted(unnumbered, key=lambda one: one.received_on):
        application.serial = last[application.year] = last.get(application.year, 0) + 1


def _write(pen: Pen, rows: Sequence[PlannedCase], file: str) -> None:
    """The cases as they stand, with who applied, sealed, and what happened."""
    for row in rows:
        row.application.taken_over_from = file
        # Nobody's: whoever asks for his case gets a new one at the counter.
        row.application.code_digest = digest(new_code()) or ""
    pen.enter([row.application for row in rows], "applications.taken_over")
    applicants = [one for row in rows for one in _applicants(row.application, row.applied)]
    pen.enter(applicants, "applications.applicant_entered")
    past = [happening_of(row.application, event, pen) for row in rows for event in row.events]
    pen.enter(past, "applications.past_entered")


def _applicants(application: Application, applied: Applied) -> Iterator[Applicant]:
    for order, (kind, identity) in enumerate(zip(applied.kinds, applied.identities, strict=True)):
        applicant = written(Applicant(application=application, order=order, kind=kind), identity)
        if identity.name == NOT_NAMED:
            applicant.masked_name = NOT_NAMED
        yield applicant
