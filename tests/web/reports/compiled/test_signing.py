"""From the first draft to the published report, and everything that undoes a step."""

import pytest

from gongkai.kernel.duties import PUBLIC, SYSTEM
from gongkai.kernel.problems import NotYourDuty, NotYourOwn, Refused
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.sentences import told
from gongkai.web.ledger.verify import verify
from gongkai.web.organs.models import Organ
from gongkai.web.people import actions as people
from gongkai.web.people.models import Appointment
from gongkai.web.people.selectors import viewer_for
from gongkai.web.reports import selectors
from gongkai.web.reports.actions import (
    arranging,
    compiling,
    pre_reviewing,
    publishing,
)
from gongkai.web.reports.compiling import workspace
from gongkai.web.reports.models import (
    Compilation,
    Edition,
    Filing,
    PreReview,
    Report,
    State,
)
from gongkai.web.reviews.actions import send_back
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW
from tests.web.reports.collecting.conftest import below

from .desk import fresh

pytestmark = pytest.mark.django_db


def test_from_the_draft_to_the_public_report(desk):
    compilation = desk.written()
    assert compilation.state == State.DRAFTING
    assert compilation.errors == 0
    desk.ask(compilation)
    assert fresh(compilation).state == State.WITH_AUTHORITY
    desk.give(compilation)
    assert fresh(compilation).state == State.COMMENTED
    review = desk.send_in(compilation)
    assert fresh(compilation).state == State.UNDER_REVIEW
    desk.review(review)
    desk.approve(review)
    assert fresh(compilation).state == State.SIGNED
    edition = desk.publish(compilation)
    assert fresh(compilation).state == State.PUBLISHED
    report = Report.objects.get(organ=desk.organ, year=2025)
    assert (edition.report, edition.number, report.errors) == (report, 1, 0)
    assert Filing.objects.get(organ=desk.organ).edition == edition
    assert not list(verify())


def test_every_change_behind_a_signature_undoes_it(desk):
    compilation = desk.signed()
    desk.write(compilation, 1, "platform", "本镇在便民服务中心设有政府信息查阅点。")
    edition = Edition.objects.get()
    assert (edition.approval, edition.signed_on, edition.approved_hash) == (None, None, "")
    assert fresh(compilation).state == State.DRAFTING
    assert Review.objects.get().state == "void"
    with pytest.raises(Refused, match="没有批准"):
        desk.publish(compilation)
    with pytest.raises(Refused, match="又作了修改"):  # 无意见 was said of other words
        desk.send_in(compilation)


def test_remarks_are_followed_without_asking_again(desk):
    compilation = desk.commented("remarks", "请补写查阅点。")
    desk.write(compilation, 1, "platform", "本镇在便民服务中心设有政府信息查阅点。")
    assert desk.send_in(compilation).state == "open"


def test_what_the_authority_returns_is_put_before_it_again(desk):
    compilation = desk.commented("returned", "缺少依申请公开情况。")
    assert compilation.state == State.DRAFTING
    with pytest.raises(Refused, match="主管部门退回了这份报告"):
        desk.send_in(compilation)


def test_a_change_while_the_authority_reads_takes_it_back(desk):
    compilation = desk.written()
    desk.ask(compilation)
    desk.write(compilation, 1, "platform", "本镇在便民服务中心设有政府信息查阅点。")
    assert PreReview.objects.get().taken_back_at == NOW
    with pytest.raises(Refused, match="不能办理"):
        desk.give(compilation)


def test_without_somebody_at_the_authority_nobody_is_asked(desk):
    compilation = desk.written()
    with pytest.raises(Refused, match="主管部门审阅"):
        desk.send_in(compilation)
    held = Appointment.objects.get(duty="authority")
    people.end(held, on=NOW.date(), by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="没有本机关的主管部门"):
        desk.ask(compilation)
    moves = workspace(fresh(compilation), desk.viewer("clerk")).moves
    assert [(one.code, one.is_open) for one in moves] == [("send_in", True)]
    assert desk.send_in(compilation).state == "open"


def test_an_authority_may_leave_it_to_the_organs(desk):
    dates = arranging.Dates(has_pre_review=False)
    arranging.set_calendar(desk.county, 2025, dates, by=desk.viewer("authority"), at=NOW)
    assert desk.send_in(desk.written()).state == "open"


def test_nobody_comments_on_the_report_of_his_own_organ(desk, person_with):
    compilation = desk.written()
    desk.ask(compilation)
    own = viewer_for(person_with("authority", desk.organ).pk, NOW.date())
    with pytest.raises(NotYourDuty):
        pre_reviewing.give(compilation, "agreed", by=own, at=NOW)
    assert not selectors.to_comment(own).exists()
    assert workspace(fresh(compilation), own).moves == ()


