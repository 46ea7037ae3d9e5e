"""From draft to withdrawal, and what is refused on the way."""

from datetime import date, timedelta

import pytest

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.disclosure import actions
from gongkai.web.disclosure.actions import NotApproved, Overtaken
from gongkai.web.disclosure.models import Item, ItemStatus
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.selectors import history

from .conftest import CONTENT, NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_approved_and_published(live):
    assert live.is_live
    assert live.live_hash == live.approved_hash == live.latest.content_hash
    assert live.published_on == NOW.date()
    assert live.index_no == "zhenxi/202602-00001"


def test_limit_is_twenty_workdays(organ, town):
    assert town.draft(organ).due_on == date(2026, 3, 6)


def test_nothing_is_published_unapproved(organ, town):
    item = town.draft(organ)
    with pytest.raises(Refused):
        actions.publish(item, by=town.publisher, at=NOW)
    assert Event.objects.filter(kind="ledger.refused").exists()


def test_edit_after_approval_makes_it_void(approved, town):
    town.change(approved, body="<p>值班时间另行通知。</p>")
    assert approved.status == ItemStatus.DRAFT
    with pytest.raises(Refused):
        actions.publish(approved, by=town.publisher, at=NOW)


def test_change_of_a_public_item_needs_an_approval(live, town):
    town.change(live, body="<p>值班时间另行通知。</p>")
    assert live.live_version.number == 1
    with pytest.raises(NotApproved):
        actions.publish(live, by=town.publisher, at=NOW)
    later = NOW + timedelta(days=1)
    town.publish(live, at=later)
    live.refresh_from_db()
    assert (live.live_version.number, live.published_on, live.changed_on) == (2, NOW.date(), later.date())
    assert live.index_no == "zhenxi/202602-00001"


def test_withdrawn_with_its_approval(live, town):
    actions.withdraw(live, reason="数字有误", by=town.clerk, at=NOW)
    live.refresh_from_db()
    assert (live.status, live.live_version, live.approval) == (ItemStatus.WITHDRAWN, None, None)
    with pytest.raises(Refused):
        actions.publish(live, by=town.publisher, at=NOW)


def test_withheld_is_kept_and_looked_at_again(organ, town, viewer_of):
    content = actions.Content(
        title="镇干部考核讨论记录",
        summary="内部讨论。",
        body="<p>讨论。</p>",
        formed_on=date(2026, 2, 2),
        attribute="withheld",
        reason_code="process_info",
        reason="讨论记录，尚未形成决定。",
    )
    item = town.draft(organ, content)
    review = actions.submit(item, by=town.clerk, at=NOW, chain="small")
    from gongkai.web.reviews import actions as reviews

    from .conftest import answers

    said = answers(review) | {"process_info": "yes"}
    reviews.pass_stage(review, by=town.reviewer, checklist=said, at=NOW)
    reviews.pass_stage(review, by=town.leader, at=NOW)
    item.refresh_from_db()
    assert (item.status, item.reassess_on) == (ItemStatus.KEPT, date(2027, 2, 3))
    actions.reassess(item, outcome="release", reason="已经形成决定。", on=NOW.date(), by=town.clerk, at=NOW)
    item.refresh_from_db()
    assert item.status == ItemStatus.DRAFT


def test_two_editors_in_different_places_are_put_together(organ, town):
    item = town.draft(organ)
    actions.edit(item, _with(item, summary="改概述"), based_on=1, by=town.clerk, at=NOW)
    actions.edit(item, _first(item, keywords="防汛"), based_on=1, by=town.publisher, at=NOW)
    item.refresh_from_db()
    assert (item.latest.summary, item.latest.keywords) == ("改概述", "防汛")


def test_two_editors_in_one_place_the_second_is_told(organ, town):
    item = town.draft(organ)
    actions.edit(item, _with(item, summary="甲改"), based_on=1, by=town.clerk, at=NOW)
    with pytest.raises(Overtaken) as caught:
        actions.edit(item, _first(item, summary="乙改"), based_on=1, by=town.publisher, at=NOW)
    assert caught.value.names == ("summary",)
    item.refresh_from_db()
    assert item.latest.summary == "甲改"


def test_personal_details_stop_it(organ, town):
    item = town.draft(organ, actions.Content(**_said(CONTENT) | {"body": "<p>联系人手机13912345678。</p>"}))
    with pytest.raises(Refused, match="个人信息"):
        actions.submit(item, by=town.clerk, at=NOW)


def test_only_publishers_publish(approved, town):
    with pytest.raises(NotYourDuty):
        actions.publish(approved, by=town.clerk, at=NOW)


def test_history_is_sentences(live):
    told = " ".join(history(live))
    assert "起草“枕溪镇2026年防汛值班安排”" in told
    assert "公开“枕溪镇2026年防汛值班安排”第1稿" in told


def _said(content) -> dict:
    return {name: getattr(content, name) for name in content.__slots__}


def _with(item: Item, **said):
    return actions.Content(**_said(actions.content_of(item.latest)) | said)


def _first(item: Item, **said):
    return actions.Content(**_said(actions.content_of(item.versions.get(number=1))) | said)
