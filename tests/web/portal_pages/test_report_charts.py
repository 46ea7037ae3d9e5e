"""Charts of annual reports: the figures of public reports over years, each leading to where it stands."""

import copy
from collections import Counter
from datetime import date

import pytest
from lxml import etree

from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.models import Application
from gongkai.web.ledger.actions import act
from gongkai.web.organs.models import Organ
from gongkai.web.portal import report_charts
from gongkai.web.portal.report_charts import Ground
from gongkai.web.reports import actions
from gongkai.web.reports.looking import answers, years
from gongkai.web.reports.looking.lines import OUTCOMES, lines
from gongkai.web.reports.models import Report
from tests.web.conftest import NOW
from tests.web.portal_items.conftest import links, page, words
from tests.web.reports.ledgers import begun

pytestmark = pytest.mark.django_db
OWN, BELOW = "/organs/zhenxi/charts/", "/organs/county/charts/below/"
TRIAL_OTHER = ("other_correction_lapsed", "other_fee_lapsed", "other_misc")


@pytest.fixture
def report_of(kept):
    """`report_of(organ, 2023, granted=3)`: a public report like that of 2024, with these totals of table three."""

    def made(organ, year, *, form="2021", **totals):
        data = copy.deepcopy(kept.data) | {"year": year, "form": form}
        rows = data["table3"]
        for row in rows:
            rows[row] = [0] * 7
        if form == "2019":
            data["table3"] = rows = {row: rows[row] for row in rows if row not in TRIAL_OTHER} | {
                "other": [0] * 7
            }
        for row, total in totals.items():
            rows[row] = [total, 0, 0, 0, 0, 0, total]
        report = Report(organ=organ, year=year, data=data, title=f"{organ.name}{year}年报", source=f"aa/{year}.txt",
                        source_name="x", media_type="text/plain", sha256="0" * 64, read_at=NOW,
                        errors=0, warnings=0, notices=0)  # fmt: skip
        with act("reports.keep", organ.pk, by=SYSTEM, at=NOW) as pen:
            pen.save(report, "reports.taken_in", facts={"year": year})
        return report

    return made


@pytest.fixture
def sister(county):
    """Another township of the county."""
    return Organ.objects.create(
        slug="shisui", name="拾穗镇人民政府", short_name="拾穗镇", level="township", kind="government",
        parent=county, path=f"{county.path}shisui/",
    )  # fmt: skip


def table(tree, name):
    """The table beside a chart: by year its figures in words."""
    rows = tree.select(f"section[aria-labelledby={name}] tbody tr")
    return {words(row.th): [words(box) for box in row.select("td")] for row in rows}


def test_outcomes_over_years_lead_to_their_cells(client, organ, report_of):
    report_of(organ, 2023, granted=3, denied_third_party=1, denied_process_info=2)
    tree = page(client, OWN)
    assert table(tree, "outcomes")["2023"] == ["3", "0", "3", "0", "0", "0", "6"]
    leads = links(tree.select_one("section[aria-labelledby=outcomes] tbody"))
    assert leads["3"] == "/organs/zhenxi/2023/#table3.denied_state_secret.total"
    assert leads["2023"] == "/organs/zhenxi/2023/"
    drawn = tree.select_one("section[aria-labelledby=outcomes] svg")
    assert {link["href"] for link in drawn.select("a")} >= {
        "/organs/zhenxi/2023/",
        "/organs/zhenxi/2023/#table3.granted.total",
    }


def test_a_year_without_a_report_is_a_gap(client, organ, report_of):
    report_of(organ, 2022, granted=3)
    tree = page(client, OWN)
    assert table(tree, "outcomes")["2023没有年报"] == ["—没有"] * 7
    section = tree.select_one("section[aria-labelledby=outcomes]")
    assert "虚线框的年度没有公布年报，不是0" in words(section)
    assert section.select_one("svg rect[stroke-dasharray]")


def test_blank_leaves_are_marked_and_never_counted_as_nothing(client, kept):
    """The sample's “3.其他” is blank."""
    other = table(page(client, OWN), "outcomes")["2024"][5]
    assert other == "0*（不全）"


