"""Whole lists and whole months in the office: the dry run and its confirmation, the reconciliation as page and record."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.web.documents.models import Document, Reconciliation

from .conftest import TITLE, TODAY, address, done

pytestmark = pytest.mark.django_db


def upload(browser, organ, text, name="清单.csv"):
    file = SimpleUploadedFile(name, text.encode())
    return browser.post(reverse("register:import"), {"organ": organ.pk, "file": file})


GOOD = "标题,文号,成文日期,公开属性\n护林通知,枕政发〔2026〕5号,2026-01-20,主动公开\n"


def test_a_dry_run_and_its_confirmation(clerk, head, town):
    page = upload(clerk, town.organ, GOOD).text
    assert "新增 1 行" in page
    assert not Document.objects.exists()
    seal = page.split('name="seal" value="')[1].split('"')[0]
    confirm = reverse("register:import-confirm")
    assert head.post(confirm, {"seal": seal}).status_code == 403  # who has not seen it
    assert "清单已全部登记" in clerk.post(confirm, {"seal": seal}, follow=True).text
    assert Document.objects.get().title == "护林通知"
    assert "不需要登记" in upload(clerk, town.organ, GOOD).text


def test_a_bad_row_is_explained_and_nothing_can_be_confirmed(clerk, town):
    page = upload(clerk, town.organ, f"{GOOD}无属性的通知,,2026-01-21,\n").text
    assert "没有填公开属性" in page
    assert 'name="seal"' not in page
    assert "发文清单中要有一行写着“标题”" in upload(clerk, town.organ, "不是表格", name="a.pdf").text


def test_another_organs_register_is_closed(clerk, county):
    assert "选择一个有效的选项" in upload(clerk, county, GOOD).text


def test_the_empty_list(clerk):
    answer = clerk.get(reverse("register:import-template"))
    assert load_workbook(io.BytesIO(answer.content)).sheetnames == ["发文清单", "填写说明"]


def test_the_month_as_page_workbook_and_record(clerk, town):
    town.issued(formed_on=TODAY)
    page = clerk.get(f"{reverse('register:month')}?month=2026-02").text
    assert "2026年2月印发文件1份，其中已经公开0份。需要处理：应公开尚未公开1件。" in page
    answer = clerk.get(f"{reverse('register:month')}?month=2026-02&export=xlsx")
    cells = [
        cell.value
        for sheet in load_workbook(io.BytesIO(answer.content))
        for row in sheet
        for cell in row
        if cell.value
    ]
    assert TITLE in cells
    page = done(clerk, address("reconciliations", "reconcile"), organ=town.organ.pk, month="2026-02")
    assert "以下是对账那天查出的情况" in page
    assert Reconciliation.objects.get().counts["unpublished"] == 1
    assert "2026年2月发文对账" in clerk.get(reverse("reconciliations:index")).text


def test_a_month_that_is_none(clerk):
    assert "输入一个有效的日期" in clerk.get(f"{reverse('register:month')}?month=x").text


def test_a_leader_looks_and_changes_nothing(browser_of, town):
    leader, document = browser_of("chief_leader"), town.register()
    assert leader.get(address("register", "sheet", document)).status_code == 200
    assert "保存这次对账" not in leader.get(reverse("register:month")).text
    assert leader.get(address("register", "void", document)).status_code == 403
