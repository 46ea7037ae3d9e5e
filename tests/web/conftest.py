"""The site over a database file of its own; Django is started here, so that no other test pays for it."""

import os
import shutil
from collections.abc import Callable
from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.web.settings.test"

import django

django.setup()

from django.core.cache import cache  # noqa: E402 - Django must have started
from django.db import connection, transaction  # noqa: E402
from django.test import Client, TransactionTestCase  # noqa: E402
from django.utils import timezone  # noqa: E402

# These, too, need Django to have started.
from gongkai.engine import intake  # noqa: E402
from gongkai.kernel.duties import SYSTEM, Viewer  # noqa: E402
from gongkai.web.demo.county import SOURCES  # noqa: E402
from gongkai.web.foundations.models import User, kept_storage  # noqa: E402
from gongkai.web.ledger import heads, triggers  # noqa: E402
from gongkai.web.ledger.actions import act  # noqa: E402
from gongkai.web.organs.actions import found  # noqa: E402
from gongkai.web.organs.models import Organ  # noqa: E402
from gongkai.web.people import actions as people  # noqa: E402
from gongkai.web.people.selectors import viewer_for  # noqa: E402
from gongkai.web.reports.actions import take_in  # noqa: E402
from gongkai.web.reports.models import Report, source_storage  # noqa: E402

from . import own_database, sample  # noqa: E402
from .small_county import (  # noqa: E402, F401 - fixtures
    _told_county,
    _told_reports,
    small_county,
    small_reports,
    standing_still,
)
from .told_again import told_again  # noqa: E402


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """pytest-django asks before it makes the database of this process."""
    with pytest.MonkeyPatch.context() as patch:
        own_database.begin_with_empty_tables(connection, patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _emptied_past_the_triggers():
    """The database lets nobody empty the ledger: while it is emptied after a test, the triggers are set aside."""
    empty = _empty_postgresql if connection.vendor == "postgresql" else _empty_sqlite
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty())
        yield


# To delete from empty tables takes no time; truncating all of them, and telling every app of a migration, as Django does,
# takes longer than most tests.
def _empty_sqlite():
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    with (
        triggers.lifted(),
        connection.constraint_checks_disabled(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        for table in sorted(tables - MADE_BY_MIGRATIONS):
            cursor.execute(f'DELETE FROM "{table}"')
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])  # numbers begin anew, too


def _empty_postgresql():
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - MADE_BY_MIGRATIONS
        cursor.execute("SET session_replication_role TO replica")
        cursor.execute(";".join(f'DELETE FROM "{table}"' for table in sorted(tables)))
        cursor.execute("SET session_replication_role TO DEFAULT")


@pytest.fixture(autouse=True)
def _no_files_of_others():
    """Files lie beside the database and outlive what a test does in it: each begins with an empty folder."""
    for folder in (kept_storage().location, source_storage().location, *heads.folders()):
        shutil.rmtree(folder, ignore_errors=True)


MADE_BY_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission", "harvest_instance"}
NOW = datetime(2026, 2, 3, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
LONG_AGO = date(2020, 1, 1)
PASSWORD = "only-For-tests-2026"


@pytest.fixture
def county(db) -> Organ:
    """A county, the top of its tree."""
    county = Organ(
        slug="county", name="墨鹭县人民政府", short_name="墨鹭县", level="county", kind="government"
    )
    return told_again(("county",), lambda: found(county, by=SYSTEM, at=NOW))


@pytest.fixture
def organ(county) -> Organ:
    """A township with an address."""
    town = Organ(
        slug="zhenxi",
        name="枕溪镇人民政府",
        short_name="枕溪镇",
        level="township",
        kind="government",
        parent=county,
        address="溪前街2号",
        phone="0555-5550123",
    )
    town = told_again(("organ",), lambda: found(town, by=SYSTEM, at=NOW))
    town.parent = county
    return town


@pytest.fixture
def kept(organ) -> Report:
    """Its report of 2024 as the sample has it, whatever the engine would say today."""
    data = sample.report()
    report = Report(
        organ=organ,
        year=2024,
        title=data["title"],
        source="aa/aa.txt",
        source_name="枕溪镇2024.txt",
        media_type="text/plain",
        sha256="0" * 64,
        data=data,
        errors=2,
        warnings=1,
        notices=0,
        read_at=NOW,
    )
    with act("reports.keep", organ.pk, by=SYSTEM, at=NOW) as pen:
        pen.save(report, "reports.taken_in", facts={"year": report.year})
    return report


@pytest.fixture
def printed(organ) -> Report:
    """A report of 2025 that came as a PDF file: two findings, on pages 1, 3 and 4."""
    cache.clear()
    return take_in(organ, intake.take_file(SOURCES / "dengxia-2025.pdf"), by=SYSTEM, at=NOW)


@pytest.fixture
def person_with(db) -> Callable[..., User]:
    """`person_with("clerk", organ)`: somebody of the organ who has held the duty for long; None for no duty."""
    numbers = count(1)

    def enrolled(duty: str | None, organ: Organ, *, name: str = "", **fields) -> User:
        number = next(numbers)
        called = name or f"同事{number}"
        if fields:
            return _enrolled(number, called, duty, organ, fields)
        what = ("person", number, called, duty, organ.pk)
        person = told_again(what, lambda: _enrolled(number, called, duty, organ, fields))
        person.organ = organ
        return person

    return enrolled


def _enrolled(number: int, name: str, duty: str | None, organ: Organ, fields: dict[str, object]) -> User:
    person = people.enrol(f"colleague{number}", name, organ=organ, by=SYSTEM, at=NOW)
    person.set_password(PASSWORD)
    person.password_set_at = NOW
    person.save()
    if duty:
        people.appoint(person, duty, organ=organ, since_on=LONG_AGO, by=SYSTEM, at=NOW, **fields)
    return person


def sign_in(client: Client, person: User) -> Client:
    """The browser of somebody who is in, whose account is in order, and who has shown his second factor."""
    User.objects.filter(pk=person.pk).update(password_set_at=timezone.now(), must_change_password=False)
    client.force_login(person, backend="gongkai.web.people.backend.DutyBackend")
    person.sittings.filter(ended_at=None).update(verified_at=timezone.now())
    return client


@pytest.fixture
def viewer_of(person_with) -> Callable[..., Viewer]:
    """`viewer_of("clerk", organ)`: the viewer that such a person is."""

    def viewer(duty: str | None, organ: Organ, **fields) -> Viewer:
        return viewer_for(person_with(duty, organ, **fields).pk, NOW.date())

    return viewer


@pytest.fixture
def superuser(county, person_with):
    """A colleague of the county to whom every screen of the office is open."""
    person = person_with("admin", county, name="管理")
    for duty in ("clerk", "publisher", "office_head"):
        people.appoint(person, duty, organ=county, since_on=LONG_AGO, by=SYSTEM, at=NOW)
    return person
