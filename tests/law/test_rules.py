"""Every rule that needs only a file holds on one report and is broken by one edit of it; see breaks.toml.

What a text cannot break has a test of its own: test_hidden.py.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gongkai import lawbook
from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.judge import CHECKS
from gongkai.engine.marks import compact
from gongkai.engine.report import AnnualReport
from gongkai.kernel.rules import Need, Result

HERE = Path(__file__).parent
HOLDS = (HERE / "holds.txt").read_text("utf-8")
BREAKS: list[dict[str, Any]] = tomllib.loads((HERE / "breaks.toml").read_text("utf-8"))["breaks"]
FILE_RULES = [rule.code for rule in lawbook.load().rules if rule.needs is Need.FILE]
NOT_IN_TEXT = {"HIDDEN_CONTENT"}


def report(text: str) -> AnnualReport:
    return examine(intake.take_bytes(text.encode(), "holds.txt"))


def edited(entry: dict[str, Any]) -> str:
    text = HOLDS
    for pair in (entry["replace"], entry.get("also")):
        if pair:
            assert text.count(pair[0]) == 1, f"{entry['code']}: the passage must stand once: {pair[0]!r}"
            text = text.replace(*pair)
    return text


def test_the_report_that_holds_has_no_finding() -> None:
    assert [(finding.code, finding.message) for finding in report(HOLDS).findings] == []


@pytest.mark.parametrize("code", FILE_RULES)
def test_each_rule_has_a_specimen_that_holds(code: str) -> None:
    """Not merely without a finding: judged, and found to hold."""
    assert report(HOLDS).outcomes[code] is Result.HOLDS


@pytest.mark.parametrize("code", FILE_RULES)
def test_each_rule_has_a_specimen_that_breaks_it(code: str) -> None:
    assert code in {entry["code"] for entry in BREAKS} | NOT_IN_TEXT
    assert code in CHECKS


@pytest.mark.parametrize("entry", BREAKS, ids=lambda entry: f"{entry['code']}-{entry['why'][:12]}")
def test_one_edit_breaks_the_rule(entry: dict[str, Any]) -> None:
    text = edited(entry)
    read = report(text)
    assert read.outcomes[entry["code"]] is Result.BROKEN
    found = [finding for finding in read.findings if finding.code == entry["code"]]
    named = {cell for finding in found for cell in finding.cells}
    quotes = " ".join(item.text for finding in found for item in finding.evidence)
    assert set(entry["cells"]) <= named
    assert compact(entry["quote"]) in compact(quotes)
    expected = entry.get("severity", lawbook.load().rule(entry["code"]).severity.value)
    assert found[0].severity == expected


@pytest.mark.parametrize("entry", BREAKS, ids=lambda entry: f"{entry['code']}-{entry['why'][:12]}")
def test_evidence_is_quoted_from_the_source(entry: dict[str, Any]) -> None:
    """Whatever is quoted stands in the source, and a line number leads to it."""
    text = edited(entry)
    lines = text.split("\n")
    for finding in report(text).findings:
        for item in finding.evidence:
            pieces = [piece for piece in item.text.split(" / ") if piece]
            assert all(compact(piece)[:20] in compact(text) for piece in pieces), item
            if item.place.line is not None and " / " not in item.text:
                nearby = compact("".join(lines[item.place.line - 1 : item.place.line + 3]))
                assert compact(item.text)[:6].lstrip("（") in nearby, item


def test_rules_that_need_more_are_not_applicable() -> None:
    """Without last year, members, registers or a ledger a rule says so instead of holding."""
    outcomes = report(HOLDS).outcomes
    for rule in lawbook.load().rules:
        assert (outcomes[rule.code] is Result.NOT_APPLICABLE) == (rule.needs is not Need.FILE), rule.code
