"""How words are cut, and what a question comes to."""

import pytest

from gongkai.web.search.grams import flat, grams, numbered, phrase
from gongkai.web.search.sounds import alike
from gongkai.web.search.wanted import MOST_WORDS, understood, unfinished


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("农村低保", "农村 村低 低保 保"),
        ("保", "保"),
        ("低保、五保", "低保 保 五保 保"),
        ("枕政发〔2025〕３号", "枕政 政发 发 2025 3 号"),
        ("WiFi進村", "wifi 进村 村"),
        ("①㎡", "1 m 2"),
        ("〇二〇", "〇二 二〇 〇"),
        ("，。", ""),
    ],
)
def test_a_text_is_cut(text, cut):
    assert " ".join(grams(text)) == cut


@pytest.mark.parametrize(
    "typed", ["枕政发〔2025〕3号", "枕政发[2025]3号", "枕政发（２０２５）3号", "枕政发2025 3号"]
)
def test_a_document_number_is_the_same_in_every_bracket(typed):
    assert phrase(typed) == phrase("枕政发【2025】3号")
    assert phrase(typed).pattern in flat("根据枕政发〔2025〕3号文件")


@pytest.mark.parametrize(
    ("doc_no", "found"),
    [
        ("枕政发〔2025〕3号", "枕政发〔2025〕3号 枕政发3号"),
        ("枕政发[2025]第3号", "枕政发[2025]第3号 枕政发第3号"),
        ("枕政发3号", "枕政发3号"),
        ("", ""),
    ],
)
def test_a_document_number_is_found_without_its_year(doc_no, found):
    assert numbered(doc_no) == found


def test_numbers_and_letters_are_found_whole():
    assert phrase("3号").pattern not in flat("第13号")
    assert phrase("wifi").pattern not in flat("wifis")
    assert phrase("wif", is_unfinished=True).pattern in flat("wifi")


def _words(typed):
    return [word.typed for word in understood(typed).words]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("低保怎么申请", ["低保"]),
        ("请问低保的标准是多少", ["低保", "标准"]),
        ("枕溪镇2025年部门预算", ["枕溪镇", "2025年", "部门预算"]),
        ("枕政办发〔2025〕12号", ["枕政办发〔2025〕12号"]),
        ("關於醫保報銷", ["医保", "报销"]),
        ("“低保标准”", ["低保标准"]),
        ("低保 低保", ["低保"]),
        ("怎么办", ["怎么办"]),
        ("目的", ["目的"]),
        ("低保金", ["低保金"]),
        ("办低保", ["低保"]),
        ("带领低保", ["带领", "低保"]),
        ("低保 怎么 申请", ["低保", "申请"]),
        ("水稻补贴怎么领", ["水稻", "补贴"]),
        ("孩子上学", ["孩子上学"]),
        ("政办发12号", ["政办发12号"]),
        ("低保。", ["低保"]),
        ("低保、水稻补贴", ["低保", "水稻", "补贴"]),
        ("收费3.5元", ["收费", "3.5元"]),
        ("！？", []),
        ("", []),
    ],
)
def test_a_question_is_understood(typed, words):
    assert _words(typed) == words


def test_what_was_pasted_is_not_looked_for_to_its_end():
    assert len(_words(" ".join(f"词语{number}" for number in range(100)))) == MOST_WORDS


def test_words_that_mean_the_same_are_told():
    (word,) = understood("五保").words
    assert "特困供养" in word.synonyms
    (word,) = understood("低保金").words
    assert word.synonyms == ("最低生活保障金",)
    (word,) = understood("“五保”").words
    assert word.synonyms == ()


def test_two_known_words_that_make_one_will_do():
    (word,) = understood("领导分工").words
    assert [half.parts for half in word.halves] == [("领导",), ("分工",)]


def test_only_the_last_word_is_unfinished():
    first, last = unfinished(understood("低保 标")).words
    assert (first.choices[0].is_open, last.choices[0].is_open) == (False, True)
    assert unfinished(understood("")).words == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("低宝", "低保"), ("dibao", "低保"), ("枕溪镇 上雪", "枕溪镇 上学"), ("医宝 标准", "医保 标准")],
)
def test_what_sounds_alike_is_meant(typed, meant):
    assert meant in list(alike(typed.split()))


def test_a_known_word_stands_for_itself():
    assert "低保" not in list(alike(["低保"]))
    assert list(alike(["航空母舰"])) == []
