"""`gongkai render` as people use it: kinds by the ending, nothing overwritten by mistake, clear words when it fails."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import app

HOLDS = Path(__file__).parents[1] / "law" / "holds.txt"


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["render", *map(str, arguments)], input=stdin)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    path.write_bytes(CliRunner().invoke(app, ["read", str(HOLDS)]).stdout.encode())
    return path


@pytest.mark.parametrize(
    ("ending", "mark"),
    [("html", b"<!doc"), ("docx", b"PK"), ("pdf", b"%PDF"), ("XLSX", b"PK"), ("json", b"{")],
)
def test_the_ending_decides(stored: Path, ending: str, mark: bytes) -> None:
    target = stored.with_name(f"out.{ending}")
    result = run(stored, "-o", target)
    assert (result.exit_code, result.output) == (0, "")
    assert target.read_bytes().startswith(mark)
    assert sorted(path.name for path in stored.parent.iterdir()) == sorted(["report.json", target.name])


def test_a_report_file_is_read_first(stored: Path) -> None:
    one, other = stored.with_name("one.docx"), stored.with_name("other.docx")
    assert run(stored, "-o", one).exit_code == run(HOLDS, "-o", other).exit_code == 0
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("kind", [[], ["--type", "json"]])
def test_standard_input(stored: Path, kind: list[str]) -> None:
    target = stored.with_name("out.json")
    assert run("-", "-o", target, *kind, stdin=stored.read_bytes()).exit_code == 0
    assert json.loads(target.read_bytes())["organ"]


def test_json_as_windows_shells_write_it(stored: Path) -> None:
    stored.write_text(stored.read_text("utf-8"), "utf-16")
    assert run(stored, "-o", stored.with_name("out.html")).exit_code == 0


def test_the_report_itself_is_never_overwritten(stored: Path) -> None:
    before = stored.read_bytes()
    result = run(stored, "-o", stored.parent / "." / stored.name)
    assert result.exit_code == 2
    assert "输出文件就是报告文件本身" in result.stderr
    assert stored.read_bytes() == before


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("none/out.pdf", "不存在。请先建立文件夹"),
        ("out.odt", "不知道要写成哪种文件"),
        ("out", "不知道要写成哪种文件"),
        ("report.json/out.pdf", "路径中有一段不是文件夹"),
        pytest.param("长" * 90 + ".pdf", "文件名太长", id="long"),
    ],
)
def test_what_cannot_be_written_is_told(stored: Path, output: str, told: str) -> None:
    result = run(stored, "-o", stored.parent / output)
    assert result.exit_code == 2
    assert f"{stored.parent / output}: unwritable: " in result.stderr
    assert told in result.stderr
    assert [path.name for path in stored.parent.iterdir()] == ["report.json"]


def test_an_existing_file_is_replaced_whole_or_not_at_all(stored: Path) -> None:
    target = stored.with_name("out.html")
    target.write_text("old", "utf-8")
    broken = stored.with_name("broken.json")
    broken.write_text('{"schema": 1}', "utf-8")
    assert run(broken, "-o", target).exit_code == 2
    assert target.read_text("utf-8") == "old"
    assert run(stored, "-o", target).exit_code == 0
    assert target.read_text("utf-8").startswith("<!doctype html>")


def test_the_place_of_what_is_wrong_is_told(stored: Path) -> None:
    data = json.loads(stored.read_bytes())
    data["table3"]["granted"][3] = -2
    stored.write_text(json.dumps(data), "utf-8")
    result = run(stored, "-o", stored.with_name("out.html"))
    assert "not_a_report: table3.granted[3]：不应是负数，现在是 -2。请改正这一处" in result.stderr


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    result = run(tmp_path / "none.json", "-o", tmp_path / "out.html")
    assert result.exit_code == 2
    assert "找不到这个文件" in result.stderr


def test_without_output_usage_is_wrong(stored: Path) -> None:
    assert run(stored).exit_code == 2


def test_cells_without_a_figure_are_told(tmp_path: Path) -> None:
    source = tmp_path / "some.txt"
    text = HOLDS.read_text("utf-8").replace("予以公开\t3\t1\t0", "予以公开\t若干\t−2\t")
    source.write_text(text, "utf-8")
    kept = tmp_path / "some.json"
    kept.write_bytes(CliRunner().invoke(app, ["read", str(source)]).stdout.encode())
    for report in (source, kept):
        result = run(report, "-o", tmp_path / "out.html")
        assert result.exit_code == 0
        assert "out.html: 2 格读不准，写成了空白：表三“（一）予以公开”的“自然人”、表三" in result.stderr
        assert result.stderr.count("\n") == 1
    assert run(kept, "-o", tmp_path / "out.json").output == ""


def test_cells_filled_in_by_hand_are_not_told(stored: Path) -> None:
    data = json.loads(stored.read_bytes())
    data["doubts"] = [{"cell": "table3.granted.natural_person", "why": "若干"}, {"cell": 3}, 7]
    stored.write_text(json.dumps(data), "utf-8")
    assert run(stored, "-o", stored.with_name("out.html")).output == ""


def test_a_read_only_file_is_not_replaced(stored: Path) -> None:
    target = stored.with_name("out.html")
    target.write_text("old", "utf-8")
    target.chmod(0o444)
    result = run(stored, "-o", target)
    assert result.exit_code == 2
    assert "已有同名的只读文件，没有改动。请换一个文件名" in result.stderr
    assert target.read_text("utf-8") == "old"


def test_a_replaced_file_keeps_its_mode(stored: Path) -> None:
    target = stored.with_name("out.html")
    target.write_text("old", "utf-8")
    target.chmod(0o600)
    assert run(stored, "-o", target).exit_code == 0
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_folder_as_output_is_told(stored: Path) -> None:
    (stored.parent / "out.pdf").mkdir()
    result = run(stored, "-o", stored.parent / "out.pdf")
    assert "同名的是文件夹" in result.stderr


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    result = run(tmp_path, "-o", tmp_path / "out.html")
    assert result.exit_code == 2
    assert "这里只收一份报告" in result.stderr


def test_stored_json_is_for_render(stored: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(stored)])
    assert result.exit_code == 2
    assert "请用 gongkai render" in result.stderr


def test_places_in_a_workbook_are_told_by_sheet(stored: Path) -> None:
    data = json.loads(stored.read_bytes())
    data["table3"]["new_received"][6] = 99
    stored.write_text(json.dumps(data), "utf-8")
    book = stored.with_name("out.xlsx")
    assert run(stored, "-o", book).exit_code == 0
    for kind in ("people", "html"):
        told = CliRunner().invoke(app, ["check", "--format", kind, str(book)]).stdout
        assert "第 3 张工作表 第" in told
