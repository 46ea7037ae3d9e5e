"""Simple steps: each is taken by whoever may, and what is refused says what may be done instead."""

from datetime import date, timedelta
from importlib import import_module

import pytest

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotLawful, NotYourDuty, OutOfPlace, Refused
from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.web.applications.actions.steps import SIMPLE, assign, offers, step
from gongkai.web.applications.models import Application
from gongkai.web.ledger.caches import differences
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.selectors import history
from gongkai.web.organs.actions import add_section
from gongkai.web.organs.models import Section
from tests.web.conftest import NOW

from .happenings import DUE, LATER, RECEIVED, brought, event, moment, standing

ACTS = {
    "intake": {"apply": "arrive", "confirm": "receive"},
    "splitting": {"split": "split", "void_duplicate": "void"},
    "steps": {"assign": "assign"},
    "inquiring": {"record_search": "search"},
    "consulting": {
        "consult": "consult_third_party consult_organ consult_co_maker",
        "deliver": "deliver_consultation",
        "take_opinion": "close_consultation",
    },
    "charging": {"notice_fee": "notice_fee", "record_payment": "pay"},
    "replying": {
        "draft": "draft draft_on_silence draft_uncorrected",
        "submit": "submit",
        "take_back": "send_back",
        "serve": "post serve serve_online",
        "answer_at_once": "serve_on_the_spot",
        "prove_service": "prove_service",
        "reopen": "reopen_by_review reopen_by_court reopen_by_self",
    },
    "serving": {"conclude": "close"},
    "announcing": {"announce": "announce"},
    "archiving": {"archive": "archive"},
}
# The last signature of the chain signs.
BY_REVIEW = {"sign"}


def test_every_move_of_the_table_has_its_act():
    taken = {*SIMPLE, *BY_REVIEW}
    for module, acts in ACTS.items():
        there = import_module(f"gongkai.web.applications.actions.{module}")
        for name, moves in acts.items():
            assert callable(getattr(there, name))
            taken |= set(moves.split())
    assert taken == set(case_lifecycle().moves)


@pytest.mark.parametrize(
    ("way", "duty", "taken", "state"),
    [
        ("received", "clerk", event("reported_up"), "received"),
        ("received", "clerk", event("correction_asked"), "awaiting_correction"),
        ("processing", "office_head", event("correction_asked"), "awaiting_correction"),
        ("awaiting_correction", "clerk", event("corrected"), "processing"),
        ("awaiting_correction", "clerk", event("correction_lapsed", date(2026, 3, 6)), "lapsed_correction"),
        ("processing", "office_head", event("reasons_asked"), "awaiting_reason"),
        ("awaiting_reason", "clerk", event("reasons_given"), "processing"),
        ("reasoned", "office_head", event("delayed", until=date(2026, 4, 1), reason="数量大"), "processing"),
        ("awaiting_payment", "clerk", event("fee_lapsed", date(2026, 3, 17)), "lapsed_fee"),
        ("consulting", "office_head", event("extended"), "consulting"),
        ("drafted", "clerk", event("sent_back"), "processing"),
        ("signed", "clerk", event("withdrawn"), "withdrawn"),
        ("processing", "office_head", event("withdrawn", outcome="O26", reason="申请人死亡"), "closed"),
    ],
)
def test_a_simple_move(way, duty, taken, state, taken_in, viewer_of, organ):
    application = standing(taken_in.application, way)
    after = step(application, taken, by=viewer_of(duty, organ), at=moment(taken.on))
    stored = Application.objects.get()
    assert (after.state, stored.state) == (state, state)
    assert stored.happenings.order_by("-pk").first().kind == taken.kind
    assert not list(differences())


def test_a_late_correction_with_good_reason_is_taken_in_by_the_head(taken_in, viewer_of, organ):
    lapsed = event("correction_lapsed", date(2026, 3, 6))
    application = brought(standing(taken_in.application, "awaiting_correction"), lapsed)
    assert (application.outcome, application.row) == ("O22", "other_correction_lapsed")
    late = event("corrected", date(2026, 3, 9), reason="申请人住院")
    with pytest.raises(NotYourDuty):
        step(application, late, by=viewer_of("clerk", organ), at=moment(late.on))
    after = step(application, late, by=viewer_of("office_head", organ), at=moment(late.on))
    assert (after.state, after.outcome, after.row, after.concluded_on) == ("processing", "", "", None)
    assert after.due_on == date(2026, 4, 7)


