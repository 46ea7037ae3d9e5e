"""The invented county: complete, built twice without change, with the findings that were planned for it."""

import pytest
from django.core.management import call_command

from gongkai.engine.intake import take_bytes
from gongkai.web.demo.county import SOURCES, county
from gongkai.web.organs.models import Organ
from gongkai.web.reports.actions import check
from gongkai.web.reports.models import Report
from tests.demo_authoring import files
from tests.demo_authoring.draft import drafts

# Findings that were put in on purpose; a report that is not named here is clean.
PLANNED = {
    ("zhenxi", 2024): {"T3_LEAF_SUM"},
    ("shisui", 2025): {"CELL_BLANK", "COPY_LAST_YEAR"},
    ("jieshan", 2024): {"PERIOD", "HEADING_NUMBER"},
    ("molu-water", 2024): {"BREAKDOWN_SUM"},
    ("dengxia", 2025): {"CLAIM_MISMATCH", "T4_TOTAL"},
    ("zhiyuan", 2025): {"OTHER_PLACE"},
}


@pytest.fixture
def built(db):
    call_command("demo", verbosity=0)


def test_building_it_twice_changes_nothing(built, capsys):
    before = list(Report.objects.order_by("pk").values_list("pk", "sha256", "errors"))
    call_command("demo")
    assert "8 个机关，16 份年度报告" in capsys.readouterr().out
    assert list(Report.objects.order_by("pk").values_list("pk", "sha256", "errors")) == before
    assert Organ.objects.count() == 8


def test_each_report_has_the_findings_that_were_planned(built):
    found = {
        (report.organ.slug, report.year): {finding["code"] for finding in report.data["findings"]}
        for report in Report.objects.select_related("organ")
    }
    assert {key: codes for key, codes in found.items() if codes} == PLANNED


def test_every_figure_is_read(built):
    assert all(report.data["doubts"] == [] for report in Report.objects.all())
    blanks = {report.organ.slug for report in Report.objects.all() if report.data["blanks"]}
    assert blanks == {"shisui"}


def test_every_page_of_it_opens(built, client):
    for report in Report.objects.select_related("organ"):
        assert client.get(f"/organs/{report.organ.slug}/{report.year}/").status_code == 200
        assert client.get(f"/organs/{report.organ.slug}/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/organs/molu/", "/organs/molu/2024/", "/check/"])
def test_pages_say_that_the_county_is_invented(built, client, path):
    assert "演示数据：机关和报告均为虚构" in client.get(path).text
    Organ.objects.filter(slug="molu").update(name="别处人民政府")
    assert "均为虚构" not in client.get(path).text


COMPARED = ("title", "organ", "year", "period", "table2", "table3", "table4", "blanks", "doubts", "checks")


def findings_of(data):
    # Last year's report is not sent along with the page.
    found = {(finding["code"], finding["message"]) for finding in data["findings"]}
    return {(code, message) for code, message in found if code != "COPY_LAST_YEAR"}


def test_a_saved_page_is_read_like_its_source(built, client):
    for report in Report.objects.select_related("organ"):
        page = client.get(f"/organs/{report.organ.slug}/{report.year}/").content
        again = check(take_bytes(page, name="saved.html")).data
        assert {key: again[key] for key in COMPARED} == {key: report.data[key] for key in COMPARED}
        assert findings_of(again) == findings_of(report.data)


def test_the_sources_are_what_the_particulars_say():
    for draft in drafts():
        if not draft.file.endswith(files.UNSETTLED):
            written = files.WRITERS[draft.file.rpartition(".")[2]](draft)
            assert (SOURCES / draft.file).read_bytes() == written, draft.file


def test_there_is_one_source_a_report():
    reports = county()["reports"]
    assert {report["file"] for report in reports} == {path.name for path in SOURCES.iterdir()}


def test_an_account_is_made_only_on_request_and_its_password_is_told_once(built, capsys, django_user_model):
    assert not django_user_model.objects.exists()
    call_command("demo", with_account=True)
    told = capsys.readouterr().out
    password = told.rpartition("口令：")[2].partition("（")[0]
    assert django_user_model.objects.get().check_password(password)
    call_command("demo", with_account=True)
    assert "已经存在" in capsys.readouterr().out
    assert django_user_model.objects.get().check_password(password)
