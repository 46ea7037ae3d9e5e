"""Files in files: found where they lie, and what is too deep, too many, too big or locked is told in Chinese."""

import io
import time
import zipfile
from collections.abc import Callable

import pytest

from gongkai.engine.screening import nested
from tests.engine.screening.planted import NUMBER, places_of, screened

LIMIT_S = 5.0


def _zip(members: dict[str, bytes], **named: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", named.get("compression", zipfile.ZIP_DEFLATED)) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def _deep(levels: int) -> bytes:
    data = f"证号{NUMBER}".encode()
    name = "名单.txt"
    for _ in range(levels):
        data, name = _zip({name: data}), "内.zip"
    return data


def _locked() -> bytes:
    data = bytearray(_zip({"a.txt": NUMBER.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    return bytes(data)


def _damaged() -> bytes:
    data = bytearray(_zip({"a.txt": b"a list of the town " * 9}, compression=zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    return bytes(data)


def test_a_number_in_an_archive_in_an_archive() -> None:
    assert places_of(screened(_deep(3), "名单.zip")) == [
        "附件“名单.zip”里的“内.zip”里的“内.zip”里的“名单.txt”第1行"
    ]


def test_names_and_remarks_of_an_archive_are_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(f"{NUMBER}.txt", "名单")
        packed.writestr(f"墨小禾{NUMBER}/", "")
        packed.comment = f"核对{NUMBER}".encode("gb18030")
    places = places_of(screened(out.getvalue(), "a.zip"))
    assert [place.partition("a.zip”")[2][:2] for place in places] == ["的压", "里的", "里的"]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: _deep(8), "层以上"),
        (lambda: _zip({f"{number}.txt": b"x" for number in range(nested.MOST_FILES + 9)}), "超过 2000 个"),
        (lambda: _zip({"a.txt": bytes(9 * 1024 * 1024)}), "压缩炸弹"),
        (lambda: _zip({"a.txt": b"ab" * 35_000_000}, compression=zipfile.ZIP_STORED), "展开后太大"),
        (_locked, "设了密码"),
        (_damaged, "解不开"),
        (lambda: b"Rar!\x1a\x07\0" + bytes(20), "这种压缩包"),
    ],
    ids=["deep", "many", "bomb", "big", "locked", "damaged", "another kind"],
)
def test_what_goes_too_far_is_told(make: Callable[[], bytes], said: str) -> None:
    data = make()
    start = time.process_time()
    told = screened(data, "a.zip").unscreened
    assert time.process_time() - start < LIMIT_S
    assert any(said in one.why for one in told)
    assert all(one.why.endswith(("没有检查。", "请人工查看。")) for one in told)


def test_a_zip_that_holds_itself_many_times_over_ends() -> None:
    inner = _zip({f"{number}.txt": b"x" * 1000 for number in range(40)})
    for _ in range(3):
        inner = _zip({f"{number}.zip": inner for number in range(40)})
    start = time.process_time()
    assert screened(inner, "a.zip").unscreened
    assert time.process_time() - start < LIMIT_S


def test_more_marks_than_anybody_settles_are_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.engine.screening.marks.MOST_MARKS", 3)
    text = "\n".join(f"手机1391234{number:04}" for number in range(9))
    screening = screened(text.encode(), "a.txt")
    assert len(screening.marks) == 3
    assert "超过 3 处" in screening.unscreened[0].why
