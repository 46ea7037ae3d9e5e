"""The board: due, published, late, stated not to apply; and the duty calendar made from it."""

from datetime import date

import pytest
from icalendar import Calendar

from gongkai.web.catalogue.board import Last, State, board
from gongkai.web.catalogue.calendar import ical
from gongkai.web.catalogue.models import Row, Status
from tests.web.conftest import NOW

SINCE = date(2026, 2, 3)


def row(cycle="quarterly", limit="publication", **fields) -> Row:
    """A duty since February 2026; the board asks no database."""
    given = {"pk": 7, "name": "社会救助", "level1": "民生保障", "basis": "条例第二十一条"}
    return Row(**given | {"cycle": cycle, "limit": limit, "since_on": SINCE} | fields)


def published(day: str) -> Last:
    return Last(date.fromisoformat(day), date.fromisoformat(day))


def line(one: Row, on: str, last: str | None = None):
    dates = {one.pk: published(last)} if last else {}
    [found] = board([one], dates, date.fromisoformat(on))
    return found


@pytest.mark.parametrize(
    ("on", "last", "state", "due_on", "since_on"),
    [
        ("2026-02-03", None, State.DUE, "2026-03-31", None),
        ("2026-03-31", None, State.DUE, "2026-03-31", None),
        ("2026-04-01", None, State.LATE, "2026-03-31", "2026-04-01"),
        ("2026-12-01", None, State.LATE, "2026-03-31", "2026-04-01"),
        ("2026-03-31", "2026-03-02", State.PUBLISHED, "2026-06-30", None),
        ("2026-04-01", "2026-03-02", State.DUE, "2026-06-30", None),
        ("2026-07-01", "2026-03-02", State.LATE, "2026-06-30", "2026-07-01"),
        ("2026-02-10", "2025-11-20", State.DUE, "2026-03-31", None),
        ("2026-02-10", "2026-01-20", State.PUBLISHED, "2026-06-30", None),
    ],
)
def test_a_quarterly_duty(on, last, state, due_on, since_on):
    found = line(row(), on, last)
    assert (found.state, str(found.due_on)) == (state, due_on)
    assert str(found.since_on) == str(since_on)


def test_an_annual_report_is_due_on_the_day_that_the_law_sets():
    report = row("yearly", "township_report")
    assert line(report, "2026-03-01").due_on == date(2027, 1, 31)
    assert line(report, "2027-02-01").state is State.LATE
    assert line(report, "2027-02-01", "2027-01-20").state is State.PUBLISHED


@pytest.mark.parametrize("cycle", ["none", "as_it_happens"])
def test_a_duty_without_a_cycle_is_never_late(cycle):
    assert line(row(cycle), "2029-01-01").state is State.DUE
    found = line(row(cycle), "2029-01-01", "2026-02-05")
    assert (found.state, found.due_on) == (State.PUBLISHED, None)


def test_what_does_not_apply_is_not_late():
    found = line(row(statement_item=3), "2029-01-01")
    assert (found.state, found.due_on, found.since_on) == (State.NOT_INVOLVED, None, None)


def test_what_has_ended_is_on_no_board():
    assert board([row(status=Status.ENDED, until_on=SINCE)], {}, SINCE) == []


def test_each_row_takes_its_own_date():
    first, second = row(), row(pk=8)
    states = [one.state for one in board([first, second], {8: published("2026-02-20")}, date(2026, 3, 1))]
    assert states == [State.DUE, State.PUBLISHED]


def test_the_calendar_can_be_subscribed_to():
    named = row(name="社会救助，名单；公示")
    lines = board([named, row("none", pk=8), row(pk=9, statement_item=1)], {}, date(2026, 4, 1))
    text = ical(lines, name="枕溪镇公开日历", host="gongkai.example", at=NOW)
    assert all(len(each.encode()) <= 75 for each in text.split("\r\n"))
    calendar = Calendar.from_ical(text)
    assert calendar["x-wr-calname"] == "枕溪镇公开日历"
    [event] = calendar.walk("VEVENT")
    assert event["uid"] == "catalogue-7-2026-03-31@gongkai.example"
    assert event["summary"] == "逾期：社会救助，名单；公示"
    assert event["dtstart"].dt == date(2026, 3, 31)
    assert event["dtend"].dt == date(2026, 4, 1)
    assert text == ical(lines, name="枕溪镇公开日历", host="gongkai.example", at=NOW)
