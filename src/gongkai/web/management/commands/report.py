"""The annual report on the command line: its tables counted from the registers, the figures of a year frozen, what was
approved published."""

import re
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.management.base import CommandError

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.kernel.tally import Period
from gongkai.web.foundations import clock
from gongkai.web.management import report_compile, report_rollup
from gongkai.web.management.site_command import SiteCommand
from gongkai.web.management.slugs import organ_at
from gongkai.web.organs.models import Organ
from gongkai.web.reports.actions.freezing import freeze
from gongkai.web.reports.actions.publishing import publish
from gongkai.web.reports.collecting import owes
from gongkai.web.reports.models import Compilation, State

_PERIOD = re.compile(r"(?P<year>20\d\d)(?:-(?P<month>0[1-9]|1[0-2])|[Qq](?P<quarter>[1-4]))?")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that the command does: what its help says, its arguments, and the lines that it prints."""

    help: str
    takes: Callable[[ArgumentParser], None]
    run: Callable[..., Iterator[str]]


def _takes_period(parser: ArgumentParser) -> None:
    _takes_organ(parser)
    parser.add_argument("period", metavar="期间", help="2025（全年）、2025Q3（季度）或者 2025-03（月）")
    report_compile.takes_format(parser)


def _takes_year(parser: ArgumentParser) -> None:
    _takes_organ(parser)
    parser.add_argument("year", type=int, metavar="年度", help="例如 2025")


def _takes_organ(parser: ArgumentParser) -> None:
    parser.add_argument("organ", metavar="机关", help="机关的网址名")
    parser.add_argument("--below", action="store_true", help="连同它的全部下级机关")


def _compile(*, organ: str, below: bool, period: str, format_: str, **_options: Any) -> Iterator[str]:
    return report_compile.lines(_organs(organ, is_tree=below), _period(period), format_=format_)


def _freeze(*, organ: str, below: bool, year: int, **_options: Any) -> Iterator[str]:
    """With all below it, those that report."""
    for one in _organs(organ, is_tree=below):
        if not below or owes(one.level, one.kind):
            yield f"{one}{year}年度的数字：{freeze(one, year, at=clock.now()).sha256}"


def _publish(*, organ: str, below: bool, year: int, **_options: Any) -> Iterator[str]:
    """What was approved, word for word; a line with the hash of each. One alone that was not is told why."""
    found = Compilation.objects.filter(organ__in=_organs(organ, is_tree=below), year=year)
    if below:
        found = found.filter(state=State.SIGNED)
    listed = list(found.select_related("organ").order_by("organ__path"))
    if not listed:
        raise CommandError(f"没有{year}年度已批准、等待公布的报告。请先在办公室编制、送审。")
    for one in listed:
        edition = publish(one, by=SYSTEM, at=clock.now())
        yield f"{edition}：{edition.content_hash}"


def _organs(slug: str, *, is_tree: bool) -> list[Organ]:
    top = organ_at(slug)
    return list(Organ.objects.within(top).order_by("path")) if is_tree else [top]


def _period(told: str) -> Period:
    match = _PERIOD.fullmatch(told)
    if match is None:
        raise CommandError(f"看不懂期间“{told}”。请写成 2025、2025Q3 或者 2025-03。")
    year, month, quarter = (int(part) if part else 0 for part in match.group("year", "month", "quarter"))
    if month:
        return Period.month(year, month)
    return Period.quarter(year, quarter) if quarter else Period.year_of(year)


TASKS: Mapping[str, Task] = {
    "compile": Task(report_compile.HELP, _takes_period, _compile),
    "freeze": Task("固定一个年度的数字（年度过后每天自动办理），输出其 SHA-256", _takes_year, _freeze),
    "publish": Task("公布已批准的报告，输出其内容的 SHA-256", _takes_year, _publish),
    "rollup": Task(report_rollup.HELP, report_rollup.takes, report_rollup.run),
}


class Command(SiteCommand):
    help = "年度报告：由台账计算各表，固定年末的数字，公布已批准的报告，汇总下级报送的报告。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True, metavar="|".join(TASKS))
        for name, task in TASKS.items():
            task.takes(tasks.add_parser(name, help=task.help))

    def handle(self, *_args: Any, task: str, **options: Any) -> None:
        try:
            for line in TASKS[task].run(**options):
                self.stdout.write(line)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
