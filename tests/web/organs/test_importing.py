"""A list of organs: each row gets its verdict; nothing is half taken in."""

from datetime import date

import pytest

from gongkai.engine.intake import take_bytes
from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import Problem, Refused
from gongkai.web.demo.county import county as demo_county
from gongkai.web.ledger.models import Event
from gongkai.web.organs.actions import change_contacts, merge, rename
from gongkai.web.organs.importing import carry_out, take_roster, template
from gongkai.web.organs.importing.columns import COLUMNS, column_of
from gongkai.web.organs.importing.sheet import read
from gongkai.web.organs.models import Organ
from tests.web.conftest import NOW

from .lists import HEADINGS, csv_file, judged, reasons, taken_in, town, verdicts, xlsx_file
from .planting import credit_code, is_sound, kinds_of, last_sentence, organ_below


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_csv_file_is_read_in_whatever_encoding_offices_save_it(county, encoding):
    planned = judged(csv_file(town("拾穗镇人民政府"), encoding=encoding))
    assert (planned.rows[0].name, planned.rows[0].slug) == ("拾穗镇人民政府", "shi-sui-zhen-ren-min-zheng-fu")


def test_a_workbook_is_read_below_its_title(county):
    planned = judged(xlsx_file(town("拾穗镇人民政府", phone="000-5550202")))
    assert verdicts(planned) == {4: "new"}
    assert planned.rows[0].values["phone"] == "000-5550202"


def test_the_dry_run_writes_nothing(county):
    before = Event.objects.count()
    judged(csv_file(town("拾穗镇人民政府")))
    assert (Organ.objects.count(), Event.objects.count()) == (1, before)


def test_rows_may_stand_in_any_order(county):
    rows = [
        ("谷场站", "station", "乡级", "派出机构", "拾穗镇人民政府", "", ""),
        town("拾穗镇人民政府", slug="shisui", code=credit_code(5)),
    ]
    planned = taken_in(csv_file(*rows))
    assert verdicts(planned) == {2: "new", 3: "new"}
    assert Organ.objects.get(slug="station").path == "county/shisui/station/"
    assert last_sentence() == "系统于2026年2月3日09:30按名册登记机关：新增2个，更改0个。"
    assert is_sound()


def test_a_second_run_changes_nothing(county):
    source = csv_file(town("拾穗镇人民政府", code=credit_code(5)))
    taken_in(source)
    before = Event.objects.count()
    assert verdicts(taken_in(source)) == {2: "unchanged"}
    assert Event.objects.count() == before


def test_a_change_says_which_fields_and_an_empty_cell_changes_nothing(organ):
    planned = taken_in(csv_file(("枕溪镇人民政府", "zhenxi", "乡级", "街道", "", "", "1")))
    told = {(change.heading, change.before, change.after) for change in planned.rows[0].changes}
    assert told == {("类别", "人民政府", "街道办事处"), ("联系电话", "0555-5550123", "1")}
    organ.refresh_from_db()
    assert (organ.address, organ.parent.slug) == ("溪前街2号", "county")
    assert kinds_of(organ)[1:] == ["organs.contacts_changed", "organs.particulars_changed"]
    assert is_sound()


def test_two_organs_change_places(county):
    upper = organ_below(county, "upper", "上局")
    lower = organ_below(upper, "lower", "下局")
    rows = [("上局", "", "", "", "下局", "", ""), ("下局", "", "", "", "墨鹭县人民政府", "", "")]
    assert verdicts(taken_in(csv_file(*rows))) == {2: "changed", 3: "changed"}
    upper.refresh_from_db(), lower.refresh_from_db()
    assert (lower.path, upper.path) == ("county/lower/", "county/lower/upper/")
    assert is_sound()


