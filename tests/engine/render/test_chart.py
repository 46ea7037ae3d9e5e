"""Charts as drawings: told apart without colour, read out, linked, and the same as points."""

import io
import re

import pytest
from lxml import etree
from PIL import Image

from gongkai.engine.render.chart import inline, png, svg
from gongkai.kernel.chart import Chart, ChartCategory, ChartKind, ChartPoint, ChartSeries, described

SPACE = "{http://www.w3.org/2000/svg}"
YEARS = (2022, 2023, 2024)


def _series(name, *values):
    points = (ChartPoint(value, f"/{year}/#cell") for value, year in zip(values, YEARS, strict=True))
    return ChartSeries(name, tuple(points))


@pytest.fixture
def outcomes():
    """Two series over three years; of the second nobody knows anything, in the third nothing was denied."""
    categories = (
        ChartCategory("2022", "/2022/", "试行格式"),
        ChartCategory("2023", remark="没有年报"),
        ChartCategory("2024", "/2024/"),
    )
    series = (_series("予以公开", 30, None, 12), _series("不予<公开>", 10, None, 0))
    return Chart("outcomes", ChartKind.STACKED, "枕溪镇：办理结果", "件", categories, series, ("按表三。",))


@pytest.fixture
def items():
    """One bar for each matter."""
    categories = (ChartCategory("预算"), ChartCategory("规划"))
    points = (ChartPoint(12, "#row"), ChartPoint(0))
    return Chart("items", ChartKind.LYING, "公开着的信息", "条", categories, (ChartSeries("条", points),))


def _read(drawn):
    return etree.fromstring(drawn.encode())


def _texts(root, tag="text"):
    return [one.text for one in root.iter(f"{SPACE}{tag}")]


def test_a_file_says_everything_in_words(outcomes):
    root = _read(svg(outcomes))
    named = {one.get("id"): one.text for one in root}
    assert root.get("role") == "img"
    assert named[root.get("aria-labelledby")] == outcomes.title
    assert named[root.get("aria-describedby")] == described(outcomes)
    assert {"枕溪镇：办理结果", "单位：件", "按表三。"} <= set(_texts(root))
    assert not list(root.iter(f"{SPACE}a"))


def test_in_a_page_each_stretch_leads_to_its_figure(outcomes):
    root = _read(inline(outcomes))
    told = {
        link.get("href"): _texts(link, "title") for link in root.iter(f"{SPACE}a") if link.get("tabindex")
    }
    assert told == {"/2022/#cell": ["2022 不予<公开>：10 件"], "/2024/#cell": ["2024 予以公开：12 件"]}
    by_keyboard = [link.get("href") for link in root.iter(f"{SPACE}a") if not link.get("tabindex")]
    assert by_keyboard == ["/2022/", "/2024/"]
    assert root.get("role") == "group"  # what stands inside a picture nobody could reach


def test_a_missing_year_is_a_gap_and_a_nought_is_a_nought(outcomes):
    root = _read(svg(outcomes))
    (gap,) = (one for one in root.iter(f"{SPACE}rect") if one.get("stroke-dasharray"))
    assert float(gap.get("height")) > 50
    said = _texts(root)
    assert said[said.index("2023") + 1 : said.index("2023") + 3] == ["没有", "年报"]
    nothing = svg(Chart(**_parts(outcomes) | {"series": (_series("予以公开", 0, 0, 0),)}))
    assert not re.search(r"stroke-dasharray", nothing)
    assert _texts(_read(nothing)).count("0") == 1 + len(YEARS)


def test_of_nothing_known_there_is_a_sentence(outcomes):
    empty = Chart(**_parts(outcomes) | {"series": (_series("予以公开", None, None, None),)})
    assert "没有数据" in _texts(_read(svg(empty)))


def test_an_incomplete_figure_is_marked(outcomes):
    points = (ChartPoint(3, remark="不全"), ChartPoint(None), ChartPoint(4))
    drawn = _read(inline(Chart(**_parts(outcomes) | {"series": (ChartSeries("予以公开", points),)})))
    assert "3*" in _texts(drawn)
    assert "4" in _texts(drawn)


def test_series_differ_by_pattern_and_stay_inside_the_drawing(outcomes):
    many = Chart(**_parts(outcomes) | {"series": tuple(_series(f"第{n}项", 5, None, 7) for n in range(6))})
    root = _read(inline(many))
    tiles = [
        tuple(path.get("d") for path in one.iter(f"{SPACE}path")) for one in root.iter(f"{SPACE}pattern")
    ]
    assert len(set(tiles)) == len(tiles) == 6
    left, _, wide, high = map(float, root.get("viewBox").split())
    for box in root.findall(f".//{SPACE}a/{SPACE}rect"):
        x, y, width, height = (float(box.get(name)) for name in ("x", "y", "width", "height"))
        assert left <= x < x + width <= left + wide
        assert 0 <= y < y + height <= high


def test_bars_are_as_long_as_their_figures(items):
    root = _read(inline(items))
    bars = [
        float(one.get("width"))
        for one in root.iter(f"{SPACE}rect")
        if one.get("y") and one.get("height") == "16"
    ]
    assert bars == [344, 0]
    assert {"预算", "规划", "12", "0"} <= set(_texts(root))


def test_no_style_and_no_script_is_needed(outcomes):
    for drawn in (inline(outcomes), svg(outcomes)):
        assert not re.search(r"<style|<script|\sstyle=|\son\w+=|url\((?!#)", drawn)


def test_points_show_the_same_on_white(outcomes):
    picture = Image.open(io.BytesIO(png(outcomes))).convert("RGB")
    assert picture.width == 3 * 416
    assert picture.getpixel((2, 2)) == (255, 255, 255)
    assert len(set(picture.resize((104, 96)).tobytes())) > 20
    assert png(outcomes) == png(outcomes)


def _parts(chart):
    names = ("id", "kind", "title", "unit", "categories", "series", "notes")
    return {name: getattr(chart, name) for name in names}
