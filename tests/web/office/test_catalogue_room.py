"""The catalogue in the office: adopted, added to, given to somebody, ended, exported."""

import io

import openpyxl
import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue.actions import adopt_starter, end_row
from gongkai.web.catalogue.models import Row
from gongkai.web.organs.actions import add_section
from gongkai.web.organs.models import Section
from tests.web.conftest import NOW

LIST = "/office/catalogue/"


@pytest.fixture
def head(browser_of, organ):
    return browser_of("office_head", organ)


@pytest.fixture
def adopted(organ) -> dict[str, Row]:
    adopt_starter(organ, by=SYSTEM, at=NOW)
    return {row.code: row for row in organ.catalogue_rows.all()}


def filled(organ, **fields):
    given = {
        "organ": organ.pk,
        "level1": "养老服务",
        "name": "高龄津贴发放",
        "basis": "县标准目录",
        "limit": "publication",
        "cycle": "quarterly",
        "channels": ["website", "notice_board"],
        "audience": "全社会",
        "method": "active",
    }
    return given | fields


def test_the_basic_catalogue_is_adopted_once(head, organ):
    answer = head.post(f"{LIST}adopt/", {"organ": organ.pk}, follow=True)
    assert "列入41项公开事项，请逐项指定" in answer.text
    assert "机关职能和机构设置" in answer.text
    again = head.post(f"{LIST}adopt/", {"organ": organ.pk}, follow=True)
    assert "已有基础目录的全部事项" in again.text
    assert Row.objects.count() == 41


def test_a_row_of_its_own_is_added_and_changed(head, organ):
    form = head.get(f"{LIST}add/").text
    assert f'<option value="{organ.pk}" selected>' in form
    assert 'value="website" id="id_channels_0" checked' in form
    answer = head.post(f"{LIST}add/", filled(organ), follow=True)
    row = Row.objects.get()
    assert (row.code, row.channels) == ("own_001", ["website", "notice_board"])
    assert "社区、企事业单位、村公示栏" in answer.text
    assert 'value="notice_board" id="id_channels_' in head.get(f"{LIST}{row.pk}/change/").text
    head.post(f"{LIST}{row.pk}/change/", filled(organ, cycle="monthly", name="高龄补贴"))
    row.refresh_from_db()
    assert (row.cycle, row.name) == ("monthly", "高龄补贴")


def test_a_row_without_a_channel_is_told_on_the_form(head, organ):
    answer = head.post(f"{LIST}add/", filled(organ, channels=[]))
    assert answer.status_code == 200
    assert not Row.objects.exists()


def test_the_name_of_a_row_of_the_law_is_not_asked(head, organ, adopted):
    row = adopted["town_assistance"]
    form = head.get(f"{LIST}{row.pk}/change/").text
    assert 'name="cycle"' in form
    assert 'name="name"' not in form
    head.post(f"{LIST}{row.pk}/change/", filled(organ, name="别的", cycle="monthly"))
    row.refresh_from_db()
    assert (row.name, row.cycle) == ("社会救助", "monthly")


def test_somebody_is_made_responsible(head, browser_of, county, organ, adopted, person_with):
    row = adopted["town_assistance"]
    section = add_section(Section(organ=organ, name="社会事务办公室"), by=SYSTEM, at=NOW)
    clerk = person_with("clerk", organ, name="沈听雨")
    sheet = f"{LIST}{row.pk}/"
    assert "还没有指定责任科室和责任人" in head.get(sheet).text
    shown = head.post(f"{sheet}assign/", {"section": section.pk, "person": clerk.pk}, follow=True).text
    assert "还没有指定" not in shown
    assert "沈听雨" in shown
    assert "沈听雨" in head.get(f"{LIST}?section={section.pk}").text
    elsewhere = browser_of("clerk", county)
    assert "沈听雨" not in elsewhere.get(sheet).text
    assert "沈听雨" not in elsewhere.get(f"{LIST}?section={section.pk}").text
    assert "社会事务办公室" in elsewhere.get(f"{LIST}?section={section.pk}").text


def test_a_row_ends(head, adopted):
    row = adopted["town_levies"]
    sheet = f"{LIST}{row.pk}/"
    told = head.post(f"{sheet}end/", {"on": "2026-02-03"}, follow=True).text
    assert "已停用（自2026年2月3日起）" in told
    assert f"{sheet}change/" not in told
    assert head.get(f"{sheet}change/").status_code == 403


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("state=ended", "筹资筹劳", "房屋征收"),
        ("state=active&q=征收", "房屋征收", "筹资筹劳"),
        ("state=not_involved", "宅基地使用情况审核", "房屋征收"),
        ("cycle=quarterly", "监督检查情况", "房屋征收"),
        ("is_statutory=false&q=津贴", "没有", "房屋征收"),
    ],
)
def test_filters(head, adopted, query, shown, hidden):
    end_row(adopted["town_levies"], on=NOW.date(), by=SYSTEM, at=NOW)
    Row.objects.filter(code="town_homesteads").update(statement_item=5)
    text = head.get(f"{LIST}?{query}").text
    assert shown in text
    assert hidden not in text


def test_the_list_is_exported_in_the_order_of_the_catalogue(head, organ, adopted):
    answer = head.get(f"{LIST}?export=xlsx&organ={organ.pk}")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    lines = list(book.active.iter_rows(values_only=True))
    assert lines[0][:4] == ("公开主体", "编码", "一级事项", "公开事项")
    assert [line[1] for line in lines[1:]] == list(adopted)
    assert "政府网站" in lines[1]


def test_the_sheet_tells_the_limit_and_where_it_comes_from(head, adopted):
    text = head.get(f"{LIST}{adopted['town_budget'].pk}/").text
    assert "批准之日起20日内，依据预算法第十四条" in text
    report = head.get(f"{LIST}{adopted['report_township'].pk}/").text
    assert "报告年度的次年1月31日以前" in report
    assert "法律没有写明，主管部门可以另定" in report
    assert "7个工作日内，依据国办发〔2018〕118号（没有看到正式文本，请核对）" in (
        head.get(f"{LIST}{adopted['town_penalties'].pk}/").text
    )


def test_others_look_and_do_not_change(browser_of, organ, adopted):
    clerk = browser_of("clerk", organ)
    sheet = f"{LIST}{adopted['guide'].pk}/"
    text = clerk.get(sheet).text
    assert "政府信息公开指南" in text
    assert "这一事项下还没有公开的信息" in text
    assert f"{sheet}change/" not in text
    assert clerk.post(f"{sheet}end/", {"on": "2026-02-03"}).status_code == 403
