"""Who sends something to an address without the duty for it has tried an act, and the ledger tells of it."""

import pytest
from django.utils import timezone

from gongkai.web.ledger.models import INSTALLATION, Event
from gongkai.web.ledger.sentences import told_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, person_with, organ):
    """Somebody who has signed in and may not rename an organ."""
    clerk = person_with("clerk", organ)
    clerk.password_set_at = timezone.now()  # whoever owes a new password is led to it first
    clerk.save()
    client.force_login(clerk)
    return clerk


def refusals():
    return list(Event.objects.filter(kind="ledger.refused"))


def test_what_somebody_sends_without_the_duty_is_noted(client, clerk, organ):
    assert client.post(f"/office/organs/{organ.pk}/rename/", {"name": "别名"}).status_code == 403
    [event] = refusals()
    assert (event.organ_id, event.person_id) == (INSTALLATION, clerk.pk)
    assert event.told()["facts"] == {"act": "organs:rename", "code": "not_your_duty"}
    assert "要办“更改机关名称”没有办成：没有办理这件事的职责" in told_of(event)


def test_to_look_is_no_act(client, clerk, organ):
    assert client.get(f"/office/organs/{organ.pk}/rename/").status_code == 403
    assert refusals() == []


def test_of_nobody_in_particular_nothing_is_noted(client, organ):
    assert client.post(f"/office/organs/{organ.pk}/rename/", {"name": "别名"}).status_code == 302
    assert refusals() == []
