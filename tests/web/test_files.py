"""Files: none of the site's own folder has an address, and what is sent in is judged by its bytes alone."""

import io
import random
import zipfile
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.lawbook.duties import duties
from gongkai.web.demo.county import SOURCES
from gongkai.web.foundations.models import OfficeDocument, Picture
from gongkai.web.reports.models import Report
from tests.faults import files as faults
from tests.web.conftest import sign_in

TAKE_IN = "/office/annual-reports/take-in/"
SECRET = b"only-for-the-machine-itself"
# Folders and files that a site keeps; the database is named as SQLite's, whichever is used.
KEPT = (
    "gongkai.sqlite3",
    "secret_key",
    "ledger_key",
    "demo_password",
    "sources/aa/aa.txt",
    "media/documents/a.pdf",
    "media/images/a.png",
    "cache/a.djcache",
    "heads/2026-02-03.json",
)
# Of some 140 addresses that would lead to each of them so many are tried in every run; the soak tries all.
SOME = 45
CLOSED = (
    "/office/media/documents/a.pdf",
    "/office/images/",
    "/office/images/add/",
    "/office/documents/",
    "/office/documents/add/",
    "/office/documents/multiple/add/",
    "/office/files/1/a.pdf",
    "/documents/1/a.pdf",
    "/images/serve/1/",
    "/media/documents/a.pdf",
    "/office/images/chooser/",
)


@pytest.fixture
def home():
    """The site's folder, with a file of every kind in it."""
    made = [settings.HOME / name for name in KEPT if not (settings.HOME / name).exists()]
    for file in made:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(SECRET)
    yield settings.HOME
    for file in made:
        file.unlink()


@pytest.fixture
def publisher(client, person_with, organ):
    sign_in(client, person_with("publisher", organ))
    return client


def answer_of(client: Client, path: str):
    """What somebody finally gets, also where the address lacked its last stroke."""
    answer = client.get(path)
    return client.get(answer.headers["Location"]) if answer.status_code == 301 else answer


@pytest.mark.parametrize("path", CLOSED)
def test_the_libraries_own_screens_for_files_are_closed_for_everybody(home, person_with, county, path):
    assert answer_of(Client(), path).status_code == 404
    for duty in (None, *duties()):
        client = Client()
        sign_in(client, person_with(duty, county))
        answer = answer_of(client, path)
        assert answer.status_code == 404, duty
        assert SECRET not in answer.content


@pytest.mark.parametrize("path", ["/office/images/add/", "/office/documents/add/"])
def test_nothing_is_uploaded_there(publisher, path):
    file = SimpleUploadedFile("a.png", b"\x89PNG")
    assert publisher.post(path, {"title": "图", "file": file, "collection": 1}).status_code == 404
    assert not Picture.objects.exists()
    assert not OfficeDocument.objects.exists()


def ways_to(file: Path, name: str) -> list[str]:
    """Addresses that would lead to a file, if any did."""
    ups = (
        "../",
        "..%2f",
        "%2e%2e/",
        "%2e%2e%2f",
        "..%5c",
        "%252e%252e%252f",
        "....//",
        "..;/",
        "%c0%ae%c0%ae/",
    )
    begins = ("/", "/static/", "/static/portal/", "/office/media/", "/organs/zhenxi/", "/organs/zhenxi/2024/")
    climbed = [f"{begin}{up * times}{name}" for begin, up, times in product(begins, ups, (1, 4))]
    whole = [f"{begin}{start}{file}" for begin, start in product(begins, ("", "/", "%2f", "file:"))]
    return [
        *climbed,
        *whole,
        *(f"{begin}{name}" for begin in begins),
        f"/{name}%00.png",
        f"/static/{name}%00.css",
    ]


@pytest.mark.parametrize("name", KEPT)
def test_no_address_leads_to_the_sites_own_files(home, publisher, name):
    ways = ways_to(home / name, name)
    find(home / name, publisher, random.Random(name).sample(ways, SOME))


@pytest.mark.soak
@pytest.mark.parametrize("name", KEPT)
def test_no_address_at_all_leads_to_the_sites_own_files(home, publisher, name):
    find(home / name, publisher, ways_to(home / name, name))


def find(file: Path, publisher: Client, ways: list[str]) -> None:
    """Try to get at a file on every one of the ways."""
    held = file.read_bytes()
    for path in ways:
        answer = publisher.get(path)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code in {301, 302, 400, 404}, path
        assert SECRET not in content
        assert not held or held not in content, path


def executable() -> bytes:
    """The beginning of a program for Windows."""
    return b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(range(256)) * 40


