"""Rules about the figures of one report: identities, blank and odd cells, what an organ of this kind can have."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.engine.judge.case import Case, Judged, Outcome, checks, evidence_of, rows_of
from gongkai.engine.marks import compact, inside_quotes
from gongkai.engine.prose import Paragraph
from gongkai.kernel.figures import Cell, State
from gongkai.kernel.findings import Evidence, Finding, Origin, Severity
from gongkai.kernel.form import Form, Row, Table
from gongkai.kernel.rules import Judgement, Result

_MOST_SHOWN = 6  # figures of a broken identity

# Refusals under 条例第十四条至第十六条; denied_admin_query rests on another article.
DENIALS = (
    "denied_state_secret",
    "denied_law_prohibited",
    "denied_security_stability",
    "denied_third_party",
    "denied_internal_affairs",
    "denied_process_info",
    "denied_enforcement_file",
)


def cell_name(form: Form, cell: str) -> str:
    """A cell as people call it: “（七）总计”的“自然人”."""
    table_id, row_id, column_id = cell.split(".")
    row = form.table(table_id).row(row_id)
    column = next(column for column in row.columns if column.id == column_id)
    return f"“{inside_quotes(row.label)}”的“{column.label}”"


@checks("T3_BALANCE")
def balance(case: Judged) -> Outcome:
    """第一项加第二项之和，等于第三项加第四项之和."""
    return _identities(case, "T3_BALANCE", "本年新收加上年结转", "办理结果总计加结转下年度")


@checks("T3_LEAF_SUM")
def leaf_sum(case: Judged) -> Outcome:
    """（七）总计 against the single results."""
    return _identities(case, "T3_LEAF_SUM", "（七）总计", "各项办理结果之和")


@checks("T3_ROW_TOTAL")
def row_total(case: Judged) -> Outcome:
    """The last column against the six kinds of applicants."""
    return _identities(case, "T3_ROW_TOTAL", "总计", "各类申请人之和")


@checks("T4_TOTAL")
def table4_total(case: Judged) -> Outcome:
    """Each group of table 4."""
    return _identities(case, "T4_TOTAL", "总计", "四种结果之和")


IDENTITIES = (balance, leaf_sum, row_total, table4_total)


def _identities(case: Judged, code: str, left: str, right: str) -> Outcome:
    judged = [judgement for judgement in case.judgements if judgement.identity.code == code]
    findings = [_broken(case, item, left, right) for item in judged if item.result is Result.BROKEN]
    if not findings and any(item.result is Result.UNKNOWN for item in judged):
        return Result.UNKNOWN
    return findings


def _broken(case: Judged, item: Judgement, left: str, right: str) -> Finding:
    """A broken identity with both sums, the blanks that added nothing, and the rows that show it."""
    subject = item.identity.subject
    where = _subject_name(case.form, subject)
    blanks = f"，空白 {len(item.blanks)} 格" if item.blanks else ""
    read = "已读" if item.blanks else ""
    message = f"{where}：{left} {item.left}，{read}{right} {item.right}{blanks}，应当相等。"
    names = (*item.identity.left, *item.identity.right)
    shown = [name for name in names if case.figures[name].value not in (0, None)] or list(names[:1])
    cells = (*item.identity.left, *(n for n in item.identity.right if n in item.blanks or n in shown))
    evidence = rows_of(case.figures[name] for name in shown[:_MOST_SHOWN])
    origin = Origin.UNCLEAR if item.blanks and item.left is None else Origin.REPORT
    return case.finding(
        item.identity.code,
        message,
        cells=tuple(dict.fromkeys(cells)),
        sides=(item.left, item.right),
        evidence=evidence,
        origin=origin,
    )


def _subject_name(form: Form, subject: str) -> str:
    """An identity's column (表三“自然人”一列) or row."""
    table_id, name = subject.split(".")
    table = form.table(table_id)
    number = {"table2": "表二", "table3": "表三", "table4": "表四"}[table_id]
    if any(row.id == name for row in table.rows):
        return f"{number}“{inside_quotes(table.row(name).label)}”一行"
    column = next(column for column in table.rows[0].columns if column.id == name)
    return f"{number}“{column.label}”一列"


