"""Bad lists and bad archives: refused with a sentence before anything of them is used."""

import io
import zipfile

import pytest

from gongkai.kernel.problems import Problem
from gongkai.web.disclosure.importing import archive, plan, take_list
from gongkai.web.disclosure.importing.archive import Archive

from .conftest import NOW
from .old_items import gbk, listed, packed_as, row, why


def refusal(data: bytes) -> str:
    with pytest.raises(Problem) as caught:
        Archive(data)
    return str(caught.value)


def test_no_archive_is_an_archive_without_files():
    assert list(Archive()) == []


def test_what_is_no_zip_is_told():
    assert "这不是 zip 压缩包" in refusal(b"Rar!\x1a\x07\x00")
    assert "这不是 zip 压缩包" in refusal(packed_as({"a.txt": b"1"})[:-30])


def test_a_bomb_is_told_by_its_directory():
    assert "200 倍以上" in refusal(packed_as({"大.txt": b"\0" * 3_000_000}))


def test_many_bombs_are_told_by_their_sum(monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1000)
    assert "展开后超过" in refusal(packed_as({f"{n}.txt": b"0" * 300 for n in range(4)}))


def test_a_file_over_the_limit_is_told(monkeypatch):
    monkeypatch.setattr(archive, "MAX_BYTES", 1000)
    assert "有文件超过" in refusal(packed_as({"a.txt": b"0" * 1001}))


def test_a_directory_that_lies_about_sizes_gives_no_more_than_it_states():
    data = packed_as({"a.txt": bytes(range(256)) * 8}, level=zipfile.ZIP_STORED)
    lying = data.replace((2048).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(Problem, match="解不开"):
        Archive(lying).read("a.txt")


def test_too_many_files_are_told(monkeypatch):
    monkeypatch.setattr(archive, "MAX_FILES", 2)
    assert "超过 2 个" in refusal(packed_as({f"{n}.txt": b"1" for n in range(3)}))


@pytest.mark.parametrize(
    "name", ["/etc/a.txt", "../a.txt", "甲/../../a.txt", "C:\\a.txt", "..\\a.txt", "a\x01.txt"]
)
def test_paths_that_lead_out_are_refused(name):
    assert "指向压缩包以外" in refusal(packed_as({name: b"1"}))


def test_a_locked_archive_is_told():
    data = bytearray(packed_as({"a.txt": b"1"}))
    place = data.index(b"PK\x01\x02") + 8
    data[place] |= 1
    assert "设了密码" in refusal(bytes(data))


def test_two_files_of_one_name_are_told():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("a.txt", "2")
    assert "有两个“a.txt”" in refusal(out.getvalue())


def test_names_of_older_programs_are_read():
    found = Archive(gbk({"甲乙": b"1", "丙丁": b"2"}))
    assert list(found) == ["甲乙", "丙丁"]
    assert found.read(found.find("丙丁")) == b"2"


def test_backslashes_and_folders_are_no_matter():
    found = Archive(packed_as({"甲\\乙\\通知.txt": b"1", "./丙.txt": b"2"}))
    assert found.find("通知.txt") == found.find("甲/乙/通知.txt") == "甲/乙/通知.txt"
    assert found.find("丙.txt") == "丙.txt"


def test_a_picture_is_no_list():
    with pytest.raises(Problem, match="信息清单应是"):
        take_list(b"\x89PNG\r\n\x1a\n" + b"\0" * 20, name="清单.png")


@pytest.mark.django_db
def test_a_list_without_headings_is_told(town):
    with pytest.raises(Problem, match="信息清单中要有一行写着“名称”等列名"):
        plan(take_list(listed(row(), head=False), name="a.xlsx"), None, on=NOW.date(), by=town.clerk)


@pytest.mark.django_db
def test_a_damaged_file_is_told_in_its_row(town):
    data = bytearray(packed_as({"a.txt": "汛期加密。".encode()}, level=zipfile.ZIP_STORED))
    data[data.index("汛".encode())] ^= 1
    made = plan(
        take_list(listed(row(body="a.txt")), name="a.xlsx"), bytes(data), on=NOW.date(), by=town.clerk
    )
    assert "压缩包里的“a.txt”解不开" in why(made)
