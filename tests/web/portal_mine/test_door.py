"""The door to one's own application: number and code, never in an address, forgotten soon."""

import time
from datetime import timedelta

import pytest
from django.test import Client

from gongkai.kernel.duties import PUBLIC
from gongkai.lawbook.portal_limits import portal_limits
from gongkai.web.applications.actions import codes
from gongkai.web.applications.actions.codes import Recovery, renew_code
from gongkai.web.applications.actions.intake import apply
from gongkai.web.portal import my_application_door as door
from tests.web.conftest import NOW

from .conftest import DOOR, entered

pytestmark = pytest.mark.django_db
LOST = f"{DOOR}lost/"


def said(taken_in, **changed):
    return {"receipt": taken_in.application.receipt, "code": taken_in.code} | changed


def test_number_and_code_open_it_and_stand_in_no_address(taken_in):
    browser = Client()
    answer = browser.post(DOOR, said(taken_in))
    assert (answer.status_code, answer["Location"]) == (302, DOOR)
    page = browser.get(DOOR)
    assert taken_in.application.title in page.text
    assert taken_in.code not in page.text
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"


def test_however_they_are_written(taken_in):
    written = said(taken_in, receipt=f" {taken_in.application.receipt.lower()} ", code=taken_in.code.lower())
    assert Client().post(DOOR, written).status_code == 302


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"code": "AAAAAAAAAA"}, "没有找到这件申请"),
        ({"receipt": "S999999"}, "没有找到这件申请"),
        ({"receipt": "六号"}, "没有找到这件申请"),
        ({"receipt": ""}, "还没有写回执号"),
        ({"code": ""}, "还没有写查询码"),
        ({"code": "A" * 21}, "20"),
        ({"code": "A\0B"}, "没有查到"),
    ],
)
def test_wrong_ones_do_not(taken_in, changed, told):
    browser = Client()
    answer = browser.post(DOOR, said(taken_in, **changed))
    assert answer.status_code == 422
    assert told in answer.text
    assert taken_in.application.title not in answer.text + browser.get(DOOR).text


def test_after_ten_wrong_ones_a_place_waits_and_others_do_not(taken_in):
    browser = Client()
    for _ in range(portal_limits().wrong_codes):
        assert "没有找到" in browser.post(DOOR, said(taken_in, code="AAAAAAAAAA")).text
    refused = browser.post(DOOR, said(taken_in))
    assert (refused.status_code, "暂停从这里查询" in refused.text) == (422, True)
    assert Client(REMOTE_ADDR="192.0.2.7").post(DOOR, said(taken_in)).status_code == 302


def test_the_cookie_holds_no_code_and_only_the_server_reads_it(taken_in, visitor):
    cookie = visitor.cookies[door.COOKIE]
    assert taken_in.code not in cookie.value
    assert taken_in.application.code_digest not in cookie.value
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 1800)


def test_half_an_hour_later_it_is_shut(taken_in, visitor, monkeypatch):
    _move_time(monkeypatch, portal_limits().quiet - timedelta(minutes=1))
    assert taken_in.application.title in visitor.get(DOOR).text  # and half an hour more begins
    _move_time(monkeypatch, portal_limits().quiet + timedelta(seconds=2))
    assert "查询码" in visitor.get(DOOR).text
    assert taken_in.application.title not in visitor.get(DOOR).text


def test_a_terminal_forgets_sooner_and_at_the_start_page(taken_in):
    terminal = Client()
    terminal.cookies["display"] = "kiosk"
    terminal.post(DOOR, said(taken_in))
    assert terminal.cookies[door.COOKIE]["max-age"] == 300
    assert taken_in.application.title in terminal.get(DOOR).text
    terminal.get("/")
    assert taken_in.application.title not in terminal.get(DOOR).text


def test_whoever_leaves_is_forgotten(taken_in, visitor):
    assert visitor.post(DOOR, {"do": "leave"})["Location"] == DOOR
    assert taken_in.application.title not in visitor.get(DOOR).text


def test_a_new_code_shuts_every_open_door(taken_in, visitor, bureau):
    renew_code(taken_in.application, reason="本人持身份证到窗口", by=bureau.clerk, at=NOW)
    assert taken_in.application.title not in visitor.get(DOOR).text


def test_what_is_forged_opens_nothing(taken_in):
    browser = Client()
    for value in ("", "x", "[1]", f"[{taken_in.application.pk}]:x:y"):
        browser.cookies[door.COOKIE] = value
        assert browser.get(DOOR).status_code == 200
        assert taken_in.application.title not in browser.get(DOOR).text


def test_the_cookie_of_one_application_opens_no_other(taken_in, applied, visitor):
    other = apply(applied, by=PUBLIC, at=NOW)
    page = entered(other).get(DOOR).text
    assert other.application.receipt in page
    assert taken_in.application.receipt not in page


def test_only_this_site_sends_the_forms(taken_in):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(DOOR, said(taken_in)).status_code == 403
    assert "csrfmiddlewaretoken" in strict.get(DOOR).text


def test_a_lost_code_names_the_counter_and_asks_for_the_telephone(taken_in):
    page = Client().get(LOST)
    assert "身份证件" in page.text
    wrong = Client().post(LOST, {"receipt": taken_in.application.receipt, "phone": "13900009999"})
    assert (wrong.status_code, "对不上" in wrong.text) == (422, True)
    assert taken_in.application.organ.name not in wrong.text.partition("<main")[2].partition("</main")[0]
    right = Client().post(LOST, {"receipt": taken_in.application.receipt, "phone": "139 0000 1234"})
    assert right.status_code == 200
    assert taken_in.application.organ.address in right.text


def test_wrong_telephones_count_as_wrong_codes(taken_in):
    browser = Client()
    for _ in range(portal_limits().wrong_codes):
        browser.post(LOST, {"receipt": taken_in.application.receipt, "phone": "13900009999"})
    assert "暂停从这里查询" in browser.post(DOOR, said(taken_in)).text


def test_where_codes_are_sent_nobody_learns_whether_the_telephone_is_right(taken_in, monkeypatch):
    monkeypatch.setattr(codes, "recover", lambda *_told, **_more: Recovery(is_sent_if_right=True))
    page = Client().post(LOST, {"receipt": taken_in.application.receipt, "phone": "13900009999"})
    assert page.status_code == 200
    assert "请留意短信" in page.text
    assert taken_in.application.organ.address not in page.text


def _move_time(monkeypatch, by):
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + by.total_seconds())
