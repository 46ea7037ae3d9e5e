"""The command line. Exit status: 0 fine, 1 at least one error found, 2 something could not be read or wrong usage."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gongkai import __version__, lawbook, usage
from gongkai.adding import rollup
from gongkai.comparing import compare
from gongkai.days_off import calendar
from gongkai.due import due
from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.judge.years import comparable
from gongkai.engine.render.contract import SCHEMA, as_json
from gongkai.engine.render.people import as_text, paint, printable
from gongkai.engine.report import AnnualReport
from gongkai.given import expanded, refuse_same, take, take_one
from gongkai.kernel.problems import NotAReport, Problem, Unwritable
from gongkai.screening import screen
from gongkai.usage import Exit

if TYPE_CHECKING:
    from gongkai.engine.trace import TraceFolder

FORMATS = ("people", "json", "html")
_Function = TypeVar("_Function", bound=Callable[..., None])
_PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}

_files = click.argument("files", cls=usage.Files, metavar="文件…", nargs=-1, required=True)


def _typed(*more: str, help_: str) -> Callable[[_Function], _Function]:
    kinds = click.Choice([*intake.KIND_NAMES, *more], case_sensitive=False)
    return click.option("--type", "type_", type=kinds, metavar="类型", help=help_)


_type = _typed(help_="标准输入（-）的类型：pdf、docx、xlsx、html、txt。")


@click.group(cls=usage.Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gongkai", help="显示版本。")
def app() -> None:
    """政府信息公开：读取、核对工作年度报告，运行公开网站和办公后台。"""


@app.command()
@_files
@_type
@click.option(
    "--trace",
    metavar="文件夹",
    help="把 PDF 每一页的读取过程（字和线、表格和行、各格、发现）画成图，写进这个文件夹，用其中的 index.html 查看。",
)
def read(files: tuple[str, ...], type_: str | None, trace: str | None) -> None:
    """读出报告的标题、机关、年度、三张表和正文，每个文件输出一行 JSON。文件夹会读其中全部 pdf、docx、xlsx、html、txt。"""
    exit_ = Exit()
    reports = (
        _traced(files, exit_, type_=type_, folder=trace) if trace else _examined(files, exit_, type_=type_)
    )
    for report in reports:
        click.echo(json.dumps(as_json(report, with_findings=False), ensure_ascii=False))
    sys.exit(exit_.status)


@app.command()
@_files
@_type
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="people",
    help="输出方式，默认 people（给人看）。",
)
@click.option("--last-year", metavar="文件", help="上一年度的报告，用于核对两年是否衔接。")
def check(files: tuple[str, ...], type_: str | None, format_: str, last_year: str | None) -> None:
    """核对报告：哪些成立，哪些不成立，逐条引用原文。文件夹会核对其中全部 pdf、docx、xlsx、html、txt。"""
    exit_ = Exit()
    last = next(_examined((last_year,), exit_), None) if last_year else None
    reports = _noted(_examined(files, exit_, type_=type_, last=last), exit_)
    if format_ == "people":
        _print_people(reports, last_year=(last, bool(last_year)))
        if exit_.total():
            click.echo(f"\n{exit_.total()}")
    elif format_ == "json":
        for report in reports:
            click.echo(json.dumps(as_json(report), ensure_ascii=False))
    else:
        from gongkai.engine.render.page import page_parts

        for part in page_parts(reports):
            click.echo(part)
    sys.exit(exit_.status)


@app.command()
@click.argument("report", metavar="报告")
@click.option(
    "-o", "--output", metavar="文件", required=True, help="写到哪里；结尾是 html、docx、pdf、xlsx 或 json。"
)
@_typed("json", help_="标准输入（-）的类型：json、pdf、docx、xlsx、html、txt。")
def render(report: str, output: str, type_: str | None) -> None:
    """把报告写成网页、Word、PDF、电子表格或 JSON，由输出文件名的结尾决定。报告可以是 JSON，也可以是读得懂的报告文件。"""
    from gongkai.engine.render import formats

    exit_ = Exit()
    lawbook.load()
    try:
        ending = formats.ending_of(output)
        refuse_same(report, output)
        data = formats.contract(take_one(report, None if type_ == "json" else type_))
        formats.write(Path(output), formats.render(data, ending))
        if ending != "json":
            _tell_empty(output, data)
    except Unwritable as problem:
        exit_.failed(output, problem)
    except Problem as problem:
        exit_.failed(report, problem)
    sys.exit(exit_.status)


def _tell_empty(output: str, data: Mapping[str, Any]) -> None:
    """What the file lacks because its words were no figures; it is written all the same."""
    from gongkai.engine.render import formats

    if names := formats.left_empty(data):
        listed = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        told = f"{len(names)} 格读不准，写成了空白：{listed}。请对照原文件补上。"
        click.echo(f"{printable(output)}: {told}", err=True)


def _command_of_site(name: str, says: str) -> None:
    """A command that Django runs, which is imported only then; what follows its name is Django's to read."""

    @app.command(name, help=says, context_settings=_PASS_ON)
    @click.pass_context
    def run(context: click.Context) -> None:
        if find_spec("django") is None or find_spec("wagtail") is None:
            click.echo("网站部分没有安装。请运行 make run，或安装 gongkai[web]。", err=True)
            sys.exit(2)
        from gongkai.web.__main__ import main as web_main

        web_main([name, *context.args])


