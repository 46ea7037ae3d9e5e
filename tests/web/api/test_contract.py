"""The description of the interface: sound, complete, in Chinese, and kept to by every answer."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import get_resolver
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from gongkai.kernel.duties import SYSTEM
from gongkai.web.api.describing import schema
from gongkai.web.catalogue import actions as catalogue
from tests.web.conftest import NOW

pytestmark = pytest.mark.django_db
PATHS = schema()["paths"]
ASKED = {
    "/api/v1/catalogue": "?organ=zhenxi&limit=200",
    "/api/v1/items": "?place=county&q=值班",
    "/api/v1/reports": "?year=2025",
}


def test_it_is_sound():
    validate(json.loads(json.dumps(schema())))


def test_it_lists_every_address_that_answers():
    api = next(one for one in get_resolver().url_patterns if str(one.pattern) == "api/v1/")
    addresses = {f"/api/v1/{one.pattern}" for one in api.url_patterns}
    own = {"/api/v1/openapi.json", "/api/v1/docs", "/api/v1/", "/api/v1/<path:rest>"}
    assert {address.replace("<", "{").replace(">", "}") for address in addresses - own} == set(PATHS)


def test_everything_in_it_is_told_in_chinese():
    shapes = schema()["components"]["schemas"]
    told = {
        f"{name}.{field}": said.get("description", "")
        for name, shape in shapes.items()
        for field, said in shape.get("properties", {}).items()
        if field != "results"
    } | {
        f"{path} {one['name']}": one.get("description", "")
        for path, each in PATHS.items()
        for one in each["get"]["parameters"]
        if one["in"] == "query"
    }
    assert len(told) > 100
    assert [
        name for name, words in told.items() if not any("\u4e00" <= mark <= "\u9fff" for mark in words)
    ] == []


@pytest.fixture
def everything(organ, full, withdrawn, printed, town):
    catalogue.adopt_starter(organ, by=SYSTEM, at=NOW)
    return {"id": None, "slug": "zhenxi", "item": full.pk, "report": printed.pk, "gone": withdrawn.pk}


def _kept(said, shape):
    """What of an answer does not keep to its schema."""
    rule = {"$ref": f"#/components/schemas/{shape}", "components": schema()["components"]}
    return [error.message for error in Draft202012Validator(rule).iter_errors(said)]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_keeps_to_it(client, everything, path):
    number = everything["report" if "reports" in path else "item"]
    address = path.replace("{slug}", "zhenxi").replace("{id}", str(number)) + ASKED.get(path, "")
    answer = client.get(address)
    assert answer.status_code == 200
    shape = PATHS[path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    assert _kept(answer.json(), shape.rpartition("/")[2]) == []
    if "results" in answer.json():
        assert answer.json()["results"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("items/{gone}", 410), ("items/999999", 404), ("items?limit=x", 422), ("nowhere", 404)],
)
def test_every_problem_keeps_to_it(client, everything, path, status):
    answer = client.get(f"/api/v1/{path.format(**everything)}")
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/problem+json")
    assert _kept(answer.json(), "Problem") == []


def test_the_page_for_people_says_the_same_and_loads_nothing_from_elsewhere(client, county):
    page = BeautifulSoup(client.get("/api/v1/docs").content, "lxml")
    told = page.main.get_text()
    for path, each in PATHS.items():
        assert path in told
        assert all(one["name"] in told for one in each["get"]["parameters"])
    loaded = [one.get("src") or one.get("href") for one in page.select("script, link, img")]
    assert all(address.startswith(("/", "http://testserver/")) for address in loaded)
    assert not [script for script in page.select("script") if script.string]
    anchors = {one["href"][1:] for one in page.main.select('a[href^="#"]')}
    assert anchors <= {one["id"] for one in page.select("[id]")}


def test_the_types_of_problems_are_explained_on_that_page(client, everything):
    page = BeautifulSoup(client.get("/api/v1/docs").content, "lxml")
    for path in ("items/{gone}", "items/999999", "items?limit=x"):
        kind = client.get(f"/api/v1/{path.format(**everything)}").json()["type"]
        assert page.find(id=kind.partition("#")[2])


def test_an_address_to_try_answers(client, everything):
    page = BeautifulSoup(client.get("/api/v1/docs").content, "lxml")
    tried = [link["href"] for link in page.main.select('a[href^="/api/v1/"]')]
    assert len(tried) == 6
    assert {client.get(address).status_code for address in tried} == {200}
