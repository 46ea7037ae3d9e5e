"""Reviews and suits: registered with their last day, put right, answered with a bundle, or void."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.applications.actions.bundling import bundle
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told_of
from gongkai.web.ledger.verify import verify
from gongkai.web.remedies import selectors
from gongkai.web.remedies.actions import (
    Ruled,
    amend,
    answer,
    appeal,
    correct,
    decide,
    register,
    void,
    withdraw,
)
from gongkai.web.remedies.models import Challenge
from tests.web.conftest import NOW

from .conftest import LODGED, RECEIVED

pytestmark = pytest.mark.django_db(transaction=True)
DUE = date(2026, 2, 10)
DAY = timedelta(days=1)
UPHELD = Ruled(result="review_upheld", decided_on=RECEIVED, received_on=RECEIVED)


@pytest.mark.parametrize(
    ("kind", "procedure", "due_on"),
    [
        ("review", "simple", DUE),
        ("review", "ordinary", date(2026, 2, 24)),
        ("suit", "simple", date(2026, 2, 24)),
        ("suit", "ordinary", date(2026, 2, 24)),
    ],
)
def test_the_last_day_is_that_of_the_law(case, clerk, kind, procedure, due_on) -> None:
    row = register(case, replace(LODGED, kind=kind, procedure=procedure), by=clerk, at=NOW)
    assert (row.due_on, row.is_open, row.is_late(due_on), row.is_late(due_on + DAY)) == (
        due_on,
        True,
        False,
        True,
    )


def test_the_ledger_tells_of_it_without_its_number(challenge, clerk) -> None:
    event = Event.objects.get(kind="remedies.registered")
    assert told_of(event).endswith(
        "登记申请〔2026〕1号的行政复议（简易程序），2026年2月3日收到，应在2026年2月10日以前答复。"
    )
    assert "墨政复" not in event.body
    answer(challenge, on=RECEIVED, by=clerk, at=NOW)
    assert not list(verify())
    assert not list(differences())


def test_a_suit_has_no_procedure_of_a_review(case, clerk) -> None:
    suit = register(case, replace(LODGED, kind="suit", procedure="ordinary"), by=clerk, at=NOW)
    assert suit.procedure == ""
    assert told_of(Event.objects.get(kind="remedies.sued")).endswith(
        "登记申请〔2026〕1号的行政诉讼，2026年2月3日收到，应在2026年2月24日以前答辩。"
    )
    with pytest.raises(Refused, match="复议适用的程序"):
        register(case, replace(LODGED, procedure=""), by=clerk, at=NOW)
    assert not list(differences())


def test_a_day_that_is_to_come_is_refused_and_the_same_case_a_second_time(challenge, case, clerk) -> None:
    with pytest.raises(Refused, match="还没有到"):
        register(case, replace(LODGED, case_no="另一号", received_on=RECEIVED + DAY), by=clerk, at=NOW)
    with pytest.raises(Refused):
        register(case, LODGED, by=clerk, at=NOW)
    with pytest.raises(Refused, match="案号"):
        register(case, replace(LODGED, case_no=" "), by=clerk, at=NOW)
    assert Challenge.objects.count() == 1


def test_the_ordinary_procedure_has_another_last_day(challenge, clerk, person_with, organ) -> None:
    owner = person_with("section_head", organ)
    row = correct(challenge, replace(LODGED, procedure="ordinary", owner=owner), by=clerk, at=NOW)
    assert (row.due_on, row.owner) == (date(2026, 2, 24), owner)


def test_it_is_answered_once_with_a_bundle_that_was_made_for_it(challenge, case, clerk) -> None:
    bundle(case, by=clerk, at=NOW, reason="复议机关要求提交证据", is_masked=True)
    made = selectors.bundles_of(case)
    assert [one.is_masked for one in made] == [True]
    with pytest.raises(Refused, match="没有这个证据包"):
        answer(challenge, on=RECEIVED, bundle_sha256="0" * 64, by=clerk, at=NOW)
    with pytest.raises(Refused, match="早于收到"):
        answer(challenge, on=RECEIVED - DAY, by=clerk, at=NOW)
    row = answer(challenge, on=RECEIVED, bundle_sha256=made[0].sha256, by=clerk, at=NOW)
    assert (row.answered_on, row.bundle_sha256, row.is_late(DUE + DAY)) == (RECEIVED, made[0].sha256, False)
    with pytest.raises(Refused, match="已经在2026年2月3日答复"):
        answer(challenge, on=RECEIVED, by=clerk, at=NOW)


def test_an_answer_after_the_last_day_is_late(challenge, clerk) -> None:
    at = NOW + timedelta(days=9)
    row = answer(challenge, on=at.date(), by=clerk, at=at)
    assert row.is_late(at.date() + timedelta(days=100))


def test_what_was_entered_by_mistake_is_void_and_may_be_entered_again(challenge, case, clerk) -> None:
    with pytest.raises(Refused, match="没有写明作废的原因"):
        void(challenge, reason=" ", by=clerk, at=NOW)
    row = void(challenge, reason="登记到了另一件申请上", by=clerk, at=NOW)
    assert (row.is_open, row.is_late(DUE + DAY)) == (False, False)
    for refused in (
        lambda: correct(challenge, LODGED, by=clerk, at=NOW),
        lambda: answer(challenge, on=RECEIVED, by=clerk, at=NOW),
        lambda: void(challenge, reason="再一次", by=clerk, at=NOW),
        lambda: decide(challenge, UPHELD, by=clerk, at=NOW),
        lambda: appeal(challenge, on=RECEIVED, by=clerk, at=NOW),
    ):
        with pytest.raises(Refused, match="作废"):
            refused()
    again = register(case, LODGED, by=clerk, at=NOW)
    assert again.is_open
    assert not list(differences())


def test_what_is_answered_may_still_be_put_right(challenge, clerk) -> None:
    answer(challenge, on=RECEIVED, by=clerk, at=NOW)
    row = correct(challenge, replace(LODGED, case_no="墨政复〔2026〕8号"), by=clerk, at=NOW)
    assert (row.case_no, row.answered_on) == ("墨政复〔2026〕8号", RECEIVED)


@pytest.mark.parametrize("duty", ["chief_leader", "publisher", "authority"])
def test_only_who_handles_cases_does_any_of_it(challenge, case, clerk, organ, viewer_of, duty) -> None:
    by = viewer_of(duty, organ)
    other = register(case, replace(LODGED, case_no="又一号"), by=clerk, at=NOW)
    ruling = decide(other, UPHELD, by=clerk, at=NOW)
    for what in (
        lambda: register(case, replace(LODGED, case_no="另一号"), by=by, at=NOW),
        lambda: correct(challenge, LODGED, by=by, at=NOW),
        lambda: answer(challenge, on=RECEIVED, by=by, at=NOW),
        lambda: void(challenge, reason="有误", by=by, at=NOW),
        lambda: decide(challenge, UPHELD, by=by, at=NOW),
        lambda: appeal(challenge, on=RECEIVED, by=by, at=NOW),
        lambda: amend(ruling, UPHELD, reason="有误", by=by, at=NOW),
        lambda: withdraw(ruling, reason="有误", by=by, at=NOW),
    ):
        with pytest.raises(NotYourDuty):
            what()
