"""The command line. Exit status: 0 fine, 1 at least one error found, 2 something could not be read or wrong usage."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from gongkai import __version__
from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render.contract import as_json
from gongkai.engine.report import AnnualReport
from gongkai.kernel.problems import Problem

_PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}

_files = click.argument("files", metavar="文件…", nargs=-1, required=True)
_type = click.option("--type", "type_", metavar="类型", help="标准输入（-）的类型：txt、html、docx。")


class Exit:
    """The worst exit status so far; 2 wins over 1."""

    def __init__(self) -> None:
        self.status = 0

    def error_found(self) -> None:
        self.status = max(self.status, 1)

    def failed(self, name: str, problem: Problem) -> None:
        """Tell a problem on standard error: path, code, what happened and what to do."""
        self.status = 2
        click.echo(f"{name}: {problem.code}: {problem.message}{problem.advice}", err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gongkai", help="显示版本。")
def app() -> None:
    """读取、核对政府信息公开工作年度报告。"""


@app.command()
@_files
@_type
def read(files: tuple[str, ...], type_: str | None) -> None:
    """读出报告的标题、机关、年度、三张表和正文，每个文件输出一行 JSON。"""
    exit_ = Exit()
    for report in _examined(files, exit_, type_=type_):
        click.echo(json.dumps(as_json(report, with_findings=False), ensure_ascii=False))
    sys.exit(exit_.status)


@app.command()
@_files
@_type
@click.option(
    "--format",
    "format_",
    type=click.Choice(["people", "json", "html"]),
    default="people",
    help="输出方式，默认 people。",
)
@click.option("--last-year", metavar="文件", help="上一年度的报告，用于核对两年是否衔接。")
def check(files: tuple[str, ...], type_: str | None, format_: str, last_year: str | None) -> None:
    """核对报告：哪些成立，哪些不成立，逐条引用原文。"""
    exit_ = Exit()
    last = next(_examined((last_year,), exit_), None) if last_year else None
    _PRINTERS[format_](_noting_errors(_examined(files, exit_, type_=type_, last=last), exit_))
    sys.exit(exit_.status)


@app.command(context_settings=_PASS_ON)
@click.pass_context
def serve(context: click.Context) -> None:
    """启动网站（默认 http://127.0.0.1:8000）。"""
    sys.exit(_web("serve", context.args))


@app.command(context_settings=_PASS_ON)
@click.pass_context
def demo(context: click.Context) -> None:
    """在本机数据库中建立演示数据（一个虚构的县）。"""
    sys.exit(_web("demo", context.args))


def _web(command: str, arguments: list[str]) -> int:
    """Run a command of the site; Django is imported only here."""
    try:
        from gongkai.web.__main__ import main as web_main
    except ModuleNotFoundError:
        click.echo("网站部分没有安装。请运行 make run，或安装 gongkai[web]。", err=True)
        return 2
    return web_main([command, *arguments]) or 0


def _examined(
    files: tuple[str, ...], exit_: Exit, *, type_: str | None = None, last: AnnualReport | None = None
) -> Iterator[AnnualReport]:
    """Each file's report in the order given; a file that cannot be read is told and passed over."""
    for name in files:
        try:
            report = examine(_take(name, type_), last_year=last)
        except Problem as problem:
            exit_.failed(name, problem)
        else:
            yield report


def _noting_errors(reports: Iterable[AnnualReport], exit_: Exit) -> Iterator[AnnualReport]:
    for report in reports:
        if report.has_errors:
            exit_.error_found()
        yield report


def _take(name: str, type_: str | None) -> intake.Source:
    if name == "-":
        return intake.take_bytes(sys.stdin.buffer.read(), "-", kind=type_)
    return intake.take_file(Path(name), kind=type_)


def _print_people(reports: Iterable[AnnualReport]) -> None:
    from gongkai.engine.render.people import as_text

    for order, report in enumerate(reports):
        click.echo(("\n" if order else "") + as_text(report, coloured=sys.stdout.isatty()))


def _print_json(reports: Iterable[AnnualReport]) -> None:
    for report in reports:
        click.echo(json.dumps(as_json(report), ensure_ascii=False))


def _print_page(reports: Iterable[AnnualReport]) -> None:
    from gongkai.engine.render.page import as_page

    click.echo(as_page(list(reports)))


_PRINTERS = {"people": _print_people, "json": _print_json, "html": _print_page}


def main() -> None:
    """Entry point; output is UTF-8 whatever the terminal says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