REFUSED = {
    "no parent": (town("拾穗镇人民政府", "无名县人民政府"), "没有找到上级机关“无名县人民政府”"),
    "own parent": (town("拾穗镇人民政府", "拾穗镇人民政府"), "绕成了一圈：拾穗镇人民政府 → 拾穗镇人民政府"),
    "unknown kind": (
        ("某站", "", "乡级", "协会", "墨鹭县人民政府", "", ""),
        "类别：没有“协会”这一种，可以填：人民政府、街道办事处",
    ),
    "no level": (("某站", "", "", "部门", "墨鹭县人民政府", "", ""), "没有填级别"),
    "no name": (("", "nobody", "乡级", "部门", "墨鹭县人民政府", "", ""), "没有填全称"),
    "bad code": (town("拾穗镇人民政府", code="119900000000000001"), "最后一位校验码不符"),
    "bad slug": (town("拾穗镇人民政府", slug="拾穗"), "网址名：只能用小写英文字母"),
    "other slug": (town("枕溪镇人民政府", slug="other"), "网址名定下后不再更改，现在是“zhenxi”"),
    "two organs": (town("枕溪镇人民政府", slug="county"), "指的不是同一个机关"),
    "code of another": (town("枕溪镇人民政府", code=credit_code(1)), "指的不是同一个机关"),
    "ended": (town("旧局"), "“旧局”已合并"),
    "ended parent": (town("拾穗镇人民政府", "旧局"), "上级机关“旧局”已合并"),
    "former name": (town("昔日局"), "是“今日局”的曾用名"),
    "renamed by its address name": (
        town("枕溪街道办事处", slug="zhenxi"),
        "更名要写明日期和依据文件，请在“枕溪镇人民政府”的页面上办理“更名”",
    ),
    "renamed by its code": (town("无码局", code=credit_code(1)), "“有码局”的全称改为“无码局”"),
    "formula": (town("=HYPERLINK(1)"), "全称：不能以“=”"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_row_that_cannot_be_taken_in_is_explained(organ, county, case):
    organ_below(county, "coded", "有码局", code=credit_code(1))
    merge(organ_below(county, "old", "旧局"), county, on=NOW.date(), document="文件", by=SYSTEM, at=NOW)
    rename(organ_below(county, "now", "昔日局"), name="今日局", short_name="今日局", by=SYSTEM, at=NOW)
    row, reason = REFUSED[case]
    planned = judged(csv_file(row, town("灯下镇人民政府")))
    assert reason in reasons(planned)[2], reasons(planned)
    assert verdicts(planned)[3] == "new"
    with pytest.raises(Refused, match="一行也没有登记"):
        carry_out(planned, seal=planned.seal, by=SYSTEM, at=NOW)
    assert not Organ.objects.filter(name="灯下镇人民政府").exists()


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (town("拾穗镇人民政府", slug="b"), "全称“拾穗镇人民政府”与第2行重复"),
        (town("借山乡人民政府", slug="a"), "网址名“a”与第2行重复"),
        (
            town("借山乡人民政府", slug="b", code=credit_code(9)),
            f"统一社会信用代码“{credit_code(9)}”与第2行重复",
        ),
    ],
)
def test_a_row_that_repeats_an_earlier_one_is_refused(county, second, reason):
    planned = judged(csv_file(town("拾穗镇人民政府", slug="a", code=credit_code(9)), second))
    assert reason in reasons(planned)[3]


def test_a_parent_that_is_missing_is_all_that_is_wrong(county, viewer_of):
    told = reasons(judged(csv_file(town("拾穗镇人民政府", "无名县人民政府")), viewer_of("admin", county)))
    assert told[2].startswith("没有找到上级机关“无名县人民政府”。")
    assert "不在您管理的范围内" not in told[2]


def test_an_admin_keeps_his_own_organ_in_order_below_one_that_is_not_his(organ, county, viewer_of):
    admins = {county: viewer_of("admin", county), organ: viewer_of("admin", organ)}
    rows = {
        county: ("墨鹭县人民政府", "", "", "", "", "", "1"),
        organ: ("枕溪镇人民政府", "", "", "", "墨鹭县人民政府", "", "1"),
    }
    for place, by in admins.items():
        assert set(verdicts(taken_in(csv_file(rows[place]), by)).values()) == {"changed"}
    assert "不在您管理的范围内" in reasons(judged(csv_file(rows[county]), admins[organ]))[2]


def test_a_list_that_changes_nothing_says_so(county):
    planned = judged(csv_file(("墨鹭县人民政府", "county", "县级", "", "", "", "")))
    assert planned.is_idle
    assert not judged(csv_file(town("拾穗镇人民政府"))).is_idle
    assert not judged(csv_file(town("拾穗镇人民政府", "无名县"))).is_idle


def test_a_circle_is_told_to_each_row_in_it_and_to_no_other(county):
    rows = [town("甲局", "丙局"), town("乙局", "甲局"), town("丙局", "乙局"), town("丁局", "甲局")]
    told = reasons(judged(csv_file(*rows)))
    assert set(told) == {2, 3, 4}
    assert "甲局 → 丙局 → 乙局 → 甲局" in told[2]


def test_a_circle_through_organs_that_stand_already_is_found(organ, county):
    told = reasons(judged(csv_file(("墨鹭县人民政府", "", "", "", "枕溪镇人民政府", "", ""))))
    assert "绕成了一圈" in told[2]


