"""A chart as a value: a figure that is missing is told as missing, and the lines beside a plot are round."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.chart import Chart, ChartCategory, ChartKind, ChartPoint, ChartSeries, described, ticks


def chart(*series, remarks=("", "没有年报", ""), kind=ChartKind.STACKED):
    categories = tuple(
        ChartCategory(str(2022 + place), remark=remark) for place, remark in enumerate(remarks)
    )
    return Chart("outcomes", kind, "枕溪镇：办理结果", "件", categories, series, ("按表三。",))


def line(name, *values):
    return ChartSeries(name, tuple(ChartPoint(value) for value in values))


GRANTED, DENIED = line("予以公开", 3, None, 0), line("不予公开", 1, None, None)


def test_totals_are_of_what_is_known():
    assert chart(GRANTED, DENIED).totals == (4, None, 0)
    assert chart(line("予以公开", None, None, None)).is_empty
    assert not chart(line("予以公开", 0, None, None)).is_empty


def test_in_words_a_gap_is_no_nought():
    assert described(chart(GRANTED, DENIED)) == (
        "枕溪镇：办理结果，单位：件。2022：予以公开 3，不予公开 1，合计 4；2023：没有年报；"
        "2024：予以公开 0，不予公开 没有，合计 0。按表三。"
    )
    alone = Chart("x", ChartKind.LYING, "信息", "条", (ChartCategory("预算"),), (line("条", 12),))
    assert described(alone) == "信息，单位：条。预算：12。"
    assert described(chart(line("予以公开", None, None, None))) == "枕溪镇：办理结果，没有数据。"


def test_what_has_to_be_known_of_a_figure_is_told_with_it():
    remarked = ChartSeries("予以公开", (ChartPoint(3, remark="不全"), ChartPoint(None), ChartPoint(1)))
    assert "2022（试行格式）：3（不全）；" in described(chart(remarked, remarks=("试行格式", "", "")))


@pytest.mark.parametrize(
    ("series", "kind"),
    [
        ((line("予以公开", 3),), ChartKind.STACKED),
        ((line("予以公开", 3, -1, 0),), ChartKind.STACKED),
        ((GRANTED, DENIED), ChartKind.LYING),
    ],
)
def test_what_cannot_be_drawn_is_no_chart(series, kind):
    with pytest.raises(ValueError, match=r"series|negative"):
        chart(*series, kind=kind)


@pytest.mark.parametrize(
    ("highest", "lines"),
    [(0, [0, 1]), (1, [0, 1]), (7, [0, 2, 4, 6, 8]), (81, [0, 50, 100]), (Decimal("2.5"), [0, 1, 2, 3])],
)
def test_lines_beside_a_plot(highest, lines):
    assert list(ticks(highest)) == lines


@given(st.integers(0, 10**9))
def test_lines_reach_the_highest_figure_and_are_few(highest):
    lines = ticks(highest)
    assert lines[0] == 0
    assert lines[-1] >= highest > lines[-2] or highest == 0
    assert 2 <= len(lines) <= 5
