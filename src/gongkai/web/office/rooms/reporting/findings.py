"""What is found in a report, by gravity; each with the way to the figure or the passage, and to a reason for it."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from gongkai.engine.render.cells import cell_label
from gongkai.engine.render.people import SEVERITY_MARKS, SEVERITY_NAMES
from gongkai.kernel.findings import Severity
from gongkai.kernel.form import Form
from gongkai.web.reports.compiling.found import Found
from gongkai.web.reports.models import SpecialItem

# Ways to figures at one finding; the message names the rest.
MOST_WAYS = 4


def anchor(section: int, topic: str, special: SpecialItem | None = None) -> str:
    """Where a passage stands on the page."""
    return f"passage-{section}-{topic}{special.pk if special else ''}"


def grouped(found: Iterable[Found], offered: Mapping[str, str], *, form: Form) -> list[dict[str, Any]]:
    """The findings by severity, the gravest first and open."""
    listed = list(found)
    groups = [(severity, [one for one in listed if one.severity is severity]) for severity in Severity]
    present = [(severity, members) for severity, members in groups if members]
    return [
        {
            "grade": severity.value,
            "word": SEVERITY_NAMES[severity],
            "mark": SEVERITY_MARKS[severity],
            "findings": [told(one, offered, form=form) for one in members],
            "is_open": place == 0,
        }
        for place, (severity, members) in enumerate(present)
    ]


def told(one: Found, offered: Mapping[str, str], *, form: Form, page: str = "") -> dict[str, Any]:
    """One finding; `page` is the address of the workspace when it is told elsewhere."""
    ways = [(cell_label(form, cell), f"{page}#{cell}") for cell in one.cells[:MOST_WAYS]]
    if one.section is not None and one.topic:
        ways.append(("看这一段", f"{page}#{anchor(one.section, one.topic)}"))
    may = one.needs_justification and not one.is_final and not one.justification
    return {
        "grade": one.severity.value,
        "message": one.message,
        "quotes": one.quotes,
        "ways": ways,
        "reason": one.reason,
        "withdraw": _asking(offered.get("withdraw-justification"), one) if one.justification else "",
        "justify": _asking(offered.get("justify"), one) if may else "",
    }


def _asking(address: str | None, one: Found) -> str:
    return f"{address}?{urlencode({'fingerprint': one.fingerprint})}" if address else ""
