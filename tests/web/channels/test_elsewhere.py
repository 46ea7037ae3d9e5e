"""Published on the platform of somebody else: only what was approved, word for word and byte for byte."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Refused
from gongkai.web.channels import actions, selectors, watching
from gongkai.web.channels.comparing import Shown
from gongkai.web.channels.models import HandOver, HandOverState
from gongkai.web.disclosure import actions as disclosure
from gongkai.web.disclosure.actions import File
from gongkai.web.disclosure.models import Item, Release
from gongkai.web.foundations import files
from gongkai.web.ledger.actions import act
from gongkai.web.ledger.models import Event
from gongkai.web.ledger.verify import verify
from gongkai.web.outbox.models import Errand
from gongkai.web.outbox.running import run_next
from tests.web.disclosure.conftest import NOW
from tests.web.events import events_about

from .conftest import NOTICE

LIST = "户主,人口\n陆望舒,2\n".encode()
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>墨鹭县</title><script>var a = 1;</script></head>
<body><nav><a href="/">首页</a> <a href="/gk/">信息公开</a></nav><div class="main"><h1>{title}</h1>
<p>{number}</p><div class="TRS_Editor">{body}</div>{links}</div><footer>主办：墨鹭县人民政府</footer></body></html>"""


def page(version, **said) -> str:
    links = '<p>附件：<a href="/files/12.csv">名单.csv</a> <a href="/files/gone.csv">旧名单.csv</a></p>'
    said = {"title": version.title, "number": version.doc_no, "body": version.body, "links": links} | said
    return PAGE.format(**said)


@pytest.fixture
def made(organ, town, target, db) -> HandOver:
    """An approved notice with an attachment, handed over."""
    with transaction.atomic():
        kept = files.keep(LIST, media_type="text/csv", ending="csv")
    item = town.draft(organ, replace(NOTICE, attachments=(File("名单.csv", kept),)), kind="notice")
    town.approve(item)
    return actions.hand_over(item, by=town.publisher, at=NOW)


def run_errands(at=NOW) -> list[str]:
    """Everything that is due, three times as long as it fails."""
    problems = []
    while outcome := run_next(at=at):
        problems.append(outcome.problem)
    return [problem for problem in problems if problem]


def status(made: HandOver) -> str:
    return Item.objects.get(pk=made.item_id).status


def test_the_package_says_what_was_approved(made):
    package = zipfile.ZipFile(io.BytesIO(files.read(made.package)))
    manifest = json.loads(package.read("manifest.json"))
    assert manifest["content_hash"] == made.version.content_hash
    assert [one["name"] for one in manifest["files"]] == ["正文.html", "正文.docx", "附件/01-名单.csv"]
    assert package.read("附件/01-名单.csv") == LIST
    assert "月保障金额" in package.read("正文.html").decode()
    assert zipfile.ZipFile(io.BytesIO(package.read("正文.docx"))).testzip() is None


def test_an_equal_page_is_published(made, town, platform):
    platform.show("/files/12.csv", LIST)
    address = platform.show("/gk/1.html", page(made.version))
    actions.locate(made, address=address, by=town.publisher, at=NOW)
    assert status(made) == "approved", "nothing is public before it is compared"
    assert run_errands() == []
    made.refresh_from_db()
    assert (made.state, made.means, status(made)) == (HandOverState.EQUAL, "fetched", "live")
    assert Release.objects.get(item=made.item).address == address


@pytest.mark.parametrize(
    ("before", "after", "quoted"),
    [
        ("680元", "860元", "批准的是“680元”，网页上是“860元附件：名单.csv旧名单.csv"),
        ("予以公示", "予以公告", "批准的是“示。户主人口月保障金额陆望舒2 1,234.50…”"),
        ("经村民代表会议评议、", "", "批准的正文以“经村民代表会议评议"),
        ("<td>3</td><td>680元</td>", "<td>36</td><td>80元</td>", "批准的是“3 680元”，网页上是“36 80元附件"),
        ("<td>秦小满</td>", "<td>秦小满（五保）</td>", "网页上是“（五保）3 680元"),
    ],
)
def test_a_changed_text_is_refused(made, town, platform, before, after, quoted):
    body = made.version.body.replace(before, after)
    assert body != made.version.body
    platform.show("/files/12.csv", LIST)
    address = platform.show("/gk/1.html", page(made.version, body=body))
    actions.locate(made, address=address, by=town.publisher, at=NOW)
    assert run_errands() == []
    made.refresh_from_db()
    assert made.state == HandOverState.DIFFERS
    assert quoted in made.difference
    assert status(made) == "approved"
    assert not Release.objects.exists()
    assert events_about(made, "channels.found_different").exists()


