"""On a terminal in a hall: no files, nothing remembered, and the receipt to be copied down."""

import pytest
from bs4 import BeautifulSoup

from gongkai.web.applications.models import Application
from tests.web.portal_apply.conftest import FORM, code_in, handed_in, hidden, read_over
from tests.web.portal_items.conftest import words

pytestmark = pytest.mark.django_db


def test_the_browser_remembers_nothing(terminal, town):
    page = BeautifulSoup(terminal.get(FORM).text, "lxml").main
    form = page.select_one("form.apply")
    assert form["autocomplete"] == "off"
    typed = form.select("input[type=text], input[type=email]")
    assert typed
    assert {one["autocomplete"] for one in typed} == {"off"}
    assert not form.select("[name^=agent]")


def test_from_the_form_to_the_receipt(terminal, town):
    over = BeautifulSoup(read_over(terminal).text, "lxml").main
    assert not over.select("input[type=file], form[enctype]")
    assert "不能上传文件" in words(over)
    answer = handed_in(terminal)
    assert Application.objects.get().received_on
    assert len(code_in(answer)) == 10
    assert "请拍照、抄下" in answer.text
    assert "保存回执" not in answer.text
    taken = BeautifulSoup(answer.text, "lxml").select_one("#take")
    assert "http://127.0.0.1:8000/my-application/" in words(taken)
    assert FORM not in words(taken)  # an empty form at home is no receipt
    assert "带走这一页" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_nobody_after_him_sees_his_code(terminal, town):
    carried = hidden(read_over(terminal)) | {"do": "send"}
    first, again = terminal.post(FORM, carried), terminal.post(FORM, carried)
    assert again.status_code == 409
    assert code_in(first) not in again.text


def test_without_a_number_it_is_said_at_once(terminal, town):
    assert read_over(terminal, **{"who-0-id_number": ""}).status_code == 422
