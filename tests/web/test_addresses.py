"""Every public address for a visitor without an account: status, headers, cookies, number of queries."""

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.web.portal import urls

ADDRESSES = {
    "home": {},
    "check": {},
    "organ": {"slug": "zhenxi"},
    "report": {"slug": "zhenxi", "year": 2024},
    "report-file": {"slug": "zhenxi", "year": 2024, "ending": "json"},
}
CACHEABLE = sorted(set(ADDRESSES) - {"check"})


def test_every_route_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(ADDRESSES)


@pytest.mark.parametrize("name", ADDRESSES)
def test_answers(client, kept, name):
    assert client.get(reverse(f"portal:{name}", kwargs=ADDRESSES[name])).status_code == 200


@pytest.mark.parametrize("name", ADDRESSES)
def test_head_has_the_length_but_no_body(client, kept, name):
    answer = client.head(reverse(f"portal:{name}", kwargs=ADDRESSES[name]))
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 0


@pytest.mark.parametrize(
    "path", ["/", "/check/", "/organs/zhenxi/", "/organs/zhenxi/2024/", "/nowhere/", "/office/login/"]
)
def test_every_answer_carries_the_security_headers(client, kept, path):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == ("SAMEORIGIN" if path.startswith("/office/") else "DENY")
    if not path.startswith("/office/"):
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize("name", CACHEABLE)
def test_pages_that_may_be_cached_set_no_cookie(client, kept, name):
    answer = client.get(reverse(f"portal:{name}", kwargs=ADDRESSES[name]))
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "public" in answer.headers["Cache-Control"]


def test_an_unchanged_page_is_not_sent_twice(client, kept):
    tag = client.get("/organs/zhenxi/2024/").headers["ETag"]
    assert client.get("/organs/zhenxi/2024/", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("name", "most"), [("home", 3), ("organ", 3), ("report", 3), ("report-file", 1), ("check", 1)]
)
def test_queries_are_few(client, kept, django_assert_max_num_queries, name, most):
    with django_assert_max_num_queries(most):
        client.get(reverse(f"portal:{name}", kwargs=ADDRESSES[name]))


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/organs/nobody/",
        "/organs/zhenxi/1999/",
        "/organs/zhenxi/1999.json",
        f"/organs/zhenxi/{10**30}/",
    ],
)
def test_an_unknown_address_is_told_in_chinese(client, kept, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "没有这个页面" in answer.text
    assert "回到首页" in answer.text


@pytest.mark.parametrize("query", ["%00", "%FF", "%25", "'", "x" * 5000, "枕" * 60])
def test_any_query_is_answered(client, kept, query):
    assert client.get(f"/?q={query}").status_code == 200


def test_a_fault_of_ours_is_told_in_chinese(kept, monkeypatch):
    def fail(*_args):
        raise RuntimeError("planned")

    monkeypatch.setattr("gongkai.web.portal.views.page_of", fail)
    answer = Client(raise_request_exception=False).get("/organs/zhenxi/2024/")
    assert answer.status_code == 500
    assert "网站出了故障" in answer.text
    assert "planned" not in answer.text


def test_only_reading_is_allowed(client, kept):
    assert client.post("/").status_code == 405
    assert client.put("/check/").status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/office/", "/office/organs/", "/office/reports/", "/office/media/x.png", "/office/files/1/x.pdf"],
)
def test_the_office_asks_who_you_are(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/office/login/")
