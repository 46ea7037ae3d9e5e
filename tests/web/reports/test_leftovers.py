"""What a report leaves behind goes for certain: at once when it can, by the outbox when it cannot."""

import threading
import time
from pathlib import Path

import pytest
from django.core.cache import cache, caches
from django.db import connections

from gongkai.engine import intake
from gongkai.kernel.duties import SYSTEM
from gongkai.web.demo.county import SOURCES
from gongkai.web.ledger import expunge
from gongkai.web.outbox.models import Errand
from gongkai.web.outbox.running import run_next
from gongkai.web.reports import actions, sources
from gongkai.web.reports.leftovers import FORGET
from gongkai.web.reports.models import Report, source_storage

from ..conftest import NOW  # noqa: TID252 - the shared fixtures of this floor

pytestmark = pytest.mark.django_db(transaction=True)
STORAGE = type(source_storage())


def out_of_order(*_):
    raise OSError("the disk is gone")


def expunged(report, viewer_of):
    heads = [viewer_of("office_head", report.organ) for _ in range(2)]
    how = {"reason": expunge.Reason.ORDERED, "article": "个人信息保护法第四十七条"}
    proposal = expunge.propose_expunge(report, **how, by=heads[0], at=NOW)
    expunge.carry_out_expunge(proposal, by=heads[1], at=NOW)


def run_errands():
    return [outcome.problem for outcome in iter(lambda: run_next(at=NOW), None) if outcome.topic == FORGET]


def test_a_source_that_cannot_go_at_once_goes_later(printed, viewer_of, monkeypatch):
    file = Path(printed.source.path)
    with monkeypatch.context() as broken:
        broken.setattr(STORAGE, "delete", out_of_order)
        expunged(printed, viewer_of)  # done, whatever becomes of the file
        assert not Report.objects.exists()
        assert file.exists()
    assert run_errands() == [""]
    assert not file.exists()


def test_pictures_and_files_of_a_withdrawn_report_go_later(client, printed, monkeypatch):
    address = f"/organs/{printed.organ.slug}/{printed.year}"
    assert client.get(f"{address}.html").status_code == 200
    assert client.get(f"{address}/pages/1/").status_code == 200
    assert cache.get(f"page-sizes:{printed.sha256}:1")
    with monkeypatch.context() as broken:
        broken.setattr(type(caches["default"]), "delete_many", out_of_order)
        actions.withdraw(printed, reason="有误。", by=SYSTEM, at=NOW)
    assert cache.get(f"page-sizes:{printed.sha256}:1")
    assert run_errands() == [""]
    assert cache.get(f"page-sizes:{printed.sha256}:1") is None
    assert Path(printed.source.path).exists()


def test_once_more_finds_nothing(printed, viewer_of):
    expunged(printed, viewer_of)
    Errand.objects.filter(topic=FORGET).update(done_at=None)
    assert run_errands() == [""]


def test_the_errand_names_nothing_but_hashes(printed, viewer_of):
    expunged(printed, viewer_of)
    for errand in Errand.objects.filter(topic=FORGET):
        assert set(errand.payload) == {"source", "sha256", "written"}
        assert printed.source_name not in str(errand.payload)


def test_nobody_lets_go_of_a_source_that_is_just_taken_into_use(printed, county, monkeypatch):
    """The same bytes are kept for another organ at the moment when the last report that used them is gone."""
    Report.objects.filter(pk=printed.pk).update(source="gone.pdf")
    deleting, delete = threading.Event(), STORAGE.delete

    def slowly(storage, name):
        deleting.set()
        time.sleep(0.5)
        delete(storage, name)

    def release():
        try:
            sources.release(printed.source.name)
        finally:
            connections.close_all()

    monkeypatch.setattr(STORAGE, "delete", slowly)
    releasing = threading.Thread(target=release)
    releasing.start()
    assert deleting.wait(60)
    source = intake.take_file(SOURCES / "dengxia-2025.pdf")
    report = actions.take_in(county, source, by=SYSTEM, at=NOW)
    releasing.join()
    assert Path(report.source.path).exists()
