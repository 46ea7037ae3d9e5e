"""Copied passages: planted ones are found with their places, changed numbers hide none, common titles are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.copied import copied, quoted

OWN = "镇党政办公室每月核对一次专栏的链接和附件，失效的当日修复，全年修复链接12个。"
OTHERS = "各科室在文件起草时写明公开属性，办公室在发布以前逐字核对，全年退回补充理由的文件7件。"


def test_a_planted_copy_is_found_with_its_place_in_both() -> None:
    text, other = f"{OWN}\n{OTHERS}", f"开头另有一段自己写的话，与别处都不相同。\n{OTHERS}"
    found = copied(text, other, shortest=12)
    [passage] = found.passages
    assert text[passage.start : passage.stop] == OTHERS.rstrip("。")
    assert other[passage.other_start : passage.other_stop] == OTHERS.rstrip("。")
    assert 0.5 < found.share < 0.6


def test_changed_numbers_and_marks_hide_no_copy() -> None:
    changed = OWN.replace("12", "305").replace("，", "；").replace("全年", " 全 年 ")
    found = copied(OWN, changed, shortest=12)
    assert found.share == 1
    assert len(found.passages) == 1


def test_another_place_name_parts_a_copy_and_does_not_hide_it() -> None:
    one = "柳湾镇在办事大厅设立政务公开专区并配备查询终端，柳湾镇由专人引导群众使用终端查询办事指南。"
    found = copied(one, one.replace("柳湾", "青石"), shortest=12)
    assert len(found.passages) == 2
    assert found.share > 0.8


def test_titles_that_everybody_cites_are_no_copy() -> None:
    cited = "《中华人民共和国政府信息公开工作年度报告格式的通知》"
    assert copied(f"根据{cited}编制。", f"依照{cited}的要求写成。", shortest=12).passages == ()


def test_short_texts_have_no_share() -> None:
    assert copied("无。", "无。", shortest=12).share == 0


def test_no_passage_runs_across_two_paragraphs() -> None:
    found = copied("建立台账逐月核对\n专人负责按时发布", "建立台账逐月核对专人负责按时发布", shortest=12)
    assert found.passages == ()


@pytest.mark.parametrize(
    ("text", "part", "most", "shown"),
    [
        ("（一）主动公开。全年公开12条。", "一）主动公开", 60, "（一）主动公开。"),
        ("甲乙丙，全年没有发生泄密，丁。", "年没有发", 60, "全年没有发生泄密"),
        ("栏目分为财政预算3条，其他218条", "栏目分为财政预算3条，其他218条", 14, "栏目分为财政预算3条"),
        ("甲" * 30 + "全年公开" + "乙" * 30, "全年公开", 60, "全年公开"),
        ("甲" * 20 + "1234" + "乙" * 20, "甲" * 20 + "1234" + "乙" * 20, 22, "甲" * 20 + "1234"),
    ],
)
def test_a_quotation_begins_and_ends_where_one_breathes(text: str, part: str, most: int, shown: str) -> None:
    start = text.index(part)
    begin, end = quoted(text, start=start, stop=start + len(part), most=most)
    assert text[begin:end] == shown


@given(st.text("公开12，。\n", max_size=60), st.data())
def test_a_quotation_never_leaves_the_text_and_never_cuts_a_number(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    begin, end = quoted(text, start=start, stop=stop, most=10)
    assert 0 <= begin <= end <= len(text)
    inside = [at for at in (begin, end) if 0 < at < len(text)]
    assert not any(text[at - 1 : at + 1].isdecimal() for at in inside)


@given(st.text("公开信息12，。\n《》镇", max_size=80), st.text("公开信息12，。\n《》镇", max_size=80))
def test_whatever_is_compared_the_passages_are_in_both(text: str, other: str) -> None:
    found = copied(text, other, shortest=3)
    assert 0 <= found.share <= 1
    for one in found.passages:
        assert one.start < one.stop <= len(text)
        assert one.other_start < one.other_stop <= len(other)
        assert text[one.start] == other[one.other_start]
    assert copied(text, text, shortest=3).copied == found.total
