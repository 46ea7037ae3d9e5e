"""Every way in which something could become public without an approval of exactly its words, and what stops each.

Ways that go through the models end in a sentence and an event. What writes SQL by hand is stopped by the database
itself, whose own transaction it then is.
"""

import copy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.kernel.review import State
from gongkai.web.disclosure import actions
from gongkai.web.disclosure.models import Item, ItemStatus, Release
from gongkai.web.foundations.models import User
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.guarded import ForbiddenByDatabase, OutsideAnAct
from gongkai.web.reviews import actions as reviews
from gongkai.web.reviews.models import Review, Step
from tests.web.conftest import sign_in

from .conftest import NOW
from .forging import live_values, not_public, refused

pytestmark = pytest.mark.django_db(transaction=True)


def save(item):
    for name, value in live_values(item).items():
        setattr(item, name, value)
    item.save()


def update(item):
    Item.objects.filter(pk=item.pk).update(**live_values(item))


def update_through_the_organ(item):
    item.organ.items.update(**live_values(item))


def bulk_update(item):
    for name, value in live_values(item).items():
        setattr(item, name, value)
    Item.objects.bulk_update([item], list(live_values(item)))


def bulk_create(item):
    Item.objects.bulk_create([Item(organ=item.organ, kind=item.kind, **live_values(item))])


def replaced(item):
    Item.objects.bulk_create(
        [Item(pk=item.pk, organ=item.organ, kind=item.kind, **live_values(item))],
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=["status", "live_version", "live_hash", "approved_hash"],
    )


def copied(item):
    other = copy.copy(item)
    other.pk = None
    for name, value in live_values(item).items():
        setattr(other, name, value)
    other.save(force_insert=True)


def created(item):
    Item.objects.create(organ=item.organ, kind=item.kind, **live_values(item))


def release(item):
    Release.objects.create(item=item, version=item.latest, on=NOW.date(), at=NOW)


def forged_review(item):
    Review.objects.filter(subject_id=item.pk).update(state=State.APPROVED)


WAYS = [
    save,
    update,
    update_through_the_organ,
    bulk_update,
    bulk_create,
    replaced,
    copied,
    created,
    release,
    forged_review,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_script_is_told(draft, way):
    with pytest.raises(OutsideAnAct) as caught:
        way(draft)
    assert "不能绕过办理直接写入" in str(caught.value)
    assert "没有经过办理" in refused()
    not_public(draft)


@pytest.mark.parametrize("way", WAYS[:8], ids=lambda way: way.__name__)
def test_inside_an_act_the_database_refuses(draft, way):
    with pytest.raises(ForbiddenByDatabase), act("disclosure.write", draft.organ_id, by=SYSTEM, at=NOW):
        way(draft)
    assert "直接写入信息" in refused()
    not_public(draft)


def test_a_release_needs_an_approval_too(draft):
    with (
        pytest.raises((ForbiddenByDatabase, IntegrityError)),
        act("disclosure.write", draft.organ_id, by=SYSTEM, at=NOW),
    ):
        release(draft)
    not_public(draft)


def test_an_edit_after_approval(approved, town):
    town.change(approved, title="另一件事")
    with pytest.raises(Refused):
        actions.publish(approved, by=town.publisher, at=NOW)
    assert "发布信息" in refused()
    not_public(approved)


def test_an_edit_while_it_is_reviewed(draft, town):
    """The leader signs what he was shown, or nothing."""
    review = actions.submit(draft, by=town.clerk, at=NOW, chain="small")
    town.change(draft, title="另一件事")
    with pytest.raises(Refused):
        reviews.pass_stage(review, by=town.reviewer, checklist={}, at=NOW)
    review.refresh_from_db()
    assert review.state == State.VOID


def test_the_sweep_publishes_no_draft(draft):
    """Not even one for which somebody slipped in a moment."""
    with act("disclosure.write", draft.organ_id, by=SYSTEM, at=NOW) as pen:
        draft.status, draft.go_live_at = ItemStatus.APPROVED, NOW - timedelta(days=1)
        pen.save(draft, "disclosure.scheduled")
    swept = actions.sweep(at=NOW)
    assert (swept.published, swept.refused) == (0, 1)
    assert "现有内容没有经过审核批准" in refused()
    not_public(draft)


def test_the_shell_of_wagtail_publishes_nothing(draft):
    """Its own command for scheduled publication knows no items."""
    call_command("publish_scheduled")
    not_public(draft)


def test_there_is_no_superuser(draft, person_with, county):
    """Whoever keeps people and settings holds no duty for it; nobody may do everything."""
    from gongkai.web.people.selectors import viewer_for

    admin = viewer_for(person_with("admin", county).pk, NOW.date())
    for do in (actions.publish, lambda item, **who: actions.submit(item, **who)):
        with pytest.raises(Refused):
            do(draft, by=admin, at=NOW)
    colleague = person_with(None, county)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(colleague).objects.update(is_superuser=True)
    not_public(draft)


def test_a_stranger_is_sent_to_sign_in(approved, town):
    """What the publisher only has to press stays as it is when somebody presses who has not signed in."""
    address = reverse("items:publish", args=[approved.pk])
    answer = Client().post(address)
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"{reverse('wagtailadmin_login')}?next={address}",
    )
    not_public(approved)
    sign_in(signed_in := Client(), User.objects.get(pk=town.publisher.person))
    signed_in.post(address)
    approved.refresh_from_db()
    assert approved.is_live


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_page_of_an_item_takes_nothing_in(live, method):
    address = reverse("portal:item", args=[live.organ.slug, live.pk])
    assert getattr(Client(), method)(address).status_code == 405


