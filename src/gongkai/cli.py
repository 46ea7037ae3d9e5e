"""The command line. Exit status: 0 fine, 1 at least one error found, 2 something could not be read or wrong usage."""

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gongkai import __version__
from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from gongkai.engine.report import AnnualReport
from gongkai.kernel.problems import Problem

app = typer.Typer(
    name="gongkai",
    help="读取、核对政府信息公开工作年度报告。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Files = Annotated[list[str], typer.Argument(metavar="文件…", help="txt、html、docx 文件；- 为标准输入。", show_default=False)]
Type = Annotated[str | None, typer.Option("--type", help="标准输入的类型：txt、html、docx。", show_default=False)]


class Format(StrEnum):
    """How a check is printed."""

    PEOPLE = "people"
    JSON = "json"
    HTML = "html"


class Exit:
    """The worst exit status so far; 2 wins over 1."""

    def __init__(self) -> None:
        self.status = 0

    def error_found(self) -> None:
        self.status = max(self.status, 1)

    def failed(self, name: str, problem: Problem) -> None:
        """Tell a problem on standard error: path, code, what happened and what to do."""
        self.status = 2
        typer.echo(f"{name}: {problem.code}: {problem.message}{problem.advice}", err=True)


@app.command()
def read(files: Files, type_: Type = None) -> None:
    """读出报告的标题、机关、年度、三张表和正文，每个文件输出一行 JSON。"""
    exit_ = Exit()
    for report in _examined(files, type_, None, exit_):
        typer.echo(json.dumps(as_json(report, with_findings=False), ensure_ascii=False))
    raise typer.Exit(exit_.status)


@app.command()
def check(
    files: Files,
    type_: Type = None,
    format_: Annotated[Format, typer.Option("--format", help="输出方式。")] = Format.PEOPLE,
    last_year: Annotated[str | None, typer.Option("--last-year", metavar="文件", help="上一年度的报告，用于核对两年是否衔接。", show_default=False)] = None,
) -> None:
    """核对报告：哪些成立，哪些不成立，逐条引用原文。"""
    exit_ = Exit()
    last = next(_examined([last_year], None, None, exit_), None) if last_year else None
    reports = []
    for report in _examined(files, type_, last, exit_):
        if report.has_errors:
            exit_.error_found()
        if format_ is Format.JSON:
            typer.echo(json.dumps(as_json(report), ensure_ascii=False))
        elif format_ is Format.PEOPLE:
            _print_for_people(report, is_first=not reports)
        reports.append(report)
    if format_ is Format.HTML:
        from gongkai.engine.render.page import as_page

        typer.echo(as_page(reports))
    raise typer.Exit(exit_.status)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def serve(context: typer.Context) -> None:
    """启动网站（默认 http://127.0.0.1:8000）。"""
    raise typer.Exit(_web("serve", context.args))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def demo(context: typer.Context) -> None:
    """在本机数据库中建立演示数据（一个虚构的县）。"""
    raise typer.Exit(_web("demo", context.args))


def _web(command: str, arguments: list[str]) -> int:
    """Run a command of the site; Django is imported only here."""
    try:
        from gongkai.web.__main__ import main as web_main
    except ModuleNotFoundError:
        typer.echo("网站部分没有安装。请运行 make run，或安装 gongkai[web]。", err=True)
        return 2
    return web_main([command, *arguments]) or 0


def _examined(files: list[str], type_: str | None, last: AnnualReport | None, exit_: Exit) -> Iterator[AnnualReport]:
    """Each file's report in the order given; a file that cannot be read is told and passed over."""
    for name in files:
        try:
            source = _take(name, type_)
            report = examine(source, last_year=last)
        except Problem as problem:
            exit_.failed(name, problem)
        else:
            yield report


def _take(name: str, type_: str | None) -> intake.Source:
    if name == "-":
        return intake.take_bytes(sys.stdin.buffer.read(), "-", kind=type_)
    return intake.take_file(Path(name), kind=type_)


def _print_for_people(report: AnnualReport, *, is_first: bool) -> None:
    from gongkai.engine.render.people import as_text

    if not is_first:
        typer.echo("")
    typer.echo(as_text(report, coloured=sys.stdout.isatty()))


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gongkai {__version__}")
        raise typer.Exit


@app.callback()
def main_options(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="显示版本。")] = False,
) -> None:
    """读取、核对政府信息公开工作年度报告。"""


def main() -> None:
    """Entry point; output is UTF-8 whatever the terminal says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
