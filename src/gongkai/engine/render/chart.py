"""A chart as a drawing (SVG): in a page with links to its figures, as a file that stands alone, or as points (PNG).

Series differ by pattern as well as by colour and have their figures written on them; a figure that is missing is a dashed
gap with words in it. All looks are attributes, so that a page needs no style for it; text is dark on white everywhere.
"""

from collections.abc import Iterable
from dataclasses import replace
from unicodedata import east_asian_width

import typst
from lxml import etree
from lxml.etree import _Element as Element

from gongkai.engine.render import typefaces
from gongkai.engine.render.cells import figure
from gongkai.engine.render.chart_patterns import pattern, swatch
from gongkai.kernel.chart import MISSING, Chart, ChartKind, ChartPoint, described, ticks

WIDTH = 400
_DARK, _SOFT, _LINE, _WHITE = "#1f2328", "#4a525a", "#c9ced4", "#ffffff"
_FACES = "PingFang SC, Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif"
_TEXT, _SMALL = 13, 11  # sizes of text
_ROW = 20  # a line of text
_AXIS = 40  # beside the ground line, for the numbers of the lines above it
_PLOT = 200  # from the ground line to the highest line
_HEAD = 22  # above the highest line, for a total
_LYING_ROW, _LYING_BAR = 44, 16
_LYING_END = 56  # right of the longest bar, for its number
_MARGIN = 8  # around a drawing that stands alone
_HANGING = "，。；、：）"
_INK = 1.5  # points of a PNG for one unit on a screen of 96 points an inch: three for each
_PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 416pt)'


def inline(chart: Chart) -> str:
    """For a page that says the title and the notes itself, and has the table beside it: figures and categories are links."""
    root = _root(chart, role="group", said="每一段、每一个年份都可以点开；数字都在旁边的表中。")
    return _written(root, _plot(root, chart, top=0), margin=1)


def svg(chart: Chart) -> str:
    """A file that stands alone: with its title, notes and, for whoever does not see it, all figures in words."""
    root = _root(chart, role="img", said=described(chart))
    ground = _add(root, "rect", fill=_WHITE, x=-_MARGIN, width=WIDTH + 2 * _MARGIN)
    top = _lines(root, _wrapped(chart.title, WIDTH, _TEXT), top=_MARGIN, size=_TEXT, colour=_DARK)
    top = _lines(root, [f"单位：{chart.unit}"], top=top, size=_SMALL, colour=_SOFT)
    bottom = _plot(root, _unlinked(chart), top=top + 4)
    noted = [line for note in chart.notes for line in _wrapped(note, WIDTH, _SMALL)]
    bottom = _lines(root, noted, top=bottom + 4, size=_SMALL, colour=_SOFT) + _MARGIN
    ground.set("height", _number(bottom))
    return _written(root, bottom, margin=_MARGIN)


def png(chart: Chart) -> bytes:
    """The same file as points, white behind. Raises Unwritable when the machine's folder of typefaces is not there."""
    drawn = typst.compile(
        _PAGE,
        format="png",
        ppi=72 * 2 * _INK,
        font_paths=typefaces.fonts(typefaces.folder()),
        sys_inputs={"svg": svg(chart)},
    )
    return bytes(drawn)


def _unlinked(chart: Chart) -> Chart:
    series = tuple(
        replace(one, points=tuple(replace(point, address="") for point in one.points)) for one in chart.series
    )
    categories = tuple(replace(one, address="") for one in chart.categories)
    return replace(chart, series=series, categories=categories)


def _root(chart: Chart, *, role: str, said: str) -> Element:
    title, desc = f"{chart.id}-title", f"{chart.id}-desc"
    root = etree.Element("svg", xmlns="http://www.w3.org/2000/svg")
    looks = {"font-family": _FACES, "font-size": _number(_TEXT), "fill": _DARK}
    for name, value in {"role": role, "aria-labelledby": title, "aria-describedby": desc, **looks}.items():
        root.set(name, value)
    _add(root, "title", chart.title, id=title)
    _add(root, "desc", said, id=desc)
    defs = _add(root, "defs")
    for place in range(len(chart.series)):
        defs.append(pattern(f"{chart.id}-{place}", place))
    return root


