"""Screens of a year whose public report came as a file: told when it is made anew, kept on the public list of versions."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.kernel.duties import SYSTEM
from gongkai.web.reports import actions
from gongkai.web.reports.models import Compilation, FormerReport
from tests.web.conftest import sign_in

from .former import FIRST, NOTE, explained, file_of, through

pytestmark = pytest.mark.django_db
ROOM = "/office/compilations/"
REPORT = "/organs/zhenxi/2025/"
CHANGED = {"行政许可\t17": "行政许可\t19"}


@pytest.fixture
def clerk(desk, person_with):
    """The browser of somebody who makes the report."""
    return sign_in(Client(), person_with("clerk", desk.organ))


def test_the_one_who_begins_is_told_that_a_report_is_public(clerk, desk, public):
    answer = clerk.post(f"{ROOM}begin/", {"organ": desk.organ.pk, "year": 2025}, follow=True)
    sheet = f"{ROOM}{Compilation.objects.get().pk}/"
    assert "这一年已有公开的报告：2026年1月" in answer.text
    assert f"文件“{public.source_name}”" in answer.text
    assert "已经逾期" not in answer.text
    assert f'href="{sheet}explain/"' in answer.text
    assert clerk.post(f"{sheet}explain/", {"note": NOTE}).status_code == 302
    assert f"更正说明：{NOTE}" in clerk.get(sheet).text
    assert "已经逾期" not in clerk.get(ROOM).text


def test_where_nothing_is_public_nothing_is_said(clerk, desk):
    answer = clerk.post(f"{ROOM}begin/", {"organ": desk.organ.pk, "year": 2025}, follow=True)
    assert "这一年已有公开的报告：" not in answer.text
    assert clerk.get(f"{ROOM}{Compilation.objects.get().pk}/explain/").status_code != 200


def test_the_public_list_of_versions_keeps_the_former_file(client, clerk, desk, public):
    through(desk, explained(desk))
    page = client.get(REPORT).text
    assert f"更正：{NOTE}" in page
    assert "由机关提供的文件收入" in page
    assert f'href="{REPORT}editions/1/source"' in page
    former = client.get(f"{REPORT}editions/1/").text
    assert "这一版已被更正，不再作为依据" in former
    assert f'href="{REPORT}editions/2/"' in former
    assert b"".join(client.get(f"{REPORT}editions/1/source")) == file_of(desk).data
    assert client.get(f"{REPORT}editions/2/source").status_code == 404
    assert client.get(f"{REPORT}editions/1.docx").status_code == 200
    versions = clerk.get(f"{ROOM}{Compilation.objects.get().pk}/versions/").text
    assert f'href="{REPORT}editions/1/source"' in versions


def test_a_correction_that_comes_as_a_file_is_listed_too(client, clerk, desk, public):
    file = SimpleUploadedFile("更正.txt", file_of(desk, **CHANGED).data)
    told = {"file": file, "note": NOTE}
    assert clerk.post(f"/office/annual-reports/{public.pk}/replace/", told).status_code == 302
    page = client.get(REPORT).text
    assert f"更正：{NOTE}" in page
    assert f'href="{REPORT}editions/1/"' in page
    assert f'请看<a href="{REPORT}">现行的第 2 版</a>' in client.get(f"{REPORT}editions/1/").text
    assert b"".join(client.get(f"{REPORT}editions/1/source")) == file_of(desk).data


def test_a_withdrawn_report_hides_what_was_before(client, desk, public):
    actions.take_in(desk.organ, file_of(desk, **CHANGED), note=NOTE, by=SYSTEM, at=FIRST)
    actions.withdraw(desk.organ.reports.get(), reason="有误。", by=SYSTEM, at=FIRST)
    assert FormerReport.objects.exists()
    for path in ("editions/1/", "editions/1/source", "editions/1.docx"):
        assert client.get(f"{REPORT}{path}").status_code in (404, 410)
