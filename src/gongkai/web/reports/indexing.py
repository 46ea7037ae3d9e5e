"""What an annual report is in the list of what everybody may read; it enters and leaves it in the act that says so."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.web.ledger.actions import Pen
from gongkai.web.search.actions import Found, put, remove
from gongkai.web.search.registry import ANNUAL_REPORT, BODY, keeper

from .models import Report

LABEL = "reports.report"


def listed(pen: Pen, report: Report) -> None:
    """List a report that everybody may read as it reads now."""
    put(pen, _found(report))


def left(pen: Pen, report: Report) -> None:
    """Take a report out of the list."""
    remove(pen, LABEL, report.pk)


def found(pk: int) -> Found | None:
    """A report as everybody reads it now; None when it is not public."""
    report = Report.objects.published().select_related("organ").filter(pk=pk).first()
    return _found(report) if report else None


def _found(report: Report) -> Found:
    sections = (part for section in report.data["sections"] for part in (section["heading"], section["text"]))
    said = "\n".join(part for part in (report.data.get("preface"), *sections) if part)
    return Found(
        label=LABEL,
        subject_id=report.pk,
        organ=report.organ_id,
        kind=ANNUAL_REPORT,
        title=report.title,
        address=reverse("portal:report", args=[report.organ.slug, report.year]),
        published_on=localdate(report.read_at),
        year=report.year,
        passages=((BODY, said),),
    )


def _ids() -> Iterable[int]:
    return Report.objects.published().order_by("pk").values_list("pk", flat=True)


keeper(LABEL, ids=_ids, found=found)