def test_the_trial_form_is_merged_where_it_can_be_and_told(client, organ, kept, report_of):
    report_of(organ, 2020, form="2019", granted=2, other=4)
    report_of(organ, 2021, other_fee_lapsed=1, other_misc=2)
    tree = page(client, OWN)
    told = table(tree, "outcomes")
    assert told["2020试行格式"][5] == "4"
    assert told["2021"][5] == "3"
    assert "2020年用试行格式" in words(tree.select_one("section[aria-labelledby=outcomes]"))
    assert links(tree.select_one("#outcomes-row-0"))["4"] == "/organs/zhenxi/2020/#table3.other.total"


def test_lines_of_one_code_stand_for_the_same_under_both_forms():
    for chart, known in lines("2021").items():
        assert [line.code for line in lines("2019")[chart]] == [line.code for line in known]
    assert sum(len(line.cells) for line in lines("2021")[OUTCOMES]) == 21
    assert sum(len(line.cells) for line in lines("2019")[OUTCOMES]) == 19


def test_a_tree_adds_up_and_shows_its_parts(client, organ, sister, report_of):
    report_of(organ, 2023, granted=3)
    report_of(sister, 2023, granted=4)
    tree = page(client, BELOW)
    assert table(tree, "outcomes")["20232份"][0] == "7"
    parts = page(client, links(tree.select_one("#outcomes-row-0"))["7"])
    rows = {words(row.th): words(row.td) for row in parts.select("tbody tr, tfoot tr")}
    assert rows == {"拾穗镇人民政府": "4", "枕溪镇人民政府": "3", "合计": "7"}
    assert links(parts.table)["4"] == "/organs/shisui/2023/#table3.granted.total"


def test_a_report_that_is_a_sum_is_not_added_once_more(county, organ, sister, report_of):
    for one, granted in ((county, 9), (organ, 3), (sister, 4)):
        report_of(one, 2023, granted=granted)
    assert years.of_tree(county)[2023].sums[OUTCOMES, "granted"].value == 7
    report_of(county, 2022, granted=5)
    assert (
        years.of_tree(county)[2022].sums[OUTCOMES, "granted"].value == 5
    )  # nothing else is known of that year


def test_a_withdrawn_report_leaves_the_charts(client, organ, kept, report_of):
    report = report_of(organ, 2023, granted=3)
    assert "2023" in table(page(client, OWN), "outcomes")
    actions.withdraw(report, reason="版本有误", by=SYSTEM, at=NOW)
    assert "2023" not in table(page(client, OWN), "outcomes")


def test_answers_by_the_days_they_took(organ, report_of):
    """The register says nothing of a year in public before the report of that year does."""
    begun(organ, on=date(2024, 12, 2))

    def answered(number, received, made, *, is_extended=False):
        Application(organ=organ, year=2025, serial=number, channel="in_person", submitted_at=NOW, state="closed",
                    kind="natural_person", title="x", wanted="x", supply_form="paper", delivery="post",
                    received_on=received, counted_in_on=received, made_on=made, is_extended=is_extended).save()  # fmt: skip

    answered(1, date(2025, 3, 3), date(2025, 3, 10))  # five working days
    answered(2, date(2025, 3, 3), date(2025, 3, 11))
    answered(3, date(2025, 3, 3), date(2025, 4, 1))
    answered(4, date(2025, 3, 3), date(2025, 3, 5), is_extended=True)
    answered(5, date(2025, 12, 30), None)
    assert answers.of_organ(organ.pk, 2025) == {}
    report_of(organ, 2025)
    assert answers.of_organ(organ.pk, 2025) == {2025: {"upto_5": 1, "upto_10": 1, "longer": 2}}
    assert answers.of_tree(organ.parent.path, 2025) == answers.of_organ(organ.pk, 2025)
    assert answers.of_tree(organ.parent.path, 2024) == {}


def test_of_answers_a_year_that_was_registered_from_october_on_is_a_gap(organ, kept, report_of):
    """Neither the three months as the year, nor nought; the year after has had no case."""
    begun(organ, on=date(2024, 10, 9))
    Application(organ=organ, year=2024, serial=1, channel="in_person", submitted_at=NOW, state="closed",
                kind="natural_person", title="x", wanted="x", supply_form="paper", delivery="post",
                received_on=date(2024, 11, 4), counted_in_on=date(2024, 11, 4), made_on=date(2024, 11, 6)).save()  # fmt: skip
    assert kept.year == 2024
    assert answers.of_organ(organ.pk, 2025) == answers.of_tree(organ.path, 2025) == {}
    report_of(organ, 2025)
    assert answers.of_organ(organ.pk, 2025) == answers.of_tree(organ.path, 2025) == {2025: {}}
    Organ.objects.filter(pk=organ.pk).update(since_on=date(2024, 10, 9))
    assert answers.of_organ(organ.pk, 2025) == {2024: {"upto_5": 1}, 2025: {}}


