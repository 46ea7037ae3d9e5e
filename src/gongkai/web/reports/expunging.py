"""Taking a report out for good: its row, its source, the pictures of its pages, the files that were written of it."""

from gongkai.web.ledger.actions import Pen
from gongkai.web.ledger.expunge import expunger

from . import downloads, indexing, leftovers
from .actions import check_following
from .forgetting import forget_words
from .models import Report


def _place(report: Report) -> tuple[int, str]:
    return report.organ_id, report.organ.path


def _remove(report: Report, pen: Pen) -> int:
    """The report of the following year is checked anew: what was said of it may quote this one."""
    check_following(pen, report)
    indexing.left(pen, report)
    leftovers.forget(pen, report)
    compiled = forget_words(pen, report)
    report.delete()
    return 1 + len(downloads.MEDIA_TYPES) + 1 + compiled


expunger("reports.report", place=_place, remove=_remove)
