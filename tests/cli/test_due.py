"""`gongkai due` as the contract has it: three forms, two formats, refusals with article and what is allowed."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import app

RECEIVED = {"kind": "received", "on": "2025-09-19"}
TOLLING = [
    {"kind": "extended", "on": "2025-10-20", "days": 20},
    {"kind": "consultation_closed", "on": "2025-10-13", "id": "c1"},
    {"kind": "consultation_sent", "on": "2025-09-24", "id": "c1", "of": "third_party"},
    {"kind": "consultation_received", "on": "2025-09-26", "id": "c1"},
    RECEIVED,
]


def run(*arguments: str, events: Any = None) -> Result:
    stdin = None if events is None else json.dumps(events)
    return CliRunner().invoke(app, ["due", *arguments], input=stdin)


def test_a_receiving_day_as_json() -> None:
    result = run("--received", "2026-01-30")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert list(found) == ["schema", "received_on", "due_on", "provisional", "closed", "steps"]
    steps = found.pop("steps")
    assert found == {
        "schema": "gongkai.clock/1",
        "received_on": "2026-01-30",
        "due_on": "2026-03-05",
        "provisional": False,
        "closed": False,
    }
    assert steps[0] == {
        "on": "2026-01-30",
        "what": "received",
        "article": "条例第三十一条",
        "effect": "day 0",
    }
    assert [(step["on"], step["what"]) for step in steps[1:]] == [
        ("2026-02-14", "makeup_workday"),
        ("2026-02-15", "holiday"),
        ("2026-02-28", "makeup_workday"),
        ("2026-03-05", "due"),
    ]


def test_the_same_for_people() -> None:
    result = run("--received", "2026-01-30", "--format", "text")
    assert result.stdout.splitlines() == [
        "2026-01-30  收到申请。当日不计，答复期限自次日起计算。（条例第三十一条）",
        "2026-02-14  春节调休，星期六上班，计入期限。（国办发明电〔2025〕7号）",
        "2026-02-15  春节放假，到2026年2月23日为止，不计入期限。（国办发明电〔2025〕7号）",
        "2026-02-28  春节调休，星期六上班，计入期限。（国办发明电〔2025〕7号）",
        "2026-03-05  答复期限的最后一天。（条例第三十三条）",
    ]


def test_events_in_any_order_from_standard_input() -> None:
    found = json.loads(run("--events", "-", events=TOLLING).stdout)
    assert (found["due_on"], found["closed"]) == ("2025-12-03", False)
    paused = [step for step in found["steps"] if step["what"] == "paused"]
    assert [step["effect"] for step in paused] == ["9 workdays not counted until 2025-10-13"]


def test_events_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "events.json"
    file.write_text(json.dumps([RECEIVED, {"kind": "replied", "on": "2025-10-10", "reason": None}]), "utf-8")
    found = json.loads(run("--events", str(file)).stdout)
    assert (found["due_on"], found["closed"]) == ("2025-10-23", True)


def test_while_the_applicant_is_waited_for_there_is_no_due_day() -> None:
    events = [RECEIVED, {"kind": "fee_noticed", "on": "2025-09-22"}]
    found = json.loads(run("--events", "-", events=events).stdout)
    assert found["due_on"] is None
    assert (found["steps"][-1]["what"], found["steps"][-1]["on"]) == ("payment_due", "2025-10-24")


def test_a_range_as_csv() -> None:
    result = run("--from", "2024-01-01", "--to", "2026-12-31", "--days", "20")
    header, *rows = result.stdout.splitlines()
    assert header == "received_on,due_on,provisional"
    assert len(rows) == 366 + 365 + 365
    assert "2024-01-26,2024-02-28,false" in rows
    assert "2026-05-02,2026-06-01,false" in rows
    assert rows[-1] == "2026-12-31,2027-01-28,true"
    first = [date.fromisoformat(row.split(",")[0]) for row in rows]
    assert first == sorted(set(first))


def test_a_range_counts_as_many_days_as_asked() -> None:
    result = run("--from", "2024-09-27", "--to", "2024-09-27", "--days", "7")
    assert result.stdout.splitlines()[1:] == ["2024-09-27,2024-10-12,false"]


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (
            [RECEIVED, {"kind": "extended", "on": "2025-10-24", "days": 20}],
            ["2025年10月23日已经届满", "依据：条例第三十三条", "尽快答复"],
        ),
        ([RECEIVED, RECEIVED], ["条例第三十一条", "收到日期只有一个"]),
        ([], ["没有收到申请的日期", "条例第三十一条"]),
        ([{"kind": "received", "on": "2018-01-02"}], ["国务院令第711号", "2019年5月15日以后"]),
    ],
)
def test_what_the_law_does_not_allow_is_status_1(events: list[Any], told: list[str]) -> None:
    result = run("--events", "-", events=events)
    assert result.exit_code == 1
    assert not result.stdout
    assert all(word in result.stderr for word in told)


def test_a_range_before_this_law_is_status_1() -> None:
    assert run("--from", "2019-05-14", "--to", "2019-06-01").exit_code == 1
    assert run("--from", "2019-05-15", "--to", "2019-06-01").exit_code == 0


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ({"kind": "received"}, "JSON 的列表"),
        ([1], "第 1 个事项的 kind"),
        ([{"kind": ["received"]}], "第 1 个事项的 kind"),
        ([{"kind": "archived", "on": "2025-09-19"}], "kind 应是 received、"),
        ([{"kind": "received", "on": "2025-9-19"}], "YYYY-MM-DD"),
        ([{"kind": "received", "on": "2025-02-30"}], "YYYY-MM-DD"),
        ([{"kind": "received", "on": "2025-09-19", "days": 3}], "没有“days”"),
        ([RECEIVED, {"kind": "extended", "on": "2025-09-22", "days": "20"}], "days 写得不对"),
        ([RECEIVED, {"kind": "extended", "on": "2025-09-22", "days": True}], "days 写得不对"),
        ([RECEIVED, {"kind": "delayed", "on": "2025-09-22", "until": "soon"}], "until 写得不对"),
        ([RECEIVED, {"kind": "consultation_sent", "on": "2025-09-22", "of": "court"}], "of 写得不对"),
        ([RECEIVED, {"kind": "withdrawn", "on": "2025-09-22", "reason": 1}], "reason 应是文字"),
    ],
)
def test_what_is_not_as_the_contract_has_it_is_status_2(events: Any, told: str) -> None:
    result = run("--events", "-", events=events)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--received", "2026-01-30", "--events", "-"],
        ["--received", "30.1.2026"],
        ["--received", "9999-12-31"],
        ["--received", "2026-01-30", "--days", "20"],
        ["--from", "2026-01-30"],
        ["--from", "2026-01-30", "--to", "2026-01-29"],
        ["--from", "2026-01-30", "--to", "2026-01-31", "--format", "json"],
        ["--from", "2026-01-30", "--to", "2026-01-31", "--days", "0"],
        ["--events", "gone.json"],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2
