"""Stored numbers become the figures that a sheet shows."""

import pytest

from gongkai.engine.read.xlsx.formats import shown


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("96171.600000000006", "General", "96171.6"),
        ("96171.600000000006", "0.00", "96171.60"),
        ("3.0", "General", "3"),
        ("3", "0", "3"),
        ("-0", "General", "0"),
        ("1E-3", "General", "0.001"),
        ("1234567", "#,##0", "1,234,567"),
        ("1234.5", "#,##0.00_ ", "1,234.50"),
        ("1250.375", "#,##0.0##", "1,250.375"),
        ("-2", "#,##0_);(#,##0)", "-2"),
        ("-2", "0;[Red]0", "-2"),
        ("0", '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', "0"),
        ("0", "0;-0;;@", "0"),
        ("5", ";;;", "5"),
        ("0.5", "0%", "50%"),
        ("3", '0"件"', "3"),
        ("12.5", "¥#,##0.00", "12.50"),
        ("3", "000", "003"),
        ("-3", "000", "-003"),
        ("1.5", "# ?/?", "1.5"),
        ("45292", "yyyy/m/d", "2024/1/1"),
        ("45292", 'yyyy"年"m"月"d"日"', "2024年1月1日"),
        ("45292.5", "yyyy-mm-dd hh:mm", "2024-01-01 12:00"),
        ("3", "m/d", "1/3"),
        ("-1", "yyyy/m/d", "-1"),
        ("99999999", "yyyy/m/d", "99999999"),
        ("9", "@", "9"),
        ("about", "General", "about"),
        ("nan", "0", "nan"),
        ("1e400", "0", "1e400"),
        ("1e300", "0", "1e300"),
    ],
)
def test_figures_are_as_shown(stored: str, code: str, text: str) -> None:
    assert shown(stored, code).text == text


@pytest.mark.parametrize(
    ("stored", "code", "differs"),
    [
        ("1.5", "0", True),
        ("0", ";;;", True),
        ("0", '0;-0;"-"', True),
        ("12345", "0,", True),
        ("96171.600000000006", "0.0", False),
        ("0.5", "0%", False),
    ],
)
def test_what_the_paper_shows_otherwise_is_told(stored: str, code: str, differs: bool) -> None:  # noqa: FBT001 - a column of the table
    assert shown(stored, code).differs is differs


def test_days_may_be_counted_from_1904() -> None:
    assert shown("0", "yyyy/m/d", counts_from_1904=True).text == "1904/1/1"
