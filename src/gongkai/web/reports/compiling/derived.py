"""Facts that list cells of the report: which kinds of applicants asked, how their applications ended."""

from collections.abc import Mapping

from gongkai.engine.render.cells import figure
from gongkai.kernel.facts import Fact
from gongkai.kernel.findings import Number
from gongkai.kernel.form import Form
from gongkai.lawbook.facts import fact_kinds

_GROUPS = ("granted", "partially_granted", "denied", "unable", "refused", "other")


def with_breakdowns(
    facts: Mapping[str, Fact], cells: Mapping[str, Number | None], form: Form
) -> dict[str, Fact]:
    """The facts with the two lists that are made of others: 自然人3件，商业企业1件; 予以公开2件，无法提供1件."""
    known = fact_kinds()
    columns = form.table("table3").row("new_received").columns[:-1]
    came = {one.label: cells.get(f"table3.new_received.{one.id}") for one in columns}
    ended = {
        known[f"applications.{group}"].name.removesuffix("的申请"): facts[f"applications.{group}"].value
        for group in _GROUPS
    }
    lists = {"applications.kinds": _listed(came), "applications.breakdown": _listed(ended)}
    return {**facts, **{code: Fact(code, words) for code, words in lists.items()}}


def _listed(counts: Mapping[str, object]) -> str | None:
    """Those of which there were some; None when there were none, or one is not known."""
    numbers = {name: count for name, count in counts.items() if isinstance(count, int)}
    if len(numbers) < len(counts):
        return None
    return "，".join(f"{name}{figure(count)}件" for name, count in numbers.items() if count) or None
