"""The deadline board, what an authority settles for a year, and the tables of any period."""

import re
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from gongkai.web.foundations import clock
from gongkai.web.organs.models import Organ, Status
from tests.web.reports.ledgers import begun

ROOM = "/office/compilations/"
NEW = "table3.new_received.natural_person"


@pytest.fixture
def authority(browser_of, county):
    return browser_of("authority", county)


@pytest.fixture
def year():
    return clock.today().year - 1


def lines(page):
    """The lines of the board, by what stands in them."""
    return [re.sub(r"<[^>]+>", " ", line) for line in re.findall(r"<tr>(.*?)</tr>", page, re.S)]


def test_the_board_shows_who_has_begun_and_who_is_late(authority, clerk, organ, year):
    clerk.post(f"{ROOM}begin/", {"organ": organ.pk, "year": year})
    page = authority.get(f"{ROOM}board/?year={year}").text
    assert "没有公布的有2个已经逾期。" in page
    board = lines(page)
    [town] = [line for line in board if "枕溪镇人民政府" in line]
    [county] = [line for line in board if "墨鹭县人民政府" in line]
    assert "编写中" in town
    assert "没有开始编制" in county
    assert "已经逾期" in town
    only = lines(authority.get(f"{ROOM}board/?year={year}&state=not_begun").text)
    assert not [line for line in only if "枕溪镇人民政府" in line]


def test_an_organ_owes_no_report_of_a_year_at_whose_end_it_was_not_there(authority, organ, year):
    """Neither who was set up since then, nor who had ended before; who ended since then does."""
    ended = {"status": Status.DISSOLVED}
    for days, is_there in (
        ({"since_on": date(year + 1, 1, 5)}, False),
        ({"since_on": None, "until_on": date(year, 12, 31)} | ended, False),
        ({"until_on": date(year + 1, 1, 1)} | ended, True),
    ):
        Organ.objects.filter(pk=organ.pk).update(**days)
        assert ("枕溪镇人民政府" in authority.get(f"{ROOM}board/?year={year}").text) is is_there


def test_a_report_that_came_as_a_file_counts_as_published(authority, reported, year):
    board = lines(authority.get(f"{ROOM}board/?year={year}").text)
    [town] = [line for line in board if "枕溪镇人民政府" in line]
    assert "已公布" in town


def test_an_earlier_day_of_the_authority_counts(authority, clerk, county, organ, year):
    said = {
        "authority": county.pk,
        "year": year,
        "townships_due_on": f"{year + 1}-01-20",
        "has_pre_review": "on",
    }
    assert authority.post(f"{ROOM}arrange/", said).status_code == 302
    board = lines(authority.get(f"{ROOM}board/?year={year}").text)
    [town] = [line for line in board if "枕溪镇人民政府" in line]
    assert f"{year + 1}年1月20日" in town


def test_special_items_are_asked_for_and_dropped(authority, clerk, county, organ, year):
    said = {"authority": county.pk, "year": year, "title": "政务公开专区建设情况", "what": "写明专区的数量。"}
    assert authority.post(f"{ROOM}set-special/", said).status_code == 302
    clerk.post(f"{ROOM}begin/", {"organ": organ.pk, "year": year})
    page = clerk.get(_sheet(organ)).text
    assert "政务公开专区建设情况" in page
    assert "主管部门的要求：写明专区的数量。" in page
    item = re.search(r"special=(\d+)", page)[1]
    assert authority.post(f"{ROOM}drop-special/", {"item": item}).status_code == 302
    assert "政务公开专区建设情况" not in clerk.get(_sheet(organ)).text


def _sheet(organ):
    return f"{ROOM}{organ.compilations.get().pk}/"


def test_the_tables_of_a_month_open_to_their_cases(clerk, in_hand, organ):
    begun(organ)
    today = clock.today()
    asked = f"organ={organ.pk}&year={today.year}&span=m{today.month}"
    page = clerk.get(f"{ROOM}statistics/?{asked}").text
    assert f"{today.year}年{today.month}月" in page
    cell = re.search(rf'<td id="{re.escape(NEW)}".*?href="([^"]+)"[^>]*>(\d+)<', page, re.S)
    assert cell[2] == "1"
    assert f"/office/applications/{in_hand.pk}/" in clerk.get(cell[1].replace("&amp;", "&")).text


