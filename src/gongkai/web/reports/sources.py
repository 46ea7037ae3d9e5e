"""The files as they came, each under its own hash, so that the same bytes are kept once."""

import logging
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from gongkai.engine import intake
from gongkai.engine.intake import Source
from gongkai.kernel.problems import Problem

from .models import Report, source_storage

logger = logging.getLogger(__name__)


def store(source: Source) -> str:
    """Put the bytes where they belong and tell their name. They appear there whole or not at all."""
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


def taken_out(report: Report) -> Source | None:
    """The source of a report that we have; None when its file is missing or is not what it was."""
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
    """Remove a file that no report uses any more, and say whether it was so."""
    with transaction.atomic():  # holds the one lock of writers: nobody takes the file into use meanwhile
        if Report.objects.filter(source=name).exists():
            return False
        source_storage().delete(name)
        return True
