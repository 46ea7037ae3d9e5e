"""Worklists: each shows what waits for its reason and nothing else, to those whose organ it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.kernel.case import Reopener
from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.web.applications.actions.charging import notice_fee, propose_fee
from gongkai.web.applications.actions.inquiring import answer_section, ask_section
from gongkai.web.applications.actions.intake import apply
from gongkai.web.applications.actions.moving import clock_of
from gongkai.web.applications.actions.steps import assign, step
from gongkai.web.applications.actions.sweeping import sweep
from gongkai.web.applications.models import Application
from gongkai.web.applications.overdue import is_overdue
from gongkai.web.applications.selectors import WORKLISTS, counts, passed_by, theirs
from gongkai.web.office import my_work
from gongkai.web.office.rooms.applications import room as applications
from gongkai.web.office.rooms.applications.due import due_of
from gongkai.web.office.waiting_applications import counted
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Section
from gongkai.web.people.selectors import viewer_for
from tests.web.conftest import sign_in
from tests.web.organs.planting import organ_below

from .happenings import DUE, LATER, RECEIVED, brought, event, moment, standing

# Five working days before the last one, and the last but one: 8 March is a Sunday.
SOON, EVE = date(2026, 3, 2), date(2026, 3, 6)


@pytest.fixture
def clerk(viewer_of, organ):
    return viewer_of("clerk", organ)


@pytest.fixture
def office(organ):
    return organs.add_section(Section(organ=organ, name="党政办公室"), by=SYSTEM, at=moment(RECEIVED))


def waiting(viewer, on):
    """The worklists that are not empty."""
    return {code for code, number in counts(viewer, on).items() if number}


def test_by_its_last_day(taken_in, clerk):
    case = standing(taken_in.application, "drafted")
    assert case.due_on == DUE
    assert waiting(clerk, SOON - timedelta(1)) == set()
    assert waiting(clerk, SOON) == {"soon"}
    assert waiting(clerk, EVE) == waiting(clerk, DUE) == {"soon", "next_day"}
    assert waiting(clerk, DUE + timedelta(1)) == {"late"}


def test_a_day_that_may_still_be_put_off_is_over_for_nobody(taken_in, clerk):
    """The days of rest of its year are not published yet: it stays the most pressing, and is not late."""
    case = standing(taken_in.application, "drafted")
    Application.objects.update(is_provisional=True)
    case.refresh_from_db()
    after = DUE + timedelta(1)
    assert waiting(clerk, after) == {"soon", "next_day"}
    assert due_of(case, after).words == "暂定的期限已到，等节假日安排公布"
    assert not is_overdue(case, after)
    assert not is_overdue(clock_of(case)._replace(is_provisional=True), after)
    assert is_overdue(clock_of(case), after)


@pytest.mark.parametrize(
    ("way", "codes"),
    [
        ("received", {"unassigned", "triage_late"}),
        ("processing", set()),
        ("awaiting_correction", {"for_applicant"}),
        ("awaiting_reason", {"for_applicant"}),
        ("consulting", {"for_third_party"}),
        ("awaiting_payment", {"for_payment"}),
        ("signed", {"to_serve"}),
        ("closed", set()),
        ("withdrawn", set()),
    ],
)
def test_by_where_it_stands(way, codes, taken_in, clerk):
    standing(taken_in.application, way)
    assert waiting(clerk, date(2026, 2, 12)) == codes


def test_who_is_waited_for_is_late_of_nothing(taken_in, clerk):
    standing(taken_in.application, "awaiting_payment")
    assert waiting(clerk, date(2026, 6, 1)) == {"lapsed"}


@pytest.mark.parametrize(
    ("way", "waits"), [("awaiting_correction", "for_applicant"), ("awaiting_payment", "for_payment")]
)
def test_who_let_his_time_pass_waits_for_an_officer(way, waits, taken_in, clerk):
    case = standing(taken_in.application, way)
    last = case.next_on
    assert waiting(clerk, last) == {waits}
    assert waiting(clerk, last + timedelta(1)) == {"lapsed"}
    after = last + timedelta(1)
    handled = Application.objects.changeable_by(clerk)
    assert [one.pk for one in WORKLISTS["lapsed"].of(handled, clerk, after)] == [case.pk]
    assert sweep(on=after, at=moment(after)).proposed == 1  # the same day, the same case
    kind, outcome = {
        "awaiting_correction": ("correction_lapsed", "O22"),
        "awaiting_payment": ("fee_lapsed", "O23"),
    }[way]
    step(case, event(kind, after, outcome=outcome), by=clerk, at=moment(after))
    assert waiting(clerk, after) == set()


def test_extended(taken_in, clerk):
    case = brought(taken_in.application, event("assigned"), event("extended"))
    assert waiting(clerk, DUE) == {"extended"}
    assert waiting(clerk, case.due_on + timedelta(1)) == {"extended", "late"}


def test_made_late_is_told_of_what_is_over(taken_in, clerk):
    case = standing(taken_in.application, "signed")
    late = DUE + timedelta(1)
    brought(case, event("posted", late), event("replied", late))
    assert waiting(clerk, late) == {"made_late"}


def test_made_on_the_last_day_is_not_late(taken_in, clerk):
    brought(standing(taken_in.application, "signed"), event("posted", DUE), event("replied", DUE))
    assert waiting(clerk, DUE + timedelta(1)) == set()


def test_what_was_opened_again_waits_again(taken_in, clerk):
    case = standing(taken_in.application, "closed")
    case = brought(case, event("reopened", DUE, by=Reopener.REVIEW, reason="复议决定重新办理"))
    assert case.concluded_on is not None
    assert waiting(clerk, case.due_on + timedelta(1)) == {"late"}


def test_a_plain_letter_waits_to_be_confirmed(applied, clerk):
    apply(replace(applied, channel="mail_plain"), by=clerk, at=moment(RECEIVED))
    assert waiting(clerk, RECEIVED) == waiting(clerk, RECEIVED + timedelta(1)) == {"unconfirmed"}
    assert waiting(clerk, RECEIVED + timedelta(2)) == {"unconfirmed", "confirm_late"}


def test_a_draft_is_wanted_before_the_last_days(taken_in, clerk):
    standing(taken_in.application, "processing")
    assert waiting(clerk, SOON - timedelta(1)) == set()
    assert waiting(clerk, SOON) == {"soon", "draft_late"}


def test_contributions_wait_for_the_section_that_was_asked(taken_in, viewer_of, organ, office, clerk):
    other = organs.add_section(Section(organ=organ, name="农业农村办公室"), by=SYSTEM, at=moment(RECEIVED))
    case = standing(taken_in.application, "processing")
    asked = {"section": other, "question": "有没有分户面积？", "due_on": date(2026, 2, 13)}
    contribution = ask_section(case, **asked, by=clerk, at=moment(LATER))
    theirs_ = viewer_of("section_head", organ, section=other)
    assert waiting(theirs_, LATER) == {"asked"}
    assert waiting(viewer_of("section_head", organ, section=office), LATER) == set()
    answer_section(contribution, answer="有，见附表。", by=theirs_, at=moment(LATER))
    assert waiting(theirs_, LATER) == set()


def test_other_organs_have_nothing_of_it(taken_in, county, viewer_of, organ):
    standing(taken_in.application, "processing")
    beside = organ_below(county, "shisui", "拾穗镇人民政府")
    assert waiting(viewer_of("clerk", beside), DUE + timedelta(1)) == set()
    assert waiting(viewer_of("auditor", county), DUE + timedelta(1)) == set()


def test_whose_own_it_is(taken_in, viewer_of, person_with, organ, office):
    handler, colleague = person_with("clerk", organ), person_with("clerk", organ)
    own, others = viewer_for(handler.pk, LATER), viewer_for(colleague.pk, LATER)
    head = viewer_of("section_head", organ, section=office)

    def mine(viewer):
        return Application.objects.filter(theirs(viewer)).count()

    assert (mine(own), mine(others), mine(head)) == (1, 1, 0)
    assign(taken_in.application, section=office, handler=handler, by=SYSTEM, at=moment(LATER))
    assert (mine(own), mine(others), mine(head)) == (1, 0, 1)
    assert mine(viewer_of("office_head", organ)) == 1


def test_counts_and_lists_agree(taken_in, applied, clerk):
    standing(taken_in.application, "processing")
    standing(apply(applied, by=PUBLIC, at=moment(RECEIVED)).application, "consulting")
    handled = Application.objects.changeable_by(clerk)
    for on in (LATER, SOON, DUE, DUE + timedelta(1)):
        found = counts(clerk, on)
        assert found == {code: one.of(handled, clerk, on).count() for code, one in WORKLISTS.items()}


def test_counted_in_few_questions(taken_in, applied, clerk, django_assert_max_num_queries):
    for _ in range(5):
        apply(applied, by=PUBLIC, at=moment(RECEIVED))
    with django_assert_max_num_queries(5):
        counts(clerk, DUE)


def test_working_days_that_are_over():
    assert passed_by(date(2026, 2, 5), 1) == date(2026, 2, 3)
    # Over a weekend: Friday's one working day is Monday.
    assert passed_by(date(2026, 3, 9), 1) == date(2026, 3, 5)
    assert passed_by(date(2026, 3, 10), 1) == date(2026, 3, 8)


def test_the_first_page_leads_to_the_same_ones(taken_in, client, person_with, organ, monkeypatch):
    standing(taken_in.application, "processing")
    late = DUE + timedelta(1)
    for module in (my_work, applications):
        monkeypatch.setattr(module.clock, "today", lambda: late)
    signed_in = sign_in(client, person_with("clerk", organ))
    assert "已经超期：1件" in signed_in.get("/office/").text
    number = str(Application.objects.get())
    assert number in signed_in.get("/office/applications/?waits=late").text
    assert number not in signed_in.get("/office/applications/?waits=soon").text


def test_a_part_is_not_counted_twice(taken_in, clerk):
    standing(taken_in.application, "drafted")
    (one,) = counted(clerk, EVE)
    assert (one.total, len(one.lines)) == (1, 2)


def test_who_handles_nothing_is_asked_nothing(taken_in, viewer_of, organ, django_assert_num_queries):
    publisher = viewer_of("publisher", organ)
    with django_assert_num_queries(0):
        assert list(counted(publisher, DUE)) == []


def test_a_fee_waits_for_whoever_may_approve_it(taken_in, clerk, viewer_of, organ, county):
    case = standing(taken_in.application, "processing")
    head, other = viewer_of("office_head", organ), viewer_of("office_head", county)
    assert waiting(head, LATER) == set()
    fee = propose_fee(case, method="by_volume", quantity=150, by=clerk, at=moment(LATER))
    assert waiting(head, LATER) == {"fee_to_approve"}
    assert waiting(clerk, LATER) == waiting(other, LATER) == set()
    assert "fee_to_approve" not in waiting(head, DUE + timedelta(1))  # too late for a notice
    notice_fee(fee, on=LATER, by=head, at=moment(LATER))
    assert waiting(head, LATER) == {"for_payment"}


def test_who_proposed_a_fee_waits_for_somebody_else(taken_in, viewer_of, organ):
    head = viewer_of("office_head", organ)
    case = standing(taken_in.application, "processing")
    propose_fee(case, method="by_volume", quantity=150, by=head, at=moment(LATER))
    assert waiting(head, LATER) == set()
    assert waiting(viewer_of("office_head", organ), LATER) == {"fee_to_approve"}


def test_an_authority_is_told_what_is_late_below_it(taken_in, viewer_of, organ, county, client, person_with):
    standing(taken_in.application, "drafted")
    above = viewer_of("authority", county)
    assert list(counted(above, SOON - timedelta(1))) == []
    (pressing,) = counted(above, SOON)
    (late,) = counted(above, DUE + timedelta(1))
    assert (pressing.total, late.total) == (1, 1)
    ((words, address),) = late.lines
    assert words == f"{organ.short_name}：已经超期1件"
    assert address.endswith(f"?waits=late&organ={organ.pk}")
    assert "5个工作日内到期1件" in pressing.lines[0][0]
    signed_in = sign_in(client, person_with("authority", county))
    assert signed_in.get(address).status_code == 200
    assert list(counted(viewer_of("authority", organ_below(organ, "other")), DUE + timedelta(1))) == []