def _in_state(case: Case, state: State) -> Iterator[tuple[Table, Row, list[str]]]:
    """Each row that has cells in a state, with their names."""
    names = set(case.figures.names(state))
    if not names:
        return
    for table in case.form.tables:
        for row in table.rows:
            here = [name for column in row.columns if (name := f"{table.id}.{row.id}.{column.id}") in names]
            if here:
                yield table, row, here


@checks("CELL_BLANK")
def blank_cells(case: Case) -> Outcome:
    """Empty cells, a finding a row. Where other rows have lost cells, emptiness may be the extraction's doing too."""
    findings = []
    has_lost = bool(case.figures.names(State.LOST))
    for table, row, blank in _in_state(case, State.BLANK):
        severity = Severity.NOTICE if table.id == "table2" else None
        cell = case.figures[blank[0]]
        is_whole = len(blank) == len(row.columns)
        origin = Origin.UNCLEAR if has_lost and not is_whole else Origin.REPORT
        message = f"“{inside_quotes(row.label)}”{_how_blank(cell, len(blank), is_whole=is_whole and len(blank) > 1)}。没有发生的应填 0。"
        proof = rows_of(case.figures[name] for name in blank)
        findings.append(
            case.finding("CELL_BLANK", message, cells=blank, evidence=proof, severity=severity, origin=origin)
        )
    return findings


def _how_blank(cell: Cell, count: int, *, is_whole: bool) -> str:
    if cell.why:
        return f"有 {count} 格{cell.why}，没有数字"
    return f"整行空白（{count} 格）" if is_whole else f"有 {count} 格空白"


@checks("CELL_UNREAD")
def unread_cells(case: Case) -> Outcome:
    """Cells that were not found or could not be told apart, a finding for each reason; nobody is accused."""
    rows: dict[tuple[str, Origin], list[tuple[Row, list[str]]]] = {}
    for state in (State.LOST, State.UNREAD):
        for _, row, names in _in_state(case, state):
            cell = case.figures[names[0]]
            origin = Origin.UNCLEAR if state is State.LOST or not cell.printed else Origin.EXTRACTION
            rows.setdefault((cell.why, origin), []).append((row, names))
    return [_unread(case, why, origin, rows=found) for (why, origin), found in rows.items()]


def _unread(case: Case, why: str, origin: Origin, *, rows: list[tuple[Row, list[str]]]) -> Finding:
    """One finding for all rows that share a reason, with each row quoted."""
    cells = [name for _, names in rows for name in names]
    labels = "、".join(f"“{inside_quotes(row.label)}”" for row, _ in rows)
    proof = rows_of(case.figures[name] for name in cells)
    count = f"{len(rows)} 行、{len(cells)} 格" if len(rows) > 1 else f"{len(cells)} 格"
    return case.finding(
        "CELL_UNREAD", f"{labels}：{why}（{count}）。", cells=cells, evidence=proof, origin=origin
    )


@checks("CELL_NOT_A_NUMBER")
def odd_cells(case: Case) -> Outcome:
    """Words, negative or broken counts where a number belongs; a mark such as “/” counts as blank."""
    findings = []
    for name in case.figures.names(State.DOUBTFUL):
        cell = case.figures[name]
        message = f"{cell_name(case.form, name)}{cell.why}。"
        findings.append(case.finding("CELL_NOT_A_NUMBER", message, cells=[name], evidence=evidence_of(cell)))
    return findings


@checks("T2_RULE_POWER")
def rule_power(case: Case) -> Outcome:
    """规章 can only be made by organs that 立法法 names; an organ whose name does not tell is not judged."""
    organ = case.outline.organ
    patterns = case.book.wording["organ"]["without_rule_power"]
    if not organ or not any(re.search(pattern, organ) for pattern in patterns):
        return Result.UNKNOWN
    row = case.form.table("table2").row("rules")
    names = [f"table2.rules.{column.id}" for column in row.columns]
    wrong = [name for name in names if case.figures[name].value]
    if not wrong:
        return []
    message = f"{organ}没有规章制定权，“规章”一行应全部为 0。"
    proof = evidence_of(case.figures[wrong[0]])
    return [case.finding("T2_RULE_POWER", message, cells=wrong, evidence=proof)]


