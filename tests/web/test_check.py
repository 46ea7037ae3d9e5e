"""Sending a file to be checked: what comes back, and that nothing stays."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.engine import intake
from gongkai.engine.examine import examine
from gongkai.engine.render import formats
from gongkai.engine.render.contract import as_json
from gongkai.web.demo.county import SOURCES
from gongkai.web.reports.models import Report

REPORT = SOURCES / "zhenxi-2024.txt"


def send(client, content, name="report.txt"):
    return client.post("/check/", {"file": SimpleUploadedFile(name, content)})


def stored() -> set[Path]:
    return {path for path in settings.HOME.rglob("*") if path.is_file() and "sqlite3" not in path.name}


def bomb() -> bytes:
    """A few kilobytes that unpack to half a gigabyte under a name that Word would use."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w", force_zip64=True) as entry:
            for _ in range(512):
                entry.write(b" " * 1024 * 1024)
    return buffer.getvalue()


def test_a_report_comes_back_with_its_findings(client, db):
    answer = send(client, REPORT.read_bytes(), "枕溪镇2024.txt")
    assert answer.status_code == 200
    assert "枕溪镇人民政府2024年政府信息公开工作年度报告" in answer.text
    assert "T3_LEAF_SUM" in answer.text
    assert "枕溪镇2024.txt 没有保存" in answer.text


def test_nothing_stays(client, db):
    before = stored()
    with CaptureQueriesContext(connection) as asked:
        send(client, REPORT.read_bytes())
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
    assert stored() == before
    assert not Report.objects.exists()


def test_the_answer_is_not_kept_by_caches(client, db):
    assert "no-store" in send(client, REPORT.read_bytes()).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.txt"),
        (b"\xff\xd8\xff\xe0" + bytes(3000), "picture.docx"),
        (bytes(range(256)) * 20, "noise.txt"),
        ("很久很久以前，有一座山。" * 500, "novel.txt"),
        (b"PK\x03\x04" + b"broken" * 50, "broken.docx"),
    ],
    ids=["empty", "picture", "noise", "novel", "broken"],
)
def test_what_is_no_report_is_refused_with_advice_and_the_form(client, db, content, name):
    answer = send(client, content.encode() if isinstance(content, str) else content, name)
    assert answer.status_code == 422
    assert "未能检查" in answer.text
    assert "请" in answer.text
    assert 'type="file"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_refusal_names_the_file_and_tells_what_to_do_once(client, db):
    told = send(client, b"PK\x03\x04" + b"broken" * 50, "枕溪镇2024.docx").text
    alert = told.partition('role="alert"')[2].partition("</div>")[0]
    assert "枕溪镇2024.docx" in alert
    assert alert.count("请") == 1


def send_both(client, name, before):
    files = {
        key: SimpleUploadedFile(file, (SOURCES / file).read_bytes())
        for key, file in (("file", name), ("last_year", before))
    }
    return client.post("/check/", files)


def test_a_report_is_compared_with_the_year_before(client, db):
    both = send_both(client, "shisui-2025.docx", "shisui-2024.html")
    assert "已与 2024 年度的报告比较" in both.text
    assert "COPY_LAST_YEAR" in both.text


def test_a_report_of_another_organ_or_year_is_not_compared(client, db):
    assert "没有比较" in send_both(client, "shisui-2025.docx", "molu-civil-affairs-2024.html").text
    assert "没有比较" in send_both(client, "shisui-2025.docx", "shisui-2025.docx").text


def test_a_year_before_that_cannot_be_read_is_told_by_name(client, db):
    files = {
        "file": SimpleUploadedFile("a.txt", REPORT.read_bytes()),
        "last_year": SimpleUploadedFile("b.txt", "很久以前。".encode() * 500),
    }
    answer = client.post("/check/", files)
    assert answer.status_code == 422
    assert "b.txt" in answer.text
    assert "上一年度的报告（可不选）：" in answer.text


def test_a_zip_bomb_is_refused(client, db):
    answer = send(client, bomb(), "report.docx")
    assert answer.status_code == 422
    assert "未能检查" in answer.text


def test_a_form_without_a_file_is_told_so(client, db):
    answer = client.post("/check/")
    assert answer.status_code == 422
    assert "还没有选择文件" in answer.text


def test_a_file_over_the_limit_is_told_the_limit(client, db, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    answer = send(client, b"0" * (1024 * 1024 + 1))
    assert answer.status_code == 422
    assert "文件超过 1 MB" in answer.text


def test_a_file_of_exactly_the_limit_is_read(client, db, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    content = REPORT.read_bytes()
    assert send(client, content + b"\n" * (settings.UPLOAD_LIMIT - len(content))).status_code == 200


def test_the_name_of_a_file_cannot_break_the_page(client, db):
    assert "<img" not in send(client, REPORT.read_bytes(), "<img src=x>.txt").text


def test_a_form_from_elsewhere_is_refused_in_chinese(db):
    answer = send(Client(enforce_csrf_checks=True), REPORT.read_bytes())
    assert answer.status_code == 403
    assert "这一页打开得太久了" in answer.text


def test_places_in_a_workbook_are_told_by_sheet(client, db):
    answer = send(client, workbook(), "report.xlsx")
    assert "张工作表 第" in answer.text
    assert "页 第" not in answer.text


def workbook() -> bytes:
    """A report with a total that does not add up, as a workbook."""
    text = REPORT.read_text("utf-8")
    report = as_json(examine(intake.take_bytes(text.encode(), "report.txt")))
    report["table3"]["new_received"][6] = 99
    return formats.render(report, "xlsx")


def test_the_pages_are_in_the_list_of_contents(client, db):
    content = (SOURCES / "dengxia-2025.pdf").read_bytes()
    assert '<li><a href="#originals">原页</a></li>' in send(client, content, "report.pdf").text
    assert "#originals" not in send(client, REPORT.read_bytes()).text
