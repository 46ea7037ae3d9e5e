"""What is typed and sent into the room of items: files, scripts, two editors at once; nothing typed is lost."""

import io
from datetime import date

import docx
import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.demo.county import SOURCES
from gongkai.web.disclosure.models import Item
from gongkai.web.foundations.models import KeptFile
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Section
from gongkai.web.reviews.models import Review
from tests.web.conftest import NOW

from .writing import (
    ITEMS,
    PROGRAM,
    TITLE,
    drafted,
    edit,
    said,
    sheet,
    upload,
)


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
    told, others = answer.context["form"].errors["files"]
    assert "“值班表.pdf”" in others
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
