"""The page of a year: entered, confirmed, filled with zeros, compared, handed out; and who sees it."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook

from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue import actions as catalogue
from gongkai.web.decisions.actions import enter
from gongkai.web.decisions.models import MonthlyCount
from gongkai.web.foundations import clock
from gongkai.web.organs.models import Organ
from tests.web.conftest import NOW, sign_in
from tests.web.organs.planting import organ_below

from .conftest import said, year_of

pytestmark = pytest.mark.django_db
YEAR, ENTER = "/office/decisions/year/", "/office/decisions/year/enter/"


@pytest.fixture
def desk(organ, person_with, client, monkeypatch):
    """The clerk of the town, signed in on a day in February 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: localdate(NOW))
    return sign_in(client, person_with("clerk", organ))


def sent(organ: Organ, year=2026, *, source="执法台账", note="", **cells) -> dict[str, str]:
    """A form as the browser sends it: cells={"licences-1": ("was", "says")}."""
    both = {name: says for name, (_was, says) in cells.items()}
    both |= {f"initial-{name}": was for name, (was, _says) in cells.items()}
    return {"organ": organ.pk, "year": year, "source": source, "note": note} | both


def values() -> dict[str, object]:
    return {f"{row.kind}-{row.month.month}": row.value for row in MonthlyCount.objects.kept()}


def test_the_year_shows_what_is_missing_and_what_is_to_come(desk, organ) -> None:
    page = desk.get(YEAR).text
    assert 'name="licences-1"' in page
    # February is not over: half a month is no figure.
    assert 'name="licences-2"' not in page
    assert (page.count("还没有过完"), page.count("还没有到")) == (1, 10)
    assert "缺4项" in page
    assert "1月没有登记齐" in page
    assert "<td>0 / 1</td>" in page  # of the months that are over
    assert "没有登记的不当作 0" in page
    assert 'aria-label="2026年1月行政事业性收费（元）"' in page
    assert "不要把信息处理费算进去" in page


def test_new_values_are_saved_at_once_and_blank_cells_stay_nothing(desk, organ) -> None:
    cells = {
        "licences-1": ("", "12"),
        "penalties-1": ("", "0"),
        "admin_fees-1": ("", "1,234.5"),
        "licences-2": ("", ""),
    }
    answer = desk.post(ENTER, sent(organ, **cells), follow=True)
    assert "已登记 3 项" in answer.text
    assert values() == {"licences-1": 12, "penalties-1": 0, "admin_fees-1": pytest.approx(1234.5)}
    assert "12件" in answer.text
    assert "<td>1 / 1</td>" in answer.text
    assert '<option value="执法台账">' in answer.text


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(desk, organ) -> None:
    cells = {"licences-1": ("", "-3"), "penalties-1": ("", "约5")}
    page = desk.post(ENTER, sent(organ, **cells)).text
    assert "没有保存。请改正标出的地方" in page
    wrong = re.findall(r'<td class="count-wrong">(.*?)</td>', page, re.S)
    assert ['name="licences-1"' in wrong[0], "行政许可不能是负数" in wrong[0], len(wrong)] == [True, True, 2]
    assert "2026年1月：行政许可不能是负数" in page
    assert "2026年1月：行政处罚：“约5”不是以件为单位的数" in page
    assert 'value="约5"' in page
    without = desk.post(ENTER, sent(organ, source="", **{"licences-1": ("", "3")})).text
    assert without.count("没有写明数据来源") == 1
    assert not MonthlyCount.objects.exists()


def test_a_changed_value_is_shown_before_it_is_saved(desk, organ) -> None:
    enter(organ, [said()], by=SYSTEM, at=NOW)
    cells = {"licences-1": ("5", "7"), "penalties-1": ("", "1")}
    page = desk.post(ENTER, sent(organ, **cells)).text
    assert "确认更改" in page
    assert all(words in page for words in ("2026年1月行政许可", "5件", "7件", "另有 1 项是新登记的"))
    assert values() == {"licences-1": 5}
    hidden = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    assert hidden["confirmed"] == "yes"
    hidden.pop("csrfmiddlewaretoken", None)
    desk.post(ENTER, hidden | {"source": "执法台账"})
    assert values() == {"licences-1": 7, "penalties-1": 1}


def test_a_cell_that_nobody_touched_never_writes_over_a_colleague(desk, organ) -> None:
    """The page showed nothing in January; meanwhile somebody entered five."""
    enter(organ, [said()], by=SYSTEM, at=NOW)
    desk.post(ENTER, sent(organ, **{"licences-1": ("", ""), "penalties-1": ("", "2")}))
    assert values() == {"licences-1": 5, "penalties-1": 2}
    page = desk.post(ENTER, sent(organ, **{"licences-1": ("", "9")})).text
    assert "已经由别人登记为5件" in page
    assert values()["licences-1"] == 5


def test_a_button_fills_a_month_with_zeros_and_touches_no_value(desk, organ) -> None:
    enter(organ, [said()], by=SYSTEM, at=NOW)
    desk.post(ENTER, sent(organ, **{"licences-1": ("5", "5"), "penalties-1": ("", "2")}) | {"zeros": "1"})
    assert values() == {"licences-1": 5, "penalties-1": 2, "compulsion-1": 0, "admin_fees-1": 0}


