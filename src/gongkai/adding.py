"""Member reports added up into one on the command line."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from gongkai import lawbook, usage
from gongkai.comparing import taken
from gongkai.engine.render import formats
from gongkai.engine.render.cells import cell_label, figure
from gongkai.engine.render.people import SEVERITY_MARKS, printable
from gongkai.engine.rollup import Origin, added, as_json, judged
from gongkai.engine.taken import Taken
from gongkai.given import expanded, refuse_same
from gongkai.kernel.findings import Severity
from gongkai.kernel.problems import NotAReport, Problem
from gongkai.kernel.rollup import Rolled
from gongkai.usage import Exit


@click.command(cls=usage.Command)
@click.argument("files", cls=usage.Files, metavar="文件…", nargs=-1, required=True)
@click.option("--organ", metavar="机关", required=True, help="汇总成哪个机关的报告，例如：墨鹭县人民政府。")
@click.option(
    "-o", "--output", metavar="文件", help="把汇总报告写到哪里；结尾是 html、docx、pdf、xlsx 或 json。"
)
@click.option("--year", type=int, metavar="年度", help="汇总哪个年度；其他年度的报告不相加，并且说明。")
@click.option("--against", metavar="文件", help="这个机关自己的报告：逐格核对是否等于各份之和。")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="输出方式：text（默认）或者 json。",
)
def rollup(files: tuple[str, ...], organ: str, **asked: Any) -> None:
    """把各机关同一年度的报告逐格相加成一份，每个数列出由哪几份相加而成。空白的格不当作 0，写明是谁没有填。"""
    exit_ = Exit()
    lawbook.load()
    names = [path for name in files for path in expanded(name)]
    reports = [report for name in names if (report := _member(name, asked["year"], exit_))]
    own = taken(asked["against"], exit_) if asked["against"] else None
    missing = [name for name in names if name not in {report.name for report in reports}]
    try:
        if reports:
            rolled = added(reports, missing=missing)
            origins = [Origin(report.organ, report.name, report.sha256) for report in reports]
            year, findings = reports[0].year or 0, judged(rolled, against=own)
            data = as_json(rolled, origins, organ=organ, year=year, findings=findings)
            _hand_out(data, rolled, names, output=asked["output"], format_=asked["format_"])
            _note(data, exit_)
    except NotAReport as problem:
        exit_.refused(problem)
    except Problem as problem:
        exit_.failed(asked["output"] or organ, problem)
    sys.exit(exit_.status)


def _member(name: str, year: int | None, exit_: Exit) -> Taken | None:
    """The report in a file if it is of the year that is added up; None, and the reason told, when it is not."""
    report = taken(name, exit_)
    if report is None or year is None or report.year == year:
        return report
    of = f" {report.year} 年度的" if report.year is not None else "没有写明年度的"
    exit_.refused(NotAReport(f"这是{of}报告，没有相加。", f"请换成 {year} 年度的。"), name=name)
    return None


def _hand_out(
    data: dict[str, Any], rolled: Rolled, files: Sequence[str], *, output: str | None, format_: str
) -> None:
    if output:
        for name in files:
            refuse_same(name, output)
        formats.write(Path(output), formats.render(data, formats.ending_of(output)))
    if format_ == "json":
        click.echo(json.dumps(data, ensure_ascii=False))
    else:
        click.echo("\n".join(_told(data, rolled)))


def _note(data: dict[str, Any], exit_: Exit) -> None:
    if any(finding["severity"] == Severity.ERROR for finding in data["findings"]):
        exit_.status = max(exit_.status, 1)


def _told(data: dict[str, Any], rolled: Rolled) -> Iterator[str]:
    yield printable(data["title"])
    yield f"  由 {len(rolled.members)} 份报告相加：{printable('、'.join(rolled.names))}"
    if rolled.missing:
        yield f"  没有相加的文件：{printable('、'.join(rolled.missing))}"
    checks = data["checks"]
    unknown = f"，{checks['unknown']} 项因缺数无法判断" if checks["unknown"] else ""
    yield f"  勾稽关系：{checks['holds']} 项成立，{checks['broken']} 项不成立{unknown}"
    yield ""
    yield "各格（只列不是 0 的）"
    for cell, value in rolled.figures.read.items():
        if value:
            yield f"  {cell_label(rolled.figures.form, cell)}：{figure(value)} = {_parts(rolled, cell)}"
    if rolled.gaps:
        yield ""
        yield f"没有相加的 {len(rolled.gaps)} 格（空白不当作 0）"
        for cell, names in rolled.gaps.items():
            told = f"没有填的：{'、'.join(names)}；其余之和 {figure(rolled.known(cell))}"
            yield f"  {cell_label(rolled.figures.form, cell)}：{printable(told)}"
    yield from _findings(data)


def _parts(rolled: Rolled, cell: str) -> str:
    return printable(" + ".join(f"{part.name} {part.value}" for part in rolled.parts(cell) if part.value))


def _findings(data: dict[str, Any]) -> Iterator[str]:
    for place, finding in enumerate(data["findings"]):
        if not place:
            yield ""
        mark = SEVERITY_MARKS[Severity(finding["severity"])]
        yield f"{mark} {printable(finding['message'])} [{finding['code']}]"
