"""Taking a report away: kinds, names, the same bytes each time, and clear words when a kind cannot be made."""

import json
import sys
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from gongkai.engine import intake
from gongkai.engine.render import formats, pdf
from gongkai.web.demo.county import SOURCES
from gongkai.web.reports import downloads
from gongkai.web.reports.actions import check
from gongkai.web.reports.models import Report

from . import sample

BEGINNINGS = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "html": b"<!doctype", "json": b"{"}
TITLE = "枕溪镇人民政府2024年政府信息公开工作年度报告"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def name_of(answer):
    return unquote(answer.headers["Content-Disposition"].partition("filename*=UTF-8''")[2])


@pytest.mark.parametrize("ending", BEGINNINGS)
def test_each_kind(client, kept, ending):
    answer = client.get(f"/organs/zhenxi/2024.{ending}")
    assert answer.status_code == 200
    assert answer.content.startswith(BEGINNINGS[ending])
    assert answer.headers["Content-Type"] == formats.MEDIA_TYPES[ending]
    assert answer.headers["Content-Disposition"].startswith(
        f'attachment; filename="zhenxi-2024.{ending}"; filename*='
    )
    assert name_of(answer) == f"{TITLE}.{ending}"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("ending", BEGINNINGS)
def test_the_same_bytes_each_time(client, kept, ending):
    first = client.get(f"/organs/zhenxi/2024.{ending}")
    cache.clear()
    again = client.get(f"/organs/zhenxi/2024.{ending}")
    assert (first.content, first.headers["ETag"]) == (again.content, again.headers["ETag"])
    unchanged = client.get(f"/organs/zhenxi/2024.{ending}", headers={"if-none-match": first.headers["ETag"]})
    assert unchanged.status_code == 304


def test_a_file_is_written_once_and_anew_when_the_report_changes(client, kept, monkeypatch):
    first = client.get("/organs/zhenxi/2024.html").content
    calls = []

    def counted(data, ending):
        calls.append(ending)
        return b"new"

    monkeypatch.setattr(formats, "render", counted)
    assert client.get("/organs/zhenxi/2024.html").content == first
    assert not calls
    Report.objects.update(data=sample.report(organ="别处"))
    assert client.get("/organs/zhenxi/2024.html").content == b"new"


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_what_is_taken_away_says_what_the_report_says(client, printed, ending):
    content = client.get(f"/organs/zhenxi/2025.{ending}").content
    again = check(intake.take_bytes(content, f"again.{ending}")).data
    for key in ("title", "organ", "year", "table2", "table3", "table4", "checks"):
        assert again[key] == printed.data[key]


def test_json_is_the_contract(client, kept):
    assert json.loads(client.get("/organs/zhenxi/2024.json").content) == sample.report()


def test_without_a_chinese_typeface_pdf_says_why_and_the_others_work(client, kept, monkeypatch):
    class NoFonts:
        def families(self):
            return ["DejaVu Sans"]

    monkeypatch.setattr(pdf.typefaces, "fonts", lambda _folder: NoFonts())
    answer = client.get("/organs/zhenxi/2024.pdf")
    assert answer.status_code == 503
    assert "现在不能生成 PDF 文件" in answer.text
    assert "本机没有中文字体" in answer.text
    assert "fonts-noto-cjk" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Disposition" not in answer.headers
    assert client.get("/organs/zhenxi/2024.docx").status_code == 200
    monkeypatch.undo()
    assert client.get("/organs/zhenxi/2024.pdf").status_code == 200


def test_a_kind_whose_library_is_missing_says_so(client, kept, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.delitem(sys.modules, "gongkai.engine.render.xlsx", raising=False)
    answer = client.get("/organs/zhenxi/2024.xlsx")
    assert answer.status_code == 503
    assert "没有安装写 xlsx 文件的组件（openpyxl）" in answer.text
    assert "gongkai[paper]" in answer.text
    assert client.get("/organs/zhenxi/2024.html").status_code == 200


def test_the_source_as_it_came(client, printed):
    answer = client.get("/organs/zhenxi/2025/source")
    assert answer.content == (SOURCES / "dengxia-2025.pdf").read_bytes()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert name_of(answer) == f"{printed.title}（原文件）.pdf"


def test_a_source_that_is_lost_is_not_found(client, kept):
    assert client.get("/organs/zhenxi/2024/source").status_code == 404


@pytest.mark.parametrize(
    ("title", "saved"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ('a"b\r\nSet-Cookie: x=1', "a-b-Set-Cookie- x=1"),
        ("报告" * 120, "报告" * 50),
        ("\u202e///", "2024"),
    ],
)
def test_a_title_cannot_break_the_name_of_a_file(client, kept, title, saved):
    Report.objects.update(title=title)
    answer = client.get("/organs/zhenxi/2024.html")
    assert name_of(answer) == f"{saved}.html"
    assert "\n" not in answer.headers["Content-Disposition"]


def test_the_page_offers_every_kind_and_the_source(client, printed):
    page = BeautifulSoup(client.get("/organs/zhenxi/2025/").text, "lxml")
    links = {link.get_text(): link.get("href") for link in page.select(".downloads a")}
    assert [href.rpartition(".")[2] for href in list(links.values())[:5]] == list(BEGINNINGS)
    assert links["原文件（PDF）"] == "/organs/zhenxi/2025/source"
    assert all(client.get(href).status_code == 200 for href in links.values())


def test_every_kind_of_source_has_its_ending():
    endings = {downloads.source_ending(Report(media_type=kind)) for kind in intake.MEDIA_TYPES.values()}
    assert endings == {"txt", "html", "docx", "pdf", "xlsx"}
