"""A township with something of everything that the interface tells, and counts that begin anew with each test."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from gongkai.web.disclosure import actions
from gongkai.web.disclosure.actions import File
from gongkai.web.foundations import files
from tests.web.disclosure.conftest import CONTENT, NOW, approved, draft, live, town

__all__ = ["approved", "draft", "live", "town"]
LATER = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    shutil.rmtree(Path(settings.HOME) / "counts", ignore_errors=True)


@pytest.fixture
def full(organ, town):
    """An item in its second wording, with a file."""
    with transaction.atomic():
        file = File("值班表.pdf", files.keep(b"%PDF-1.4", media_type="application/pdf", ending="pdf"))
    item = town.publish(town.draft(organ, replace(CONTENT, attachments=(file,), doc_no="枕政发〔2026〕3号")))
    town.change(item, body="<p>值班时间另行通知。</p>", at=LATER)
    return town.publish(item, at=LATER)


@pytest.fixture
def withdrawn(organ, town):
    """An item that was public once."""
    item = town.publish(town.draft(organ, replace(CONTENT, title="拾穗桥封闭施工的通告")))
    return actions.withdraw(item, reason="版本有误", by=town.publisher, at=LATER)
