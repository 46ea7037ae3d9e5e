"""Whatever somebody asks: an answer or a problem, never a fault of ours."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.web.api.describing import schema

NAMES = sorted({one["name"] for path in schema()["paths"].values() for one in path["get"]["parameters"]})
PATHS = sorted(schema()["paths"])
VALUES = st.one_of(
    st.text(max_size=120),
    st.integers().map(str),
    st.dates().map(str),
    st.sampled_from(
        ["zhenxi", "county", "policy", "valid", "township", "2026", "-", "'", '"', "*", "NEAR", "%"]
    ),
)
ANYTHING = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def often(settings):
    settings.API_PER_MINUTE = 10**6


@pytest.mark.django_db
@ANYTHING
@given(path=st.sampled_from(PATHS), asked=st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=5))
def test_any_parameters_are_answered(live, often, path, asked):
    address = path.replace("{slug}", "zhenxi").replace("{id}", str(live.pk))
    query = urlencode(asked, errors="surrogatepass")
    answer = Client().get(f"{address}?{query}")
    assert answer.status_code in (200, 404, 422)
    assert answer.json()


@pytest.mark.django_db
@ANYTHING
@given(
    part=st.text(alphabet=st.characters(exclude_characters="/?#"), min_size=1, max_size=60),
    path=st.sampled_from(PATHS),
)
def test_any_path_is_answered(live, often, part, path):
    address = path.replace("{slug}", "{}").replace("{id}", "{}").format(part)
    answer = Client().get(address)
    assert answer.status_code in (200, 404, 410, 422)


@pytest.mark.django_db
@ANYTHING
@given(sent=st.text(max_size=90), tag=st.text(max_size=60))
def test_any_header_is_answered(organ, often, sent, tag):
    answer = Client().get(
        "/api/v1/items", HTTP_AUTHORIZATION=sent, HTTP_IF_NONE_MATCH=tag, HTTP_IF_MODIFIED_SINCE=tag
    )
    assert answer.status_code in (200, 304, 401)
