"""What is wrong with a report while it is written: the engine's rules on it as it would be published, and what only we
know: registers, copies from siblings, problems without measures."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from gongkai.kernel.findings import Severity
from gongkai.web.reports.models import Justification

from .checks import blanks, copies, engine, ledger, problems, prose, repeats
from .draft import Draft
from .found import Found

Check = Callable[[Draft], Iterator[Found]]

# In the order in which they are told, where they are equally grave.
_CHECKS: tuple[Check, ...] = (
    engine.check,
    blanks.check,
    ledger.check,
    prose.check,
    problems.check,
    repeats.check,
    copies.check,
)


def found_in(draft: Draft) -> list[Found]:
    """Everything that is wrong, gravest first, with the justifications that still hold."""
    reasons = {one.fingerprint: one for one in draft.compilation.justifications.filter(is_withdrawn=False)}
    order = list(Severity)
    found = [one for check in _CHECKS for one in check(draft)]
    told = sorted(found, key=lambda one: order.index(one.severity))
    return [_justified(one, reasons.get(one.fingerprint)) for one in told]


def _justified(one: Found, reason: Justification | None) -> Found:
    """With its reason; what has to be put right has none."""
    return one if reason is None or one.is_final else replace(one, justification=reason)