def test_a_refusal_names_what_the_days_still_allow(taken_in, viewer_of, organ):
    application = standing(taken_in.application, "processing")
    on = DUE + timedelta(1)
    with pytest.raises(NotLawful) as refused:
        step(application, event("extended", on), by=viewer_of("office_head", organ), at=moment(on))
    assert "答复期限已经届满，不能再延长" in refused.value.message
    named = refused.value.advice.partition("现在可以办理：")[2]
    assert "拟写答复" in named
    assert "延长答复期限" not in named
    assert "发出收费通知" not in named
    assert Application.objects.get().is_extended is False
    last = Event.objects.order_by("pk").last()
    assert (last.kind, last.told()["facts"]["act"]) == ("ledger.refused", "applications.extend")
    assert "延长答复期限" in history(application)[0]


def test_who_comes_second_learns_what_was_done(taken_in, viewer_of, person_with, organ):
    application = standing(taken_in.application, "processing")
    step(
        application,
        event("reasons_asked"),
        by=viewer_of("office_head", organ, name="许负责"),
        at=moment(LATER),
    )
    with pytest.raises(OutOfPlace) as refused:
        step(application, event("correction_asked"), by=viewer_of("clerk", organ), at=moment(LATER))
    assert "处于“待说明理由”环节" in refused.value.message
    assert "最近办理的是2026年2月10日的“请申请人说明理由”，由许负责办理" in refused.value.message
    assert "登记说明的理由" in refused.value.lawful


def test_correction_is_asked_for_once(taken_in, viewer_of, organ):
    application = brought(taken_in.application, event("correction_asked"), event("corrected"))
    with pytest.raises(OutOfPlace, match="只能办理一次，已经在2026年2月10日办过"):
        step(application, event("correction_asked"), by=viewer_of("clerk", organ), at=moment(LATER))


def test_a_late_notice_wants_a_reason_and_does_not_stop_the_clock(taken_in, viewer_of, organ):
    clerk, on = viewer_of("clerk", organ), date(2026, 2, 13)
    ask = event("correction_asked", on, limit_on=date(2026, 3, 6))
    with pytest.raises(NotLawful, match="补正告知的期限已经届满"):
        step(taken_in.application, ask, by=clerk, at=moment(on))
    reasoned = event("correction_asked", on, limit_on=date(2026, 3, 6), reason="材料刚刚查清")
    assert step(taken_in.application, reasoned, by=clerk, at=moment(on)).due_on == DUE


@pytest.mark.parametrize("days", [0, 21])
def test_an_extension_has_at_most_twenty_days(days, taken_in, viewer_of, organ):
    application = standing(taken_in.application, "processing")
    with pytest.raises(NotLawful, match="可以延长1至20个工作日"):
        step(application, event("extended", days=days), by=viewer_of("office_head", organ), at=moment(LATER))


def test_what_has_not_come_yet_is_not_entered(taken_in, viewer_of, organ):
    with pytest.raises(Refused, match="2026年2月11日还没有到"):
        step(
            taken_in.application,
            event("reported_up", date(2026, 2, 11)),
            by=viewer_of("clerk", organ),
            at=moment(LATER),
        )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (event("reasons_asked", limit_on=LATER), "限期不在告知之后"),
        (event("reasons_asked", reason="理" * 2001), "最多写2000个字"),
        (event("drafted"), "“拟写答复”须连同它的材料一起办理"),
        (event("fee_noticed"), "“发出收费通知”须连同它的材料一起办理"),
    ],
)
def test_what_is_refused_as_told(told, said, taken_in, organ):
    application = standing(taken_in.application, "processing")
    with pytest.raises(Refused, match=said):
        step(application, told, by=SYSTEM, at=moment(LATER))


