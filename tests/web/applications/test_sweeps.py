"""What the days bring about: silence ends a consultation, what lapsed is put before an officer, nothing twice."""

from datetime import date, timedelta

import pytest

from gongkai.kernel.duties import PUBLIC
from gongkai.kernel.problems import Refused
from gongkai.web.applications.actions import sweeping
from gongkai.web.applications.actions.consulting import close, consult, deliver
from gongkai.web.applications.actions.intake import apply
from gongkai.web.applications.actions.sweeping import Swept, sweep
from gongkai.web.applications.models import Application, Consultation
from gongkai.web.applications.sweeps import SWEEP
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.selectors import history
from gongkai.web.outbox.models import Errand
from gongkai.web.outbox.registry import daily_topics
from gongkai.web.outbox.worker import drain

from .happenings import LATER, brought, event, moment, standing
from .test_consulting import DELIVERED, LIMIT, SENT, UNSERVED, VILLAGER

NOTHING = Swept(0, 0, 0)
AFTER = LIMIT + timedelta(1)


def swept(on):
    return sweep(on=on, at=moment(on))


@pytest.fixture
def asked(applied, viewer_of, organ):
    """`asked()`: another case in which somebody was asked, the letter delivered or not."""
    clerk = viewer_of("clerk", organ)

    def one(*, is_delivered=True):
        taken = apply(applied, by=PUBLIC, at=moment(date(2026, 2, 3)))
        application = standing(taken.application, "processing")
        consultation, _ = consult(application, VILLAGER, on=SENT, by=clerk, at=moment(SENT))
        if is_delivered:
            deliver(consultation, on=DELIVERED, by=clerk, at=moment(DELIVERED))
        return consultation

    return one


def _ended_on(consultation):
    return consultation.application.happenings.get(kind="consultation_closed", ref=consultation.ref).on


def test_silence_ends_a_consultation_the_day_after(asked):
    consultation = asked()
    assert swept(LIMIT) == NOTHING
    waiting = Application.objects.get().due_on
    assert swept(AFTER) == Swept(1, 0, 0)
    consultation.refresh_from_db()
    application = Application.objects.get()
    assert (consultation.opinion, application.state, application.is_paused) == ("silent", "processing", False)
    assert (application.due_on, _ended_on(consultation)) == (waiting, AFTER)
    assert not list(differences())


def test_a_missed_week_loses_nothing(asked):
    consultation = asked()
    assert swept(AFTER + timedelta(7)) == Swept(1, 0, 0)
    assert _ended_on(consultation) == AFTER


def test_what_happened_meanwhile_comes_before(asked):
    consultation = asked()
    brought(consultation.application, event("extended", AFTER + timedelta(2)))
    assert swept(AFTER + timedelta(7)) == Swept(1, 0, 0)
    assert _ended_on(consultation) == AFTER + timedelta(2)


def test_what_was_never_delivered_is_no_silence(asked):
    consultation = asked(is_delivered=False)
    assert swept(UNSERVED) == NOTHING
    assert swept(UNSERVED + timedelta(1)) == Swept(1, 0, 0)
    consultation.refresh_from_db()
    assert consultation.opinion == "returned"


def test_one_of_two_ends(asked, viewer_of, organ):
    first = asked()
    second, _ = consult(first.application, VILLAGER, on=LIMIT, by=viewer_of("clerk", organ), at=moment(LIMIT))
    assert swept(AFTER) == Swept(1, 0, 0)
    assert Application.objects.get().state == "consulting"
    assert list(Consultation.objects.filter(opinion="")) == [second]


def test_a_repetition_changes_nothing(asked, applied):
    asked()
    standing(apply(applied, by=PUBLIC, at=moment(date(2026, 2, 3))).application, "awaiting_correction")
    assert swept(AFTER) == Swept(1, 1, 0)
    before = Event.objects.count()
    assert swept(AFTER) == swept(AFTER + timedelta(1)) == NOTHING
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("way", "last", "said", "lapsed"),
    [
        ("awaiting_correction", date(2026, 3, 5), "补正期限已经届满", "correction_lapsed"),
        ("awaiting_payment", date(2026, 3, 16), "缴费期限已经届满", "fee_lapsed"),
    ],
)
def test_what_lapsed_is_put_before_an_officer(way, last, said, lapsed, taken_in):
    application = standing(taken_in.application, way)
    assert swept(last) == NOTHING
    after = last + timedelta(1)
    assert swept(after) == Swept(0, 1, 0)
    application.refresh_from_db()
    assert application.state == way
    assert said in history(application)[0]
    assert brought(application, event(lapsed, after)).concluded_on == after


def test_who_has_corrected_is_not_put_forward(taken_in):
    brought(standing(taken_in.application, "awaiting_correction"), event("corrected"))
    assert swept(date(2026, 3, 6)) == NOTHING


def test_one_that_is_refused_does_not_stop_the_rest(asked, monkeypatch):
    first, second = asked(), asked()

    def refusing(pen, consultation, case, **told):
        if consultation.pk == first.pk:
            raise Refused("今天不行。", "请稍后再试。")
        close(pen, consultation, case, **told)

    monkeypatch.setattr(sweeping, "close", refusing)
    assert swept(AFTER) == Swept(1, 0, 1)
    assert Consultation.objects.get(opinion="silent") == second
    refused = Event.objects.get(kind="ledger.refused")
    assert (refused.subject_id, refused.told()["facts"]["act"]) == (
        first.application_id,
        "applications.close_consultation",
    )
    monkeypatch.undo()
    assert swept(AFTER) == Swept(1, 0, 0)


def test_every_day_by_the_outbox(asked):
    asked()
    assert SWEEP in daily_topics()
    outcomes = list(drain(now=lambda: moment(AFTER)))
    assert [one.problem for one in outcomes if one.topic == SWEEP] == [""]
    assert Application.objects.get().state == "processing"
    assert Errand.objects.filter(topic=SWEEP, key=AFTER.isoformat()).count() == 1


def test_cases_that_nobody_waits_for_are_not_looked_at(taken_in, django_assert_num_queries):
    brought(taken_in.application, event("assigned", LATER))
    with django_assert_num_queries(2):
        assert swept(date(2026, 12, 1)) == NOTHING
