"""`gongkai screen`: what is found in files and folders, as people and programs read it; cleaned files; exit statuses."""

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from gongkai.cli import app
from gongkai.engine.intake import MAX_BYTES

NUMBER = "11010519491231002X"


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["screen", *map(str, arguments)], input=stdin)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "名单.txt"
    file.write_text(f"墨小禾，身份证号码{NUMBER}，手机13912345678\n\n一是坚强组织领导。\n", "utf-8")
    return file


def test_for_people(listed: Path) -> None:
    result = run(listed)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[1].startswith("  ✗ 必须处理 第1行：居民身份证号码 11*************02X（")
    assert lines[2].startswith("  ! 需要确认 第1行：手机号码 139****5678（")
    assert "应为“加强”" in lines[3]
    assert NUMBER not in result.stdout


def test_for_programs(listed: Path) -> None:
    found = json.loads(run("--json", listed).stdout)
    assert found["schema"] == "gongkai.screening/1"
    assert [(mark["code"], mark["level"]) for mark in found["marks"]] == [
        ("id18", "block"),
        ("mobile", "confirm"),
    ]
    assert [slip["code"] for slip in found["wording"]] == ["misspelt"]
    assert not any("fingerprint" in mark for mark in found["marks"])
    assert found["cleaned"] is None


def test_nothing_found_is_fine(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("枕溪镇人民政府信息公开指南。", "utf-8")
    result = run(file)
    assert (result.exit_code, result.stdout) == (0, f"{file}\n  没有发现个人信息和文字问题。\n")


def test_the_organs_own_telephone_is_fine(listed: Path) -> None:
    assert "手机号码" not in run("--phone", "139 1234 5678", listed).stdout


def test_a_cleaned_file_is_written_and_fine(listed: Path, tmp_path: Path) -> None:
    out = tmp_path / "公布.txt"
    result = run(listed, "--clean", out)
    assert result.exit_code == 0
    assert "遮盖 2 处" in result.stdout
    assert "11*************02X，手机139****5678" in out.read_text("utf-8")
    assert run(out).exit_code == 0


def test_a_folder_is_cleaned_into_a_folder_and_what_cannot_be_is_told(listed: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(NUMBER)
    document.save(str(listed.parent / "公示.docx"))
    (listed.parent / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    out = tmp_path.parent / f"{tmp_path.name}-out"
    result = run(listed.parent, "--clean", out)
    assert result.exit_code == 2
    assert "旧.doc: unsupported" in result.stderr
    assert sorted(path.name for path in out.iterdir()) == ["公示.docx", "名单.txt"]
    assert "共 3 个文件" in result.stdout


def test_the_source_is_never_overwritten(listed: Path) -> None:
    before = listed.read_bytes()
    assert run(listed, "--clean", listed).exit_code == 2
    assert listed.read_bytes() == before


def test_archives_are_looked_into(listed: Path, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("内/名单.txt", listed.read_bytes())
    file = tmp_path / "附件.zip"
    file.write_bytes(out.getvalue())
    assert "里的“内/名单.txt”第1行：居民身份证号码" in run(file).stdout


def test_a_list_of_the_office(listed: Path, tmp_path: Path) -> None:
    words = tmp_path / "词表.csv"
    words.write_text("词,级别,建议\n枕溪公社,严重,应为枕溪镇\n", "utf-8")
    text = tmp_path / "b.txt"
    text.write_text("枕溪公社办公室", "utf-8")
    result = run("--words", words, text)
    assert result.exit_code == 1
    assert "本单位词表“枕溪公社”：应为枕溪镇" in result.stdout


def test_more_than_can_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as sparse:
        sparse.truncate(1024 * 1024 * 1024)
    result = run(file)
    assert result.exit_code == 2
    assert f"上限 {MAX_BYTES // 1024 // 1024} MB" in result.stderr


def test_standard_input(listed: Path) -> None:
    assert "第1行：居民身份证号码" in run("-", stdin=listed.read_bytes()).stdout


@pytest.mark.parametrize("name", ["没有.txt", "空.txt"])
def test_what_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    if name == "空.txt":
        (tmp_path / name).write_bytes(b"")
    result = run(tmp_path / name)
    assert result.exit_code == 2
    assert "unreadable" in result.stderr
