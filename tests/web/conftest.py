"""The site over a database file of its own; Django is started here, so that no other test pays for it."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.web.settings.test"

import django

django.setup()

from django.core.cache import cache  # noqa: E402 - Django must have started

# These, too, need Django to have started.
from gongkai.engine import intake  # noqa: E402
from gongkai.web.demo.county import SOURCES  # noqa: E402
from gongkai.web.organs.actions import place  # noqa: E402 - Django must have started
from gongkai.web.organs.models import Organ  # noqa: E402
from gongkai.web.reports.actions import take_in  # noqa: E402
from gongkai.web.reports.models import Report  # noqa: E402

from . import sample  # noqa: E402

NOW = datetime(2026, 2, 3, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def organ(db) -> Organ:
    """A township with an address."""
    county = place(
        Organ(slug="county", name="墨鹭县人民政府", short_name="墨鹭县", level="county", kind="government")
    )
    return place(
        Organ(
            slug="zhenxi",
            name="枕溪镇人民政府",
            short_name="枕溪镇",
            level="township",
            kind="government",
            parent=county,
            address="溪前街2号",
        )
    )


@pytest.fixture
def kept(organ) -> Report:
    """Its report of 2024 as the sample has it, whatever the engine would say today."""
    data = sample.report()
    return Report.objects.create(
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


@pytest.fixture
def printed(organ) -> Report:
    """A report of 2025 that came as a PDF file: two findings, on pages 1, 3 and 4."""
    cache.clear()
    return take_in(organ, intake.take_file(SOURCES / "dengxia-2025.pdf"), at=NOW)


@pytest.fixture
def superuser(db, django_user_model):
    """Somebody who may do everything in the office."""
    return django_user_model.objects.create_superuser(
        "admin", password="only-for-tests", last_name="管", first_name="理"
    )
