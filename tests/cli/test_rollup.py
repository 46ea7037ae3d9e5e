"""`gongkai rollup` as the contract has it: sums with their parts, files that can be rendered, what does not fit refused."""

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from gongkai import usage
from gongkai.cli import app
from tests.law.test_rules import HOLDS

NEW = "table3.new_received.total"
OTHER = HOLDS.replace("雁回镇", "柳湾镇")
BLANK = OTHER.replace("行政许可\t17", "行政许可\t")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["rollup", *map(str, arguments)])


def summed(*arguments: object) -> dict[str, Any]:
    return json.loads(run(*arguments, "--organ", "青河县人民政府", "--format", "json").stdout)


@pytest.fixture
def towns(tmp_path: Path) -> tuple[Path, Path]:
    one, other = tmp_path / "yanhui.txt", tmp_path / "liuwan.txt"
    one.write_text(HOLDS, "utf-8")
    other.write_text(OTHER, "utf-8")
    return one, other


def test_each_sum_has_its_parts(towns: tuple[Path, Path]) -> None:
    found = summed(*towns)
    assert found["schema"] == "gongkai.annual-report/1"
    assert found["title"] == "青河县人民政府2024年政府信息公开工作年度报告"
    assert found["table3"]["new_received"][-1] == sum(found["rollup"]["parts"][NEW]) == 10
    assert [one["path"] for one in found["rollup"]["members"]] == [str(path) for path in towns]
    assert found["checks"] == {"holds": 42, "broken": 0, "unknown": 0}
    assert found["doubts"] == found["findings"] == found["rollup"]["missing"] == []


def test_people_read_who_has_what(towns: tuple[Path, Path]) -> None:
    result = run(*towns, "--organ", "青河县人民政府")
    assert result.exit_code == 0
    assert "由 2 份报告相加" in result.stdout
    assert "：34 = " in result.stdout


def test_a_blank_cell_is_named_and_never_0(towns: tuple[Path, Path]) -> None:
    towns[1].write_text(BLANK, "utf-8")
    found = summed(*towns)
    assert found["table2"]["licences"] == {"decisions": None}
    assert list(found["rollup"]["gaps"]) == ["table2.licences.decisions"]
    assert found["rollup"]["parts"]["table2.licences.decisions"] == [17, None]
    assert "柳湾镇" in found["doubts"][0]["why"]
    told = run(*towns, "--organ", "青河县人民政府").stdout
    assert "其余之和 17" in told


@pytest.mark.parametrize("ending", ["html", "docx", "xlsx", "json"])
def test_the_sum_can_be_rendered_and_read_back(towns: tuple[Path, Path], tmp_path: Path, ending: str) -> None:
    written = tmp_path / f"county.{ending}"
    assert run(*towns, "--organ", "青河县人民政府", "-o", written).exit_code == 0
    again = summed(written)
    assert again["table3"] == summed(*towns)["table3"]


def test_an_own_report_that_is_not_the_sum(towns: tuple[Path, Path], tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text(HOLDS.replace("雁回镇人民政府", "青河县人民政府"), "utf-8")
    result = run(*towns, "--organ", "青河县人民政府", "--against", own, "--format", "json")
    assert result.exit_code == 0  # it was read from a file: it may count other organs
    findings = json.loads(result.stdout)["findings"]
    assert {finding["code"] for finding in findings} == {"ROLLUP"}
    assert {finding["severity"] for finding in findings} == {"warning"}
    [licences] = [one for one in findings if one["cells"] == ["table2.licences.decisions"]]
    assert (licences["left"], licences["right"]) == (17, 34)
    assert "雁回镇人民政府 17、" in licences["message"]


def test_a_sum_of_our_own_has_to_agree(towns: tuple[Path, Path], tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    run(towns[0], "--organ", "青河县人民政府", "-o", own)
    result = run(*towns, "--organ", "青河县人民政府", "--against", own)
    assert result.exit_code == 1
    assert "▲" in result.stdout


def test_another_year_and_the_same_organ_twice(towns: tuple[Path, Path], tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text(OTHER.replace("2024年", "2023年"), "utf-8")
    refused = run(towns[0], old, "--organ", "青河县人民政府")
    assert refused.exit_code == 2
    assert "只有同一年度的报告可以相加" in refused.stderr
    assert f"2023 年度的有{old}；2024 年度的有{towns[0]}" in refused.stderr
    assert "用 --year 写明" in refused.stderr
    assert "not_a_report" not in refused.stderr
    assert "青河县" not in refused.stderr
    chosen = run(towns[0], old, "--organ", "青河县人民政府", "--year", "2024")
    assert chosen.exit_code == 2
    assert f"没有相加的文件：{old}" in chosen.stdout
    assert f"{old}：这是 2023 年度的报告，没有相加。请换成 2024 年度的。" in chosen.stderr
    twice = run(towns[0], towns[0], "--organ", "青河县人民政府")
    assert twice.exit_code == 2
    assert "每个机关只加一份" in twice.stderr


def test_without_the_organ_s_name_the_usage_is_wrong(towns: tuple[Path, Path]) -> None:
    result = CliRunner().invoke(app, ["rollup", str(towns[0])], standalone_mode=False)
    assert isinstance(result.exception, click.UsageError)
    assert "没有写 --organ。" in usage.wrong(result.exception)


def test_no_report_is_overwritten_by_the_sum(towns: tuple[Path, Path]) -> None:
    result = run(*towns, "--organ", "青河县人民政府", "-o", towns[0])
    assert result.exit_code == 2
    assert towns[0].read_text("utf-8") == HOLDS


@pytest.mark.real_reports
def test_the_published_reports_of_five_towns(real_reports: Path, tmp_path: Path) -> None:
    """One of them is of another year and leaves fourteen cells blank: told, and added only where it is made to fit."""
    files = sorted(real_reports.glob("*.txt"))
    four = run(*files, "--organ", "某县人民政府", "--year", "2024", "--format", "json")
    assert four.exit_code == 2
    assert len(json.loads(four.stdout)["rollup"]["members"]) == 4
    read = [
        json.loads(line) for line in CliRunner().invoke(app, ["read", *map(str, files)]).stdout.splitlines()
    ]
    paths = []
    for place, report in enumerate(read):
        path = tmp_path / f"{place}.json"
        path.write_text(json.dumps(report | {"year": 2024}), "utf-8")
        paths.append(path)
    five = summed(*paths)
    assert five["table2"]["licences"] == {"decisions": 22}
    assert five["table3"]["new_received"] == [8, 2, 0, 0, 0, 0, 10]
    assert len(five["rollup"]["gaps"]) == 14
    assert {name for names in five["rollup"]["gaps"].values() for name in names} == {"安乐镇人民政府"}
