"""The rule that each problem of section five has a measure."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from gongkai.engine.judge.case import Case, Outcome, checks, passage
from gongkai.engine.prose import Paragraph
from gongkai.kernel.rules import Result


@checks("PROBLEM_UNANSWERED")
def problem_unanswered(case: Case) -> Outcome:
    """Each problem of section five has a measure about the same matter."""
    if 5 not in case.prose:
        return Result.UNKNOWN
    problems, measures, paragraphs = _problems_and_measures(case.prose[5].paragraphs)
    if not problems or not measures:
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
            message = f"问题“{told}”（{matter['label']}）没有找到对应的改进措施。"
            findings.append(case.finding("PROBLEM_UNANSWERED", message, evidence=proof))
    return findings


_LONGEST_TOLD = 40
_TURN = re.compile(
    r"改进(?:情况|措施|方向|工作)|下一步|接下来|今后|针对(?:上述|以上|存在)|下步|20\d\d年[,，]?(?:我|本|将)|整改措施"
)
_ITEM = re.compile(r"(?:[一二三四五六七八九十]是|\([一二三四五六七八九十]\)|\d[.、])")


def _problems_and_measures(paragraphs: Sequence[Paragraph]) -> tuple[list[str], str, Sequence[Paragraph]]:
    """The problems one by one, and all measures as one text. The text turns where measures are announced."""
    text = "".join(paragraph.text for paragraph in paragraphs)
    turn = _turning_point(text)
    if turn is None:
        return [], "", paragraphs
    told = text[:turn]
    marks = [match.start() for match in _ITEM.finditer(told) if told[match.start()] != "("]
    if not marks:
        return [], text[turn:], paragraphs
    spans = pairwise([*marks, len(told)])
    return [re.split(r"。|;", told[start:stop])[0] for start, stop in spans], text[turn:], paragraphs


def _turning_point(text: str) -> int | None:
    """Where measures begin: the first announcement behind the first problem."""
    first = _ITEM.search(text)
    match = _TURN.search(text, first.end() if first else 0)
    return match.start() if match else None


def _matter_of(problem: str, matters: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """What a problem is about: the matter named first in it."""
    hits = [
        (match.start(), order, matter)
        for order, matter in enumerate(matters)
        if (match := re.search("|".join(matter["problem"]), problem))
    ]
    return min(hits, key=lambda hit: hit[:2])[2] if hits else None
