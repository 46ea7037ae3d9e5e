"""How an office tells the facts of a letter, in tests: organs, people and matters are invented."""

from dataclasses import dataclass
from datetime import date

from gongkai.kernel.letter_forms import LetterFacts
from gongkai.kernel.outcomes import decide
from gongkai.kernel.remedies import RemedyBodies, RemedyCode, remedy
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.remedies import remedy_law

MADE_ON = date(2026, 3, 20)
BODIES = RemedyBodies("墨鹭县人民政府", "墨鹭县人民法院", "https://review.example/molu")


@dataclass(frozen=True, slots=True)
class Told:
    """A letter, the outcomes of its decision, and what it is told."""

    letter: str
    outcomes: tuple[str, ...]
    facts: LetterFacts

    @property
    def name(self) -> str:
        """For the list of tests."""
        return "_".join((self.letter, *self.outcomes))


def remedy_text(code: RemedyCode) -> str:
    """As it is printed, what is told about each part of an answer in a paragraph of its own."""
    return "\n".join(line.text for line in remedy(code, MADE_ON, law=remedy_law(), bodies=BODIES).lines)


OUTWARD: LetterFacts = {
    "organ": "枕溪镇人民政府",
    "number": "枕公告〔2026〕7号",
    "addressee": "沈田禾",
    "signed_on": "2026年3月20日",
    "contact_office": "枕溪镇党政办公室",
    "contact_phone": "0555-5550123",
    "contact_address": "墨鹭县枕溪镇溪口路1号",
}
NOTICE: LetterFacts = {
    **OUTWARD,
    "received_on": "2026年3月2日",
    "registration_no": "2026-0012",
    "wanted": "枕溪镇2025年农田灌渠清淤工程的结算清单",
}
REPLY: LetterFacts = {
    **NOTICE,
    "number": "枕公复〔2026〕5号",
    "findings": "本机关查阅了工程档案，核对了您的申请。\n这件工程由本机关组织，结算材料存放在镇农业农村办公室。",
    "service": "邮寄",
}


def reply(letter: str, *outcomes: str, **facts: object) -> Told:
    parts = [code for code in outcomes if code != "O04"]
    decision = decide(parts, law=outcome_law(), principal=parts[0], reason="主要的一项")
    told = {"basis": "、".join(decision.basis), "remedy": remedy_text(decision.remedy)}
    return Told(letter, outcomes, {**REPLY, **told, **_dotted(facts)})


def notice(letter: str, **facts: object) -> Told:
    return Told(letter, (), {**NOTICE, **_dotted(facts)})


def outward(letter: str, **facts: object) -> Told:
    return Told(letter, (), {**OUTWARD, **_dotted(facts)})


def _dotted(facts: dict[str, object]) -> LetterFacts:
    """Keys of Python with two underlines are those with a dot."""
    return {name.replace("__", "."): fact for name, fact in facts.items()}  # type: ignore[misc]


ABOUT = "枕溪镇2025年农田灌渠清淤工程的结算清单"
