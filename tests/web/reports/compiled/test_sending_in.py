"""Sending a report in: whatever is published is screened for personal details, and what is refused leaves the year open."""

import pytest

from gongkai.kernel.problems import NotYourDuty, Refused
from gongkai.web.disclosure import gate
from gongkai.web.reports.actions import arranging, justifying, shortcomings, signing
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.models import Compilation, Edition, Snapshot
from tests.web.conftest import NOW
from tests.web.reports.ledgers import bulk

from .desk import fresh

pytestmark = pytest.mark.django_db
LAW, CARD = "《中华人民共和国政府信息公开条例》", "11010519491231002X"


def test_what_is_not_sent_in_leaves_the_year_open(desk):
    """For its requirements, for personal details, for somebody who may not: the registers are closed by what goes through."""
    compilation = desk.written()
    with pytest.raises(Refused, match="主管部门审阅"):
        desk.send_in(compilation)
    desk.write(compilation, 6, "other", f"申请人的身份证号为{CARD}。")
    desk.ask(compilation)
    desk.give(compilation)
    with pytest.raises(Refused, match="个人信息"):
        desk.send_in(compilation)
    with pytest.raises(NotYourDuty):
        signing.send_in(compilation, by=desk.viewer("chief_leader"), at=NOW)
    assert not Snapshot.objects.exists()
    desk.write(compilation, 6, "other", "")
    desk.ask(compilation)
    desk.give(compilation)
    desk.send_in(compilation)
    assert Snapshot.objects.get().organ == desk.organ
    assert Edition.objects.get().snapshot == Snapshot.objects.get()


def test_a_name_in_it_is_stopped(desk):
    compilation = desk.written()
    arranging.set_calendar(
        desk.county, 2025, arranging.Dates(has_pre_review=False), by=desk.viewer("authority"), at=NOW
    )
    desk.write(compilation, 1, "platform", "申请人的身份证号为11010519491231002X。")
    with pytest.raises(Refused, match="个人信息"):
        desk.send_in(compilation)
    assert signing.screened(compilation)


def written_in_the_preface(desk, compilation):
    desk.write(compilation, 0, "preface", f"根据{LAW}编制，申请人的身份证号为{CARD}。")


def given_as_a_reason(desk, compilation):
    desk.adjust(compilation, "table3.granted.natural_person", 1, reason=f"补登记，申请人{CARD}。")


def noted_as_a_problem(desk, compilation):
    told = shortcomings.Told(f"对申请人{CARD}答复不及时", "逐件核对", "党政办公室")
    shortcomings.note(compilation, told, by=desk.viewer("clerk"), at=NOW)


def given_for_an_error(desk, compilation):
    """An error that is signed over: its reason is published, too."""
    desk.write(compilation, 6, "other", "全年未收到政府信息公开申请。")
    bulk([desk.organ], cases=5, seed=2, years=range(2025, 2026))
    (denied,) = [one for one in Standing(fresh(compilation)).found if one.code == "NEGATIVE_CLAIM"]
    clerk = desk.viewer("clerk")
    justifying.justify(compilation, denied.fingerprint, reason=f"重复登记，申请人{CARD}。", by=clerk, at=NOW)


def told_with_the_correction(desk, compilation):
    Compilation.objects.filter(pk=compilation.pk).update(correction_note=f"更正{CARD}的一件")


@pytest.mark.parametrize(
    "told",
    [
        written_in_the_preface,
        given_as_a_reason,
        noted_as_a_problem,
        given_for_an_error,
        told_with_the_correction,
    ],
)
def test_whatever_is_published_is_screened(desk, told):
    compilation = desk.written()
    assert not gate.to_settle(
        signing.screened(compilation)
    )  # the organ's own telephone in the preface is fine
    told(desk, compilation)
    assert [mark.found for mark in gate.to_settle(signing.screened(fresh(compilation)))]
