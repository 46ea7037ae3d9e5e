"""From the empty form to the receipt: five steps, nothing lost on the way, nothing of it in an address."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.identity import identity_of
from gongkai.web.applications.models import Applicant, Application, CasePaper
from gongkai.web.organs.actions import change_contacts
from gongkai.web.portal import apply_receipt
from tests.web.conftest import NOW
from tests.web.portal_apply.conftest import FILLED, FORM, TITLE, code_in, handed_in, hidden, photo, read_over
from tests.web.portal_items.conftest import words

pytestmark = pytest.mark.django_db


def main(answer):
    """The part of a page that is its own."""
    return BeautifulSoup(answer.text, "lxml").main


def test_the_form_asks_what_the_law_asks_and_no_more(client, town):
    answer = client.get(FORM)
    assert answer.headers["Cache-Control"].startswith("max-age=0")
    form = main(answer).select_one("form.apply")
    names = {field["name"] for field in form.select("input:not([type=hidden]), select, textarea")}
    assert {name.partition("-")[2] for name in names if name.startswith("who-")} == {
        *("0-kind", "0-name", "0-id_type", "0-id_number", "0-phone", "0-email", "0-address", "0-postcode"),
        "0-contact",
    }
    assert not any("purpose" in name or "use" in name for name in names)
    assert len(form.select("[name=who-0-kind]")) == 6
    helped = form.select(".apply-field:not(:has(select)):not(:has([name=who-0-kind]))")
    assert all(field.select_one(".help") for field in helped)


def test_what_was_filled_in_is_read_over(client, town):
    answer = read_over(client)
    assert answer.status_code == 200
    told = {words(line.dt): words(line.dd) for line in main(answer).select(".ways > div")}
    assert told["姓名或者单位名称"] == "周明远"
    assert told["证件"] == "居民身份证"
    assert told["信息的名称"] == TITLE
    assert told["怎样交给您"] == "网上查看"
    assert not Application.objects.exists()


def test_going_back_keeps_everything(client, town):
    carried = hidden(read_over(client))
    form = main(client.post(FORM, carried | {"do": "edit"}))
    assert form.select_one("[name=who-0-id_number]")["value"] == FILLED["who-0-id_number"]
    assert form.select_one("textarea").text.strip().splitlines() == ["柳湾村2025年的补贴标准", "和分户面积"]
    assert form.select_one("[name=how-delivery][checked]")["value"] == "online"
    assert not form.select(".apply-field--wrong")


def test_the_receipt(client, town):
    answer = handed_in(client)
    application = Application.objects.get()
    receipt = words(main(answer))
    assert application.organ == town
    assert application.channel == "internet"
    assert application.wanted == "柳湾村2025年的补贴标准\n和分户面积"
    for told in (application.receipt, application.number, code_in(answer), "2026年2月3日（星期二）"):
        assert told in receipt
    assert application.due_on == date(2026, 3, 9)
    assert "2026年3月9日（星期一）" in receipt
    assert "20个工作日" in receipt
    assert "春节放假" in receipt
    assert "2026年2月12日（星期四）以前" in receipt  # to ask for correction: seven working days
    assert code_in(answer) not in client.get(FORM).text


def test_who_applied_is_as_it_was_typed(client, town):
    handed_in(client)
    told = identity_of(Applicant.objects.get())
    assert (told.name, told.id_type, told.id_number, told.phone) == (
        *("周明远", "resident_id", "11010519491231002X", "13900001234"),
    )


def test_sent_twice_it_is_one(client, town):
    carried = hidden(read_over(client)) | {"do": "send"}
    first, second = client.post(FORM, carried), client.post(FORM, carried)
    assert Application.objects.count() == 1
    assert "只登记一件" in words(main(second))
    # A telephone loads the page anew: the code is not lost with it.
    assert code_in(second) == code_in(first)


def test_an_hour_later_only_its_number_is_told(client, town, monkeypatch):
    carried = hidden(read_over(client)) | {"do": "send"}
    first = client.post(FORM, carried)
    monkeypatch.setattr(apply_receipt, "_KEPT", timedelta(seconds=-1))
    late = client.post(FORM, carried)
    assert late.status_code == 409
    assert Application.objects.get().receipt in late.text
    assert code_in(first) not in late.text


def test_back_and_sent_again_it_is_one(client, town):
    begun = hidden(client.get(FORM))
    for _ in range(2):  # the browser sends the first page once more
        read = client.post(FORM, FILLED | begun | {"do": "check"})
        client.post(FORM, hidden(read) | {"do": "send"})
    assert Application.objects.count() == 1


def test_another_application_is_another(client, town):
    handed_in(client)
    handed_in(client)
    assert Application.objects.count() == 2


def test_without_a_receipt_that_confirms_it_is_told_that_somebody_calls(client, town, settings):
    settings.PORTAL_RECEIPT_CONFIRMS = False
    answer = handed_in(client)
    assert Application.objects.get().received_on is None
    assert "确认收到" in words(main(answer))
    assert "答复期限</dt>" not in answer.text


def test_several_apply_together(client, town):
    added = client.post(FORM, FILLED | {"do": "add"})
    assert added.status_code == 200
    assert main(added).select_one("[name=who-0-name]")["value"] == "周明远"
    assert not main(added).select(".apply-field--wrong")
    second = {
        "count": "2",
        "who-1-kind": "natural_person",
        "who-1-name": "许知秋",
        "who-1-id_type": "passport",
        "who-1-id_number": "E00000000",
    }
    handed_in(client, **second)
    assert [one.masked_name for one in Applicant.objects.all()] == ["周**", "许**"]


def test_who_was_added_and_left_empty_is_nobody(client, town):
    empty = {"count": "2", "who-1-kind": "natural_person", "who-1-name": "", "who-1-id_type": "resident_id"}
    handed_in(client, **empty)
    assert Applicant.objects.count() == 1


def test_one_is_taken_off_again(client, town):
    fewer = client.post(FORM, FILLED | {"count": "2", "who-1-name": "许知秋", "do": "remove"})
    assert not main(fewer).select("[name=who-1-name]")


@pytest.mark.parametrize("count", ["", "0", "-1", "999999", "１", "x"])
def test_whatever_the_page_says_of_how_many(client, town, count):
    assert len(
        main(client.post(FORM, FILLED | {"count": count, "do": "edit"})).select("[name$=-name][name^=who]")
    ) in range(1, 11)


def test_an_agent_brings_his_authority(client, town):
    agent = {"agent-agent": "许知秋", "agent-agent_id_number": "11010519491231002X"}
    refused = handed_in(client, **agent)
    assert refused.status_code == 422
    assert "授权委托书" in words(main(refused).select_one("[role=alert]"))
    assert not Application.objects.exists()
    handed_in(client, **agent, files={"authority": photo("委托书.png", kind="PNG"), "identity": photo()})
    assert {paper.kind for paper in CasePaper.objects.all()} >= {"identity", "authority"}
    assert Applicant.objects.get().has_agent


def test_an_organ_without_the_channel_names_the_others(client, organ):
    change_contacts(organ, by=SYSTEM, at=NOW, online_channel="未开通", phone="010-00001234")
    answer = client.get(FORM)
    told = words(main(answer))
    assert "没有开通网上申请" in told
    assert "溪前街2号" in told
    assert "010-00001234" in told
    client.post(FORM, FILLED | {"do": "send"})
    assert not Application.objects.exists()
    assert FORM not in client.get("/organs/zhenxi/apply/").text


def test_the_page_of_the_ways_leads_to_the_form(client, town):
    assert f'href="{FORM}"' in client.get("/organs/zhenxi/apply/").text