app.add_command(due)
app.add_command(calendar)
app.add_command(compare)
app.add_command(rollup)
app.add_command(screen)

for _name, _says in usage.OF_SITE.items():
    _command_of_site(_name, _says)


def _examined(
    files: Iterable[str], exit_: Exit, *, type_: str | None = None, last: AnnualReport | None = None
) -> Iterator[AnnualReport]:
    """Each file's report in the order given; a file that cannot be read is told and passed over."""
    for path, source in _sources(files, exit_, type_=type_):
        report = _report(path, source, exit_, last=last)
        if report:
            yield report


def _report(
    path: str, source: intake.Source, exit_: Exit, *, last: AnnualReport | None = None
) -> AnnualReport | None:
    """The report in a file; None, and the problem told, when it holds none."""
    try:
        return examine(source, last_year=last)
    except Problem as problem:
        exit_.failed(path, problem)
        return None


def _sources(
    files: Iterable[str], exit_: Exit, *, type_: str | None = None
) -> Iterator[tuple[str, intake.Source]]:
    """Each file as it was taken in, with its name; one that cannot be is told and passed over."""
    lawbook.load()  # what is wrong with the law data is no fault of a file
    for path in (path for name in files for path in expanded(name)):
        try:
            source = take(path, type_)
            _refuse_stored(source)
        except Problem as problem:
            exit_.failed(path, problem)
        else:
            yield path, source


def _traced(files: Iterable[str], exit_: Exit, *, type_: str | None, folder: str) -> Iterator[AnnualReport]:
    """Each file's report, its reading drawn into a folder; also of a file that turns out to be no report."""
    from gongkai.engine.trace import TraceFolder

    traces = TraceFolder(Path(folder))
    try:
        traces.open()
        for path, source in _sources(files, exit_, type_=type_):
            report = _report(path, source, exit_)
            _draw(traces, path, source, report, exit_)
            if report:
                yield report
        traces.close()
    except Problem as problem:
        exit_.failed(folder, problem)


def _draw(
    traces: "TraceFolder", path: str, source: intake.Source, report: AnnualReport | None, exit_: Exit
) -> None:
    """Draw one file, and tell what a person should know of it; what kept it from being read is told already."""
    try:
        notes = traces.add(source, report)
    except Problem as problem:
        if report:
            exit_.failed(path, problem)
        return
    for note in notes:
        click.echo(f"{printable(path)}: {note}", err=True)


def _refuse_stored(source: intake.Source) -> None:
    """Our own JSON is a report that was read already."""
    if source.text.lstrip().startswith("{") and f'"{SCHEMA}"' in source.text:
        raise NotAReport(
            "这是 gongkai read 写出的 JSON，不是报告文件。",
            "要排成文件请用 gongkai render，要检查请给出原来的报告文件。",
        )


def _noted(reports: Iterable[AnnualReport], exit_: Exit) -> Iterator[AnnualReport]:
    for report in reports:
        exit_.note(report)
        yield report


def _print_people(reports: Iterable[AnnualReport], *, last_year: tuple[AnnualReport | None, bool]) -> None:
    last, is_asked = last_year
    colour = paint if sys.stdout.isatty() else (lambda text, _code: text)
    for order, report in enumerate(reports):
        note = _comparison(report, last) if is_asked else ""
        click.echo(("\n" if order else "") + as_text(report, paint=colour, note=note))


def _comparison(report: AnnualReport, last: AnnualReport | None) -> str:
    """Whether the report was held against last year's, and if not, why."""
    if last is None:
        return "没有与上一年度比较：上一年度的报告未能读取。"
    reason = comparable(last, organ=report.organ, year=report.year)
    return f"没有与上一年度比较。{reason}" if reason else f"已与 {last.year} 年度报告比较。"


def main() -> None:
    """Entry point; output is UTF-8 whatever the terminal says, wrong usage is told in Chinese."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(standalone_mode=False)
    except click.UsageError as error:
        click.echo(usage.wrong(error), err=True)
        sys.exit(2)
    except Problem as problem:  # of the law data, which every command needs
        click.echo(f"{problem.code}: {problem.message}{problem.advice}", err=True)
        sys.exit(2)
    except (click.Abort, BrokenPipeError):
        sys.exit(2)
