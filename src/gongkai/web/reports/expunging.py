"""Taking a report out for good: its row, its source, the pictures of its pages, the files that were written of it; or one
file that was public before it, alone."""

from gongkai.web.ledger.actions import Pen
from gongkai.web.ledger.expunge import expunger

from . import downloads, indexing, leftovers
from .actions import check_following
from .forgetting import forget_words, let_go
from .models import FormerReport, Report


def _place(report: Report | FormerReport) -> tuple[int, str]:
    return report.organ_id, report.organ.path


def _remove(report: Report, pen: Pen) -> int:
    """The report of the following year is checked anew: what was said of it may quote this one."""
    check_following(pen, report)
    indexing.left(pen, report)
    leftovers.forget(pen, report)
    compiled = forget_words(pen, report)
    report.delete()
    return 1 + len(downloads.MEDIA_TYPES) + 1 + compiled


def _remove_former(former: FormerReport, pen: Pen) -> int:
    """Its file and what was read of it; that there was one stays, and why another took its place."""
    return let_go(pen, former, is_note_kept=True)


expunger("reports.report", place=_place, remove=_remove)
expunger("reports.formerreport", place=_place, remove=_remove_former)
