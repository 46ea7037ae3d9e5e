"""What every answer tells the browser, and that no page of ours needs a script or a style written into it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

import gongkai.web
from tests.web.conftest import sign_in

TEMPLATES = sorted(Path(gongkai.web.__file__).parent.glob("*/templates/**/*.html"))
OFFICE_SCREENS = [
    "/office/",
    "/office/organs/",
    "/office/people/",
    "/office/ledger/",
    "/office/annual-reports/",
]
EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|<style|\sstyle=|\son[a-z]+\s*=\s*[\"']|javascript:",
    re.I,
)


def policy(answer):
    """The policy as a table: what, and from where."""
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in (part.split() for part in parts if part.strip())}


@pytest.fixture
def media():
    """A picture as the office keeps it."""
    folder = settings.MEDIA_ROOT / "images"
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("lake.png").write_bytes(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/organs/zhenxi/2024/", 200),
        ("/nowhere/", 404),
        ("/static/portal/site.css", 200),
        ("/static/wagtailadmin/js/core.js", 200),
        ("/office/login/", 200),
        ("/office/", 302),
        ("/office/nowhere/", 404),
    ],
)
def test_every_answer_to_a_visitor(client, kept, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert policy(answer)["script-src"] == ["'self'"]


@pytest.mark.parametrize("path", [*OFFICE_SCREENS, "/office/nowhere/", "/office/media/images/lake.png"])
def test_every_answer_to_a_colleague(client, superuser, media, path):
    sign_in(client, superuser)
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert policy(answer).get("script-src", ["'none'"]) in (["'self'"], ["'none'"])
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_fault_of_ours_has_them_too(kept, monkeypatch):
    def fail(*_args):
        raise RuntimeError("planned")

    monkeypatch.setattr("gongkai.web.portal.views.page_of", fail)
    answer = Client(raise_request_exception=False).get("/organs/zhenxi/2024/")
    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_styles_in_a_page_are_for_the_editor_of_the_office_only(client, kept):
    assert policy(client.get("/"))["style-src"] == ["'self'"]
    assert policy(client.get("/office/login/"))["style-src"] == ["'self'", "'unsafe-inline'"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_of_ours_has_scripts_or_styles_in_it(template):
    assert not INLINE.findall(template.read_text("utf-8"))


@pytest.mark.parametrize("path", OFFICE_SCREENS)
def test_no_screen_of_the_office_has_a_script_in_it(client, superuser, path):
    sign_in(client, superuser)
    page = client.get(path).text
    assert not re.findall(r"<script>|<script(?![^>]*(?:src=|application/json))|\son[a-z]+=\"", page)
