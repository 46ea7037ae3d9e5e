"""Pictures and documents of the office: for colleagues, to be looked at or saved, never to run."""

import io

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gongkai.web.foundations.models import OfficeDocument, Picture

SCRIPT = b"<html><script>alert(document.cookie)</script></html>"


@pytest.fixture
def office(client, superuser):
    client.force_login(superuser)
    return client


@pytest.fixture
def media():
    """A folder of files as somebody may have left them."""
    folder = settings.MEDIA_ROOT / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("evil.html", "evil.svg", "evil.txt", "evil", "evil.png"):
        (folder / name).write_bytes(SCRIPT)


@pytest.mark.parametrize(
    "name", ["evil.html", "evil.svg", "evil.txt", "evil", "nothing.png", "../secret_key"]
)
def test_only_pictures_are_served_from_the_folder(office, media, name):
    assert office.get(f"/office/media/documents/{name}").status_code == 404


def test_what_calls_itself_a_picture_is_taken_for_one_and_can_do_nothing(office, media):
    headers = office.get("/office/media/documents/evil.png").headers
    assert headers["Content-Type"] == "image/png"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == "attachment"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_picture_can_be_added_and_seen(office):
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    file = SimpleUploadedFile("a.png", buffer.getvalue(), "image/png")
    data = {"title": "图", "file": file, "collection": 1}
    assert office.post("/office/images/add/", data).status_code == 302
    assert office.get(Picture.objects.get().file.url).headers["Content-Type"] == "image/png"


@pytest.mark.parametrize(("path", "name"), [("images", "a.png"), ("documents", "a.pdf")])
def test_a_file_over_the_limit_is_told_so(office, monkeypatch, path, name):
    monkeypatch.setattr(settings, "UPLOAD_LIMIT", 1000)
    monkeypatch.setattr(settings, "WAGTAILDOCS_MAX_UPLOAD_SIZE", 1000)
    data = {"title": "文件", "file": SimpleUploadedFile(name, b"0" * 2000), "collection": 1}
    assert "文件过大" in office.post(f"/office/{path}/add/", data).text


def test_a_page_is_no_document(office):
    file = SimpleUploadedFile("evil.html", SCRIPT)
    office.post("/office/documents/add/", {"title": "网页", "file": file, "collection": 1})
    assert not OfficeDocument.objects.exists()


@pytest.mark.parametrize("name", ["a.pdf", "a.txt"])
def test_a_document_is_saved_and_not_opened(office, name):
    document = OfficeDocument(title="文件")
    document.file.save(name, ContentFile(SCRIPT))
    answer = office.get(document.url)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    document.file.delete()


def test_strangers_get_neither(client, media, db):
    assert client.get("/office/media/documents/evil.png").status_code == 302
