"""When an organ reminds its own people of an application, from the law data: earlier than the law does."""

import os
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from gongkai.kernel.workdays import Calendar, add_workdays, is_workday
from gongkai.lawbook.files import Entry, Library

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Internal:
    """内部期限, in working days: to confirm receipt, to hand out, for a section to say what it has; and before the end of
    the limit, to draft, and from when on a case is pressing."""

    confirm: int
    triage: int
    section: int
    draft: int
    soon: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """So many working days before the last one somebody is reminded, and at which hours nobody is."""

    workdays: tuple[int, ...]
    quiet_from: time
    quiet_until: time

    def awake(self, at: datetime, *, calendar: Calendar) -> datetime:
        """The first moment, this one or a later, at which people may be written to."""
        moment = at
        if moment.time() >= self.quiet_from:
            moment = self._morning(moment.date() + _DAY, at)
        elif moment.time() < self.quiet_until:
            moment = self._morning(moment.date(), at)
        while not is_workday(moment.date(), calendar=calendar):
            moment = self._morning(moment.date() + _DAY, at)
        return moment

    def reminded_of(self, day: date, *, calendar: Calendar) -> frozenset[date]:
        """The last days of which people are reminded on this one; on a day of rest of none."""
        if not is_workday(day, calendar=calendar):
            return frozenset()
        return frozenset(add_workdays(day, number, calendar=calendar).day for number in self.workdays)

    def _morning(self, day: date, at: datetime) -> datetime:
        return datetime.combine(day, self.quiet_until, tzinfo=at.tzinfo)


@cache
def internal(law_dir: str | None = None) -> Internal:
    """The limits before the legal ones. Raises LawInvalid."""
    entry = _opened(law_dir, "internal")
    entry.allow("confirm", "triage", "section", "draft", "soon", "is_policy", "source")
    return Internal(
        confirm=_few(entry, "confirm"),
        triage=_few(entry, "triage"),
        section=_few(entry, "section"),
        draft=_few(entry, "draft", least=0),
        soon=_few(entry, "soon"),
    )


@cache
def reminders(law_dir: str | None = None) -> Reminders:
    """When people are reminded. Raises LawInvalid."""
    entry = _opened(law_dir, "reminders")
    entry.allow("workdays", "quiet_from", "quiet_until", "is_policy", "source")
    told = Reminders(
        workdays=_days(entry), quiet_from=_hour(entry, "quiet_from"), quiet_until=_hour(entry, "quiet_until")
    )
    if told.quiet_until >= told.quiet_from:
        raise entry.fault("“quiet_until”应早于“quiet_from”，例如 08:00 和 21:00")
    return told


def _opened(law_dir: str | None, name: str) -> Entry:
    library = Library.opened(law_dir or os.environ.get("GONGKAI_LAW_DIR"))
    entry = library.read("applications.toml").part(name)
    entry.text("source")
    return entry


def _few(entry: Entry, key: str, *, least: int = 1) -> int:
    number = entry.number(key, -1)
    if not least <= number <= 20:
        raise entry.fault(f"“{key}”应是 {least} 到 20 之间的整数")
    return number


def _days(entry: Entry) -> tuple[int, ...]:
    listed = entry.data.get("workdays")
    if not isinstance(listed, list) or not all(type(one) is int and 0 <= one <= 20 for one in listed):
        raise entry.fault("“workdays”应是 0 到 20 之间的整数的列表")
    return tuple(sorted(set(listed), reverse=True))


def _hour(entry: Entry, key: str) -> time:
    try:
        return time.fromisoformat(entry.text(key))
    except ValueError as error:
        raise entry.fault(f"“{key}”应是时刻，例如 21:00") from error
