"""No state of an item shows at any address what only its organ may know."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.web.api.describing import schema
from gongkai.web.disclosure import actions
from gongkai.web.disclosure.models import Item, ItemStatus
from tests.web.disclosure.conftest import CONTENT, NOW

from .conftest import LATER

pytestmark = pytest.mark.django_db
LISTS = [path for path in schema()["paths"] if "{" not in path]
WORD = "溪鸣亭"
SECRET = replace(CONTENT, title=f"{WORD}修缮安排", summary=f"{WORD}", body=f"<p>{WORD}将于下月修缮。</p>")


def _draft(organ, town):
    return town.draft(organ, SECRET)


def _in_review(organ, town):
    item = town.draft(organ, SECRET)
    actions.submit(item, by=town.clerk, at=NOW, chain="small")
    return item


def _approved(organ, town):
    item = town.draft(organ, SECRET)
    town.approve(item)
    return item


def _scheduled(organ, town):
    item = _approved(organ, town)
    actions.schedule(item, go_live_at=NOW + timedelta(days=1), by=town.publisher, at=NOW)
    return item


def _kept(organ, town):
    said = replace(SECRET, attribute="on_request", reason_code="narrow_audience", reason="只涉及少数人。")
    item = town.draft(organ, said)
    town.approve(item)
    return item


def _withdrawn(organ, town):
    return actions.withdraw(
        town.publish(town.draft(organ, SECRET)), reason="有误", by=town.publisher, at=LATER
    )


def _discarded(organ, town):
    return actions.discard(town.draft(organ, SECRET), reason="重复", by=town.clerk, at=NOW)


def _expired(organ, town):
    said = replace(SECRET, notice_until_on=NOW.date() + timedelta(days=7))
    item = town.publish(town.draft(organ, said, kind="notice"))
    actions.sweep(at=NOW + timedelta(days=9))
    return item


def _changed(organ, town):
    """Public, with a draft behind it that says more."""
    item = town.publish(town.draft(organ))
    town.change(item, body=f"<p>{WORD}将于下月修缮。</p>", at=LATER)
    return item


STATES = {
    ItemStatus.DRAFT: _draft,
    ItemStatus.IN_REVIEW: _in_review,
    ItemStatus.APPROVED: _approved,
    "scheduled": _scheduled,
    ItemStatus.KEPT: _kept,
    ItemStatus.WITHDRAWN: _withdrawn,
    ItemStatus.EXPIRED: _expired,
    ItemStatus.DISCARDED: _discarded,
    "changed": _changed,
}


@pytest.mark.parametrize("state", STATES)
def test_it_stands_nowhere(client, organ, town, state):
    item = Item.objects.get(pk=STATES[state](organ, town).pk)
    assert state in (item.status, "scheduled", "changed")
    for path in LISTS:
        query = "?organ=zhenxi" if path.endswith(("catalogue", "items")) else ""
        answer = client.get(f"{path}{query}")
        assert answer.status_code == 200
        assert WORD not in answer.text, path
    assert not client.get(f"/api/v1/items?q={WORD}").json()["results"]
    one = client.get(f"/api/v1/items/{item.pk}")
    gone = state in (ItemStatus.WITHDRAWN, ItemStatus.EXPIRED)
    assert one.status_code == (200 if state == "changed" else 410 if gone else 404)
    assert WORD not in one.text


def test_public_it_stands_everywhere(client, organ, town):
    item = town.publish(town.draft(organ, SECRET))
    for path in ("items", f"items?q={WORD}", f"items/{item.pk}", "changes"):
        assert WORD in client.get(f"/api/v1/{path}").text


def test_withdrawn_it_is_gone_at_once_from_every_list(client, organ, town):
    item = town.publish(town.draft(organ, SECRET))
    tags = {path: client.get(f"/api/v1/{path}")["ETag"] for path in ("items", f"items/{item.pk}", "changes")}
    actions.withdraw(item, reason="有误", by=town.publisher, at=LATER)
    for path, tag in tags.items():
        answer = client.get(f"/api/v1/{path}", headers={"if-none-match": tag})
        assert answer.status_code in (200, 410)
        assert WORD not in answer.text
    assert client.get("/api/v1/changes").json()["entries"][0]["verb"] == "removed"
