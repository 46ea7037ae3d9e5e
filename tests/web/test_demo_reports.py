"""The reports of the invented county: the findings that were planned for them, and pages that say what they say."""

import json

import pytest
from django.core.cache import cache

from gongkai.engine.intake import take_bytes, take_file
from gongkai.engine.render import formats
from gongkai.web.demo.county import SOURCES
from gongkai.web.organs.models import Organ
from gongkai.web.reports.actions import check
from gongkai.web.reports.models import Report

# Findings that were put in on purpose; a report that is not named here is clean.
PLANNED = {
    ("zhenxi", 2024): {"T3_LEAF_SUM"},
    ("shisui", 2025): {"CELL_BLANK", "COPY_LAST_YEAR"},
    ("jieshan", 2024): {"PERIOD", "HEADING_NUMBER"},
    ("molu-water", 2024): {"BREAKDOWN_SUM"},
    ("dengxia", 2025): {"CLAIM_MISMATCH", "T4_TOTAL"},
    ("zhiyuan", 2025): {"OTHER_PLACE"},
}


def test_each_report_has_the_findings_that_were_planned(small_reports):
    found = {
        (report.organ.slug, report.year): {finding["code"] for finding in report.data["findings"]}
        for report in Report.objects.select_related("organ")
    }
    assert {key: codes for key, codes in found.items() if codes} == PLANNED


def test_every_figure_is_read(small_reports):
    assert all(report.data["doubts"] == [] for report in Report.objects.all())
    blanks = {report.organ.slug for report in Report.objects.all() if report.data["blanks"]}
    assert blanks == {"shisui"}


def test_every_page_of_it_opens(small_reports, client):
    for report in Report.objects.select_related("organ"):
        assert client.get(f"/organs/{report.organ.slug}/{report.year}/").status_code == 200
        assert client.get(f"/organs/{report.organ.slug}/").status_code == 200


INVENTED = "演示数据：机关和报告均为虚构"


def test_pages_say_that_the_county_is_invented_and_what_day_it_is(small_reports, client, settings):
    paths = ["/", "/organs/molu/", "/organs/molu/2024/", "/check/"]
    assert all("均为虚构，日期停在 2026年11月12日" in client.get(path).text for path in paths)
    settings.FIXED_TODAY = None
    _say(client, paths, is_said=True)
    Organ.objects.filter(slug="molu").update(name="别处人民政府")
    _say(client, paths, is_said=True)
    Organ.objects.filter(slug="molu").update(code="")
    _say(client, paths, is_said=False)


def _say(client, paths, *, is_said):
    cache.clear()  # only acts make pages new
    assert {INVENTED in client.get(path).text for path in paths} == {is_said}


COMPARED = ("title", "organ", "year", "period", "table2", "table3", "table4", "blanks", "doubts", "checks")


def findings_of(data):
    # Last year's report is not sent along with the page.
    found = {(finding["code"], finding["message"]) for finding in data["findings"]}
    return {(code, message) for code, message in found if code != "COPY_LAST_YEAR"}


def test_a_saved_page_is_read_like_its_source(small_reports, client):
    for report in Report.objects.select_related("organ"):
        page = client.get(f"/organs/{report.organ.slug}/{report.year}/").content
        again = check(take_bytes(page, name="saved.html")).data
        assert {key: again[key] for key in COMPARED} == {key: report.data[key] for key in COMPARED}
        assert findings_of(again) == findings_of(report.data)


def as_jsonb(value):
    """A value as PostgreSQL gives it back: shorter keys first, keys of one length by their bytes."""
    if isinstance(value, list):
        return [as_jsonb(item) for item in value]
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return {key: as_jsonb(value[key]) for key in keys}
    return value


@pytest.mark.parametrize(
    "file", ["zhenxi-2024.txt", "shisui-2025.docx", "dengxia-2025.pdf", "molu-water-2025.xlsx"]
)
@pytest.mark.parametrize("ending", ["json", "html", "xlsx"])
def test_what_is_written_does_not_hang_on_the_order_of_keys(file, ending):
    data = check(take_file(SOURCES / file)).data
    assert list(as_jsonb(data)) != list(data)
    written = formats.render(as_jsonb(data), ending)
    assert written == formats.render(data, ending)
    if ending == "json":
        assert json.dumps(json.loads(written)) == json.dumps(data)


def test_pages_do_not_hang_on_the_order_of_keys(small_reports, client):
    paths = [
        "/organs/zhenxi/2024/",
        "/organs/dengxia/2025/",
        "/organs/dengxia/2025/pages/4/",
        "/organs/shisui/2025/",
    ]
    before = [client.get(path).content for path in paths]
    for report in Report.objects.all():
        Report.objects.filter(pk=report.pk).update(data=as_jsonb(report.data))
    assert [client.get(path).content for path in paths] == before