def _written(root: Element, bottom: float, *, margin: int) -> str:
    root.set("viewBox", f"{-margin} 0 {WIDTH + 2 * margin} {_number(bottom)}")
    return str(etree.tostring(root, encoding="unicode"))


def _plot(root: Element, chart: Chart, *, top: float) -> float:
    """Everything but title and notes; gives where it ends."""
    if chart.is_empty:
        return _lines(root, ["没有数据"], top=top, size=_TEXT, colour=_SOFT)
    if chart.kind is ChartKind.LYING:
        return _lying(root, chart, top=top)
    return _legend(root, chart, top=_stacked(root, chart, top=top))


def _stacked(root: Element, chart: Chart, *, top: float) -> float:
    """Upright, the series of each category on each other, and what they come to above them."""
    scale = ticks(max(total for total in chart.totals if total is not None))
    ground = top + _HEAD + _PLOT
    for tick in scale:
        y = ground - _PLOT * tick / scale[-1]
        _add(root, "line", x1=_AXIS, x2=WIDTH, y1=y, y2=y, stroke=_SOFT if tick == 0 else _LINE)
        _say(root, figure(tick), x=_AXIS - 6, y=y + 4, size=_SMALL, anchor="end", colour=_SOFT)
    slot = (WIDTH - _AXIS) / len(chart.categories)
    for place in range(len(chart.categories)):
        _column(root, chart, place, left=_AXIS + slot * place, slot=slot, ground=ground, highest=scale[-1])
    return ground + 2 * _ROW


def _column(
    root: Element, chart: Chart, place: int, *, left: float, slot: float, ground: float, highest: int
) -> None:
    """One category with its name below the ground line."""
    category, total, middle = chart.categories[place], chart.total(place), left + slot / 2
    under = _linked(root, category.address, "")
    _say(under, category.name, x=middle, y=ground + 15)
    wide = min(slot * 0.72, 64)
    if total is None:
        _gap(root, category.remark or MISSING, middle=middle, wide=wide, ground=ground)
        return
    if category.remark:
        _say(root, category.remark, x=middle, y=ground + 30, size=_SMALL - 1, colour=_SOFT)
    bottom = ground
    for number, point in enumerate(chart.points(place)):
        high = _PLOT * float(point.value or 0) / highest
        bottom -= high
        if point.value:
            told = f"{category.name} {chart.series[number].name}：{_told(point, chart.unit)}"
            fill = f"url(#{chart.id}-{number})"
            _bar(root, point, told, fill=fill, box=(middle - wide / 2, bottom, wide, high))
    mark = "*" if any(point.remark for point in chart.points(place)) else ""
    _say(root, f"{figure(total)}{mark}", x=middle, y=bottom - 6, weight="bold")


def _bar(
    root: Element, point: ChartPoint, told: str, *, fill: str, box: tuple[float, float, float, float]
) -> None:
    """A stretch of a column, its number written on it where there is room."""
    x, y, wide, high = box
    link = _linked(root, point.address, told)
    _add(link, "rect", x=x, y=y, width=wide, height=high, fill=fill, stroke=_DARK)
    if high >= _TEXT + 1 and point.value is not None:
        number = _say(link, figure(point.value), x=x + wide / 2, y=y + high / 2 + 4.5)
        for name, value in {"stroke": _WHITE, "stroke-width": "4", "paint-order": "stroke"}.items():
            number.set(name, value)


def _gap(root: Element, why: str, *, middle: float, wide: float, ground: float) -> None:
    """Nobody knows: a dashed frame with the reason, as high as half the plot, never a column of no height."""
    high = _PLOT / 2
    frame = _add(root, "rect", x=middle - wide / 2, y=ground - high, width=wide, height=high, stroke=_SOFT)
    frame.set("fill", "none")
    frame.set("stroke-dasharray", "4 4")
    lines = _wrapped(why, _SMALL * 2.5, _SMALL)  # two characters and two: 没有 年报
    top = ground - high / 2 - (len(lines) - 1) * 7 + 4
    for number, line in enumerate(lines):
        _say(root, line, x=middle, y=top + 14 * number, size=_SMALL, colour=_SOFT)


