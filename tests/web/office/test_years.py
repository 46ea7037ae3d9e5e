"""The years that forms offer: no more than ten, and none before there was a form for a report."""

from datetime import date

from gongkai.web.office.years import years_offered


def test_this_year_first_and_none_before_the_first_form():
    offered = years_offered(date(2026, 11, 12))
    assert offered[0] == (2026, "2026年")
    assert [year for year, _ in offered] == list(range(2026, 2018, -1))


def test_no_more_than_ten():
    assert [year for year, _ in years_offered(date(2040, 1, 1))] == list(range(2040, 2030, -1))
