"""The table of cases: what is found in a sentence, at which level, and how it is masked."""

import tomllib
from pathlib import Path

import pytest

from gongkai.engine.screening import masked, screen_html, screen_text
from tests.engine.screening.made import KEY

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict) -> None:
    marks = screen_text(case["text"], key=KEY, published=case.get("published", ())).marks
    assert [f"{mark.code} {mark.level} {mark.found}" for mark in marks] == case["found"]
    assert all(mark.why and mark.name for mark in marks)


def test_a_mark_tells_the_place_and_nothing_of_the_number() -> None:
    text = "枕溪镇公示\n\n墨小禾，11010519491231002X\n联系电话１３９１２３４５６７８，同11010519491231002X"
    marks = screen_text(text, key=KEY).marks
    assert [(mark.code, mark.place) for mark in marks] == [
        ("id18", "正文第2段"),
        ("mobile", "正文第3段"),
        ("id18", "正文第3段"),
    ]
    told = repr(marks)
    assert "0519491231" not in told
    assert "１２３４" not in told
    assert "墨小禾，11*************02X" in marks[0].context


def test_the_same_number_has_the_same_fingerprint_under_the_same_key_only() -> None:
    one, other = (
        screen_text(text, key=KEY).marks[0] for text in ("11010519491231002X", "１１０１０５ 19491231002x")
    )
    assert one.fingerprint == other.fingerprint
    elsewhere = screen_text("11010519491231002X", key=KEY[::-1]).marks[0]
    assert elsewhere.fingerprint != one.fingerprint
    assert screen_text("13912345678", key=KEY).marks[0].fingerprint != one.fingerprint


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        screen_text("", key=b"short")


def test_the_same_number_twice_in_a_paragraph_is_one_mark() -> None:
    assert len(screen_text("13912345678，13912345678", key=KEY).marks) == 1


def test_masks_keep_the_length_and_what_stands_between() -> None:
    assert (
        masked("证号110105 19491231 002X，电话139-1234-5678。")
        == "证号11**** ******** *02X，电话139-****-5678。"
    )
    assert masked("值班13900000000", published=["+86 13900000000"]) == "值班13900000000"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>墨<b>110105</b>19491231<span>002X</span></p>", [("id18", "正文第1段")]),
        ("<p>一</p><p>110105<br>19491231002X</p>", [("id18", "正文第2段")]),
        (
            "<table><tr><th>姓名</th><th>银行账号</th></tr><tr><td>墨小禾</td><td>4539578763621486</td></tr></table>",
            [("bank_card", "正文第1个表格第2行第2列")],
        ),
        (
            "<table><tr><td>110105</td><td>19491231</td><td>002X</td></tr></table>",
            [("id18", "正文第1个表格第1行第1列")],
        ),
        (
            "<table><tr><td>证号</td>"
            + "".join(f"<td>{digit}</td>" for digit in "11010519491231002X")
            + "</tr></table>",
            [("id18", "正文第1个表格第1行第2列")],
        ),
        ("<table><tr><td>139</td><td>1234</td><td>5678</td></tr></table>", []),
        (
            "<table><tr><td><table><tr><td>13912345678</td></tr></table>甲</td><td>乙</td></tr></table>",
            [("mobile", "正文第2个表格第1行第1列")],
        ),
        ("<p>甲</p><!-- 13912345678 --><p>乙</p>", [("mobile", "正文第2段（网页里不显示的注释）")]),
        ('<p>甲<a href="tel:13912345678">乙</a></p>', [("mobile", "正文第1段（不显示的属性）")]),
        ("<p>13912345678", [("mobile", "正文第1段")]),
        ("", []),
    ],
)
def test_page(html: str, found: list[tuple[str, str]]) -> None:
    assert [(mark.code, mark.place) for mark in screen_html(html, key=KEY).marks] == found


def test_pictures_of_a_page_are_told_as_not_looked_at() -> None:
    (unscreened,) = screen_html('<p><img src="a.png"><img src="b.png"></p>', key=KEY).unscreened
    assert unscreened.why == "有 2 处图片或影音，里面的内容没有检查。"
