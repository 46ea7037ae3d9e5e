"""What tests of monthly counts begin with: a town, its clerk, and ways to say what was counted."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.web.decisions.actions import Entry, enter
from tests.web.conftest import NOW

SOURCE = "行政审批系统"
JANUARY = date(2026, 1, 1)


def said(kind="licences", month=JANUARY, value: object = 5, **more) -> Entry:
    """One entry, good unless something else is said."""
    return Entry(**{"kind": kind, "month": month, "value": value, "source": SOURCE} | more)


def year_of(organ, by, year=2025, *, months=range(1, 13), **values):
    """Enter the same values for some months of a year: year_of(town, clerk, licences=2, admin_fees=0)."""
    entries = [
        said(kind, date(year, month, 1), Decimal(value) if kind == "admin_fees" else value)
        for month in months
        for kind, value in values.items()
    ]
    return enter(organ, entries, by=by, at=NOW)


@pytest.fixture
def clerk(organ, viewer_of):
    return viewer_of("clerk", organ)
