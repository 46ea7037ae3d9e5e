"""What we collected goes on in our own feed under the name that it has where it was published first."""

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.harvest import actions as harvest
from tests.web.conftest import NOW
from tests.web.visibility.collected import collected

pytestmark = pytest.mark.django_db


def test_it_keeps_its_name_until_it_has_gone(client, organ):
    kept = collected(organ)
    row = kept["collected"]
    told = client.get("/api/v1/changes").json()
    (entry,) = told["entries"]
    assert entry["uid"] == row.uid
    assert not entry["uid"].startswith(told["instance"]["id"])
    assert entry["organ"]["name"] == row.organ_name
    assert entry["record"]["title"] == row.title
    harvest.end(kept["source"], by=SYSTEM, at=NOW)
    (entry,) = client.get("/api/v1/changes").json()["entries"]
    assert (entry["uid"], entry["verb"], entry["record"]) == (row.uid, "removed", None)


def test_it_is_counted_apart_from_what_is_ours(client, organ):
    collected(organ)
    assert client.get("/api/v1/instance").json()["counts"]["collected"] == 1
    assert client.get("/api/v1/items").json()["results"] == []
