"""What every floor of tests shares: the order of the floors and the folder of published reports."""

import os
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
# Fast and low floors first: a broken kernel is told before a browser is started.
FLOORS = ("kernel", "law", "engine", "architecture", "cli", "web", "journeys")


def _floor(item: pytest.Item) -> int:
    first = item.path.relative_to(TESTS).parts[0]
    return FLOORS.index(first) if first in FLOORS else len(FLOORS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the floors in their order, keeping the order inside each."""
    items.sort(key=_floor)


def pytest_report_header() -> str:
    """Which database the site's tests run on."""
    return f"database: {'PostgreSQL' if os.environ.get('GONGKAI_TEST_DATABASE') else 'SQLite'}"


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """The folder of published reports; they belong to others and are not kept here."""
    folder = os.environ.get("GONGKAI_REAL_REPORTS")
    if not folder or not Path(folder).is_dir():
        pytest.skip("GONGKAI_REAL_REPORTS 未设置：跳过对真实公开报告的检查")
    return Path(folder)
