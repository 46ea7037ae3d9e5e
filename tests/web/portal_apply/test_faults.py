"""What is wrong is told in Chinese, at the top and beside the field; nothing that was typed is lost, nothing personal leaks."""

import logging
from dataclasses import replace
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.applications.actions import intake
from gongkai.web.applications.models import Application, CasePaper
from tests.web.portal_apply.conftest import FILLED, FORM, handed_in, hidden, photo, read_over
from tests.web.portal_items.conftest import words

pytestmark = pytest.mark.django_db


def wrong(answer):
    """Field → what is said beside it; each is listed at the top too, with a link to the field."""
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "lxml").main
    told = {}
    for error in page.select(".apply-field__error"):
        name = error["id"].removesuffix("_error").removeprefix("id_")
        told[name] = words(error)
        assert error["id"] in page.select_one(f"#id_{name}").get("aria-describedby", "")
        listed = page.select_one(f'#errors a[href="#id_{name}"]')
        assert listed is not None
        assert told[name] in words(listed.parent)
    return told


def kept(answer):
    """What stands in the fields."""
    page = BeautifulSoup(answer.text, "lxml").main
    typed = {one["name"]: one.get("value", "") for one in page.select("form.apply input[type=text]")}
    typed |= {one["name"]: one["value"] for one in page.select("input[type=radio][checked]")}
    return typed | {one["name"]: one.text.removeprefix("\n") for one in page.select("textarea")}


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"who-0-name": " "}, "who-0-name", "请写姓名"),
        ({"who-0-kind": "ghost"}, "who-0-kind", "选择一项"),
        ({"who-0-phone": ""}, "who-0-phone", "没有联系方式"),
        ({"who-0-email": "不知道"}, "who-0-email", "电子邮箱不完整"),
        ({"who-0-postcode": "12"}, "who-0-postcode", "六位数字"),
        ({"who-0-id_type": "credit_code"}, "who-0-id_type", "自然人请选择本人的证件"),
        ({"what-title": "", "what-wanted": ""}, "what-title", "没有写明所需政府信息"),
        ({"what-wanted": "要<script>alert(1)</script>"}, "what-wanted", "网页代码"),
        ({"how-supply_form": ""}, "how-supply_form", "请选择希望得到的形式"),
        ({"how-delivery": "fax"}, "how-delivery", "选择一项"),
        ({"how-delivery": "post"}, "who-0-address", "通信地址"),
        ({"how-delivery": "email"}, "who-0-email", "电子邮箱"),
        ({"how-supply_form": "email"}, "who-0-email", "电子邮箱"),
        ({"agent-agent_phone": "010-00001234"}, "agent-agent", "代理人的姓名"),
    ],
)
def test_it_is_told_beside_the_field_and_at_the_top(client, town, typed, field, told):
    answer = read_over(client, **typed)
    assert told in wrong(answer)[field]
    assert not Application.objects.exists()
    asked = {name: value for name, value in (FILLED | typed).items() if "id_type" not in name}
    shown = kept(answer)
    for name, value in asked.items():
        if name in shown and value.strip() and value not in ("ghost", "fax"):
            assert shown[name].splitlines() == value.splitlines()


def test_all_faults_are_told_at_once(client, town):
    answer = read_over(client, **{"who-0-name": "", "how-delivery": "", "who-0-email": "x"})
    assert set(wrong(answer)) == {"who-0-name", "how-delivery", "who-0-email"}
    assert "有3处要改" in words(BeautifulSoup(answer.text, "lxml").title)


def test_what_is_missing_is_told_with_what_is_badly_written(client, town):
    nothing = {"what-title": "", "what-wanted": "", "who-0-phone": "", "how-delivery": ""}
    assert set(wrong(read_over(client, **nothing))) == {"what-title", "who-0-phone", "how-delivery"}
    # Something badly written is not missing as well.
    badly = {"what-title": "", "what-wanted": "长" * 4001, "who-0-phone": "", "who-0-email": "x"}
    assert set(wrong(read_over(client, **badly))) == {"what-wanted", "who-0-email"}


def test_an_organisation_is_known_by_its_code(client, town):
    org = {"who-0-kind": "commercial_enterprise", "who-0-name": "枕溪渡船有限公司"}
    answer = read_over(
        client, **org, **{"who-0-id_type": "credit_code", "who-0-id_number": "91110000000000000X"}
    )
    assert answer.status_code == 200
    assert "请再看一眼" in answer.text  # its last digit does not fit; nobody is turned away for that


