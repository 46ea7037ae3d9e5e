"""Screens of a year whose public report came as a file: told when it is made anew, kept on the public list of versions."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.kernel.duties import SYSTEM
from gongkai.web.ledger.verify import verify
from gongkai.web.reports import actions
from gongkai.web.reports.models import Compilation, FormerReport
from tests.web.conftest import NOW, sign_in
from tests.web.portal_items.conftest import page, words

from .former import FIRST, NOTE, explained, file_of, kept, through

pytestmark = pytest.mark.django_db(transaction=True)
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
    shown = client.get(REPORT).text
    assert f"：{NOTE}" in shown
    assert "由机关提供的文件收入" in shown
    assert f'href="{REPORT}editions/1/source"' in shown
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
    shown = client.get(REPORT).text
    assert f"更正：{NOTE}" in shown
    assert f'href="{REPORT}editions/1/"' in shown
    assert f'请看<a href="{REPORT}">现行的第 2 版</a>' in client.get(f"{REPORT}editions/1/").text
    assert b"".join(client.get(f"{REPORT}editions/1/source")) == file_of(desk).data


def test_the_head_tells_since_when_the_present_file_is_public(client, desk, public):
    actions.take_in(desk.organ, file_of(desk, **CHANGED), note=NOTE, by=SYSTEM, at=NOW)
    facts = {words(row.dt): words(row.dd) for row in page(client, REPORT).select(".facts-list div")}
    assert facts["公布日期"] == f"{NOW.year}年{NOW.month}月{NOW.day}日"


def test_each_version_says_why_it_followed(client, desk, public):
    actions.take_in(desk.organ, file_of(desk, **CHANGED), note="漏计一件。", by=SYSTEM, at=FIRST)
    third = file_of(desk, **{"行政许可\t17": "行政许可\t21"})
    actions.take_in(desk.organ, third, note="又漏计一件。", by=SYSTEM, at=NOW)
    listed = [words(one) for one in page(client, REPORT).select("section[aria-labelledby=made] li")]
    assert [one.partition("更正说明：")[2].partition("。")[0] for one in listed] == [
        "又漏计一件",
        "漏计一件",
        "",
    ]


def test_the_one_who_begins_is_told_of_a_withdrawn_report_too(clerk, desk, public):
    actions.withdraw(public, reason="统计有误。", by=SYSTEM, at=FIRST)
    answer = clerk.post(f"{ROOM}begin/", {"organ": desk.organ.pk, "year": 2025}, follow=True)
    assert "这一年公开过一份报告：" in answer.text
    assert f'href="{ROOM}{Compilation.objects.get().pk}/explain/"' in answer.text


def test_of_a_withdrawn_file_only_those_inside_are_told(client, clerk, desk, public):
    actions.withdraw(public, reason="统计有误。", by=SYSTEM, at=FIRST)
    through(desk, explained(desk))
    sheet = f"{ROOM}{Compilation.objects.get().pk}/"
    shown = client.get(REPORT).text
    assert f"：{NOTE}" in shown
    assert "以前的版本仍可查看" not in shown
    assert f'href="{REPORT}editions/1/"' not in shown
    assert client.get(f"{REPORT}editions/1/source").status_code == 404
    told = clerk.get(f"{sheet}versions/").text
    assert "统计有误。" in told
    assert "撤回" in told
    assert f'href="{REPORT}editions/1/source"' not in told


def test_one_former_file_is_taken_out_for_good_alone(client, desk, public, person_with):
    source = kept(public.source.name)
    actions.take_in(desk.organ, file_of(desk, **CHANGED), note=NOTE, by=SYSTEM, at=NOW)
    sheet = f"/office/annual-reports/{public.pk}/"
    head, other = (sign_in(Client(), person_with("office_head", desk.organ)) for _ in range(2))
    assert "只清除第1版的原文件" in head.get(f"{sheet}propose-expunge/").text
    said = {"reason": "unlawful", "article": "个人信息保护法第四十七条"}
    head.post(f"{sheet}propose-expunge/", said | {"what": FormerReport.objects.get().pk})
    assert f"{sheet}decide-expunge/" in other.get("/office/").text
    assert "第1版" in other.get(f"{sheet}decide-expunge/").text
    answer = other.post(f"{sheet}decide-expunge/", {"decision": "carry_out"}, follow=True)
    assert "已清除" in answer.text
    former = FormerReport.objects.get()
    assert (former.data, former.source.name, former.note) == ({}, "", NOTE)
    assert not source.exists()
    assert client.get(f"{REPORT}editions/1/").status_code == 404
    assert f"更正：{NOTE}" in client.get(REPORT).text
    assert list(verify()) == []


def test_a_withdrawn_report_hides_what_was_before(client, desk, public):
    actions.take_in(desk.organ, file_of(desk, **CHANGED), note=NOTE, by=SYSTEM, at=FIRST)
    actions.withdraw(desk.organ.reports.get(), reason="有误。", by=SYSTEM, at=FIRST)
    assert FormerReport.objects.exists()
    for path in ("editions/1/", "editions/1/source", "editions/1.docx"):
        assert client.get(f"{REPORT}{path}").status_code in (404, 410)
