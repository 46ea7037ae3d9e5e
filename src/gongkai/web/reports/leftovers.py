"""What a report leaves behind outside its row when it is replaced, withdrawn or taken out: forgotten for certain.

It is asked for in the act's own transaction, and tried as soon as this has ended. What could not be done then, because
a disk was gone or the process died, the outbox does later.
"""

from collections.abc import Mapping
from uuid import uuid4

from django.db import transaction

from gongkai.web.ledger.actions import Pen
from gongkai.web.outbox.actions import ask
from gongkai.web.outbox.registry import Task, outside

from . import downloads, pictures, sources
from .models import FormerReport, Report

FORGET = "reports.forget"


def forget(pen: Pen, report: Report | FormerReport, *, is_source_kept: bool = False) -> None:
    """Have the files and pictures of a report forgotten as it is stored now, and its source unless that is kept."""
    left = {
        "source": "" if is_source_kept else report.source.name,
        "sha256": report.sha256,
        "written": downloads.digest(report),
    }
    _ask(pen, left, f"{report.pk}")


def forget_file(pen: Pen, name: str, sha256: str) -> None:
    """Have a source forgotten that is used no more."""
    _ask(pen, {"source": name, "sha256": sha256, "written": ""}, sha256[:12])


def _ask(pen: Pen, left: Mapping[str, str], mark: str) -> None:
    ask(FORGET, left, key=f"{mark}:{uuid4().hex}", due_at=pen.at)

    def at_once() -> None:
        _forgotten(left)

    transaction.on_commit(at_once, robust=True)  # the act is done, whatever happens here


@outside(FORGET)
def run(task: Task) -> None:
    """Forget what is left; a repetition finds nothing."""
    _forgotten(task.payload)


def _forgotten(left: Mapping[str, str]) -> None:
    if not left["source"] or sources.release(left["source"]):
        pictures.forget(left["sha256"])
    downloads.forget(left["written"])
