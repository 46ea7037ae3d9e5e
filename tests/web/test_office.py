"""The office: who gets in, and the two lists."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ModelLogEntry, Page

from gongkai.web.demo.county import SOURCES
from gongkai.web.organs.models import Organ
from gongkai.web.reports.models import Report

NEW_ORGAN = {
    "name": "拾穗镇人民政府",
    "short_name": "拾穗镇",
    "slug": "shisui",
    "level": "township",
    "kind": "government",
}


@pytest.fixture
def office(client, superuser):
    client.force_login(superuser)
    return client


def upload(name="zhenxi-2024.txt", content=None):
    return SimpleUploadedFile(name, content if content is not None else (SOURCES / name).read_bytes())


@pytest.mark.parametrize(
    "path", ["/office/", "/office/organs/", "/office/reports/", "/office/organs/new/", "/office/reports/new/"]
)
def test_a_superuser_sees_every_screen_in_chinese(office, kept, path):
    answer = office.get(path)
    assert answer.status_code == 200
    assert json.dumps("年报公开")[1:-1] in answer.text  # the menu travels as JSON


def test_an_organ_is_placed_under_its_parent(office, organ):
    answer = office.post("/office/organs/new/", NEW_ORGAN | {"parent": organ.parent_id})
    assert answer.status_code == 302
    assert Organ.objects.get(slug="shisui").path == "county/shisui/"


def test_the_address_name_of_an_organ_stays(office, organ):
    office.post(
        f"/office/organs/edit/{organ.pk}/",
        NEW_ORGAN | {"name": "枕溪镇人民政府", "slug": "other", "phone": "1"},
    )
    organ.refresh_from_db()
    assert (organ.slug, organ.phone) == ("zhenxi", "1")


def test_a_parent_below_the_organ_is_refused(office, organ):
    county = organ.parent
    data = NEW_ORGAN | {"name": county.name, "level": "county", "parent": organ.pk}
    answer = office.post(f"/office/organs/edit/{county.pk}/", data)
    assert "上级机关不能是本机关" in answer.text


def test_a_report_is_taken_in(office, organ):
    answer = office.post("/office/reports/new/", {"organ": organ.pk, "file": upload()})
    assert answer.status_code == 302
    assert Report.objects.get().year == 2024


def test_a_file_that_is_no_report_is_told_on_the_form(office, organ):
    answer = office.post(
        "/office/reports/new/", {"organ": organ.pk, "file": upload("novel.txt", "从前有座山。".encode() * 99)}
    )
    assert answer.status_code == 200
    assert "看起来不是政府信息公开工作年度报告" in answer.text
    assert not Report.objects.exists()


def test_a_new_file_takes_the_place_of_the_old_one_for_the_same_year_only(office, kept):
    path = f"/office/reports/edit/{kept.pk}/"
    assert "这里要换的是 2024 年度的" in office.post(path, {"file": upload("zhenxi-2025.docx")}).text
    assert office.post(path, {"file": upload()}).status_code == 302
    kept.refresh_from_db()
    assert (kept.organ.slug, kept.source_name) == ("zhenxi", "zhenxi-2024.txt")


def test_an_organ_with_reports_cannot_be_deleted(office, kept):
    answer = office.post(f"/office/organs/delete/{kept.organ_id}/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/office/"
    assert Organ.objects.filter(pk=kept.organ_id).exists()
    assert Report.objects.filter(pk=kept.pk).exists()


def test_an_organ_without_reports_can(office, organ):
    answer = office.post(f"/office/organs/delete/{organ.pk}/")
    assert answer.headers["Location"] == "/office/organs/"
    assert not Organ.objects.filter(pk=organ.pk).exists()


def test_a_lost_source_of_last_year_does_not_lose_the_upload(office, kept):
    answer = office.post("/office/reports/new/", {"organ": kept.organ_id, "file": upload("zhenxi-2025.docx")})
    assert answer.status_code == 302
    assert Report.objects.filter(year=2025).exists()


def test_a_report_of_another_organ_is_kept_only_when_somebody_says_so(office, organ):
    data = {"organ": organ.pk, "file": upload("dengxia-2024.txt"), "keep_anyway": "False"}
    text = office.post("/office/reports/new/", data).text
    assert "文件写的机关是“灯下镇人民政府”，所选的机关是“枕溪镇人民政府”" in text
    assert '<input type="checkbox" name="keep_anyway"' in text
    assert not Report.objects.exists()
    data |= {"file": upload("dengxia-2024.txt"), "keep_anyway": "on"}
    assert office.post("/office/reports/new/", data).status_code == 302
    assert Report.objects.get().organ == organ


def test_nothing_is_to_be_ticked_before(office, organ):
    assert '<input type="hidden" name="keep_anyway"' in office.get("/office/reports/new/").text


@pytest.mark.parametrize(
    ("printed", "is_meant"),
    [
        ("枕溪镇人民政府", True),
        ("墨鹭县枕溪镇人民政府", True),
        ("枕溪镇", True),
        ("墨鹭县枕溪镇", True),
        ("枕 溪 镇人民政府", True),
        ("灯下镇人民政府", False),
        ("墨鹭县人民政府", False),
    ],
)
def test_an_organ_is_called_by_names_that_end_alike(organ, printed, is_meant):
    assert organ.is_called(printed) is is_meant


def test_a_file_over_the_limit_is_told_the_limit_and_the_organ_stays_chosen(office, organ, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    data = {"file": upload("big.txt", b"0" * (1024 * 1024 + 1)), "organ": organ.pk}
    text = office.post("/office/reports/new/", data).text
    assert "文件超过 1 MB" in text
    assert f'<option value="{organ.pk}" selected>' in text


def test_a_report_is_deleted_with_its_source(office, organ, django_capture_on_commit_callbacks):
    office.post("/office/reports/new/", {"organ": organ.pk, "file": upload()})
    report = Report.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(f"/office/reports/delete/{report.pk}/")
    assert answer.headers["Location"] == "/office/reports/"
    assert not Report.objects.exists()
    assert not report.source.storage.exists(report.source.name)
    assert ModelLogEntry.objects.filter(action="wagtail.delete", label=str(report)).exists()


def test_the_root_of_the_site_is_the_only_page(db):
    [page] = Page.objects.filter(depth__gt=1)
    assert page.title == "网站根"
    assert not [model for model in type(page).allowed_subpage_models() if model.is_creatable]
