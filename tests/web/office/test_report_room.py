"""Annual reports in the office: taken in, replaced, withdrawn."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Locale, Page

from gongkai.kernel.duties import SYSTEM
from gongkai.web.demo.county import SOURCES
from gongkai.web.organs.actions import Passing, dissolve
from gongkai.web.reports.models import Report
from tests.web.conftest import NOW

TAKE_IN = "/office/annual-reports/take-in/"


@pytest.fixture
def publisher(browser_of, organ):
    return browser_of("publisher", organ)


def upload(name="zhenxi-2024.txt", content=None):
    return SimpleUploadedFile(name, content if content is not None else (SOURCES / name).read_bytes())


def test_a_report_is_taken_in_and_shown_to_the_public(publisher, client, organ):
    answer = publisher.post(TAKE_IN, {"organ": organ.pk, "file": upload()})
    assert answer.status_code == 302
    assert Report.objects.get().year == 2024
    assert client.get("/organs/zhenxi/2024/").status_code == 200


def test_a_file_that_is_no_report_is_told_on_the_form(publisher, organ):
    data = {"organ": organ.pk, "file": upload("novel.txt", "从前有座山。".encode() * 99)}
    answer = publisher.post(TAKE_IN, data)
    assert answer.status_code == 200
    assert "看起来不是政府信息公开工作年度报告" in answer.text
    assert not Report.objects.exists()


def test_a_new_file_takes_the_place_of_the_old_one_for_the_same_year_only(publisher, organ):
    publisher.post(TAKE_IN, {"organ": organ.pk, "file": upload()})
    kept = Report.objects.get()
    path = f"/office/annual-reports/{kept.pk}/replace/"
    assert "这里要换的是 2024 年度的" in publisher.post(path, {"file": upload("zhenxi-2025.docx")}).text
    assert publisher.post(path, {"file": upload()}).status_code == 302
    kept.refresh_from_db()
    assert (kept.organ.slug, kept.source_name) == ("zhenxi", "zhenxi-2024.txt")


def test_a_lost_source_of_last_year_does_not_lose_the_upload(publisher, kept):
    answer = publisher.post(TAKE_IN, {"organ": kept.organ_id, "file": upload("zhenxi-2025.docx")})
    assert answer.status_code == 302
    assert Report.objects.filter(year=2025).exists()


def test_a_report_of_another_organ_is_kept_only_when_somebody_says_so(publisher, organ):
    data = {"organ": organ.pk, "file": upload("dengxia-2024.txt"), "keep_anyway": "False"}
    text = publisher.post(TAKE_IN, data).text
    assert "文件写的机关是“灯下镇人民政府”，所选的机关是“枕溪镇人民政府”" in text
    assert '<input type="checkbox" name="keep_anyway"' in text
    assert not Report.objects.exists()
    data |= {"file": upload("dengxia-2024.txt"), "keep_anyway": "on"}
    assert publisher.post(TAKE_IN, data).status_code == 302
    assert Report.objects.get().organ == organ


def test_nothing_is_to_be_ticked_before(publisher):
    assert '<input type="hidden" name="keep_anyway"' in publisher.get(TAKE_IN).text


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


def test_a_file_over_the_limit_is_told_the_limit_and_the_organ_stays_chosen(publisher, organ, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    data = {"file": upload("big.txt", b"0" * (1024 * 1024 + 1)), "organ": organ.pk}
    text = publisher.post(TAKE_IN, data).text
    assert "文件超过 1 MB" in text
    assert f'<option value="{organ.pk}" selected>' in text


def test_a_report_is_withdrawn_with_a_reason(publisher, client, organ):
    publisher.post(TAKE_IN, {"organ": organ.pk, "file": upload()})
    report = Report.objects.get()
    answer = publisher.post(
        f"/office/annual-reports/{report.pk}/withdraw/", {"reason": "版本有误"}, follow=True
    )
    assert "撤回" in answer.text
    assert client.get("/organs/zhenxi/2024/").status_code == 410


def test_a_report_is_taken_out_for_good_by_two_people(publisher, browser_of, client, organ):
    publisher.post(TAKE_IN, {"organ": organ.pk, "file": upload()})
    sheet = f"/office/annual-reports/{Report.objects.get().pk}/"
    head, other = browser_of("office_head", organ), browser_of("office_head", organ)
    assert publisher.get(f"{sheet}propose-expunge/").status_code == 403
    said = {"reason": "unlawful", "article": "个人信息保护法第四十七条"}
    head.post(f"{sheet}propose-expunge/", said)
    assert head.get(f"{sheet}decide-expunge/").status_code == 403
    assert "个人信息保护法第四十七条" in other.get(f"{sheet}decide-expunge/").text
    assert "待另一人决定" in publisher.get(sheet).text
    assert f"{sheet}decide-expunge/" in other.get("/office/").text
    assert f"{sheet}decide-expunge/" not in head.get("/office/").text
    other.post(f"{sheet}decide-expunge/", {"decision": "carry_out"})
    assert not Report.objects.exists()
    assert client.get("/organs/zhenxi/2024/").status_code == 404
    assert other.get(sheet).status_code == 404


def test_nothing_is_taken_in_for_an_organ_that_is_no_more(browser_of, county, organ):
    authority = browser_of("authority", county)
    dissolve(organ, [Passing(county)], on=NOW.date(), document="机构改革方案", by=SYSTEM, at=NOW)
    answer = authority.post(TAKE_IN, {"organ": organ.pk, "file": upload()})
    assert answer.status_code == 200
    assert not Report.objects.exists()


def test_a_proposal_can_be_declined(publisher, browser_of, organ):
    publisher.post(TAKE_IN, {"organ": organ.pk, "file": upload()})
    sheet = f"/office/annual-reports/{Report.objects.get().pk}/"
    browser_of("office_head", organ).post(
        f"{sheet}propose-expunge/", {"reason": "unlawful", "article": "个人信息保护法第四十七条"}
    )
    other = browser_of("office_head", organ)
    assert "驳回" in other.post(f"{sheet}decide-expunge/", {"decision": "decline"}, follow=True).text
    assert Report.objects.exists()


def test_the_root_of_the_site_is_the_only_page(db):
    """Planted as Wagtail's first migrations leave it, since other tests may have emptied the tables."""
    Page.objects.all().delete()
    Locale.objects.get_or_create(language_code="zh-hans")
    Page.add_root(title="Root").add_child(title="Welcome to your new Wagtail site!")
    import_module("gongkai.web.foundations.migrations.0003_site_root").name_the_root(apps, None)
    [page] = Page.objects.filter(depth__gt=1)
    assert page.title == "网站根"
    assert not [model for model in type(page).allowed_subpage_models() if model.is_creatable]