@checks("SECRET_REVIEW")
def secret_review(case: Case) -> Outcome:
    """A township that refuses for a state secret should have proof of classification."""
    name = "table3.denied_state_secret.total"
    if case.level not in ("township", "street"):
        return Result.NOT_APPLICABLE
    count = case.figures.value(name)
    if not count:
        return []
    message = f"以“属于国家秘密”不予公开 {count} 件，请确认有定密依据。"
    return [case.finding("SECRET_REVIEW", message, cells=[name], evidence=evidence_of(case.figures[name]))]


@checks("T4_REVIEW_FIRST")
def review_first(case: Case) -> Outcome:
    """Direct suits beside refusals that must go to review first (since 2024)."""
    name = "table4.suit_direct.total"
    denied = [f"table3.{row}.total" for row in DENIALS if case.figures.value(f"table3.{row}.total")]
    if not case.figures.value(name) or not denied:
        return []
    message = (
        "有不予公开的决定，又有未经复议直接起诉的案件：对不予公开不服的应当先申请行政复议，请核对所诉的答复。"
    )
    proof = (*evidence_of(case.figures[name]), *evidence_of(case.figures[denied[0]]))
    return [case.finding("T4_REVIEW_FIRST", message, cells=[name, *denied], evidence=proof)]


_NO_FEE = re.compile(
    r"(?:未|没有|无|不存在|不)(?:产生|发生|收取|发出|收)?[^。;,]{0,20}?(?:信息处理费|收费通知|收取|收费)|信息处理费[^。;,\d]{0,8}(?:0元|无)"
)


_NOTICES = re.compile(r"通知(?:书)?(?:共)?[1-9]\d*[件份]")
_FEE = re.compile(r"收取[^。;,]{0,10}信息处理费[^。;\d]{0,14}?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<unit>万?元)")


@checks("FEE_CONSISTENT")
def fee_consistent(case: Case) -> Outcome:
    """What section six says of processing fees against the tables."""
    findings = []
    for paragraph in case.prose[6].paragraphs if 6 in case.prose else ():
        findings.extend(_denied_fee(case, paragraph))
        findings.extend(_hidden_fee(case, paragraph))
    return findings


def _denied_fee(case: Case, paragraph: Paragraph) -> list[Finding]:
    """Applications that lapsed unpaid need fee notices; section six must not say that there were none."""
    name = "table3.other_fee_lapsed.total"
    match = _NO_FEE.search(paragraph.text)
    count = case.figures.value(name)
    if not match or not count or _NOTICES.search(paragraph.text):
        return []
    quote = Evidence(paragraph.quote(*match.span()), paragraph.place_of(*match.span()))
    message = f"表三有 {count} 件因逾期未缴费不再处理，第六部分却写“{compact(quote.text)}”。"
    proof = (*evidence_of(case.figures[name]), quote)
    return [case.finding("FEE_CONSISTENT", message, cells=[name], evidence=proof)]


def _hidden_fee(case: Case, paragraph: Paragraph) -> list[Finding]:
    """Fees collected are part of the administrative fees of table 2 and cannot be more."""
    name = "table2.admin_fees.amount_wan"
    amount = case.figures.value(name)
    match = _FEE.search(paragraph.text)
    if not match or amount is None:
        return []
    fee = Decimal(match["n"].replace(",", "")) * (10_000 if match["unit"] == "万元" else 1)
    if fee <= amount * 10_000:
        return []
    quote = Evidence(paragraph.quote(*match.span()), paragraph.place_of(*match.span()))
    message = f"第六部分写收取信息处理费 {match['n']} {match['unit']}，表二行政事业性收费却是 {amount} 万元。"
    proof = (quote, *evidence_of(case.figures[name]))
    return [case.finding("FEE_CONSISTENT", message, cells=[name], evidence=proof)]
