"""The files as they came, each under its own hash, so that the same bytes are kept once."""

import hashlib
import logging
import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction
from django.db.models import QuerySet

from gongkai.engine import intake
from gongkai.engine.intake import Source
from gongkai.kernel.problems import Problem
from gongkai.web.ledger.troubles import Trouble

from .models import Filing, FormerReport, Report, source_storage

Kept = Report | FormerReport | Filing
_KINDS = (Report, FormerReport, Filing)

logger = logging.getLogger(__name__)


def store(source: Source) -> str:
    """Put the bytes where they belong and tell their name. They appear there whole or not at all.

    Until the transaction ends that takes them into use, nobody lets go of them.
    """
    _hold()
    name = f"{source.sha256[:2]}/{source.sha256}.{source.kind}"
    file = Path(source_storage().path(name))
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=file.parent) as scratch:  # its files, 0600, are nobody else's to read
        part = Path(scratch, "part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as stream:
            stream.write(source.data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    return name


def taken_out(report: Kept) -> Source | None:
    """The source of a report, of one that was public before, or of a filing that we have; None when its file is missing or is not what it was."""
    try:
        with report.source.open("rb") as file:
            source = intake.take_bytes(file.read(), name=report.source_name)
    except (OSError, Problem) as error:
        logger.warning("report %s: its source cannot be read (%s)", report.pk, type(error).__name__)
        return None
    if source.sha256 != report.sha256:
        logger.warning("report %s: its source has changed", report.pk)
        return None
    return source


def release(name: str) -> bool:
    """Remove a file that no report, former or present, and no filing uses any more, and say whether it was so."""
    with transaction.atomic():
        _hold()
        if any(kind.objects.filter(source=name).exists() for kind in _KINDS):
            return False
        source_storage().delete(name)
        return True


def _hold() -> None:
    """Let one transaction at a time store or release sources, or a report that is just being kept could lose its file to
    somebody who lets go of the same bytes.

    A transaction that writes SQLite is alone already. On PostgreSQL one lock is for all files: an act that keeps two of
    them would otherwise have to take their locks in the same order as every other act.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reports.sources'))")


def troubles() -> Iterator[Trouble]:
    """For `gongkai verify`: sources that are missing or changed, and files that belong to none of our rows."""
    known = set()
    for row in chain.from_iterable(_rows(kind.objects.exclude(source="")) for kind in _KINDS):
        known.add(row.source.name)
        called = "报送的文件" if isinstance(row, Filing) else "的原文件"
        where = f"{row.organ.name}{row.year}年度报告{called} {row.source.name}"
        if what := _wrong(row):
            yield Trouble(
                "reports.source", where, what, "请从最近一次完好的备份恢复这个文件。", organ=row.organ_id
            )
    root = Path(source_storage().path(""))
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        if (name := file.relative_to(root).as_posix()) not in known:
            yield Trouble(
                "reports.stray",
                f"原文件夹中的 {name}",
                "不属于任何一份报告或者报送。",
                "确认没有用处后删除。",
            )


def _rows(rows: QuerySet) -> Iterator[Kept]:
    """With what is looked at, and no more: there may be many."""
    yield from rows.select_related("organ").only("organ", "year", "source", "sha256").iterator(500)


def _wrong(report: Kept) -> str:
    try:
        with report.source.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "缺失或者打不开。"
    return "" if digest == report.sha256 else "内容与收到时不同，被改动过。"
