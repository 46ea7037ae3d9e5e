"""Old items through the screens: upload, look, confirm; then send the drafts into the chain together."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.web.disclosure.models import Item
from gongkai.web.office import item_import_views
from gongkai.web.reviews.models import Review
from tests.web.disclosure.old_items import docx, listed, packed_as, row

from . import writing

PAGE = "/office/items/import-list/"
MANY = "/office/items/submit-many/"


@pytest.fixture
def clerk(browser_of, organ):
    return browser_of("clerk", organ)


def upload(browser, *rows, files=None, data=None):
    sent = {"file": SimpleUploadedFile("信息清单.xlsx", data or listed(*rows))}
    if files:
        sent["packed"] = SimpleUploadedFile("文件.zip", packed_as(files))
    return browser.post(PAGE, sent)


def confirm(browser, page):
    seal = page.split('name="seal" value="')[1].split('"')[0]
    return browser.post(f"{PAGE}confirm/", {"seal": seal}, follow=True)


def marks(page):
    """What the boxes of the page stand for."""
    return re.findall(r'name="item" value="([^"]+)"', page)


def rows_of(count, **said):
    return [row(title=f"渡口通知之{n}", doc_no=f"枕政发〔2019〕{n}号", **said) for n in range(count)]


def test_the_list_leads_here_whoever_drafts(clerk, browser_of, organ):
    assert PAGE in clerk.get("/office/items/").text
    assert PAGE not in browser_of("chief_leader", organ).get("/office/items/").text
    assert clerk.get(f"{PAGE}empty/").content[:2] == b"PK"


def test_a_dry_run_writes_nothing_and_the_confirmation_writes_all(clerk):
    files = {"办法.docx": docx("每日巡查一次。"), "多余.docx": docx("没有写到。")}
    page = upload(clerk, row(body="办法.docx"), files=files).text
    assert "可以起草 1 行" in page
    assert "有 1 个文件没有一行写到，不会导入：多余.docx" in page
    assert not Item.objects.exists()
    done = confirm(clerk, page)
    assert "已导入 1 条，都是草稿" in done.text
    item = Item.objects.get()
    assert item.status == "draft"
    assert item.latest.attachments.get().name == "办法.docx"


def test_a_plan_is_confirmed_once_and_by_whoever_has_seen_it(clerk, browser_of, organ):
    page = upload(clerk, row()).text
    seal = page.split('name="seal" value="')[1].split('"')[0]
    other = browser_of("clerk", organ).post(f"{PAGE}confirm/", {"seal": seal})
    assert other.status_code == 403
    confirm(clerk, page)
    assert clerk.post(f"{PAGE}confirm/", {"seal": seal}).status_code == 403
    assert Item.objects.count() == 1


def test_what_waits_for_the_confirmation_are_the_files_as_they_came(clerk, monkeypatch):
    """No row of a table is packed up with them: they are judged anew against what stands then."""
    waiting = []
    monkeypatch.setattr(item_import_views.cache, "set", lambda _key, value, _seconds: waiting.append(value))
    sent = listed(row())
    upload(clerk, data=sent)
    assert waiting == [(sent, "信息清单.xlsx", None)]


def test_bad_rows_come_first_and_nothing_is_offered(clerk):
    page = upload(clerk, row(), row(title="坏的一件", doc_no=None, kind="布告")).text
    assert "没有“布告”这一种" in page
    assert page.index("坏的一件") < page.index("枕溪镇渡口安全管理办法")
    assert "全部导入为草稿</button>" not in page


def test_files_that_are_no_list_are_told_on_the_form(clerk):
    assert "没有找到列名" in upload(clerk, data=listed(row(), head=False)).text
    assert "信息清单应是 XLSX 或 CSV" in upload(clerk, data=b"\x89PNG\r\n\x1a\n").text
    bomb = upload(clerk, row(), files={"大.txt": b"\0" * 3_000_000}).text
    assert "200 倍以上" in bomb


def test_files_that_are_too_large_together_are_told(clerk, settings):
    settings.UPLOAD_LIMIT = len(listed(row())) + 100
    page = upload(clerk, row(), files={"办法.docx": docx("每日巡查一次。")}).text
    assert "请分成几次导入" in page


def test_a_list_that_is_there_already_is_not_offered(clerk):
    confirm(clerk, upload(clerk, row()).text)
    page = upload(clerk, row()).text
    assert "都已经有了，不需要导入" in page
    assert "全部导入为草稿</button>" not in page


def test_what_came_in_together_is_sent_together_and_each_has_its_answer(clerk):
    good, gap = rows_of(2), row(title="缺概述的", doc_no=None, summary=None)
    personal = row(title="有号码的", doc_no=None, body="身份证号码11010519491231002X。")
    shown = confirm(clerk, upload(clerk, *good, gap, personal).text)
    assert "共 4 条草稿" in shown.text
    where = shown.redirect_chain[-1][0]
    pks = list(Item.objects.order_by("pk").values_list("pk", flat=True))
    page = clerk.post(where, {"item": marks(clerk.get(where).text), "confirmed": "1"}).text
    assert page.count("<td>已送审</td>") == 2
    assert "还没有填写内容概述" in page
    assert "内容中有个人信息" in page
    assert "共 2 条草稿" in page
    assert Review.objects.count() == 2
    assert set(Item.objects.filter(pk__in=pks[:2]).values_list("status", flat=True)) == {"in_review"}


def test_only_what_is_chosen_is_sent_and_a_repetition_sends_nothing_twice(clerk):
    confirm(clerk, upload(clerk, *rows_of(3)).text)
    said = {"item": marks(clerk.get(MANY).text)[:1], "confirmed": "1"}
    assert "<td>已送审</td>" in clerk.post(MANY, said).text
    again = clerk.post(MANY, said).text
    assert "没有送审" in again
    assert "审核中" in again
    assert Review.objects.count() == 1
    assert "没有选择信息" in clerk.post(MANY, {}).text


def test_nothing_is_sent_before_the_list_of_what_is_sent_was_seen(clerk):
    confirm(clerk, upload(clerk, *rows_of(3)).text)
    page = clerk.get(f"{MANY}?all=1").text
    assert page.count(" checked>") == 3
    asked = clerk.post(MANY, {"item": marks(page)[:2]}).text
    assert "核对要送审的信息" in asked
    assert "渡口通知之1" in asked
    assert "渡口通知之2" not in asked
    assert asked.count("<td>同事1</td>") == 2
    assert not Review.objects.exists()


def test_what_others_drafted_or_are_at_work_on_is_not_ticked_for_anybody(clerk, colleague, organ):
    mine, theirs = writing.drafted(clerk, organ), writing.drafted(colleague, organ, title="他人起草的")
    assert writing.edit(colleague, mine, based_on=1, body="<p>改过。</p>").status_code == 302
    page = clerk.get(f"{MANY}?all=1").text
    assert " checked>" not in page
    assert "白石在一小时内修改过" in page
    asked = clerk.post(MANY, {"item": marks(page)}).text
    assert " checked>" not in asked
    assert theirs.title in asked


def test_what_was_edited_after_it_was_confirmed_is_not_sent(clerk, organ):
    item = writing.drafted(clerk, organ)
    seen = marks(clerk.get(MANY).text)
    assert writing.edit(clerk, item, based_on=1, body="<p>改过。</p>").status_code == 302
    assert "您确认以后，内容又有修改" in clerk.post(MANY, {"item": seen, "confirmed": "1"}).text
    assert not Review.objects.exists()


def test_nobody_sends_drafts_of_others(clerk, browser_of, county):
    confirm(clerk, upload(clerk, *rows_of(2)).text)
    stranger = browser_of("clerk", county)
    assert "没有可以送审的草稿" in stranger.get(MANY).text
    stranger.post(MANY, {"item": marks(clerk.get(MANY).text), "confirmed": "1"})
    assert not Review.objects.exists()


def test_fifty_a_page_and_one_batch_at_a_time(clerk):
    confirm(clerk, upload(clerk, *rows_of(52)).text)
    confirm(clerk, upload(clerk, row(doc_no=None)).text)
    assert "共 53 条草稿，第 1 页，共 2 页" in clerk.get(MANY).text
    begun = Item.objects.order_by("pk").first().latest.drafted_at
    one = clerk.get(MANY, {"begun": begun.isoformat()}).text
    assert "共 52 条草稿" in one
    assert "，52 条</option>" in one
    assert one.count('name="item"') == 50
    assert "共 53 条草稿" in clerk.get(MANY, {"begun": "昨天"}).text