def test_a_slip_of_the_pen_is_no_wall(client, town):
    answer = read_over(client, **{"who-0-id_number": "110105194912310021"})
    assert answer.status_code == 200
    assert "校验码" in words(BeautifulSoup(answer.text, "lxml").select_one(".verdict--warning"))
    assert handed_in(client, **{"who-0-id_number": "110105194912310021"}).status_code == 200


def test_no_number_needs_a_proof(client, town):
    without = {"who-0-id_number": ""}
    refused = handed_in(client, **without)
    assert refused.status_code == 422
    assert "身份证明" in words(BeautifulSoup(refused.text, "lxml").select_one("[role=alert]"))
    assert handed_in(client, **without, files={"identity": photo()}).status_code == 200
    paper = CasePaper.objects.get()
    assert (paper.kind, paper.is_for_applicant) == ("identity", False)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("证件.jpg", b"MZ" + b"\0" * 80, "程序"),
        ("证件.txt", "姓名".encode(), "PDF、JPG或者PNG"),
        ("证件.pdf", b"%PDF-1.4 broken", "文件“证件.pdf”"),
        ("证件.jpg", b"", "文件“证件.jpg”"),
    ],
)
def test_a_file_that_is_none_of_those(client, town, name, data, told):
    file = BytesIO(data)
    file.name = name
    answer = handed_in(client, files={"identity": file})
    assert answer.status_code == 422
    assert told in words(BeautifulSoup(answer.text, "lxml").select_one("#id_identity_error"))
    assert hidden(answer)["who-0-name"] == "周明远"
    assert not Application.objects.exists()
    # And then with a good one, from the very same page.
    again = client.post(FORM, hidden(answer) | {"do": "send", "identity": photo()})
    assert again.status_code == 200
    assert Application.objects.count() == 1


def test_a_file_over_the_limit(client, town, settings):
    settings.UPLOAD_LIMIT = 100
    assert "文件超过" in handed_in(client, files={"identity": photo()}).text


def test_too_many_files(client, town):
    answer = handed_in(client, files={"identity": [photo(f"{n}.jpg") for n in range(7)]})
    assert "一次最多" in answer.text
    assert not Application.objects.exists()


def test_programs_fill_in_everything(client, town):
    assert read_over(client, **{"how-website": "https://spam.example"}).status_code == 422


def test_too_many_from_one_place(client, town, monkeypatch):
    monkeypatch.setattr(intake, "portal_limits", lambda: replace(portal_limits(), from_one=1))
    assert handed_in(client).status_code == 200
    refused = handed_in(client)
    assert refused.status_code == 422
    assert "一小时" in words(BeautifulSoup(refused.text, "lxml").select_one("[role=alert]"))
    assert hidden(refused)["who-0-name"] == "周明远"
    monkeypatch.undo()
    # What was refused can be sent again from the same page.
    assert client.post(FORM, hidden(refused) | {"do": "send"}).status_code == 200


def test_only_this_site_sends_the_form(town):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORM, FILLED | {"do": "check"}).status_code == 403
    token = hidden(strict.get(FORM))["csrfmiddlewaretoken"]
    assert strict.post(FORM, FILLED | {"do": "check", "csrfmiddlewaretoken": token}).status_code == 200


def test_nothing_personal_stands_in_an_address_or_a_log(client, town, caplog):
    caplog.set_level(logging.DEBUG)
    answer = handed_in(client)
    for said in (FILLED["who-0-name"], FILLED["who-0-id_number"], FILLED["who-0-phone"]):
        assert said not in answer.text
        assert said not in caplog.text
    page = BeautifulSoup(answer.text, "lxml")
    code = page.select_one(".apply-code").text
    addresses = [one.get("href") or one.get("action") or "" for one in page.select("a, form")]
    assert not any(code in address or Application.objects.get().receipt in address for address in addresses)
    assert code not in caplog.text


def test_the_text_of_somebody_is_text(client, town):
    answer = read_over(client, **{"who-0-name": "周&明远", "what-title": "《甲<乙>丙》\"'"})
    assert "周&amp;明远" in answer.text
    assert "&lt;乙&gt;" in answer.text


def test_an_organ_that_is_none(client, db):
    assert client.get(reverse("portal:apply-form", args=["nowhere"])).status_code == 404
