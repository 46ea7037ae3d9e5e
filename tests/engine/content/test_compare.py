"""Whether two bodies say the same, word for word, however they are set."""

import pytest

from gongkai.engine.content import Difference, paper_blocks, plain_text, same_text
from gongkai.kernel.paper import PaperTable, Role

TABLE = "<table><tr><th>类<th>数<tr><td>甲<td>12<tr><td>乙<td></table>"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<p>2026年 3 月</p>", "<div>2026年3月</div>"),
        ("<p>甲</p><p>乙</p>", "<p>　　甲<br>&nbsp;乙</p>"),
        ("<p>a b</p>", "<p>a\nb</p>"),
        ("<h2>一、<b>题</b></h2>", "<p>一、题</p>"),
        (TABLE, TABLE.replace("<td>", "<td><p>").replace("<th>", "<td>")),
        ("<p>e\u0301</p>", "<p>\u00e9</p>"),
    ],
)
def test_setting_makes_no_difference(first, second):
    assert same_text(first, second) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<p>共12件</p>", "<p>共13件</p>"),
        ("<p>共１２件</p>", "<p>共12件</p>"),
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p>甲，乙</p>", "<p>甲,乙</p>"),
        (TABLE, TABLE.replace("<td>12", "<td>").replace("<td></table>", "<td>12</table>")),
        ("<table><tr><td>甲<td>1<td>23</table>", "<table><tr><td>甲<td>12<td>3</table>"),
        ("<p>甲</p>", "<p>甲</p><p>乙</p>"),
    ],
)
def test_a_word_a_width_and_a_cell_make_a_difference(first, second):
    assert same_text(first, second) is not None


def test_the_first_difference_is_quoted_with_whole_numbers():
    found = same_text("<p>本年受理申请共128件，办结120件。</p>", "<p>本年受理申请共126件，办结120件。</p>")
    assert found == Difference("本年受理申请共", "128件，办结120件。", "126件，办结120件。")
    assert same_text("<p>甲乙</p>", "<p>甲</p>") == Difference("甲", "乙", "")


def test_words_alone():
    html = f"<h2>题</h2><ul><li>项<ul><li>子</ul></ul>{TABLE}<blockquote>引 文</blockquote>"
    assert plain_text(html) == "题\n项\n子\n类\t数\n甲\t12\n乙\t\n引文"


def test_a_body_as_paper():
    table = TABLE.replace("<table>", "<table><caption>表1</caption>")
    html = f'<h2>一</h2><p>文<br>行</p><ol start="3"><li>甲<ul><li>子</ul></ol><blockquote>引</blockquote>{table}'
    *passages, drawn = paper_blocks(html)
    assert [(passage.text, passage.role) for passage in passages] == [
        ("一", Role.HEADING_1),
        ("文\n行", Role.BODY),
        ("3. 甲", Role.BODY),
        ("· 子", Role.BODY),
        ("引", Role.BODY),
        ("表1", Role.NOTE),
    ]
    assert isinstance(drawn, PaperTable)
    assert [[cell.text for cell in row] for row in drawn.rows] == [["类", "数"], ["甲", "12"], ["乙", ""]]
    assert drawn.head_rows == 1