def test_only_whose_duty_it_is(taken_in, viewer_of, organ, county):
    application = standing(taken_in.application, "processing")
    with pytest.raises(NotYourDuty):
        step(application, event("extended"), by=viewer_of("clerk", organ), at=moment(LATER))
    with pytest.raises(NotYourDuty):
        step(application, event("reported_up"), by=viewer_of("clerk", county), at=moment(LATER))


def test_the_applicant_takes_his_own_moves(taken_in):
    application = standing(taken_in.application, "awaiting_correction")
    with pytest.raises(NotYourDuty):
        step(application, event("reported_up"), by=PUBLIC, at=moment(LATER))
    with pytest.raises(Refused, match="只能登记今天办理的事项"):
        step(application, event("corrected"), by=PUBLIC, at=moment(date(2026, 2, 11)))
    assert step(application, event("corrected"), by=PUBLIC, at=moment(LATER)).state == "processing"
    assert step(application, event("withdrawn"), by=PUBLIC, at=moment(LATER)).outcome == "O24"


def test_the_applicant_does_not_excuse_himself(taken_in):
    application, on = standing(taken_in.application, "awaiting_correction"), date(2026, 3, 6)
    with pytest.raises(Refused, match=r"补正的期限在2026年3月5日已经届满.*请与受理机关联系"):
        step(application, event("corrected", on, reason="忘记了"), by=PUBLIC, at=moment(on))


def test_the_applicant_is_not_told_who_works_on_it(taken_in, viewer_of, organ):
    application = standing(taken_in.application, "processing")
    step(
        application,
        event("reasons_asked"),
        by=viewer_of("office_head", organ, name="许负责"),
        at=moment(LATER),
    )
    with pytest.raises(OutOfPlace) as refused:
        step(application, event("corrected"), by=PUBLIC, at=moment(LATER))
    assert "许负责" not in str(refused.value)
    assert refused.value.lawful == ("登记说明的理由", "撤回申请")


def test_assigned_to_a_section_and_a_handler(taken_in, viewer_of, person_with, organ):
    section = add_section(Section(organ=organ, name="农业农村办"), by=SYSTEM, at=NOW)
    handler = person_with("clerk", organ)
    after = assign(
        taken_in.application, section=section, handler=handler, by=viewer_of("section_head", organ), at=NOW
    )
    stored = Application.objects.get()
    assert (after.state, stored.section, stored.handler) == ("processing", section, handler)
    assert not list(differences())


def test_nobody_elsewhere_is_given_a_case(taken_in, person_with, organ, county):
    away = add_section(Section(organ=county, name="农业农村局"), by=SYSTEM, at=NOW)
    here = add_section(Section(organ=organ, name="农业农村办"), by=SYSTEM, at=NOW)
    application = taken_in.application
    with pytest.raises(Refused, match="不是枕溪镇人民政府现有的内设机构"):
        assign(application, section=away, handler=None, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="没有在枕溪镇人民政府办理申请的职责"):
        assign(application, section=here, handler=person_with("auditor", organ), by=SYSTEM, at=NOW)
    assert Application.objects.get().state == "received"


def test_offers_say_why_not(taken_in):
    told = {one.move.code: one for one in offers(taken_in.application, on=RECEIVED)}
    assert told["assign"].is_lawful
    assert "补正" not in told["assign"].needs
    assert "处于“已收到”环节" in told["extend"].refusal.message


def test_what_is_entered_late_is_named_by_the_state_of_its_day(taken_in, viewer_of, organ):
    """Received before the case lapsed, it was no late correction that needs its reason, whatever the case is today."""
    application = standing(taken_in.application, "awaiting_correction")
    lapsed = brought(application, event("correction_lapsed", date(2026, 3, 10)))
    assert lapsed.state == "lapsed_correction"
    with pytest.raises(NotLawful):
        step(
            lapsed,
            event("corrected", date(2026, 3, 2)),
            by=viewer_of("clerk", organ),
            at=moment(date(2026, 3, 11)),
        )
    assert Event.objects.order_by("pk").last().told()["facts"]["act"] == "applications.correct"
