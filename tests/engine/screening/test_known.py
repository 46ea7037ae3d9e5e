"""Words that are known beforehand are found however they are written, and never told."""

import pytest

from gongkai.engine.screening import known

SOUGHT = known(
    ["周明远", "13900001234", "zhou@example.org", "柳湾村3组", "S000012"], numbers=["〔2026〕12号"]
)


@pytest.mark.parametrize(
    "text",
    [
        "周明远",
        "周 明\n远",
        "周·明远",
        "139 0000-1234",
        "1390000１２３４",
        "ZHOU@Example.org",
        "住柳湾村３组",
        "登记编号（2026）12号",
        "申请[2026] 12号",
        "，〔2026〕12号",
        "S000012",
    ],
)
def test_found_however_it_is_written(text: str) -> None:
    assert SOUGHT.is_in(text)


@pytest.mark.parametrize(
    "text", ["周明", "139000012345", "枕政发〔2026〕12号", "〔2026〕112号", "柳湾村13组", "", "S0000123"]
)
def test_not_found_where_something_else_stands(text: str) -> None:
    assert not SOUGHT.is_in(text)


def test_nothing_to_look_for_is_nowhere() -> None:
    assert not known([" "]).is_in("什么都有")


def test_only_places_are_told() -> None:
    html = "<p>甲</p><table><tr><td>周</td><td>明远</td></tr></table><p title='周明远'>乙</p><!--周明远-->"
    places = SOUGHT.in_html(html, place="正文")
    assert places == (
        "正文第1个表格第1行第1列",
        "正文第2段（不显示的属性）",
        "正文第3段（网页里不显示的注释）",
    )
    file = SOUGHT.in_file("甲\n乙周明远\n".encode(), name="给周明远.txt")
    assert file == ("附件“***”的文件名", "附件“***”第2行")
    assert "周明远" not in repr(SOUGHT)


def test_a_picture_is_not_looked_into() -> None:
    assert SOUGHT.in_file(b"\x89PNG\r\n\x1a\n", name="图.png") == ()


def test_it_can_be_taken_out() -> None:
    assert SOUGHT.without("周明远（13900001234）", instead="（略）") == "（略）（（略））"
