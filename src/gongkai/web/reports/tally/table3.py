"""表三 from the register of applications."""

from collections.abc import Collection, Sequence

from gongkai import lawbook
from gongkai.kernel.outcomes import merged_rows
from gongkai.kernel.tally import Group, Period, table3_parts
from gongkai.lawbook.outcomes import outcome_law
from gongkai.web.applications import cases_told, tallying
from gongkai.web.organs.models import Organ
from gongkai.web.reports.keeping import APPLICATIONS

from .registry import Behind, Part, RowKind, provider

REGISTER = "applications"


def counted(organ_ids: Collection[int], period: Period) -> dict[int, Part]:
    """Every cell but the totals."""
    form, merged = lawbook.load().form_for(period.year), merged_rows(period.year, law=outcome_law())
    groups: dict[int, list[Group]] = {}
    for organ, group in tallying.tallied(organ_ids, period.first, period.last):
        groups.setdefault(organ, []).append(group)
    return {organ: Part(table3_parts(of_organ, form, merged=merged)) for organ, of_organ in groups.items()}


def behind(organ: Organ, period: Period, cell: str) -> Sequence[Behind]:
    """The cases of a cell; of a total, all that it sums."""
    _table, row, kind = cell.split(".")
    days = (organ, period.first, period.last)
    if row in ("new_received", "carried_in"):
        cases = tallying.came_in(*days, before=row == "carried_in")
    elif row == "carried_out":
        cases = tallying.left_open(*days)
    else:
        cases = tallying.went_out(*days, rows=_rows(row, period.year))
    return (
        Behind("申请", RowKind.CASES, cases if kind == "total" else cases.filter(kind=kind), told=cases_told),
    )


def _rows(row: str, year: int) -> set[str]:
    """Under which names results of a row are stored."""
    merged = merged_rows(year, law=outcome_law())
    leaves = {leaf.id for leaf in lawbook.load().form_for(year).table("table3").leaves}
    wanted = leaves if row == "result_total" else {row}
    return wanted | {stored for stored, printed in merged.items() if printed in wanted}


provider(REGISTER, counted=counted, behind=behind, keeping=APPLICATIONS)
