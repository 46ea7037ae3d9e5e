"""Which problems of section five have a measure; see measures.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gongkai.kernel.findings import Finding
from tests.law.test_rules import HOLDS, report

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("measures.toml").read_text("utf-8"))[
    "cases"
]
BEFORE, FIVE, AFTER = "五、存在的主要问题及改进情况", "\n\n{}\n\n", "六、其他需要报告的事项"


def unanswered(text: str) -> list[Finding]:
    """The findings on the report that holds, with this section five."""
    whole = HOLDS.split(BEFORE)[0] + BEFORE + FIVE.format(text) + AFTER + HOLDS.split(AFTER)[1]
    return [finding for finding in report(whole).findings if finding.code == "PROBLEM_UNANSWERED"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_problems_without_a_measure(case: dict[str, Any]) -> None:
    found = unanswered(case["text"])
    expected = case.get("unanswered", [])
    assert len(found) == len(expected), [finding.message for finding in found]
    for finding, opening in zip(found, expected, strict=True):
        assert finding.evidence[0].text.startswith(opening)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_each_problem_may_have_its_own_paragraph(case: dict[str, Any]) -> None:
    text = case["text"].replace("。", "。\n\n")
    assert len(unanswered(text)) == len(case.get("unanswered", []))
