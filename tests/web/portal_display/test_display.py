"""Size and contrast: chosen without scripts, kept in one cookie, told by the server to the style sheet."""

import re

import pytest
from django.test import RequestFactory

from gongkai.web.portal.display import COOKIE, Display, of

pytestmark = pytest.mark.django_db
EVERY = [
    "normal",
    "large",
    "contrast",
    "large-contrast",
    "kiosk",
    "large-kiosk",
    "contrast-kiosk",
    "large-contrast-kiosk",
    "kiosk-printer",
    "large-kiosk-printer",
    "contrast-kiosk-printer",
    "large-contrast-kiosk-printer",
]


def asked_with(value):
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = value
    return of(request)


@pytest.mark.parametrize("value", EVERY)
def test_what_is_kept_is_read_again(value):
    assert asked_with(value).key == value


@pytest.mark.parametrize(
    "value",
    [
        "",
        "contrast-large",
        "Large",
        "large-",
        "printer",
        "large-printer",
        "enorm",
        "大",
        "large\n",
        "a" * 5000,
    ],
)
def test_whatever_else_is_sent_counts_as_the_usual(value):
    assert asked_with(value) == Display()


@pytest.mark.parametrize(
    ("before", "pressed", "after"),
    [
        ("normal", "large", "large"),
        ("large", "large", "normal"),
        ("large", "contrast", "large-contrast"),
        ("large-contrast", "contrast", "large"),
        ("large-contrast", "normal", "normal"),
        ("normal", "normal", "normal"),
        ("large-kiosk-printer", "normal", "kiosk-printer"),
        ("kiosk", "contrast", "contrast-kiosk"),
        ("large", "kiosk", "large"),
        ("kiosk", "", "kiosk"),
    ],
)
def test_a_button(client, before, pressed, after):
    client.cookies[COOKIE] = before
    answer = client.post("/display/", {"show": pressed})
    kept = answer.cookies[COOKIE]
    assert (answer.status_code, answer["Location"]) == (302, "/")
    days = 0 if after == "normal" else 30 if "kiosk" in after else 365
    assert (kept.value or "normal") == after
    assert kept["samesite"] == "Lax"
    assert kept["path"] == "/"
    assert kept["max-age"] == days * 24 * 3600


@pytest.mark.parametrize(
    ("came", "back"),
    [
        ("http://testserver/organs/zhenxi/", "/organs/zhenxi/"),
        ("http://testserver/search/?q=%E4%BD%8E%E4%BF%9D&page=2", "/search/?q=%E4%BD%8E%E4%BF%9D&page=2"),
        ("http://testserver.example/organs/", "/"),
        ("https://elsewhere.example/organs/", "/"),
        ("http://testserver//elsewhere.example/", "/"),
        ("http://testserver/\\elsewhere.example/", "/\\elsewhere.example/"),
        ("http://testserver/\\\\elsewhere.example/", "/\\\\elsewhere.example/"),
        ("http://user@testserver/organs/", "/"),
        ("javascript:alert(1)", "/"),
        ("//testserver/organs/", "/organs/"),
        ("", "/"),
    ],
)
def test_it_leads_back_to_a_page_of_this_site_only(client, came, back):
    answer = client.post("/display/", {"show": "large"}, headers={"referer": came} if came else {})
    assert answer["Location"] in (back, "/")
    assert not re.match(r"[/\\]{2}|[a-z]+:", answer["Location"])


@pytest.mark.parametrize("value", EVERY)
def test_every_page_is_shown_that_way(client, value):
    client.cookies[COOKIE] = value
    page = client.get("/nowhere/").text
    words = [] if value == "normal" else value.split("-")
    said = re.search(r"<html[^>]*>", page)[0]
    assert (f'class="{" ".join(words)}"' in said) == bool(words)
    assert f'value="large" aria-pressed="{str("large" in words).lower()}"' in page
    assert f'value="contrast" aria-pressed="{str("contrast" in words).lower()}"' in page


def test_to_look_sets_no_cookie(client):
    client.cookies[COOKIE] = "large"
    assert not client.get("/").cookies
    answer = client.get("/display/")
    assert not answer.cookies
    assert "黑底" in answer.text


def test_with_https_the_cookie_is_not_sent_without(client):
    assert client.post("/display/", {"show": "large"}, secure=True).cookies[COOKIE]["secure"]
