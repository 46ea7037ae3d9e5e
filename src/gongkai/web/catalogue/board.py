"""The board of an organ: each duty due, published, late or stated not to apply. Whoever holds the items brings the dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.kernel.cycles import Cycle, owed

from .models import Row
from .selectors import due_each_year


class State(StrEnum):
    """How a duty stands on a day."""

    LATE = "late"
    DUE = "due"
    PUBLISHED = "published"
    NOT_INVOLVED = "not_involved"

    @property
    def label(self) -> str:
        """In a word, for people."""
        return _LABELS[self]


_LABELS = {
    State.LATE: "逾期",
    State.DUE: "待公开",
    State.PUBLISHED: "已公开",
    State.NOT_INVOLVED: "未涉及",
}


@dataclass(frozen=True, slots=True)
class Last:
    """When something was published last, and a day of the period whose duty this met: a report of an earlier year, made
    up for today, says nothing of this year's."""

    on: date
    met_on: date


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One duty: when something was published last, when the next time is due, and since when it is late.

    `due_on` is None where no day is set: a duty without a cycle, and one that does not apply.
    """

    row: Row
    state: State
    last_on: date | None = None
    due_on: date | None = None
    since_on: date | None = None


def board(rows: Iterable[Row], last_published: Mapping[int, Last], on: date) -> list[BoardLine]:
    """How each duty stands on a day, in the order of the rows; `last_published` has its days by the ids of rows."""
    return [_line(row, last_published.get(row.pk), on) for row in rows if row.is_active]


def _line(row: Row, last: Last | None, on: date) -> BoardLine:
    last_on, met_on = (last.on, last.met_on) if last else (None, None)
    if row.is_not_involved:
        return BoardLine(row, State.NOT_INVOLVED, last_on)
    awaited = owed(Cycle(row.cycle), since_on=row.since_on, last_on=met_on, by=due_each_year(row))
    if awaited is None:
        return BoardLine(row, State.PUBLISHED if last_on else State.DUE, last_on)
    if awaited.due_on < on:
        return BoardLine(row, State.LATE, last_on, awaited.due_on, awaited.due_on + timedelta(days=1))
    is_met = last_on is not None and awaited.first_on > on
    return BoardLine(row, State.PUBLISHED if is_met else State.DUE, last_on, awaited.due_on)
