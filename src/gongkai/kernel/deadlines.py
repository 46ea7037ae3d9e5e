"""How long each step of an application may take, and under which article: what a clock is wound with."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from .case import Consulted
from .clock_steps import ClockStep, Effect
from .workdays import Calendar, Holiday

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A length in working days with its source. `start`: from which day it counts, in words for people.

    `is_policy`: the law is silent and an organ may set another; `is_unverified`: no official text seen.
    """

    code: str
    name: str
    workdays: int
    start: str
    article: str
    source: str
    is_policy: bool = False
    is_unverified: bool = False


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """Every length that a clock asks for. `articles` says under which article an event happens; `earliest_on` is the
    first day on which an application could be received under this law, `earliest_article` what says so.

    Without slots: whose opinion is due when is gathered once.
    """

    correction_notice_due: Deadline
    correction_due: Deadline
    reply_due: Deadline
    extension: Deadline
    third_party_due: Deadline
    organ_due: Deadline
    co_maker_due: Deadline
    unserved_due: Deadline
    payment_due: Deadline
    paid_reply_due: Deadline
    reopened_reply_due: Deadline
    articles: Mapping[str, str]
    earliest_on: date
    earliest_article: str

    @cached_property
    def opinion_due(self) -> Mapping[Consulted, Deadline]:
        """How long whoever is consulted has."""
        return {
            Consulted.THIRD_PARTY: self.third_party_due,
            Consulted.ORGAN: self.organ_due,
            Consulted.CO_MAKER: self.co_maker_due,
        }


class HolidayRun(NamedTuple):
    """Days on end that one notice takes off, or a weekend day that it has people work."""

    first_on: date
    last_on: date
    is_worked: bool
    holiday: Holiday


@dataclass(frozen=True)
class ClockLaw:
    """The lengths and the calendar by which a clock runs.

    Without slots: the holidays are gathered into runs once, and put into words, so that explaining a case is a look
    into a list.
    """

    deadlines: Deadlines
    calendar: Calendar

    @cached_property
    def runs(self) -> tuple[HolidayRun, ...]:
        """Every run of the calendar, by its days."""
        runs: list[HolidayRun] = []
        for day, holiday in sorted(self.calendar.off.items()):
            last = runs[-1] if runs else None
            if last and last.holiday == holiday and last.last_on + _DAY == day:
                runs[-1] = last._replace(last_on=day)
            else:
                runs.append(HolidayRun(day, day, False, holiday))
        worked = (HolidayRun(day, day, True, holiday) for day, holiday in self.calendar.makeup.items())
        return tuple(sorted([*runs, *worked], key=lambda run: run.first_on))

    @cached_property
    def _steps(self) -> tuple[ClockStep, ...]:
        return tuple(_step(run) for run in self.runs)

    @cached_property
    def _firsts(self) -> tuple[date, ...]:
        return tuple(run.first_on for run in self.runs)

    @cached_property
    def _lasts(self) -> tuple[date, ...]:
        return tuple(run.last_on for run in self.runs)

    def steps_between(self, day: date, last: date) -> tuple[ClockStep, ...]:
        """What the runs that touch the days after a day until the last do to a count."""
        return self._steps[bisect_right(self._lasts, day) : bisect_right(self._firsts, last)]


def _step(run: HolidayRun) -> ClockStep:
    name, notice = run.holiday.name, run.holiday.notice
    if run.is_worked:
        return ClockStep(run.first_on, "makeup_workday", notice, Effect.WORKED, name=name)
    does = Effect.RESTS_ONE_DAY if run.first_on == run.last_on else Effect.RESTS
    return ClockStep(run.first_on, "holiday", notice, does, run.last_on, name=name)
