"""What a page of charts says: each chart with the table of its figures beside it, and the parts of a tree's sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.utils.safestring import SafeString, mark_safe

from gongkai import lawbook
from gongkai.engine.render.cells import figure
from gongkai.engine.render.chart import inline
from gongkai.kernel.chart import Chart, ChartPoint
from gongkai.lawbook.looking import looking_law
from gongkai.web.organs.models import Organ
from gongkai.web.reports.looking import years
from gongkai.web.reports.looking.lines import KINDS, OUTCOMES, REVIEWS, SUITS, lines
from gongkai.web.reports.looking.years import Told

from .addresses import address
from .report_charts import HEADINGS, ITEMS, UNSORTED, Ground, charts, row_id

_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Box:
    """A figure in a table, and where it leads."""

    text: str
    address: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table under its name."""

    id: str
    name: str
    address: str
    remark: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The figures of a chart."""

    first: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ShownChart:
    """A chart on a page; `files` are the addresses under which it can be had alone, by their endings."""

    id: str
    heading: str
    unit: str
    drawn: SafeString
    notes: tuple[str, ...]
    table: ChartTable
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChartsPage:
    """The charts of an organ or a tree; `earlier` and `later` are the last years of the pages beside it."""

    ground: Ground
    charts: tuple[ShownChart, ...]
    earlier: int | None
    later: int | None
    has_tree: bool


def page_of(ground: Ground) -> ChartsPage:
    """The page of an organ, or of a tree."""
    known = sorted({*ground.figures, *ground.answered})
    shown = ground.shown(dict.fromkeys(known))
    most = looking_law().most_years
    return ChartsPage(
        ground=ground,
        charts=tuple(_shown(ground, chart) for chart in charts(ground)),
        earlier=shown[0] - 1 if shown and shown[0] > known[0] else None,
        later=min(shown[-1] + most, known[-1]) if shown and shown[-1] < known[-1] else None,
        has_tree=ground.is_tree or Organ.objects.filter(parent=ground.organ).exists(),
    )


def _shown(ground: Ground, chart: Chart) -> ShownChart:
    table = _of_items(ground) if chart.id == ITEMS else _of_years(chart)
    drawn = mark_safe(inline(chart))  # the engine escapes every name
    heading = HEADINGS[chart.id]
    return ShownChart(chart.id, heading, chart.unit, drawn, chart.notes, table, _files(ground, chart.id))


def _files(ground: Ground, name: str) -> tuple[tuple[str, str], ...]:
    """Where a chart can be had alone; of a page that ends with a year, up to that year."""
    route = "chart-file-below" if ground.is_tree else "chart-file"
    asked = f"?{urlencode({'until': ground.asked})}" if ground.asked else ""
    slug = ground.organ.slug
    return tuple(
        (ending.upper(), f"{address(route, slug, name, ending)}{asked}") for ending in ("svg", "png")
    )


def _of_years(chart: Chart) -> ChartTable:
    rows = tuple(
        Line(
            row_id(chart.id, place),
            category.name,
            "" if category.address.startswith("#") else category.address,
            category.remark,
            (*map(_box, chart.points(place)), Box(_said(chart.total(place)))),
        )
        for place, category in enumerate(chart.categories)
    )
    return ChartTable("年度", (*(one.name for one in chart.series), "合计"), rows)


def _box(point: ChartPoint) -> Box:
    leads_to = "" if point.address.startswith("#") else point.address
    return Box(_said(point.value), leads_to, point.remark)


def _of_items(ground: Ground) -> ChartTable:
    """All matters, in the order of the catalogue."""
    rows = (
        Line(
            row_id(ITEMS, place),
            matter.name or UNSORTED,
            ground.listing(matter),
            matter.level1,
            (Box(figure(matter.count)),),
        )
        for place, matter in enumerate(ground.matters)
    )
    return ChartTable("事项", ("条",), tuple(rows))


def _said(value: int | None) -> str:
    return _NOTHING if value is None else figure(value)


@dataclass(frozen=True, slots=True)
class PartsPage:
    """The reports that make up the sums of a year, and what they come to."""

    organ: Organ
    year: int
    heads: tuple[tuple[str, tuple[str, ...]], ...]
    lines: tuple[Line, ...]
    sums: tuple[Box, ...]


def parts_of(organ: Organ, year: int) -> PartsPage:
    """The parts of a tree's sums. Raises Http404 when no report of the year is public."""
    told = years.parts(organ, year)
    if not told:
        raise Http404("No reports of this year")
    shown = {
        name: lines(lawbook.load().form_for(None).id)[name] for name in (OUTCOMES, KINDS, REVIEWS, SUITS)
    }
    keys = [(name, line.code) for name, known in shown.items() for line in known]
    organs = Organ.objects.in_bulk([one.organ for one in told])
    sums = years.sums_of(told)
    return PartsPage(
        organ,
        year,
        tuple((HEADINGS[name], tuple(line.name for line in known)) for name, known in shown.items()),
        tuple(_part(one, organs[one.organ], keys) for one in told),
        tuple(Box(_said(sums[key].value), remark="不全" if sums[key].missing else "") for key in keys),
    )


def _part(told: Told, organ: Organ, keys: Sequence[tuple[str, str]]) -> Line:
    report = address("report", organ.slug, told.year)
    boxes = []
    for name, code in keys:
        found = told.sums[name, code]
        cell = next(line.cells[0] for line in lines(told.form)[name] if line.code == code)
        leads_to = f"{report}#{cell}" if found.value is not None else ""
        boxes.append(Box(_said(found.value), leads_to, "不全" if found.missing else ""))
    return Line("", organ.name, report, "", tuple(boxes))