def test_an_office_that_is_an_organ_of_its_own_comments_where_it_is_the_authority(desk, person_with):
    office = below(desk.county, "office", "墨鹭县人民政府办公室", level="county", kind="department")
    Organ.objects.filter(pk=desk.organ.pk).update(authority=office)
    there = viewer_for(person_with("authority", office).pk, NOW.date())
    compilation = desk.written()
    assert not Compilation.objects.visible_to(there).exists()
    assert desk.ask(compilation).authority == office
    assert [one.compilation for one in selectors.to_comment(there)] == [compilation]
    assert Compilation.objects.visible_to(there).get() == compilation
    assert {one.code for one in workspace(fresh(compilation), there).moves} == {
        *("agreed", "remarks", "returned")
    }
    pre_reviewing.give(compilation, "agreed", by=there, at=NOW)
    assert desk.send_in(compilation).state == "open"


def test_the_chain_sends_it_back_and_the_agreement_still_holds(desk):
    compilation = desk.commented()
    review = desk.send_in(compilation)
    send_back(review, reason="请核对标题。", by=desk.viewer("secrecy_reviewer"), at=NOW)
    assert fresh(compilation).state == State.DRAFTING
    assert desk.send_in(compilation).state == "open"
    assert Edition.objects.count() == 1


def test_registers_that_change_before_the_approval_stop_it(desk):
    compilation = desk.commented()
    review = desk.send_in(compilation)
    desk.review(review)
    Organ.objects.filter(pk=desk.organ.pk).update(phone="0555-5550999")
    with pytest.raises(Refused, match="与送审的不同"):
        desk.approve(review)


@pytest.mark.parametrize("duty", ["secrecy_reviewer", "chief_leader", "authority"])
def test_only_those_who_write_begin_it(desk, duty):
    with pytest.raises(NotYourDuty):
        compiling.begin(desk.organ, 2025, by=desk.viewer(duty), at=NOW)


def test_who_publishes_is_not_who_writes(desk):
    compilation = desk.signed()
    with pytest.raises(NotYourDuty):
        publishing.publish(compilation, by=desk.viewer("clerk"), at=NOW)


def test_a_year_has_one_report_and_may_not_lie_ahead(desk):
    desk.begin()
    with pytest.raises(Refused, match="已经在编制"):
        desk.begin()
    with pytest.raises(Refused, match="不能编制2027年度"):
        compiling.begin(desk.organ, 2027, by=desk.viewer("clerk"), at=NOW)


def test_a_year_that_is_not_over_is_not_sent_in(desk):
    compilation = compiling.begin(desk.organ, 2026, by=desk.viewer("clerk"), at=NOW)
    with pytest.raises(Refused, match="统计期还没有结束"):
        desk.send_in(compilation)


def test_the_screen_offers_what_leads_on(desk):
    compilation = desk.begin()
    found = workspace(compilation, desk.viewer("clerk"))
    assert [(one.code, one.is_open) for one in found.moves] == [("ask", False), ("send_in", False)]
    assert "必须改正的错误" in found.moves[0].why_not[0]
    assert "还没有经主管部门审阅" in found.moves[1].why_not[-1]
    for topic, section in (("safeguards", 1), ("problems", 5), ("improvement", 5)):
        desk.write(compilation, section, topic, "按县政府的通报执行。")
    found = workspace(fresh(compilation), desk.viewer("clerk"))
    assert found.moves[0].code == "ask"
    assert found.moves[0].is_open
    assert found.due_on.isoformat() == "2026-01-31"
    assert workspace(fresh(compilation), desk.viewer("chief_leader")).moves == ()


def test_who_wrote_it_does_not_judge_it(desk):
    people.appoint(
        person_of(desk, "secrecy_reviewer"),
        "publisher",
        organ=desk.organ,
        since_on=NOW.date(),
        by=SYSTEM,
        at=NOW,
    )
    compilation = desk.commented("remarks", "请补写查阅点。")
    writer = desk.viewer("secrecy_reviewer")
    compiling.write(compilation, 1, "platform", text="设有查阅点。", by=writer, at=NOW)
    review = desk.send_in(fresh(compilation))
    with pytest.raises(NotYourOwn, match="起草"):
        desk.review(review)


def person_of(desk, duty):
    return Appointment.objects.filter(duty=duty, organ=desk.organ).get().person


def test_a_report_on_its_way_is_nobody_elses(desk):
    desk.begin()
    assert not Compilation.objects.visible_to(PUBLIC).exists()


def test_the_ledger_tells_all_of_it_and_keeps_no_words(desk):
    compilation = desk.commented("remarks", "请补写查阅点。")
    desk.adjust(compilation, "table3.granted.natural_person", 1, reason="纸质登记簿上另有一件。")
    events = list(Event.objects.filter(kind__startswith="reports.").order_by("id"))
    lines = told(events)
    assert not any("（reports." in line or "{" in line for line in lines)
    assert any("予以公开”的“自然人”由0改为1" in line for line in lines)
    assert not any("查阅点" in event.body or "登记簿" in event.body for event in events)
