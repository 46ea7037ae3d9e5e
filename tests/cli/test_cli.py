"""The command line as people and scripts use it: output, order, exit status, standard input."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import app

CLEAN = Path(__file__).parents[1] / "law" / "holds.txt"


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "faulty.txt"
    text = CLEAN.read_text("utf-8").replace(
        "（七）总计\t4\t1\t0\t0\t0\t0\t5", "（七）总计\t5\t1\t0\t0\t0\t0\t6"
    )
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def novel(tmp_path: Path) -> Path:
    path = tmp_path / "novel.txt"
    path.write_text("天黑以后，河上起了雾，摆渡的人把灯挂在船头。\n" * 50, "utf-8")
    return path


def test_a_report_without_errors_is_status_0() -> None:
    result = run("check", str(CLEAN))
    assert result.exit_code == 0
    assert "42 项勾稽关系全部成立" in result.stdout
    assert "没有发现问题" in result.stdout


def test_an_error_is_status_1(faulty: Path) -> None:
    result = run("check", str(faulty))
    assert result.exit_code == 1
    assert "[T3_LEAF_SUM]" in result.stdout
    assert "（七）总计 5 1 0 0 0 0 6" in result.stdout


def test_2_wins_and_the_other_files_are_done(faulty: Path, novel: Path) -> None:
    result = run("check", "--format", "json", str(novel), str(faulty), str(CLEAN))
    assert result.exit_code == 2
    assert [Path(item["source"]["path"]).name for item in lines(result)] == ["faulty.txt", "holds.txt"]
    assert f"{novel}: not_a_report: " in result.stderr


def test_read_prints_one_object_a_file_without_findings(faulty: Path) -> None:
    result = run("read", str(faulty), str(CLEAN))
    assert result.exit_code == 0
    assert [item["findings"] for item in lines(result)] == [[], []]
    assert lines(result)[1]["table3"]["new_received"] == [4, 1, 0, 0, 0, 0, 5]


def test_the_object_has_the_keys_of_the_contract_in_order() -> None:
    [report] = lines(run("check", "--format", "json", str(CLEAN)))
    keys = "schema source title organ year form period preface sections closing table2 table3 table4 claims breakdowns blanks doubts findings checks"
    assert list(report) == keys.split()  # the contract's, and breakdowns, which it does not name
    assert report["schema"] == "gongkai.annual-report/1"
    assert report["period"] == ["2024-01-01", "2024-12-31"]
    assert report["checks"] == {"holds": 42, "broken": 0, "unknown": 0}
    assert [len(report["table2"]), len(report["table3"]), len(report["table4"])] == [6, 25, 3]


def test_a_dash_reads_standard_input() -> None:
    result = run("check", "--format", "json", "-", stdin=CLEAN.read_bytes())
    assert result.exit_code == 0
    assert lines(result)[0]["source"]["path"] == "-"


def test_type_names_the_kind_of_standard_input() -> None:
    page = f"<p>{CLEAN.read_text('utf-8').replace(chr(10), '</p><p>')}</p>"
    result = run("check", "--type", "html", "--format", "json", "-", stdin=page.encode())
    assert lines(result)[0]["source"]["media_type"] == "text/html"


def test_last_year_adds_the_rules_between_years(tmp_path: Path) -> None:
    last = tmp_path / "last.txt"
    text = CLEAN.read_text("utf-8").replace("2024年", "2023年")
    last.write_text(text.replace("继续办理\t0\t0\t0\t0\t0\t0\t0", "继续办理\t2\t0\t0\t0\t0\t0\t2"), "utf-8")
    result = run("check", "--format", "json", "--last-year", str(last), str(CLEAN))
    codes = {finding["code"] for finding in lines(result)[0]["findings"]}
    assert {"T3_CARRY", "T2_STOCK", "COPY_LAST_YEAR"} <= codes
    assert result.exit_code == 1


def test_a_last_year_of_another_organ_is_told_and_not_compared(tmp_path: Path) -> None:
    last = tmp_path / "last.txt"
    last.write_text(CLEAN.read_text("utf-8").replace("2024年", "2023年").replace("雁回镇", "芦汀镇"), "utf-8")
    result = run("check", "--last-year", str(last), str(CLEAN))
    assert result.exit_code == 0
    assert "没有与上一年度比较。给出的是芦汀镇人民政府的报告" in result.stdout


def test_a_last_year_that_cannot_be_read_is_told_beside_the_report() -> None:
    result = run("check", "--last-year", "gone.txt", str(CLEAN))
    assert result.exit_code == 2
    assert "没有与上一年度比较" in result.stdout


def test_a_folder_is_all_its_files_and_a_total(tmp_path: Path, faulty: Path) -> None:
    (tmp_path / "clean.txt").write_bytes(CLEAN.read_bytes())
    (tmp_path / "notes.rtf").write_bytes(b"{\\rtf1}")
    result = run("check", str(tmp_path))
    assert result.exit_code == 1
    assert result.stdout.rstrip().endswith("共 2 个文件：1 份没有发现问题，1 份有错误。")


def test_every_rule_says_what_to_do_once(faulty: Path) -> None:
    assert run("check", str(faulty)).stdout.count("怎么办：") == 2


def test_a_report_cannot_command_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "escape.txt"
    path.write_text(CLEAN.read_text("utf-8").replace("其他22条", "其他\x1b[2J\x1b]0;owned\x0720条"), "utf-8")
    shown = run("check", str(path)).stdout
    assert "BREAKDOWN_SUM" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "没有给出文件。"),
        (["compare", "x"], "没有给出另一份报告。"),
        (["check", "--foo", "x"], "没有选项 --foo"),
        (["check", "--format", "xml", "x"], "--format 的值不对，应是 people、json、html 之一"),
        (["check", "--format"], "--format 后面没有写值"),
        (["check", "--type", "foo", "x"], "--type 的值不对"),
        (["read", "--type", "json", "x"], "--type 的值不对"),
        (["render", "--type", "foo", "x", "-o", "x.pdf"], "--type 的值不对"),
        (["render", "x"], "没有写输出文件（-o）"),
        (["render", "x", "y", "-o", "x.pdf"], "多出了“y”"),
        (["frobnicate"], "没有命令 frobnicate"),
    ],
)
def test_wrong_usage_is_told_in_chinese(arguments: list[str], told: str) -> None:
    command = [sys.executable, "-c", "from gongkai.cli import main; main()", *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.decode("utf-8").startswith("用法有误：")
    assert told in done.stderr.decode("utf-8")


@pytest.mark.parametrize("command", [[], ["read"], ["check"], ["render"]])
def test_help_is_chinese(command: list[str]) -> None:
    told = run(*command, "--help").stdout
    assert told.startswith("用法：")
    assert "选项：" in told
    for english in ("Usage", "Options", "OPTIONS", "Commands", "ARGS", "required", "Show this"):
        assert english not in told


def test_broken_law_data_is_no_error_of_a_report(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from gongkai.cli import main; main()", "check", str(CLEAN)]
    done = subprocess.run(
        command, capture_output=True, env={"GONGKAI_LAW_DIR": str(tmp_path / "gone")}, check=False
    )
    assert done.returncode == 2
    assert done.stderr.decode("utf-8").startswith("law_invalid: ")


def test_html_is_one_page_that_needs_nothing_else(faulty: Path) -> None:
    page = run("check", "--format", "html", str(faulty)).stdout
    assert page.startswith("<!doctype html>")
    assert "T3_LEAF_SUM" in page
    assert "行：（七）总计 5 1" in page
    for outside in ("http://", "https://", "<script", "<link", "<img"):
        assert outside not in page


@pytest.mark.parametrize("arguments", [["check"], ["check", "--format", "xml", "x.txt"], ["frobnicate"]])
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_missing_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    result = run("check", str(tmp_path / "gone.txt"))
    assert result.exit_code == 2
    assert f"{tmp_path / 'gone.txt'}: unreadable: " in result.stderr
    assert "请检查" in result.stderr


def test_output_is_utf8_in_any_locale() -> None:
    command = [sys.executable, "-c", "from gongkai.cli import main; main()", "check", str(CLEAN)]
    done = subprocess.run(
        command, capture_output=True, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, check=False
    )
    assert "全部成立" in done.stdout.decode("utf-8")


def test_no_colour_codes_outside_a_terminal() -> None:
    assert "\x1b[" not in run("check", str(CLEAN)).stdout
