"""What holds of every clock: more rest or more asking never shortens, entries may come in any order, overlaps are one."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.case import CaseEvent, Consulted, Happened
from gongkai.kernel.clock import clock, due
from gongkai.kernel.deadlines import ClockLaw
from gongkai.kernel.workdays import Calendar, Holiday, is_workday
from gongkai.lawbook.deadlines import clock_law

ONE = timedelta(days=1)
received_days = st.dates(date(2024, 1, 1), date(2026, 10, 31))


@st.composite
def consultations(draw: st.DrawFn, received: date, name: str) -> list[CaseEvent]:
    """One consultation in the first weeks: sent, perhaps served, perhaps answered."""
    sent = received + draw(st.integers(0, 25)) * ONE
    found = [
        CaseEvent(kind=Happened.CONSULTATION_SENT, on=sent, id=name, of=draw(st.sampled_from([*Consulted])))
    ]
    on = sent
    if draw(st.booleans()):
        on = sent + draw(st.integers(0, 10)) * ONE
        found.append(CaseEvent(kind=Happened.CONSULTATION_RECEIVED, on=on, id=name))
    if draw(st.booleans()):
        on += draw(st.integers(1, 40)) * ONE
        found.append(CaseEvent(kind=Happened.CONSULTATION_CLOSED, on=on, id=name))
    return found


@st.composite
def histories(draw: st.DrawFn) -> list[CaseEvent]:
    """An application with up to three consultations and perhaps an extension in its first weeks."""
    received = draw(received_days)
    events = [CaseEvent(kind=Happened.RECEIVED, on=received)]
    for place in range(draw(st.integers(0, 3))):
        events += draw(consultations(received, f"c{place}"))
    if draw(st.booleans()):
        on = received + draw(st.integers(0, 20)) * ONE
        events.append(CaseEvent(kind=Happened.EXTENDED, on=on, days=draw(st.integers(1, 20))))
    return events


def last_day(events: list[CaseEvent], law: ClockLaw) -> date:
    counted = due(events, law=law)
    assert counted is not None
    return counted.day


def with_day_off(calendar: Calendar, day: date) -> Calendar:
    makeup = {one: why for one, why in calendar.makeup.items() if one != day}
    return replace(calendar, off={**calendar.off, day: Holiday("地方节日", "通知")}, makeup=makeup)


@given(histories(), st.integers(-5, 120))
def test_one_more_day_off_never_shortens(events: list[CaseEvent], offset: int) -> None:
    law = clock_law()
    more = replace(law, calendar=with_day_off(law.calendar, events[0].on + offset * ONE))
    assert last_day(events, more) >= last_day(events, law)


@given(histories(), st.data())
def test_one_more_consultation_never_shortens(events: list[CaseEvent], data: st.DataObject) -> None:
    more = data.draw(consultations(events[0].on, "more"))
    assert last_day(events + more, clock_law()) >= last_day(events, clock_law())


@given(histories().flatmap(lambda events: st.tuples(st.just(events), st.permutations(events))))
def test_order_of_entry_does_not_matter(both: tuple[list[CaseEvent], list[CaseEvent]]) -> None:
    assert clock(both[1], law=clock_law()) == clock(both[0], law=clock_law())


@given(histories())
def test_pauses_are_the_union(events: list[CaseEvent]) -> None:
    """Every day that some consultation takes out is in one pause, and none is counted twice."""
    law = clock_law()
    found = clock(events, law=law)
    days = {
        pause.after_on + n * ONE
        for pause in found.pauses
        for n in range(1, (pause.until_on - pause.after_on).days + 1)
    }
    assert found.tolled == sum(is_workday(day, calendar=law.calendar) for day in days)
    assert all(found.is_paused(day) for day in days)
    ends = [day for pause in found.pauses for day in (pause.after_on, pause.until_on)]
    assert ends == sorted(ends)
    assert len({*ends}) == len(ends)


@given(histories())
def test_the_fast_telling_and_the_explained_one_agree(events: list[CaseEvent]) -> None:
    found = clock(events, law=clock_law())
    counted = due(events, law=clock_law())
    assert counted is not None
    assert (found.due_on, found.is_provisional) == (counted.day, counted.is_provisional)
    assert [step.on for step in found.steps] == sorted(step.on for step in found.steps)
    assert found.steps[-1].on >= found.due_on
    assert all("{" not in step.sentence + step.effect for step in found.steps)
