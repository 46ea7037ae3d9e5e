"""Comparing texts word by word: nothing is lost and nothing invented, however the texts look."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engine.changes import Mark, Words, compared, words_of

LINES = st.lists(st.text("一二三四0123 .a", max_size=12), max_size=8).map("\n".join)


def told(stretches, but):
    """The lines as one of the two texts has them."""
    lines = [line for stretch in stretches for line in stretch.lines]
    kept = [[words for words in line if words.mark is not but] for line in lines]
    return ["".join(words.text for words in line) for line in kept if line]


@given(LINES, LINES)
def test_both_texts_can_be_read_back(old, new):
    stretches = compared(old, new)
    if old.splitlines() == new.splitlines():
        assert stretches == ()
    else:
        assert [line for line in told(stretches, Mark.ADDED) if line] == [
            line for line in old.splitlines() if line
        ]
        assert [line for line in told(stretches, Mark.REMOVED) if line] == [
            line for line in new.splitlines() if line
        ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "每亩120元",
            "每亩150.5元",
            [("same", "每亩"), ("removed", "120"), ("added", "150.5"), ("same", "元")],
        ),
        ("三月四日", "四月五日", [("removed", "三月四"), ("added", "四月五"), ("same", "日")]),
        ("", "新", [("added", "新")]),
        ("旧", "", [("removed", "旧")]),
        ("Word 2019", "Word 2021", [("same", "Word "), ("removed", "2019"), ("added", "2021")]),
    ],
)
def test_words_of_one_line(old, new, told):
    assert words_of(old, new) == tuple(Words(Mark(mark), text) for mark, text in told)


def test_lines_that_have_nothing_in_common_are_not_mixed():
    (stretch,) = compared("本办法自发布之日起施行。", "解释权归农业服务中心所有")
    assert [[words.mark for words in line] for line in stretch.lines] == [[Mark.ADDED], [Mark.REMOVED]]


def test_what_stayed_far_from_a_change_is_folded_up():
    old = [f"第{number}条" for number in range(20)]
    stretches = compared("\n".join(old), "\n".join([*old[:10], "改了", *old[11:]]))
    assert [(stretch.is_folded, len(stretch.lines)) for stretch in stretches] == [
        (True, 9),
        (False, 4),
        (True, 8),
    ]


def test_a_long_text_does_not_keep_anybody_waiting():
    old = "\n".join(f"{number}" + "一二三四五六七八九十" * 20 for number in range(2000))
    begun = time.process_time()
    compared(old, old.replace("五", "伍"))
    assert time.process_time() - begun < 5


def test_a_line_of_which_only_crumbs_stayed_is_shown_as_replaced():
    old = "全年一共收到了申请，都已经办结，没有超过期限，没有收费。"
    new = "群众全年提交申请五件，目前都已经一一答完，所以没有拖延了期限，也不收费用和成本等等。"
    assert words_of(old, new) == (Words(Mark.REMOVED, old), Words(Mark.ADDED, new))
