"""Facts of a year that is over: what happens afterwards is told in the report of the next."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.kernel.tally import Period
from gongkai.web.disclosure.models import Release
from gongkai.web.feedback.models import Feedback, Outcome
from gongkai.web.reports.facts import facts_of
from tests.web.disclosure import conftest as chain

pytestmark = pytest.mark.django_db
town, live = chain.town, chain.live  # fixtures
OUTCOME = Outcome.values[0]


def facts(organ, year):
    """What is told of a year; None for what nobody knows."""
    found = facts_of(organ, Period.year_of(year), {})
    return {code: fact.value if fact.is_known else None for code, fact in found.items()}


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
    Feedback.objects.create(
        organ=organ,
        page="/",
        topic="wrong",
        text="x",
        code_digest="x",
        received_at=datetime(2025, 12, 20, tzinfo=UTC),
        due_on=date(2025, 12, 26),
        answered_on=answered_on,
        **({"status": "answered", "outcome": OUTCOME, "answer": "已更正。"} if answered_on else {}),
    )
    found = facts(organ, 2025)
    assert tuple(found[f"feedback.{name}"] for name in ("received", "answered", "late")) == told


def test_items_that_are_taken_down_later_were_public_then(organ, live):
    """A year before anything was public knows nothing of it; one in which it stood does not hear of its end."""
    release = Release.objects.get()
    year = release.on.year
    assert facts(organ, year - 1)["items.published"] is None
    assert (facts(organ, year)["items.published"], facts(organ, year)["items.withdrawn"]) == (1, 0)
    ended = release.at + timedelta(days=400)
    Release._base_manager.update(ended_at=ended)
    assert facts(organ, year)["items.withdrawn"] == 0
    assert facts(organ, ended.year)["items.withdrawn"] == 1
