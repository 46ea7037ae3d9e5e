"""A year whose report was public as a file before it is made here."""

from datetime import timedelta
from pathlib import Path

from django.core.files.storage import storages

from gongkai.engine.intake import take_bytes
from gongkai.web.reports.actions import publishing
from tests.law.test_rules import HOLDS
from tests.web.conftest import NOW

from .desk import fresh

FIRST = NOW - timedelta(days=20)
NOTE = "原报告漏计一件申请，按台账重新编制。"


def file_of(desk, **changed):
    """The file as the organ published it; `changed` replaces words."""
    said = HOLDS.replace("雁回镇人民政府", desk.organ.name).replace("雁回镇", desk.organ.short_name)
    for old, new in {"2024": "2025", **changed}.items():
        said = said.replace(old, new)
    return take_bytes(said.encode(), "旧报告.txt")


def kept(name: str) -> Path:
    """Where a file is kept."""
    return Path(storages["sources"].path(name))


def explained(desk):
    """The report with its note of correction."""
    compilation = desk.written()
    return publishing.explain(compilation, note=NOTE, by=desk.viewer("clerk"), at=NOW)


def through(desk, compilation):
    """From the draft to the public edition."""
    desk.ask(compilation)
    desk.give(compilation)
    review = desk.send_in(compilation)
    desk.review(review)
    desk.approve(review)
    return desk.publish(fresh(compilation))
