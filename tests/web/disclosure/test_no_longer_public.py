"""What is determined not to be public stops being so in the same act; what is released later has its own days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from gongkai.kernel.duties import SYSTEM
from gongkai.lawbook import calendars
from gongkai.lawbook.limits import limits
from gongkai.web.catalogue.actions import add_row
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure import actions, selectors
from gongkai.web.disclosure import limits as due_days
from gongkai.web.disclosure.models import Item, ItemStatus
from gongkai.web.ledger.models import Event
from gongkai.web.office.rooms.items import sheet as item_sheet
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review
from tests.web.events import events_about

from .conftest import CONTENT, NOW, answers

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def _kept(item: Item, town) -> Review:
    """Determined not to be public, for the privacy of somebody."""
    review = actions.submit(item, by=town.clerk, at=NOW)
    said = answers(review) | {"privacy": "yes"}
    reviews.pass_stage(review, by=town.reviewer, checklist=said, at=NOW)
    review = reviews.pass_stage(Review.objects.get(pk=review.pk), by=town.leader, at=NOW)
    item.refresh_from_db()
    return review


def test_it_is_taken_down_in_the_same_act(live, organ, town):
    live.refresh_from_db()
    before = live.approval
    town.change(live, attribute="withheld", reason_code="privacy", reason="名册中有病情。")
    review = _kept(live, town)
    before.refresh_from_db()
    assert (live.status, live.approval, live.live_version) == (ItemStatus.KEPT, None, None)
    assert (before.state, review.state) == ("void", "approved")
    assert not live.releases.filter(ended_at=None).exists()
    assert Client().get(f"/organs/{organ.slug}/items/{live.pk}/").status_code == 410
    assert live in selectors.to_reassess(town.clerk, live.reassess_on)


def test_its_days_begin_with_the_release(organ, town, viewer_of):
    withheld = {"attribute": "withheld", "reason_code": "privacy", "reason": "名册中有病情。"}
    item = town.draft(organ, replace(CONTENT, formed_on=date(2024, 1, 2), **withheld))
    _kept(item, town)
    head = viewer_of("office_head", organ)
    actions.reassess(item, outcome="release", reason="病情已删去", on=NOW.date(), by=head, at=NOW)
    town.change(item, attribute="active", reason_code="", reason="")
    assert item.due_from_on == NOW.date()
    assert item.due_on == date(2026, 3, 9)  # 20 working days, with the Spring Festival between


def test_every_edit_takes_the_schedule_back(live, town):
    town.change(live, body="<p>二</p>")
    town.approve(live)
    actions.schedule(live, go_live_at=NOW + DAY, by=town.publisher, at=NOW)
    town.change(live, body="<p>三</p>")
    assert live.go_live_at is None
    town.approve(live)
    assert actions.sweep(at=NOW + DAY).published == 0
    live.refresh_from_db()
    assert live.live_version.number == 1
    assert events_about(live, "disclosure.unscheduled").count() == 1


def test_a_limit_is_provisional_until_the_holidays_are_known(organ, town, monkeypatch):
    at = NOW.replace(year=2026, month=12, day=21)
    unknown = calendars.calendar()
    known = replace(unknown, years=unknown.years | {2027})
    without = replace(unknown, years=unknown.years - {2027})
    monkeypatch.setattr(due_days, "calendar", lambda: without)
    item = town.draft(organ, replace(CONTENT, formed_on=at.date()), at=at)
    assert item.is_due_provisional
    lead = item_sheet.about(item, town.clerk, today=at.date())["lead"]
    assert "（暂定：2027年的放假安排还没有公布）" in lead
    actions.sweep(at=at + DAY)
    item.refresh_from_db()
    assert item.is_due_provisional
    monkeypatch.setattr(due_days, "calendar", lambda: known)
    actions.sweep(at=at + DAY)
    item.refresh_from_db()
    assert not item.is_due_provisional
    assert "暂定" not in item_sheet.about(item, town.clerk, today=at.date())["lead"]
    assert Event.objects.filter(kind="disclosure.recounted").count() == 1


def test_how_long_at_least_is_no_deadline(organ, town):
    duty = Row(organ=organ, level1="决策", name="征求意见", basis="条例第十九条", channels=["website"])
    row = add_row(duty, by=SYSTEM, at=NOW)
    general = town.draft(organ).due_on
    Row.objects.filter(pk=row.pk).update(limit="decision_consultation")  # 30 days at least
    row.refresh_from_db()
    assert limits()[row.limit].is_least
    assert town.draft(organ, row=row).due_on == general