def test_what_was_put_right_is_published(made, town, platform):
    address = platform.show("/gk/1.html", page(made.version, title="公示"))
    actions.locate(made, address=address, by=town.publisher, at=NOW)
    run_errands()
    made.refresh_from_db()
    assert "网页上没有标题" in made.difference
    platform.show("/gk/1.html", page(made.version))
    platform.show("/files/12.csv", LIST)
    actions.locate(made, address=address, by=town.publisher, at=NOW + timedelta(minutes=5))
    run_errands(NOW + timedelta(minutes=5))
    assert status(made) == "live"


@pytest.mark.parametrize("there", [None, LIST + b" ", b""])
def test_another_attachment_is_refused(made, town, platform, there):
    if there is not None:
        platform.show("/files/12.csv", there)
    address = platform.show("/gk/1.html", page(made.version))
    actions.locate(made, address=address, by=town.publisher, at=NOW)
    run_errands()
    made.refresh_from_db()
    assert "附件“名单.csv”在网页上没有" in made.difference
    assert status(made) == "approved"


def test_a_saved_page_does_where_there_is_no_way_out(made, town):
    address = "https://molu.example.cn/gk/1.html"
    changed = Shown(page(made.version, body="<p>别的话。</p>"), {made.version.attachments.get().kept.sha256})
    with pytest.raises(actions.Differs, match="网页与批准的内容不一致，没有登记公开"):
        actions.compare_uploaded(made, address=address, shown=changed, by=town.publisher, at=NOW)
    assert status(made) == "approved"
    right = Shown(page(made.version), {made.version.attachments.get().kept.sha256})
    done = actions.compare_uploaded(made, address=address, shown=right, by=town.publisher, at=NOW)
    assert (done.state, done.means, status(made)) == (HandOverState.EQUAL, "uploaded", "live")
    assert not Errand.objects.filter(topic="channels.compare").exists()


def test_nobody_gets_round_the_comparison(made, town):
    with pytest.raises(Refused, match="墨鹭县人民政府门户网站"):
        disclosure.publish(made.item, by=town.publisher, at=NOW)
    for address in ("", "https://molu.example.cn/1"):
        with (
            pytest.raises(Refused, match="墨鹭县人民政府门户网站"),
            act("disclosure.write", made.organ_id, by=SYSTEM, at=NOW) as pen,
        ):
            disclosure.released(pen, made.item, address=address)
    disclosure.schedule(made.item, go_live_at=NOW + timedelta(hours=1), by=town.publisher, at=NOW)
    disclosure.sweep(at=NOW + timedelta(hours=2))
    assert status(made) == "approved"


def test_only_what_is_approved_is_handed_over(organ, town, target):
    with pytest.raises(Refused, match="没有经过审核批准"):
        actions.hand_over(town.draft(organ), by=town.publisher, at=NOW)


def test_an_organ_without_a_platform_hands_nothing_over(organ, town, approved_item):
    with pytest.raises(Refused, match="没有登记其他平台"):
        actions.hand_over(approved_item, by=town.publisher, at=NOW)


@pytest.fixture
def approved_item(organ, town) -> Item:
    item = town.draft(organ)
    town.approve(item)
    return item


def test_an_edit_ends_what_was_handed_over(made, town, platform):
    address = platform.show("/gk/1.html", page(made.version))
    platform.show("/files/12.csv", LIST)
    town.change(made.item, title="柳湾村低保公示（更正）")
    actions.locate(made, address=address, by=town.publisher, at=NOW)
    run_errands()
    made.refresh_from_db()
    assert (made.state, status(made)) == (HandOverState.DIFFERS, "draft")
    assert "又有改动" in made.difference
    town.approve(made.item)
    again = actions.hand_over(made.item, by=town.publisher, at=NOW)
    made.refresh_from_db()
    assert (made.state, again.version.number) == (HandOverState.DROPPED, 2)


