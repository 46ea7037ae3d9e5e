"""`gongkai compare` as the contract has it: text and JSON, exit status, files that cannot be read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import app
from tests.law.test_rules import HOLDS
from tests.law.test_years import LAST


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["compare", *map(str, arguments)])


@pytest.fixture
def years(tmp_path: Path) -> tuple[Path, Path]:
    this, last = tmp_path / "2024.txt", tmp_path / "2023.txt"
    this.write_text(HOLDS, "utf-8")
    last.write_text(LAST, "utf-8")
    return this, last


def test_two_years_for_people(years: tuple[Path, Path]) -> None:
    result = run(*years)
    assert result.exit_code == 0
    assert "可以比较的 200 个，不同的 3 个" in result.stdout
    assert "“行政规范性文件”的“现行有效件数”：6，5（多 1）" in result.stdout
    assert "：相符 [T3_CARRY]" in result.stdout


def test_two_years_as_data(years: tuple[Path, Path]) -> None:
    found = json.loads(run(*years, "--format", "json").stdout)
    assert found["schema"] == "gongkai.comparison/1"
    assert [one["how"] for one in found["figures"]] == ["same"] * 3
    assert found["ties"]["T3_CARRY"] == "holds"
    assert found["left"]["year"] == 2024
    assert len(json.loads(run(*years, "--format", "json", "--all").stdout)["figures"]) == 200


def test_a_broken_carry_over_is_status_1(years: tuple[Path, Path]) -> None:
    this, last = years
    row = "四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0"
    last.write_text(LAST.replace(row, row.replace("\t0", "\t2", 1)[:-1] + "2"), "utf-8")
    result = run(this, last)
    assert result.exit_code == 1
    assert "填 0，上一年度报告“结转下年度”填 2" in result.stdout


def test_a_copied_text_is_told_with_share_and_places(years: tuple[Path, Path]) -> None:
    this, last = years
    last.write_text(HOLDS.replace("2024年", "2023年"), "utf-8")
    told = run(this, last).stdout
    assert "有 100% 与另一份相同" in told
    assert "（这一份第 " in told


def test_what_cannot_be_read_is_status_2(years: tuple[Path, Path], tmp_path: Path) -> None:
    result = run(years[0], tmp_path / "none.txt")
    assert result.exit_code == 2
    assert "none.txt: unreadable" in result.stderr
    assert result.stdout == ""
