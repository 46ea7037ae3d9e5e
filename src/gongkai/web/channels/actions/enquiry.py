"""What happens at enquiry places: machines looked at, materials laid out, deliveries made, questions answered."""

from datetime import date, datetime

from django.conf import settings

from gongkai.engine.screening import screen_text
from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.channels.models import (
    KEEPERS,
    Delivery,
    EquipmentCheck,
    Material,
    PublicPlace,
    Question,
)
from gongkai.web.disclosure.models import Release
from gongkai.web.ledger.actions import Pen, act
from gongkai.web.ledger.rows import checked, must_have_come
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.models import Organ

from .places import Photo
from .rows import held, kept_scan, must_be_open, must_follow


def check_equipment(check: EquipmentCheck, *, by: Viewer, at: datetime) -> EquipmentCheck:
    """设备检查: how a machine was found on a day."""
    with act("channels.check_equipment", check.place.organ_id, by=by, at=at, subject=check.place) as pen:
        _enquiry(pen, check.place)
        must_have_come(check.checked_on, at)
        check.checked_by_id = by.person
        checked(check)
        pen.save(check, "channels.equipment_checked")
    return check


def put_material(place: PublicPlace, *, title: str, on: date, by: Viewer, at: datetime) -> Material:
    """更新资料: lay something out, or bring what lies there up to date."""
    with act("channels.put_material", place.organ_id, by=by, at=at, subject=place) as pen:
        stored = _enquiry(pen, place)
        must_have_come(on, at)
        found = Material.objects.select_for_update().filter(place=stored, title=title, removed_on=None)
        material = found.first() or Material(place=stored, title=title)
        material.updated_on = on
        checked(material)
        pen.save(material, "channels.material_put")
    return material


def remove_material(material: Material, *, on: date, by: Viewer, at: datetime) -> Material:
    """撤出资料: it does not lie there any more."""
    with act("channels.remove_material", material.place.organ_id, by=by, at=at, subject=material) as pen:
        _enquiry(pen, material.place)
        stored = held(material)
        if stored.removed_on:
            raise Refused("这份资料已经撤出。", "不需要再办理。")
        must_have_come(on, at)
        stored.removed_on = on
        pen.save(stored, "channels.material_removed")
    return stored


def note_question(question: Question, *, by: Viewer, at: datetime) -> Question:
    """登记询问: what somebody wanted to know, never who he was. Raises Refused."""
    with act("channels.note_question", question.place.organ_id, by=by, at=at, subject=question.place) as pen:
        place = _enquiry(pen, question.place)
        must_have_come(question.asked_on, at)
        _must_be_nobodys(question, place.organ)
        question.answered_by_id = by.person
        checked(question)
        pen.save(question, "channels.question_noted")
    return question


def deliver(
    organ: Organ, *, receiver: str, since: date, until: date, on: date, by: Viewer, at: datetime
) -> Delivery:
    """移送: bring to an archive or a library what was published in a period. Raises Refused."""
    with act("channels.deliver", organ.pk, by=by, at=at, subject=organ) as pen:
        pen.duty = by.must_hold(*KEEPERS, path=organ.path)
        must_exist(organ)
        must_have_come(on, at)
        delivery = Delivery(
            organ=organ, receiver=receiver.strip(), since_on=since, until_on=until, delivered_on=on
        )
        checked(delivery)
        published = Release.objects.filter(item__organ=organ, on__range=(since, until))
        items = sorted(set(published.values_list("item", flat=True)))
        if not items:
            raise Refused("这段时间没有公开信息，没有可以移送的。", "请核对起止日期。")
        pen.save(delivery, "channels.delivered", facts={"count": len(items)})
        delivery.items.set(items)
    return delivery


def receive(
    delivery: Delivery, *, on: date, receipt_by: str, by: Viewer, at: datetime, scan: Photo | None = None
) -> Delivery:
    """登记签收: the archive or library has signed for it."""
    with act("channels.receive", delivery.organ_id, by=by, at=at, subject=delivery) as pen:
        stored = held(delivery, "organ")
        pen.duty = by.must_hold(*KEEPERS, path=stored.organ.path)
        if stored.receipt_on:
            raise Refused("这批移送已经签收。", "不需要再办理。")
        must_have_come(on, at)
        must_follow(on, stored.delivered_on, "移送日期")
        stored.receipt_on, stored.receipt_by = on, receipt_by.strip()
        stored.receipt = kept_scan(scan.data, name=scan.name) if scan else None
        pen.save(stored, "channels.received")
    return stored


def _enquiry(pen: Pen, place: PublicPlace) -> PublicPlace:
    """A place in use where people look things up, and the duty of whoever keeps it. Raises Refused."""
    stored = held(place, "organ")
    pen.duty = pen.by.must_hold(*KEEPERS, path=stored.organ.path)
    must_be_open(stored)
    if not stored.rules.is_enquiry:
        raise Refused(
            f"“{stored}”不是提供查阅的场所。", "设备、资料和询问登记在查阅点、政务服务中心或者便民服务站。"
        )
    return stored


def _must_be_nobodys(question: Question, organ: Organ) -> None:
    """The log of questions holds no personal detail. Raises Refused."""
    own = frozenset(number for number in (organ.phone, organ.fax) if number)
    key = settings.LEDGER_KEY.encode()
    for words, place in ((question.topic, "询问的内容"), (question.answer, "怎样答复")):
        found = screen_text(words, key=key, published=own, place=place).marks
        marks = [mark for mark in found if mark.level != "info"]
        if marks:
            raise Refused(
                f"{place}中有个人信息（{marks[0].found}）。",
                "这里只登记想了解什么和怎样答复，请删去姓名、电话、证件号码等（个人信息保护法第六条）。",
            )
