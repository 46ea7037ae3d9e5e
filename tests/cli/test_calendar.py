"""`gongkai calendar import`: shows what it understood, asks, and keeps the year in the office's own folder."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import app
from gongkai.lawbook.calendars import calendar
from tests.law.notice_texts import notice


@pytest.fixture
def overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "law"
    folder.mkdir()
    monkeypatch.setenv("GONGKAI_LAW_DIR", str(folder))
    return folder


def text(tmp_path: Path, year: int, *, name: str = "notice.txt", encoding: str = "utf-8") -> str:
    file = tmp_path / name
    file.write_bytes(notice(year).encode(encoding))
    return str(file)


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["calendar", "import", *arguments], input=stdin)


def test_a_notice_is_shown_asked_about_and_kept(tmp_path: Path, overlay: Path) -> None:
    result = run(text(tmp_path, 2027), stdin="y\n")
    assert result.exit_code == 0
    assert (
        "春节  放假 2027-02-05（星期五） 至 2027-02-11（星期四），共 7 天；上班 2027-02-14（星期日）"
        in result.stdout
    )
    assert 2027 in calendar(str(overlay)).years


def test_whoever_says_no_has_nothing_written(tmp_path: Path, overlay: Path) -> None:
    result = run(text(tmp_path, 2027), stdin="n\n")
    assert result.exit_code == 0
    assert "没有写入" in result.stdout
    assert not [*overlay.rglob("*.toml")]


def test_a_text_in_the_old_encoding_is_read(tmp_path: Path, overlay: Path) -> None:
    assert run("--yes", text(tmp_path, 2027, encoding="gb18030")).exit_code == 0
    assert (overlay / "calendars/2027.toml").is_file()


def test_a_toml_file_is_taken_as_it_stands(tmp_path: Path, overlay: Path) -> None:
    run("--yes", text(tmp_path, 2027))
    own = tmp_path / "own.toml"
    own.write_text((overlay / "calendars/2027.toml").read_text("utf-8") + "# 核对过\n", "utf-8")
    assert run("--yes", "--replace", str(own)).exit_code == 0
    assert "核对过" in (overlay / "calendars/2027.toml").read_text("utf-8")


def test_a_known_year_needs_replace(tmp_path: Path, overlay: Path) -> None:
    refused = run("--yes", text(tmp_path, 2026))
    assert refused.exit_code == 2
    assert "2026 年的日历已经有了" in refused.stderr
    assert not [*overlay.rglob("*.toml")]
    assert run("--yes", "--replace", text(tmp_path, 2026)).exit_code == 0
    assert run("--yes", text(tmp_path, 2027)).exit_code == 0
    assert run("--yes", text(tmp_path, 2027)).exit_code == 2


def test_encouraged_leave_is_shown(tmp_path: Path, overlay: Path) -> None:
    result = run("--yes", "--replace", text(tmp_path, 2024))
    assert "没有载入：鼓励各单位" in result.stdout


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", "今天天气很好。", "没有通知的标题"),
        ("a.toml", "year = ", "不是 TOML"),
        ("a.toml", "year = true", "没有写明年份"),
        ("a.toml", "year = 2027\n[[notice]]\nnumber = 'x'\ntitle = 't'\nissued_on = 2026-11-05\n", "holiday"),
    ],
)
def test_what_cannot_be_read_is_told(
    tmp_path: Path, overlay: Path, name: str, content: str, told: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    result = run("--yes", str(tmp_path / name))
    assert result.exit_code == 2
    assert told in result.stderr
    assert not [*overlay.rglob("*.toml")]


def test_a_missing_file_and_a_missing_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGKAI_LAW_DIR", raising=False)
    assert "GONGKAI_LAW_DIR" in run("--yes", text(tmp_path, 2027)).stderr
    monkeypatch.setenv("GONGKAI_LAW_DIR", str(tmp_path))
    assert "不能读取" in run("--yes", str(tmp_path / "gone.txt")).stderr
