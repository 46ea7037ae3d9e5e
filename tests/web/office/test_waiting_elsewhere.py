"""What was handed over to another platform waits on the first page until it is public there."""

from dataclasses import replace

import pytest
from django.urls import reverse

from gongkai.web.channels import actions as channels
from gongkai.web.disclosure.models import Target
from tests.web.disclosure.conftest import CONTENT, NOW, Town

pytestmark = pytest.mark.django_db


def test_what_was_handed_over_waits_until_it_is_public_there(organ, viewer_of, browser_of):
    town = Town(
        clerk=viewer_of("clerk", organ),
        reviewer=viewer_of("secrecy_reviewer", organ),
        leader=viewer_of("chief_leader", organ),
        publisher=viewer_of("publisher", organ),
    )
    Target.objects.create(organ=organ, name="墨鹭县人民政府门户网站", address="https://molu.example.cn/")
    item = town.draft(organ, replace(CONTENT, title="枕溪镇渡口值班安排"))
    town.approve(item)
    browser = browser_of("publisher", organ)
    assert "墨鹭县人民政府门户网站，已经移交" not in browser.get("/office/").text
    made = channels.hand_over(item, by=town.publisher, at=NOW)
    page = browser.get("/office/").text
    told = "枕溪镇渡口值班安排（墨鹭县人民政府门户网站，已经移交，待登记网址和核对）"
    assert f'<a href="{reverse("hand-overs:sheet", args=[made.pk])}">{told}</a>' in page
    assert ">外部平台</a>" in page
