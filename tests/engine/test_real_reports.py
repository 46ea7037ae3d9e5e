"""Five published reports: every cell, every finding that a careful auditor makes, and nothing invented."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.marks import compact
from gongkai.engine.render.contract import as_json
from tests.engine.real_reports import FOLDER, NEEDS_REPORTS

pytestmark = [NEEDS_REPORTS, pytest.mark.real_reports]

NAMES = ["anle-2023", "guguantun-2024", "pingyuan-2024", "qiji-2024", "yangshan-2024"]
WHOLE = NAMES[1:]  # the four whose identities hold
# One of these cells was lost from each row, and nobody can tell which.
SHORT_ROWS = {"granted", "partially_granted", "denied_state_secret", "denied_law_prohibited"}
SHORT_ROWS |= {"denied_security_stability", "denied_third_party", "denied_internal_affairs"}

# What an auditor finds: report, code, words that message or evidence must hold, severity.
FINDINGS = [
    ("qiji-2024", "ACTS_UNPUBLISHED", ("22", "17"), "notice"),
    ("qiji-2024", "RESULTS_MISSING", ("工作考核", "社会评议", "责任追究"), "warning"),
    ("qiji-2024", "TEXT_ARTEFACT", ("本年度办理结",), "notice"),
    ("qiji-2024", "PROBLEM_UNANSWERED", ("工作力量不足",), "notice"),
    ("pingyuan-2024", "ORGAN", ("卫滨区平原镇",), "warning"),
    ("pingyuan-2024", "PERIOD", ("统计期间",), "warning"),
    ("pingyuan-2024", "COUNT_MISSING", ("条数",), "notice"),
    ("pingyuan-2024", "RESULTS_MISSING", ("工作考核",), "warning"),
    ("pingyuan-2024", "PROBLEM_UNANSWERED", ("沟通协调",), "notice"),
    ("guguantun-2024", "HEADING_NUMBER", ("（二）", "政府信息管理情况"), "notice"),
    ("guguantun-2024", "TEXT_ARTEFACT", ("6", "多样性", "便民性"), "notice"),
    ("guguantun-2024", "RESULTS_MISSING", ("社会评议",), "warning"),
    ("guguantun-2024", "PROBLEM_UNANSWERED", ("操作不够熟练",), "notice"),
    ("yangshan-2024", "TEXT_LOST", ("主动",), "warning"),
    ("yangshan-2024", "TOPIC_MISSING", ("依申请公开", "政府信息管理", "平台建设"), "warning"),
    ("yangshan-2024", "LABEL_NONSTANDARD", ("其他法律法规禁止公开",), "notice"),
    ("yangshan-2024", "COUNT_MISSING", ("条数",), "notice"),
    ("yangshan-2024", "RESULTS_MISSING", ("工作考核",), "warning"),
    ("anle-2023", "T3_LEAF_SUM", ("（七）总计 1", "空白 1 格"), "error"),
    ("anle-2023", "CELL_BLANK", ("3.其他", "7 格"), "error"),
    ("anle-2023", "OTHER_PLACE", ("街道",), "warning"),
]
CLAIMS = [
    ("qiji-2024", "收到 3 位自然人申请", 3, "table3.new_received.natural_person"),
    ("pingyuan-2024", "未收到政府信息公开申请", 0, "table3.new_received.total"),
    ("guguantun-2024", "处理政府信息公开申请 6件", 6, "table3.result_total.total"),
    ("guguantun-2024", "办结 6件", 6, "table3.result_total.total"),
    ("anle-2023", "收到1条依申请", 1, "table3.new_received.total"),
]
NON_ZERO = {
    "qiji-2024": {
        "table2.licences.decisions": 22,
        **{f"table3.{row}.{c}": 3 for row in ("new_received", "granted", "result_total") for c in ("natural_person", "total")},
    },
    "pingyuan-2024": {},
    "guguantun-2024": {
        "table3.new_received.natural_person": 4,
        "table3.new_received.commercial_enterprise": 2,
        "table3.new_received.total": 6,
        "table3.granted.natural_person": 2,
        "table3.granted.total": 2,
        "table3.unable_not_held.natural_person": 2,
        "table3.unable_not_held.commercial_enterprise": 2,
        "table3.unable_not_held.total": 4,
        "table3.result_total.natural_person": 4,
        "table3.result_total.commercial_enterprise": 2,
        "table3.result_total.total": 6,
    },
    "yangshan-2024": {},
    "anle-2023": {f"table3.{row}.{c}": 1 for row in ("new_received", "result_total") for c in ("natural_person", "total")},
}  # fmt: skip
KINDS = "natural_person commercial_enterprise research_institution social_welfare_org legal_service_org other_org".split()
CASES = "upheld corrected other pending total".split()


@cache
def read(name: str) -> dict[str, Any]:
    assert FOLDER is not None
    return as_json(examine(intake.take_file(FOLDER / f"{name}.txt")))


def flat(tables: dict[str, Any]) -> dict[str, Any]:
    """Cell names to values, of the truth or of a report that was read."""
    cells = {
        f"table2.{row}.{column}": value
        for row, cells in tables["table2"].items()
        for column, value in cells.items()
    }
    for table, columns in (("table3", [*KINDS, "total"]), ("table4", CASES)):
        for row, values in tables[table].items():
            cells |= {f"{table}.{row}.{column}": value for column, value in zip(columns, values, strict=True)}
    return cells


def truth(name: str) -> dict[str, Any]:
    assert FOLDER is not None
    return json.loads(Path(FOLDER / f"{name}.truth.json").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_all_200_cells(name: str) -> None:
    expected, got = flat(truth(name)), flat(read(name))
    assert len(expected) == len(got) == 200
    wrong = {cell: (value, got[cell]) for cell, value in expected.items() if got[cell] != value}
    assert wrong == {}


@pytest.mark.parametrize("name", NAMES)
def test_what_it_calls_itself(name: str) -> None:
    expected, got = truth(name), read(name)
    assert (got["organ"], got["year"], got["form"]) == (expected["organ"], expected["year"], "2021")
    assert [section["number"] for section in got["sections"]] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("name", NAMES)
def test_the_22_cells_that_are_not_zero(name: str) -> None:
    got = {cell: value for cell, value in flat(read(name)).items() if value not in (0, None)}
    assert got == NON_ZERO[name]


def test_there_are_22_cells_that_are_not_zero() -> None:
    assert sum(len(cells) for cells in NON_ZERO.values()) == 22


def test_the_14_cells_without_a_figure() -> None:
    got = read("anle-2023")
    nulls = {cell for cell, value in flat(got).items() if value is None}
    blank_row = {f"table3.other_misc.{column}" for column in [*KINDS, "total"]}
    assert nulls == blank_row | {f"table3.{row}.total" for row in SHORT_ROWS}
    assert len(nulls) == 14
    assert blank_row <= set(got["blanks"])
    assert nulls == set(got["blanks"]) | {doubt["cell"] for doubt in got["doubts"]}


@pytest.mark.parametrize("row", sorted(SHORT_ROWS))
def test_each_short_row_is_told(row: str) -> None:
    found = [
        f
        for f in read("anle-2023")["findings"]
        if any(cell.startswith(f"table3.{row}.") for cell in f["cells"])
    ]
    told = [f for f in found if f["code"] in ("CELL_BLANK", "CELL_UNREAD")]
    assert told
    # Nobody can tell whether the report or the extraction lost the cell: no row is simply called blank.
    assert {f["origin"] for f in told} == {"unclear"}


@pytest.mark.parametrize("name", WHOLE)
def test_no_error_where_all_identities_hold(name: str) -> None:
    got = read(name)
    assert got["checks"] == {"holds": 42, "broken": 0, "unknown": 0}
    assert [f for f in got["findings"] if f["severity"] == "error"] == []
    assert got["blanks"] == got["doubts"] == []


def test_the_one_broken_identity() -> None:
    broken = [
        f for f in read("anle-2023")["findings"] if f["code"].startswith("T") and f["severity"] == "error"
    ]
    assert [(f["code"], f["left"], f["right"]) for f in broken] == [("T3_LEAF_SUM", 1, 0)]
    assert "table3.result_total.natural_person" in broken[0]["cells"]
    assert broken[0]["evidence"][0]["line"] == 81


@pytest.mark.parametrize(("name", "code", "words", "severity"), FINDINGS)
def test_what_an_auditor_finds(name: str, code: str, words: tuple[str, ...], severity: str) -> None:
    found = [f for f in read(name)["findings"] if f["code"] == code]
    told = ["".join([f["message"], *(item["text"] for item in f["evidence"])]) for f in found]
    hits = [f for f, text in zip(found, told, strict=True) if all(word in text for word in words)]
    assert hits, told
    assert {f["severity"] for f in hits} == {severity}


def test_faults_of_the_extraction_do_not_accuse_the_report() -> None:
    for name in NAMES:
        artefacts = [f for f in read(name)["findings"] if f["code"] == "TEXT_ARTEFACT"]
        assert all(f["origin"] == "extraction" for f in artefacts)


@pytest.mark.parametrize(("name", "text", "value", "cell"), CLAIMS)
def test_the_five_claims(name: str, text: str, value: int, cell: str) -> None:
    claims = [c for c in read(name)["claims"] if text in c["text"]]
    assert [(c["value"], c["verdict"]) for c in claims] == [(value, "match")]
    assert cell in claims[0]["cells"]


def test_there_are_five_claims() -> None:
    assert sum(len(read(name)["claims"]) for name in NAMES) == 5


def test_the_breakdown_of_88() -> None:
    [item] = read("guguantun-2024")["breakdowns"]
    assert (item["total"], item["parts"], item["verdict"]) == (88, [82, 2, 1, 1, 1, 1], "match")


@pytest.mark.parametrize(
    ("old", "new", "holds"),
    [("82条", "83条", False), ("信息 88条", "信息 89条", False), ("82条", "82条", True)],
)
def test_the_breakdown_of_88_when_a_part_is_changed(old: str, new: str, *, holds: bool) -> None:
    assert FOLDER is not None
    text = (FOLDER / "guguantun-2024.txt").read_text("utf-8").replace(old, new)
    codes = {f.code for f in examine(intake.take_bytes(text.encode(), "x.txt")).findings}
    assert ("BREAKDOWN_SUM" not in codes) == holds


@pytest.mark.parametrize("name", NAMES)
def test_every_quotation_stands_in_the_source(name: str) -> None:
    assert FOLDER is not None
    source = compact((FOLDER / f"{name}.txt").read_text("utf-8"))
    for finding in read(name)["findings"]:
        for item in finding["evidence"]:
            for piece in item["text"].split(" / "):
                plain = (
                    compact(piece).replace("三、本年度办理结", "三本年度办理结")
                    if "办理结" in piece
                    else compact(piece)
                )
                assert plain[:18] in source or plain.replace("三", "三、")[:9] in source, (
                    finding["code"],
                    piece,
                )