def test_of_answers_a_year_that_was_not_kept_is_not_called_unreported(organ, report_of):
    report_of(organ, 2023)
    ground = Ground(organ, is_tree=False)
    ground.__dict__["answered"] = {2022: Counter(upto_5=1), 2024: Counter()}
    chart = report_charts.chart(ground, report_charts.ANSWERS)
    assert [category.remark for category in chart.categories] == ["", "没有登记", ""]


def test_of_answers_a_year_without_a_public_report_is_a_gap(organ):
    ground = Ground(organ, is_tree=False)
    ground.__dict__["answered"] = {2022: Counter(upto_5=1), 2024: Counter()}
    chart = report_charts.chart(ground, report_charts.ANSWERS)
    assert [category.remark for category in chart.categories] == ["", "没有年报", ""]
    assert [point.value for point in chart.series[0].points] == [1, None, 0]
    assert "虚线框" in chart.notes[-1]


def test_older_years_are_a_step_away(client, organ, report_of, monkeypatch):
    for year in range(2013, 2024):
        report_of(organ, year, granted=1)
    tree = page(client, OWN)
    assert next(iter(table(tree, "outcomes"))) == "2017"
    older = page(client, f"{OWN}{links(tree.main)['较早的年度']}")
    assert list(table(older, "outcomes")) == [str(year) for year in range(2013, 2017)]
    assert links(older.select_one("section[aria-labelledby=outcomes]"))["SVG，申请的办理结果"].endswith(
        "outcomes.svg?until=2016"
    )


def test_each_chart_is_a_file_under_an_address_that_stays(client, kept):
    drawn = client.get(f"{OWN}outcomes.svg")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    root = etree.fromstring(drawn.content)
    assert root.get("role") == "img"
    assert root[0].text == "枕溪镇人民政府：申请的办理结果"
    points = client.get(f"{OWN}outcomes.png")
    assert points.content.startswith(b"\x89PNG")
    assert "zhenxi-outcomes.png" in points.headers["Content-Disposition"]
    for path in ("nothing.svg", "outcomes.gif", "below/nothing.png"):
        assert client.get(f"{OWN}{path}").status_code == 404


def test_items_by_matter_lead_to_where_they_are_listed(client, live):
    tree = page(client, OWN)
    ((_, (count,)),) = table(tree, "items").items()
    assert count == "1"
    (leads_to,) = links(tree.select_one("#items-row-0")).values()
    assert "/organs/zhenxi/columns/statutory/?row=" in leads_to
    assert client.get(leads_to).status_code == 200
    assert tree.select_one("section[aria-labelledby=items] svg a")["href"] == leads_to


def test_many_matters_are_a_bar_together(organ, live, monkeypatch):
    ground = Ground(organ, is_tree=False)
    (one,) = ground.matters
    ground.__dict__["matters"] = [one] * 20
    chart = report_charts.chart(ground, "items")
    assert [category.name for category in chart.categories][-1] == "其余 5 项"
    assert chart.series[0].points[-1].value == 5


def test_of_nothing_there_is_a_sentence(client, organ):
    assert "还没有可以画成图的数" in words(page(client, OWN).main).replace(" ", "")
    assert client.get(f"{OWN}outcomes.svg").status_code == 404
    assert client.get(f"{BELOW}2023/").status_code == 404


@pytest.mark.parametrize(("path", "most"), [(OWN, 9), (BELOW, 11), (f"{BELOW}2024/", 8)])
def test_more_reports_ask_no_more(
    client, organ, sister, report_of, django_assert_max_num_queries, path, most
):
    for year in range(2020, 2024):
        report_of(organ, year, granted=1)
        report_of(sister, year, granted=2)
    with django_assert_max_num_queries(most):
        assert client.get(path).status_code == 200
