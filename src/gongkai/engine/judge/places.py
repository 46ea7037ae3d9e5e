"""The rule that a report speaks of its own organ and level only."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.engine.judge.case import Case, Outcome, checks, passage
from gongkai.kernel.findings import Evidence, Finding

MOST = 20  # places told of one word


@checks("OTHER_PLACE")
def other_place(case: Case) -> Outcome:
    """Names of another organ or of another level in the running text."""
    findings: list[Finding] = []
    findings.extend(_wrong_level(case))
    findings.extend(_other_organs(case))
    return findings


def _wrong_level(case: Case) -> list[Finding]:
    """Words of another level, a finding for each with the places where it stands."""
    words: Mapping[str, Any] = case.book.wording["places"].get(case.level, {})
    if not words:
        return []
    wrong, usual = _either(words["wrong"]), _either(words["except"])
    places: dict[str, list[Evidence]] = {}
    for paragraph in case.paragraphs:
        fine: list[tuple[int, int]] | None = None
        for match in wrong.finditer(paragraph.text):
            if fine is None:
                fine = [other.span() for other in usual.finditer(paragraph.text)][:MOST]
            known = places.setdefault(match[0], [])
            if len(known) < MOST and not any(
                start < match.end() and match.start() < stop for start, stop in fine
            ):
                known.append(passage(paragraph, start=max(0, match.start() - 20), stop=match.end() + 20))
    return [
        case.finding(
            "OTHER_PLACE", f"{case.outline.organ}的报告中出现“{word}”，与本机关层级不符。", evidence=proof
        )
        for word, proof in places.items()
        if proof
    ]


def _either(patterns: Sequence[str]) -> re.Pattern[str]:
    """One pattern for several; one that never matches for none. (`re` keeps compiled patterns.)"""
    return re.compile("|".join(patterns) or r"(?!)")


_TOWN_END = re.compile(r"(?:[镇乡]|街道)(?=人民政府|党委|政府(?!信息)|办事处|党工委)")
_TOWN_START = re.compile(r"(?:^|[,。;:、(\"》]|[县市区旗]|\d年度?)([\u4e00-\u9fff]{2,3})$")


def _other_organs(case: Case) -> list[Finding]:
    """Townships and sub-districts by name that are not this organ. Only judged for organs of that level."""
    if case.level not in ("township", "street"):
        return []
    own = case.outline.organ
    core = re.sub(r"人民政府|政府|办事处", "", own)
    no_name = _either(case.book.wording["places"]["no_name"])
    places: dict[str, list[Evidence]] = {}
    for paragraph in case.paragraphs:
        for match in _TOWN_END.finditer(paragraph.text):
            before = _TOWN_START.search(paragraph.text[max(0, match.start() - 8) : match.start()])
            name = before[1] + match[0] if before else ""
            if not name or no_name.search(name) or _same_place(name, core):
                continue
            known = places.setdefault(name, [])
            if len(known) < MOST:
                known.append(passage(paragraph, start=max(0, match.start() - 12), stop=match.end() + 20))
    return [
        case.finding("OTHER_PLACE", f"{own}的报告中出现其他机关的名称“{name}”。", evidence=proof)
        for name, proof in places.items()
    ]


def _same_place(name: str, core: str) -> bool:
    """Whether a name cut out of running text is this organ's: one ends like the other."""
    return any(core.endswith(name[start:]) for start in range(len(name) - 1))
