"""How much the portal takes from one place, how often a code may be tried, and how long a door stays open, from the law data."""

import os
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import cache

from gongkai.lawbook.files import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalLimits:
    """Within an hour: applications from one place (a village has one line) and from everywhere, wrong codes from one place.

    `quiet_minutes`: so long an application stays open in a browser that nobody touches, `terminal_minutes` on a terminal
    that many use. `files` go with one step, and so many may apply together on the portal.
    """

    from_one: int
    together: int
    wrong_codes: int
    quiet_minutes: int
    terminal_minutes: int
    files: int
    applicants: int

    @property
    def quiet(self) -> timedelta:
        """How long a door stays open by itself."""
        return timedelta(minutes=self.quiet_minutes)

    @property
    def on_terminal(self) -> timedelta:
        """The same where the next one stands in line."""
        return timedelta(minutes=self.terminal_minutes)


_NAMES = [field.name for field in fields(PortalLimits)]


@cache
def portal_limits(law_dir: str | None = None) -> PortalLimits:
    """The limits of the house. Raises LawInvalid."""
    library = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR"))
    entry = library.read("applications.toml").part("portal").allow(*_NAMES, "is_policy", "source")
    entry.text("source")
    told = {name: entry.number(name, 0) for name in _NAMES}
    for name, number in told.items():
        if number < 1:
            raise entry.fault(f"“{name}”应是大于 0 的整数")
    return PortalLimits(**told)
