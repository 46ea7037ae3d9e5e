"""What happens to an application: results, consultations, days, and a walk at random by the table."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.application import Facts, entered, lawful, state
from gongkai.kernel.case import CaseEvent, Consulted, Happened, Reopener
from gongkai.kernel.problems import NotLawful, OutOfPlace
from tests.kernel.applications import IN_TIME, START, TABLE, TOO_LATE, WAYS, event, events


def stands(*happened):
    return state(happened, lifecycle=TABLE)


def offers(way, *, facts=IN_TIME, day=40):
    on = START + timedelta(day)
    return {one.move.code: one for one in lawful(events(WAYS[way]), on=on, facts=facts, lifecycle=TABLE)}


def may(way, *, facts=IN_TIME, day=40):
    return {code for code, one in offers(way, facts=facts, day=day).items() if one.is_lawful}


def test_the_usual_way_to_the_archive():
    case = state(events(WAYS["archived"]), lifecycle=TABLE)
    assert (case.outcome, case.received_on) == ("O02", START)
    assert case.made_on == case.concluded_on == START + timedelta(5)
    assert case.standing.since_on == START + timedelta(7)


def test_an_answer_on_the_spot():
    case = stands(event("received"), event("served", outcome="O01"), event("replied", outcome="O01"))
    assert (case.state.code, case.outcome, case.made_on) == ("closed", "O01", START)


def test_oral_intake_counts_from_the_day_on_which_the_form_was_confirmed():
    case = stands(event("arrived"), event("received", day=2))
    assert (case.state.code, case.received_on) == ("received", START + timedelta(2))
    with pytest.raises(OutOfPlace, match=r"待确认收到.*不能办理“分办”"):
        stands(event("arrived"), event("assigned", day=1))


@pytest.mark.parametrize("kind", ["served", "correction_lapsed", "fee_lapsed", "withdrawn", "voided"])
def test_no_case_ends_without_a_result(kind):
    ways = {"correction_lapsed": "awaiting_correction", "fee_lapsed": "awaiting_payment"}
    with pytest.raises(NotLawful, match=r"还没有写明.*处理结果"):
        stands(*events(WAYS[ways.get(kind, "received")]), event(kind, day=9, outcome=""))


@pytest.mark.parametrize(
    ("way", "kind", "outcome"),
    [
        ("signed", "posted", "O05"),  # another result than the one that was signed
        ("signed", "served", "O05"),
        ("signed", "replied", "O05"),
        ("served", "replied", "O05"),
        ("processing", "drafted", "O28"),  # pending is no result
        ("processing", "served", "O29"),
        ("awaiting_reason", "drafted", "O02"),  # silence is no reason to give it
        ("awaiting_correction", "correction_lapsed", "O23"),
        ("processing", "withdrawn", "O02"),
        ("received", "split", "O02"),
        ("received", "voided", "O24"),
    ],
)
def test_a_result_that_does_not_belong_there(way, kind, outcome):
    with pytest.raises(NotLawful, match=f"处理结果不能是 {outcome}"):
        stands(*events(WAYS[way]), event(kind, day=9, outcome=outcome))


def test_who_does_not_exist_any_more_withdraws_nothing():
    case = stands(*events(WAYS["processing"]), event("withdrawn", day=9, outcome="O26", reason="申请人死亡"))
    assert (case.state.code, case.outcome, case.made_on) == ("closed", "O26", None)


def test_the_first_result_stays_when_a_court_orders_another():
    case = stands(
        *events(WAYS["archived"]),
        event("reopened", day=100, by=Reopener.COURT),
        event("drafted", day=110, outcome="O04"),
        event("submitted", day=111),
        event("signed", day=112),
        event("posted", day=113, outcome="O04"),
    )
    assert (case.state.code, case.round, case.outcome, case.reply) == ("served", 2, "O02", "O04")
    assert case.concluded_on == START + timedelta(5)
    assert case.made_on == START + timedelta(113)


def test_who_is_reopened_may_be_extended_again_but_not_corrected():
    again = [*events("received correction_asked corrected extended drafted submitted signed posted replied")]
    with pytest.raises(OutOfPlace, match="“延长答复期限”只能办理一次，已经在2026年3月5日办过"):
        stands(*again[:5], event("extended", day=5))
    again += [event("reopened", day=50), event("extended", day=55)]
    assert stands(*again).state.code == "processing"
    with pytest.raises(OutOfPlace, match="“发出补正告知”只能办理一次"):
        stands(*again, event("correction_asked", day=56))


def test_the_first_result_stays_when_a_reopened_case_lapses_and_is_corrected_late():
    first = events("received assigned drafted submitted signed posted replied reopened correction_asked")
    lapsed = [*first, event("correction_lapsed", day=40)]
    again = stands(*lapsed, event("corrected", day=50, reason="申请人住院"))
    assert (again.state.is_open, again.outcome, again.concluded_on) == (True, "O02", START + timedelta(5))
    never = stands(*events("received correction_asked"), event("correction_lapsed", day=40))
    assert (never.outcome, never.concluded_on) == ("O22", START + timedelta(40))
    open_again = stands(
        *events("received correction_asked"),
        event("correction_lapsed", day=40),
        event("corrected", day=50, reason="申请人住院"),
    )
    assert (open_again.outcome, open_again.concluded_on) == ("", None)


def test_who_never_came_in_is_not_reopened():
    with pytest.raises(OutOfPlace, match="还没有办过“确认收到”"):
        stands(event("arrived"), event("withdrawn", day=1), event("reopened", day=2))


def test_art_35_is_put_off_only_after_reasons():
    with pytest.raises(OutOfPlace, match="还没有办过“登记说明的理由”"):
        stands(*events("received assigned delayed"))
    assert stands(*events("received assigned reasons_asked reasons_given delayed")).state.code == "processing"


def test_the_case_waits_for_the_last_consultation():
    both = [
        *events("received assigned consultation_sent"),
        event("consultation_sent", day=3, id="c2", of=Consulted.ORGAN),
        event("consultation_received", day=4),
        event("consultation_closed", day=5),
    ]
    assert stands(*both).state.code == "consulting"
    assert dict(stands(*both).asked) == {"c2": False}
    assert stands(*both, event("consultation_closed", day=6, id="c2")).state.code == "processing"


@pytest.mark.parametrize(
    ("kind", "filled", "said"),
    [
        ("consultation_sent", {"id": "c1"}, "已经用过"),
        ("consultation_sent", {"id": ""}, "还没有写明征求意见的编号"),
        ("consultation_sent", {"id": "c2", "of": None}, "还没有写明向谁征求意见"),
        ("consultation_received", {"id": "c9"}, "没有发出，或者已经登记送达"),
        ("consultation_closed", {"id": "c9"}, "没有发出，或者已经结束"),
    ],
)
def test_a_consultation_that_does_not_fit(kind, filled, said):
    with pytest.raises(NotLawful, match=said):
        stands(*events(WAYS["consulting"]), event(kind, day=9, **filled))


def test_a_withdrawn_draft_binds_nobody():
    way = "received assigned drafted sent_back"
    case = stands(*events(way), event("served", day=9, outcome="O13"))
    assert (case.state.code, case.outcome) == ("served", "O13")


@pytest.mark.parametrize(
    ("way", "move", "facts"),
    [
        ("awaiting_correction", "lapse_correction", "correction_due_on"),
        ("awaiting_payment", "lapse_fee", "payment_due_on"),
    ],
)
def test_nothing_lapses_before_its_day_is_over(way, move, facts):
    last = START + timedelta(40)
    on_the_day = replace(IN_TIME, **{facts: last})
    assert move not in may(way, facts=on_the_day, day=40)
    assert move in may(way, facts=on_the_day, day=41)
    assert "期限还没有届满" in offers(way, facts=on_the_day)[move].refusal.message


def test_the_day_for_reasons_is_the_one_that_was_set():
    assert "draft_on_silence" not in may("awaiting_reason", day=30)
    assert "draft_on_silence" in may("awaiting_reason", day=31)


@pytest.mark.parametrize("move", ["extend", "notice_fee"])
def test_after_the_due_day_nothing_is_extended_or_charged(move):
    assert move in may("processing")
    refused = offers("processing", facts=TOO_LATE)[move].refusal
    assert refused.message.startswith("答复期限已经届满")
    assert "尽快答复" in refused.advice


def test_a_late_notice_wants_a_reason():
    assert offers("processing")["ask_correction"].needs == ("limit_on",)
    late = offers("processing", facts=TOO_LATE)["ask_correction"]
    assert (late.is_lawful, late.needs) == (True, ("limit_on", "reason"))
    before = events(WAYS["processing"])
    ask = event("correction_asked", day=9)
    with pytest.raises(NotLawful, match="补正告知的期限已经届满"):
        entered(before, ask, lifecycle=TABLE, facts=TOO_LATE)
    reasoned = replace(ask, reason="材料刚刚查清")
    assert entered(before, reasoned, lifecycle=TABLE, facts=TOO_LATE).state.code == "awaiting_correction"


def test_a_case_of_last_year_is_not_split():
    assert "split" in may("received")
    assert "以前年度" in offers("received", day=365)["split"].refusal.message


def test_what_the_office_has_not_looked_at_is_not_signed():
    assert "sign" in may("under_review")
    assert "还没有走完审签" in offers("under_review", facts=Facts())["sign"].refusal.message


def test_what_is_entered_late_must_leave_the_rest_lawful():
    before = events("received assigned drafted submitted signed")
    searched = CaseEvent(kind=Happened.SEARCHED, on=START + timedelta(1))
    assert entered(before, searched, lifecycle=TABLE, facts=IN_TIME).state.code == "signed"
    with pytest.raises(OutOfPlace, match="处于“已撤回”环节，不能办理“拟写答复”"):
        entered(before, event("withdrawn", day=1), lifecycle=TABLE, facts=IN_TIME)


@given(st.sampled_from(sorted(WAYS)), st.randoms())
def test_the_order_of_entry_does_not_matter(way, chance):
    told = events(WAYS[way])
    mixed = chance.sample(told, len(told))
    assert state(mixed, lifecycle=TABLE) == state(told, lifecycle=TABLE)
