"""Channels, places, postings, deliveries and other platforms in the office: as a clerk walks through them."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.kernel.duties import SYSTEM
from gongkai.web.channels.models import (
    Channel,
    Delivery,
    HandOver,
    HandOverState,
    Posting,
    PostingStatus,
    Publication,
    PublicPlace,
    Question,
)
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.disclosure.models import Item, Target
from tests.web.channels.conftest import NOTICE
from tests.web.channels.test_elsewhere import page
from tests.web.channels.test_places import photograph
from tests.web.disclosure.conftest import NOW


@pytest.fixture
def clerk(browser_of, organ):
    return browser_of("clerk", organ)


@pytest.fixture
def publisher(browser_of, organ):
    return browser_of("publisher", organ)


def send(browser, route, row=None, **data):
    """Fill in an act; whatever is wrong with it is told."""
    answer = browser.post(reverse(route, args=[row.pk] if row else []), data)
    errors = answer.context["form"].errors.as_text() if answer.status_code == 200 else ""
    assert answer.status_code == 302, errors
    return answer


def shown(browser, route, row):
    answer = browser.get(reverse(f"{route}:sheet", args=[row.pk]))
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    "room", ["channels", "publications", "places", "postings", "hand-overs", "deliveries", "questions"]
)
def test_an_empty_list_opens_and_is_exported(clerk, room):
    assert clerk.get(reverse(f"{room}:index")).status_code == 200
    assert clerk.get(reverse(f"{room}:index"), {"export": "xlsx"}).status_code == 200
    assert clerk.get(reverse(f"{room}:index"), {"q": "柳湾村"}).status_code == 200


def test_a_notice_from_the_place_to_the_removal(clerk, organ, notice):
    today = f"{localdate():%Y-%m-%d}"
    send(
        clerk,
        "places:add",
        organ=organ.pk,
        kind="notice_board",
        name="柳湾村公示栏",
        village="柳湾村",
        location="村委会门前",
        keeper="许知秋",
        opened_on="2025-01-01",
    )
    board = PublicPlace.objects.get()
    assert "这里还没有安排张贴或者播放" in shown(clerk, "places", board)
    send(clerk, "places:plan", board, item=notice.index_no)
    posting = Posting.objects.get()
    assert "请打印后交管理人" in shown(clerk, "postings", posting)
    for size in ("a4", "a3"):
        printed = clerk.get(reverse("postings:print", args=[posting.pk, size]))
        assert (printed.headers["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    assert clerk.get(reverse("postings:print", args=[posting.pk, "a5"])).status_code == 404
    photo = SimpleUploadedFile("公示栏.jpg", photograph().data)
    send(clerk, "postings:post", posting, on="2026-02-03", posted_by="许知秋", photo=photo)
    picture = clerk.get(reverse("postings:photo", args=[posting.pk]))
    assert picture.content == photograph().data
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    disclosure.withdraw(notice, reason="名单有误", by=SYSTEM, at=NOW)
    assert "信息已经撤回，最迟在2026年2月6日撤下" in shown(clerk, "postings", posting)
    printed = clerk.get(reverse("postings:print", args=[posting.pk, "a4"]))
    assert printed.status_code == 403
    assert "已撤回，不再打印或者播读" in printed.text
    assert "公告（PDF）" not in shown(clerk, "postings", posting)
    send(clerk, "postings:take-down", posting, on=today, down_by="许知秋")
    posting.refresh_from_db()
    assert posting.status == PostingStatus.DOWN
    assert "登记撤下" not in clerk.get(reverse("postings:sheet", args=[posting.pk])).context["acts"]


def test_a_loudspeaker_has_a_script(clerk, place, notice, town):
    speaker = place("loudspeaker")
    send(clerk, "places:plan", speaker, item="低保对象")
    posting = Posting.objects.get()
    text = shown(clerk, "postings", posting)
    assert "月保障金额一千二百三十四元五角。" in text
    assert "播读2遍，共约两分半钟" in text
    printed = clerk.get(reverse("postings:print", args=[posting.pk, "script"]))
    assert printed.content[:5] == b"%PDF-"
    town.change(notice, title="改了的公示")
    town.publish(notice)
    assert "一千二百三十四元五角" not in shown(clerk, "postings", posting)
    printed = clerk.get(reverse("postings:print", args=[posting.pk, "script"]))
    assert (printed.status_code, "已经变更" in printed.text) == (403, True)


def test_an_item_is_found_by_its_words_or_told_apart(clerk, organ, place, town):
    for _each in range(2):
        town.publish(town.draft(organ, NOTICE, kind="notice"))
    board = place("notice_board")
    form = clerk.post(reverse("places:plan", args=[board.pk]), {"item": "低保"}).context["form"]
    assert "有几条信息都符合，请填写索引号" in str(form.errors)
    form = clerk.post(reverse("places:plan", args=[board.pk]), {"item": "没有的"}).context["form"]
    assert "本机关没有这样的已公开信息" in str(form.errors)


def test_a_channel_and_what_went_through_it(clerk, organ, notice):
    send(clerk, "channels:open", organ=organ.pk, kind="new_media", name="枕溪发布", opened_on="2025-01-01")
    account = Channel.objects.get()
    assert "还没有信息经这个渠道公开" in shown(clerk, "channels", account)
    send(clerk, "channels:publish", account, item=notice.index_no, on="2026-02-03", address="第12期")
    assert notice.title in shown(clerk, "channels", account)
    listed = clerk.get(reverse("publications:index"), {"channel": account.pk, "posted_on_from": "2026-02-01"})
    assert notice.title in listed.text
    publication = Publication.objects.get()
    send(clerk, "publications:end", publication, on="2026-02-04")
    assert "2026年2月4日" in shown(clerk, "publications", publication)
    send(clerk, "channels:change", account, name="枕溪在线", address="zhenxi")
    send(clerk, "channels:close", account, on="2026-02-05")
    assert not Channel.objects.get().is_open


def test_an_enquiry_place_keeps_its_books(clerk, place):
    hall = place("enquiry", "枕溪镇查阅点")
    send(clerk, "places:check-equipment", hall, equipment="查询终端", state="works", checked_on="2026-02-03")
    send(clerk, "places:put-material", hall, title="公开指南", on="2026-02-03")
    send(
        clerk,
        "places:note-question",
        hall,
        asked_on="2026-02-03",
        topic="低保怎么申请",
        answer="指给民政窗口",
    )
    text = shown(clerk, "places", hall)
    for words in ("查询终端", "公开指南", "低保怎么申请"):
        assert words in text
    told = clerk.post(
        reverse("places:note-question", args=[hall.pk]),
        {"asked_on": "2026-02-03", "topic": "找我13800138000", "answer": ""},
    )
    assert "有个人信息" in told.text
    assert "低保怎么申请" in shown(clerk, "questions", Question.objects.get())
    material = hall.materials.get()
    send(clerk, "places:remove-material", hall, material=material.pk, on="2026-02-04")
    send(clerk, "places:change", hall, name="枕溪镇查询处", village="", location="大厅东侧", keeper="")
    send(clerk, "places:close", hall, on="2026-02-05")
    assert clerk.get(reverse("places:put-material", args=[hall.pk])).status_code != 200


def test_a_delivery_is_made_and_signed_for(clerk, organ, notice):
    send(
        clerk,
        "deliveries:deliver",
        organ=organ.pk,
        receiver="墨鹭县档案馆",
        since="2026-01-01",
        until="2026-02-03",
        on="2026-02-04",
    )
    delivery = Delivery.objects.get()
    assert notice.title in shown(clerk, "deliveries", delivery)
    scan = SimpleUploadedFile("回执.jpg", photograph().data)
    send(clerk, "deliveries:receive", delivery, on="2026-02-05", receipt_by="温既白", scan=scan)
    assert clerk.get(reverse("deliveries:receipt", args=[delivery.pk])).content == photograph().data


def test_an_item_goes_to_the_platform_of_the_county(publisher, browser_of, organ, town):
    head = browser_of("office_head", organ)
    send(
        head,
        "hand-overs:target",
        organ=organ.pk,
        name="墨鹭县人民政府门户网站",
        address="https://molu.example.cn/",
        is_open="on",
    )
    assert Target.objects.get().is_open
    item = town.draft(organ, NOTICE, kind="notice")
    town.approve(item)
    send(publisher, "hand-overs:hand-over", item=item.pk)
    made = HandOver.objects.get()
    package = zipfile.ZipFile(BytesIO(publisher.get(reverse("hand-overs:package", args=[made.pk])).content))
    assert "manifest.json" in package.namelist()
    address = "https://molu.example.cn/gk/1.html"
    changed = SimpleUploadedFile("1.html", page(made.version, body="<p>别的话。</p>").encode())
    told = publisher.post(reverse("hand-overs:upload", args=[made.pk]), {"address": address, "page": changed})
    assert "网页与批准的内容不一致，没有登记公开" in told.text
    assert "没有公开。" in shown(publisher, "hand-overs", made)
    right = SimpleUploadedFile("1.html", page(made.version).encode())
    send(publisher, "hand-overs:upload", made, address=address, page=right)
    made.refresh_from_db()
    assert (made.state, Item.objects.get(pk=item.pk).status) == (HandOverState.EQUAL, "live")
    assert "核对一致" in shown(publisher, "hand-overs", made)
    disclosure.withdraw(made.item, reason="名单有误", by=SYSTEM, at=NOW)
    assert "请在“墨鹭县人民政府门户网站”上也撤下" in shown(publisher, "hand-overs", made)
    send(publisher, "hand-overs:removed", made, on=f"{localdate():%Y-%m-%d}")
    assert "从平台撤下" in shown(publisher, "hand-overs", made)


def test_an_address_that_is_none_is_told(publisher, organ, town):
    Target.objects.create(organ=organ, name="县网站", address="https://molu.example.cn/")
    item = town.draft(organ, NOTICE, kind="notice")
    town.approve(item)
    send(publisher, "hand-overs:hand-over", item=item.pk)
    made = HandOver.objects.get()
    told = publisher.post(reverse("hand-overs:locate", args=[made.pk]), {"address": "javascript:alert(1)"})
    assert "这不是网页的地址" in told.text
    send(publisher, "hand-overs:locate", made, address="https://molu.example.cn/1.html")
    assert "正在核对" in shown(publisher, "hand-overs", made)
    send(publisher, "hand-overs:drop", made)
    assert HandOver.objects.get().state == HandOverState.DROPPED
