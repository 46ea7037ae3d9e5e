"""The room of items: written, sent in, published, taken down; what goes wrong is told, and nothing typed is lost."""

import io
from datetime import date, timedelta

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue import actions as catalogue
from gongkai.web.demo.county import SOURCES
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations.models import KeptFile
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Section
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW
from tests.web.disclosure.conftest import answers

ITEMS = "/office/items/"
TITLE = "枕溪镇2026年防汛值班安排"
BODY = "<p>值班时间为每日八时至次日八时。</p>"
# Invented; the check digits hold, so that they are found.
CARD, TELEPHONE = "110101199003078515", "13812345678"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(range(256)) * 40


@pytest.fixture
def clerk(browser_of, organ):
    return browser_of("clerk", organ, name="沈听雨")


@pytest.fixture
def colleague(browser_of, organ):
    return browser_of("clerk", organ, name="白石")


@pytest.fixture
def publisher(browser_of, organ):
    return browser_of("publisher", organ)


@pytest.fixture
def reviewers(browser_of, organ):
    """Who takes the small chain, in its order."""
    return [browser_of("secrecy_reviewer", organ), browser_of("chief_leader", organ)]


@pytest.fixture
def row(organ):
    """A duty of the catalogue of the organ."""
    catalogue.adopt_starter(organ, by=SYSTEM, at=NOW)
    return organ.catalogue_rows.filter(is_statutory=True).first()


def said(**more):
    """What a form says when nothing is wrong with it."""
    usual = {"title": TITLE, "summary": "公布值班的时间和电话。", "body": BODY, "formed_on": "2026-02-02"}
    return usual | {"attribute": "active"} | more


def upload(name, data=PDF):
    return SimpleUploadedFile(name, data)


def drafted(browser, organ, **more) -> Item:
    """An item as the form makes it."""
    answer = browser.post(f"{ITEMS}draft/", said(organ=organ.pk, kind="information", **more))
    assert answer.status_code == 302, answer.context["form"].errors
    return Item.objects.latest("pk")


def sheet(item):
    return f"{ITEMS}{item.pk}/"


def edit(browser, item, *, based_on, **more):
    """The form of a change, as it comes back or leads on."""
    return browser.post(f"{sheet(item)}edit/", said(based_on=based_on, **more))


def approved(browser, item, reviewers, **more):
    """Sent in by the clerk and signed by two others."""
    answer = browser.post(f"{sheet(item)}submit/", {"chain": "small", **more})
    assert answer.status_code == 302, answer.context["form"].errors
    review = Review.objects.latest("pk")
    for reviewer in reviewers:
        review.refresh_from_db()
        passed = reviewer.post(
            f"/office/reviews/{review.pk}/pass/", {"stage": review.stage, "opinion": ""} | answers(review)
        )
        assert passed.status_code == 302, passed.context["form"].errors
    item.refresh_from_db()
    return item


@pytest.fixture
def live(clerk, publisher, reviewers, organ):
    """Drafted, approved and published through the screens."""
    item = approved(clerk, drafted(clerk, organ, files=upload("值班表.pdf")), reviewers)
    assert publisher.post(f"{sheet(item)}publish/").status_code == 302
    item.refresh_from_db()
    return item


def test_from_a_draft_to_a_public_page_and_off_again(live, clerk, client):
    assert live.status == "live"
    page = f"/organs/zhenxi/items/{live.pk}/"
    assert page in clerk.get(sheet(live)).text
    assert "值班时间为每日八时至次日八时。" in client.get(page).text
    assert clerk.post(f"{sheet(live)}withdraw/", {"reason": " "}).status_code == 200
    assert clerk.post(f"{sheet(live)}withdraw/", {"reason": "时间有误"}).status_code == 302
    assert client.get(page).status_code == 410
    assert "起不再公开：时间有误。" in clerk.get(sheet(live)).text


def test_a_draft_keeps_everything_that_the_form_says(clerk, organ, row):
    section = organs.add_section(Section(organ=organ, name="应急办"), by=SYSTEM, at=NOW)
    more = {
        "doc_no": "枕政发〔2026〕3号",
        "effective_on": "2026-03-01",
        "notice_until_on": "2026-09-30",
        "source": "应急办",
        "keywords": "防汛 值班",
        "five_openness": "management",
        "row": row.pk,
        "section": section.pk,
    }
    item = drafted(clerk, organ, files=[upload("甲.pdf"), upload("乙.pdf")], **more)
    version = item.latest
    assert (item.row, item.section, item.drafter.name) == (row, section, "沈听雨")
    assert (version.doc_no, version.formed_on, version.five_openness) == (
        "枕政发〔2026〕3号",
        date(2026, 2, 2),
        "management",
    )
    assert [one.name for one in version.attachments.all()] == ["甲.pdf", "乙.pdf"]
    text = clerk.get(sheet(item)).text
    for told in (TITLE, "枕政发〔2026〕3号", "起草中", "应急办", row.name, "甲.pdf", "还没有送审。"):
        assert told in text
    assert " open>" in clerk.get(f"{sheet(item)}edit/").text, "what stands there is folded away"


