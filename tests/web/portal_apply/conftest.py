"""An organ that takes applications over the internet, and somebody who fills in its form."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from PIL import Image

from gongkai.kernel.duties import SYSTEM
from gongkai.web.organs.actions import change_contacts
from tests.web.conftest import NOW

FORM = "/organs/zhenxi/apply/form/"
TITLE = "2025年耕地地力保护补贴发放明细"
# As somebody types it; numbers of the house's own.
FILLED = {
    "count": "1",
    "who-0-kind": "natural_person",
    "who-0-name": "周明远",
    "who-0-id_type": "resident_id",
    "who-0-id_number": "11010519491231002X",
    "who-0-phone": "13900001234",
    "what-title": TITLE,
    "what-wanted": "柳湾村2025年的补贴标准\n和分户面积",
    "how-supply_form": "paper",
    "how-delivery": "online",
}


@pytest.fixture(autouse=True)
def _one_day(settings):
    """Whenever the tests run, it is the same day; what one test sent is no second time in another."""
    settings.FIXED_TODAY = NOW.date()
    settings.PORTAL_RECEIPT_CONFIRMS = True
    cache.clear()


@pytest.fixture
def town(organ):
    """枕溪镇, with an online channel."""
    return change_contacts(
        organ, by=SYSTEM, at=NOW, online_channel="https://zhenxi.example/", phone="010-00001234"
    )


@pytest.fixture
def terminal():
    """The browser of a terminal in a hall."""
    browser = Client()
    browser.cookies["display"] = "kiosk"
    return browser


def hidden(answer):
    """What a page carries along to the next step."""
    page = BeautifulSoup(answer.text, "lxml")
    return {field["name"]: field.get("value", "") for field in page.select("main form input[type=hidden]")}


def read_over(client, **more):
    """The page of step four, after what was filled in."""
    return client.post(FORM, FILLED | more | {"do": "check"})


def handed_in(client, *, files=None, **more):
    """The answer to what was filled in, read over and sent."""
    carried = hidden(read_over(client, **more))
    return client.post(FORM, carried | {"do": "send"} | (files or {}))


def code_in(answer):
    """The query code on a receipt."""
    return re.search(r'class="apply-code">(\w+)<', answer.text)[1]


def photo(name="证件.jpg", *, kind="JPEG"):
    """A small picture as an upload."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind)
    out.seek(0)
    out.name = name
    return out
