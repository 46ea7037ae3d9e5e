"""Taking in an annual report: read it, check it beside last year's, keep the source as it came."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.intake import Source
from gongkai.engine.render.contract import as_json
from gongkai.engine.report import AnnualReport
from gongkai.kernel.findings import Severity
from gongkai.kernel.problems import NotAReport
from gongkai.web.organs.models import Organ

from .models import Report, source_storage


def check(source: Source) -> dict[str, Any]:
    """What the engine reads and finds in a file, under the contract; nothing is kept. Raises Problem."""
    return _told(examine(source))


def take_in(organ: Organ, source: Source, *, at: datetime) -> Report:
    """Keep an organ's report for the year that it states, in place of an earlier one. Raises Problem.

    It is checked beside the report of the year before; the report of the year after is checked anew.
    """
    year = stated_year(check(source))
    with transaction.atomic():
        report = _keep(organ, source, year=year, at=at)
        following = organ.reports.filter(year=year + 1).first()
        if following:
            _keep(organ, _source_of(following), year=following.year, at=at)
    return report


def stated_year(data: dict[str, Any]) -> int:
    """The year that a report is for. Raises NotAReport when it does not say."""
    if data["year"] is None:
        raise NotAReport("没有读出这份报告的年度。", "请在标题中写明年度后重新提交。")
    return data["year"]


def _keep(organ: Organ, source: Source, *, year: int, at: datetime) -> Report:
    """Write down what the engine says of a source, and the source itself unless the same bytes are there already."""
    before = organ.reports.filter(year=year - 1).first()
    data = _told(examine(source, last_year=examine(_source_of(before)) if before else None))
    found = Counter(finding["severity"] for finding in data["findings"])
    report, _created = Report.objects.update_or_create(
        organ=organ,
        year=year,
        defaults={
            "title": data["title"] or f"{organ.name}{year}年度报告",
            "source": _store(source),
            "source_name": data["source"]["path"],
            "media_type": source.media_type,
            "sha256": source.sha256,
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


def _source_of(report: Report) -> Source:
    """The source of a report that we have, taken out again."""
    with report.source.open("rb") as file:
        return intake.take_bytes(file.read(), name=report.source_name)


def _store(source: Source) -> str:
    """Put the bytes under their own hash; the same bytes are stored once."""
    name = f"{source.sha256[:2]}/{source.sha256}{Path(source.name).suffix.lower()}"
    storage = source_storage()
    return name if storage.exists(name) else storage.save(name, ContentFile(source.data))
