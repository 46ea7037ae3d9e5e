"""LEDGER_MATCH and ROLLUP: the figures against the registers of today, and against who has handed in."""

from collections import defaultdict
from collections.abc import Iterator

from gongkai.engine.render.cells import NOT_KEPT, cell_label, figure, known_figure
from gongkai.kernel.findings import Number
from gongkai.kernel.rollup import named_few
from gongkai.web.reports.compiling.draft import Draft
from gongkai.web.reports.compiling.figures import Figured, Shown, added_anew, is_total
from gongkai.web.reports.compiling.found import Found, found


def check(draft: Draft) -> Iterator[Found]:
    """A figure given by hand has its published reason; one that the registers tell otherwise today has none."""
    form = draft.figured.form
    for cell, shown in draft.figured.cells.items():
        if shown.is_changed and shown.value != shown.counted:
            yield _by_hand(cell, cell_label(form, cell), shown)
        if not shown.is_total and shown.live != shown.counted:
            yield _moved_on(cell, cell_label(form, cell), shown)
    yield from _rolled(draft)


def _by_hand(cell: str, label: str, shown: Shown) -> Found:
    given, counted = known_figure(shown.value), _told(shown.counted, "为")
    message = f"{label}填报{given}，台账{counted}。理由随报告公开。"
    sides = {"left": shown.value, "right": shown.counted}
    return found("LEDGER_MATCH", message, cells=(cell,), settled=shown.reason, **sides)


def _moved_on(cell: str, label: str, shown: Shown) -> Found:
    frozen, live = _told(shown.counted, "是"), _told(shown.live, "为")
    message = f"{label}年末固定的数字{frozen}，现在重新计算{live}。"
    return found("LEDGER_MATCH", message, cells=(cell,), left=shown.counted, right=shown.live)


def _told(value: Number | None, verb: str) -> str:
    return NOT_KEPT if value is None else f"{verb}{figure(value)}"


def _rolled(draft: Draft) -> Iterator[Found]:
    """A report that adds others up lacks those that nobody has handed in; and its totals, which are added up anew, are not
    those of the members where one of these does not add up."""
    yield from _other_totals(draft.figured)
    missing = draft.figured.missing
    if missing:
        why = "没有报送，或者代收的报告还没有确认，汇总的数字不包括它们。"
        yield found("ROLLUP", f"{named_few(missing, unit='个机关')}{why}")


def _other_totals(figured: Figured) -> Iterator[Found]:
    members: dict[str, dict[str, Number | None]] = defaultdict(dict)
    for cell, parts in figured.parts.items():
        for name, value in parts.items():
            members[name][cell] = value
    wrong: dict[str, list[str]] = defaultdict(list)
    for name, cells in members.items():
        anew = added_anew(figured.form, cells)
        for cell in filter(is_total, cells):
            if None not in (cells[cell], anew[cell]) and cells[cell] != anew[cell]:
                wrong[cell].append(
                    f"{name}报{known_figure(cells[cell])}，各格之和是{known_figure(anew[cell])}"
                )
    for cell, told in wrong.items():
        named = named_few(told, unit="个机关", between="；")
        shown, label = figured.cells[cell], cell_label(figured.form, cell)
        message = f"{label}与下级机关报送的对不上：{named}。这份报告的合计按各格相加。"
        yield found("ROLLUP", message, cells=(cell,), left=shown.value, right=shown.counted)
