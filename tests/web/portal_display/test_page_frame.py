"""What stands around every public page: whose site it is, the main columns, what to do when a page is wrong."""

import re
from datetime import date

import pytest
from django.db import DatabaseError
from django.test import Client

from gongkai.kernel.duties import SYSTEM
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Organ
from gongkai.web.portal import page_frame
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db


def doors(page):
    """The main columns as the header shows them: label, address, how it is marked."""
    nav = re.search(r'aria-label="主要栏目">(.*?)</nav>', page, re.DOTALL)[1]
    found = re.findall(r'<a href="([^"]*)"(?: aria-current="(\w+)")?>([^<]*)</a>', nav)
    return {label: (address, here) for address, here, label in found}


def test_whose_site_it_is_and_whom_to_ask(client, county):
    county.phone = "000-5550100"
    county.address = "白鹭大道1号"
    county.save(update_fields=["phone", "address"])
    page = client.get("/nowhere/").text
    assert "墨鹭县政府信息公开" in page
    assert "主管部门：墨鹭县人民政府，电话 000-5550100，地址 白鹭大道1号" in page


def test_where_several_stand_at_the_top_none_is_named(client, county):
    second = Organ(
        slug="tingquan", name="听泉县人民政府", short_name="听泉县", level="county", kind="government"
    )
    organs.found(second, by=SYSTEM, at=NOW)
    page = client.get("/nowhere/").text
    assert '<span class="brand__name">政府信息公开</span>' in page
    assert "主管部门" not in page
    assert "申请公开" not in doors(page)


def test_the_main_columns(client, county):
    shown = doors(client.get("/").text)
    assert list(shown) == ["首页", "找信息", "申请公开", "年报", "意见"]
    assert shown["首页"] == ("/", "page")
    for address, _ in shown.values():
        assert client.get(address).status_code == 200, address


def test_one_of_them_is_where_somebody_is(client, county):
    for path, here in (("/check/", "年报"), ("/organs/county/columns/statutory/", "找信息")):
        assert [label for label, (_, marked) in doors(client.get(path).text).items() if marked] == [here]
    assert not any(marked for _, marked in doors(client.get("/nowhere/").text).values())


def test_one_applies_to_the_organ_whose_page_one_reads(client, county, organ):
    told = {"/organs/zhenxi/": "", "/organs/zhenxi/columns/statutory/": "", "/organs/zhenxi/apply/": "page"}
    for path, here in told.items():
        assert doors(client.get(path).text)["申请公开"] == ("/organs/zhenxi/apply/", here)
    for path in ("/", "/search/", "/organs/nowhere/", "/my-application/"):
        assert doors(client.get(path).text)["申请公开"][0] == "/organs/county/apply/"


@pytest.mark.parametrize(
    "path", ["/", "/organs/county/", "/check/", "/nowhere/", "/nowhere/?q=1", "/没有/&b=1"]
)
def test_every_page_says_where_to_tell_that_it_is_wrong(client, county, path):
    page = client.get(path).text
    said = re.search(r'href="/feedback/\?page=([^"]*)">这一页有错', page)[1]
    assert re.fullmatch(r"[\w%.-]+", said)
    assert client.get(f"/feedback/?page={said}").status_code == 200


def test_a_demo_says_which_day_it_lives_on(client, county, settings):
    settings.FIXED_TODAY = date(2026, 7, 3)
    assert "日期停在 2026年7月3日" in client.get("/").text
    settings.FIXED_TODAY = None
    assert "日期停在" not in client.get("/").text


def test_a_page_that_tells_of_a_fault_needs_no_database(county, monkeypatch):
    def broken(**_):
        raise DatabaseError("planned")

    monkeypatch.setattr(page_frame, "_top", broken)
    answer = Client(raise_request_exception=False).get("/nowhere/")
    assert answer.status_code == 404
    assert '<span class="brand__name">政府信息公开</span>' in answer.text


def test_the_office_asks_nothing_for_it(client, django_assert_num_queries):
    client.get("/office/login/")
    with django_assert_num_queries(0):
        client.get("/office/login/")