def test_a_page_that_changed_later_is_told(made, town, platform):
    platform.show("/files/12.csv", LIST)
    address = platform.show("/gk/1.html", page(made.version))
    actions.locate(made, address=address, by=town.publisher, at=NOW)
    run_errands()
    tomorrow = NOW + timedelta(days=1)
    watching.ask_for_looks(at=tomorrow)
    watching.ask_for_looks(at=tomorrow)
    run_errands(tomorrow)
    assert not selectors.drifted(town.publisher)
    platform.show("/gk/1.html", page(made.version, body=made.version.body.replace("680", "6800")))
    later = NOW + timedelta(days=2)
    watching.ask_for_looks(at=later)
    run_errands(later)
    (drifted,) = selectors.drifted(town.publisher)
    assert "批准的是“680元”，网页上是“6800元" in drifted.drift
    assert status(made) == "live", "what the other platform does is told, and nothing is taken down by itself"
    platform.show("/gk/1.html", page(made.version))
    last = NOW + timedelta(days=3)
    watching.ask_for_looks(at=last)
    run_errands(last)
    assert not selectors.drifted(town.publisher)
    kinds = Event.objects.filter(subject_id=made.pk, subject_type="channels.handover").order_by("pk")
    assert list(kinds.values_list("kind", flat=True))[-2:] == ["channels.drifted", "channels.settled"]


def test_a_page_that_does_not_open_is_tried_again_and_then_told(made, town, platform):
    actions.locate(made, address=f"{platform.address}/gone.html", by=town.publisher, at=NOW)
    problems = [run_errands(NOW + timedelta(hours=hours)) for hours in range(3)]
    assert problems == [["unreachable"], ["unreachable"], []]
    made.refresh_from_db()
    assert made.state == HandOverState.DIFFERS
    assert "网页没有打开（对方回答 404）" in made.difference
    assert status(made) == "approved"


def test_an_inner_address_is_told_at_once(made, town, settings):
    settings.PRIVATE_HOSTS = []
    actions.locate(made, address="http://127.0.0.1:9/", by=town.publisher, at=NOW)
    assert run_errands() == []
    made.refresh_from_db()
    assert "指向内部网络" in made.difference


def test_the_ledger_tells_what_the_rows_say(made, town, platform):
    before = {trouble.where for trouble in verify()}
    platform.show("/files/12.csv", LIST)
    address = platform.show("/gk/1.html", page(made.version, title="公示"))
    actions.locate(made, address=address, by=town.publisher, at=NOW)
    run_errands()
    platform.show("/gk/1.html", page(made.version))
    later = NOW + timedelta(minutes=5)
    actions.locate(made, address=address, by=town.publisher, at=later)
    run_errands(later)
    assert status(made) == "live"
    assert {trouble.where for trouble in verify()} == before


def test_what_is_withdrawn_is_to_come_down_there_too(made, town, platform):
    right = Shown(page(made.version), {made.version.attachments.get().kept.sha256})
    address = "https://molu.example.cn/gk/1.html"
    actions.compare_uploaded(made, address=address, shown=right, by=town.publisher, at=NOW)
    assert not selectors.left_behind(town.publisher)
    with pytest.raises(Refused, match="不需要登记撤下"):
        actions.removed_elsewhere(made, on=NOW.date(), by=town.publisher, at=NOW)
    disclosure.withdraw(made.item, reason="名单有误", by=town.publisher, at=NOW)
    assert list(selectors.left_behind(town.publisher)) == [made]
    actions.removed_elsewhere(made, on=NOW.date(), by=town.publisher, at=NOW)
    assert not selectors.left_behind(town.publisher)


def test_others_hand_nothing_over(made, viewer_of, organ, target):
    with pytest.raises(Refused, match="没有办理这件事的职责"):
        actions.locate(made, address="https://molu.example.cn/1", by=viewer_of("clerk", organ), at=NOW)