def test_the_tables_are_taken_away_as_a_workbook(clerk, in_hand, organ):
    begun(organ)
    today = clock.today()
    answer = clerk.get(f"{ROOM}statistics/file.xlsx?organ={organ.pk}&year={today.year}&span=year")
    book = load_workbook(BytesIO(answer.content))
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert 1 in values
    assert clerk.get(f"{ROOM}statistics/file.exe").status_code == 400


@pytest.mark.parametrize(
    ("span", "told", "not_told"), [("q1", "本期", "本年"), ("m2", "本期", "本年"), ("year", "本年", "本期")]
)
def test_the_tables_of_a_part_of_a_year_do_not_speak_of_the_year(clerk, organ, span, told, not_told):
    """On the screen, behind a figure and in both files."""
    asked = f"organ={organ.pk}&year={clock.today().year - 1}&span={span}"
    table = BeautifulSoup(clerk.get(f"{ROOM}statistics/?{asked}").text, "lxml").select(".report-table")
    said = "".join(one.get_text() for one in table)
    cell = clerk.get(f"{ROOM}statistics/cells/table3.new_received.total/?{asked}").text
    book = load_workbook(BytesIO(clerk.get(f"{ROOM}statistics/file.xlsx?{asked}").content))
    printed = [str(one.value) for sheet in book for row in sheet.iter_rows() for one in row]
    for text in (said, BeautifulSoup(cell, "lxml").select("h2.w-h2")[0].get_text(), "".join(printed)):
        assert f"{told}新收" in text
        assert not_told not in text
    carried = ("上期结转", "结转下期继续办理") if told == "本期" else ("上年结转", "结转下年度继续办理")
    assert all(word in said and word in "".join(printed) for word in carried)


def test_the_tables_of_a_period_are_printed_in_the_order_of_the_form(clerk, organ):
    asked = f"organ={organ.pk}&year={clock.today().year - 1}&span=q1"
    document = pypdfium2.PdfDocument(clerk.get(f"{ROOM}statistics/file.pdf?{asked}").content)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert len(pages) == 3
    text = "".join(pages)
    assert text.index("行政许可") < text.index("本期新收") < text.index("行政复议")


def test_a_period_that_has_not_begun_is_not_counted(clerk, organ, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 22))
    asked = f"organ={organ.pk}&year=2026&span="
    assert "2026年12月还没有开始" in (page := clerk.get(f"{ROOM}statistics/?{asked}m12").text)
    assert "report-table" not in page
    assert clerk.get(f"{ROOM}statistics/file.xlsx?{asked}m12").status_code == 400
    assert "2026年第四季度（截至2026年11月22日）" in clerk.get(f"{ROOM}statistics/?{asked}q4").text
    assert "截至" not in clerk.get(f"{ROOM}statistics/?{asked}q3").text


def test_a_cell_that_the_form_does_not_have_is_not_found(clerk, organ):
    assert clerk.get(f"{ROOM}statistics/cells/table9.no.such/").status_code == 404


def test_what_is_due_waits_on_the_first_page_and_leads_to_its_beginning(clerk, organ, year):
    page = clerk.get("/office/").text
    assert f"枕溪镇{year}年度报告（没有开始编制" in page
    address = re.search(r'href="([^"]*compilations/begin/[^"]*)"', page)[1].replace("&amp;", "&")
    form = clerk.get(address).text
    assert f'<option value="{year}" selected>' in form


def test_a_report_that_is_a_sum_opens_to_the_reports_that_it_adds_up(browser_of, county, organ, year):
    clerk = browser_of("clerk", county)
    clerk.post(f"{ROOM}begin/", {"organ": county.pk, "year": year})
    behind = clerk.get(f"{_sheet(county)}cells/{NEW}/").text
    assert "由这些报告相加" in behind
    assert "墨鹭县人民政府（本级）" in behind
