"""The office speaks Chinese: every screen that can be reached from the menu is read for words left in English."""

import json
import random
import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Comment

from gongkai.web.foundations.models import User
from gongkai.web.office.wagtail_hooks import rooms
from gongkai.web.organs.models import Organ
from tests.web.conftest import sign_in

# Names that are written like this in Chinese texts too.
NAMES = {
    *(
        "API CSS CSV DOCX EMS GIF HTML ID IP JPEG JPG JavaScript MB KB OFD PDF PNG SHA SVG TXT URL UTF WEBP AVIF XLSX".split()
    ),
    *("pdf docx xlsx html txt csv ofd zip gif jpg jpeg png svg webp avif".split()),  # endings of files
    *("Esc Ctrl Alt Shift Tab Enter Option Mod".split()),  # keys
    *("localhost example".split()),
}
DATA = [
    re.compile(r"\bGONGKAI_[A-Z_]+\b"),  # what settings are called
    re.compile(r"[\w.+-]+@[\w.-]+\w"),  # addresses of people
    re.compile(r"\b[0-9a-f]{16,}\b|\b\w{40,}\b"),  # digests, tokens of forms
    re.compile(r"%\(\w+\)[sd]"),  # what scripts put a number in
    re.compile(r"[\w-]+\.(?:csv|docx|html|jpe?g|ofd|pdf|png|txt|xlsx)\b"),  # files
    re.compile(r"\{.*\}|\b[a-z_]+\.[a-z_]+\b|gongkai verify", re.S),  # what the ledger holds, word for word
    re.compile(r"(?:https?:/)?/[\w./?=&%#-]*"),  # addresses of pages
]
SPOKEN = ("title", "placeholder", "aria-label", "aria-description", "alt", "data-w-progress-active-value")
BUTTONS = "input:is([type=submit], [type=button], [type=reset])[value]"
# What Wagtail's scripts get and nobody reads: class names, icons, addresses, names of fields.
UNSPOKEN = {
    *("_type", "_id", "attrs", "classname", "icon", "icon_name", "id", "method", "name", "type", "url"),
    *("CSRF_HEADER_NAME", "CSRF_TOKEN", "ADMIN_API", "ADMIN_URLS"),
}
UNSEEN = ".w-side-panel-toggle__counter[hidden]"  # empty until a script counts
# Between them they are shown every room; none of them signs, so a password is enough.
DUTIES = ("admin", "security_admin", "auditor", "clerk", "publisher")
# Screens of one of them in the usual run; the soak reads all.
SOME = 50
NEVER = ("/office/logout/", "/office/jsi18n/", "/office/sprite/", "/office/bulk/")
# Wagtail's own pages, groups and sites, which the office does not use.
NOT_OURS = ("/office/pages/", "/office/groups/", "/office/sites/", "/office/reports/page-types-usage/")


@pytest.fixture(params=DUTIES)
def office(request, client, kept, person_with):
    """The office as somebody with this duty has it, in an organ that has published a report."""
    sign_in(client, person_with(request.param, kept.organ))
    return client


def names_in_the_data():
    """How people sign in and what organs are called in addresses: chosen by people, in letters."""
    chosen = [*User.objects.values_list("username", flat=True), *Organ.objects.values_list("slug", flat=True)]
    return set(re.findall(r"[A-Za-z]+", " ".join(chosen)))


def english(text, allowed):
    """The English words of a text that are no names and no data."""
    for pattern in DATA:
        text = pattern.sub(" ", text)
    return [word for word in re.findall(r"[A-Za-z]{2,}", text) if word not in allowed]


def said_in(soup):
    """Every text of a page that somebody sees or hears."""
    for counter in soup.select(UNSEEN):
        counter.clear()
    for text in soup.find_all(string=lambda text: not isinstance(text, Comment)):
        if text.parent.name not in ("script", "style", "code", "kbd", "pre"):
            yield str(text)
    for name in SPOKEN:
        yield from (element[name] for element in soup.select(f"[{name}]"))
    yield from (button["value"] for button in soup.select(BUTTONS))
    for script in soup.select("script[type='application/json']"):
        yield from said_in_json(json.loads(script.string or "null"))


