"""Which answers may be kept: each of these is like a public page but for one thing."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import resolve

from gongkai.web.foundations.sharing import public, shared
from gongkai.web.portal import page_cache

HTML = "text/html; charset=utf-8"
LOOKS_LIKE_IT = {"Cache-Control": "public, no-cache", "Content-Type": HTML}


def answered(**headers):
    answer = shared(HttpResponse("page", content_type=HTML))
    for name, said in headers.items():
        answer.headers[name] = said
    return answer


def with_cookie():
    answer = answered()
    answer.set_cookie("a", "b")
    return answer


def judged(answer, *, path="/", method="GET", is_looked_at=False):
    """What the cache says of an answer to this request."""
    request = RequestFactory().generic(method, path)
    request.resolver_match = resolve(path)
    request.session = SessionStore()
    if is_looked_at:
        request.session.get("anything")
    return page_cache._may_be_kept(request, answer)


def test_a_public_page_is_kept():
    assert judged(answered())
    assert judged(answered(Vary="Accept-Encoding, Cookie"))


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "application/rss+xml", "application/opensearchdescription+xml"]
)
def test_feeds_and_data_are_kept(kind):
    assert judged(answered(**{"Content-Type": kind}))


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse("page"),
        HttpResponse("page", headers=LOOKS_LIKE_IT),
        answered(**{"Cache-Control": "private, no-store"}),
        answered(**{"Cache-Control": "public, max-age=60"}),
        answered(**{"Content-Type": "image/png"}),
        answered(**{"Content-Disposition": "attachment"}),
        answered(**{"RateLimit-Remaining": "3"}),
        answered(Vary="Accept-Language"),
        with_cookie(),
        shared(HttpResponse("gone", status=410, content_type=HTML)),
        shared(StreamingHttpResponse(["page"], content_type=HTML)),
    ],
    ids=lambda answer: ",".join(f"{name}={said}" for name, said in answer.headers.items()),
)
def test_what_says_anything_to_one_visitor_is_not(answer):
    assert not judged(answer)


def test_nor_is_what_looked_at_the_session():
    assert not judged(answered(), is_looked_at=True)


def test_nor_what_the_gate_does_not_call_public():
    assert not judged(answered(), path="/office/")


def test_nor_what_has_no_body():
    assert not judged(answered(), method="HEAD")


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("POST", "/", {}),
        ("GET", "/office/", {}),
        ("GET", "/r/token/", {}),
        ("GET", "/api/v1/items", {}),
        ("GET", "/", {"authorization": "Bearer x"}),
    ],
)
def test_for_these_nothing_is_looked_up(method, path, headers):
    assert not page_cache._may_be_asked_for(RequestFactory().generic(method, path, headers=headers))


def test_a_view_may_say_otherwise_itself():
    request = RequestFactory().get("/")
    said = public(lambda _request: HttpResponse("page", headers={"Cache-Control": "no-store"}))(request)
    assert said.headers["Cache-Control"] == "no-store"
    assert not judged(said)
    assert judged(public(lambda _request: HttpResponse("page", content_type=HTML))(request))
