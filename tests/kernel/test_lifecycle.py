"""The table of an application's life as a jurist reads it, and that nothing outside it is done."""

from collections import deque
from itertools import product

import pytest

from gongkai.kernel.application import state
from gongkai.kernel.case import Happened
from gongkai.kernel.problems import OutOfPlace
from tests.kernel.applications import TABLE, WAYS, event, events

OPEN = (
    "unconfirmed received awaiting_correction processing consulting awaiting_reason awaiting_payment"
    " drafted under_review signed"
).split()

# From, event, to: domain's own list of transitions, written here by hand.
TRANSITIONS = [
    ("unconfirmed", "received", "received"),
    ("received", "assigned", "processing"),
    ("received", "served", "served"),
    ("received", "split", "split"),
    ("received", "voided", "voided_duplicate"),
    ("received", "correction_asked", "awaiting_correction"),
    ("processing", "correction_asked", "awaiting_correction"),
    ("awaiting_correction", "corrected", "processing"),
    ("awaiting_correction", "correction_lapsed", "lapsed_correction"),
    ("processing", "consultation_sent", "consulting"),
    ("consulting", "consultation_received", "consulting"),
    ("consulting", "consultation_closed", "processing"),
    ("processing", "reasons_asked", "awaiting_reason"),
    ("awaiting_reason", "reasons_given", "processing"),
    ("processing", "fee_noticed", "awaiting_payment"),
    ("awaiting_payment", "fee_paid", "processing"),
    ("awaiting_payment", "fee_lapsed", "lapsed_fee"),
    ("processing", "drafted", "drafted"),
    ("drafted", "submitted", "under_review"),
    ("drafted", "sent_back", "processing"),
    ("under_review", "sent_back", "drafted"),
    ("under_review", "signed", "signed"),
    ("signed", "sent_back", "drafted"),
    ("signed", "posted", "served"),
    ("signed", "served", "served"),
    ("signed", "replied", "closed"),
    ("served", "replied", "closed"),
    ("closed", "archived", "archived"),
    *((state, "withdrawn", "withdrawn") for state in OPEN),
    *(
        (state, "reopened", "processing")
        for state in ("served", "closed", "archived", "withdrawn", "lapsed_correction", "lapsed_fee")
    ),
    # Extension and overdue are no states.
    *(
        (state, "extended", state)
        for state in ("processing", "consulting", "awaiting_reason", "drafted", "under_review")
    ),
    *((state, "reported_up", state) for state in ("received", "processing", "signed", "closed", "archived")),
]


def after(here, kind, **filled):
    way = WAYS[here].split()
    return state([*events(WAYS[here]), event(kind, day=len(way), **filled)], lifecycle=TABLE)


@pytest.mark.parametrize(("here", "kind", "there"), TRANSITIONS)
def test_a_transition(here, kind, there):
    assert after(here, kind).state.code == there


def test_a_late_correction_with_good_reason_opens_the_case_again():
    case = after("lapsed_correction", "corrected", reason="住院")
    assert (case.state.code, case.outcome, case.concluded_on) == ("processing", "", None)


def test_silence_about_reasons_leads_to_a_draft():
    assert after("awaiting_reason", "drafted", outcome="O20").state.code == "drafted"


def test_what_was_asked_too_late_need_not_be_waited_for():
    assert after("awaiting_correction", "drafted", outcome="O16").state.code == "drafted"


@pytest.mark.parametrize("here", WAYS)
def test_the_way_to_each_state(here):
    assert state(events(WAYS[here]), lifecycle=TABLE).state.code == here


def test_there_is_a_way_to_every_state_and_no_other():
    assert list(WAYS) == list(TABLE.states)


def _outside():
    leads = {(here, move.event) for move in TABLE.moves.values() for here in move.steps}
    return [(here, kind) for here, kind in product(WAYS, Happened) if (here, kind) not in leads]


@pytest.mark.parametrize(("here", "kind"), _outside())
def test_what_is_outside_the_table_is_refused_and_told_what_is_lawful(here, kind):
    with pytest.raises(OutOfPlace) as caught:
        after(here, kind.value)
    problem = caught.value
    assert TABLE.states[here].name in problem.message
    assert set(problem.lawful) <= {move.name for move in TABLE.moves.values() if here in move.steps}
    assert all(name in problem.advice for name in problem.lawful)
    assert problem.lawful or here in ("voided_duplicate", "split")


def test_the_refusal_in_words():
    with pytest.raises(OutOfPlace) as caught:
        after("awaiting_payment", "extended")
    assert str(caught.value) == (
        "这件申请处于“待缴费”环节，不能办理“延长答复期限”。"
        "现在可以办理：分办、向主管部门报备、登记检索、登记缴费、登记逾期未缴费、撤回申请、因申请人不存在而终止。"
    )
    assert caught.value.article == "条例第三十三条"


def test_from_every_state_the_applicant_is_told_something():
    assert all(one.applicant.endswith("。") and one.officer.endswith("。") for one in TABLE.states.values())


def test_only_these_states_lead_nowhere():
    """The others reach the archive; a parent that was split and a duplicate have no file of their own."""
    leads = {here: set() for here in TABLE.states}
    for move in TABLE.moves.values():
        for here, there in move.steps.items():
            leads[here].add(there)
    ends = set()
    for here in TABLE.states:
        seen, waiting = {here}, deque([here])
        while waiting:
            new = leads[waiting.popleft()] - seen
            seen |= new
            waiting.extend(new)
        if "archived" not in seen:
            ends.add(here)
    assert ends == {"voided_duplicate", "split"}


def test_the_applicant_may_correct_explain_and_withdraw():
    assert {move.code for move in TABLE.moves.values() if move.is_applicants} == {
        "arrive",
        "correct",
        "give_reasons",
        "withdraw",
    }


def test_what_sends_something_out_that_cannot_be_taken_back_is_asked_once():
    sends = {move.code for move in TABLE.moves.values() if move.letters}
    asked = {move.code for move in TABLE.moves.values() if move.is_irreversible}
    assert sends - asked == {"receive"}  # the receipt only says what is so
