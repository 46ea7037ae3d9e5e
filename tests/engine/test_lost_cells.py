"""Formulas whose result a spreadsheet does not hold: the cells are lost, and nobody has left them blank."""

from typing import Any

import pytest

from tests.engine.test_odd_cells import Rows, read, table2, table3, table4

FORMULA = "=SUM(1,2)"
ZEROS = ["0"] * 7
FIRST = ["4", "1", "0", "0", "0", "0", "5"]


def lost(report: dict[str, Any]) -> set[str]:
    """The cells told in CELL_UNREAD for want of a result."""
    told = [
        f for f in report["findings"] if f["code"] == "CELL_UNREAD" and "公式没有保存结果" in f["message"]
    ]
    assert all((f["severity"], f["origin"]) == ("warning", "unclear") and f["evidence"] for f in told)
    return {cell for finding in told for cell in finding["cells"]}


def blank(report: dict[str, Any]) -> set[str]:
    return {cell for f in report["findings"] if f["code"] == "CELL_BLANK" for cell in f["cells"]}


def test_one_cell_without_a_result() -> None:
    report = read("xlsx", table2(["1", "0", FORMULA]), table3(ZEROS, [*FIRST[:6], FORMULA]), table4())
    assert lost(report) == {"table2.rules.in_force", "table3.new_received.total"}
    assert not blank(report)
    assert not report["blanks"]
    assert report["table3"]["new_received"] == [4, 1, 0, 0, 0, 0, None]
    assert report["table2"]["rules"] == {"issued": 1, "repealed": 0, "in_force": None}
    assert report["checks"]["broken"] == 0


@pytest.mark.parametrize("places", [range(7), range(1, 7), range(6)])
def test_a_row_without_results(places: range) -> None:
    figures = [FORMULA if place in places else figure for place, figure in enumerate(FIRST)]
    report = read("xlsx", table2(licences=FORMULA), table3(figures, figures), table4())
    assert len(lost(report)) == 2 * len(places) + 1
    expected = [None if place in places else int(figure) for place, figure in enumerate(FIRST)]
    assert report["table3"]["new_received"] == report["table3"]["denied_state_secret"] == expected
    assert not blank(report)


def test_a_column_without_results() -> None:
    rows: Rows = table3()
    changed = [
        fields if at == 0 else [*fields[:-1], fields[-1]._replace(text=FORMULA)]
        for at, fields in enumerate(rows)
    ]
    report = read("xlsx", table2(), changed, table4())
    assert len(lost(report)) == len(rows) - 1
    assert report["table3"]["granted"] == [4, 1, 0, 0, 0, 0, None]


@pytest.mark.parametrize("figures", [[FORMULA] * 15, [*"0000", FORMULA] * 3])
def test_table_4_without_results(figures: list[str]) -> None:
    report = read("xlsx", table2(), table3(), table4(figures))
    assert len(lost(report)) == figures.count(FORMULA)
    assert not blank(report)


def test_a_blank_cell_beside_them_is_blank() -> None:
    report = read("xlsx", table2(), table3(ZEROS, ["4", "", "0", "0", "0", "0", FORMULA]), table4())
    assert lost(report) == {"table3.new_received.total"}
    assert blank(report) == {"table3.new_received.commercial_enterprise"}
