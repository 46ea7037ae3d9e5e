"""Two reports side by side on the command line."""

import json
import sys
from collections.abc import Iterator

import click

from gongkai import lawbook, usage
from gongkai.engine.compare import Comparability, Comparison, Pair, as_json
from gongkai.engine.compare import compare as compared
from gongkai.engine.passages import Copied
from gongkai.engine.render.cells import cell_label, figure
from gongkai.engine.render.people import SEVERITY_MARKS, printable, where
from gongkai.engine.taken import Taken, take
from gongkai.given import take_one
from gongkai.kernel.copied import quoted
from gongkai.kernel.findings import Number, Severity
from gongkai.kernel.problems import Problem
from gongkai.kernel.rules import Result
from gongkai.usage import Exit

_RESULTS = {Result.HOLDS: "相符", Result.BROKEN: "不符", Result.UNKNOWN: "缺数，无法判断"}
_SHORTEST_SHOWN = 60  # characters of a copied passage


@click.command(cls=usage.Command)
@click.argument("left", metavar="报告")
@click.argument("right", metavar="另一份报告")
@click.option("--all", "is_whole", is_flag=True, help="列出全部数字；不写的，只列不同的和不能比较的。")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="输出方式：text（默认）或者 json。",
)
def compare(left: str, right: str, *, is_whole: bool, format_: str) -> None:
    """比较两份报告：同一机关的两个年度，或者两个机关。列出不同的数字、两年之间应当衔接的数和雷同的文字。"""
    exit_ = Exit()
    lawbook.load()
    reports = [report for name in (left, right) if (report := taken(name, exit_))]
    if len(reports) == 2:
        found = compared(*reports)
        if format_ == "json":
            click.echo(json.dumps(as_json(found, is_whole=is_whole), ensure_ascii=False))
        else:
            click.echo("\n".join(_told(found, is_whole=is_whole)))
        if any(finding.severity is Severity.ERROR for finding in found.findings):
            exit_.status = max(exit_.status, 1)
    sys.exit(exit_.status)


def taken(name: str, exit_: Exit) -> Taken | None:
    """The report in a file of any kind, or in our own JSON; None, and the problem told, when it holds none."""
    try:
        return take(take_one(name))
    except Problem as problem:
        exit_.failed(name, problem)
        return None


def _told(found: Comparison, *, is_whole: bool) -> Iterator[str]:
    yield f"{printable(found.left.called)} 与 {printable(found.right.called)}"
    yield from _figures(found, is_whole=is_whole)
    yield from _ties(found)
    yield from _copied(found.copied, found)


def _figures(found: Comparison, *, is_whole: bool) -> Iterator[str]:
    comparable = [pair for pair in found.pairs if pair.how is not Comparability.INCOMPARABLE]
    yield ""
    yield f"数字：可以比较的 {len(comparable)} 个，不同的 {len(found.changed)} 个"
    for pair in comparable if is_whole else found.changed:
        yield f"  {_label(found, pair)}：{_said(pair.left)}，{_said(pair.right)}{_change(pair)}"
    if apart := [pair for pair in found.pairs if pair.how is Comparability.INCOMPARABLE]:
        yield f"两种格式含义不同、不能比较的 {len(apart)} 个："
        for pair in apart:
            yield f"  {_label(found, pair)}：{_said(pair.left if pair.cells else pair.right)}"


def _label(found: Comparison, pair: Pair) -> str:
    """What a pair is of; cells that are summed on one side are called what the other form calls them."""
    if pair.cells and (len(pair.cells) == 1 or not pair.others):
        return cell_label(found.left.form, pair.cells[0])
    return cell_label(found.right.form, pair.others[0])


def _said(value: Number | None) -> str:
    return "空白或者没有读到" if value is None else figure(value)


def _change(pair: Pair) -> str:
    if pair.left is None or pair.right is None or pair.left == pair.right:
        return ""
    more = pair.left - pair.right
    return f"（{'多' if more > 0 else '少'} {figure(abs(more))}）"


def _ties(found: Comparison) -> Iterator[str]:
    yield ""
    if found.why_not:
        yield f"两份报告之间没有应当衔接的数：{found.why_not}"
        return
    rules = lawbook.load()
    yield f"应当与 {found.right.year} 年度衔接的数："
    for code, result in found.ties.items():
        yield f"  {rules.rule(code).title}：{_RESULTS[result]} [{code}]"
    for finding in found.findings:
        yield f"  {SEVERITY_MARKS[finding.severity]} {printable(finding.message)}"


def _copied(copied: Copied, found: Comparison) -> Iterator[str]:
    yield ""
    if not copied.passages:
        yield "正文没有雷同的段落。"
        return
    yield f"雷同：{printable(found.left.called)}的正文有 {copied.share:.0%} 与另一份相同，共 {len(copied.passages)} 处"
    for here, there in copied.passages:
        places = "；".join(
            f"{name}{where(one, kind='text').rstrip('：')}"
            for name, one in (("这一份", here), ("另一份", there))
            if where(one, kind="text")
        )
        _, stop = quoted(here.text, start=0, stop=len(here.text), most=_SHORTEST_SHOWN)
        yield f"  “{printable(here.text[:stop])}”{f'（{places}）' if places else ''}"