def _lying(root: Element, chart: Chart, *, top: float) -> float:
    """A bar for each category below its name."""
    (series,) = chart.series
    highest = max(float(total) for total in chart.totals if total is not None) or 1
    for place, (category, point) in enumerate(zip(chart.categories, series.points, strict=True)):
        y = top + _LYING_ROW * place
        under = _linked(root, category.address, "")
        name = _wrapped(category.name, WIDTH - _TEXT, _TEXT)
        _say(under, f"{name[0]}…" if len(name) > 1 else name[0], x=0, y=y + 16, anchor="start")
        wide = (WIDTH - _LYING_END) * float(point.value or 0) / highest
        link = _linked(root, point.address, f"{category.name}：{_told(point, chart.unit)}")
        bar = _add(link, "rect", x=0.5, y=y + 22, width=wide, height=_LYING_BAR, stroke=_DARK)
        bar.set("fill", f"url(#{chart.id}-0)")
        said = MISSING if point.value is None else figure(point.value)
        _say(root, said, x=wide + 6, y=y + 22 + _LYING_BAR - 3, anchor="start", weight="bold")
    return top + _LYING_ROW * len(chart.categories)


def _legend(root: Element, chart: Chart, *, top: float) -> float:
    """What the patterns mean, in as many rows as it takes."""
    x, y = 0.0, top
    for number, series in enumerate(chart.series):
        wide = 20 + _width(series.name, _TEXT) + 14
        if x and x + wide > WIDTH:
            x, y = 0.0, y + _ROW + 2
        root.append(swatch(f"{chart.id}-{number}", x=x, y=y + 3))
        _say(root, series.name, x=x + 20, y=y + 15, anchor="start")
        x += wide
    return y + _ROW + 6


def _told(point: ChartPoint, unit: str) -> str:
    value = MISSING if point.value is None else f"{figure(point.value)} {unit}"
    return f"{value}（{point.remark}）" if point.remark else value


def _linked(parent: Element, address: str, told: str) -> Element:
    """Where a link begins, if there is one; what a pointer and a reader are told of it.

    With a keyboard one goes by the categories and by the table: every stretch of every column would be a stop.
    """
    if not address:
        return parent
    link = _add(parent, "a", href=address)
    if told:
        _add(link, "title", told)
        link.set("tabindex", "-1")
    return link


def _lines(root: Element, lines: Iterable[str], *, top: float, size: float, colour: str) -> float:
    bottom = top
    for line in lines:
        bottom += size + 5
        _say(root, line, x=0, y=bottom - 4, size=size, anchor="start", colour=colour)
    return bottom


def _say(
    parent: Element,
    text: str,
    *,
    x: float,
    y: float,
    size: float = _TEXT,
    anchor: str = "middle",
    colour: str = _DARK,
    weight: str = "",
) -> Element:
    said = _add(parent, "text", text, x=x, y=y, fill=colour)
    said.set("font-size", _number(size))
    said.set("text-anchor", anchor)
    if weight:
        said.set("font-weight", weight)
    return said


def _add(parent: Element, tag: str, text: str = "", **attributes: str | float) -> Element:
    made = etree.SubElement(parent, tag)
    made.text = text or None
    for name, value in attributes.items():
        made.set(name, value if isinstance(value, str) else _number(value))
    return made


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _width(text: str, size: float) -> float:
    """About how wide a text is: a Chinese character is as wide as it is high, a figure a little more than half."""
    return size * sum(1.0 if east_asian_width(one) in "WF" else 0.58 for one in text)


def _wrapped(text: str, wide: float, size: float) -> list[str]:
    """A text in lines that fit; a mark that ends a sentence hangs over rather than begin a line."""
    lines = [""]
    for one in text:
        if lines[-1] and one not in _HANGING and _width(lines[-1] + one, size) > wide:
            lines.append("")
        lines[-1] += one
    return lines
