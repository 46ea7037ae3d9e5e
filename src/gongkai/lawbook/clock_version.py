"""Which rules the days of an application were counted by: the same word as long as no day could come out differently."""

import hashlib
import json
from dataclasses import fields
from functools import lru_cache

from gongkai.kernel.deadlines import ClockLaw, Deadline
from gongkai.lawbook.calendars import CalendarState, calendar_state
from gongkai.lawbook.deadlines import clock_law


def clock_version(law_dir: str | None = None) -> str:
    """The version of the rules in force now. Raises LawInvalid."""
    return _clock_version(law_dir, calendar_state(law_dir))


@lru_cache(maxsize=8)
def _clock_version(law_dir: str | None, _state: CalendarState) -> str:
    return version_of(clock_law(law_dir))


def version_of(law: ClockLaw) -> str:
    """A digest of lengths and calendar; how they are called and where they come from counts for nothing."""
    told = {
        "lengths": {length.code: length.workdays for length in _lengths(law)},
        "years": sorted(law.calendar.years),
        "off": sorted(day.isoformat() for day in law.calendar.off),
        "worked": sorted(day.isoformat() for day in law.calendar.makeup),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _lengths(law: ClockLaw) -> list[Deadline]:
    entries = (getattr(law.deadlines, field.name) for field in fields(law.deadlines))
    return [entry for entry in entries if isinstance(entry, Deadline)]
