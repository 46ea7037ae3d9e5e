"""The command that takes lists of organs in."""

import pytest
from django.core.management import CommandError, call_command

from gongkai.web.organs.models import Organ

from .lists import csv_file, town


@pytest.fixture
def file(tmp_path, county):
    path = tmp_path / "名册.csv"
    path.write_bytes(csv_file(town("拾穗镇人民政府"), ("墨鹭县人民政府", "", "", "", "", "", "1")).data)
    return path


def test_a_dry_run_tells_and_writes_nothing(file, capsys):
    call_command("organs", "import", str(file), "--dry-run")
    told = capsys.readouterr().out
    assert "第2行 拾穗镇人民政府：新增。" in told
    assert "第3行 墨鹭县人民政府：更改。联系电话由“（空）”改为“1”。" in told
    assert "这是预演，没有登记。" in told
    assert Organ.objects.count() == 1


def test_the_whole_list_is_taken_in(file, capsys):
    call_command("organs", "import", str(file))
    assert "已全部登记。" in capsys.readouterr().out
    assert Organ.objects.filter(name="拾穗镇人民政府").exists()


def test_a_row_that_is_refused_stops_the_list(file, capsys):
    file.write_bytes(csv_file(town("拾穗镇人民政府", "无名县")).data)
    with pytest.raises(CommandError, match="一行也没有登记"):
        call_command("organs", "import", str(file))
    assert "没有找到上级机关“无名县”。请填它的全称" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_told(db, tmp_path):
    with pytest.raises(CommandError):
        call_command("organs", "import", str(tmp_path / "none.csv"))


def test_the_template_is_written(db, tmp_path, capsys):
    call_command("organs", "template", str(tmp_path / "空.xlsx"))
    assert (tmp_path / "空.xlsx").read_bytes().startswith(b"PK")
    with pytest.raises(CommandError, match="已经有这个文件，没有改动"):
        call_command("organs", "template", str(tmp_path / "空.xlsx"))
    with pytest.raises(CommandError, match="xlsx"):
        call_command("organs", "template", str(tmp_path / "空.csv"))
    assert not (tmp_path / "空.csv").exists()
    with pytest.raises(CommandError, match="不能写"):
        call_command("organs", "template", str(tmp_path / "none" / "空.xlsx"))


def test_a_list_that_changes_nothing_is_not_registered(file, capsys):
    for _ in range(2):
        call_command("organs", "import", str(file))
    assert capsys.readouterr().out.endswith("名册与现有登记一致，不需要登记。\n")


def test_a_picture_gets_advice_about_lists(db, tmp_path):
    picture = tmp_path / "名册.png"
    picture.write_bytes(b"\x89PNG\r\n")
    with pytest.raises(CommandError, match="名册应是 XLSX 或 CSV 文件"):
        call_command("organs", "import", str(picture))
