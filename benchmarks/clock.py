"""The statutory clock: counting against plain addition of days, explaining a case against only counting it."""

import statistics
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.measure import Measure, in_turn, ms, ratio
from gongkai.kernel.case import CaseEvent, Consulted, Happened
from gongkai.kernel.clock import clock, due
from gongkai.kernel.workdays import add_workdays
from gongkai.lawbook.deadlines import clock_law

ROUNDS = 15
DAYS = [date(2024, 1, 1) + timedelta(days=n) for n in range(1000)]
COUNTED_A_SECOND = 200_000
EXPLAINED_A_SECOND = 50_000


def _at(received: date, kind: Happened, after: int, **says: object) -> CaseEvent:
    return CaseEvent(kind=kind, on=received + timedelta(days=after), **says)  # type: ignore[arg-type]


def cases() -> list[list[CaseEvent]]:
    """A thousand applications as a year brings them: of ten, six are only answered, the others have each their delay."""
    found = []
    for place, day in enumerate(DAYS):
        more = {
            6: [_at(day, Happened.CORRECTION_ASKED, 4), _at(day, Happened.CORRECTED, 9)],
            7: [
                _at(day, Happened.CONSULTATION_SENT, 4, id="c", of=Consulted.THIRD_PARTY),
                _at(day, Happened.CONSULTATION_RECEIVED, 6, id="c"),
                _at(day, Happened.CONSULTATION_CLOSED, 16, id="c"),
            ],
            8: [_at(day, Happened.EXTENDED, 15, days=20)],
            9: [_at(day, Happened.FEE_NOTICED, 5), _at(day, Happened.FEE_PAID, 12)],
        }.get(place % 10, [])
        found.append([_at(day, Happened.RECEIVED, 0), *more, _at(day, Happened.REPLIED, 18)])
    return found


def counting() -> Measure:
    """The n-th working day after a day: ≥ 200,000 a second; against adding as many days of whatever kind."""
    calendar = clock_law().calendar
    day = timedelta(days=20)

    def one() -> None:
        for start in DAYS:
            add_workdays(start, 20, calendar=calendar)

    def other() -> None:
        for start in DAYS:
            start + day

    one()
    taken, bare = in_turn(one, other, rounds=ROUNDS)
    within = len(DAYS) / statistics.median(taken) >= COUNTED_A_SECOND
    return Measure(
        f"{len(DAYS)} × 20 working days",
        ms(taken),
        f"plain addition {ms(bare)}",
        ratio(taken, bare),
        None,
        within,
        f"≥ {COUNTED_A_SECOND:,}/s",
    )


def explaining() -> Measure:
    """A case with every step of its due day: ≥ 50,000 a second; against only its due day."""
    law, told = clock_law(), cases()

    def one() -> None:
        for events in told:
            clock(events, law=law)

    def other() -> None:
        for events in told:
            due(events, law=law)

    one()
    taken, bare = in_turn(one, other, rounds=ROUNDS)
    within = len(told) / statistics.median(taken) >= EXPLAINED_A_SECOND
    return Measure(
        f"{len(told)} cases explained",
        ms(taken),
        f"only counted {ms(bare)}",
        ratio(taken, bare),
        None,
        within,
        f"≥ {EXPLAINED_A_SECOND:,}/s",
    )


def measures() -> Iterator[Measure]:
    """Counting, then explaining."""
    yield counting()
    yield explaining()
