"""On paper: the form to be filled in by hand, and the receipt with a mark that holds neither number nor code."""

import io
from datetime import timedelta

import docx
import pypdfium2 as pdfium
import pytest
from bs4 import BeautifulSoup
from django.core import signing

from gongkai.kernel.paper import QrMark
from gongkai.web.applications.models import Application
from gongkai.web.portal import apply_receipt
from gongkai.web.portal.apply_papers import blank_paper, receipt_paper
from gongkai.web.portal.apply_receipt import receipt_again
from tests.web.portal_apply.conftest import FORM, code_in, handed_in

pytestmark = pytest.mark.django_db
BLANK = "/organs/zhenxi/apply/blank"


def text_of(data):
    return "".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data))


def token_in(answer):
    return BeautifulSoup(answer.text, "lxml").select_one("[name=token]")["value"]


def test_the_receipt_as_a_file(client, town):
    answer = handed_in(client)
    file = client.post(FORM, {"do": "save", "token": token_in(answer)})
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Cache-Control"].startswith("private, no-store")
    assert "2026年3月9日（星期一）以前：答复您" in text_of(file.content)
    told = (
        pdfium.PdfDocument(file.content)[0].get_textpage().get_text_bounded()
    )  # all of it on the first side
    for said in (Application.objects.get().receipt, code_in(answer), "2026年3月9日", "查询码"):
        assert said in told


def test_its_mark_leads_to_the_page_and_tells_nothing(client, town):
    answer = handed_in(client)
    paper = receipt_paper(receipt_again(token_in(answer)))
    (mark,) = [block for block in paper.blocks if isinstance(block, QrMark)]
    assert mark.text.endswith(apply_receipt.address("my-application"))
    for secret in (code_in(answer), Application.objects.get().receipt):
        assert secret not in mark.text


def test_after_an_hour_it_is_no_file_any_more(client, town, monkeypatch):
    token = token_in(handed_in(client))
    monkeypatch.setattr(apply_receipt, "_KEPT", timedelta(seconds=-1))
    assert client.post(FORM, {"do": "save", "token": token}).status_code == 403
    for made_up in ("", "x", signing.dumps([1, "AAAAAAAAAA"])):
        refused = client.post(FORM, {"do": "save", "token": made_up})
        assert refused.status_code == 403
        assert "不能再保存" in refused.text


def test_the_form_on_paper(client, town):
    pdf = client.get(f"{BLANK}.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    document = docx.Document(io.BytesIO(client.get(f"{BLANK}.docx").content))
    cells = "".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for asked in ("姓名或者名称", "证件号码", "所需信息的名称", "希望得到的形式", "□ 自然人", "□ 纸质"):
        assert asked in cells
        assert asked.replace(" ", "") in text_of(pdf.content).replace(" ", "").replace("\r\n", "")
    assert "溪前街2号" in "".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize("ending", ["xlsx", "html", "exe"])
def test_in_no_other_kind(client, town, ending):
    assert client.get(f"{BLANK}.{ending}").status_code == 404


def test_the_same_form_for_everybody(client, town):
    assert client.get(f"{BLANK}.docx").headers["Cache-Control"] == "public, no-cache"
    first, *others = pdfium.PdfDocument(client.get(f"{BLANK}.pdf").content)
    assert "签名或者盖章" in first.get_textpage().get_text_bounded()
    assert len(others) <= 1
    assert blank_paper(town) == blank_paper(town)
