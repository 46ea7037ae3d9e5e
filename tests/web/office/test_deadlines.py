"""期限日历: every day that somebody must keep, with what is left of it, for all who have such days."""

import re
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from gongkai.web.foundations import clock
from gongkai.web.office.days_to_keep import days_of
from gongkai.web.remedies.actions import Lodged, register
from gongkai.web.reports.actions.arranging import Dates, set_calendar
from tests.web.applications.conftest import applied, taken_in  # noqa: F401 - fixtures
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = localdate(NOW)
DAY = timedelta(days=1)
PAGE = "/office/deadlines/"
LATE_IN_THE_YEAR = date(2026, 11, 12)


def told(viewer, today=TODAY):
    """The days as they are said."""
    return [(one.on, one.what, one.of) for one in days_of(viewer, today)]


@pytest.fixture
def suit(taken_in, viewer_of, organ):  # noqa: F811 - the fixture itself
    lodged = Lodged("suit", "", "墨鹭县人民法院", "〔2026〕行初1号", TODAY - DAY)
    return register(taken_in.application, lodged, by=viewer_of("clerk", organ), at=NOW)


def test_what_a_court_waits_for_stands_among_the_days(suit, viewer_of, organ):
    assert (suit.due_on, "应诉答复期限", f"枕溪镇{suit.application}，行政诉讼") in told(
        viewer_of("clerk", organ)
    )


def test_a_report_is_listed_in_good_time_and_when_it_is_late(viewer_of, organ):
    clerk = viewer_of("clerk", organ)
    this_year = (date(2027, 1, 31), "公布期限", "枕溪镇2026年度报告")
    assert this_year in told(clerk, LATE_IN_THE_YEAR)
    assert this_year not in told(clerk, date(2026, 6, 1))
    assert (date(2026, 1, 31), "公布期限", "枕溪镇2025年度报告") in told(clerk, date(2026, 6, 1))


def test_the_authority_reads_one_line_for_everybody_of_a_day(viewer_of, county, organ):
    by = viewer_of("authority", county)
    set_calendar(county, 2026, Dates(townships_due_on=date(2027, 1, 20)), by=by, at=NOW)
    lines = told(by, LATE_IN_THE_YEAR)
    assert (date(2027, 1, 20), "公布期限", "枕溪镇2026年度报告") in lines
    assert [on for on, *_ in lines] == sorted(on for on, *_ in lines)
    assert told(viewer_of("chief_leader", organ), LATE_IN_THE_YEAR) == []


def test_the_page_tells_what_is_left_the_next_day_first(suit, browser_of, organ, county, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    page = browser_of("clerk", organ).get(PAGE).text
    days = re.findall(r"<td>(\d{4}年\d+月\d+日)", page)
    assert len(days) == len(told_days := re.findall(r"board-state", page)) == 3, (days, told_days)
    assert "已经逾期" in page
    assert "还有" in page
    assert "年度报告提前120天列出" in page
    authority = browser_of("authority", county).get(PAGE)
    assert authority.status_code == 200
    assert "2025年度报告" in authority.text


def test_a_page_without_days_says_what_would_stand_there(browser_of, organ, reported, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(reported.year + 1, 6, 1))
    assert "到时列在这里" in browser_of("publisher", organ).get(PAGE).text


def test_the_calendar_has_the_same_days_and_no_titles(suit, browser_of, organ):
    text = browser_of("clerk", organ).get(f"{PAGE}file.ics").text.replace("\r\n ", "")
    assert "应诉答复期限：枕溪镇" in text
    assert "年度报告" in text
    assert suit.application.title not in text
    assert suit.case_no not in text
