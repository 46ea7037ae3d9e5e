"""The charts of an organ, or of an organ and all below it: what each shows, and where each of its figures stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404

from gongkai import lawbook
from gongkai.kernel.chart import Chart, ChartCategory, ChartKind, ChartPoint, ChartSeries
from gongkai.lawbook.looking import looking_law
from gongkai.web.disclosure import matters as catalogued
from gongkai.web.foundations import clock
from gongkai.web.organs.models import Organ
from gongkai.web.reports.looking import answers, years
from gongkai.web.reports.looking.lines import KINDS, OUTCOMES, REVIEWS, SUITS, lines
from gongkai.web.reports.looking.years import Sum, YearFigures

from .addresses import address
from .item_columns import NO_ROW, Column

ANSWERS, ITEMS = "answers", "items"
HEADINGS = {
    OUTCOMES: "申请的办理结果",
    KINDS: "新收申请的申请人",
    ANSWERS: "答复用了多久",
    REVIEWS: "行政复议的结果",
    SUITS: "行政诉讼的结果",
    ITEMS: "公开着的信息",
}
UNSORTED = "没有归入目录的"
_NO_REPORT, _NOT_KEPT = "没有年报", "没有登记"
_MISSING = "不全"
_GAP = "虚线框的年度没有公布年报，不是 0。"
_GAP_OF_ANSWERS = "虚线框的年度没有公布年报，或者申请没有从年初起在本站登记，不是 0。"
_NOTES = {
    OUTCOMES: "按年报表三“本年度办理结果”。",
    KINDS: "按年报表三“本年新收”一行。",
    ANSWERS: "按本站登记的申请，只画年报已经公布的年度：从收到的次日到答复的当日，几个工作日。等申请人补正、等第三方答复的日子也算在内，"
    "所以比法定的答复期限长的不一定逾期。",
    REVIEWS: "按年报表四“行政复议”。",
    SUITS: "按年报表四“行政诉讼”，未经复议直接起诉和复议后起诉的合在一起。",
    ITEMS: "今天公开着的法定主动公开内容，按公开目录的事项，条数多的在前。",
}


@dataclass(frozen=True)
class Ground:
    """Whose charts: an organ's own (`is_tree` false), or with all below it; the last year is `until`, or the last known.

    Without slots: what was asked of the database once is kept.
    """

    organ: Organ
    is_tree: bool
    asked: int | None = None

    @cached_property
    def figures(self) -> Mapping[int, YearFigures]:
        """What reports say, by year."""
        return years.of_tree(self.organ) if self.is_tree else years.of_organ(self.organ)

    @cached_property
    def answered(self) -> Mapping[int, Mapping[str, int]]:
        """How long answers took, by year; a year of which no report is public has no column yet."""
        until = clock.today().year - 1
        if self.is_tree:
            return answers.of_tree(self.organ.path, until)
        return answers.of_organ(self.organ.pk, until)

    @cached_property
    def matters(self) -> list[catalogued.Matter]:
        """What is public, by matters of the catalogue."""
        return catalogued.of_tree(self.organ.path) if self.is_tree else catalogued.of_organ(self.organ.pk)

    def shown(self, known: Mapping[int, object]) -> range:
        """The years side by side: each up to the last one, also those of which nothing is known."""
        if not known:
            return range(0)
        last = min(self.asked or max(known), max(known))
        first = max(min(known), last - looking_law().most_years + 1)
        return range(first, last + 1)

    @property
    def name(self) -> str:
        """Whose figures they are, as a title says it."""
        return f"{self.organ.name}及所属机关" if self.is_tree else self.organ.name

    def report(self, year: int, cell: str = "") -> str:
        """Where the figures of a year stand: the cell in the organ's own report, or the parts of the sum."""
        if self.is_tree:
            return address("charts-year", self.organ.slug, year)
        return address("report", self.organ.slug, year) + (f"#{cell}" if cell else "")

    def listing(self, matter: catalogued.Matter) -> str:
        """Where the items of a matter are listed; those of several organs are not listed together."""
        if self.is_tree:
            return ""
        column = address("column", self.organ.slug, Column.STATUTORY.value)
        return f"{column}?{urlencode({'row': matter.code or NO_ROW})}"


def charts(ground: Ground) -> list[Chart]:
    """Every chart of which anything is known."""
    made = (make(ground, name) for name, make in _MADE.items())
    return [chart for chart in made if not chart.is_empty]


def chart(ground: Ground, name: str) -> Chart:
    """One of them. Raises Http404 for another name, or where nothing is known."""
    if name not in _MADE or (made := _MADE[name](ground, name)).is_empty:
        raise Http404("No such chart")
    return made


def _of_reports(ground: Ground, name: str) -> Chart:
    shown = ground.shown(ground.figures)
    newest = lawbook.load().form_for(None).id
    known = lines(newest)[name]
    return Chart(
        id=name,
        kind=ChartKind.STACKED,
        title=f"{ground.name}：{HEADINGS[name]}",
        unit="件",
        categories=tuple(_year(ground, year) for year in shown),
        series=tuple(
            ChartSeries(line.name, tuple(_point(ground, year, key=(name, line.code)) for year in shown))
            for line in known
        ),
        notes=(_NOTES[name], *_remarks(ground, name, shown)),
    )


