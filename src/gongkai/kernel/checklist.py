"""What is kept from the public and why, and the questions that a reviewer answers before anything is published.

The attributes, reasons and questions themselves are data of the law (`law/chains.toml`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .problems import Refused


class Answer(StrEnum):
    """What somebody says to a question of a checklist."""

    YES = "yes"
    NO = "no"
    NA = "na"
    # It is so, and yet it may be published, for a reason that the law knows and the signer writes down (Art. 15).
    EXCEPTED = "excepted"


@dataclass(frozen=True, slots=True)
class Attribute:
    """公开属性: whether a paper is published; `sentence` is printed at its end."""

    code: str
    name: str
    sentence: str
    is_published: bool = False
    needs_reason: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a paper is not published, or not whole: for which attributes it will do, and which question must agree.

    `is_secret`: what is kept back for it is read by nobody outside the office.
    """

    code: str
    name: str
    attributes: frozenset[str]
    question: str = ""
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a checklist: the answers that pass, and the attributes with which any other one may go too.

    `has_exception`: what is found may be published all the same, where the signer writes why.
    """

    code: str
    ask: str
    passes: frozenset[Answer]
    otherwise: frozenset[str] = frozenset()
    has_exception: bool = False

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What may be answered: 不涉及 only where it passes, the exception only where the law knows one."""
        offered = {Answer.YES, Answer.NO} | (self.passes & {Answer.NA})
        return tuple(
            one for one in Answer if one in offered or (self.has_exception and one is Answer.EXCEPTED)
        )

    def lets_pass(self, answer: str) -> bool:
        """Whether an answer stands in the way of publication with no attribute."""
        return answer in self.passes or (self.has_exception and answer == Answer.EXCEPTED)


@dataclass(frozen=True, slots=True)
class Checklist:
    """核对表: questions that a reviewer answers one by one."""

    code: str
    name: str
    questions: tuple[Question, ...]


def must_be_answered(
    questions: Iterable[Question],
    answers: Mapping[str, str],
    *,
    attribute: Attribute,
    reason: Reason | None = None,
    opinion: str = "",
    involved: Collection[str] = (),
) -> None:
    """Raises Refused unless every question is answered, and every answer agrees with the attribute and its reason.

    An exception is explained in the signer's own words, his `opinion`. What is `involved` cannot be said not to apply.
    """
    asked = {question.code: question for question in questions}
    if strange := [code for code in answers if code not in asked]:
        raise Refused(f"核对表中没有“{strange[0]}”这一项。", "请按核对表逐项回答。")
    if left := [one.ask for one in asked.values() if answers.get(one.code) not in one.answers]:
        raise Refused(f"还有{len(left)}项没有回答：{''.join(left)}", "请逐项核对以后再签。")
    if wrong := [
        one.ask for one in asked.values() if one.code in involved and answers[one.code] == Answer.NA
    ]:
        raise Refused(
            f"“{wrong[0]}”这一项与这一件有关，不能回答“不涉及”。", "请看过案卷里的记录，回答“是”或者“否”。"
        )
    for question in asked.values():
        if not question.lets_pass(answers[question.code]) and attribute.code not in question.otherwise:
            raise Refused(
                f"“{question.ask}”这样回答，不能以“{attribute.name}”通过。",
                "请退回，由提出人更改内容或者公开属性。",
            )
    if Answer.EXCEPTED in answers.values() and not opinion.strip():
        raise Refused(
            "核对表认定含有个人隐私或者商业秘密而仍可公开，却没有写明意见。",
            "请在意见中写明：谁同意公开，或者不公开会对公共利益造成什么重大影响（条例第十五条）。",
        )
    _must_agree(asked, answers, attribute=attribute, reason=reason)


def must_be_reasoned(attribute: Attribute, reason: Reason | None, *, words: str) -> None:
    """Raises Refused unless an attribute comes with a reason that will do for it, in words too; or needs none."""
    if not attribute.needs_reason:
        if reason is not None:
            raise Refused(
                f"公开属性为“{attribute.name}”的，不写不公开的理由。", "请删去理由，或者更改公开属性。"
            )
        return
    if reason is None or not words.strip():
        raise Refused(f"公开属性为“{attribute.name}”的，须写明理由。", "请选择理由，并写明具体情况。")
    if attribute.code not in reason.attributes:
        raise Refused(f"“{reason.name}”不能作为“{attribute.name}”的理由。", "请另选理由，或者更改公开属性。")


def _must_agree(
    asked: Mapping[str, Question], answers: Mapping[str, str], *, attribute: Attribute, reason: Reason | None
) -> None:
    """What is kept back for a reason must be found so by whoever is asked; what is left out is no longer there."""
    question = asked.get(reason.question) if reason and not attribute.is_published else None
    if reason and question and question.lets_pass(answers[question.code]):
        raise Refused(
            f"提出的理由是“{reason.name}”，核对表却没有这样认定。", "请核对回答；理由不成立的，请退回。"
        )
