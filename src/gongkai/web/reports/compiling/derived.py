"""Facts that list cells of the report: which kinds of applicants asked, how their applications ended."""

from collections.abc import Mapping, Sequence

from gongkai.engine.render.cells import figure
from gongkai.kernel.facts import Fact
from gongkai.kernel.findings import Number
from gongkai.kernel.form import Form
from gongkai.web.reports.looking.lines import KINDS, OUTCOMES, Line, lines


def with_breakdowns(
    facts: Mapping[str, Fact], cells: Mapping[str, Number | None], form: Form
) -> dict[str, Fact]:
    """The facts with the two lists that are made of others: 自然人3件，商业企业1件; 予以公开2件，无法提供1件. Their names and
    groups are those of the form."""
    known = lines(form.id)
    lists = {"applications.kinds": KINDS, "applications.breakdown": OUTCOMES}
    return {**facts, **{code: Fact(code, _listed(known[name], cells)) for code, name in lists.items()}}


def _listed(named: Sequence[Line], cells: Mapping[str, Number | None]) -> str | None:
    """Those of which there were some; None when there were none, or one is not known."""
    values = [(line.name, [cells.get(cell) for cell in line.cells]) for line in named]
    counts = {name: sum(value for value in each if value is not None) for name, each in values}
    if any(value is None for _, each in values for value in each):
        return None
    return "，".join(f"{name}{figure(count)}件" for name, count in counts.items() if count) or None