def test_one_person_cannot_publish_alone(draft, town, person_with, organ):
    """Whoever holds every duty at once still needs two others."""
    from gongkai.web.people import actions as people
    from gongkai.web.people.selectors import viewer_for

    from .conftest import answers

    busy = person_with("clerk", organ)
    for duty in ("secrecy_reviewer", "chief_leader", "publisher"):
        people.appoint(busy, duty, organ=organ, since_on=NOW.date(), by=SYSTEM, at=NOW)
    alone = viewer_for(busy.pk, NOW.date())
    review = actions.submit(draft, by=alone, at=NOW, chain="small")
    with pytest.raises(Refused):
        reviews.pass_stage(review, by=alone, checklist=answers(review), at=NOW)
    reviews.pass_stage(review, by=town.reviewer, checklist=answers(review), at=NOW)
    with pytest.raises(Refused):
        reviews.pass_stage(review, by=alone, at=NOW)
    not_public(draft)


def test_a_withdrawn_item_does_not_come_back(live, town):
    """Its approval ended with it: a script that puts everything back as it was is refused."""
    approval, version = live.approval, live.live_version
    actions.withdraw(live, reason="数字有误", by=town.clerk, at=NOW)
    again = {
        "status": "live",
        "live_version": version,
        "live_hash": version.content_hash,
        "approval": approval,
        "approved_hash": version.content_hash,
    }
    with pytest.raises(ForbiddenByDatabase), act("disclosure.write", live.organ_id, by=SYSTEM, at=NOW):
        Item.objects.filter(pk=live.pk).update(**again)


def test_what_is_withheld_is_never_public(organ, town):
    """An approval that says 不予公开 lets nothing go live."""
    content = replace(
        actions.content_of(town.draft(organ).latest),
        attribute="on_request",
        reason_code="narrow_audience",
        reason="只涉及少数人。",
    )
    item = town.draft(organ, content)
    town.approve(item)
    assert item.status == ItemStatus.KEPT
    review = Review.objects.get(subject_id=item.pk)
    values = live_values(item) | {"approval": review}
    with pytest.raises(ForbiddenByDatabase), act("disclosure.write", item.organ_id, by=SYSTEM, at=NOW):
        Item.objects.filter(pk=item.pk).update(**values)


def test_signatures_are_not_written_by_hand(draft, town):
    review = actions.submit(draft, by=town.clerk, at=NOW, chain="small")
    with pytest.raises(OutsideAnAct):
        Step.objects.create(review=review, stage="approve", part="approve")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_step SET person_id = 1 WHERE review_id = %s", [review.pk])