def said_in_json(value, key=""):
    """Every text of a value that Wagtail's scripts make screens of; single small words are names of theirs."""
    if isinstance(value, dict):
        for inner, content in value.items():
            if inner not in UNSPOKEN:
                yield from said_in_json(content, inner)
    elif isinstance(value, list):
        for content in value:
            yield from said_in_json(content, key)
    elif isinstance(value, str) and value.lstrip().startswith("<"):
        yield from said_in(BeautifulSoup(value, "lxml"))
    elif isinstance(value, str) and (re.search(r"\s", value) or value[:1].isupper() or key == "label"):
        yield value


def links_of(soup, path):
    """The screens of the office that a page leads to."""
    menu = [script.string or "" for script in soup.select("script#wagtail-sidebar-props")]
    found = [element["href"] for element in soup.select("a[href]")] + re.findall(
        r'"url": "([^"]+)"', "".join(menu)
    )
    for link in found:
        link = urljoin(path, link).split("#")[0]
        if link.startswith("/office/") and not link.startswith(NEVER + NOT_OURS) and "export=" not in link:
            yield link


def kind_of(link):
    """Screens that differ in a number, or in what is chosen, are one screen."""
    parts = urlsplit(link)
    return re.sub(r"\d+", "0", parts.path), tuple(sorted(re.findall(r"(\w+)=", parts.query)))


def walk(client, *, most=None):
    """Each kind of screen once, breadth first, from the first page and the rooms on: its address and what it holds.

    With a most, so many that are chosen by chance, the rooms among them.
    """
    chance = random.Random(711)
    starts = ["/office/", *(f"/office/{room.url_prefix}/" for room in rooms())]
    waiting, known = deque(starts), {kind_of(start) for start in starts}
    while waiting:
        path = waiting.popleft()
        answer = client.get(path)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        soup = BeautifulSoup(answer.content, "lxml")
        yield path, soup
        new = [link for link in links_of(soup, path) if kind_of(link) not in known]
        chance.shuffle(new)
        for link in new:
            if kind_of(link) not in known and (most is None or len(known) < most):
                known.add(kind_of(link))
                waiting.append(link)


@pytest.mark.parametrize("most", [SOME, pytest.param(None, marks=pytest.mark.soak)], ids=["some", "all"])
def test_no_english_is_left_in_the_office(office, most):
    allowed = NAMES | names_in_the_data()
    screens, left = 0, {}
    for path, soup in walk(office, most=most):
        screens += 1
        for text in said_in(soup):
            if english(text, allowed):
                left.setdefault(" ".join(text.split()), path)
    print(f"{screens} screens of the office read")
    assert screens > 1
    assert not left, "\n" + "\n".join(f"{path}: {text[:120]}" for text, path in left.items())


def test_no_english_meets_whoever_signs_in(client, db):
    soup = BeautifulSoup(client.get("/office/login/").content, "lxml")
    assert [text for text in said_in(soup) if english(text, NAMES)] == []


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Save changes</p>",
        '<input type="submit" value="Save">',
        '<a title="Open"></a>',
        '<script type="application/json">{"label": "save"}</script>',
        '<script type="application/json">["<p>Save</p>"]</script>',
        "<template><p>Save</p></template>",
    ],
)
def test_english_is_found_wherever_it_hides(markup):
    assert any(english(text, NAMES) for text in said_in(BeautifulSoup(markup, "lxml")))


def test_data_and_names_are_not_called_english():
    texts = ["导出为 XLSX", "zhenxi-2024.txt", "a@b.example", "/organs/zhenxi/", "0123456789abcdef0123"]
    assert not any(english(text, NAMES) for text in texts)
