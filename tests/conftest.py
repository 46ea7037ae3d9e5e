"""What every floor of tests shares: the order of the floors and the folder of published reports."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

# What is imported and collected stays until the end: looking again and again whether it may go took a tenth of all time.
gc.disable()
# A busy machine is no fault of the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

TESTS = Path(__file__).parent
# Fast and low floors first: a broken kernel is told before a browser is started. The journeys stand together, for all of
# them share one browser and one site.
FLOORS = ("kernel", "law", "engine", "architecture", "cli", "faults", "journeys", "web")
# Files that take long begin early on their floor: a process that comes to one last would keep the others waiting.
LONG = (
    "journeys/test_review_chains.py",
    "journeys/test_portal.py",
    "journeys/test_editor.py",
    "web/test_serving.py",
    "web/harvest/test_instances.py",
    "web/visibility/",
    "web/disclosure/test_sentences.py",
    "web/test_demo",
    "web/test_files.py",
    "web/search_opensearch/test_asking.py",
    "web/organs/test_import_size.py",
    "web/test_gone_at_once.py",
    "web/outbox/test_faults.py",
)


# What the database itself refuses is tried on PostgreSQL case by case; of other tests the first case is enough there, for
# all their cases run on SQLite. The soak has them all.
REFUSED_BY_THE_DATABASE = (
    "guards",
    "no_way_around",
    "every_word",
    "databases",
    "two_writers",
    "test_act",
    "verify",
)


def _place(item: pytest.Item) -> tuple[int, int]:
    path = item.path.relative_to(TESTS)
    floor = FLOORS.index(path.parts[0]) if path.parts[0] in FLOORS else len(FLOORS)
    long = next((place for place, name in enumerate(LONG) if path.as_posix().startswith(name)), len(LONG))
    return floor, long


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run the floors in their order and what is long first on each, keeping the order otherwise."""
    items.sort(key=_place)
    if os.environ.get("GONGKAI_TEST_DATABASE") and config.option.markexpr == "not soak":
        first = {_test(item): item for item in reversed(items)}
        spare = [item for item in items if first[_test(item)] is not item and not _is_guard(item)]
        config.hook.pytest_deselected(items=spare)
        left = set(items) - set(spare)
        items[:] = [item for item in items if item in left]


def _test(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _is_guard(item: pytest.Item) -> bool:
    return any(name in item.path.stem for name in REFUSED_BY_THE_DATABASE)


def pytest_collection_finish() -> None:
    """From now on memory is tidied up as ever, but for what is there already."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


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
