"""Facts of a year that is over: what happens afterwards is told in the report of the next."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.tally import Period
from gongkai.web.channels.actions import open_channel
from gongkai.web.channels.models import Channel
from gongkai.web.disclosure.models import Release
from gongkai.web.feedback.models import Feedback, Outcome
from gongkai.web.organs.models import Organ
from gongkai.web.reports.actions import freezing
from gongkai.web.reports.facts import facts_of
from tests.web.conftest import NOW
from tests.web.disclosure import conftest as chain
from tests.web.reports.ledgers import begun

pytestmark = pytest.mark.django_db
town, live = chain.town, chain.live  # fixtures
OUTCOME, OCTOBER = Outcome.values[0], date(2025, 10, 9)


def facts(organ, year):
    """What is told of a year; None for what nobody knows."""
    found = facts_of(organ, Period.year_of(year), {})
    return {code: fact.value if fact.is_known else None for code, fact in found.items()}


def complained(organ, **said):
    """Somebody found something wrong in December."""
    came = {"received_at": datetime(2025, 12, 20, tzinfo=UTC), "due_on": date(2025, 12, 26)}
    Feedback.objects.create(organ=organ, page="/", topic="wrong", text="x", code_digest="x", **came, **said)


@pytest.mark.parametrize(
    ("answered_on", "told"),
    [
        (None, (1, 0, 0)),
        (date(2025, 12, 24), (1, 1, 0)),
        (date(2025, 12, 31), (1, 1, 1)),
        (date(2026, 2, 10), (1, 0, 0)),  # in the next year
    ],
)
def test_an_answer_after_the_year_is_none_of_it(organ, answered_on, told):
    begun(organ)
    answer = {"status": "answered", "outcome": OUTCOME, "answer": "已更正。"} if answered_on else {}
    complained(organ, answered_on=answered_on, **answer)
    found = facts(organ, 2025)
    assert tuple(found[f"feedback.{name}"] for name in ("received", "answered", "late")) == told


def test_items_that_are_taken_down_later_were_public_then(organ, live):
    """A year before anything was public knows nothing of it; one in which it stood does not hear of its end."""
    begun(organ)
    release = Release.objects.get()
    year = release.on.year
    assert facts(organ, year - 1)["items.published"] is None
    assert (facts(organ, year)["items.published"], facts(organ, year)["items.withdrawn"]) == (1, 0)
    ended = release.at + timedelta(days=400)
    Release._base_manager.update(ended_at=ended)
    assert facts(organ, year)["items.withdrawn"] == 0
    assert facts(organ, ended.year)["items.withdrawn"] == 1


def test_what_is_entered_when_the_year_is_frozen_changes_no_fact_of_it(organ):
    begun(organ)
    open_channel(
        Channel(organ=organ, kind="new_media", name="枕溪发布", opened_on=OCTOBER), by=SYSTEM, at=NOW
    )
    before = facts(organ, 2025)
    frozen = json.loads(freezing.freeze(organ, 2025, at=NOW).data)
    assert frozen["facts"]["feedback.received"] == 0
    assert not any(code.startswith(("organ.", "report.", "items.")) for code in frozen["facts"])
    assert frozen["facts"]["channels.open"] == before["channels.open"] == 1
    complained(organ)
    open_channel(
        Channel(organ=organ, kind="new_media", name="枕溪在线", opened_on=OCTOBER), by=SYSTEM, at=NOW
    )
    assert facts(organ, 2025) == before
    # What the organ itself is called, how it is reached, is told as it is.
    Organ.objects.filter(pk=organ.pk).update(phone="0555-5550999")
    assert facts(Organ.objects.get(pk=organ.pk), 2025)["organ.phone"] == "0555-5550999"


def test_a_snapshot_of_before_facts_were_frozen_says_nothing_of_them(organ, monkeypatch):
    begun(organ)
    monkeypatch.setattr(freezing.facts, "to_freeze", lambda *_: {})
    freezing.freeze(organ, 2025, at=NOW)
    assert facts(organ, 2025)["feedback.received"] == 0
    complained(organ)
    assert facts(organ, 2025)["feedback.received"] == 1
