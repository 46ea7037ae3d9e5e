"""A check as one page that can be mailed and printed: findings with their passages, then the three tables."""

from collections.abc import Iterable, Iterator
from html import escape

from gongkai.engine.intake import Kind
from gongkai.engine.render.people import (
    ORIGIN_NAMES,
    SEVERITY_MARKS,
    SEVERITY_NAMES,
    STATE_NAMES,
    advice_for,
    summary,
    where,
)
from gongkai.engine.report import AnnualReport
from gongkai.kernel.figures import Cell, State
from gongkai.kernel.findings import Finding, Severity
from gongkai.kernel.form import Table
from gongkai.kernel.layout import Slot, layout

_STYLE = """
body{font:17px/1.7 "PingFang SC","Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1f2328;
max-width:60rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem;border-bottom:3px solid #a6192e}h2{font-size:1.2rem}
li{margin:.6rem 0}blockquote{margin:.2rem 0 .2rem 1rem;padding-left:.6rem;border-left:3px solid #d0d7de;color:#424a53}
table{border-collapse:collapse;margin:1rem 0;font-size:.85rem;width:100%}th,td{border:1px solid #8c959f;padding:.2rem .4rem}
td{text-align:center;font-variant-numeric:tabular-nums}th{text-align:left;font-weight:500}td.found{outline:3px solid #7d4e00}th[scope^=col]{text-align:center}p{margin:.2rem 0}
.error{color:#a6192e}.warning{color:#7d4e00}.notice{color:#0b57a4}code{font-size:.8em}@media print{li{break-inside:avoid}}
"""


def page_parts(reports: Iterable[AnnualReport]) -> Iterator[str]:
    """One HTML document for all reports, part by part; it needs nothing from outside."""
    yield (
        '<!doctype html>\n<html lang="zh-Hans"><head><meta charset="utf-8"><title>年度报告核对结果</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head>\n<body>'
    )
    is_empty = True
    for report in reports:
        is_empty = False
        yield _report(report)
    if is_empty:
        yield "<p>没有读出任何报告。</p>"
    yield "</body></html>"


def _report(report: AnnualReport) -> str:
    found = {cell for finding in report.findings for cell in finding.cells}
    parts = [f"<h1>{escape(report.title or '（没有读到标题）')}</h1>", f"<p>{escape(summary(report))}</p>"]
    for severity in Severity:
        group = [finding for finding in report.findings if finding.severity is severity]
        if group:
            items = "\n".join(_finding(finding, report.source.kind) for finding in group)
            name = f"{SEVERITY_MARKS[severity]} {SEVERITY_NAMES[severity]}（{len(group)}）"
            parts.append(f'<h2 class="{severity.value}">{name}</h2>\n<ul>\n{items}\n</ul>')
    parts.extend(_table(report, table, found) for table in report.form.tables)
    return "\n".join(parts)


def _finding(finding: Finding, kind: Kind) -> str:
    origin = ORIGIN_NAMES[finding.origin]
    told = f"（{origin}）" if origin else ""
    quotes = "".join(
        f"<blockquote>{escape(where(item, kind=kind))}{escape(item.text)}</blockquote>"
        for item in finding.evidence
    )
    advice = f"<p>怎么办：{escape(advice_for(finding))}</p>"
    return f"<li>{escape(finding.message)}{told} <code>{finding.code}</code>{quotes}{advice}</li>"


def _table(report: AnnualReport, table: Table, found: set[str]) -> str:
    """A table as the official form draws it."""
    rows = "\n".join(
        f"<tr>{''.join(_field(report, slot, found) for slot in slots)}</tr>" for slots in layout(table).rows
    )
    return f"<table><caption>{escape(table.heading)}</caption>\n{rows}\n</table>"


def _field(report: AnnualReport, slot: Slot, found: set[str]) -> str:
    """A head or a figure with what it spans; a cell that a finding speaks of is marked."""
    spans = f' colspan="{slot.colspan}"' if slot.colspan > 1 else ""
    spans += f' rowspan="{slot.rowspan}"' if slot.rowspan > 1 else ""
    if slot.scope:
        return f'<th scope="{slot.scope}"{spans}>{escape(slot.text)}</th>'
    mark = ' class="found"' if slot.cell in found else ""
    text = _value(report.figures[slot.cell]) if slot.cell else escape(slot.text)
    return f"<td{mark}{spans}>{text}</td>"


def _value(cell: Cell) -> str:
    """A figure, or the word for its absence; never 0 for nothing."""
    return str(cell.value) if cell.state is State.READ else STATE_NAMES[cell.state]
