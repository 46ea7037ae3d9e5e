"""What is found in a report, by gravity; each with the way to the figure or the passage, and to a reason for it."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from gongkai import lawbook
from gongkai.engine.render.cells import cell_label
from gongkai.engine.render.people import SEVERITY_MARKS, SEVERITY_NAMES
from gongkai.kernel.findings import Severity
from gongkai.kernel.form import Form
from gongkai.web.reports.compiling.found import Found
from gongkai.web.reports.models import SpecialItem

# Ways to figures at one finding; the message names the rest.
MOST_WAYS = 4
_NOWHERE: Mapping[str, str] = MappingProxyType({})


def anchor(section: int, topic: str, special: SpecialItem | None = None) -> str:
    """Where a passage stands on the page."""
    return f"passage-{section}-{topic}{special.pk if special else ''}"


# What was answered is nobody's to look at again: a group of its own, the last.
_ANSWERED = ("answered", "已说明理由", "✓")


def grouped(
    found: Iterable[Found], offered: Mapping[str, str], *, form: Form, registers: Mapping[str, str] = _NOWHERE
) -> list[dict[str, Any]]:
    """The findings by severity, the gravest first and open, those with a reason last; `registers` are the addresses where
    a missing figure is entered."""
    listed = list(found)
    heads = [(one.value, SEVERITY_NAMES[one], SEVERITY_MARKS[one]) for one in Severity]
    groups = [(head, [one for one in listed if _grade(one) == head[0]]) for head in (*heads, _ANSWERED)]
    present = [(head, members) for head, members in groups if members]
    return [
        {
            "grade": grade,
            "word": word,
            "mark": mark,
            "findings": [told(one, offered, form=form, registers=registers) for one in members],
            "is_open": place == 0 and grade != _ANSWERED[0],
        }
        for place, ((grade, word, mark), members) in enumerate(present)
    ]


def _grade(one: Found) -> str:
    return _ANSWERED[0] if one.reason else one.severity.value


def told(
    one: Found,
    offered: Mapping[str, str],
    *,
    form: Form,
    page: str = "",
    registers: Mapping[str, str] = _NOWHERE,
) -> dict[str, Any]:
    """One finding; `page` is the address of the workspace when it is told elsewhere."""
    may = one.needs_justification and not one.is_final and not one.justification
    return {
        "grade": _grade(one),
        "message": one.message,
        "advice": "" if one.reason else one.advice,
        "quotes": one.quotes,
        "ways": list(_ways(one, form, page, registers)),
        "reason": one.reason,
        "withdraw": _asking(offered.get("withdraw-justification"), one) if one.justification else "",
        "justify": _asking(offered.get("justify"), one) if may else "",
        "because": f"{lawbook.load().rule(one.code).answer}，说明理由",
    }


def _ways(one: Found, form: Form, page: str, registers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """To where it is put right."""
    if one.register in registers:
        yield "补登记", registers[one.register]
    for cell in one.cells[:MOST_WAYS]:
        yield cell_label(form, cell), f"{page}#{cell}"
    if one.section is not None and one.topic:
        yield "看这一段", f"{page}#{anchor(one.section, one.topic)}"


def _asking(address: str | None, one: Found) -> str:
    return f"{address}?{urlencode({'fingerprint': one.fingerprint})}" if address else ""
