"""The board of duties in the office, and the calendar file."""

from datetime import date

import pytest
from icalendar import Calendar

from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue.actions import adopt_starter, end_row
from gongkai.web.catalogue.board import Last
from gongkai.web.disclosure import selectors
from gongkai.web.office.rooms import board
from tests.web.conftest import NOW

BOARD = "/office/catalogue/board/"


@pytest.fixture
def clerk(browser_of, organ):
    return browser_of("clerk", organ)


@pytest.fixture
def adopted(organ):
    adopt_starter(organ, by=SYSTEM, at=NOW)
    return {row.code: row for row in organ.catalogue_rows.all()}


@pytest.fixture
def day(monkeypatch):
    """`day(2026, 4, 10)`: on that day somebody looks."""
    return lambda *on: monkeypatch.setattr(board.clock, "today", lambda: date(*on))


def published(monkeypatch, row, on):
    monkeypatch.setattr(selectors, "last_published", lambda _rows: {row.pk: Last(on, on)})


def test_an_organ_without_a_catalogue_is_told_so(clerk):
    assert "枕溪镇人民政府的目录中还没有公开事项" in clerk.get(BOARD).text


def test_what_is_due_what_is_late_and_what_was_published(clerk, adopted, day, monkeypatch):
    published(monkeypatch, adopted["town_inspections"], date(2026, 3, 2))
    day(2026, 3, 20)
    text = clerk.get(BOARD).text
    assert "共41项，逾期0项，待公开40项，已公开1项，未涉及0项。有41项还没有指定责任科室和责任人。" in text
    assert "2026年3月31日（还有7个工作日）" in text
    day(2026, 4, 10)
    text = clerk.get(BOARD).text
    assert "逾期1项" in text
    assert "2026年3月31日（已过7个工作日）" in text
    assert text.index("社会救助") < text.index("政府信息公开指南")
    late = clerk.get(f"{BOARD}?state=late").text
    assert "社会救助" in late
    assert "政府信息公开指南" not in late


def test_what_has_ended_is_not_on_it(clerk, adopted, day):
    day(2026, 3, 20)
    end_row(adopted["town_levies"], on=NOW.date(), by=SYSTEM, at=NOW)
    text = clerk.get(BOARD).text
    assert "共40项" in text
    assert "筹资筹劳" not in text


def test_nobody_gets_the_board_of_another_organ(clerk, browser_of, county, organ, adopted):
    answer = clerk.get(BOARD, {"organ": county.pk})
    assert "墨鹭县人民政府" not in answer.text
    assert "共" not in answer.text.split("sheet-filter")[1].split("</form>")[1]
    above = browser_of("authority", county)
    assert "共41项" in above.get(BOARD, {"organ": organ.pk}).text
    assert (
        browser_of("clerk", county).get("/office/catalogue/calendar.ics", {"organ": organ.pk}).status_code
        == 400
    )


def test_the_calendar_holds_the_due_days(clerk, organ, adopted, day):
    day(2026, 3, 20)
    answer = clerk.get("/office/catalogue/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.text).walk("VEVENT")
    told = {str(event["summary"]): event["dtstart"].dt for event in events}
    assert told["待公开：社会救助"] == date(2026, 3, 31)
    assert told["待公开：政府信息公开工作年度报告"] == date(2027, 1, 31)
    assert "待公开：公告和公示" not in told
