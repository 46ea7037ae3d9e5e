"""The room of items: written, sent in, published, taken down."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from gongkai.kernel.duties import SYSTEM
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Section
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW
from tests.web.disclosure.conftest import answers

from .writing import (
    CARD,
    ITEMS,
    PDF,
    TELEPHONE,
    TITLE,
    approved,
    drafted,
    edit,
    said,
    sheet,
    upload,
)


def test_from_a_draft_to_a_public_page_and_off_again(live, clerk, client):
    assert live.status == "live"
    page = f"/organs/zhenxi/items/{live.pk}/"
    assert page in clerk.get(sheet(live)).text
    assert "值班时间为每日八时至次日八时。" in client.get(page).text
    assert clerk.post(f"{sheet(live)}withdraw/", {"reason": " "}).status_code == 200
    assert clerk.post(f"{sheet(live)}withdraw/", {"reason": "时间有误"}).status_code == 302
    assert client.get(page).status_code == 410
    assert "起不再公开：时间有误。" in clerk.get(sheet(live)).text


def test_personal_details_need_a_reason_each(clerk, organ, reviewers):
    item = drafted(clerk, organ, body=f"<p>身份证{CARD}，手机{TELEPHONE}。</p>")
    page = clerk.get(f"{sheet(item)}submit/").text
    assert "找到 2 个个人号码" in page
    assert "138****5678" in page
    bare = clerk.post(f"{sheet(item)}submit/", {"chain": "small", "mark0": "本人同意公示", "mark1": " "})
    assert "没有写明理由" in "".join(bare.context["form"].errors["mark1"])
    assert "本人同意公示" in bare.text
    assert not Review.objects.exists()
    approved(clerk, item, reviewers, mark0="本人同意公示", mark1="对外公布的值班电话")
    assert sorted(Review.objects.get().overrides.values()) == ["对外公布的值班电话", "本人同意公示"]


def test_a_number_in_two_places_is_told_at_both_and_needs_one_reason(clerk, organ, reviewers):
    item = drafted(clerk, organ, summary=f"联系手机{TELEPHONE}。", body=f"<p>请拨打手机{TELEPHONE}。</p>")
    form = clerk.get(f"{sheet(item)}submit/").context["form"]
    assert [name for name in form.fields if name.startswith("mark")] == ["mark0"]
    label = str(form.fields["mark0"].label)
    assert "内容概述" in label
    assert "正文" in label
    approved(clerk, item, reviewers, mark0="对外公布的值班电话")


def test_what_the_law_wants_of_an_entry_is_told_before_it_is_sent_in(clerk, organ):
    item = drafted(clerk, organ, summary="", formed_on="", body="")
    answer = clerk.post(f"{sheet(item)}submit/", {"chain": "small"})
    assert "还没有填写内容概述、成文日期、正文或者附件。" in answer.text


def test_the_chain_and_the_sections_are_chosen(clerk, organ):
    section = organs.add_section(Section(organ=organ, name="应急办"), by=SYSTEM, at=NOW)
    item = drafted(clerk, organ)
    form = clerk.get(f"{sheet(item)}submit/").context["form"]
    assert form["chain"].value() == "small"
    assert [str(label) for _value, label in form.fields["cosigning"].choices] == ["应急办"]
    answer = clerk.post(f"{sheet(item)}submit/", {"chain": "full", "cosigning": [section.pk]})
    assert answer.status_code == 302
    review = Review.objects.get()
    assert (review.chain, review.cosigning) == ("full", [section.pk])


def test_nothing_is_published_before_it_is_approved(clerk, publisher, organ):
    item = drafted(clerk, organ)
    answer = publisher.post(f"{sheet(item)}publish/")
    assert answer.status_code == 403
    assert "现在不能办理“发布”" in answer.text
    assert clerk.post(f"{sheet(item)}publish/").status_code == 403


def test_it_is_published_at_a_moment_to_come(clerk, publisher, reviewers, organ):
    item = approved(clerk, drafted(clerk, organ), reviewers)
    late = publisher.post(f"{sheet(item)}schedule/", {"go_live_at": "2020-01-01T08:00"})
    assert "定时发布的时间已经过去。" in late.text
    moment = timezone.localtime() + timedelta(days=1)
    assert (
        publisher.post(f"{sheet(item)}schedule/", {"go_live_at": f"{moment:%Y-%m-%dT%H:%M}"}).status_code
        == 302
    )
    item.refresh_from_db()
    assert item.status == "approved"
    assert "定时发布" in publisher.get(sheet(item)).text


def test_a_draft_behind_what_is_public_goes_its_own_way(live, clerk, publisher, reviewers, client):
    page = f"/organs/zhenxi/items/{live.pk}/"
    keep = live.latest.attachments.get().pk
    assert edit(clerk, live, based_on=1, body="<p>改为九时。</p>", keep=[keep]).status_code == 302
    assert "公开的是第1稿；第2稿还没有公开。" in clerk.get(sheet(live)).text
    assert "改为九时。" not in client.get(page).text
    assert publisher.post(f"{sheet(live)}publish/").status_code == 403
    approved(clerk, live, reviewers)
    assert publisher.post(f"{sheet(live)}publish/").status_code == 302
    assert "改为九时。" in client.get(page).text
    text = clerk.get(sheet(live)).text
    assert "变更" in text
    assert text.count("/1/file") == text.count("值班表.pdf") == 1


def test_an_attachment_is_taken_away_only_by_whoever_may_see_the_item(clerk, browser_of, organ, county):
    item = drafted(clerk, organ, files=upload("值班表.pdf"))
    path = f"{sheet(item)}1/1/file"
    answer = clerk.get(path)
    assert answer.content == PDF
    assert "attachment" in answer["Content-Disposition"]
    assert browser_of("clerk", county).get(path).status_code == 404
    assert clerk.get(f"{sheet(item)}1/2/file").status_code == 404


def test_two_versions_are_compared_in_words(clerk, organ):
    item = drafted(clerk, organ, files=upload("值班表.pdf"))
    edit(
        clerk,
        item,
        based_on=1,
        title="枕溪镇2026年防汛安排",
        body="<p>值班时间为每日九时，至次日八时。</p>",
        formed_on="2026-02-03",
        attribute="withheld",
        reason_code="internal_affairs",
        reason="内部排班",
        five_openness="management",
    )
    text = clerk.get(f"{sheet(item)}1-2/").text
    for told in (
        "<del>主动公开</del>",
        "<ins>不予公开</ins>",
        "<ins>内部事务信息</ins>",
        "<ins>管理公开</ins>",
        "2026年2月",
        "<del>值班表.pdf",
    ):
        assert told in text
    for code in ("internal_affairs", "management", "withheld", "&lt;p&gt;"):
        assert code not in text
    assert "两稿内容相同。" in clerk.get(f"{sheet(item)}1-1/").text
    assert clerk.get(f"{sheet(item)}1-7/").status_code == 404


def test_a_draft_is_given_up_with_a_reason(clerk, organ):
    item = drafted(clerk, organ)
    assert clerk.post(f"{sheet(item)}discard/", {"reason": ""}).status_code == 200
    assert clerk.post(f"{sheet(item)}discard/", {"reason": "重复"}).status_code == 302
    item.refresh_from_db()
    assert item.status == "discarded"
    assert clerk.post(f"{sheet(item)}edit/", said(based_on=1)).status_code == 403


def test_it_is_classified_after_it_is_public(live, clerk, row):
    section = organs.add_section(Section(organ=live.organ, name="应急办"), by=SYSTEM, at=NOW)
    answer = clerk.post(
        f"{sheet(live)}classify/", {"row_of_catalogue": row.pk, "section": section.pk}, follow=True
    )
    assert row.name in answer.text
    live.refresh_from_db()
    assert (live.row, live.section, live.status) == (row, section, "live")


def test_its_validity_is_marked(live, clerk, client, browser_of, organ):
    head = browser_of("section_head", organ)
    answer = head.post(f"{sheet(live)}validity/", {"validity": "repealed", "on": "2026-03-01"})
    assert answer.status_code == 302
    assert "废止" in clerk.get(sheet(live)).text
    assert "废止" in client.get(f"/organs/zhenxi/items/{live.pk}/").text


@pytest.mark.parametrize(("outcome", "status"), [("keep", "kept"), ("release", "draft")])
def test_what_is_withheld_is_looked_at_again(clerk, organ, reviewers, outcome, status):
    withheld = {"attribute": "withheld", "reason_code": "internal_affairs", "reason": "内部排班"}
    item = drafted(clerk, organ, **withheld)
    clerk.post(f"{sheet(item)}submit/", {"chain": "small"})
    review = Review.objects.get()
    reviewer, leader = reviewers
    ticked = {"stage": "review", "opinion": ""} | answers(review) | {"internal_affairs": "yes"}
    passed = reviewer.post(f"/office/reviews/{review.pk}/pass/", ticked)
    assert passed.status_code == 302, passed.text
    leader.post(f"/office/reviews/{review.pk}/pass/", {"stage": "approve"})
    item.refresh_from_db()
    assert item.status == "kept"
    said = {"outcome": outcome, "reason": "情况没有变化", "on": "2026-02-20"}
    assert clerk.post(f"{sheet(item)}reassess/", said | {"reason": ""}).status_code == 200
    assert clerk.post(f"{sheet(item)}reassess/", said).status_code == 302
    item.refresh_from_db()
    assert item.status == status


def test_the_list_is_searched_filtered_and_exported(live, clerk, organ):
    draft = drafted(clerk, organ, title="=HYPERLINK(1)", doc_no="枕政发〔2026〕9号")
    everything = clerk.get(ITEMS).text
    assert TITLE in everything
    assert sheet(draft) in everything
    for query, shown, hidden in (
        ("q=值班", live, draft),
        ("q=〔2026〕9号", draft, live),
        (f"q={live.index_no}", live, draft),
        ("status=draft", draft, live),
        ("kind=information&status=live", live, draft),
    ):
        text = clerk.get(f"{ITEMS}?{query}").text
        assert sheet(shown) in text, query
        assert sheet(hidden) not in text, query
    assert clerk.get(f"{ITEMS}?ordering=-published_on").status_code == 200
    book = clerk.get(f"{ITEMS}?export=xlsx&status=live")
    data = b"".join(book.streaming_content) if book.streaming else book.content
    heads, line = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    told = dict(zip(heads, line, strict=True))
    assert (told["名称"], told["状态"], told["索引号"]) == (TITLE, "已公开", live.index_no)
    csv = b"".join(clerk.get(f"{ITEMS}?export=csv").streaming_content).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in csv


def test_the_counts_of_a_year_are_told(live, clerk, browser_of):
    text = clerk.get("/office/counts/").text
    assert "共公开政府信息1条，其中未归入目录1条。" in text
    last_year = clerk.get("/office/counts/?since=2024-01-01&until=2024-12-31").text
    assert "没有主动公开的信息。" in last_year
    wrong = clerk.get("/office/counts/?since=2026-02-01&until=2026-01-01").text
    assert "结束日期早于开始日期" in wrong


def test_a_stranger_sees_neither_sheet_nor_forms(clerk, organ, browser_of, county):
    item = drafted(clerk, organ)
    stranger = browser_of("clerk", county)
    for path in (sheet(item), f"{sheet(item)}edit/", f"{sheet(item)}submit/", f"{sheet(item)}1-1/"):
        assert stranger.get(path).status_code == 404
    assert TITLE not in stranger.get(ITEMS).text
