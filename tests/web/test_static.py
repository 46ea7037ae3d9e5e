"""Static files: collected once under names with their hash, packed, kept for good; plain ones where nobody collected."""

import gzip
import re
import shutil

import brotli
import pytest
from django.templatetags.static import static
from django.test import Client, override_settings

from gongkai.web.foundations import static_files


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Files as `gongkai serve` collects them."""
    root = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=root):
        static_files.collect()
    return root


@pytest.fixture
def collected(settings, folder):
    """A site that has them."""
    settings.STATIC_ROOT = folder
    return folder


def test_where_nobody_collected_names_are_plain(client, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    assert static("portal/site.css") == "/static/portal/site.css"
    answer = client.get("/static/portal/site.css")
    assert answer.headers["Cache-Control"] == f"max-age={settings.WHITENOISE_MAX_AGE}, public"


def test_collected_files_are_named_by_their_content_and_kept_for_good(collected):
    address = static("portal/site.css")
    assert re.fullmatch(r"/static/portal/site\.[0-9a-f]{12}\.css", address)
    answer = Client().get(address)
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(("way", "unpack"), [("gzip", gzip.decompress), ("br, gzip", brotli.decompress)])
def test_they_are_sent_packed(collected, way, unpack):
    client, address = Client(), static("portal/site.css")
    plain = b"".join(client.get(address).streaming_content)
    answer = client.get(address, headers={"accept-encoding": way})
    packed = b"".join(answer.streaming_content)
    assert unpack(packed) == plain
    assert len(packed) < len(plain) / 2
    assert answer.headers["Content-Encoding"] == way.partition(",")[0]


def test_a_style_sheet_names_its_pictures_by_their_content(collected):
    written = "".join(file.read_text("utf-8") for file in collected.glob("wagtailadmin/css/*.css"))
    named = re.findall(r"url\(['\"]?([^'\")]+\.(?:svg|png|woff2))", written)
    assert all(re.search(r"\.[0-9a-f]{12}\.\w+$", name) for name in named if not name.startswith("data:"))


def test_they_are_collected_once(collected):
    times = {file: file.stat().st_mtime_ns for file in collected.rglob("*")}
    static_files.collect()
    assert {file: file.stat().st_mtime_ns for file in collected.rglob("*")} == times


def test_after_an_update_they_are_collected_anew(settings, folder, tmp_path, monkeypatch):
    collected = shutil.copytree(folder, tmp_path / "static")
    (collected / "portal" / "old.css").write_text("gone")
    monkeypatch.setattr(static_files, "_installed", lambda: "another")
    settings.STATIC_ROOT = collected
    assert static("portal/site.css") == "/static/portal/site.css", "old names are not for new files"
    static_files.collect()
    assert "site." in static("portal/site.css")
    assert not (collected / "portal" / "old.css").exists()
    assert [file.name for file in collected.glob("*.json")] == ["files-another.json"]


def test_plain_names_are_still_answered(collected):
    assert Client().get("/static/portal/site.css").status_code == 200
