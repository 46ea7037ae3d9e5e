"""Organs in the office: the list, the sheet, and the acts of the system administrator."""

import csv
import io

import openpyxl
import pytest

from gongkai.web.organs.models import Organ
from tests.web.events import events_about

CONTACTS = {"address": "溪前街8号", "phone": "0000-1234567", "fax": "未开通", "office_hours": "周一至周五"}


@pytest.fixture
def admin(browser_of, county):
    return browser_of("admin", county)


def test_the_list_leads_to_the_sheet_with_its_acts(admin, organ):
    assert f"/office/organs/{organ.pk}/" in admin.get("/office/organs/").text
    sheet = admin.get(f"/office/organs/{organ.pk}/").text
    assert "溪前街2号" in sheet
    assert f"/office/organs/{organ.pk}/rename/" in sheet


def test_whoever_keeps_no_roster_is_offered_no_act(browser_of, organ):
    sheet = browser_of("clerk", organ).get(f"/office/organs/{organ.pk}/").text
    assert "/rename/" not in sheet
    assert "可以办理的事项" not in sheet


def test_contacts_are_changed_and_told_in_the_history(admin, organ):
    answer = admin.post(f"/office/organs/{organ.pk}/contacts/", CONTACTS, follow=True)
    assert "已办理：修改联系方式" in answer.text
    assert "溪前街8号" in answer.text
    organ.refresh_from_db()
    assert organ.fax == "未开通"


def test_a_renamed_organ_keeps_its_address_and_its_old_name(admin, organ):
    said = {
        "name": "枕溪街道办事处",
        "short_name": "枕溪街道",
        "on": "2026-02-01",
        "document": "墨政函〔2026〕1号",
    }
    sheet = admin.post(f"/office/organs/{organ.pk}/rename/", said, follow=True).text
    assert "由“枕溪镇人民政府”更名" in sheet
    assert "枕溪街道办事处" in admin.get("/office/organs/?q=枕溪镇人民政府").text


def test_what_the_rules_refuse_is_told_on_the_form_and_in_the_ledger(admin, organ, county):
    said = {"name": county.name, "short_name": "墨鹭", "on": "2026-02-01", "document": "墨政函〔2026〕1号"}
    answer = admin.post(f"/office/organs/{organ.pk}/rename/", said)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert events_about(organ, "ledger.refused").exists()


def test_a_new_organ_is_founded_below_one_of_the_administrators(admin, county):
    said = {
        "name": "拾穗镇人民政府",
        "short_name": "拾穗镇",
        "slug": "shisui",
        "parent": county.pk,
        "level": "township",
        "kind": "government",
    }
    assert "拾穗镇人民政府" in admin.post("/office/organs/found/", said, follow=True).text
    assert Organ.objects.get(slug="shisui").path == "county/shisui/"


def test_an_organ_of_others_cannot_be_chosen_as_parent(browser_of, organ, county):
    form = browser_of("admin", organ).get("/office/organs/found/").text
    assert organ.name in form
    assert county.name not in form.split("<form")[-1]


def test_the_list_is_exported_for_office_programs(admin, organ):
    answer = admin.get("/office/organs/?export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "枕溪镇人民政府" in [row["全称"] for row in csv.DictReader(io.StringIO(text))]
    answer = admin.get("/office/organs/?export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert "枕溪镇人民政府" in [row[0] for row in sheet.iter_rows(values_only=True)]


def test_filters_stand_in_the_address(admin, organ, county):
    listed = admin.get("/office/organs/results/?level=township").text
    assert organ.name in listed
    assert f">{county.name}</a>" not in listed


def test_a_formula_in_a_name_is_exported_as_words(admin, organ):
    admin.post(f"/office/organs/{organ.pk}/contacts/", CONTACTS | {"address": '=HYPERLINK("http://x")'})
    answer = admin.get("/office/organs/?export=csv")
    assert "'=HYPERLINK" in b"".join(answer.streaming_content).decode("utf-8-sig")
