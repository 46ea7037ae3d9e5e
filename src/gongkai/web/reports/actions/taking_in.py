"""Taking in an annual report and withdrawing one: examined beside its neighbours first, then written in one act."""

import json
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate

from gongkai.engine.examine import examine
from gongkai.engine.intake import Source
from gongkai.engine.judge.years import comparable
from gongkai.engine.render.contract import as_json
from gongkai.engine.report import AnnualReport
from gongkai.kernel.duties import Viewer
from gongkai.kernel.findings import Severity
from gongkai.kernel.problems import NotAReport, Problem, Refused
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.models import Organ
from gongkai.web.reports import indexing, leftovers, sources
from gongkai.web.reports.models import NAME_LENGTH, PUBLISHERS, Edition, Report, Status

from .setting_aside import set_aside

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


def keep(examined: Examined, *, note: str = "", by: Viewer, at: datetime) -> Report:
    """收入: write down a report in place of an earlier one for its year, and what is now said of the following one. With a
    note it corrects the earlier one, which stays as an edition; without, a wrong file is changed for the right one. One that
    was withdrawn stays in any case."""
    with act("reports.keep", examined.organ.pk, by=by, at=at) as pen:
        organ = Organ.objects.select_for_update().get(pk=examined.organ.pk)
        pen.duty = by.must_hold(*PUBLISHERS, path=organ.path)
        must_exist(organ)
        _must_not_be_compiled(organ, examined)
        if _is_to_be_kept(organ, examined, note=note):
            set_aside(pen, organ, examined.year, note=note)
        return put_in_place(pen, examined)


def _is_to_be_kept(organ: Organ, examined: Examined, *, note: str) -> bool:
    """Whether the report of the year is another file, which this one corrects, or which was withdrawn: that stays in any
    case."""
    of_year = organ.reports.filter(year=examined.year)
    known = of_year.exclude(sha256=examined.report.source.sha256).defer("data").first()
    return known is not None and (not known.is_published or bool(note.strip()))


def put_in_place(pen: Pen, examined: Examined) -> Report:
    """Write down a report and what is now said of the following one, inside the act of whoever has the organ held."""
    organ, examined = examined.organ, brought_up(examined)
    report = _write(pen, organ, examined.year, examined.report)
    if examined.following:
        _write(pen, organ, examined.year + 1, examined.following, kind="reports.examined_again")
    return report


def brought_up(examined: Examined) -> Examined:
    """The same report beside its neighbours as they are now, asked by whoever has the organ held. That somebody was faster
    is seldom, so it may wait for us here."""
    if _beside(examined.organ, examined.year) == examined.beside:
        return examined
    return prepare(examined.organ, examined.report.source)


def _must_not_be_compiled(organ: Organ, examined: Examined) -> None:
    """A report that was signed and published here changes by another edition, not by a file. Raises Refused."""
    editions = Edition.objects.published().filter(compilation__organ=organ, compilation__year=examined.year)
    if editions.exists() and not editions.filter(source_sha256=examined.report.source.sha256).exists():
        raise Refused(
            f"{organ}{examined.year}年度的报告是在本系统编制、批准后公布的，不能用文件替换。",
            "请在报告的编制页面办理更正，批准后再公布。",
        )


def take_in(organ: Organ, source: Source, *, note: str = "", by: Viewer, at: datetime) -> Report:
    """Examine and keep an organ's report for the year that it states. Raises Problem."""
    return keep(prepare(organ, source), note=note, by=by, at=at)