def package(name: str) -> bytes:
    """A good zip file that is no document."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr(name, "echo")
    return packed.getvalue()


def polyglot() -> bytes:
    """A picture in front, a document behind: each program sees what it looks for."""
    return b"GIF89a\x01\x00\x01\x00" + (SOURCES / "zhenxi-2025.docx").read_bytes()


PAGE = "<html><body><script>alert(document.cookie)</script>网页</body></html>".encode()
BAD = {
    "a page called a PDF": (PAGE, "年报.pdf", "application/pdf"),
    "a program called a document": (executable(), "年报.docx", "application/msword"),
    "a program called text": (executable(), "年报.txt", "text/plain"),
    "a package called a workbook": (package("run.bat"), "年报.xlsx", "application/vnd.ms-excel"),
    "a picture before a document": (polyglot(), "年报.docx", "application/octet-stream"),
    "a picture called a document": (faults.jpeg(), "年报.docx", "application/msword"),
    "a PDF of nothing": (b"%PDF-1.7\n%%EOF", "年报.pdf", "application/pdf"),
    "a document with a password": (faults.encrypted(), "年报.docx", "application/msword"),
    "a directory that lies": (faults.bad_directory(), "年报.docx", "application/msword"),
    "a bomb": (faults.zip_bomb, "年报.docx", "application/msword"),
    "nothing": (b"", "年报.docx", "application/msword"),
    "nothing but NUL": (b"\0" * 5000, "年报.txt", "text/plain"),
    "NUL between the letters": (
        "\0".join("政府信息公开工作年度报告" * 40).encode(),
        "年报.txt",
        "text/plain",
    ),
}


def sent(name: str) -> SimpleUploadedFile:
    content, called, declared = BAD[name]
    return SimpleUploadedFile(called, content() if callable(content) else content, declared)


def stored() -> set[Path]:
    return {path for path in settings.HOME.rglob("*") if path.is_file() and "sqlite3" not in path.name}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_report_is_refused_at_both_doors(publisher, organ, name):
    before = stored()
    checked = publisher.post("/check/", {"file": sent(name)})
    assert checked.status_code == 422
    assert "未能检查" in checked.text
    taken = publisher.post(TAKE_IN, {"organ": organ.pk, "file": sent(name)})
    assert taken.status_code == 200
    assert taken.context["form"].errors["file"]
    assert b"<script>alert" not in checked.content + taken.content
    assert not Report.objects.exists()
    assert stored() == before


@pytest.mark.parametrize("field", ["file", "last_year"])
def test_a_file_over_the_limit_is_refused_at_both_doors(publisher, organ, monkeypatch, field):
    monkeypatch.setattr(settings, "UPLOAD_LIMIT", 2**20)
    large = SimpleUploadedFile("年报.txt", b"0" * (2**20 + 1))
    small = {"file": SimpleUploadedFile("a.txt", (SOURCES / "zhenxi-2024.txt").read_bytes())}
    assert "文件超过 1 MB" in publisher.post("/check/", small | {field: large}).text
    large.seek(0)
    assert "文件超过 1 MB" in publisher.post(TAKE_IN, {"organ": organ.pk, "file": large}).text
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("source", "called", "declared", "ending"),
    [
        ("zhenxi-2025.docx", "年报.pdf", "application/pdf", "docx"),
        ("zhiyuan-2024.html", "年报.exe", "application/x-msdownload", "html"),
        ("zhenxi-2024.txt", "../../secret_key", "image/png", "text"),
        ("dengxia-2025.pdf", "a.html", "text/html", "pdf"),
    ],
)
def test_a_report_is_a_report_whatever_it_is_called(publisher, organ, source, called, declared, ending):
    content = (SOURCES / source).read_bytes()
    assert (
        publisher.post("/check/", {"file": SimpleUploadedFile(called, content, declared)}).status_code == 200
    )
    file = SimpleUploadedFile(called, content, declared)
    answer = publisher.post(TAKE_IN, {"organ": organ.pk, "file": file, "keep_anyway": "on"})
    assert answer.status_code == 302, answer.context["form"].errors
    report = Report.objects.get()
    assert "/" not in report.source_name
    assert report.source.name == f"{report.sha256[:2]}/{report.sha256}.{ending}"
    answer = Client().get(f"/organs/zhenxi/{report.year}/source")
    assert answer.content == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    Report.objects.all().delete()


def test_a_report_with_a_few_nul_characters_is_kept_without_them(publisher, organ):
    content = (SOURCES / "zhenxi-2024.txt").read_bytes().replace("枕溪镇".encode(), "枕\0溪镇".encode(), 3)
    file = SimpleUploadedFile("a.txt", content)
    assert publisher.post(TAKE_IN, {"organ": organ.pk, "file": file}).status_code == 302
    report = Report.objects.get()
    assert report.title == "枕溪镇人民政府2024年政府信息公开工作年度报告"
    assert Client().get("/organs/zhenxi/2024/source").content == content
