"""Old registers through the screens: upload, look, confirm; and our own register read back."""

import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.models import Application
from gongkai.web.foundations import clock
from gongkai.web.organs.actions import found
from gongkai.web.organs.models import Organ
from tests.web.conftest import LONG_AGO, NOW, sign_in

from .old_registers import OPEN, imported, listed, row
from .test_importing import SEVERAL

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/office/applications/import-register/"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def browser_of(person_with):
    return lambda duty, organ: sign_in(Client(), person_with(duty, organ))


@pytest.fixture
def clerk(browser_of, organ):
    return browser_of("clerk", organ)


def upload(browser, organ, *rows, data=None):
    file = SimpleUploadedFile("登记册.xlsx", data or listed(*rows))
    return browser.post(PAGE, {"organ": organ.pk, "file": file})


def seal_of(page):
    return page.split('name="seal" value="')[1].split('"')[0]


def test_the_register_leads_here_whoever_may_take_one_over(clerk, browser_of, organ):
    assert PAGE in clerk.get("/office/applications/").text
    for duty in ("section_head", "authority", "admin"):
        browser = browser_of(duty, organ)
        assert browser.get(PAGE).status_code == 403
        assert PAGE not in browser.get("/office/applications/").text
    assert clerk.get(f"{PAGE}empty/").content[:2] == b"PK"


def test_a_dry_run_writes_nothing_and_the_confirmation_writes_all(clerk, organ):
    page = upload(clerk, organ, row()).text
    assert "可以转入 1 行" in page
    assert not Application.objects.exists()
    done = clerk.post(f"{PAGE}confirm/", {"seal": seal_of(page)}, follow=True).text
    assert "已转入 1 件" in done
    sheet = clerk.get(f"/office/applications/{Application.objects.get().pk}/").text
    assert "已有台账转入" in sheet
    assert "周明远" not in page + done + sheet


def test_every_case_that_comes_in_has_its_page(clerk, organ, viewer_of):
    imported(listed(*SEVERAL), organ, by=viewer_of("clerk", organ))
    for case in Application.objects.all():
        assert clerk.get(f"/office/applications/{case.pk}/").status_code == 200, case


def test_what_is_doubtful_is_ticked_one_by_one(clerk, organ):
    page = upload(clerk, organ, row(), row(登记编号="2025-13")).text
    assert 'name="checked" value="3"' in page
    again = clerk.post(f"{PAGE}confirm/", {"seal": seal_of(page)}).text
    assert "还有没有核对的行" in again
    assert not Application.objects.exists()
    clerk.post(f"{PAGE}confirm/", {"seal": seal_of(page), "checked": ["3"]})
    assert Application.objects.count() == 2


def test_a_refused_row_is_told_and_the_file_comes_back(clerk, organ):
    page = upload(clerk, organ, row(处理结果="已转纪委")).text
    assert "不认得处理结果“已转纪委”。" in page
    assert "全部转入" not in page
    answer = clerk.post(f"{PAGE}remarks/", {"seal": seal_of(page)})
    assert "no-store" in answer.headers["Cache-Control"]
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert "已转纪委" in sheet["C2"].value


def test_a_plan_is_confirmed_once_and_by_whoever_has_seen_it(clerk, browser_of, organ):
    seal = seal_of(upload(clerk, organ, row()).text)
    assert browser_of("clerk", organ).post(f"{PAGE}confirm/", {"seal": seal}).status_code == 403
    assert clerk.post(f"{PAGE}confirm/", {"seal": seal}).status_code == 302
    assert clerk.post(f"{PAGE}confirm/", {"seal": seal}).status_code == 403


def test_the_file_waits_sealed(clerk, organ, monkeypatch):
    kept = {}
    monkeypatch.setattr(cache, "set", lambda key, value, _seconds=None: kept.update({key: value}))
    upload(clerk, organ, row())
    (token,) = kept.values()
    assert isinstance(token, str)
    assert "周明远" not in token


def test_what_is_no_register_is_told(clerk, organ):
    assert (
        "这不是表格" in upload(clerk, organ, data=b"%PDF-1.4").text
        or "登记册应是" in upload(clerk, organ, data=b"%PDF-1.4").text
    )
    book, out = Workbook(), io.BytesIO()
    book.active.append(["甲", "乙"])
    book.save(out)
    assert "没有找到列名" in upload(clerk, organ, data=out.getvalue()).text


def test_our_own_register_can_be_read_back(clerk, browser_of, organ, county, viewer_of, person_with):
    more = row(登记编号="2026-3", 收到日期="2026-01-06", 申请人="李望山等3人", 申请内容="集体林权", **OPEN)
    imported(listed(*SEVERAL, more), organ, by=viewer_of("clerk", organ))
    first = exported(clerk)
    other = found(
        Organ(
            name="听泉镇人民政府",
            short_name="听泉镇",
            slug="tingquan",
            level="township",
            kind="government",
            parent=county,
            since_on=LONG_AGO,
        ),
        by=SYSTEM,
        at=NOW,
    )
    browser = browser_of("clerk", other)
    book, out = Workbook(), io.BytesIO()
    book.active.append([*first[0]])
    for line in first[1:]:
        book.active.append([other.name if cell == organ.name else cell for cell in line])
    book.save(out)
    page = upload(browser, other, data=out.getvalue()).text
    ticked = [str(line) for line in range(2, 20)]
    browser.post(f"{PAGE}confirm/", {"seal": seal_of(page), "checked": ticked})
    second = exported(browser)
    assert len(second) == len(SEVERAL) + 2
    assert [told(first[0], line) for line in second[1:]] == [told(first[0], line) for line in first[1:]]


def told(heads, line):
    """A row of the register without the organ and the receipt, which are new."""
    pairs = dict(zip(heads, line, strict=True))
    return {name: cell for name, cell in pairs.items() if name not in ("受理机关", "回执号")}


def exported(browser):
    """The rows of the register as the browser saves them, the heads first, by their numbers."""
    answer = browser.get("/office/applications/?export=xlsx")
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads, *lines = load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    return [heads, *sorted(lines)]
