"""Organs, their catalogues, and annual reports as data."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue import actions as catalogue
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import Organ, Section
from gongkai.web.reports import actions as reports
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db


def _results(client, path):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def test_organs_stand_as_a_tree(client, organ):
    organs.add_section(Section(organ=organ, name="党政办公室", is_disclosure_office=True), by=SYSTEM, at=NOW)
    county, town = _results(client, "organs")
    assert (county["parent"], town["parent"]) == (None, "county")
    assert town["path"].startswith(county["path"])
    assert (town["address"], town["disclosure_office"], town["status"]) == (
        "溪前街2号",
        "党政办公室",
        "active",
    )
    assert client.get("/api/v1/organs/zhenxi").json() == town


def test_organs_are_narrowed_and_paged(client, organ):
    assert [one["slug"] for one in _results(client, "organs?level=township")] == ["zhenxi"]
    assert [one["slug"] for one in _results(client, "organs?place=zhenxi")] == ["zhenxi"]
    first = client.get("/api/v1/organs?limit=1").json()
    assert first["next"].endswith("/api/v1/organs?after=county&limit=1")
    assert [one["slug"] for one in _results(client, "organs?limit=1&after=county")] == ["zhenxi"]


def test_an_organ_that_ended_says_who_took_over(client, county, organ):
    passing = [organs.Passing(county)]
    organs.dissolve(organ, passing, on=NOW.date(), document="墨委发〔2026〕3号", by=SYSTEM, at=NOW)
    said = client.get("/api/v1/organs/zhenxi").json()
    assert (said["status"], said["until_on"]) == ("dissolved", "2026-02-03")
    assert said["successors"][0]["slug"] == "county"


def test_questions_do_not_grow_with_the_tree(client, county, django_assert_max_num_queries):
    for number in range(8):
        one = Organ(
            slug=f"t{number}",
            name=f"第{number}镇人民政府",
            short_name="镇",
            level="township",
            kind="government",
        )
        one.parent = county
        organs.found(one, by=SYSTEM, at=NOW)
    with django_assert_max_num_queries(12):
        assert len(_results(client, "organs")) == 9


def test_the_catalogue_says_when_each_duty_is_due(client, organ, town):
    catalogue.adopt_starter(organ, by=SYSTEM, at=NOW)
    listed = _results(client, "catalogue?organ=zhenxi&limit=200")
    assert len(listed) == organ.catalogue_rows.count()
    assert listed[0]["limit"]["source"]
    assert {row["state"] for row in listed} <= {"late", "due", "published", "not_involved"}
    row = organ.catalogue_rows.get(code=listed[0]["code"])
    town.publish(town.draft(organ, row=row), at=NOW + timedelta(minutes=1))
    assert _results(client, "catalogue?organ=zhenxi&limit=1")[0]["last_published_on"] == "2026-02-03"


def test_the_catalogue_is_paged_by_its_codes(client, organ):
    catalogue.adopt_starter(organ, by=SYSTEM, at=NOW)
    codes, path = [], "/api/v1/catalogue?organ=zhenxi&limit=7"
    while path:
        said = client.get(path).json()
        codes += [row["code"] for row in said["results"]]
        path = (said["next"] or "").removeprefix("http://127.0.0.1:8000")
    rows = organ.catalogue_rows.order_by("order", "pk")
    assert codes == list(rows.values_list("code", flat=True))
    assert client.get("/api/v1/catalogue?organ=zhenxi&after=nothing").status_code == 422
    assert client.get("/api/v1/catalogue").json()["parameters"][0]["message"] == "必须填写。"


def test_reports_are_listed_and_told_whole(client, printed):
    (listed,) = _results(client, "reports?organ=zhenxi&year=2025")
    said = client.get(f"/api/v1/reports/{listed['id']}").json()
    assert {name: said[name] for name in listed} == listed
    assert said["data"] == printed.data
    assert _results(client, "reports?year=2024") == []


def test_a_withdrawn_report_is_gone_in_the_words_of_its_page(client, printed):
    reports.withdraw(printed, reason="版本有误", by=SYSTEM, at=NOW)
    answer = client.get(f"/api/v1/reports/{printed.pk}")
    page = client.get(reverse("portal:report", args=["zhenxi", 2025])).text
    assert answer.status_code == 410
    assert answer.json()["title"] in page
    assert answer.json()["detail"] in page
    assert _results(client, "reports") == []


def test_the_instance_counts_what_is_public(client, printed, withdrawn, full):
    said = client.get("/api/v1/instance").json()
    assert said["counts"] == {"organs": 2, "items": 1, "reports": 1, "collected": 0}
    assert said["name"] == "墨鹭县人民政府"
    assert said["newest_number"] > 0
