"""Whether a column is kept as the law wants it, in words."""

from datetime import date, timedelta

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue import actions as catalogue
from gongkai.web.catalogue.board import Last, board
from gongkai.web.catalogue.models import Row
from gongkai.web.portal import kept_limits
from gongkai.web.portal.organ_columns import columns_of
from gongkai.web.reports.models import Report
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def duty(organ):
    """`duty("预算", cycle="quarterly")`: a duty of the organ's catalogue."""

    def added(name, **fields):
        row = Row(
            organ=organ, level1="财政", name=name, basis="条例第二十条", channels=["website"],
            **{"is_statutory": True} | fields,
        )  # fmt: skip
        return catalogue.add_row(row, by=SYSTEM, at=NOW)

    return added


def line_of(row, last_on, on):
    last = {row.pk: Last(last_on, last_on)} if last_on else {}
    (line,) = board([row], last, on)
    return kept_limits.of_row(line)


@pytest.mark.parametrize(
    ("last_on", "on", "grade", "sentence"),
    [
        (date(2026, 4, 8), date(2026, 5, 1), "ok", "每季度更新，已按时；下次应于2026年9月30日前"),
        (date(2026, 2, 8), date(2026, 5, 1), "notice", "每季度更新，应于2026年6月30日前"),
        (date(2026, 2, 8), date(2026, 7, 1), "warning", "每季度更新，应于2026年6月30日前更新，现在还没有"),
        (None, date(2026, 2, 5), "notice", "每季度更新，应于2026年3月31日前"),
    ],
)
def test_a_duty_that_comes_again(duty, last_on, on, grade, sentence):
    kept = line_of(duty("收费", cycle="quarterly"), last_on, on)
    assert (kept.grade, kept.sentence) == (grade, sentence)


def test_a_duty_without_a_cycle_is_not_judged(duty):
    assert line_of(duty("机构职能", cycle="none"), None, TODAY) is None


def test_duties_under_which_nothing_stands_are_told(organ, duty):
    duty("收费", cycle="monthly")
    awaited = columns_of(organ, on=date(2026, 3, 2)).awaited
    assert [(line.label, line.limit.grade) for line in awaited] == [("收费", "warning")]


@pytest.mark.parametrize(
    ("on", "grade", "said"),
    [
        (date(2027, 2, 2), "ok", "2027年2月3日前复核"),
        (date(2027, 2, 3), "warning", "应于2027年2月3日前复核，现在还没有"),
    ],
)
def test_a_guide_is_looked_at_again_after_a_year(on, grade, said):
    kept = kept_limits.of_guide(TODAY, on)
    assert kept.grade == grade
    assert said in kept.sentence


@pytest.mark.parametrize(
    ("on", "grade", "sentence"),
    [
        (date(2027, 1, 31), "notice", "2026年度的应于2027年1月31日前公布"),
        (date(2027, 2, 1), "warning", "2026年度的应于2027年1月31日前公布，现在还没有"),
    ],
)
def test_the_report_of_last_year_by_the_day_of_the_law(organ, duty, on, grade, sentence):
    duty("年度报告", limit="township_report", cycle="yearly")
    columns = columns_of(organ, on=on)
    assert (columns.reports.grade, columns.reports.sentence) == (grade, sentence)
    assert not columns.awaited  # it is told once, in its own column


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        (2025, "2026年度的应于2027年1月31日前公布，现在还没有"),
        (2026, "2026年度的已公布"),
    ],
)
def test_a_published_report_meets_the_duty_of_its_own_year(organ, kept, duty, year, sentence):
    """Whenever it was taken in: one that is made up for later says nothing of the next."""
    duty("年度报告", limit="township_report", cycle="yearly")
    Report.objects.update(year=year, read_at=NOW + timedelta(days=380))
    reports = columns_of(organ, on=date(2027, 5, 1)).reports
    assert reports.sentence == sentence


def test_a_withdrawn_report_meets_nothing(organ, kept, duty):
    duty("年度报告", limit="township_report", cycle="yearly")
    Report.objects.update(year=2026, status="withdrawn", withdrawn_on=TODAY)
    assert columns_of(organ, on=date(2027, 5, 1)).reports.grade == "warning"


def test_no_report_is_owed_without_such_a_duty(organ):
    assert columns_of(organ, on=TODAY).reports is None
