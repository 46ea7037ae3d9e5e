"""The letters in the law data: every one that the law data speaks of is there, plain, and slips are named."""

import shutil
from pathlib import Path

import pytest

from gongkai.kernel.letter_forms import LetterFamily, Recipient
from gongkai.kernel.problems import LawInvalid
from gongkai.kernel.remedies import RemedyCode
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.letters import letter_law
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.outcomes import outcome_law

FORMS = letter_law().forms


def test_every_letter_of_outcomes_and_moves_is_there_under_its_name() -> None:
    named = {code: name for code, name in outcome_law().letters.items() if code != "note"}
    assert {code: FORMS[code].name for code in named} == named
    sent = {code for move in case_lifecycle().moves.values() for code in move.letters}
    assert sent <= FORMS.keys()


def test_whether_a_remedy_is_told_agrees_with_the_outcome() -> None:
    for outcome in outcome_law().outcomes.values():
        if outcome.letter in FORMS:
            form = FORMS[outcome.letter]
            assert form.family is LetterFamily.REPLY
            assert not form.remedy
            prints = any("{remedy}" in getattr(part, "text", "") for part in form.parts)
            assert prints == (outcome.remedy is not RemedyCode.NONE), outcome.code


def test_steps_on_the_way_tell_no_remedy_but_the_release_against_ones_will() -> None:
    told = {code: form.remedy for code, form in FORMS.items() if form.family is not LetterFamily.REPLY}
    assert {code for code, remedy in told.items() if remedy != "N"} == {"T11"}


def test_words_are_plain_and_what_is_missing_is_told_with_what_to_do() -> None:
    for form in FORMS.values():
        texts = [getattr(part, "text", "") for part in form.parts]
        assert not any("！" in text for text in texts), form.code
        for element in form.elements:
            assert element.missing.count("。") >= 2, (form.code, element.code)
            assert "请" in element.missing, (form.code, element.code)


def test_no_third_party_or_other_organ_is_told_who_applied() -> None:
    for form in FORMS.values():
        if form.recipient in (Recipient.THIRD_PARTY, Recipient.CO_MAKER, Recipient.SECTION):
            places = {name for one in form.elements for name in one.facts}
            assert not places & {"applicant", "identity_proof", "applicant_contact"}, form.code


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("T29", 'facts = ["proper_channel"]', 'facts = ["findings"]', "没有要素说到"),
        ("T29", "{proper_channel}", "{proper_chanel}", "没有给出名称的位置：proper_chanel"),
        ("T29", 'frame = "reply"', 'frame = "replies"', "没有“replies”这种框架"),
        ("T29", 'code = "T29"', 'code = "T30"', "文书编号“T30”在别的文件中已有"),
        ("T29", 'family = "reply"', 'family = "answer"', "“family”应是"),
        ("T29", 'frame = "reply"', 'frame = "reply"\nremedy = "XX"', "没有“XX”这种救济途径"),
        ("T04", 'says = "视为放弃申请"', 'says = "作废"', "文中却没有的话：作废"),
        ("T04", 'says = "视为放弃申请"', 'says = "视为放弃申请"\nfacts = ["limit_on"]', "中的一项"),
        ("T04", 'code = "how"', 'code = "what"', "编码相同的要素：what"),
        ("T07a", "shares = [2, 5]", "shares = [7]", "不多于“shares”的列数"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, *, file: str, old: str, new: str, said: str) -> None:
    (tmp_path / "letters").mkdir()
    path = tmp_path / "letters" / f"{file}.toml"
    text = (PACKAGE_LAW / "letters" / f"{file}.toml").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid) as problem:
        letter_law(str(tmp_path))
    assert said in problem.value.message
    assert "letters/" in problem.value.message


def test_an_office_may_word_a_letter_in_its_own_way_and_add_one(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    shutil.copy(PACKAGE_LAW / "letters" / "T29.toml", folder / "T29.toml")
    path = folder / "T29.toml"
    path.write_text(path.read_text("utf-8").replace("请通过这个渠道提出", "请改由这里提出"), "utf-8")
    own = path.read_text("utf-8").replace('code = "T29"', 'code = "T29b"')
    (folder / "T29b.toml").write_text(own, "utf-8")
    forms = letter_law(str(tmp_path)).forms
    assert forms.keys() == FORMS.keys() | {"T29b"}
    assert any("请改由这里提出" in getattr(part, "text", "") for part in forms["T29"].parts)