def test_what_is_missing_is_told_and_what_was_typed_stays(clerk, organ):
    answer = clerk.post(
        f"{ITEMS}draft/", said(organ=organ.pk, kind="information", title="", body="<p>写了很久的正文</p>")
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["title"]
    assert "写了很久的正文" in answer.text
    withheld = said(organ=organ.pk, kind="information", attribute="withheld", body="<p>写了很久的正文</p>")
    answer = clerk.post(f"{ITEMS}draft/", withheld)
    assert "理由" in "".join(answer.context["form"].non_field_errors())
    assert "写了很久的正文" in answer.text
    assert not Item.objects.exists()


def test_a_word_file_is_read_into_a_draft_with_the_original(clerk, organ):
    paper = docx.Document()
    for line in ("关于印发防汛办法的通知", "枕政发〔2026〕5号", "各村要做好值守。", "2026年2月2日"):
        paper.add_paragraph(line)
    data = io.BytesIO()
    paper.save(data)
    file = upload("通知.docx", data.getvalue())
    answer = clerk.post(f"{ITEMS}import/", {"organ": organ.pk, "kind": "policy", "file": file}, follow=True)
    version = Item.objects.get().latest
    assert version.title == "关于印发防汛办法的通知"
    assert (version.doc_no, version.formed_on) == ("枕政发〔2026〕5号", date(2026, 2, 2))
    assert "各村要做好值守。" in version.body
    assert "已读入“通知.docx”" in answer.text
    [attachment] = version.attachments.all()
    assert attachment.name == "通知.docx"


def test_a_pdf_is_read_into_a_draft_with_the_original(clerk, organ):
    data = (SOURCES / "dengxia-2025.pdf").read_bytes()
    said = {"organ": organ.pk, "kind": "information", "file": upload("年报.pdf", data)}
    assert clerk.post(f"{ITEMS}import/", said).status_code == 302
    version = Item.objects.get().latest
    assert "政府信息公开" in version.body
    answer = clerk.get(f"{ITEMS}{version.item_id}/1/1/file")
    assert (answer.content, answer["Content-Type"]) == (data, "application/pdf")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("通知.pdf", PROGRAM, "程序"),
        ("通知.xlsx", b"", "空"),
        ("表.csv", "村,亩\n甲,1\n".encode(), "只能读入 docx 和 pdf 文件。"),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_file(clerk, organ, name, data, told):
    said = {"organ": organ.pk, "kind": "policy", "file": upload(name, data)}
    answer = clerk.post(f"{ITEMS}import/", said)
    assert told in "".join(answer.context["form"].errors["file"])
    assert 'value="policy" selected' in answer.text
    assert not Item.objects.exists()


def test_a_program_called_a_pdf_is_refused_and_the_rest_of_the_form_stays(clerk, organ):
    files = [upload("值班表.pdf"), upload("安装.pdf", PROGRAM)]
    answer = clerk.post(f"{ITEMS}draft/", said(organ=organ.pk, kind="information", files=files))
    [told] = answer.context["form"].errors["files"]
    assert "“安装.pdf”" in told
    assert "程序" in told
    assert "值班时间为每日八时至次日八时。" in answer.text
    assert not Item.objects.exists()
    assert not KeptFile.objects.exists()


def test_a_file_over_the_limit_is_told_the_limit_and_the_rest_of_the_form_stays(clerk, organ, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    large = upload("录像.mp4", b"0" * (1024 * 1024 + 1))
    answer = clerk.post(f"{ITEMS}draft/", said(organ=organ.pk, kind="information", files=large))
    assert "文件超过 1 MB" in "".join(answer.context["form"].errors["files"])
    assert TITLE in answer.text
    assert "值班时间为每日八时至次日八时。" in answer.text
    assert not KeptFile.objects.exists()


def test_a_body_with_a_script_keeps_its_words_alone(live, clerk, publisher, reviewers, client):
    bad = '<p onclick="steal()">正文</p><script>steal()</script><iframe src="https://x.example"></iframe><p>结尾</p>'
    assert edit(clerk, live, based_on=1, body=bad).status_code == 302
    live.refresh_from_db()
    assert live.latest.body.replace("\n", "") == "<p>正文</p><p>结尾</p>"
    assert "steal" not in clerk.get(sheet(live)).text


def test_personal_details_need_a_reason_each(clerk, organ, reviewers):
    item = drafted(clerk, organ, body=f"<p>身份证{CARD}，手机{TELEPHONE}。</p>")
    page = clerk.get(f"{sheet(item)}submit/").text
    assert "找到 2 处个人信息" in page
    assert "138****5678" in page
    bare = clerk.post(f"{sheet(item)}submit/", {"chain": "small", "mark0": "本人同意公示", "mark1": " "})
    assert "没有写明理由" in "".join(bare.context["form"].errors["mark1"])
    assert "本人同意公示" in bare.text
    assert not Review.objects.exists()
    approved(clerk, item, reviewers, mark0="本人同意公示", mark1="对外公布的值班电话")
    assert sorted(Review.objects.get().overrides.values()) == ["对外公布的值班电话", "本人同意公示"]


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


def test_two_editors_in_different_places_are_put_together(clerk, colleague, organ):
    item = drafted(clerk, organ)
    assert edit(colleague, item, based_on=1, body="<p>白石改的正文</p>").status_code == 302
    assert edit(clerk, item, based_on=1, title="沈听雨改的名称").status_code == 302
    item.refresh_from_db()
    assert (item.latest.number, item.latest.title) == (3, "沈听雨改的名称")
    assert "白石改的正文" in item.latest.body


def test_two_editors_in_one_place_are_told_and_neither_loses_a_word(clerk, colleague, organ):
    item = drafted(clerk, organ)
    edit(
        colleague,
        item,
        based_on=1,
        title="白石改的名称",
        body="<p>白石<strong>改</strong>的正文</p>",
        five_openness="result",
        source="应急办",
    )
    answer = edit(
        clerk, item, based_on=1, title="沈听雨改的名称", body="<p>沈听雨改的正文</p>", five_openness="service"
    )
    assert answer.status_code == 200
    for told in (
        "白石在您修改期间已经改过同一处（现为第2稿）。",
        "<dd>白石改的名称</dd>",
        "<dd>白石改的正文</dd>",
        "<dd>结果公开</dd>",
        "沈听雨改的正文",
    ):
        assert told in answer.text
    form = answer.context["form"]
    assert form["title"].value() == "沈听雨改的名称"
    again = {name: form[name].value() or "" for name in ("title", "body", "five_openness", "based_on")}
    assert edit(clerk, item, **again).status_code == 302
    item.refresh_from_db()
    assert (item.latest.number, item.latest.title) == (3, "沈听雨改的名称")
    assert item.versions.get(number=2).title == "白石改的名称"


def test_attachments_survive_a_clash(clerk, colleague, organ):
    item = drafted(clerk, organ, files=[upload("甲.pdf"), upload("乙.pdf")])
    first = [one.pk for one in item.latest.attachments.all()]
    edit(colleague, item, based_on=1, title="白石改的名称", keep=first, files=upload("丙.pdf"))
    answer = edit(clerk, item, based_on=1, title="沈听雨改的名称", keep=first[:1], files=upload("丁.pdf"))
    assert "您新加的附件（丁.pdf）请重新选择。" in answer.text
    form = answer.context["form"]
    names = dict(form.fields["keep"].choices)
    assert sorted(names[pk] for pk in form["keep"].value()) == ["丙.pdf", "甲.pdf"]
    again = {"title": form["title"].value(), "based_on": form["based_on"].value()}
    answer = edit(clerk, item, **again, keep=form["keep"].value(), files=upload("丁.pdf"))
    assert answer.status_code == 302
    item.refresh_from_db()
    assert sorted(one.name for one in item.latest.attachments.all()) == ["丁.pdf", "丙.pdf", "甲.pdf"]


def test_a_form_sent_twice_changes_nothing_the_second_time(clerk, organ):
    item = drafted(clerk, organ)
    for _ in range(2):
        assert edit(clerk, item, based_on=1, title="改后的名称").status_code == 302
    item.refresh_from_db()
    assert item.latest.number == 2


def test_an_edit_ends_the_review(clerk, organ):
    item = drafted(clerk, organ)
    clerk.post(f"{sheet(item)}submit/", {"chain": "small"})
    edit(clerk, item, based_on=1, title="改后的名称")
    item.refresh_from_db()
    assert item.status == "draft"
    assert Review.objects.get().state == "void"
    assert "内容已经修改" in clerk.get(f"/office/reviews/{Review.objects.get().pk}/").text


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


def test_its_validity_is_marked(live, clerk, client):
    answer = clerk.post(f"{sheet(live)}validity/", {"validity": "repealed", "on": "2026-03-01"})
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
