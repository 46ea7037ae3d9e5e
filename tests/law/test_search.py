"""Words that mean the same, each with where the official one comes from."""

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.search import search_law

GROUP = '[[group]]\nwords = ["低保", "最低生活保障"]\nsource = "社会救助暂行办法"\n'
HEAD = 'source = "试"\ntraditional = "醫"\nsimplified = "医"\nasides = ["怎么"]\nwords = ["申请"]\n'


def test_everyday_and_official_words_mean_the_same():
    law = search_law()
    for everyday, official in (
        ("低保", "最低生活保障"),
        ("五保", "特困供养"),
        ("医保", "医疗保险"),
        ("社保", "社会保险"),
        ("招待费", "公务接待"),
        ("拆迁", "征收"),
        ("公积金", "住房公积金"),
        ("年报", "年度报告"),
    ):
        assert official in law.same[everyday]
        assert everyday in law.same[official]


def test_traditional_characters_are_read():
    assert "".join(search_law().simplified.get(one, one) for one in "醫療保險補貼") == "医疗保险补贴"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + GROUP.replace('source = "社会救助暂行办法"', ""), "缺少“source”"),
        (HEAD + GROUP.replace(', "最低生活保障"', ""), "两个以上"),
        (HEAD + GROUP.replace("最低生活保障", "保"), "只有一个字"),
        (HEAD.replace('"医"', '"医保"') + GROUP, "一字对一字"),
        (HEAD.replace('"醫"', '"医"') + GROUP, "又作简体字"),
        (HEAD + GROUP + '[kinds]\nnotice = "少"\n', "应是数"),
        (HEAD + "unknown = 1\n" + GROUP, "unknown"),
    ],
)
def test_what_is_wrong_is_told(tmp_path, text, told):
    (tmp_path / "search.toml").write_text(text)
    with pytest.raises(LawInvalid, match=told):
        search_law(str(tmp_path))
