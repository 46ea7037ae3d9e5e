"""A terminal in a hall: no way out of the site, no files, nothing of anybody left."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from gongkai.engine.render.qr import svg
from gongkai.kernel.paper import QrMark
from gongkai.web.portal.display import COOKIE
from gongkai.web.portal.kiosk import on_terminal
from tests.web.visibility.exits import exits
from tests.web.visibility.world import World

pytestmark = pytest.mark.django_db
UPLOAD = (
    '<form method="post" enctype="multipart/form-data"><label>文件<br><input type="file"></label></form>文后'
)


@pytest.fixture
def terminal(client):
    """A browser in a hall."""
    client.cookies[COOKIE] = "kiosk"
    return client


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ('<a href="/organs/molu/">甲</a>', '<a href="/organs/molu/">甲</a>'),
        ('<a href="?page=2">甲</a>', '<a href="?page=2">甲</a>'),
        ('<a href="#part-2">甲</a>', '<a href="#part-2">甲</a>'),
        ('<a href="../">甲</a>', '<a href="../">甲</a>'),
        (
            '<a class="b" target="_blank" href="/a/?x=1&amp;y=2">甲</a>',
            '<a class="b" href="/a/?x=1&amp;y=2">甲</a>',
        ),
        ('<a class="b" href="https://other.example/">甲</a>', '<a href="#take" class="b">甲</a>'),
        ('<a href="//other.example/">甲</a>', '<a href="#take">甲</a>'),
        ('<a href="HTTP://other.example/">甲</a>', '<a href="#take">甲</a>'),
        ('<a href="/organs/molu/items/1.docx">甲</a>', '<a href="#take">甲</a>'),
        ('<a href="/organs/molu/2024/source" download>甲</a>', '<a href="#take">甲</a>'),
        ('<a href="/api/v1/items/">甲</a>', '<a href="#take">甲</a>'),
        ('<a href="/office/">甲</a>', '<a href="#take">甲</a>'),
        ('<a href="tel:0005550100">000-5550100</a>', "<span>000-5550100</span>"),
        ('<a class="m" href="mailto:a@molu.example">信</a>', '<span class="m">信</span>'),
        ('<a href="javascript:alert(1)">甲</a>', "<span>甲</span>"),
        ('<a href="http://[">甲</a>', "<span>甲</span>"),
        ("<a id=x>甲</a>", "<a id=x>甲</a>"),
        ('<A HREF="ftp://other.example/">甲</A>', "<span>甲</span>"),
        ("甲&nbsp;&#60;乙&lt;<br/><!--注--><wbr>", "甲&nbsp;&#60;乙&lt;<br/><!--注--><wbr>"),
        (
            '<script type="application/ld+json">{"a": "\\u003ca href"}</script>',
            '<script type="application/ld+json">{"a": "\\u003ca href"}</script>',
        ),
        ('<form method="get"><input></form>', '<form autocomplete="off" method="get"><input></form>'),
    ],
)
def test_a_link(link, shown):
    assert on_terminal(f"<!doctype html><p>{link}</p>", "/organs/molu/") == f"<!doctype html><p>{shown}</p>"


def test_nothing_is_uploaded():
    shown = on_terminal(UPLOAD, "/check/")
    assert "file" not in shown
    assert "label" not in shown
    assert "请扫本页的二维码" in shown
    assert shown.endswith("文后")


def public_addresses(world):
    """Every address of the portal."""
    return [
        world.address(exit_.route, exit_.about)
        for exit_ in exits().values()
        if exit_.is_public and exit_.route.startswith("portal:")
    ]


def test_no_page_leads_out_of_the_site():
    world, terminal = World(), Client()
    terminal.cookies[COOKIE] = "kiosk"
    seen, wrong = 0, []
    for address in public_addresses(world):
        answer = terminal.get(address)
        if not answer.headers["Content-Type"].startswith("text/html") or answer.streaming:
            continue
        if "Content-Disposition" in answer.headers:
            continue
        seen += 1
        for href in re.findall(r"<a\b[^>]*?\shref=\"([^\"]*)\"", answer.text):
            parts = urlsplit(href)
            is_fine = not parts.scheme and not parts.netloc and (not parts.path or parts.path.endswith("/"))
            wrong += [] if is_fine else [f"{address}: {href}"]
        wrong += [f"{address}: a form takes files"] if 'type="file"' in answer.text else []
        wrong += [f"{address}: no way back"] if "回到首页" not in answer.text else []
        wrong += [f"{address}: kept"] if answer.headers["Cache-Control"] != "no-store" else []
    assert seen >= 10
    assert wrong == []


def test_whoever_set_up_the_terminal_says_whether_it_prints():
    browser = Client(enforce_csrf_checks=True)
    for said, kept in (("yes", "kiosk-printer"), ("no", "kiosk")):
        browser.get("/kiosk/")
        token = browser.cookies["csrftoken"].value
        answer = browser.post("/kiosk/", {"printer": said, "csrfmiddlewaretoken": token})
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert answer.cookies[COOKIE].value == kept
        assert ("打印这一页" in browser.get("/").text) == (said == "yes")


def test_no_other_site_can_turn_it_on():
    assert Client(enforce_csrf_checks=True).post("/kiosk/", {"printer": "no"}).status_code == 403


def test_the_start_page_forgets_whoever_was_there(terminal):
    terminal.cookies["asked"] = terminal.cookies["received"] = "of the visitor before"
    assert set(terminal.get("/display/").cookies) == {COOKIE}
    start = terminal.get("/")
    days = {name: cookie["max-age"] for name, cookie in start.cookies.items() if name != COOKIE}
    assert days == {"asked": 0, "received": 0}


def test_one_leaves_it_on_purpose_only(terminal):
    assert "/kiosk/leave/" not in terminal.get("/").text
    assert "退出查询机" in terminal.get("/kiosk/leave/").text
    terminal.cookies[COOKIE] = "large-kiosk-printer"
    assert terminal.get("/kiosk/leave/").cookies[COOKIE].value == terminal.cookies[COOKIE].value
    assert terminal.post("/kiosk/leave/").cookies[COOKIE].value == "large"


def test_the_mark_says_where_the_page_stands(terminal, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://molu.example"
    address = "https://molu.example/display/?a=1"
    page = terminal.get("/display/?a=1").text
    assert svg(QrMark(address, address)) in page
    assert address in page
    long = terminal.get(f"/display/?a={'9' * 3000}").text
    assert svg(QrMark("https://molu.example/display/", "-")) in long


def test_elsewhere_nothing_of_it_appears(client):
    page = client.get("/display/").text
    assert not re.search(r"kiosk|回到首页|take|still-there", page)


def test_the_office_is_as_it_always_is(terminal):
    assert 'enctype="multipart' in Client().get("/check/").text
    answer = terminal.get("/office/login/")
    assert "还在看吗" not in answer.text
    assert 'autocomplete="off" ' not in re.search(r"<form[^>]*>", answer.text)[0]


def test_a_terminal_that_is_not_used_for_thirty_days_is_none_any_more(terminal):
    kept = terminal.get("/search/").cookies[COOKIE]
    assert (kept.value, kept["max-age"]) == ("kiosk", 30 * 24 * 3600)


def test_the_page_that_sets_it_up_says_that_it_is_on_and_how_to_leave(client, terminal):
    text = terminal.get("/kiosk/").text
    assert "这台终端现在是大厅查询机" in text
    assert 'href="/kiosk/leave/"' in text
    del terminal.cookies[COOKIE]
    assert "这台终端现在是大厅查询机" not in client.get("/kiosk/").text