def withdraw(report: Report, *, reason: str, by: Viewer, at: datetime) -> Report:
    """撤回: publish a report no more; the following year's is checked anew, without a last year.

    Row and source stay with the organ. What must be gone altogether is expunged.
    """
    following, beside = _following(report), _beside(report.organ, report.year)
    with act("reports.withdraw", report.organ_id, by=by, at=at, subject=report) as pen:
        organ = Organ.objects.select_for_update().get(pk=report.organ_id)
        report = organ.reports.get(pk=report.pk)
        pen.duty = by.must_hold(*PUBLISHERS, path=organ.path)
        if not report.is_published:
            raise Refused("这份报告已经撤回。", "要重新公开的，请再次收入它的文件。")
        report.status, report.withdrawn_on, report.withdrawn_because = Status.WITHDRAWN, localdate(at), reason
        pen.save(report, "reports.withdrawn", facts={"year": report.year})
        indexing.left(pen, report)
        leftovers.forget(pen, report, is_source_kept=True)
        check_following(pen, report, None if _beside(organ, report.year) != beside else following)
    return report


def check_following(pen: Pen, report: Report, following: AnnualReport | None = None) -> None:
    """Write down what is said of the following year's report now that this one counts no more."""
    if following := following or _following(report):
        _write(pen, report.organ, report.year + 1, following, kind="reports.examined_again")


def _following(report: Report) -> AnnualReport | None:
    return _examined(report.organ, report.year + 1)


def _stated_year(report: AnnualReport) -> int:
    """The year that a report is for. Raises NotAReport when it does not say."""
    if report.year is None:
        raise NotAReport("没有读出这份报告的年度。", "请在标题中写明年度后重新提交。")
    return report.year


def _beside(organ: Organ, year: int) -> dict[int, str]:
    """Which sources the years before and after rest on."""
    return dict(organ.reports.published().filter(year__in=(year - 1, year + 1)).values_list("year", "sha256"))


def _examined(organ: Organ, year: int, *, last_year: AnnualReport | None = None) -> AnnualReport | None:
    """A report that we have, examined anew; None when there is none or its source is of no use any more.

    A neighbour that cannot be read is no reason to refuse the report at hand: it is then checked without it.
    """
    report = organ.reports.published().filter(year=year).first()
    source = sources.taken_out(report) if report else None
    if source is None:
        return None
    try:
        return examine(source, last_year=last_year)
    except Problem as problem:
        logger.warning("report %s: not examined beside its neighbour (%s)", report.pk, problem.code)
        return None


def _write(pen: Pen, organ: Organ, year: int, examined: AnnualReport, *, kind: str = "") -> Report:
    """Write down what the engine says of a source, and the source itself; nothing when all of it is known already."""
    data = _told(examined)
    found = Counter(finding["severity"] for finding in data["findings"])
    said = {
        "title": (data["title"] or f"{organ.name}{year}年度报告")[:NAME_LENGTH],
        "source": sources.store(examined.source),
        "source_name": _cut(data["source"]["path"]),
        "media_type": examined.source.media_type,
        "sha256": examined.source.sha256,
        "data": data,
        "errors": found[Severity.ERROR],
        "warnings": found[Severity.WARNING],
        "notices": found[Severity.NOTICE],
        "status": Status.PUBLISHED,
        "withdrawn_on": None,
        "withdrawn_because": "",
    }
    report = organ.reports.filter(year=year).first()
    if report and all(getattr(report, name) == value for name, value in said.items()):
        return report
    kind = kind or _kind_of_keeping(report)
    if report:
        leftovers.forget(pen, report)
    report = report or Report(organ=organ, year=year)
    for name, value in said.items():
        setattr(report, name, value)
    report.read_at = pen.at
    pen.save(report, kind, facts={"year": year})
    indexing.listed(pen, report)
    return report


def _kind_of_keeping(before: Report | None) -> str:
    if before is None:
        return "reports.taken_in"
    return "reports.replaced" if before.is_published else "reports.published_again"


def _told(report: AnnualReport) -> dict[str, Any]:
    """The report as data; where the file lay on somebody's machine is nobody's business."""
    data = json.loads(json.dumps(as_json(report)))  # as the database will give it back
    data["source"]["path"] = Path(data["source"]["path"]).name
    return data


def _cut(name: str) -> str:
    """A file's name as long as the column allows, its beginning and its ending kept."""
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 51]}…{name[-50:]}"
