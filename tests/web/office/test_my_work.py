"""The first page: what waits for somebody, and the list behind each heading."""

import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue.actions import adopt_starter
from gongkai.web.channels import actions as channels
from gongkai.web.channels.models import PublicPlace
from gongkai.web.disclosure import actions as items
from gongkai.web.disclosure.actions import Content
from gongkai.web.documents import actions as documents
from gongkai.web.documents.actions import Entry
from gongkai.web.office import my_work
from tests.web.conftest import NOW

from . import writing

WORK = "/office/"
OLD = date(2025, 3, 3)


IDLE = "现在没有要您办理的事项"


def group(page: str, title: str) -> str:
    """The part of the page below one heading."""
    return (
        page.partition(f">{title}</a>")[2].partition("</section>")[0]
        or page.partition(f">{title} <")[2].partition("</section>")[0]
    )


@pytest.fixture
def issued(organ):
    """`issued("关于防汛的通知")`: a document of long ago that should be public."""

    def made(title, number, **said):
        entry = Entry(
            title=title, doc_no=f"枕政发〔2025〕{number}号", drafted_on=OLD, attribute="active", **said
        )
        document = documents.register(entry, organ=organ, by=SYSTEM, at=NOW)
        return documents.issue(document, doc_no=document.doc_no, formed_on=OLD, by=SYSTEM, at=NOW)

    return made


def test_late_duties_of_the_catalogue_are_told_once_for_an_organ(clerk, organ, monkeypatch):
    adopt_starter(organ, by=SYSTEM, at=NOW)
    monkeypatch.setattr(my_work.clock, "today", lambda: date(2026, 4, 10))
    late = group(clerk.get(WORK).text, "已经逾期")
    assert "枕溪镇目录有2项逾期" in late
    assert f"/office/catalogue/board/?organ={organ.pk}&amp;state=late" in late
    monkeypatch.setattr(my_work.clock, "today", lambda: date(2026, 3, 30))
    assert "枕溪镇目录有2项本周到期" in group(clerk.get(WORK).text, "本周到期")


def test_documents_that_should_be_public_are_late_and_their_list_shows_them(clerk, issued):
    issued("关于防汛的通知", 3)
    page = clerk.get(WORK).text
    assert "《关于防汛的通知》" in group(page, "已经逾期")
    assert "尚未公开" in group(page, "已经逾期")
    assert "关于防汛的通知" in clerk.get("/office/register/?waits=late").text


def test_a_document_whose_item_waits_is_told_once(clerk, organ, issued):
    document = issued("关于防汛的通知", 3)
    clerk.post(f"/office/register/{document.pk}/draft-item/", {"kind": "information"})
    page = group(clerk.get(WORK).text, "已经逾期")
    assert page.count("<li>") == 1
    assert "关于防汛的通知" not in clerk.get("/office/register/?waits=late").text.partition("<table")[2]


def test_the_office_head_is_asked_for_an_opinion(clerk, browser_of, organ):
    entry = Entry(title="关于奖补的办法", drafted_on=OLD, attribute="active", doc_type="policy")
    documents.register(entry, organ=organ, by=SYSTEM, at=NOW)
    head = browser_of("office_head", organ)
    assert "《关于奖补的办法》" in group(head.get(WORK).text, "等我提出意见")
    assert "关于奖补的办法" in head.get("/office/register/?waits=opinion").text
    assert group(clerk.get(WORK).text, "等我提出意见") == ""


def test_what_is_planned_to_be_posted_waits_to_be_posted(clerk, live, organ):
    place = PublicPlace(organ=organ, kind="notice_board", name="柳湾村公示栏", location="村口", opened_on=OLD)
    channels.add_place(place, by=SYSTEM, at=NOW)
    channels.plan(place, live, by=SYSTEM, at=timezone.now())
    page = clerk.get(WORK).text
    assert "柳湾村公示栏" in group(page, "等我张贴")
    assert "/office/postings/?waits=post" in page
    assert "柳湾村公示栏" in clerk.get("/office/postings/?waits=post").text
    assert writing.TITLE not in clerk.get("/office/postings/?waits=remove").text


def test_what_the_page_has_no_room_for_is_counted_and_listed(clerk, organ):
    formed_on = localdate() - timedelta(days=90)
    for number in range(23):
        said = Content(title=f"防汛通知{number}", formed_on=formed_on)
        items.draft(said, organ=organ, kind="information", by=SYSTEM, at=NOW)
    page = clerk.get(WORK).text
    late = group(page, "已经逾期")
    assert '<span class="sheet-count">23</span>' in late
    assert '<a href="/office/items/?waits=late">另有3件</a>' in late
    assert "防汛通知22" in clerk.get("/office/items/?waits=late").text
    assert "防汛通知22" not in clerk.get("/office/items/?waits=due").text


@pytest.mark.usefixtures("reported")
def test_whoever_has_nothing_to_do_is_told_so_kindly_in_one_sentence(clerk):
    page = clerk.get(WORK).text.partition('<div class="sheet">')[2]
    assert page.count("没有") == page.count(IDLE) == 1
    assert "沈听雨，您好。现在没有要您办理的事项；有了新的事项，会先出现在这里。" in page


@pytest.mark.usefixtures("reported")
def test_what_does_not_wait_is_told_in_one_sentence_too(clerk, issued):
    issued("关于防汛的通知", 3)
    page = clerk.get(WORK).text.partition("</ul>")[2]
    assert page.count("没有") == page.count(f"除此之外，{IDLE}。") == 1


def test_the_menu_leads_back_to_it_from_everywhere(clerk):
    for path in (WORK, "/office/items/", "/office/guide/"):
        [script] = BeautifulSoup(clerk.get(path).text, "lxml").select("script#wagtail-sidebar-props")
        entries = [entry for module in json.loads(script.string)["modules"] for entry in said(module)]
        assert entries[0] == ("我的工作", WORK), path


def said(module):
    """The entries of the menu in the form in which the page carries them: words and address."""
    for part in walked(module):
        if "label" in part and part.get("url"):
            yield part["label"], part["url"]


def walked(value):
    """Every dictionary inside."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walked(inner)
