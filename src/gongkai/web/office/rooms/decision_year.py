"""What the page of a year shows: its grid with sums and what is missing, and how it compares with what is public."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.decisions import decision_kinds
from gongkai.lawbook.tally import tally_law
from gongkai.web.decisions.actions import Entry, needs_reason
from gongkai.web.decisions.models import ENTERERS
from gongkai.web.decisions.months import first_of
from gongkai.web.decisions.selectors import Comparison, compared
from gongkai.web.decisions.values import told
from gongkai.web.office.rows import Rows, link, rows

from .decision_forms import YearForm

TITLE = "行政行为"


def shown(form: YearForm, *, viewer: Viewer, on: date) -> dict[str, Any]:
    """The grid, its sums, and the comparison; in a year that is not over, of the months that are."""
    organ, first = form.organ, date(form.year, 1, 1)
    found = compared(organ, first, min(date(form.year, 12, 31), first_of(on) - timedelta(days=1)))
    return {
        "form": form,
        "organ": organ,
        "year": form.year,
        "kinds": list(decision_kinds().values()),
        "may_enter": viewer.holds(*ENTERERS, path=organ.path) is not None,
        "lead": _lead(form),
        "takes_fees": tally_law().with_processing_fees,
        "sums": [told(one.total, one.kind) for one in found],
        "kept": [f"{one.kept.months} / {one.kept.of}" for one in found],
        "comparison": _table(found),
    }


def confirmation(form: YearForm, entries: Iterable[Entry]) -> dict[str, Any]:
    """What would change, and what has to be sent again to let it."""
    listed = list(entries)
    changes = [one for one in listed if one.was is not None]
    heads = ("月份和种类", "现在登记的", "改为")
    return {
        "form": form,
        "organ": form.organ,
        "year": form.year,
        "changes": rows(heads, map(_change, changes)),
        "more": len(listed) - len(changes),
        "is_frozen": any(needs_reason(one.month, on=form.on) for one in changes),
        "sent": list(form.sent()),
        "zeros": form.data.get("zeros", ""),
    }


def _change(entry: Entry) -> tuple[str, str, str]:
    kind = entry.known_kind
    return str(entry), told(entry.was, kind), told(entry.value, kind)


def _lead(form: YearForm) -> str:
    """What is missing."""
    lacking = [f"{line.month.month}月" for line in form.lines() if line.missing]
    if not lacking:
        return "各月都已登记。"
    return f"{'、'.join(lacking)}没有登记齐。没有登记的不当作 0，年度报告中的数会不完整。"


def _table(found: Iterable[Comparison]) -> Rows:
    heads = ("种类", "登记的数", "公开的结果", "核对时请注意")
    return rows(heads, (_cells(one) for one in found))


def _cells(one: Comparison) -> Iterator[Any]:
    yield one.kind.name
    yield told(one.total, one.kind)
    yield _published(one)
    yield "".join(_remarks(one))


def _published(one: Comparison) -> SafeString | str:
    """How many items, and the rows of the catalogue under which they stand."""
    if not one.kind.results:
        return "不核对"
    if one.published is None:
        return "目录中没有公开结果的事项"
    named = format_html_join(
        "、", "{}", ((link(reverse("catalogue:sheet", args=[row.pk]), row.name),) for row in one.rows)
    )
    return format_html("{}条（{}）", one.published, named)


def _remarks(one: Comparison) -> Iterator[str]:
    if one.is_fewer:
        yield "▲ 公开的条数少于登记的决定数。"
    if one.kept.months and not one.kept.is_whole:
        yield f"有{one.kept.of - one.kept.months}个月没有登记，决定数不完整。"
    if one.others:
        yield f"同一目录事项也公开{'、'.join(one.others)}的结果，条数合在一起。"
    yield one.kind.remark
