"""Every public address for a visitor without an account: status, headers, cookies, number of queries."""

import hashlib
import logging

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.web.demo.county import SOURCES
from gongkai.web.portal import urls
from gongkai.web.reports import pictures
from gongkai.web.settings.logs import Ordinary

# The report of 2025 came as a PDF file (the fixture `printed`); the name of a picture holds the hash of that file.
PRINTED = {"slug": "zhenxi", "year": 2025}
MARK = f"{hashlib.sha256((SOURCES / 'dengxia-2025.pdf').read_bytes()).hexdigest()[:16]}-{pictures.VERSION}"
ADDRESSES = {
    "home": {},
    "check": {},
    "display": {},
    "kiosk": {},
    "kiosk-leave": {},
    "search": {},
    "search-feed": {},
    "search-suggest": {},
    "search-description": {},
    "annual-reports": {},
    "consultations": {},
    "complaints": {},
    "data": {},
    "accessibility": {},
    "feed": {},
    "sitemap-index": {},
    "sitemap": {"name": "pages", "page": 1},
    "robots": {},
    "organ": {"slug": "zhenxi"},
    "apply": {"slug": "zhenxi"},
    "places": {"slug": "zhenxi"},
    "organ-feed": {"slug": "zhenxi"},
    "column-feed": {"slug": "zhenxi", "name": "policies"},
    "report": {"slug": "zhenxi", "year": 2024},
    "report-file": {"slug": "zhenxi", "year": 2024, "ending": "json"},
    "report-source": PRINTED,
    "report-page": PRINTED | {"number": 4},
    "charts": {"slug": "zhenxi"},
    "page-picture": PRINTED | {"number": 4, "mark": MARK},
}
# Asked in portal_items, where there are items: their headers, cookies and queries too.
OF_ITEMS = {"column", "item", "item-version", "item-changes", "item-attachment", "item-file"}
# Asked in portal_pages, where pictures are drawn and where there are reports that were made here.
OF_REPORTS = {
    *("chart-file", "chart-file-below", "charts-below", "charts-year"),
    *("why", "edition", "edition-file", "edition-source"),
}
# Asked where there is something to collect, and where something is sent.
OF_OTHERS = {"alert", "alerts", "collected", "feedback", "feedback-receipt"}
# Asked in portal_apply and portal_mine: pages of one applicant, kept nowhere.
OF_APPLICANTS = {
    *("apply-form", "apply-blank", "my-application", "my-application-lost", "my-application-act"),
    *("my-application-paper", "opinion", "opinion-letter"),
}
CACHEABLE = sorted(set(ADDRESSES) - {"check", "display", "kiosk", "kiosk-leave"})


def test_every_route_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == {
        *(*ADDRESSES, *OF_ITEMS, *OF_REPORTS, *OF_OTHERS, *OF_APPLICANTS)
    }


@pytest.mark.parametrize("name", ADDRESSES)
def test_answers(client, kept, printed, name):
    assert client.get(reverse(f"portal:{name}", kwargs=ADDRESSES[name])).status_code == 200


@pytest.mark.parametrize("name", ADDRESSES)
def test_head_has_the_length_but_no_body(client, kept, printed, name):
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
def test_pages_that_may_be_cached_set_no_cookie(client, kept, printed, name):
    answer = client.get(reverse(f"portal:{name}", kwargs=ADDRESSES[name]))
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "public" in answer.headers["Cache-Control"]


def test_an_unchanged_page_is_not_sent_twice(client, kept):
    tag = client.get("/organs/zhenxi/2024/").headers["ETag"]
    assert client.get("/organs/zhenxi/2024/", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("home", 6),
        ("organ", 12),
        ("apply", 17),
        ("places", 4),
        ("annual-reports", 5),
        ("consultations", 4),
        ("complaints", 3),
        ("feed", 3),
        ("organ-feed", 3),
        ("column-feed", 2),
        ("sitemap-index", 2),
        ("sitemap", 2),
        ("report", 6),
        ("report-file", 1),
        ("report-source", 1),
        ("report-page", 3),
        ("page-picture", 1),
        ("check", 2),
    ],
)
def test_queries_are_few(client, kept, printed, django_assert_max_num_queries, name, most):
    with django_assert_max_num_queries(most):
        client.get(reverse(f"portal:{name}", kwargs=ADDRESSES[name]))


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/organs/nobody/",
        "/organs/zhenxi/1999/",
        "/organs/zhenxi/1999.json",
        "/organs/zhenxi/2024.exe",
        "/organs/zhenxi/2024/pages/1/",
        "/organs/zhenxi/2025/pages/0/",
        "/organs/zhenxi/2025/pages/99/",
        f"/organs/zhenxi/2025/pages/99-{MARK}.png",
        "/organs/zhenxi/2025/pages/1-0000-1.png",
        f"/organs/zhenxi/{10**30}/",
    ],
)
def test_an_unknown_address_is_told_in_chinese(client, kept, printed, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "没有这个页面" in answer.text
    assert "回到首页" in answer.text
    assert 'role="search"' in answer.text


def test_what_is_not_there_is_told_without_a_traceback():
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "Forbidden", None, (OSError, None, None)
    )
    for status, is_told in ((403, False), (500, True)):
        record.status_code, record.exc_info = status, (OSError, None, None)
        assert Ordinary().filter(record)
        assert bool(record.exc_info) == is_told


@pytest.mark.parametrize("query", ["%00", "%FF", "%25", "'", "x" * 5000, "枕" * 60])
def test_any_query_is_answered(client, kept, query):
    assert client.get(f"/?q={query}", follow=True).status_code == 200


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
    [
        "/office/",
        "/office/organs/",
        "/office/organs/import/",
        "/office/people/",
        "/office/annual-reports/",
        "/office/annual-reports/take-in/",
        "/office/ledger/",
        "/office/account/",
    ],
)
def test_the_office_asks_who_you_are(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/office/login/?next={path}"


@pytest.mark.parametrize(
    "path",
    ["/office/reports/", "/office/users/", "/office/images/", "/office/media/x.png/", "/office/pages/"],
)
def test_what_the_office_does_not_use_is_not_there(client, db, path):
    assert client.get(path).status_code == 404
