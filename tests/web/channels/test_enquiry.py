"""Enquiry places: machines, materials, deliveries, questions."""

from datetime import date, timedelta

import pytest

from gongkai.kernel.problems import Refused
from gongkai.web.channels import actions
from gongkai.web.channels.actions import Photo
from gongkai.web.channels.models import Delivery, EquipmentCheck, Material, Question
from gongkai.web.ledger.models import Event
from tests.web.disclosure.conftest import NOW

from .test_places import photograph

TODAY = NOW.date()


@pytest.fixture
def hall(place):
    """The enquiry place of the township."""
    return place("enquiry", "枕溪镇便民服务中心查询处")


def test_a_machine_is_looked_at(hall, town):
    check = EquipmentCheck(place=hall, equipment="查询终端", state="broken", checked_on=TODAY, remark="黑屏")
    checked = actions.check_equipment(check, by=town.clerk, at=NOW)
    assert (checked.checked_by_id, str(checked)) == (town.clerk.person, "查询终端，不可用")


def test_materials_are_brought_up_to_date(hall, town):
    before = TODAY - timedelta(days=30)
    first = actions.put_material(hall, title="政府信息公开指南", on=before, by=town.clerk, at=NOW)
    again = actions.put_material(hall, title="政府信息公开指南", on=TODAY, by=town.clerk, at=NOW)
    assert (again.pk, again.updated_on) == (first.pk, TODAY)
    actions.remove_material(again, on=TODAY, by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="已经撤出"):
        actions.remove_material(again, on=TODAY, by=town.clerk, at=NOW)
    actions.put_material(hall, title="政府信息公开指南", on=TODAY, by=town.clerk, at=NOW)
    assert Material.objects.count() == 2


def test_a_notice_board_has_no_machines(place, town):
    board = place("notice_board")
    check = EquipmentCheck(place=board, equipment="查询终端", state="works", checked_on=TODAY)
    with pytest.raises(Refused, match="不是提供查阅的场所"):
        actions.check_equipment(check, by=town.clerk, at=NOW)


def test_what_was_published_is_delivered_and_signed_for(organ, notice, town):
    said = {"receiver": "墨鹭县档案馆", "since": date(2026, 1, 1), "by": town.clerk, "at": NOW}
    delivery = actions.deliver(organ, until=TODAY, on=TODAY, **said)
    assert list(delivery.items.all()) == [notice]
    scan = Photo(photograph().data, "回执.jpg")
    signed = actions.receive(delivery, on=TODAY, receipt_by="温既白", scan=scan, by=town.clerk, at=NOW)
    assert (signed.receipt_on, signed.receipt.ending) == (TODAY, "jpg")
    with pytest.raises(Refused, match="已经签收"):
        actions.receive(delivery, on=TODAY, receipt_by="温既白", by=town.clerk, at=NOW)
    assert "温既白" not in "".join(Event.objects.values_list("body", flat=True))


def test_nothing_published_is_nothing_delivered(organ, town):
    said = {"receiver": "墨鹭县图书馆", "by": town.clerk, "at": NOW}
    with pytest.raises(Refused, match="没有公开信息"):
        actions.deliver(organ, since=date(2025, 1, 1), until=date(2025, 6, 30), on=TODAY, **said)
    with pytest.raises(Refused, match="请改正后重试"):
        actions.deliver(organ, since=TODAY, until=date(2025, 6, 30), on=TODAY, **said)
    assert not Delivery.objects.exists()


def test_a_question_is_noted_without_who_asked(hall, town):
    question = Question(place=hall, asked_on=TODAY, topic="医保缴费怎么办理", answer="指给医保窗口")
    assert actions.note_question(question, by=town.clerk, at=NOW).answered_by_id == town.clerk.person


@pytest.mark.parametrize(
    ("topic", "answer"),
    [
        ("想查低保，电话13800138000", ""),
        ("身份证11010519491231002X的低保", ""),
        ("低保标准", "请他回头打１３８００１３８０００"),
    ],
)
def test_a_question_carries_no_personal_number(hall, town, topic, answer):
    question = Question(place=hall, asked_on=TODAY, topic=topic, answer=answer)
    with pytest.raises(Refused, match="有个人信息"):
        actions.note_question(question, by=town.clerk, at=NOW)
    assert not Question.objects.exists()
    refused = Event.objects.get(kind="ledger.refused")
    assert "138" not in refused.body
    assert "1949" not in refused.body
