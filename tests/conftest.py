"""What every floor of tests shares: the order of the floors and the folder of published reports."""

import gc
import os
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# What is imported and collected stays until the end: looking again and again whether it may go took a tenth of all time.
gc.disable()
# A busy machine is no fault of the code; and the same code passes or fails alike, whenever and wherever it is tried.
settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
# The soak looks where nobody has looked yet.
settings.register_profile("soak", settings.get_profile("house"), derandomize=False)
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


# What hangs on the database itself, what it refuses and who waits for whom, is tried on PostgreSQL case by case. Of every
# other file so many tests are, with their first case: all of them run on SQLite. The soak has them all on both.
BY_THE_DATABASE = (
    "guards",
    "no_way",
    "every_word",
    "databases",
    "two_writers",
    "at_once",
    "together",
    "soundness",
    "test_act",
    "verify",
)
SOME_ON_POSTGRESQL = 2


def pytest_configure(config: pytest.Config) -> None:
    """The full counts are searched at random."""
    settings.load_profile("soak" if config.option.markexpr == "soak" else "house")


def _place(item: pytest.Item) -> tuple[int, int]:
    path = item.path.relative_to(TESTS)
    floor = FLOORS.index(path.parts[0]) if path.parts[0] in FLOORS else len(FLOORS)
    long = next((place for place, name in enumerate(LONG) if path.as_posix().startswith(name)), len(LONG))
    return floor, long


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run the floors in their order and what is long first on each, keeping the order otherwise."""
    items.sort(key=_place)
    if os.environ.get("GONGKAI_TEST_DATABASE") and config.option.markexpr == "not soak":
        left = {item for file in _files(items) for item in _on_postgresql(file)}
        config.hook.pytest_deselected(items=[item for item in items if item not in left])
        items[:] = [item for item in items if item in left]


def _files(items: list[pytest.Item]) -> list[list[pytest.Item]]:
    return [list(file) for _, file in groupby(items, key=lambda item: item.path)]


def _on_postgresql(file: list[pytest.Item]) -> list[pytest.Item]:
    """All tests of a file that hangs on the database; of another one some, from its beginning to its end."""
    if any(name in file[0].path.stem for name in BY_THE_DATABASE):
        return file
    tests = list({_test(item): item for item in reversed(file)}.values())[::-1]
    most = min(SOME_ON_POSTGRESQL, len(tests))
    return [tests[place * len(tests) // most] for place in range(most)]


def _test(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


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
