"""Pages of the place: reports by year, a report beside the last one, drafts about which the public is asked."""

import copy
from datetime import timedelta
from types import SimpleNamespace

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.documents import actions as documents
from gongkai.web.documents.models import Consultation
from gongkai.web.ledger.actions import act
from gongkai.web.portal import report_years
from gongkai.web.portal.comparing import compared
from gongkai.web.reports.models import Report
from tests.web.conftest import NOW
from tests.web.portal_items.conftest import links, page, path_of, words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def of_year(kept):
    """`of_year(2023, licences=…)`: a report like that of 2024, with another number of licences."""

    def made(year, *, licences=0):
        data = copy.deepcopy(kept.data) | {"year": year}
        data["table2"]["licences"]["decisions"] = licences
        values = {
            field: getattr(kept, field) for field in ("organ", "title", "media_type", "sha256", "read_at")
        }
        report = Report(year=year, data=data, source=f"aa/{year}.txt", source_name="x", **values,
                        errors=0, warnings=0, notices=0)  # fmt: skip
        with act("reports.keep", kept.organ_id, by=SYSTEM, at=NOW) as pen:
            pen.save(report, "reports.taken_in", facts={"year": year})
        return report

    return made


@pytest.fixture
def asked(organ, town):
    """A draft before the public until 17 February."""
    document = documents.register(
        documents.Entry(title="河道采砂管理办法", drafted_on=NOW.date() - DAY),
        organ=organ,
        by=town.clerk,
        at=NOW,
    )
    consultation = Consultation(
        document=document, since_on=NOW.date(), until_on=NOW.date() + 14 * DAY, channels="电子邮箱"
    )
    consultation = documents.open_consultation(consultation, by=town.clerk, at=NOW)
    item = documents.publish_draft(consultation, body="<p>第一条。</p>", by=town.clerk, at=NOW)
    return SimpleNamespace(item=item, publish=lambda: town.publish(item))


def test_reports_by_year_and_organ(client, kept, of_year):
    of_year(2023)
    tree = page(client, "/annual-reports/")
    lines = {words(row.th): words(row).removeprefix(words(row.th)) for row in tree.select("tbody tr:has(td)")}
    assert lines["墨鹭县人民政府"] == "—没有—没有"
    assert lines["枕溪镇人民政府"].count("申请1件") == 2
    assert links(tree.main)["2023年度报告，枕溪镇人民政府"] == "/organs/zhenxi/2023/"
    assert words(tree.tfoot) == "份数11"


def test_older_years_are_a_step_away(client, of_year, monkeypatch):
    monkeypatch.setattr(report_years, "A_PAGE", 2)
    for year in (2021, 2022, 2023):
        of_year(year)
    first = page(client, "/annual-reports/")
    older = page(client, f"/annual-reports/{links(first.main)['较早的年度']}")
    assert [words(head) for head in older.select("thead th")] == ["机关", "2022", "2021"]
    assert links(older.main)["较近的年度"] == "?until=2024"
    assert [words(head) for head in page(client, "/annual-reports/?until=x").select("thead th")][1] == "2024"


def test_no_reports_at_all(client, organ):
    assert "还没有公布年度报告" in words(page(client, "/annual-reports/").main)


def test_a_report_beside_that_of_the_year_before(client, kept, of_year):
    of_year(2023, licences=12000)
    rows = page(client, "/organs/zhenxi/2024/").select("section[aria-labelledby=compared] dl div")
    told = {words(row.dt): words(row.dd) for row in rows}
    assert told["表二“行政许可”的“本年处理决定数量”"] == "12,000→12,345增加345"
    assert not page(client, "/organs/zhenxi/2023/").select("#compared")


def test_a_blank_is_told_and_nothing_is_reckoned_with_it(kept, of_year):
    report = of_year(2025)
    report.data["table3"]["new_received"][6] = None
    (new,) = [one for one in compared(report).changes if "新收" in one.label]
    assert (new.present, new.change) == ("空白", "—")


def test_two_forms_are_not_compared(kept, of_year):
    report = of_year(2025)
    report.data["form"] = "2019"
    assert compared(report) is None


def test_a_draft_before_the_public_is_told_while_opinions_can_be_sent(client, settings, asked):
    assert "现在没有正在征求意见的文件" in words(page(client, "/consultations/").main)
    asked.publish()
    for path in ("/", "/consultations/"):
        section = page(client, path).select_one("section[aria-labelledby=asked]")
        assert path_of(asked.item) in links(section).values()
        assert "到2026年2月17日截止" in words(section)
    settings.FIXED_TODAY = NOW.date() + 15 * DAY
    assert "现在没有正在征求意见的文件" in words(page(client, "/consultations/").main)
    assert not page(client, "/").select("#asked")


def test_organs_with_how_much_each_has_made_public(client, live):
    tiles = [words(tile) for tile in page(client, "/").select(".tiles a")]
    assert tiles == ["墨鹭县人民政府0条", "枕溪镇人民政府1条"]


def test_the_four_doors(client, organ):
    doors = [link["href"] for link in page(client, "/").select(".doors a")]
    assert doors[:3] == ["/search/", "/organs/county/apply/", "/annual-reports/"]
    assert client.get(doors[3]).status_code == 200


@pytest.mark.parametrize(("path", "most"), [("/", 5), ("/organs/zhenxi/", 11), ("/annual-reports/", 4)])
def test_more_rows_ask_no_more(client, organ, town, of_year, django_assert_max_num_queries, path, most):
    for year in range(2019, 2023):
        of_year(year)
    for _ in range(4):
        town.publish(town.draft(organ))
    with django_assert_max_num_queries(most):
        client.get(path)
