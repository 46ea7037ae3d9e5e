"""Judges every rule of the law book on one report."""

from gongkai.engine.judge import arithmetic, measures, places, stated, structure, wording, years
from gongkai.engine.judge.case import CHECKS, Case
from gongkai.kernel.findings import Finding, Severity
from gongkai.kernel.rules import Need, Result

_ORDER = {severity: rank for rank, severity in enumerate(Severity)}
# Importing a module enters its checks; naming them here shows that they are all wanted.
MODULES = (arithmetic, measures, places, stated, structure, wording, years)


def judge_all(case: Case) -> tuple[tuple[Finding, ...], dict[str, Result]]:
    """All findings, gravest first, and how each rule came out."""
    findings: list[Finding] = []
    outcomes: dict[str, Result] = {}
    available = {Need.FILE} | ({Need.LAST_YEAR} if case.last_year else set())
    for rule in case.book.rules:
        check = CHECKS.get(rule.code)
        if check is None or rule.needs not in available or not rule.applies_to(case.rule_year):
            outcomes[rule.code] = Result.NOT_APPLICABLE
            continue
        outcome = check(case)
        if isinstance(outcome, Result):
            outcomes[rule.code] = outcome
        else:
            outcomes[rule.code] = Result.BROKEN if outcome else Result.HOLDS
            findings.extend(outcome)
    findings.sort(key=lambda finding: _ORDER[finding.severity])
    return tuple(findings), outcomes
