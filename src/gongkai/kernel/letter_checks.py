"""签发前的核对: what is looked at before a letter is signed; nothing is signed while one check fails."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .letter_forms import Element, LetterFamily
from .letters import Letter
from .outcomes import Decision
from .paper import Passage, Role
from .remedies import Remedy, RemedyCode, RemedyLaw, code_on


@dataclass(frozen=True, slots=True)
class LetterCheck:
    """One line of the sheet: what was looked at, whether it is so, and if not, what is wrong and what to do."""

    code: str
    name: str
    passes: bool
    said: str = ""


@dataclass(frozen=True, slots=True)
class SealPage:
    """Where the seal goes: the page of the signature, and whether words of the letter stand on it too."""

    page: int
    has_body: bool


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """What the case says beside the letter.

    `made_on` is the day on which it goes out at the earliest; `reply_due_on` is None where no limit runs. `late_reason`
    was written down by whoever lets a late letter go: an answer that comes late is still owed. `steps_left` are approvals
    that are wanting, `marks_left` personal details that nobody settled, `annexes` the names of what lies with the letter.
    `is_signed`: number and date are wanted too. `seal` is None before the letter is drawn.
    """

    made_on: date
    decision: Decision | None = None
    remedy: Remedy | None = None
    reply_due_on: date | None = None
    late_reason: str = ""
    steps_left: tuple[str, ...] = ()
    marks_left: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    is_signed: bool = False
    seal: SealPage | None = None


def checks(letter: Letter, around: SigningFacts, *, law: RemedyLaw) -> tuple[LetterCheck, ...]:
    """The whole sheet, in the order in which an officer reads it; `law` tells which remedy was due on that day."""
    return (
        *_outcome(letter, around),
        *_remedy(letter, around, law),
        *_time(around),
        *(_element(one, letter) for one in _due(letter, around)),
        # What an element lacks is told with it, too; here is every place that stands open before anybody signs.
        _nothing_left(
            "gaps",
            "没有填写的位置",
            tuple(gap.label for gap in letter.gaps if not gap.is_later),
            "文书中还有没有填写的位置：{}。请填写；可以不写的，删去这一段。",
        ),
        _annexes(letter, around),
        _nothing_left("chain", "审签环节", around.steps_left, "还有审签环节没有办完：{}。请办完以后再签发。"),
        _nothing_left(
            "personal",
            "他人的个人信息",
            around.marks_left,
            "还有没有处理的他人信息：{}。请遮盖，或者逐项写明为什么保留。",
        ),
        *_seal(around),
    )


def can_be_signed(sheet: Iterable[LetterCheck]) -> bool:
    """Whether no check fails."""
    return all(check.passes for check in sheet)


def seal_page(letter: Letter, pages: Sequence[str]) -> SealPage | None:
    """Where the signature stands in the drawn letter, from the text of its pages; None when it is on none of them.

    A seal that stands alone on a page could be moved under any other letter.
    """
    marks = [one.text for one in letter.paper.blocks if isinstance(one, Passage) and one.role is Role.DATE]
    if not marks:
        return None
    closing = (Role.SIGNATORY, Role.DATE)
    body = [one.text for one in letter.paper.blocks if isinstance(one, Passage) and one.role not in closing]
    plain = ["".join(page.split()) for page in pages]
    for place in range(len(plain) - 1, -1, -1):
        if "".join(marks[-1].split()) in plain[place]:
            return SealPage(place + 1, any("".join(text.split())[-_TAIL:] in plain[place] for text in body))
    return None


# So many last characters of a paragraph tell on which page it ends.
_TAIL = 8


def _due(letter: Letter, around: SigningFacts) -> Iterator[Element]:
    for element in letter.form.elements:
        if element.is_due(letter.outcomes) and (around.is_signed or not element.is_later):
            yield element


def _element(element: Element, letter: Letter) -> LetterCheck:
    passes = letter.has(element)
    return LetterCheck(f"element.{element.code}", element.name, passes, "" if passes else element.missing)


def _outcome(letter: Letter, around: SigningFacts) -> Iterator[LetterCheck]:
    """The letter is that of the outcome, and names every article on which the decision rests."""
    if letter.form.family is not LetterFamily.REPLY or (letter.form.remedy and around.decision is None):
        return
    decision = around.decision
    if decision is None:
        yield LetterCheck("letter", "文书与办理结果", False, "还没有写明办理结果。请先选择办理结果。")
        return
    is_right = decision.outcome.letter == letter.form.code
    said = f"办理结果是“{decision.outcome.name}”，不能用“{letter.form.name}”。请改用与结果相应的文书。"
    yield LetterCheck("letter", "文书与办理结果", is_right, "" if is_right else said)
    basis = letter.facts.get("basis", "")
    if not isinstance(basis, str) or not basis:
        return
    left = [article for article in decision.basis if article not in _bare(basis)]
    said = f"依据中缺少{'、'.join(left)}。依据由办理结果得出，请按办理结果重新生成。"
    yield LetterCheck("basis", "依据与办理结果", not left, said if left else "")


def _bare(basis: str) -> str:
    """Laws by the names that the law data gives them, also where a letter writes them in full."""
    return basis.replace("《中华人民共和国", "").replace("政府信息公开条例", "条例").replace("》", "")


def _remedy(letter: Letter, around: SigningFacts, law: RemedyLaw) -> Iterator[LetterCheck]:
    """What is printed about remedies is what the law of the day says of this decision, word for word."""
    code = _remedy_code(letter, around)
    if code is None:
        return
    wanted = code_on(code, around.made_on, law=law)
    printed, text = letter.facts.get("remedy", ""), around.remedy.text if around.remedy else ""
    # What is to be told about each part of an answer may stand in a paragraph of its own.
    printed = "".join(printed.split()) if isinstance(printed, str) else ""
    if wanted is RemedyCode.NONE:
        said = "这种文书不告知救济途径。请删去。" if printed else ""
    elif around.remedy is None or around.remedy.code is not wanted:
        said = "救济途径与办理结果、答复日期不一致。救济途径由系统得出，请重新生成文书。"
    elif printed and printed != "".join(text.split()):
        said = "文书上的救济途径与规定的文字不一致。救济途径不能改写，请重新生成文书。"
    else:
        said = ""
    yield LetterCheck("remedy", "救济途径", not said, said)


def _remedy_code(letter: Letter, around: SigningFacts) -> RemedyCode | None:
    if letter.form.remedy:
        return RemedyCode(letter.form.remedy)
    return around.decision.remedy if around.decision else None


def _time(around: SigningFacts) -> Iterator[LetterCheck]:
    due_on = around.reply_due_on
    if due_on is None:
        return
    passes = around.made_on <= due_on or bool(around.late_reason.strip())
    said = (
        f"期限到{_day(due_on)}为止，这件文书最早在{_day(around.made_on)}发出，已经超过期限。"
        "仍应尽快发出，请写明逾期的原因以后再签发。"
    )
    yield LetterCheck("due", "期限", passes, "" if passes else said)


def _annexes(letter: Letter, around: SigningFacts) -> LetterCheck:
    listed = letter.facts.get("annexes", ())
    names = [] if isinstance(listed, str) else [one.get("name", "") for one in listed]
    absent = [name for name in names if name not in around.annexes]
    unlisted = [name for name in around.annexes if name not in names]
    said = ""
    if absent:
        said += f"文书列了附件，卷内却没有：{'、'.join(absent)}。请放入附件，或者从文书中删去。"
    if unlisted:
        said += f"随文书送出、文书却没有列明：{'、'.join(unlisted)}。请列入附件，或者不送出。"
    return LetterCheck("annexes", "附件", not said, said)


def _nothing_left(code: str, name: str, left: tuple[str, ...], said: str) -> LetterCheck:
    return LetterCheck(code, name, not left, said.format("、".join(left)) if left else "")


def _seal(around: SigningFacts) -> Iterator[LetterCheck]:
    if around.seal is not None:
        passes = around.seal.has_body
        said = f"落款在第{around.seal.page}页，这一页上没有正文，不能用印。请增减文字，使落款与正文在同一页。"
        yield LetterCheck("seal", "用印页", passes, "" if passes else said)


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
