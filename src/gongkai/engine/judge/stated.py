"""Rules about numbers stated in the text: claims, breakdowns, how many items were published."""

from gongkai.engine.judge.case import Case, Outcome, checks, evidence_of, rows_of
from gongkai.kernel.findings import Evidence, Origin, Verdict
from gongkai.kernel.rules import Result

_ACTS = ("licences", "penalties", "compulsion")


@checks("CLAIM_MISMATCH")
def claim_mismatch(case: Case) -> Outcome:
    """Figures in prose against the cells they speak of."""
    findings = []
    for claim in case.claims:
        if claim.verdict is Verdict.MISMATCH:
            values = [case.figures[cell].value for cell in claim.cells]
            added = sum(value for value in values if value is not None)
            rows = "、".join(dict.fromkeys(_row_label(case, cell) for cell in claim.cells))
            message = f"正文写 {claim.value}，表中{rows}为 {added}。"
            shown = [cell for cell in claim.cells if case.figures[cell].value] or claim.cells[:1]
            proof = [
                Evidence(claim.text, claim.place),
                *rows_of(case.figures[cell] for cell in shown[:3]),
            ]
            sides = (claim.value, added)
            findings.append(
                case.finding("CLAIM_MISMATCH", message, cells=claim.cells, sides=sides, evidence=proof)
            )
    return findings


def _row_label(case: Case, cell: str) -> str:
    table, row, _ = cell.split(".")
    return f"“{case.form.table(table).row(row).label}”"


@checks("BREAKDOWN_SUM")
def breakdown_sum(case: Case) -> Outcome:
    """88 = 82 + 2 + 1 + 1 + 1 + 1."""
    findings = []
    for item in case.breakdowns:
        if not item.holds:
            added = sum(item.parts)
            told = " + ".join(str(part) for part in item.parts)
            message = f"总数写 {item.total}，分项 {told} = {added}。"
            proof = [Evidence(item.text[:120], item.place)]
            findings.append(case.finding("BREAKDOWN_SUM", message, sides=(item.total, added), evidence=proof))
    return findings


@checks("COUNT_MISSING")
def count_missing(case: Case) -> Outcome:
    """The report says how many items were published."""
    if case.published is not None or 1 not in case.prose:
        return []
    heading = next((h for h in case.subheadings.get(1, ()) if "主动公开" in h.text), None)
    proof = [Evidence(f"（{heading.number}）{heading.text}", heading.place)] if heading else []
    origin = Origin.UNCLEAR if case.has_gap else Origin.REPORT
    message = "没有写明本年度主动公开政府信息的条数。"
    return [case.finding("COUNT_MISSING", message, evidence=proof, origin=origin)]


@checks("ACTS_UNPUBLISHED")
def acts_unpublished(case: Case) -> Outcome:
    """More decisions made than items published."""
    if case.published is None:
        return Result.UNKNOWN
    names = [name for row in _ACTS if (name := f"table2.{row}.decisions") in case.figures.cells]
    known = [name for name in names if case.figures.value(name)]
    decisions = sum(case.figures.value(name) or 0 for name in known)
    count, text, place = case.published
    if decisions <= count:
        return []
    message = f"许可、处罚、强制决定共 {decisions} 件，多于所写公开信息 {count} 条：请核对办理结果是否公开。"
    proof = [Evidence(text, place), *(e for name in known for e in evidence_of(case.figures[name]))]
    return [case.finding("ACTS_UNPUBLISHED", message, cells=known, sides=(decisions, count), evidence=proof)]
