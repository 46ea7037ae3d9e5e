"""The sheet before signing: a whole letter passes, and each thing that is wrong fails one line of it and no other."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.kernel.letter_checks import (
    SealPage,
    SigningFacts,
    can_be_signed,
    checks,
    seal_page,
)
from gongkai.kernel.letter_forms import LetterFacts
from gongkai.kernel.letters import Letter, compose
from gongkai.kernel.outcomes import Decision
from gongkai.kernel.remedies import RemedyBodies, RemedyCode, release_remedy, remedy
from gongkai.lawbook.letters import letter_law
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.remedies import remedy_law
from tests.kernel.letter_facts import BODIES, MADE_ON, Told
from tests.kernel.letters_told import TOLD
from tests.kernel.test_letters import OWED, composed, without

LAW = remedy_law()
FORMS = letter_law().forms
OUTCOMES = outcome_law().outcomes
DECIDED = [one for one in TOLD if one.outcomes]


def decision_of(one: Told) -> Decision:
    whole, *parts = (OUTCOMES[code] for code in one.outcomes)
    return Decision(whole, tuple(parts or [whole]))


def around(one: Told, **changes: object) -> SigningFacts:
    """A case in which everything is as it should be."""
    decision = decision_of(one) if one.outcomes else None
    code = RemedyCode(FORMS[one.letter].remedy) if FORMS[one.letter].remedy else RemedyCode.NONE
    if one.letter == "T11":
        told = release_remedy(MADE_ON, law=LAW, bodies=BODIES)
    else:
        told = remedy(decision.remedy if decision else code, MADE_ON, law=LAW, bodies=BODIES)
    annexes = one.facts.get("annexes", ())
    assert not isinstance(annexes, str)
    good = SigningFacts(
        made_on=MADE_ON,
        decision=decision,
        remedy=told,
        reply_due_on=MADE_ON,
        annexes=tuple(annex["name"] for annex in annexes),
        is_signed=True,
        seal=SealPage(1, has_body=True),
    )
    return replace(good, **changes)  # type: ignore[arg-type]


def failed(letter: Letter, circumstances: SigningFacts) -> list[str]:
    return [check.code for check in checks(letter, circumstances, law=LAW) if not check.passes]


def with_facts(one: Told, facts: LetterFacts) -> Letter:
    return compose(FORMS[one.letter], {**one.facts, **facts}, outcomes=one.outcomes)


def told(letter: str) -> Told:
    return next(one for one in TOLD if one.letter == letter)


@pytest.mark.parametrize("one", TOLD, ids=lambda one: one.name)
def test_a_whole_letter_can_be_signed(one: Told) -> None:
    sheet = checks(composed(one), around(one), law=LAW)
    assert [check for check in sheet if not check.passes] == []
    assert can_be_signed(sheet)
    assert not any(check.said for check in sheet)


@pytest.mark.parametrize(("one", "fact"), OWED)
def test_without_a_fact_its_element_fails_and_nothing_else(one: Told, fact: str) -> None:
    letter = compose(FORMS[one.letter], without(one.facts, fact), outcomes=one.outcomes)
    element = letter.form.element_of(fact)
    assert element is not None
    sheet = checks(letter, around(one), law=LAW)
    wrong = [(check.code, check.said) for check in sheet if not check.passes]
    assert [one for one in wrong if one[0] != "gaps"] == [(f"element.{element.code}", element.missing)]
    assert ("gaps" in dict(wrong)) == ("〔待填" in letter.text)
    assert not can_be_signed(sheet)


def test_number_and_date_are_wanted_only_once_it_is_signed() -> None:
    one = told("T25")
    letter = compose(FORMS["T25"], without(without(one.facts, "number"), "signed_on"), outcomes=one.outcomes)
    assert failed(letter, around(one, is_signed=False)) == []
    assert failed(letter, around(one)) == ["element.number", "element.signed_on"]


@pytest.mark.parametrize("one", DECIDED, ids=lambda one: one.name)
def test_no_letter_goes_out_for_another_outcome(one: Told) -> None:
    other = next(each for each in DECIDED if each.letter not in (one.letter, "T36"))
    decision = decision_of(other)
    code = decision.remedy
    changed = around(one, decision=decision, remedy=remedy(code, MADE_ON, law=LAW, bodies=BODIES))
    assert "letter" in failed(composed(one), changed)


def test_a_reply_without_a_decision_is_not_signed() -> None:
    assert failed(composed(told("T25")), around(told("T25"), decision=None)) == ["letter"]


@pytest.mark.parametrize("one", [one for one in DECIDED if one.letter != "T36"], ids=lambda one: one.name)
def test_every_article_of_the_decision_is_named(one: Told) -> None:
    articles = decision_of(one).basis
    for article in articles:
        kept = "、".join(each for each in articles if each != article) or "有关规定"
        letter = with_facts(one, {"basis": kept})
        assert failed(letter, around(one)) == ["basis"]


def test_laws_may_be_named_in_full() -> None:
    one = next(one for one in TOLD if one.outcomes == ("O14a",))
    letter = with_facts(one, {"basis": "《中华人民共和国档案法》第十五条第二款"})
    assert failed(letter, around(one)) == []


@pytest.mark.parametrize(
    "made_on", [date(2023, 12, 29), date(2024, 1, 2), date(2025, 5, 30), date(2025, 6, 3), MADE_ON]
)
@pytest.mark.parametrize("is_electronic", [False, True])
@pytest.mark.parametrize(
    "bodies", [BODIES, RemedyBodies("鹤洲市人民政府", "鹤洲市中级人民法院", "https://review.example/hezhou")]
)
@pytest.mark.parametrize("one", DECIDED, ids=lambda one: one.name)
def test_the_remedy_is_that_of_outcome_day_way_and_organ(
    one: Told, *, made_on: date, is_electronic: bool, bodies: RemedyBodies
) -> None:
    decision = decision_of(one)
    told_there = remedy(decision.remedy, made_on, law=LAW, bodies=bodies, is_electronic=is_electronic)
    letter = with_facts(one, {"remedy": told_there.text} if told_there.text else {})
    case = around(one, made_on=made_on, reply_due_on=None, remedy=told_there)
    assert failed(letter, case) == []
    assert told_there.text in letter.text
    if told_there.text:
        assert bodies.review in told_there.text
        assert bodies.court in told_there.text
        assert (bodies.review_online in told_there.text) == is_electronic
        has_review_first = "先向" in told_there.text
        assert has_review_first == (
            made_on >= date(2024, 1, 1)
            and any(part.remedy is RemedyCode.REVIEW_FIRST for part in decision.parts)
        )


def test_a_remedy_that_somebody_rewrote_is_not_signed() -> None:
    one = told("T23")
    assert failed(with_facts(one, {"remedy": "如不服本答复，可以向法院起诉。"}), around(one)) == ["remedy"]


def test_a_refusal_that_leaves_the_choice_open_is_not_signed() -> None:
    one = told("T23")
    wrong = remedy(RemedyCode.REVIEW_OR_SUIT, MADE_ON, law=LAW, bodies=BODIES)
    assert failed(with_facts(one, {"remedy": wrong.text}), around(one, remedy=wrong)) == ["remedy"]


def test_a_step_on_the_way_tells_no_remedy() -> None:
    one = told("T06")
    assert failed(with_facts(one, {"remedy": "如不服，可以起诉。"}), around(one)) == ["remedy"]


def test_a_late_letter_goes_out_only_when_somebody_wrote_why_it_is_late() -> None:
    one = told("T21")
    late = around(one, reply_due_on=MADE_ON - timedelta(days=1))
    sheet = checks(composed(one), late, law=LAW)
    assert [check.said for check in sheet if not check.passes] == [
        (
            "期限到2026年3月19日为止，这件文书最早在2026年3月20日发出，已经超过期限。"
            "仍应尽快发出，请写明逾期的原因以后再签发。"
        )
    ]
    assert failed(composed(one), replace(late, late_reason="承办人住院，没有及时移交")) == []


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"steps_left": ("保密审查", "机关负责人签发")}, "chain", "保密审查、机关负责人签发"),
        ({"marks_left": ("身份证号码",)}, "personal", "身份证号码"),
        ({"annexes": ("验收意见",)}, "annexes", "2025年农田灌渠清淤工程结算清单"),
        (
            {"annexes": ("2025年农田灌渠清淤工程结算清单", "验收意见", "农户名单")},
            "annexes",
            "农户名单",
        ),
        ({"seal": SealPage(2, has_body=False)}, "seal", "第2页"),
    ],
)
def test_what_the_case_lacks_is_told(changes: dict[str, object], code: str, words: str) -> None:
    one = told("T21")
    [check] = [each for each in checks(composed(one), around(one, **changes), law=LAW) if not each.passes]
    assert check.code == code
    assert words in check.said


def test_what_may_be_left_out_is_not_left_half_written() -> None:
    one = told("T25")
    letter = with_facts(one, {"others": ({"about": "设计图纸"},)})
    [check] = [each for each in checks(letter, around(one), law=LAW) if not each.passes]
    assert check.code == "gaps"
    assert "对其他内容的答复" in check.said


def test_a_signature_alone_on_a_page_is_seen() -> None:
    letter = composed(told("T06"))
    lines = letter.text.splitlines()
    assert seal_page(letter, ["\n".join(lines)]) == SealPage(1, has_body=True)
    assert seal_page(letter, ["\n".join(lines[:-2]), "\n".join(lines[-2:])]) == SealPage(2, has_body=False)
    assert seal_page(letter, ["\n".join(lines[:-3]), "\n".join(lines[-3:])]) == SealPage(2, has_body=True)
    assert seal_page(letter, ["\n".join(lines[:-1])]) is None
    assert seal_page(composed(told("T55")), ["送达回证"]) is None
