"""What stands behind a figure: the cases, the register and the rule by which it is counted, and what was given by hand."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.engine.render.cells import cell_label, figure, known_figure
from gongkai.kernel.duties import Viewer
from gongkai.kernel.findings import Number
from gongkai.kernel.form import Form
from gongkai.kernel.tally import Period
from gongkai.lawbook.tally import tally_law
from gongkai.web.foundations import clock
from gongkai.web.office.rows import rows
from gongkai.web.organs.models import Organ
from gongkai.web.reports import tally
from gongkai.web.reports.collecting import figures_of
from gongkai.web.reports.compiling import Workspace
from gongkai.web.reports.compiling.figures import Shown
from gongkai.web.reports.models import Compilation

from . import behind_rows, findings
from .due import day_of
from .tables import form_of

_NOT_ADDED = "相加的报告中有的没有这个数字，所以没有合计，不是零。"
_BY_HAND = "没有台账的，请手工填报并写明依据。"
_AMOUNT = ".amount_wan"
_NONE = "登记册中没有这样的事项，按台账计算是零。"


def of_report(work: Workspace, cell: str, viewer: Viewer, offered: Mapping[str, str]) -> dict[str, Any]:
    """What the page of a cell shows."""
    row, known = work.compilation, work.figures[cell]
    sheet = reverse("compilations:sheet", args=[row.pk])
    figures = {name: one.value for name, one in work.figures.items()}
    told = [one for one in work.findings if cell in one.cells]
    return {
        **_opened(cell, figures, work.form, lambda name: _address(row.pk, name)),
        "given": _given(known) if known.is_changed else None,
        "facts": list(_facts(known, work)),
        "findings": [findings.told(one, offered, form=work.form, page=sheet) for one in told],
        "tables": [_members(row, cell)]
        if row.is_rolled_up
        else list(_cases(row.organ, work.period, cell, viewer)),
        "unknown": _unknown(row.organ, work.period, cell, is_rolled_up=row.is_rolled_up)
        if known.counted is None
        else None,
        "nothing": _NONE,
        "acts": list(_acts(cell, known, offered)),
        "back": f"{sheet}#{cell}",
    }


def of_period(organ: Organ, period: Period, cell: str, *, viewer: Viewer, asked: str) -> dict[str, Any]:
    """The same for a table of any period; `asked` is the query of the address. Raises KeyError for a cell that there is not."""
    counted = tally.of(organ, period)
    value = counted.figures[cell]

    def address(name: str) -> str:
        return f"{reverse('compilations:statistics-cell', args=[name])}?{asked}"

    return {
        **_opened(cell, counted.figures, form_of(counted.form, period), address),
        "facts": [("机关", organ), ("期间", period.label)],
        "tables": list(_cases(organ, period, cell, viewer)),
        "unknown": _unknown(organ, period, cell) if value is None else None,
        "nothing": _NONE,
        "back": f"{reverse('compilations:statistics')}?{asked}#{cell}",
        "back_to": "统计表",
    }


def _address(pk: int, cell: str) -> str:
    return reverse("compilations:cell", args=[pk, cell])


def _opened(cell: str, figures: Mapping[str, Number | None], form: Form, address: Any) -> dict[str, Any]:
    """The figure, how it comes about, and what a total adds up."""
    parts = [name for name in parts_of(cell, form) if figures.get(name)]
    return {
        "title": cell_label(form, cell),
        "shown": _shown(figures.get(cell), cell),
        "how": _how(cell, form),
        "parts": [(f"{cell_label(form, name)}：{figure(figures[name])}", address(name)) for name in parts],
    }


def _shown(value: Number | None, cell: str) -> str:
    """The figure with its unit, where it is not the number of something."""
    return f"{known_figure(value)}{'万元' if value is not None and cell.endswith(_AMOUNT) else ''}"


def parts_of(cell: str, form: Form) -> list[str]:
    """The cells that a total adds up; none for a cell that is counted itself."""
    table_id, row_id, column_id = cell.split(".")
    table = form.table(table_id)
    if row_id == "result_total":
        return [f"{table_id}.{leaf.id}.{column_id}" for leaf in table.leaves]
    columns = table.row(row_id).columns
    if column_id == "total" == columns[-1].id:
        return [f"{table_id}.{row_id}.{column.id}" for column in columns[:-1]]
    return []


def _how(cell: str, form: Form) -> str:
    """By which register and which rule."""
    register = tally_law().register_of(cell)
    table_id, row_id, _ = cell.split(".")
    article = form.table(table_id).row(row_id).article
    rule = f"{article}，{form.source}" if article else form.source
    counted = "合计，由各格相加，不另外计数" if parts_of(cell, form) else "从台账逐项计数"
    return f"{counted}。{f'依据的登记：{register.name}。' if register else ''}统计口径：{rule}。"


def _given(known: Shown) -> dict[str, str]:
    return {
        "value": figure(known.given),
        "counted": known_figure(known.counted),
        "by": str(known.by or "系统"),
        "on": day_of(known.at),
        "reason": known.reason,
    }


def _facts(known: Shown, work: Workspace) -> Iterator[tuple[str, Any]]:
    """Beside the figure: last year's, and what the registers say today where the figures are fixed."""
    yield "期间", work.period.label
    if known.last_year is not None:
        yield f"上年（{work.last_year_from}）", figure(known.last_year)
    if work.snapshot and known.live != known.counted:
        live = known_figure(known.live)
        yield "台账现在的数字", f"{live}（固定以后台账有变动）"


def _cases(organ: Organ, period: Period, cell: str, viewer: Viewer) -> Iterator[dict[str, Any]]:
    return behind_rows.tables(tally.cases(organ, period, cell), viewer)


def _members(row: Compilation, cell: str) -> dict[str, Any]:
    """What each member's report adds to a figure of a report that is a sum."""
    parts = figures_of(row.organ, row.year).parts(cell)
    lines = ((part.name, known_figure(part.value)) for part in parts)
    return {"label": "由这些报告相加", "rows": rows(("报告", "数字"), lines), "more": ""}


def _unknown(organ: Organ, period: Period, cell: str, *, is_rolled_up: bool = False) -> dict[str, str]:
    """Why there is no figure, and the way to where it is entered."""
    if is_rolled_up:
        return {"text": _NOT_ADDED}
    why = tally.why_unknown(organ, period, cell, on=clock.today())
    text = f"这个数字没有登记，不是零：{why.text}。{why.advice}"
    if not tally.is_monthly(cell):
        return {"text": f"{text}{_BY_HAND}"}
    asked = urlencode({"organ": organ.pk, "year": period.year})
    return {"text": text, "words": "登记行政行为", "address": f"{reverse('decisions:year')}?{asked}"}


def _acts(cell: str, known: Shown, offered: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """By hand, or back to the register; a total follows from its parts."""
    asked = urlencode({"cell": cell})
    if "adjust" in offered and not known.is_total:
        yield "修改手工填报" if known.is_changed else "改为手工填报", f"{offered['adjust']}?{asked}"
    if "withdraw-adjustment" in offered and known.is_changed:
        yield "撤销手工填报", f"{offered['withdraw-adjustment']}?{asked}"
