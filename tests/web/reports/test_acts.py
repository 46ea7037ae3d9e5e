"""Taking in and withdrawing reports as acts: who may, what the ledger says, and what everybody sees afterwards."""

import hashlib

import pytest
from django.conf import settings

from gongkai.engine import intake
from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.demo.county import SOURCES
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told
from gongkai.web.ledger.verify import verify
from gongkai.web.reports import actions
from gongkai.web.reports.models import Report
from gongkai.web.reports.pictures import mark

from ..conftest import NOW  # noqa: TID252 - the shared fixtures of this floor

pytestmark = pytest.mark.django_db
FIRST, SECOND = "zhenxi-2024.txt", "zhenxi-2025.docx"


def source(name):
    return intake.take_file(SOURCES / name)


@pytest.fixture
def report(organ):
    return actions.take_in(organ, source(FIRST), by=SYSTEM, at=NOW)


def kinds():
    return list(
        Event.objects.filter(kind__startswith="reports.").order_by("id").values_list("kind", flat=True)
    )


def withdraw(report, by=SYSTEM):
    return actions.withdraw(report, reason="与正式发布的版本不一致。", by=by, at=NOW)


@pytest.mark.parametrize("duty", ["clerk", "publisher", "office_head"])
def test_those_who_publish_may(organ, viewer_of, duty):
    viewer = viewer_of(duty, organ)
    report = actions.take_in(organ, source(FIRST), by=viewer, at=NOW)
    withdraw(report, by=viewer)
    assert kinds() == ["reports.taken_in", "reports.withdrawn"]
    assert {event.duty for event in Event.objects.filter(kind__in=kinds())} == {duty}


def test_the_authority_above_may(organ, county, viewer_of):
    assert actions.take_in(organ, source(FIRST), by=viewer_of("authority", county), at=NOW).pk


@pytest.mark.parametrize("duty", ["auditor", "admin", "legality_reviewer"])
def test_others_may_not_and_it_is_noted(organ, viewer_of, duty):
    with pytest.raises(NotYourDuty):
        actions.take_in(organ, source(FIRST), by=viewer_of(duty, organ), at=NOW)
    assert not Report.objects.exists()
    event = Event.objects.get(kind="ledger.refused")
    assert "要办“收入年度报告”没有办成：没有办理这件事的职责" in told([event])[0]


def test_somebody_of_another_organ_may_not(organ, county, viewer_of):
    with pytest.raises(NotYourDuty):
        actions.take_in(organ, source(FIRST), by=viewer_of("publisher", county), at=NOW)


def test_the_ledger_tells_all_of_it(organ, report):
    withdraw(report)
    actions.take_in(organ, source(FIRST), by=SYSTEM, at=NOW)
    assert kinds() == ["reports.taken_in", "reports.withdrawn", "reports.published_again"]
    events = list(Event.objects.filter(kind__startswith="reports.").order_by("id"))
    assert told(events)[1] == "系统于2026年2月3日09:30撤回枕溪镇人民政府2024年度的报告，不再公开。"
    assert not any(report.title in event.body or "不一致" in event.body for event in events)


def test_a_neighbour_is_examined_again(organ, report):
    actions.take_in(organ, source(SECOND), by=SYSTEM, at=NOW)
    before = Event.objects.count()
    withdraw(report)
    assert Event.objects.count() - before in (1, 2)
    assert kinds()[-1] in ("reports.withdrawn", "reports.examined_again")


def test_the_same_again_is_no_event(organ, report):
    actions.take_in(organ, source(FIRST), by=SYSTEM, at=NOW)
    assert kinds() == ["reports.taken_in"]


def test_it_is_withdrawn_once(report):
    withdraw(report)
    with pytest.raises(Refused, match="已经撤回"):
        withdraw(report)


def test_a_withdrawn_report_is_gone_for_everybody_and_stays_for_its_organ(
    client, organ, county, report, viewer_of
):
    paths = ["", "source", ".html", ".json", ".xlsx", "pages/1/", f"pages/1-{mark(report)}.png"]
    addresses = [
        f"/organs/zhenxi/2024{path if path.startswith('.') else f'/{path}'}"
        for path in paths
        if path != "source"
    ] + ["/organs/zhenxi/2024/source"]
    assert client.get(addresses[0]).status_code == 200
    withdraw(report)
    assert {client.get(address).status_code for address in addresses} == {410}
    text = client.get(addresses[0]).text
    assert "枕溪镇人民政府已于2026年2月3日撤回2024年度的报告" in text
    assert "2024年度" not in client.get("/organs/zhenxi/").text
    for viewer, count in [(PUBLIC, 0), (viewer_of("clerk", organ), 1), (viewer_of("authority", county), 1)]:
        assert Report.objects.visible_to(viewer).count() == count
    assert Report.objects.visible_to(viewer_of("clerk", county)).count() == 0
    assert Report.objects.changeable_by(viewer_of("auditor", organ)).count() == 0
    assert Report.objects.changeable_by(viewer_of("publisher", organ)).count() == 1


def test_one_that_never_was_is_not_gone(client, organ):
    assert client.get("/organs/zhenxi/2024/").status_code == 404


def test_verify_looks_at_the_sources(organ, report):
    file = settings.HOME / "sources" / report.source.name
    stray = file.with_name("stray.txt")
    others = {trouble.where for trouble in verify()}
    file.write_bytes(b"other")
    stray.write_bytes(b"x")
    found = [trouble for trouble in verify() if trouble.where not in others]
    stray.unlink()
    assert [trouble.code for trouble in found] == ["reports.source", "reports.stray"]
    assert "内容与收到时不同" in found[0].what
    file.unlink()
    assert "缺失" in next(trouble.what for trouble in verify() if trouble.code == "reports.source")
    assert hashlib.sha256(source(FIRST).data).hexdigest() == report.sha256
