"""Taking a report out for good: its row, its source, the pictures of its pages, the files that were written of it."""

from functools import partial

from django.db import transaction

from gongkai.web.ledger.actions import Pen
from gongkai.web.ledger.expunge import expunger

from . import downloads, pictures, sources
from .actions import check_following
from .models import Report


def _place(report: Report) -> tuple[int, str]:
    return report.organ_id, report.organ.path


def _remove(report: Report, pen: Pen) -> int:
    """The report of the following year is checked anew: what was said of it may quote this one."""
    kept = downloads.kept_of(report)
    check_following(pen, report)
    report.delete()
    transaction.on_commit(partial(sources.release, report.source.name))
    transaction.on_commit(partial(pictures.forget, report.sha256))
    transaction.on_commit(partial(downloads.forget, kept))
    return 1 + len(kept) + 1


expunger("reports.report", place=_place, remove=_remove)
