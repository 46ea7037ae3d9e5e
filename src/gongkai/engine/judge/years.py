"""Rules that need the report of the year before: carry-over, stocks, swings, copied text."""

import re

from gongkai.engine.judge.arithmetic import cell_name
from gongkai.engine.judge.case import Case, Outcome, checks, evidence_of
from gongkai.engine.marks import han
from gongkai.engine.report import AnnualReport
from gongkai.kernel.findings import Evidence, Number
from gongkai.kernel.rules import Result

SWING_FACTOR = 3
SWING_AT_LEAST = 10
COPIED_SHARE = 0.5
SHORTEST_SENTENCE = 18


def _before(case: Case) -> AnnualReport | None:
    """Last year's report, if it is the same organ's report of just the year before."""
    last = case.last_year
    if last is None or case.outline.year is None or last.year != case.outline.year - 1:
        return None
    return last


@checks("T3_CARRY")
def carry(case: Case) -> Outcome:
    """上年结转 equals what last year carried out, column by column."""
    last = _before(case)
    if last is None:
        return Result.UNKNOWN
    findings = []
    for column in case.form.table("table3").rows[0].columns:
        name, source = f"table3.carried_in.{column.id}", f"table3.carried_out.{column.id}"
        now, then = case.figures.value(name), last.figures.value(source)
        if now is not None and then is not None and now != then:
            message = f"“{column.label}”：本年“上年结转”填 {now}，上一年度报告“结转下年度”填 {then}。"
            proof = (*evidence_of(case.figures[name]), *evidence_of(last.figures[source]))
            findings.append(
                case.finding("T3_CARRY", message, cells=[name], sides=(now, then), evidence=proof)
            )
    return findings


def _stock(case: Case, last: AnnualReport, row: str) -> tuple[Number, Number, Number, Number] | None:
    """Stock now, stock before, issued, repealed of a row of table 2; None unless all four were read."""
    values = (
        case.figures.value(f"table2.{row}.in_force"),
        last.figures.value(f"table2.{row}.in_force"),
        case.figures.value(f"table2.{row}.issued"),
        case.figures.value(f"table2.{row}.repealed"),
    )
    now, before, issued, repealed = values
    if now is None or before is None or issued is None or repealed is None:
        return None
    return now, before, issued, repealed


@checks("T2_STOCK")
def stock(case: Case) -> Outcome:
    """现行有效 = last year's + issued − repealed."""
    last = _before(case)
    if last is None or last.form is not case.form:
        return Result.UNKNOWN
    findings = []
    for row in ("rules", "normative_docs"):
        values = _stock(case, last, row)
        if values and values[0] != values[1] + values[2] - values[3]:
            now, before, issued, repealed = values
            right = before + issued - repealed
            name = f"table2.{row}.in_force"
            message = f"{cell_name(case.form, name)}填 {now}；上年 {before} + 制发 {issued} − 废止 {repealed} = {right}。"
            proof = evidence_of(case.figures[name])
            findings.append(
                case.finding("T2_STOCK", message, cells=[name], sides=(now, right), evidence=proof)
            )
    return findings


@checks("T2_REPEAL_BOUND")
def repeal_bound(case: Case) -> Outcome:
    """Not more repealed than there was."""
    last = _before(case)
    if last is None or last.form is not case.form:
        return Result.UNKNOWN
    findings = []
    for row in ("rules", "normative_docs"):
        values = _stock(case, last, row)
        if values and values[3] > values[1] + values[2]:
            name = f"table2.{row}.repealed"
            bound = values[1] + values[2]
            message = f"{cell_name(case.form, name)}填 {values[3]}，多于上年现行有效与本年制发之和 {bound}。"
            proof = evidence_of(case.figures[name])
            sides = (values[3], bound)
            findings.append(
                case.finding("T2_REPEAL_BOUND", message, cells=[name], sides=sides, evidence=proof)
            )
    return findings


@checks("T4_STOCK")
def pending_stock(case: Case) -> Outcome:
    """Cases pending last year are still in this year's total."""
    last = _before(case)
    if last is None:
        return Result.UNKNOWN
    findings = []
    for row in case.form.table("table4").rows:
        name, source = f"table4.{row.id}.total", f"table4.{row.id}.pending"
        now, then = case.figures.value(name), last.figures.value(source)
        if now is not None and then is not None and now < then:
            message = f"“{row.label}”：本年总计 {now}，少于上年尚未审结 {then}。"
            proof = (*evidence_of(case.figures[name]), *evidence_of(last.figures[source]))
            findings.append(
                case.finding("T4_STOCK", message, cells=[name], sides=(now, then), evidence=proof)
            )
    return findings


@checks("YOY_SWING")
def swing(case: Case) -> Outcome:
    """Applications or decisions that tripled or fell to a third, and by ten at least."""
    last = _before(case)
    if last is None:
        return Result.UNKNOWN
    names = ["table3.new_received.total", *(f"table2.{row}.decisions" for row in ("licences", "penalties"))]
    findings = []
    for name in names:
        now, then = case.figures.value(name), last.figures.value(name)
        if now is None or then is None:
            continue
        low, high = (now, then) if now < then else (then, now)
        if high - low >= SWING_AT_LEAST and high >= SWING_FACTOR * low:
            message = f"{cell_name(case.form, name)}由上年 {then} 变为 {now}，请确认并在正文说明。"
            proof = evidence_of(case.figures[name])
            findings.append(
                case.finding("YOY_SWING", message, cells=[name], sides=(now, then), evidence=proof)
            )
    return findings


@checks("COPY_LAST_YEAR")
def copied(case: Case) -> Outcome:
    """Sentences that are last year's, numbers aside, as a share of all sentences."""
    last = _before(case)
    if last is None:
        return Result.UNKNOWN
    old = {key for section in last.sections for key, _ in _sentences(section.text)}
    told = [paragraph for number in case.prose if number for paragraph in case.prose[number].paragraphs]
    texts = [(paragraph, key, text) for paragraph in told for key, text in _sentences(paragraph.quote())]
    total = sum(len(key) for _, key, _ in texts)
    same = [(paragraph, text) for paragraph, key, text in texts if key in old]
    share = sum(len(key) for _, key, _ in texts if key in old) / total if total else 0
    if share < COPIED_SHARE:
        return []
    proof = [Evidence(text[:80], paragraph.place) for paragraph, text in same[:3]]
    message = f"正文有 {share:.0%} 的文字与上一年度报告相同（共 {len(same)} 句）。"
    return [case.finding("COPY_LAST_YEAR", message, evidence=proof)]


def _sentences(text: str) -> list[tuple[str, str]]:
    """Sentences long enough to be telling, as (key without digits, marks and blanks, text)."""
    sentences = ((han(sentence), sentence.strip()) for sentence in re.split(r"[。;；!?！？\n]", text))
    return [(key, sentence) for key, sentence in sentences if len(key) >= SHORTEST_SENTENCE]
