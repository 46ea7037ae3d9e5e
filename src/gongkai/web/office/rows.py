"""Small tables on a sheet: heads and lines of plain cells, or of links to other sheets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.web.ledger import sentences


@dataclass(frozen=True, slots=True)
class Rows:
    """One table: the heads of its columns, and its lines."""

    heads: tuple[str, ...]
    lines: list[tuple[Any, ...]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is any line."""
        return bool(self.lines)


def rows(heads: Iterable[str], lines: Iterable[Iterable[Any]]) -> Rows:
    """A table from heads and lines."""
    return Rows(tuple(heads), [tuple(line) for line in lines])


def link(address: str, words: object) -> SafeString:
    """A link in a cell."""
    return format_html('<a href="{}">{}</a>', address, words)


def code(text: str) -> SafeString:
    """Something for machines: a hash, a code, JSON."""
    return format_html("<code>{}</code>", text)


def day(on: Any) -> str:
    """A day as people write it: 2026年3月5日; empty for none."""
    return sentences.day(on) if on else ""


def period(since: Any, last: Any) -> str:
    """From one day to another, the last one included: 2026年3月5日起 / 2026年3月5日至2026年4月1日."""
    return f"{day(since)}至{day(last)}" if last else f"{day(since)}起"


def term(appointment: Any, today: Any) -> str:
    """How long somebody holds a duty. What is over tells from which day: somebody who leaves today held it today, too."""
    since, until = appointment.since_on, appointment.until_on
    if until is None or until > max(today, since):
        return period(since, appointment.last_on)
    return f"{day(since)}起，{'当日' if until == since else day(until)}终止"
