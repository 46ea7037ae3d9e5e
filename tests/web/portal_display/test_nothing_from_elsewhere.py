"""A browser that opens a page of ours asks nobody else for anything."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

import gongkai.web.portal as portal
from tests.web.visibility.exits import exits
from tests.web.visibility.world import World

pytestmark = pytest.mark.django_db
STATIC = sorted(path for path in (Path(portal.__file__).parent / "static").rglob("*") if path.is_file())
# A browser asks for what these name, at once or when a form is sent; where a link leads is asked only if it is followed.
ASKED = {
    "src",
    "srcset",
    "data",
    "poster",
    "action",
    "formaction",
    "background",
    "manifest",
    "ping",
    "xlink:href",
}
LOADED = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "modulepreload",
    "preconnect",
    "dns-prefetch",
    "manifest",
}
ELSEWHERE = re.compile(r"\s*(?:[a-z]+:)?//", re.I)
XML_NAMES = "http://www.w3.org/"


class Asking(HTMLParser):
    """What a page has the browser ask for from elsewhere."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        is_loaded = tag in ("use", "image") or (
            tag == "link" and LOADED & set((said.get("rel") or "").split())
        )
        named = ASKED | ({"href"} if is_loaded else set())
        self.found += [
            f"{tag} {said[name]}" for name in named & set(said) if ELSEWHERE.match(said[name] or "")
        ]
        if "url(" in (said.get("style") or ""):
            self.found.append(f"{tag} {said['style']}")


def elsewhere(page):
    asking = Asking()
    asking.feed(page)
    return asking.found


@pytest.mark.parametrize(
    "planted",
    [
        '<script src="https://cdn.example/a.js"></script>',
        '<img src="//cdn.example/a.png">',
        '<link rel="stylesheet preload" href="http://cdn.example/a.css">',
        '<form action="https://other.example/">',
        '<svg><image href="https://cdn.example/a.png"/></svg>',
        '<p style="background: url(https://cdn.example/a.png)">',
    ],
)
def test_what_is_planted_is_found(planted):
    assert elsewhere(f"<p>{planted}</p>")


def test_a_link_or_a_feed_is_no_resource():
    assert not elsewhere(
        '<a href="https://other.example/">甲</a><link rel="alternate" href="https://a.example/">'
    )


def test_no_public_page_asks_elsewhere():
    world, client = World(), Client()
    pages, wrong = 0, []
    for exit_ in exits().values():
        if not exit_.is_public or not exit_.route.startswith("portal:"):
            continue
        address = world.address(exit_.route, exit_.about)
        answer = client.get(address)
        if answer.streaming or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        pages += 1
        wrong += [f"{address}: {one}" for one in elsewhere(answer.text)]
    assert pages >= 10
    assert wrong == []


@pytest.mark.parametrize("file", STATIC, ids=lambda path: path.name)
def test_no_static_file_names_another_site(file):
    named = re.findall(r"(?:https?|wss?)://[^\s\"'<>)]*|url\(\s*[\"']?//[^)]*", file.read_text("utf-8"))
    assert [one for one in named if not one.startswith(XML_NAMES)] == []
