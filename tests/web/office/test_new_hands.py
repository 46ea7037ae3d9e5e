"""What somebody new to the office looks for: who acts next, what an old item owes, where a button is."""

import html
import re
from datetime import date

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem
from gongkai.web.catalogue.actions import adopt_starter
from gongkai.web.channels import actions as channels
from gongkai.web.channels.models import PublicPlace
from gongkai.web.disclosure.models import Item
from gongkai.web.ledger import sentences
from tests.web.conftest import NOW
from tests.web.disclosure.old_items import listed, row

from . import writing
from .writing import PROGRAM, upload


def test_both_sheets_name_who_is_to_act_now(browsers, review, staff):
    said = "等待保密审查员顾知秋办理“保密和合法性审查”。"
    assert said in browsers["clerk"].get(f"/office/items/{review.subject_id}/").text
    assert said in browsers["clerk"].get(f"/office/reviews/{review.pk}/").text


def test_a_chain_is_offered_with_its_stages(clerk, organ):
    item = writing.drafted(clerk, organ)
    offered = clerk.get(f"{writing.sheet(item)}submit/").text
    assert "三人审签：提出 → 保密和合法性审查 → 批准" in offered


def test_what_came_with_a_list_of_old_items_is_not_late(clerk):
    page = clerk.post("/office/items/import-list/", {"file": upload("信息清单.xlsx", listed(row()))}).text
    seal = page.split('name="seal" value="')[1].split('"')[0]
    clerk.post("/office/items/import-list/confirm/", {"seal": seal})
    item = Item.objects.get()
    assert item.due_on is None
    assert "在本平台首次公开不计期限" in clerk.get(writing.sheet(item)).text
    assert "已经超过期限" not in clerk.get(writing.sheet(item)).text
    assert item.title not in clerk.get("/office/items/?waits=late").text.partition("<table")[2]


def test_the_guide_goes_under_its_row(clerk, organ, row):
    clerk.post("/office/items/guide/", {"organ": organ.pk})
    assert Item.objects.get().row.code == "guide"


def test_a_number_that_another_item_has_is_told(clerk, organ):
    first = writing.drafted(clerk, organ, doc_no="枕政发〔2026〕3号", title="先写的一条")
    assert "还用在" not in clerk.get(writing.sheet(first)).text
    second = writing.drafted(clerk, organ, doc_no="枕政发〔2026〕3号")
    told = clerk.get(writing.sheet(second)).text
    assert "文号“枕政发〔2026〕3号”还用在“先写的一条”（起草中）上，请核对。" in told
    clerk.post(f"{writing.sheet(first)}discard/", {"reason": "重复"})
    assert "还用在" not in clerk.get(writing.sheet(second)).text


def test_a_statement_is_begun_from_the_sheet_of_its_row(clerk, browser_of, organ, row):
    page = clerk.get(f"/office/catalogue/{row.pk}/").text
    address = re.search(r'href="([^"]+)">声明未涉及<', page)[1]
    form = clerk.get(html.unescape(address)).text
    assert '<option value="statement" selected>' in form
    assert f'<option value="{row.pk}" selected>' in form
    assert f"枕溪镇人民政府没有属于“{row.name}”的政府信息" in form
    above = browser_of("authority", organ.parent)
    assert "声明未涉及" not in above.get(f"/office/catalogue/{row.pk}/").text


def test_the_catalogue_begins_with_the_viewers_own_organ(clerk, county, row):
    adopt_starter(county, by=SYSTEM, at=NOW)
    listed = clerk.get("/office/catalogue/").context["object_list"]
    assert listed[0].organ == row.organ


def test_what_is_public_is_posted_from_its_own_sheet(clerk, live, organ):
    assert "安排张贴" not in clerk.get(writing.sheet(live)).text
    place = PublicPlace(
        organ=organ, kind="notice_board", name="柳湾村公示栏", location="村口", opened_on=date(2025, 3, 3)
    )
    channels.add_place(place, by=SYSTEM, at=NOW)
    assert "安排张贴" in clerk.get(writing.sheet(live)).text
    done = clerk.post(f"{writing.sheet(live)}plan/", {"place": place.pk}, follow=True)
    assert "已安排在“柳湾村公示栏”张贴或者播放" in done.text
    assert live.postings.get().place == place
    offered = clerk.get(f"/office/places/{place.pk}/plan/").text
    assert f'<option value="{live.index_no}">{live.title}</option>' in offered


def test_the_attachments_that_were_fine_are_named_to_be_chosen_again(clerk, organ):
    files = [upload("好.pdf"), upload("坏.pdf", PROGRAM)]
    said = writing.said(organ=organ.pk, kind="information", files=files)
    assert "没有问题的附件也请重新选择：“好.pdf”。" in clerk.post("/office/items/draft/", said).text


def test_a_long_title_is_refused_with_a_sentence(clerk, organ):
    form = clerk.get("/office/items/draft/").text
    assert "maxlength" not in re.search(r'<input type="text" name="title"[^>]*>', form)[0]
    said = writing.said(organ=organ.pk, kind="information", title="防" * 201)
    assert "名称最多 200 个字，现在有 201 个字。" in clerk.post("/office/items/draft/", said).text


def test_who_edits_is_told_what_the_edit_made_void(clerk, organ, reviewers):
    item = writing.drafted(clerk, organ)
    assert "不再有效，公开以前" not in saved(clerk, item, based_on=1, body="<p>一。</p>")
    clerk.post(f"{writing.sheet(item)}submit/", {"chain": "small"})
    assert "原来的审核不再有效" in saved(clerk, item, based_on=2, body="<p>二。</p>")
    item.refresh_from_db()
    writing.approved(clerk, item, reviewers)
    assert "原来的批准不再有效" in saved(clerk, item, based_on=3, body="<p>三。</p>")


def saved(browser, item, **said):
    """The page that follows an edit."""
    return browser.get(writing.edit(browser, item, **said)["Location"]).text


def test_the_first_words_are_no_change(clerk, organ):
    item = writing.drafted(clerk, organ)
    told = clerk.get(writing.sheet(item)).text
    assert "改为第1稿" not in told
    assert "第1稿" in told


def test_every_problem_has_words_for_the_ledger():
    found, asked = set(), [Problem]
    while asked:
        kind = asked.pop()
        asked += kind.__subclasses__()
        found |= {kind.code} if kind.__module__.startswith("gongkai.") and kind is not Problem else set()
    assert {"unsupported", "personal_details", "refused"} <= found
    assert found <= set(sentences._REASONS)


def test_forms_and_empty_lists_speak_plainly(clerk, organ):
    form = clerk.post("/office/items/draft/", {"organ": organ.pk}).text
    assert "请填写这一项。" in form
    assert "必需字段" not in form
    assert "“信息”里还没有内容。" in clerk.get("/office/items/").text
    assert "没有符合条件的。" in clerk.get("/office/items/?q=没有的").text
    assert "---------" not in clerk.get("/office/register/register/").text
    writing.drafted(clerk, organ)
    assert "共 1 条" in clerk.get("/office/items/").text
