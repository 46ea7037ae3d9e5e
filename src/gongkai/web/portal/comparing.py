"""A report beside that of the year before: the figures that people ask about, as both reports state them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gongkai import lawbook
from gongkai.engine.render.cells import cell_label, figure
from gongkai.kernel.form import Form
from gongkai.web.reports import selectors
from gongkai.web.reports.models import Report

# Cells of the three tables, in the order of the report.
_ASKED = (
    "table2.normative_docs.issued",
    "table2.normative_docs.in_force",
    "table2.licences.decisions",
    "table2.penalties.decisions",
    "table3.new_received.total",
    "table3.carried_in.total",
    "table3.granted.total",
    "table3.partially_granted.total",
    "table3.result_total.total",
    "table3.carried_out.total",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in both years; a blank one is told as such, and then nothing is reckoned."""

    label: str
    present: str
    before: str
    change: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of two years."""

    year: int
    before: int
    changes: tuple[Change, ...]


def compared(report: Report) -> Compared | None:
    """A published report with that of the year before; None when there is none, or when it has another form."""
    last = selectors.of(report.organ).filter(year=report.year - 1).defer(None).first()
    if last is None or last.data["form"] != report.data["form"]:
        return None
    form = lawbook.load().form(report.data["form"])
    return Compared(report.year, last.year, tuple(_changes(form, report.data, last.data)))


def _changes(form: Form, present: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[Change]:
    for name in _ASKED:
        if name in form.cells:
            now, then = _figure(form, present, name), _figure(form, before, name)
            yield Change(cell_label(form, name), _told(now), _told(then), _change(now, then))


def _figure(form: Form, data: Mapping[str, Any], name: str) -> Decimal | None:
    """What stands in a cell; None where it is blank or was not read."""
    table, row, column = name.split(".")
    cells = (data.get(table) or {}).get(row)
    if isinstance(cells, list):
        columns = [one.id for one in form.table(table).rows[0].columns]
        cells = dict(zip(columns, cells, strict=False))
    value = (cells or {}).get(column)
    return None if value is None else Decimal(str(value))


def _told(value: Decimal | None) -> str:
    return "空白" if value is None else figure(value)


def _change(now: Decimal | None, then: Decimal | None) -> str:
    if now is None or then is None:
        return "—"
    if now == then:
        return "不变"
    return f"{'增加' if now > then else '减少'} {figure(abs(now - then))}"
