"""How registers that were kept before write their results, as the data has it."""

import pytest

from gongkai.kernel.outcomes import OutcomeGroup
from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.old_registers import Meant, bare, old_words
from gongkai.lawbook.outcomes import outcome_law

OURS = (PACKAGE_LAW / "old_registers.toml").read_text("utf-8")


def test_every_result_is_known_by_the_name_that_our_register_gives_it():
    for one in outcome_law().outcomes.values():
        if one.closes:
            assert old_words().result(one.name).code == one.code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("（一）予以公开", "O02"),
        ("1.属于国家秘密", "O05"),
        ("3.危及“三安全一稳定”", "O07"),
        ("（三）不予公开：6.属于四类过程性信息", "O10"),
        ("不予公开-个人隐私", "O08"),
        ("无法提供（信息不存在）", "O13"),
        ("2.没有现成信息需要另行制作", "O15"),
        ("其他处理—申请人撤回", "O24"),
        ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "O22"),
    ],
)
def test_a_result_is_known_as_offices_write_it(words, code):
    assert old_words().result(words) == Meant(code)


def test_a_group_alone_says_too_little_and_some_wordings_are_looked_at():
    assert old_words().result("不予公开") is OutcomeGroup.DENIED
    assert old_words().result("（六）其他处理") is OutcomeGroup.OTHER
    assert old_words().result("本机关不掌握相关政府信息").doubt
    assert old_words().result("已转纪委") is None
    assert old_words().is_open("结转下年度继续办理")


def test_what_is_meant_by_a_name():
    assert old_words().kind_of_name("墨鹭县春生茶业有限公司") == "commercial_enterprise"
    assert old_words().kind_of_name("周明远") == ""
    assert bare(" （二）EMS 邮寄 ") == "EMS邮寄"


def test_no_state_is_taken_for_a_result_of_another_name():
    named = {bare(one.name) for one in case_lifecycle().states.values() if one.is_open}
    assert not {words for words in named if isinstance(old_words().result(words), Meant)}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "O05"', 'code = "O99"', "O99"),
        ('labels = ["重复申请"', 'labels = ["涉密"', "写了两次"),
        ('group = "denied"', 'group = "lost"', "group"),
        ("on = 2008-05-01", 'on = "2008-05-01"', "日期"),
        ("doubt = ", "doubts = ", "doubts"),
    ],
)
def test_a_slip_is_named(tmp_path, old, new, said):
    assert old in OURS
    for name in ("outcomes.toml", "old_registers.toml"):
        text = (PACKAGE_LAW / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace(old, new, 1) if name[0:3] == "old" else text, "utf-8")
    with pytest.raises(LawInvalid, match=said):
        old_words(str(tmp_path))
