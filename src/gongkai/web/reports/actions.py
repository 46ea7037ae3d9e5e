"""Taking in an annual report and withdrawing one: examined beside its neighbours first, then written in one go."""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from gongkai.engine.examine import examine
from gongkai.engine.intake import Source
from gongkai.engine.judge.years import comparable
from gongkai.engine.render.contract import as_json
from gongkai.engine.report import AnnualReport
from gongkai.kernel.findings import Severity
from gongkai.kernel.problems import NotAReport, Problem
from gongkai.web.organs.models import Organ

from . import downloads, pictures, sources
from .models import NAME_LENGTH, Report

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Examined:
    """A report as it will be kept, and the following year's checked anew; `beside` is what this rests on."""

    organ: Organ
    year: int
    report: AnnualReport
    following: AnnualReport | None
    beside: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the engine said of a file, under the contract; `note` tells how it was compared with the year before."""

    data: dict[str, Any]
    note: str = ""


def check(source: Source, *, last_year: AnnualReport | None = None) -> Checked:
    """What the engine reads and finds in a file; nothing is kept. Raises Problem."""
    report = examine(source, last_year=last_year)
    if last_year is None:
        return Checked(_told(report))
    why_not = comparable(last_year, organ=report.organ, year=report.year)
    return Checked(_told(report), why_not or f"已与 {last_year.year} 年度的报告比较。")


def prepare(organ: Organ, source: Source) -> Examined:
    """Examine a report for an organ, beside those of the years before and after it. Raises Problem.

    All the examining is done here, outside any transaction: it takes seconds, and a transaction keeps every other
    writer waiting. The report is examined by itself to learn its year, and once more when there is a last year.
    """
    alone = examine(source)
    year = _stated_year(alone)
    beside = _beside(organ, year)
    last_year = _examined(organ, year - 1)
    report = examine(source, last_year=last_year) if last_year else alone
    return Examined(organ, year, report, _examined(organ, year + 1, last_year=alone), beside)


def keep(examined: Examined, *, at: datetime) -> Report:
    """Write down a report in place of an earlier one for its year, and what is now said of the following one."""
    organ, year = examined.organ, examined.year
    with transaction.atomic():
        if _beside(organ, year) != examined.beside:  # somebody was faster: seldom, so it may wait for us here
            examined = prepare(organ, examined.report.source)
        replaced = organ.reports.filter(year=year).first()
        report = _write(organ, year, examined.report, at=at)
        if examined.following:
            _write(organ, year + 1, examined.following, at=at)
        if replaced:
            _let_go(replaced)
    return report


def take_in(organ: Organ, source: Source, *, at: datetime) -> Report:
    """Examine and keep an organ's report for the year that it states. Raises Problem."""
    return keep(prepare(organ, source), at=at)


def withdraw(report: Report, *, at: datetime) -> None:
    """Delete a report with its source; the following year's is checked anew, without a last year."""
    organ, year = report.organ, report.year
    beside = _beside(organ, year)
    following = _examined(organ, year + 1)
    with transaction.atomic():
        if _beside(organ, year) != beside:
            following = _examined(organ, year + 1)
        _let_go(report)
        report.delete()
        if following:
            _write(organ, year + 1, following, at=at)


def _let_go(report: Report) -> None:
    """Once all is written, keep nothing of a report that is published no more: neither source, pictures nor files.

    Nobody sees them meanwhile: every answer begins with the report itself, and without one it is 404.
    """
    transaction.on_commit(partial(_release, report.source.name))
    transaction.on_commit(partial(downloads.forget, downloads.kept_of(report)))


def _release(name: str) -> None:
    """Let go of a source that nobody uses any more, and of the pictures of its pages."""
    if sources.release(name):
        pictures.forget(Path(name).stem)


def _stated_year(report: AnnualReport) -> int:
    """The year that a report is for. Raises NotAReport when it does not say."""
    if report.year is None:
        raise NotAReport("没有读出这份报告的年度。", "请在标题中写明年度后重新提交。")
    return report.year


def _beside(organ: Organ, year: int) -> dict[int, str]:
    """Which sources the years before and after rest on."""
    return dict(organ.reports.filter(year__in=(year - 1, year + 1)).values_list("year", "sha256"))


def _examined(organ: Organ, year: int, *, last_year: AnnualReport | None = None) -> AnnualReport | None:
    """A report that we have, examined anew; None when there is none or its source is of no use any more.

    A neighbour that cannot be read is no reason to refuse the report at hand: it is then checked without it.
    """
    report = organ.reports.filter(year=year).first()
    source = sources.taken_out(report) if report else None
    if source is None:
        return None
    try:
        return examine(source, last_year=last_year)
    except Problem as problem:
        logger.warning("report %s: not examined beside its neighbour (%s)", report.pk, problem.code)
        return None


def _write(organ: Organ, year: int, examined: AnnualReport, *, at: datetime) -> Report:
    """Write down what the engine says of a source, and the source itself."""
    data = _told(examined)
    found = Counter(finding["severity"] for finding in data["findings"])
    report, _created = Report.objects.update_or_create(
        organ=organ,
        year=year,
        defaults={
            "title": (data["title"] or f"{organ.name}{year}年度报告")[:NAME_LENGTH],
            "source": sources.store(examined.source),
            "source_name": _cut(data["source"]["path"]),
            "media_type": examined.source.media_type,
            "sha256": examined.source.sha256,
            "data": data,
            "errors": found[Severity.ERROR],
            "warnings": found[Severity.WARNING],
            "notices": found[Severity.NOTICE],
            "read_at": at,
        },
    )
    return report


def _told(report: AnnualReport) -> dict[str, Any]:
    """The report as data; where the file lay on somebody's machine is nobody's business."""
    data = as_json(report)
    data["source"]["path"] = Path(data["source"]["path"]).name
    return data


def _cut(name: str) -> str:
    """A file's name as long as the column allows, its beginning and its ending kept."""
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 51]}…{name[-50:]}"
