"""The few organs of the invented county, told into the tests' own database, on the demo's own day.

They are told once for all tests of a file; what one of these does to them is taken back after it. Such a file has no
other tests of the database: they would find the county there, too.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings as chosen
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from gongkai.web.demo.building import build, read_reports
from gongkai.web.demo.county import TODAY
from gongkai.web.demo.day import FILE, beginning
from gongkai.web.foundations import clock
from gongkai.web.foundations.models import kept_storage
from gongkai.web.organs.models import Organ
from gongkai.web.reports.models import source_storage


@pytest.fixture
def standing_still(settings):
    """The clock stands on the demo's day for one test; what the command writes beside the database goes again."""
    settings.FIXED_TODAY = TODAY
    yield TODAY
    (settings.HOME / FILE).unlink(missing_ok=True)


@pytest.fixture(scope="module")
def _told_reports(django_db_setup, django_db_blocker):
    with _told(django_db_blocker, _tell_reports) as files:
        yield files


@pytest.fixture(scope="module")
def _told_county(django_db_setup, django_db_blocker):
    with _told(django_db_blocker, partial(call_command, "demo", small=True, verbosity=0)) as files:
        yield files


@pytest.fixture
def small_reports(_told_reports, db, standing_still):
    """The few organs with their reports alone."""
    _put_back(_told_reports)


@pytest.fixture
def small_county(_told_county, db, standing_still):
    """The few organs with everything that is told of them."""
    _put_back(_told_county)


def _tell_reports() -> None:
    build(at=beginning(), is_small=True)
    read_reports(at=clock.now())


@contextmanager
def _told(blocker, tell: Callable[[], None]) -> Iterator[Path]:
    """Something stands in the database, below whatever each test begins; the folder of the files that belong to it."""
    below = transaction.atomic()
    below._from_testcase = (
        True  # as Django marks those of its own tests: an act may be the outermost above it
    )
    with TemporaryDirectory() as folder, blocker.unblock(), below:
        assert not Organ.objects.exists(), "a file has one county"
        with override_settings(FIXED_TODAY=TODAY):
            tell()
        for number, place in enumerate(_places()):
            _copy(place, Path(folder, str(number)))
        (chosen.HOME / FILE).unlink(missing_ok=True)
        with blocker.block():
            yield Path(folder)
        transaction.set_rollback(True)


def _put_back(files: Path) -> None:
    """Files are as they were when everything had been told."""
    for number, place in enumerate(_places()):
        _copy(files / str(number), place)


def _places() -> tuple[Path, ...]:
    return Path(kept_storage().location), Path(source_storage().location), chosen.HOME / "demo_password"


def _copy(one: Path, other: Path) -> None:
    if one.is_dir():
        shutil.copytree(one, other, dirs_exist_ok=True)
    elif one.exists():
        shutil.copyfile(one, other)
