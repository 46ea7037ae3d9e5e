"""The house rules for applications, from the law data: what the law leaves to each organ."""

import os
from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.lawbook.files import Library


@dataclass(frozen=True, slots=True)
class Retention:
    """How many years after the end of a case it stays known who applied."""

    years: int
    source: str
    is_policy: bool = False

    def ends_on(self, concluded_on: date) -> date:
        """The day on which it is destroyed; what ended on 29 February, on 1 March of a common year."""
        year = concluded_on.year + self.years
        try:
            return concluded_on.replace(year=year)
        except ValueError:
            return date(year, 3, 1)


@cache
def retention(law_dir: str | None = None) -> Retention:
    """How long applicants stay known. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("applications.toml")
    entry.text("source")
    told = entry.part("retention").allow("years", "source", "is_policy")
    years = told.number("years", 0)
    if not 1 <= years <= 100:
        raise told.fault("“years”应是 1 到 100 之间的整数")
    return Retention(years=years, source=told.text("source"), is_policy=told.flag("is_policy"))
