"""Letters: a full set of facts leaves no gap, a missing one is marked and told, and nothing is ever raised for it."""

import re
from collections.abc import Mapping

import pytest

from gongkai.kernel.letter_forms import LetterFacts, LetterForm, told
from gongkai.kernel.letters import Letter, compose
from gongkai.kernel.paper import Passage, Role
from gongkai.lawbook.letters import letter_law
from gongkai.lawbook.outcomes import outcome_law
from tests.kernel.letter_facts import Told
from tests.kernel.letters_told import TOLD

LAW = letter_law()


def composed(one: Told, facts: LetterFacts | None = None) -> Letter:
    return compose(LAW.forms[one.letter], one.facts if facts is None else facts, outcomes=one.outcomes)


def without(facts: LetterFacts, name: str) -> LetterFacts:
    """The facts, one of them left out; of a list the field in each member."""
    if name in facts:
        return {key: fact for key, fact in facts.items() if key != name}
    head, _, field = name.partition(".")
    members = facts[head]
    assert not isinstance(members, str)
    left: tuple[Mapping[str, str], ...] = tuple(
        {key: words for key, words in member.items() if key != field} for member in members
    )
    return {**facts, head: left}


OWED = [
    pytest.param(one, fact, id=f"{one.name}-{fact}")
    for one in TOLD
    for element in LAW.forms[one.letter].elements
    if element.is_due(one.outcomes)
    for fact in sorted(element.facts)
    if told(one.facts, fact)
]


def test_every_letter_is_told_here() -> None:
    assert {one.letter for one in TOLD} == LAW.forms.keys()


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one.name)
def test_a_full_set_of_facts_leaves_no_gap(one: Told) -> None:
    letter = composed(one)
    assert letter.gaps == ()
    assert "〔待填" not in letter.text
    assert "{" not in letter.text
    for element in letter.form.elements:
        assert letter.has(element) or not element.is_due(one.outcomes), element.code


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one.name)
def test_without_any_fact_a_letter_is_composed_all_the_same(one: Told) -> None:
    letter = composed(one, {})
    due = {element.code for element in letter.form.elements if element.is_due(one.outcomes) and element.facts}
    assert {gap.element for gap in letter.gaps} == due
    assert all(gap.label in letter.text for gap in letter.gaps if not gap.is_later)


@pytest.mark.parametrize(("one", "fact"), OWED)
def test_a_missing_fact_is_marked_where_it_belongs_and_told(one: Told, fact: str) -> None:
    letter = composed(one, without(one.facts, fact))
    assert {gap.fact for gap in letter.gaps} == {fact}
    assert (f"〔待填：{letter.gaps[0].label}〕" in letter.text) != letter.gaps[0].is_later


@pytest.mark.parametrize(
    "one",
    [one for one in TOLD if one.letter not in ("T01", "T02", "T07a", "T50", "T51", "T55")],
    ids=lambda one: one.name,
)
def test_what_goes_out_ends_with_signature_date_and_where_to_ask(one: Told) -> None:
    roles = [block.role for block in composed(one).paper.blocks if isinstance(block, Passage)]
    assert roles[:3] == [Role.TITLE, Role.NUMBER, Role.ADDRESSEE]
    assert [role for role in roles if role is not Role.ANNEX][-3:] == [Role.NOTE, Role.SIGNATORY, Role.DATE]


def test_the_member_of_a_list_that_lacks_a_field_is_marked_alone() -> None:
    one = next(one for one in TOLD if one.letter == "T04")
    first, second = one.facts["unclear"]
    assert isinstance(first, Mapping)
    assert isinstance(second, Mapping)
    letter = composed(one, {**one.facts, "unclear": (first, {**second, "how": " "})})
    assert letter.text.count("〔待填：怎样补正〕") == 1
    assert f"请这样补正：{first['how']}。" in letter.text


def test_an_organ_that_cannot_tell_who_is_responsible_says_so_instead() -> None:
    one = next(one for one in TOLD if one.outcomes == ("O14",))
    bare = without(without(one.facts, "responsible_organ.name"), "responsible_organ.contact")
    letter = composed(one, {**bare, "responsible_organ.unknown": "渠道由几个单位先后管理，查不到移交的记录"})
    assert letter.gaps == ()
    assert "不能确定由哪个机关负责公开：渠道由几个单位先后管理" in letter.text


def test_other_things_that_were_asked_are_answered_in_the_same_letter() -> None:
    one = next(one for one in TOLD if one.letter == "T25")
    others = ({"about": "设计图纸", "answer": "由墨鹭县水利局负责公开，请向该局申请"},)
    assert (
        "（设计图纸），答复是：由墨鹭县水利局负责公开" in composed(one, {**one.facts, "others": others}).text
    )