def _year(ground: Ground, year: int) -> ChartCategory:
    if year not in ground.figures:
        return ChartCategory(str(year), remark=_NO_REPORT)
    told = ground.figures[year]
    older = "、".join(dict.fromkeys(map(_older, sorted(told.forms))))
    counted = f"{told.reports} 份" if ground.is_tree else ""
    return ChartCategory(str(year), ground.report(year), f"{older}{counted}")


def _older(form: str) -> str:
    """What a form other than the newest one is called: 试行格式."""
    book = lawbook.load()
    title = book.form(form).title
    return "" if form == book.form_for(None).id else f"{title.partition('（')[2].rstrip('）')}格式"


def _point(ground: Ground, year: int, *, key: tuple[str, str]) -> ChartPoint:
    if year not in ground.figures:
        return ChartPoint(None)
    told = ground.figures[year]
    found = told.sums.get(key, Sum(None, 1))
    leads_to = ground.report(year, _cell(told, key)) if found.value is not None else ""
    return ChartPoint(found.value, leads_to, _MISSING if found.missing and found.value is not None else "")


def _cell(told: YearFigures, key: tuple[str, str]) -> str:
    name, code = key
    known = (line for form in sorted(told.forms, reverse=True) for line in lines(form)[name])
    return next((line.cells[0] for line in known if line.code == code), "")


def _remarks(ground: Ground, name: str, shown: Sequence[int]) -> list[str]:
    """What has to be known of the years that are shown."""
    told = [ground.figures[year] for year in shown if year in ground.figures]
    found = []
    older = [str(one.year) for one in told if any(map(_older, one.forms))]
    if older and name == OUTCOMES:
        found.append(
            f"{'、'.join(older)} 年用试行格式，其他处理只有一行，与后来三行的合计相比；表二的项目不同，不放在一起。"
        )
    if any(found.missing and found.value is not None for one in told for found in _of_chart(one, name)):
        found.append("带 * 的不全：有的格在年报中是空白，或者没有读到，没有计入。")
    if len(told) < len(shown):
        found.append(_GAP)
    if ground.is_tree:
        found.append("由各机关公布的年报相加；一级政府的年报已经汇总下级的，不再加一次。")
    return found


def _of_chart(told: YearFigures, name: str) -> list[Sum]:
    return [found for (chart, _), found in told.sums.items() if chart == name]


def _of_answers(ground: Ground, name: str) -> Chart:
    shown = ground.shown(ground.answered)
    return Chart(
        id=name,
        kind=ChartKind.STACKED,
        title=f"{ground.name}：{HEADINGS[name]}",
        unit="件",
        categories=tuple(
            _year_of_answers(ground, year, f"#{row_id(name, place)}") for place, year in enumerate(shown)
        ),
        series=tuple(
            ChartSeries(
                one.name,
                tuple(
                    _answers(ground, year, one.code, leads_to=f"#{row_id(name, place)}")
                    for place, year in enumerate(shown)
                ),
            )
            for one in looking_law().answer_times
        ),
        notes=(
            _NOTES[name],
            *([_GAP_OF_ANSWERS] if len(set(shown) & set(ground.answered)) < len(shown) else []),
        ),
    )


def _year_of_answers(ground: Ground, year: int, leads_to: str) -> ChartCategory:
    if year in ground.answered:
        return ChartCategory(str(year), leads_to)
    return ChartCategory(str(year), remark=_NOT_KEPT if year in ground.figures else _NO_REPORT)


def _answers(ground: Ground, year: int, code: str, *, leads_to: str) -> ChartPoint:
    if year in ground.answered:
        return ChartPoint(ground.answered[year][code], leads_to)
    return ChartPoint(None)


def _of_items(ground: Ground, name: str) -> Chart:
    """The matters under which most stands, and the others together."""
    ranked = sorted(enumerate(ground.matters), key=lambda one: -one[1].count)
    most = looking_law().most_bars
    shown, others = ranked[:most], ranked[most:]
    bars = [
        (one.name or UNSORTED, ChartPoint(one.count, ground.listing(one) or f"#{row_id(name, place)}"))
        for place, one in shown
    ]
    if others:
        rest = ChartPoint(sum(one.count for _, one in others), f"#{row_id(name, others[0][0])}")
        bars.append((f"其余 {len(others)} 项", rest))
    return Chart(
        id=name,
        kind=ChartKind.LYING,
        title=f"{ground.name}：{HEADINGS[name]}",
        unit="条",
        categories=tuple(ChartCategory(label) for label, _ in bars),
        series=(ChartSeries("公开着的", tuple(point for _, point in bars)),),
        notes=(_NOTES[name],),
    )


def row_id(name: str, place: int) -> str:
    """The anchor of a row in the table beside a chart."""
    return f"{name}-row-{place}"


_MADE: Mapping[str, Callable[[Ground, str], Chart]] = {
    OUTCOMES: _of_reports,
    KINDS: _of_reports,
    ANSWERS: _of_answers,
    REVIEWS: _of_reports,
    SUITS: _of_reports,
    ITEMS: _of_items,
}
