"""`gongkai report compile`: the tables of organs for any period, for people or as JSON."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.engine.render.cells import NOT_KEPT, cell_label, known_figure
from gongkai.kernel.chain import canonical
from gongkai.kernel.days import in_words
from gongkai.kernel.tally import Period
from gongkai.web.foundations import clock
from gongkai.web.organs.models import Organ
from gongkai.web.reports import tally
from gongkai.web.reports.models import Snapshot
from gongkai.web.reports.tally import Tally

HELP = "各表的数字：已经固定的年度用固定的数，其余由台账计算；没有人登记的没有数，不是 0"


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures by which an organ reports a period, those of the registers now, and when the first were frozen."""

    organ: Organ
    reported: Tally
    live: Tally
    frozen: Snapshot | None


def takes_format(parser: ArgumentParser) -> None:
    """For whom it is printed."""
    parser.add_argument(
        "--format",
        choices=["text", "json"],
        default="text",
        dest="format_",
        metavar="[text|json]",
        help="输出方式：text（默认）或者 json，每个机关一行",
    )


def lines(organs: Sequence[Organ], period: Period, *, format_: str) -> Iterator[str]:
    """What is printed: a line of canonical JSON for each organ, or the figures that are not 0. Raises Refused for a period
    that has not begun."""
    period.must_have_begun(clock.today())
    live = tally.counted([one.pk for one in organs], period)
    for organ in organs:
        frozen = tally.snapshot_of(organ, period)
        reported = tally.settled(organ, period) if frozen else live[organ.pk]
        if format_ == "json":
            yield canonical(tally.told(organ, period, reported))
        else:
            yield from _for_people(Counted(organ, reported, live[organ.pk], frozen), period)


def _for_people(one: Counted, period: Period) -> Iterator[str]:
    form = one.reported.form
    yield f"{one.organ}，{period.so_far(clock.today())}"
    yield f"  {_whence(one)}"
    for cell, value in one.reported.figures.items():
        now = _now(one, cell)
        if value or (now and value is not None):
            yield f"  {cell_label(form, cell)}：{known_figure(value)}{now}"
    unknown = sum(value is None for value in one.reported.figures.values())
    yield f"  没有列出的都是 0{f'；有 {unknown} 格{NOT_KEPT}，没有数，不是 0' if unknown else ''}。"


def _whence(one: Counted) -> str:
    """Which figures these are."""
    if one.frozen is None:
        return "按现在的台账计算，台账有变动，数字也会变。"
    frozen_on = in_words(one.frozen.last_on)
    return f"截至{frozen_on}的数字已经固定，报告用的就是这些；公布的报告中手工填报的，以公布的为准。"


def _now(one: Counted, cell: str) -> str:
    """（台账现在是 4）, where the registers have changed since."""
    now = one.live.figures[cell]
    if now == one.reported.figures[cell]:
        return ""
    return f"（台账现在是 {known_figure(now)}）"
