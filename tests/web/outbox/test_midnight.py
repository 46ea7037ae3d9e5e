"""A demo lives on one day: what was put off beyond its midnight is run when that hour comes again."""

from datetime import timedelta

import pytest

from gongkai.kernel.problems import Unwritable
from gongkai.web.outbox.models import Errand
from gongkai.web.outbox.running import run_next
from gongkai.web.outbox.selectors import stuck

from .conftest import NOON, asked

LATE = NOON.replace(hour=23, minute=59, second=50)
MORNING = NOON.replace(hour=0, minute=0, second=0)


@pytest.fixture
def demo(settings):
    """The site stands on the day of these errands."""
    settings.FIXED_TODAY = NOON.date()


def _fails_at(runs, at):
    """An errand that is asked for and fails at this moment; then what was wrong is mended."""
    asked("test.failing", due_at=at)
    runs.fails = Unwritable("磁盘已满。", "请清理。")
    assert run_next(at=at).problem == "unwritable"
    runs.fails = None


def test_what_failed_just_before_midnight_is_tried_again_after_it(runs, demo, db):
    _fails_at(runs, LATE)
    for seconds in (1, 9):
        assert run_next(at=LATE + timedelta(seconds=seconds)) is None
    assert run_next(at=MORNING + timedelta(seconds=19)) is None
    assert run_next(at=MORNING + timedelta(seconds=20)).problem == ""
    assert Errand.objects.get().done_at == MORNING + timedelta(seconds=20)


def test_it_goes_on_failing_with_growing_pauses(runs, demo, db):
    _fails_at(runs, LATE)
    runs.fails = Unwritable("磁盘已满。", "请清理。")
    assert run_next(at=MORNING + timedelta(minutes=1)).problem == "unwritable"
    assert run_next(at=MORNING + timedelta(seconds=119)) is None
    assert run_next(at=MORNING + timedelta(seconds=120)).problem == "unwritable"
    assert not stuck().exists()


def test_what_died_with_its_worker_before_midnight_is_taken_up_after_it(runs, demo, db):
    asked("test.exact", due_at=LATE)
    Errand.objects.update(attempts=1, next_at=LATE + timedelta(minutes=5))
    assert run_next(at=LATE) is None
    assert run_next(at=MORNING + timedelta(minutes=5)).problem == ""


def test_what_is_for_tomorrow_is_not_for_this_morning(runs, demo, db):
    asked("test.exact", due_at=MORNING + timedelta(days=1))
    assert run_next(at=MORNING + timedelta(hours=1)) is None


def test_where_days_go_by_nothing_is_run_before_its_moment(runs, db):
    _fails_at(runs, LATE)
    assert run_next(at=MORNING + timedelta(hours=1)) is None
    assert run_next(at=MORNING + timedelta(days=1, seconds=20)).problem == ""
