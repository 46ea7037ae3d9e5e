"""A list of organs: what each row would do, before anything is done; then all of it, or nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.web.organs.models import Organ

GOOD = "全称,简称,网址名,级别,类别,上级机关\n拾穗镇人民政府,拾穗镇,shisui,乡级,人民政府,墨鹭县人民政府\n"
BAD = GOOD + "芦汀镇人民政府,芦汀镇,luting,乡级,人民政府,没有这个县\n"


@pytest.fixture
def admin(browser_of, county):
    return browser_of("admin", county)


def upload(browser, text, name="名册.csv"):
    return browser.post("/office/organs/import/", {"file": SimpleUploadedFile(name, text.encode())})


def seal_of(page):
    return page.split('name="seal" value="')[1].split('"')[0]


def test_a_dry_run_writes_nothing_and_the_confirmation_writes_all(admin):
    page = upload(admin, GOOD).text
    assert "新增 1 行" in page
    assert not Organ.objects.filter(slug="shisui").exists()
    done = admin.post("/office/organs/import/confirm/", {"seal": seal_of(page)}, follow=True)
    assert "名册已全部登记" in done.text
    assert Organ.objects.get(slug="shisui").path == "county/shisui/"


def test_a_row_that_cannot_be_taken_in_is_explained_and_stops_the_rest(admin):
    page = upload(admin, BAD).text
    assert "没有这个县" in page
    assert "全部登记</button>" not in page
    assert not Organ.objects.filter(slug="shisui").exists()


def test_a_plan_is_confirmed_only_against_the_organs_it_was_made_for(admin, county):
    page = upload(admin, GOOD).text
    admin.post(f"/office/organs/{county.pk}/contacts/", {"phone": "0000-7654321"})
    answer = admin.post("/office/organs/import/confirm/", {"seal": seal_of(page)})
    assert answer.status_code == 403
    assert not Organ.objects.filter(slug="shisui").exists()


def test_another_administrator_cannot_confirm_what_he_has_not_seen(admin, browser_of, county):
    page = upload(admin, GOOD).text
    answer = browser_of("admin", county).post("/office/organs/import/confirm/", {"seal": seal_of(page)})
    assert answer.status_code == 403


def test_a_file_that_is_no_list_is_told_on_the_form(admin):
    assert "请下载模板" in upload(admin, "从前有座山").text or "列名" in upload(admin, "从前有座山").text
    assert 'id="panel' not in upload(admin, "").text


def test_an_organ_that_is_there_already_is_told_beside_its_field_with_the_next_step(admin, county):
    said = {
        "name": county.name,
        "short_name": "墨鹭",
        "slug": "county",
        "level": "county",
        "kind": "government",
    }
    page = admin.post("/office/organs/found/", {**said, "parent": county.pk}).text
    assert "全称“墨鹭县人民政府”已经登记。请先查找这个机关" in page
    assert "网址名“county”已经有机关使用。请另取一个" in page
    assert "已存在" not in page


def test_an_empty_list_is_handed_out(admin):
    assert admin.get("/office/organs/import/empty/").content[:2] == b"PK"


def test_a_picture_gets_advice_about_lists(admin):
    file = SimpleUploadedFile("名册.png", b"\x89PNG\r\n\x1a\n")
    page = admin.post("/office/organs/import/", {"file": file}).text
    assert "名册应是 XLSX 或 CSV 文件" in page
    assert "文字版报告" not in page


def test_a_list_over_the_limit_gets_advice_about_lists(admin, settings):
    settings.UPLOAD_LIMIT = 10
    page = upload(admin, GOOD).text
    assert "文件超过" in page
    assert "年度报告" not in page.split("<form", 2)[-1]


def test_a_list_that_changes_nothing_is_not_offered(admin):
    page = upload(admin, "全称,级别\n墨鹭县人民政府,县级\n").text
    assert "名册与现有登记一致，不需要登记" in page
    assert "全部登记</button>" not in page
    assert "不能登记的行，一行" not in page


def test_an_empty_list_is_told(admin):
    page = upload(admin, "全称,级别\n").text
    assert "名册中只有列名" in page
    assert "不能登记的行" not in page


def test_what_stands_in_the_way_comes_first_then_changes(admin, county):
    rows = [
        "全称,级别,类别,上级机关,联系电话",
        "拾穗镇人民政府,乡级,人民政府,墨鹭县人民政府,",
        "墨鹭县人民政府,,,,0000-1",
        "芦汀镇人民政府,乡级,人民政府,没有这个县,",
    ]
    page = upload(admin, "\n".join(rows)).text
    table = page[page.index("<tbody>") :]
    assert table.index("芦汀镇") < table.index("墨鹭县人民政府</td>") < table.index("拾穗镇")