def test_a_partial_answer_parts_what_is_withheld_from_what_cannot_be_provided() -> None:
    text = composed(next(one for one in TOLD if one.letter == "T22")).text
    assert "不予公开（一）：清单中三名农户的银行账号。依据条例第十五条，不予公开。" in text
    assert "不能提供（一）：2019年的结算清单。依据条例第三十六条第（四）项，本机关不能提供。" in text
    assert "如不服本答复中不予公开的部分，应当自收到本答复之日起60日内先向墨鹭县人民政府申请行政复议" in text
    assert "如不服本答复的其他部分，可以自收到本答复之日起60日内" in text


def test_where_nothing_must_be_kept_back_nothing_is_separated() -> None:
    letter = composed(next(one for one in TOLD if one.outcomes == ("O04", "O02", "O13")))
    assert "一部分可以提供，一部分不能提供" in letter.text
    assert "区分处理" not in letter.text
    assert "第三十七条" not in letter.text


def test_what_is_kept_back_beside_what_is_given_is_explained_as_alone() -> None:
    letter = composed(next(one for one in TOLD if one.outcomes == ("O04", "O02", "O06", "O10")))
    for words in (
        "《中华人民共和国统计法》关于统计资料",
        "没有法律、法规、规章规定应当公开",
        "不敢直言",
        "三、区分处理",
    ):
        assert words in letter.text


@pytest.mark.parametrize(
    "form", [form for form in LAW.forms.values() if form.rows], ids=lambda form: form.code
)
def test_of_one_of_several_things_nothing_is_said_that_ends_the_whole(form: LetterForm) -> None:
    for row in form.rows:
        assert not re.search(r"因此|这件申请|\{you\}(要的|的申请|提出的事项)", row.text), row.text
    assert any("这部分" in row.text for row in form.rows)
    assert form.decided or form.code in ("T20", "T21")


def test_every_result_for_one_of_several_things_has_its_row() -> None:
    letters = {one.letter for one in outcome_law().outcomes.values() if one.is_part}
    assert {code for code in letters if not LAW.forms[code].rows} == set()


def test_who_said_nothing_is_not_told_that_his_reasons_are_bad() -> None:
    one = next(one for one in TOLD if one.letter == "T32")
    silent = without(without(one.facts, "reasons_given"), "why_unreasonable")
    letter = composed(one, {**silent, "silent_on": "2026年3月16日"})
    assert letter.gaps == ()
    assert "到2026年3月16日没有说明理由。因此，对这件申请不予处理。" in letter.text
    assert "不合理" not in letter.text


def test_a_late_request_for_correction_promises_no_new_limit() -> None:
    one = next(one for one in TOLD if one.letter == "T04")
    late = composed(one, {**one.facts, "late_due_on": "2026年3月30日"}).text
    assert "仍到2026年3月30日（含当日）为止" in late
    assert "次日起计算" not in late
    assert "次日起计算" in composed(one).text


def test_only_what_is_proven_is_told_as_received() -> None:
    texts = [composed(one).text for one in TOLD if one.letter == "T34"]
    assert ["您于2026年3月6日收到" in text for text in texts] == [False, True]
    assert all("本机关于2026年3月4日发出补正告知书" in text for text in texts)


def test_a_corrected_request_is_quoted_as_corrected() -> None:
    one = next(one for one in TOLD if one.letter == "T25")
    told = {
        "amended": "您于2026年3月10日补正，补正的内容是：“2025年的”。",
        "reckoned": "答复期限的计算：……。",
    }
    letter = composed(one, {**one.facts, **told})
    assert "的结算清单”。您于2026年3月10日补正，补正的内容是：“2025年的”。现根据" in letter.text
    assert "答复期限的计算：……。\n作出本答复的依据" in letter.text


def test_a_sentence_keeps_one_stop_and_an_address_none() -> None:
    one = next(one for one in TOLD if one.letter == "T20")
    letter = composed(one, {**one.facts, "wanted": "结算清单。", "findings": "已经查明。"})
    assert "“结算清单”" in letter.text
    assert "。。" not in letter.text
    assert any(line.endswith("0115.html") for line in letter.text.splitlines())
    channel = next(one for one in TOLD if one.letter == "T29")
    assert "电话0555-5550188。" in composed(channel).text


def test_whoever_is_no_person_is_addressed_as_one_wishes() -> None:
    one = next(one for one in TOLD if one.letter == "T03")
    assert "收到你单位提出的" in composed(one, {**one.facts, "you": "你单位"}).text
