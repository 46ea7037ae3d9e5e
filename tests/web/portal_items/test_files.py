"""Files to take away: attachments as they came, and the item on paper."""

import io
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import docx
import pypdfium2
import pytest
from django.core.cache import cache

from gongkai.web.disclosure.actions import Content
from gongkai.web.disclosure.addresses import in_address
from gongkai.web.foundations.models import KeptFile
from gongkai.web.organs import actions as organs
from tests.web.conftest import NOW, SYSTEM

from .conftest import POLICY, kept, links, page, path_of

pytestmark = pytest.mark.django_db(transaction=True)
HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def written(client, item, ending):
    return client.get(f"{path_of(item).removesuffix('/')}.{ending}")


def test_an_attachment_comes_as_it_was(client, policy):
    href = links(page(client, path_of(policy)).select_one("#files + ul"))["申领表1/2.pdf"]
    answer = client.get(href)
    assert answer.content == b"%PDF-1.4 form"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == HARMLESS
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename=\"zhenxi-{policy.pk}-1.pdf\"; filename*=UTF-8''{quote('申领表 1-2.pdf')}"
    )


@pytest.mark.parametrize("tail", ["files/1/别的.pdf", "files/3/面积.csv", "files/0/面积.csv", "files/2/"])
def test_no_other_address_leads_to_a_file(client, policy, tail):
    assert client.get(path_of(policy) + tail).status_code == 404


def test_a_file_that_was_damaged_is_not_given_out(client, policy):
    file = KeptFile.objects.get(ending="csv")
    Path(file.file.path).write_bytes(b"a,b!")
    answer = client.get(f"{path_of(policy)}files/2/面积.csv")
    assert answer.status_code == 503
    assert "这个附件现在取不出来" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "address"),
    [("../../a.pdf", "a.pdf"), ("附件 1：表.xlsx", "附件 1：表.xlsx"), ("a\r\nb.txt", "a-b.txt"), ("…", "…"), ("..", "file"),
     ("名" * 150 + ".pdf", "名" * 88 + ".pdf"), ("50%#?.pdf", "50-.pdf")],
)  # fmt: skip
def test_names_stand_in_an_address(name, address):
    assert in_address(name) == address


def test_every_name_leads_to_its_file(client, organ, town):
    names = ("../../a.pdf", "a b+c&d.pdf", "“引号”.pdf", "50%#?.pdf", "名" * 150 + ".pdf")
    attachments = tuple(kept(name, f"%PDF {name}".encode()) for name in names)
    item = town.publish(town.draft(organ, replace(POLICY, attachments=attachments)))
    listed = page(client, path_of(item)).select("#files + ul a")
    assert [client.get(link["href"]).content for link in listed] == [
        f"%PDF {name}".encode() for name in names
    ]


def test_the_item_as_a_word_file(client, policy):
    answer = written(client, policy, "docx")
    document = docx.Document(io.BytesIO(answer.content))
    text = [paragraph.text for paragraph in document.paragraphs]
    for said in (POLICY.title, POLICY.doc_no, "一、补贴对象", "每亩补贴120元。", "附件：1.申领表 1/2.pdf", "枕溪镇人民政府",
                 "2026年2月1日", "索引号：zhenxi/202602-00001。2026年2月3日发布。"):  # fmt: skip
        assert said in text
    assert document.tables[0].cell(1, 0).text == "渡口村"
    assert quote(f"{POLICY.title}.docx") in answer.headers["Content-Disposition"]


def test_the_item_as_a_pdf_file(client, policy):
    answer = written(client, policy, "pdf")
    text = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_bounded()
    assert "枕政发〔2026〕3号" in text
    assert "渡口村" in text
    assert answer.headers["Content-Type"] == "application/pdf"


def test_the_same_item_gives_the_same_bytes(client, policy):
    first = written(client, policy, "pdf").content
    cache.clear()
    assert written(client, policy, "pdf").content == first


def test_what_is_kept_is_given_again_until_something_else_is_to_be_said(client, policy, monkeypatch):
    first = written(client, policy, "docx").content
    with monkeypatch.context() as patch:
        patch.setattr("gongkai.web.portal.item_files.formats.render_paper", None)
        assert written(client, policy, "docx").content == first
    names = {"name": "枕溪街道办事处", "short_name": "枕溪街道"}
    organs.rename(policy.organ, **names, on=NOW.date(), document="批复", by=SYSTEM, at=NOW)
    text = [
        paragraph.text
        for paragraph in docx.Document(io.BytesIO(written(client, policy, "docx").content)).paragraphs
    ]
    assert "枕溪街道办事处" in text


def test_an_item_without_text_still_has_a_paper(client, organ, town):
    content = Content(
        title="名册", summary="见附件。", formed_on=NOW.date(), attachments=(kept("名册.pdf", b"%PDF"),)
    )
    item = town.publish(town.draft(organ, content))
    text = [
        paragraph.text
        for paragraph in docx.Document(io.BytesIO(written(client, item, "docx").content)).paragraphs
    ]
    assert "附件：名册.pdf" in text


@pytest.mark.parametrize("ending", ["xlsx", "html", "json", "exe"])
def test_no_other_kind_of_file(client, policy, ending):
    assert written(client, policy, ending).status_code == 404
