"""Member reports added up into one, as an object of the contract with the parts of every sum."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from gongkai import lawbook
from gongkai.engine.judge.arithmetic import IDENTITIES
from gongkai.engine.judge.case import FiguresCase
from gongkai.engine.render.cells import cell_label
from gongkai.engine.render.contract import SCHEMA, finding_object, number, tables
from gongkai.engine.taken import Taken
from gongkai.kernel.figures import Figures
from gongkai.kernel.findings import Finding, Severity
from gongkai.kernel.form import Form
from gongkai.kernel.problems import NotAReport
from gongkai.kernel.rollup import Member, Rolled, add, differences, named_few
from gongkai.kernel.rules import Result


def added(reports: Sequence[Taken], *, missing: Sequence[str] = ()) -> Rolled:
    """The sum of reports of one year and one form, each of another organ; `missing` names what should have been added and
    cannot be. Raises NotAReport for one that does not fit."""
    first = reports[0]
    for report in reports:
        _require_told(report)
    _require_one_year(reports)
    _require_one_form(reports)
    _require_once(reports)
    members = [Member(report.organ, report.figures) for report in reports]
    return add(members, form=first.form, missing=missing)


def _require_told(report: Taken) -> None:
    if not report.organ:
        raise NotAReport(f"{report.name}没有写明机关。", "请在标题中写明机关后重试。")
    if report.year is None:
        raise NotAReport(f"{report.name}没有写明年度。", "请在标题中写明年度后重试。")


def _require_one_year(reports: Sequence[Taken]) -> None:
    years: dict[int | None, list[str]] = {}
    for report in reports:
        years.setdefault(report.year, []).append(report.name)
    if len(years) > 1:
        told = "；".join(
            f"{year} 年度的有{named_few(names, unit='份')}" for year, names in sorted(years.items(), key=str)
        )
        raise NotAReport(
            f"没有汇总，因为这些报告不是同一年度的：{told}。",
            "只有同一年度的报告可以相加。请去掉其他年度的，或者用 --year 写明要汇总的年度。",
        )


def _require_one_form(reports: Sequence[Taken]) -> None:
    first = reports[0]
    for report in reports:
        if report.form is not first.form:
            message = f"没有汇总，因为{report.name}的表格与{first.name}的不是同一格式。"
            raise NotAReport(message, "不同格式的表格不能相加，请核对这份报告的年度和表格。")


def _require_once(reports: Sequence[Taken]) -> None:
    names: dict[str, Taken] = {}
    for report in reports:
        other = names.setdefault(report.organ, report)
        if other is not report:
            raise NotAReport(
                f"{report.name}和{other.name}都是{report.organ}的报告。", "每个机关只加一份，请去掉其中一份。"
            )


def broken(figures: Figures) -> tuple[Finding, ...]:
    """The identities that figures without a report around them break."""
    case = FiguresCase.of(figures, book=lawbook.load())
    found: list[Finding] = []
    for identity in IDENTITIES:
        outcome = identity(case)
        found += () if isinstance(outcome, Result) else outcome
    return tuple(found)


def judged(rolled: Rolled, *, against: Taken | None = None) -> tuple[Finding, ...]:
    """Which identities the sum breaks; and in which cells the aggregate's own report differs from it."""
    return (*broken(rolled.figures), *(_against(rolled, against) if against else ()))


def _against(rolled: Rolled, own: Taken) -> list[Finding]:
    """ROLLUP: a cell that is not the sum. A sum of our own must agree; a report that was read may count other organs."""
    severity = Severity.ERROR if own.is_summed else Severity.WARNING
    case = FiguresCase.of(rolled.figures, book=lawbook.load())
    found = []
    for cell, left, right in differences(own.figures, rolled.figures):
        if left is None or right is None:  # blank or doubtful: told where it is, and no contradiction
            continue
        message = f"{cell_label(case.form, cell)}：{own.called}填 {left}，{len(rolled.members)} 份报告之和 {right}{_made_of(rolled, cell)}。"
        found.append(case.finding("ROLLUP", message, cells=[cell], sides=(left, right), severity=severity))
    return found


def _made_of(rolled: Rolled, cell: str) -> str:
    """（七级镇 3、安乐镇 1）: whose figures the sum is made of, as far as they are not 0."""
    parts = [f"{part.name} {part.value}" for part in rolled.parts(cell) if part.value]
    return f"（{named_few(parts, unit='个机关')}）" if parts else ""


class Origin(NamedTuple):
    """Where a member's figures are from: whose they are, the name of a file, its hash; empty where there is none."""

    organ: str
    path: str = ""
    sha256: str = ""


def as_json(
    rolled: Rolled,
    origins: Sequence[Origin],
    *,
    organ: str,
    year: int,
    findings: Sequence[Finding] = (),
) -> dict[str, Any]:
    """The sum as a report of `organ`: the contract's object, which can be rendered, and under `rollup` what it is made of,
    member by member in the order of `origins`."""
    form = rolled.figures.form
    judgements = FiguresCase.of(rolled.figures, book=lawbook.load()).judgements
    return {
        "schema": SCHEMA,
        "source": None,
        "title": f"{organ}{year}年政府信息公开工作年度报告",
        "organ": organ,
        "year": year,
        "form": form.id,
        "period": [f"{year}-01-01", f"{year}-12-31"],
        "preface": f"本报告各表由{'、'.join(rolled.names)}的 {len(origins)} 份报告相加而成。",
        "sections": [_section(form, number) for number in range(1, len(form.sections) + 1)],
        **tables(rolled.figures),
        "claims": [],
        "breakdowns": [],
        "blanks": [],
        "doubts": [{"cell": name, "why": rolled.figures[name].why} for name in rolled.gaps],
        "findings": [finding_object(finding) for finding in findings],
        "checks": {
            result.value: sum(one.result is result for one in judgements)
            for result in (Result.HOLDS, Result.BROKEN, Result.UNKNOWN)
        },
        "rollup": _made(rolled, origins),
    }


def _section(form: Form, number: int) -> dict[str, Any]:
    """An empty section of the form: what it says is for people to write."""
    heading = next(section.heading for section in form.sections if section.number == number)
    return {"number": number, "heading": heading, "text": "", "topics": []}


def _made(rolled: Rolled, origins: Sequence[Origin]) -> dict[str, Any]:
    """The members in their order, each cell's parts in that order, which members lack which cells, and who is missing."""
    cells = rolled.figures.form.cells
    return {
        "members": [one._asdict() for one in origins],
        "parts": {cell: [number(part.value) for part in rolled.parts(cell)] for cell in cells},
        "gaps": {cell: list(names) for cell, names in rolled.gaps.items()},
        "missing": list(rolled.missing),
    }
