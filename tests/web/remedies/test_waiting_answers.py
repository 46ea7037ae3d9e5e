"""应诉答复: whose it is to answer, who is reminded, and what the office shows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from gongkai.web.office.waiting import groups
from gongkai.web.outbox.models import Errand
from gongkai.web.outbox.registry import Task
from gongkai.web.people.selectors import viewer_for
from gongkai.web.remedies import notices, selectors
from gongkai.web.remedies.actions import answer, correct
from gongkai.web.remedies.models import Challenge
from tests.web.conftest import NOW

from .conftest import LODGED, RECEIVED

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
DUE = RECEIVED + 7 * DAY


def shown(viewer, today) -> list[str]:
    """What the first page says under 应诉答复."""
    return [item.title for one in groups(viewer, today) if one.title == "应诉答复" for item in one.items]


def test_nobodys_is_every_clerks_and_ones_own_is_his_and_the_heads(
    challenge, organ, person_with, viewer_of
) -> None:
    owner, other = person_with("clerk", organ), person_with("clerk", organ)
    mine, others = (viewer_for(one.pk, RECEIVED) for one in (owner, other))
    head, leader = viewer_of("office_head", organ), viewer_of("chief_leader", organ)
    assert [selectors.to_answer(one, RECEIVED).count() for one in (mine, others, head, leader)] == [
        1,
        1,
        1,
        0,
    ]
    correct(challenge, replace(LODGED, owner=owner), by=mine, at=NOW)
    assert [selectors.to_answer(one, RECEIVED).count() for one in (mine, others, head)] == [1, 0, 1]
    assert [rows(head, DUE + DAY).count() for rows in (selectors.late, selectors.to_answer)] == [1, 0]
    answer(challenge, on=RECEIVED, by=mine, at=NOW)
    assert not selectors.to_answer(head, RECEIVED).exists()


def test_my_work_tells_the_last_day_and_what_is_late(challenge, clerk) -> None:
    said = "枕溪镇〔2026〕1号，行政复议（墨鹭县人民政府），应在2026年2月10日以前答复"
    assert shown(clerk, DUE) == [said]
    assert shown(clerk, DUE + DAY) == [f"{said}，已经逾期"]


def test_people_are_reminded_before_the_last_day_and_every_day_after_it(
    challenge, organ, person_with
) -> None:
    clerk = person_with("clerk", organ)
    days = [RECEIVED + number * DAY for number in range(10)]
    told = [day for day in days if clerk in notices.reminded(day)]
    assert DUE in told
    assert RECEIVED not in told or len(told) > 2
    assert DUE + DAY in told
    answer(Challenge.objects.get(), on=RECEIVED, by=viewer_for(clerk.pk, RECEIVED), at=NOW)
    assert notices.reminded(DUE) == []


def test_one_mail_a_day_without_a_word_of_who_applied(
    challenge, organ, person_with, settings, mailoutbox
) -> None:
    settings.MAIL_IS_SENT, settings.FIXED_TODAY = True, None
    person = person_with("clerk", organ)
    person.email = "clerk@example.org"
    type(person).objects.filter(pk=person.pk).update(email=person.email)
    at = NOW + 7 * DAY
    task = Task(notices.REMIND, str(DUE), {"on": str(DUE)}, at, 1, None)
    notices.run(task)
    notices.run(task)
    errand = Errand.objects.get(topic=notices.MAIL)
    notices.mail(Task(notices.MAIL, errand.key, errand.payload, at, 1, None))
    (mail,) = mailoutbox
    assert mail.subject == "应诉答复：1件等您答复"
    assert "枕溪镇〔2026〕1号，行政复议，应在2026年2月10日以前答复" in mail.body
    assert "周" not in mail.body
    assert "墨政复" not in mail.body


def test_the_room_registers_answers_and_leads_to_the_case_and_the_bundle(case, at_the_desk) -> None:
    form = at_the_desk.get(reverse("challenges:register"), {"number": "S000001"}).content.decode()
    assert 'value="S000001"' in form
    assert "行政复议法第五十四条" in form
    said = {
        "number": str(case),
        "stage": "review",
        "procedure": "simple",
        "body": "墨鹭县人民政府",
        "case_no": "墨政复〔2026〕7号",
        "received_on": "2026-02-04",
    }
    address = reverse("challenges:register")
    assert "这一天还没有到" in at_the_desk.post(address, said).content.decode()
    at_the_desk.post(address, said | {"received_on": "2026-02-03"})
    row = Challenge.objects.get()
    page = at_the_desk.get(reverse("challenges:sheet", args=[row.pk])).content.decode()
    assert "应在2026年2月10日（星期二）以前提交答复和证据" in page
    assert "还有5个工作日" in page
    assert reverse("applications:bundle", args=[case.pk]) in page
    assert reverse("applications:sheet", args=[case.pk]) in page
    on_the_case = at_the_desk.get(reverse("applications:sheet", args=[case.pk])).content.decode()
    assert "墨政复〔2026〕7号" in on_the_case
    listed = at_the_desk.get(reverse("challenges:index"), {"waits": "answer"}).content.decode()
    assert "等候答复" in listed
    at_the_desk.post(reverse("challenges:answer", args=[row.pk]), {"on": "2026-02-03", "bundle_sha256": ""})
    assert Challenge.objects.get().answered_on == RECEIVED
    assert (
        "已于2026年2月3日答复" in at_the_desk.get(reverse("challenges:sheet", args=[row.pk])).content.decode()
    )


def test_an_unknown_number_is_told_beside_its_field(case, at_the_desk) -> None:
    told = at_the_desk.post(reverse("challenges:register"), {"number": "〔2026〕99号"}).content.decode()
    assert "没有这个编号的申请" in told
