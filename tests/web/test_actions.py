"""Taking in reports, and finding organs by name."""

import pytest
from django.conf import settings

from gongkai.engine import intake
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotAReport
from gongkai.web.demo.county import SOURCES
from gongkai.web.organs.actions import found
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import named
from gongkai.web.reports import actions
from gongkai.web.reports.models import Report

from .conftest import NOW

# The report of dengxia for 2024 carries two applications over; this one for 2025 takes none up.
NEXT = "dengxia-next.txt"


def source(name):
    if name == NEXT:
        text = (SOURCES / "jieshan-2025.txt").read_text("utf-8").replace("借山乡", "灯下镇")
        return intake.take_bytes(text.encode(), name=name)
    return intake.take_file(SOURCES / name)


def codes(report):
    return {finding["code"] for finding in report.data["findings"]}


def test_a_report_is_kept_with_its_source_outside_the_web(organ):
    report = actions.take_in(organ, source("zhenxi-2024.txt"), by=SYSTEM, at=NOW)
    assert (report.organ, report.year, report.read_at) == (organ, 2024, NOW)
    assert report.source.read() == (SOURCES / "zhenxi-2024.txt").read_bytes()
    assert report.source.path.startswith(str(settings.HOME / "sources"))
    assert report.errors == sum(finding["severity"] == "error" for finding in report.data["findings"]) > 0


def test_the_place_of_the_file_on_the_machine_is_not_told(organ):
    assert actions.check(source("zhenxi-2024.txt")).data["source"]["path"] == "zhenxi-2024.txt"


def test_the_same_year_is_replaced_and_the_same_bytes_are_stored_once(organ):
    for _ in range(2):
        actions.take_in(organ, source("zhenxi-2024.txt"), by=SYSTEM, at=NOW)
    assert Report.objects.count() == 1
    [report] = Report.objects.all()
    assert len(list((settings.HOME / "sources").rglob(f"{report.sha256}*"))) == 1


@pytest.mark.parametrize("order", [("2024", "2025"), ("2025", "2024")])
def test_two_years_are_checked_beside_each_other_in_whatever_order_they_come(organ, order):
    names = {"2024": "dengxia-2024.txt", "2025": NEXT}
    for year in order:
        actions.take_in(organ, source(names[year]), by=SYSTEM, at=NOW)
    assert "T3_CARRY" in codes(Report.objects.get(year=2025))
    assert "T3_CARRY" not in codes(Report.objects.get(year=2024))


def test_a_report_without_a_year_is_refused(organ):
    text = (SOURCES / "zhenxi-2024.txt").read_text("utf-8").replace("2024年", "")
    with pytest.raises(NotAReport, match="年度"):
        actions.take_in(organ, intake.take_bytes(text.encode(), name="no-year.txt"), by=SYSTEM, at=NOW)
    assert not Report.objects.exists()


def test_names_are_found_by_every_word(organ):
    assert list(named("枕溪 人民")) == [organ]
    assert list(named("枕溪 县")) == []
    assert named("") == []


def test_the_end_that_all_governments_share_is_no_match(organ):
    assert named("民政") == []
    bureau = Organ(
        slug="minzheng", name="墨鹭县民政局", short_name="县民政局", level="county", kind="department"
    )
    found(bureau, by=SYSTEM, at=NOW)
    assert named("民政") == [bureau]
    assert len(named("人民政府")) == 2


def test_the_best_match_stands_first(organ):
    town = Organ(slug="xi", name="溪口镇人民政府", short_name="溪口镇", level="township", kind="government")
    assert [known.slug for known in named("溪")] == ["zhenxi"]
    found(town, by=SYSTEM, at=NOW)
    assert [known.slug for known in named("溪")] == ["xi", "zhenxi"]


@pytest.mark.parametrize("words", ["枕溪镇 2025", "枕溪2024年", "枕溪镇人民政府 2024年度", "枕溪镇政府"])
def test_a_year_beside_the_name_is_left_out(organ, words):
    assert named(words) == [organ]