def test_zeros_beside_a_change_wait_for_its_confirmation(desk, organ) -> None:
    enter(organ, [said()], by=SYSTEM, at=NOW)
    enter(organ, [said("penalties")], by=SYSTEM, at=NOW)
    cells = {"licences-1": ("5", "5"), "penalties-1": ("5", "6")}
    page = desk.post(ENTER, sent(organ, **cells) | {"zeros": "1"}).text
    hidden = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    desk.post(ENTER, hidden | {"source": "执法台账"})
    assert values() == {
        "licences-1": 5,
        "penalties-1": 6,
        "compulsion-1": 0,
        "admin_fees-1": 0,
    }


def test_a_frozen_year_asks_why(desk, organ) -> None:
    year_of(organ, SYSTEM, licences=2)
    cells = sent(organ, 2025, **{"licences-3": ("2", "")})
    asked = desk.post(ENTER, cells).text
    assert "请在下面的说明中写明原因" in asked
    assert 'name="note"' in asked
    again = desk.post(ENTER, cells | {"confirmed": "yes"}).text
    assert "确认更改" in again
    assert again.count("请写明更正的原因") == 1
    assert values()["licences-3"] == 2
    desk.post(ENTER, cells | {"confirmed": "yes", "note": "登记在别的机关名下"})
    assert "licences-3" not in values()


def test_the_comparison_stands_beside_it_with_links(desk, organ) -> None:
    catalogue.adopt_starter(organ, by=SYSTEM, at=NOW)
    enter(organ, [said("penalties")], by=SYSTEM, at=NOW)
    page = desk.get(YEAR).text
    row = organ.catalogue_rows.get(code="town_penalties")
    assert reverse("catalogue:sheet", args=[row.pk]) in page
    assert "公开的条数少于登记的决定数" in page
    assert "具有一定社会影响的处罚决定，条数少于决定数不一定有误" in page
    assert "不核对" in page


def test_the_authority_reads_the_years_below_it_and_fills_nothing_in(
    organ, county, person_with, client
) -> None:
    enter(organ, [said()], by=SYSTEM, at=NOW)
    beside = organ_below(None, "elsewhere", "别处县人民政府")
    reader = sign_in(client, person_with("authority", county))
    page = reader.get(YEAR, {"organ": organ.pk, "year": 2026}).text
    assert "<td>5</td>" in page
    assert 'name="licences-1"' not in page
    assert reader.post(ENTER, sent(organ, **{"licences-1": ("5", "6")})).status_code == 403
    assert "请重新选择机关和年度" in reader.get(YEAR, {"organ": beside.pk}).text
    assert values() == {"licences-1": 5}


def test_list_sheet_and_workbook(desk, organ) -> None:
    enter(organ, [said()], by=SYSTEM, at=NOW)
    row = MonthlyCount.objects.get()
    listed = desk.get("/office/decisions/").text
    assert f"/office/decisions/{row.pk}/" in listed
    assert "2026年1月" in listed
    sheet = desk.get(f"/office/decisions/{row.pk}/").text
    assert "登记2026年1月行政许可5件" in sheet
    assert "行政审批系统" in sheet
    assert f"{YEAR}?organ={organ.pk}&amp;year=2026" in sheet
    answer = desk.get("/office/decisions/year/export/", {"organ": organ.pk, "year": 2026})
    assert load_workbook(io.BytesIO(answer.content)).active["C2"].value == 5


def test_a_list_is_judged_confirmed_and_taken_in(desk, organ) -> None:
    def upload(text: str):
        file = SimpleUploadedFile("月度数.csv", text.encode())
        return desk.post("/office/decisions/import/", {"organ": organ.pk, "file": file}).text

    bad = upload("月份,行政许可,行政处罚,数据来源\n2026-01,3,-1,台账\n")
    assert "行政处罚不能是负数" in bad
    assert "decisions:import-confirm" not in bad
    page = upload("月份,行政许可,行政处罚,数据来源\n2026-01,3,1,台账\n")
    assert "行政许可3件，行政处罚1件" in page
    assert not MonthlyCount.objects.exists()
    seal = re.search(r'name="seal" value="(\w+)"', page)[1]
    desk.post("/office/decisions/import/confirm/", {"seal": seal})
    assert values() == {"licences-1": 3, "penalties-1": 1}
    empty = desk.get("/office/decisions/import/empty/").content
    assert load_workbook(io.BytesIO(empty)).sheetnames == ["2026年", "填写说明"]


def test_a_full_year_asks_no_more_questions_than_an_empty_one(
    desk, organ, django_assert_max_num_queries
) -> None:
    desk.get(YEAR)
    year_of(organ, SYSTEM, licences=1, penalties=1, compulsion=0, admin_fees="3")
    with django_assert_max_num_queries(25):
        desk.get(YEAR, {"organ": organ.pk, "year": 2025})
