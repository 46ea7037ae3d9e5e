"""The statutory clock: counting and explaining against numpy's working days, which know no make-up days."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib.util import find_spec

from benchmarks.measure import Measure, in_turn
from gongkai.kernel.case import CaseEvent, Consulted, Happened
from gongkai.kernel.clock import clock
from gongkai.kernel.workdays import add_workdays
from gongkai.lawbook.deadlines import clock_law

# Short rounds, and many: on a machine with other things to do some of them are left alone.
ROUNDS = 200
DAYS = [date(2024, 1, 1) + timedelta(days=n) for n in range(0, 1000, 10)]
COUNTED_A_SECOND = 200_000
EXPLAINED_A_SECOND = 50_000


def _at(received: date, kind: Happened, after: int, **says: object) -> CaseEvent:
    return CaseEvent(kind=kind, on=received + timedelta(days=after), **says)  # type: ignore[arg-type]


def cases() -> list[list[CaseEvent]]:
    """A hundred applications as a year brings them: of ten, six are only answered, the others have each their delay."""
    found = []
    for place, day in enumerate(DAYS):
        more = {
            6: [_at(day, Happened.CORRECTION_ASKED, 4), _at(day, Happened.CORRECTED, 9)],
            7: _consulted(day),
            8: [_at(day, Happened.EXTENDED, 15, days=20)],
            9: [_at(day, Happened.FEE_NOTICED, 5), _at(day, Happened.FEE_PAID, 12)],
        }.get(place % 10, [])
        found.append([_at(day, Happened.RECEIVED, 0), *more, _at(day, Happened.REPLIED, 18)])
    return found


def long_cases() -> list[list[CaseEvent]]:
    """A hundred with six events each: a third party is asked, and the reply is extended."""
    return [
        [
            _at(day, Happened.RECEIVED, 0),
            *_consulted(day),
            _at(day, Happened.EXTENDED, 18, days=20),
            _at(day, Happened.REPLIED, 40),
        ]
        for day in DAYS
    ]


def _consulted(day: date) -> list[CaseEvent]:
    return [
        _at(day, Happened.CONSULTATION_SENT, 4, id="c", of=Consulted.THIRD_PARTY),
        _at(day, Happened.CONSULTATION_RECEIVED, 6, id="c"),
        _at(day, Happened.CONSULTATION_CLOSED, 16, id="c"),
    ]


def counting() -> None:
    """The twentieth working day after each day."""
    calendar = clock_law().calendar
    for start in DAYS:
        add_workdays(start, 20, calendar=calendar)


def explaining(told: list[list[CaseEvent]]) -> None:
    """Each case with every step of its due day."""
    law = clock_law()
    for events in told:
        clock(events, law=law)


def baseline() -> tuple[str, Callable[[], object]]:
    """numpy's scalar count, where numpy is at hand: it is no dependency of ours. Without it, plain addition of days."""
    if find_spec("numpy") is None:
        more = timedelta(days=20)
        return "plain addition", lambda: [day + more for day in DAYS]
    import numpy as np

    return "numpy.busday_offset", lambda: [np.busday_offset(day, 20, roll="backward") for day in DAYS]


def measures() -> Iterator[Measure]:
    """Counting, then explaining."""
    mix, long = cases(), long_cases()
    yield _measured("× 20 working days", counting, COUNTED_A_SECOND)
    yield _measured("cases explained, a mix", lambda: explaining(mix), EXPLAINED_A_SECOND)
    yield _measured("cases of six events explained", lambda: explaining(long), EXPLAINED_A_SECOND)


def _measured(name: str, one: Callable[[], object], a_second: int) -> Measure:
    """A hundred at once. Whatever else runs on the machine only makes it slower, so the fastest round tells its speed."""
    against, other = baseline()
    one()
    taken, bare = in_turn(one, other, rounds=ROUNDS)
    told = len(DAYS) / min(taken)
    return Measure(
        f"{len(DAYS)} {name}",
        f"{1000 * min(taken):.2f} ms, {told:,.0f}/s",
        f"{against} {1000 * min(bare):.2f} ms",
        min(taken) / min(bare),
        None,
        told >= a_second,
        f"≥ {a_second:,}/s",
    )
