"""The program in the bundle reckons the same days as we do, by code of its own: worked cases, and cases taken at random."""

import random
from datetime import date, timedelta

import pytest

from gongkai.kernel.case import CaseEvent, Consulted, Happened, Reopener
from gongkai.kernel.clock import clock
from gongkai.kernel.problems import NotLawful
from gongkai.lawbook.deadlines import clock_law
from gongkai.web.applications.bundling.reckoning import told_of
from gongkai.web.applications.bundling.verify_bundle import Reckoning
from tests.kernel.clock_cases import told
from tests.kernel.test_clock import WORKED

ONE = timedelta(days=1)
# What happened, and the last day of each round.
ROUNDS = [
    ("2026-01-30 received; 2026-03-04 served; 2026-05-06 reopened by=court", ["2026-03-05", "2026-06-02"]),
    (
        "2026-01-30 received; 2026-03-04 served; 2026-05-06 reopened by=review limit_on=2026-05-20",
        ["2026-03-05", "2026-05-20"],
    ),
    (
        """
        2026-01-30 received; 2026-02-05 consultation_sent id=c1 of=organ; 2026-02-10 served
        2026-05-06 reopened by=self; 2026-05-08 extended days=5
        """,
        ["2026-03-26", "2026-06-09"],
    ),
    ("2026-01-30 received; 2026-02-05 fee_noticed; 2026-02-10 fee_paid; 2026-02-11 posted", ["2026-03-16"]),
    ("2026-01-30 received; 2026-02-05 correction_asked; 2026-03-30 correction_lapsed", [None]),
    (
        "2026-01-30 received; 2026-02-25 correction_asked reason=late; 2026-02-27 corrected; 2026-03-05 served",
        ["2026-03-05"],
    ),
    ("2026-01-30 received; 2026-02-05 reasons_asked; 2026-03-02 delayed until=2026-06-30", ["2026-06-30"]),
    ("2026-01-30 received; 2026-02-03 withdrawn", ["2026-03-05"]),
]
KINDS = (
    *("consultation_sent", "consultation_received", "consultation_closed", "correction_asked", "corrected"),
    *("correction_lapsed", "extended", "delayed", "fee_noticed", "fee_paid", "fee_lapsed", "reasons_asked"),
    *("posted", "served", "replied", "withdrawn", "reopened", "reopened", "assigned"),
)


def reckoned(events):
    """What the program comes to, and what we told it that we came to."""
    said = told_of(events)
    ours = [{key: one[key] for key in ("due_on", "made_on")} for one in said["rounds"]]
    return Reckoning(said).rounds(), ours


@pytest.mark.parametrize(("written", "due"), [(one[0], one[1]) for one in WORKED])
def test_worked_examples(written, due) -> None:
    theirs, ours = reckoned(told(written))
    assert theirs == ours
    assert theirs[-1]["due_on"] == due


@pytest.mark.parametrize(("written", "due"), ROUNDS)
def test_rounds(written, due) -> None:
    theirs, ours = reckoned(told(written))
    assert theirs == ours
    assert [one["due_on"] for one in theirs] == due


def one_more(chance, on, entry) -> CaseEvent:
    """Anything that may happen, lawful or not."""
    kind = Happened(chance.choice(KINDS))
    says = {
        Happened.CONSULTATION_SENT: {"of": chance.choice([*Consulted])},
        Happened.CORRECTION_ASKED: {"reason": chance.choice(["", "late"])},
        Happened.CORRECTED: {"reason": chance.choice(["", "ill"])},
        Happened.EXTENDED: {"days": chance.randint(1, 20)},
        Happened.DELAYED: {"until": on + chance.randint(1, 90) * ONE},
        Happened.REOPENED: {
            "by": chance.choice([*Reopener]),
            "limit_on": chance.choice([None, on + chance.randint(1, 60) * ONE]),
        },
    }.get(kind, {})
    is_asking = kind.value.startswith("consultation")
    return CaseEvent(kind=kind, on=on, id=chance.choice("abc") if is_asking else "", entry=entry, **says)


def at_random(chance) -> list[CaseEvent]:
    """A case that goes on until nothing more happens; what the law leaves no room for does not happen."""
    on = date(2024, 1, 1) + chance.randint(0, 900) * ONE
    events = [CaseEvent(kind=Happened.RECEIVED, on=on, entry=1)]
    for entry in range(2, chance.randint(3, 40)):
        on += chance.choice([0, 0, 1, 1, 2, 5, 12, 26]) * ONE
        tried = [*events, one_more(chance, on, entry)]
        try:
            clock(tried, law=clock_law())
        except NotLawful:
            continue
        events = tried
    return events


def test_cases_at_random() -> None:
    chance = random.Random(8)
    several = reopened = 0
    for _ in range(1500):
        events = at_random(chance)
        theirs, ours = reckoned(events)
        assert theirs == ours, events
        several += len(events) > 4
        reopened += len(ours) > 1
    assert several > 500
    assert reopened > 300
