"""One invented report as a value: its texts and its three tables, with the slips that were put in on purpose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gongkai import lawbook
from gongkai.engine.numerals import to_numeral
from gongkai.kernel.form import Form
from gongkai.web.demo.county import Toml, whole_county
from gongkai.web.portal.sheets import Filling, Sheet, sheets

TOPIC_TEXTS = ("proactive", "on_request", "management", "platform", "safeguards")
TEXTS = (*TOPIC_TEXTS, "problem", "measure")


@dataclass(frozen=True, slots=True)
class Draft:
    """A report before it is written to a file: `lines` are (style, text) with styles title, h1, h2, p and table."""

    file: str
    lines: tuple[tuple[str, str], ...]
    tables: Mapping[str, Sheet]


def drafts() -> Iterator[Draft]:
    """All reports of the whole county."""
    known = whole_county()
    organs = {organ["slug"]: organ for organ in known["organs"]}
    for report in known["reports"]:
        yield _draft(organs[report["organ"]], report)


def _draft(organ: Toml, report: Toml) -> Draft:
    form = lawbook.load().form_for(report["year"])
    data = _figures(form, report)
    received = data["table3"]["new_received"][-1]
    texts = {key: (report.get(key) or organ[key]).format(**report, received=received) for key in TEXTS}
    return Draft(report["file"], tuple(_lines(form, organ, report, texts)), sheets(Filling(form, data, {})))


def _lines(form: Form, organ: Toml, report: Toml, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The report from its title to its last word; a table stands as its id."""
    year = report["year"]
    yield "title", f"{organ['name']}{year}年政府信息公开工作年度报告"
    yield (
        "p",
        (
            f"根据《中华人民共和国政府信息公开条例》第五十条的规定，现公布{organ['name']}{year}年政府信息公开工作年度报告。"
            + (
                f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
                if report.get("period", True)
                else ""
            )
        ),
    )
    numbers = report.get("topic_numbers", [topic.number for topic in form.topics])
    for section in form.sections:
        yield "h1", f"{to_numeral(section.number)}、{section.heading}"
        if section.number == 1:
            for number, topic, key in zip(numbers, form.topics, TOPIC_TEXTS, strict=True):
                yield "h2", f"（{number}）{topic.heading}"
                yield "p", texts[key]
        elif section.number <= 4:
            yield "table", f"table{section.number}"
        elif section.number == 5:
            yield "p", f"存在的主要问题：{texts['problem']}"
            yield "p", f"改进情况：{texts['measure']}"
        else:
            yield "p", f"{year}年没有发出收费通知，没有收取信息处理费。没有其他需要报告的事项。"


def _figures(form: Form, report: Toml) -> dict[str, Any]:
    """The three tables in the shape of the contract, added up, then with the slips of the report."""
    table3 = {row.id: [0] * 7 for row in form.table("table3").rows}
    for row_id, counts in _results(report).items():
        table3[row_id] = _with_total([counts.get(c.id, 0) for c in form.table("table3").rows[0].columns[:-1]])
    leaves = [table3[row.id] for row in form.table("table3").leaves]
    table3["result_total"] = [sum(column) for column in zip(*leaves, strict=True)]
    table4 = {row.id: _with_total(report.get(row.id, [0] * 4)) for row in form.table("table4").rows}
    data = {
        "table2": _table2(form, report["table2"]),
        "table3": table3,
        "table4": table4,
        "blanks": [],
        "doubts": [],
    }
    for name, value in report.get("cells", {}).items():
        _set(form, data, name, value)
    for name in (
        cell for cell in form.cells if cell.startswith(tuple(f"{row}." for row in report.get("blank", ())))
    ):
        _set(form, data, name, None)
        data["blanks"].append(name)
    return data


def _results(report: Toml) -> dict[str, Toml]:
    """The rows of table three that are not all noughts."""
    received = {"new_received": report.get("new"), "carried_in": report.get("carried_in")}
    rows = received | report.get("results", {}) | {"carried_out": report.get("carried_out")}
    return {row: counts for row, counts in rows.items() if counts}


def _table2(form: Form, known: Toml) -> dict[str, dict[str, Any]]:
    rows = {row.id: {column.id: 0 for column in row.columns} for row in form.table("table2").rows}
    rows["normative_docs"] = dict(zip(rows["normative_docs"], known["normative_docs"], strict=True))
    for row in ("licences", "penalties", "compulsion"):
        rows[row]["decisions"] = known[row]
    rows["admin_fees"]["amount_wan"] = Decimal(known["admin_fees"])
    return rows


def _with_total(counts: list[int]) -> list[int]:
    return [*counts, sum(counts)]


def _set(form: Form, data: dict[str, Any], name: str, value: int | None) -> None:
    table_id, row_id, column_id = name.split(".")
    columns = [column.id for column in form.table(table_id).row(row_id).columns]
    data[table_id][row_id][columns.index(column_id)] = value
