"""The rule that each problem of section five has a measure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gongkai.engine.judge.case import Case, Outcome, checks, passage
from gongkai.engine.marks import inside_quotes
from gongkai.engine.numerals import CHARACTERS, to_number
from gongkai.kernel.rules import Result


@checks("PROBLEM_UNANSWERED")
def problem_unanswered(case: Case) -> Outcome:
    """Each problem of section five has a measure about the same matter."""
    if 5 not in case.prose:
        return Result.UNKNOWN
    paragraphs = case.prose[5].paragraphs
    wording = case.book.wording["measures"]
    text = "".join(paragraph.text for paragraph in paragraphs)
    problems, measures = _problems_and_measures(text, wording["announced"], wording["single"])
    if not measures:
        return Result.UNKNOWN
    matters = case.book.wording["matters"]
    findings = []
    for problem in problems:
        matter = _matter_of(problem, matters)
        if matter and not re.search("|".join(matter["answer"]), measures):
            owner = next((p for p in paragraphs if problem in p.text), paragraphs[0])
            at = max(owner.text.find(problem), 0)
            proof = [passage(owner, start=at, stop=at + len(problem))]
            told = (
                proof[0].text if len(proof[0].text) <= _LONGEST_TOLD else proof[0].text[:_LONGEST_TOLD] + "……"
            )
            message = f"问题“{inside_quotes(told)}”（{matter['label']}）没有找到对应的改进措施。"
            findings.append(case.finding("PROBLEM_UNANSWERED", message, evidence=proof))
    return findings


_LONGEST_TOLD = 40
_ITEM = re.compile(rf"(?P<han>[{CHARACTERS}])是|(?<!\d)(?P<digits>\d{{1,2}})[.、](?!\d)")
_CLOSE = 12  # characters: 下一步,针对这一问题
_HEADING = re.compile(rf"\([{CHARACTERS}]\)")


class _Item(NamedTuple):
    """One of several things told one by one: where it begins, how it is numbered (一是 or 1.), its number."""

    start: int
    style: str
    ordinal: int


def _items(text: str) -> list[_Item]:
    return [
        _Item(match.start(), match.lastgroup or "", to_number(match["han"] or match["digits"]))
        for match in _ITEM.finditer(text)
    ]


def _problems_and_measures(
    text: str, announced: Sequence[str], single: Sequence[str]
) -> tuple[list[str], str]:
    """The problems that are not answered where they are told, and all measures as one text; no measures where
    measures and problems cannot be told apart.

    Measures are announced. Where the next problem follows them, they answer the one before them; behind the last
    problem they answer all problems, unless they say that they answer one, or each problem had its own.
    """
    answer, answer_to_one = re.compile("|".join((*announced, *single))), re.compile("|".join(single))
    items = _items(text)
    if not items or _opens_with_measures(text, items[0].start, answer):
        return [], ""
    problems: list[str] = []
    measures: list[str] = []
    at = 0
    while at < len(items):
        item = items[at]
        stop = items[at + 1].start if at + 1 < len(items) else len(text)
        match = answer.search(text, item.start, stop)
        told, _, rest = text[item.start : match.start() if match else stop].replace(";", "。").partition("。")
        following = next((n for n in range(at + 1, len(items)) if items[n].style == item.style), None)
        if match is None:
            problems.append(told)
            measures += [rest] if measures else []  # may be an answer that nothing announces
            at += 1
        elif following is not None and items[following].ordinal == item.ordinal + 1:
            measures.append(text[match.start() : items[following].start])
            at = following
        else:
            is_own = answer_to_one.search(text, match.start(), match.start() + _CLOSE) or (
                measures and not problems
            )
            problems += [] if following is None and is_own else [told.rstrip(",")]
            measures.append(text[match.start() :])
            break
    return problems, "".join(measures)


def _opens_with_measures(text: str, stop: int, answer: re.Pattern[str]) -> bool:
    """Whether measures are announced under a heading before the first item."""
    heading = _HEADING.search(text, 0, stop)
    return heading is not None and answer.search(text, heading.end(), stop) is not None


def _matter_of(problem: str, matters: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """What a problem is about: the matter named first in it."""
    hits = [
        (match.start(), order, matter)
        for order, matter in enumerate(matters)
        if (match := re.search("|".join(matter["problem"]), problem))
    ]
    return min(hits, key=lambda hit: hit[:2])[2] if hits else None
