"""Keeping what a month's reconciliation found."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.documents.models import Reconciliation
from gongkai.web.documents.models.document import KEEPERS
from gongkai.web.documents.reconciling import found, month_of
from gongkai.web.ledger.actions import act
from gongkai.web.organs.models import Organ


def reconcile(organ: Organ, month_on: date, *, by: Viewer, at: datetime) -> Reconciliation:
    """对账: write down what was found for a month. What is put right later shows in the next one."""
    with act("documents.reconcile", organ.pk, by=by, at=at) as pen:
        organ = Organ.objects.get(pk=organ.pk)
        pen.duty = by.must_hold(*KEEPERS, path=organ.path)
        today = localdate(at)
        if month_of(month_on) > month_of(today):
            raise Refused("这个月还没有到。", "请选择本月或者以前的月份。")
        findings = found(organ, month_on, on=today)
        kept = Reconciliation(
            organ=organ,
            month_on=findings.month_on,
            on=today,
            at=at,
            person_id=by.person,
            counts=findings.counts,
            findings=findings.as_data(),
            hash=findings.hash,
        )
        month = f"{findings.month_on.year}年{findings.month_on.month}月"
        pen.save(kept, "documents.reconciled", facts={"month": month, "found": len(findings.mismatches)})
    return kept
