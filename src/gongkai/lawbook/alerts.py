"""The house rules for alerts by mail, from the law data: how long they hold, when they go out, how many there may be."""

import os
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from gongkai.lawbook.files import Entry, Library

_NAMES = ("years", "renew_days", "confirm_days", "lines", "from_one", "together", "to_one", "most")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRules:
    """How many years an alert holds, and so many days before their end it asks to be renewed; within how many days it is
    confirmed; at which hour mails go out, and how many lines one has for an alert; how many alerts are taken within an hour
    from one place and together; how many mails of confirmation an address gets a day, and how many alerts."""

    years: int
    renew_days: int
    confirm_days: int
    hour: time
    lines: int
    from_one: int
    together: int
    to_one: int
    most: int

    def until(self, on: date) -> date:
        """The last day of an alert that was confirmed or renewed on a day."""
        try:
            return on.replace(year=on.year + self.years)
        except ValueError:  # 29 February
            return date(on.year + self.years, 2, 28)


@cache
def alert_rules(law_dir: str | None = None) -> AlertRules:
    """The rules. Raises LawInvalid."""
    entry = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR")).read("alerts.toml")
    entry.allow("source", "is_policy", "hour", *_NAMES).text("source")
    return AlertRules(hour=_hour(entry), **{name: _some(entry, name) for name in _NAMES})


def _some(entry: Entry, key: str) -> int:
    number = entry.number(key, 0)
    if not 1 <= number <= 100_000:
        raise entry.fault(f"“{key}”应是 1 到 100000 之间的整数")
    return number


def _hour(entry: Entry) -> time:
    try:
        return time.fromisoformat(entry.text("hour"))
    except ValueError as error:
        raise entry.fault("“hour”应是一天中的时刻，例如 08:00") from error
