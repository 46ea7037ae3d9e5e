"""Checklists and attributes: what is answered and proposed is whole, and one thing agrees with the other."""

import pytest

from gongkai.kernel.checklist import Answer, Attribute, Question, Reason, must_be_answered, must_be_reasoned
from gongkai.kernel.problems import Refused

ACTIVE = Attribute("active", "主动公开", "此件公开发布", is_published=True)
WITHHELD = Attribute("withheld", "不予公开", "此件不公开", needs_reason=True)
REDACTED = Attribute("redacted_active", "删减后公开", "此件删减后公开", is_published=True, needs_reason=True)
SECRET = Reason("state_secret", "国家秘密", frozenset({"withheld", "redacted_active"}), "secret")
ASKED = (
    Question("secret", "是否含有国家秘密？", frozenset({Answer.NO}), frozenset({"withheld"})),
    Question("fair", "是否经过审查？", frozenset({Answer.YES, Answer.NA})),
)


@pytest.mark.parametrize(
    ("answers", "attribute", "reason", "said"),
    [
        ({"secret": "no", "fair": "yes"}, ACTIVE, None, None),
        ({"secret": "no", "fair": "na"}, ACTIVE, None, None),
        ({"secret": "yes", "fair": "yes"}, WITHHELD, SECRET, None),
        ({"secret": "no", "fair": "yes"}, REDACTED, SECRET, None),
        ({"secret": "yes", "fair": "yes"}, ACTIVE, None, "不能以“主动公开”通过"),
        ({"secret": "yes", "fair": "yes"}, REDACTED, SECRET, "不能以“删减后公开”通过"),
        ({"secret": "no", "fair": "no"}, ACTIVE, None, "不能以“主动公开”通过"),
        ({"secret": "no", "fair": "yes"}, WITHHELD, SECRET, "没有这样认定"),
        ({"secret": "no"}, ACTIVE, None, "还有1项没有回答：是否经过审查"),
        ({}, ACTIVE, None, "还有2项没有回答"),
        ({"secret": "na", "fair": "yes"}, ACTIVE, None, "还有1项没有回答"),
        ({"secret": "perhaps", "fair": "yes"}, ACTIVE, None, "还有1项没有回答"),
        ({"secret": "no", "fair": "yes", "more": "no"}, ACTIVE, None, "没有“more”这一项"),
    ],
)
def test_a_checklist_is_complete_and_agrees(answers, attribute, reason, said):
    if said is None:
        must_be_answered(ASKED, answers, attribute=attribute, reason=reason)
        return
    with pytest.raises(Refused, match=said):
        must_be_answered(ASKED, answers, attribute=attribute, reason=reason)


@pytest.mark.parametrize(
    ("attribute", "reason", "words", "said"),
    [
        (ACTIVE, None, "", None),
        (WITHHELD, SECRET, "第三条定为秘密。", None),
        (ACTIVE, SECRET, "第三条定为秘密。", "不写不公开的理由"),
        (WITHHELD, None, "第三条定为秘密。", "须写明理由"),
        (WITHHELD, SECRET, "  ", "须写明理由"),
        (
            Attribute("on_request", "依申请公开", "此件依申请公开", needs_reason=True),
            SECRET,
            "有。",
            "不能作为",
        ),
    ],
)
def test_an_attribute_comes_with_its_reason(attribute, reason, words, said):
    if said is None:
        must_be_reasoned(attribute, reason, words=words)
        return
    with pytest.raises(Refused, match=said):
        must_be_reasoned(attribute, reason, words=words)


EXCEPTIONAL = (Question("privacy", "是否含有个人隐私？", frozenset({Answer.NO}), has_exception=True),)


@pytest.mark.parametrize(
    ("asked", "answer", "opinion", "said"),
    [
        (EXCEPTIONAL, "excepted", "本人书面同意。", None),
        (EXCEPTIONAL, "excepted", " ", "没有写明意见"),
        (EXCEPTIONAL, "yes", "本人书面同意。", "不能以“主动公开”通过"),
        (ASKED[:1], "excepted", "本人书面同意。", "还有1项没有回答"),
    ],
)
def test_an_exception_of_the_law_is_explained(asked, answer, opinion, said):
    answers = {asked[0].code: answer}
    if said is None:
        must_be_answered(asked, answers, attribute=ACTIVE, opinion=opinion)
        return
    with pytest.raises(Refused, match=said):
        must_be_answered(asked, answers, attribute=ACTIVE, opinion=opinion)


def test_what_is_kept_back_is_no_exception():
    privacy = Reason("privacy", "个人隐私", frozenset({"withheld"}), "privacy")
    with pytest.raises(Refused, match="没有这样认定"):
        must_be_answered(
            EXCEPTIONAL, {"privacy": "excepted"}, attribute=WITHHELD, reason=privacy, opinion="本人同意。"
        )
