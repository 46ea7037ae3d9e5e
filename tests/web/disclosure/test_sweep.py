"""The sweep: scheduled items go live, notices come down, and one that is refused stops nobody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from gongkai.kernel.duties import SYSTEM
from gongkai.web.disclosure import actions
from gongkai.web.disclosure.actions import releasing
from gongkai.web.disclosure.models import Item, ItemStatus, Release
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.models import Event
from gongkai.web.outbox.models import Errand
from tests.web.events import events_about

from .conftest import CONTENT, NOW
from .planting import plant

pytestmark = pytest.mark.django_db(transaction=True)
SOON = NOW + timedelta(hours=2)
LATER = NOW + timedelta(days=8)


def _scheduled(organ, town, count: int, *, content=CONTENT) -> list[Item]:
    """Approved items whose moment is the same."""
    items = []
    for number in range(count):
        item = town.draft(organ, replace(content, title=f"{content.title}（{number + 1}）"))
        town.approve(item)
        actions.schedule(item, go_live_at=SOON, by=town.publisher, at=NOW)
        items.append(item)
    return items


def _spoil(item: Item) -> None:
    """Behind the scheduled item's back its text is changed, as a program with a mistake would."""
    with act("disclosure.write", item.organ_id, by=SYSTEM, at=NOW) as pen:
        from gongkai.web.disclosure.actions.rows import held, write_version

        stored = held(item)
        stored.latest = write_version(pen, stored, replace(CONTENT, title="没有人批准过"), by=SYSTEM)
        pen.save(stored, "disclosure.edited", facts={"number": 2})


def _sweep_with_refused(organ, items: list[Item], *, refused: int) -> None:
    count = len(items)
    for item in items[:: count // refused][:refused]:
        _spoil(item)
    swept = actions.sweep(at=LATER)  # a week too late
    assert (swept.published, swept.refused) == (count - refused, refused)
    assert Item.objects.live().count() == count - refused
    again = actions.sweep(at=LATER)
    assert (again.published, again.refused, again.taken_down) == (0, 0, 0)
    assert Release.objects.count() == count - refused
    assert Event.objects.filter(kind="disclosure.kept_back").count() == refused
    assert len(set(Item.objects.live().values_list("index_no", flat=True))) == count - refused


def test_ten_refused_stop_nobody(organ, town):
    _sweep_with_refused(organ, _scheduled(organ, town, 30), refused=10)


@pytest.mark.soak
def test_ten_refused_among_ten_thousand(organ, town):
    people = (town.clerk, town.reviewer, town.leader)
    items = plant(organ, 10_000, content=CONTENT, people=people, at=NOW, go_live_at=SOON)
    _sweep_with_refused(organ, items, refused=10)


@pytest.mark.parametrize(
    ("failure", "kind", "is_tried_again"),
    [
        (OSError("disk"), "disclosure.failed", True),
        (IntegrityError("guard"), "disclosure.kept_back", False),
    ],
)
def test_a_failure_stops_nobody(organ, town, monkeypatch, failure, kind, is_tried_again):
    broken, *others = _scheduled(organ, town, 3)
    passed = releasing.gate.must_pass

    def fails(version, overrides):
        if version.item_id == broken.pk:
            raise failure
        passed(version, overrides)

    with monkeypatch.context() as patched:
        patched.setattr(releasing.gate, "must_pass", fails)
        swept = actions.sweep(at=LATER)
    assert (swept.published, swept.refused) == (2, 1)
    assert set(Item.objects.live()) == set(others)
    assert events_about(broken, kind).count() == 1
    assert actions.sweep(at=LATER).published == int(is_tried_again)


def test_not_before_its_moment(organ, town):
    [item] = _scheduled(organ, town, 1)
    assert actions.sweep(at=SOON - timedelta(minutes=1)).published == 0
    assert actions.sweep(at=SOON).published == 1
    item.refresh_from_db()
    assert item.published_on == SOON.date()


def test_the_errand_is_asked_for_once_a_moment(organ, town):
    _scheduled(organ, town, 5)
    assert Errand.objects.filter(topic="disclosure.sweep").count() == 1


def test_a_tick_runs_it(organ, town):
    past = NOW - timedelta(days=30)
    item = town.draft(organ, at=past)
    town.approve(item, at=past)
    actions.schedule(item, go_live_at=past + timedelta(hours=1), by=town.publisher, at=past)
    call_command("tick")
    item.refresh_from_db()
    assert item.is_live


def test_a_notice_comes_down_by_itself(organ, town):
    notice = replace(CONTENT, title="低保对象公示", notice_until_on=date(2026, 2, 9))
    item = town.publish(town.draft(organ, notice, kind="notice"))
    assert actions.sweep(at=NOW + timedelta(days=6)).taken_down == 0  # its last day
    assert actions.sweep(at=NOW + timedelta(days=7)).taken_down == 1
    item.refresh_from_db()
    assert (item.status, item.ended_because) == (ItemStatus.EXPIRED, "公示期已满")
    assert actions.sweep(at=NOW + timedelta(days=7)).taken_down == 0