def test_a_plan_holds_for_its_file_and_for_the_organs_it_was_made_against(organ):
    planned = judged(csv_file(town("拾穗镇人民政府")))
    other = judged(csv_file(town("借山乡人民政府")))
    for stale in (other.seal, ""):
        with pytest.raises(Refused, match="有了变动"):
            carry_out(planned, seal=stale, by=SYSTEM, at=NOW)
    change_contacts(organ, phone="1", by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="有了变动"):
        carry_out(planned, seal=planned.seal, by=SYSTEM, at=NOW)
    assert Organ.objects.count() == 2


def test_an_admin_takes_in_his_own_ground(organ, county, viewer_of):
    admin, clerk = viewer_of("admin", county), viewer_of("clerk", county)
    rows = [town("拾穗镇人民政府"), ("谷场站", "", "乡级", "派出机构", "拾穗镇人民政府", "", "")]
    assert set(verdicts(judged(csv_file(*rows), clerk)).values()) == {"refused", "new"}
    with pytest.raises(Refused):
        taken_in(csv_file(*rows), clerk)
    planned = taken_in(csv_file(*rows), admin)
    assert set(verdicts(planned).values()) == {"new"}
    assert Event.objects.filter(kind="organs.founded", duty="admin").count() == 2
    assert "不在您管理的范围内" in reasons(judged(csv_file(town("别县人民政府", "")), admin))[2]


def test_dates_and_yes_and_no_are_read_as_offices_write_them(county):
    headings = ("全称", "级别*", "类别（必填）", "上级", "成立日期", "规范性文件制定权", "备注")
    planned = taken_in(
        csv_file(("某局", "县级", "部门", "墨鹭县", "2001年3月1日", "是", "x"), headings=headings)
    )
    organ = Organ.objects.get(name="某局")
    assert (organ.since_on, organ.has_rule_making_power, organ.parent) == (date(2001, 3, 1), True, county)
    assert planned.unread == ("备注",)
    assert (
        planned.summary() == "共 1 行：新增 1 行，更改 0 行，不变 0 行，不能登记 0 行。没有用到的列：备注。"
    )


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: csv_file(headings=("甲", "乙")), "没有找到列名"),
        (lambda: csv_file(headings=("全称", "机关名称", "级别")), "“全称”一列有两处"),
        (lambda: xlsx_file(town("拾穗镇人民政府"), hidden=4), "隐藏的行或列"),
        (lambda: csv_file(('"拾穗镇人民政府', "", "", "", "", "", "")), "引号不成对"),
        (lambda: take_bytes(b"<html><body><table></table></body></html>", name="x.html"), "XLSX 或 CSV"),
    ],
)
def test_a_file_that_is_no_list_is_told(county, make, reason):
    with pytest.raises(Problem, match=reason):
        judged(make())


def test_an_empty_list_is_not_carried_out(county):
    with pytest.raises(Refused):
        taken_in(csv_file())


def test_long_names_get_short_addresses_and_equal_ones_a_number(county):
    names = ["墨鹭县" + "经济技术开发" * 6 + f"第{number}局" for number in "一亦"]
    headings = (*HEADINGS, "简称")
    rows = [(*town(name), name[-5:]) for name in names]
    slugs = [row.slug for row in judged(csv_file(*rows, headings=headings)).rows]
    assert all(len(slug) <= 60 for slug in slugs)
    assert slugs[1] == f"{slugs[0]}-2"


def test_the_template_can_be_filled_in(county):
    sheet = read(take_bytes(template(), name="模板.xlsx"))
    assert sheet.rows == ()
    assert sheet.fields == {column.field for column in COLUMNS}
    assert sheet.unread == ()


def test_headings_are_known_with_marks_and_remarks():
    assert [column_of(text).field for text in ("全 称*", "单位名称（必填）", "电话：")] == [
        "name",
        "name",
        "phone",
    ]
    assert column_of("备注") is None


PICTURE = b"\x89PNG\r\n\x1a\n"
OLD_SHEET = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize("data", [PICTURE, OLD_SHEET, b"PK\x03\x04", bytes(range(256)), b"%PDF-1.7"])
def test_what_is_no_list_gets_advice_about_lists(data):
    with pytest.raises(Problem) as told:
        read(take_roster(data, name="名册.png"))
    assert "名册应是 XLSX 或 CSV 文件" in str(told.value)
    assert "报告" not in str(told.value)
    assert "docx" not in str(told.value)


def test_the_example_of_the_template_is_no_organ_of_the_demo():
    example = {column.field: column.example for column in COLUMNS}
    for raw in demo_county()["organs"]:
        assert raw["code"] != example["code"]
        assert raw["name"] != example["name"]
        assert raw["slug"] != example["slug"]


def test_the_examples_of_the_template_hold():
    for column in COLUMNS:
        if column.example and column.field != "parent":
            Organ._meta.get_field(column.field).clean(column.read(column.example), None)
