"""How to apply, where to read, to whom to complain: from the record of today."""

from datetime import date

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.channels import actions as channels
from gongkai.web.channels.models import EquipmentCheck, PublicPlace
from gongkai.web.organs import actions as organs
from gongkai.web.organs.actions import Passing
from gongkai.web.organs.models import RemedyBody
from tests.web.conftest import NOW
from tests.web.portal_items.conftest import links, page, words

pytestmark = pytest.mark.django_db
APPLY, PLACES = "/organs/zhenxi/apply/", "/organs/zhenxi/places/"


def ways(client, under):
    """The lines of the table under a heading, each by its label."""
    section = page(client, APPLY).select_one(f"section[aria-labelledby={under}]")
    return {words(line.dt): words(line.dd) for line in section.select(".ways > div")}


@pytest.fixture
def place(organ, town):
    """`place("hall", "便民大厅")`: an open place in 柳湾村."""

    def added(kind, name):
        row = PublicPlace(
            organ=organ, kind=kind, name=name, village="柳湾村", location="村委会门前", keeper="许知秋",
            opened_on=date(2025, 1, 1),
        )  # fmt: skip
        return channels.add_place(row, by=town.clerk, at=NOW)

    return added


def test_each_way_in_is_open_or_said_to_be_closed(client, organ):
    organs.change_contacts(organ, by=SYSTEM, at=NOW, email="a@b.example", fax="未开通")
    told = ways(client, "apply-1")
    assert list(told) == ["当面提交", "邮寄", "传真", "电子邮件", "在线申请"]
    assert "溪前街2号" in told["当面提交"]
    assert told["电子邮件"].startswith("发至a@b.example。")
    assert {told["传真"], told["在线申请"]} == {"未开通"}


def test_what_to_write_how_long_and_what_it_costs(client, organ):
    main = page(client, APPLY).main
    assert [words(heading) for heading in main.select("h2")] == [
        "申请渠道", "申请的内容", "办理期限", "答复", "收费", "不满意答复，或者没有得到答复", "联系方式",
    ]  # fmt: skip
    assert "20个工作日" in words(main)
    assert "不收取费用" in words(main)
    assert not set("{}") & set(main.get_text())


def test_whoever_hears_complaints_is_the_organs_own(client, county, organ):
    body = RemedyBody(organ=organ, remedy="review", body=county, since_on=date(2020, 1, 1))
    organs.settle_remedy(body, by=SYSTEM, at=NOW)
    told = ways(client, "remedies")
    assert told["投诉、举报"] == "墨鹭县人民政府"
    assert told["行政复议"] == "墨鹭县人民政府"
    listed = links(page(client, "/complaints/").select_one(".tiles--organs"))
    assert listed["墨鹭县人民政府"] == "/organs/county/apply/#remedies"


def test_nobody_applies_to_an_organ_that_is_no_more(client, county, organ):
    organs.dissolve(organ, [Passing(county)], on=NOW.date(), document="批复", by=SYSTEM, at=NOW)
    main = page(client, APPLY).main
    assert links(main.select_one(".verdict")) == {"墨鹭县人民政府": "/organs/county/"}
    assert not main.select(".ways")


def test_an_enquiry_place_with_what_works_and_what_lies_there(client, place, town):
    hall = place("hall", "便民大厅")
    for state, on in (("broken", date(2026, 1, 5)), ("works", date(2026, 2, 1))):
        check = EquipmentCheck(
            place=hall, equipment="查询终端", state=state, checked_on=on, remark="换过主板"
        )
        channels.check_equipment(check, by=town.clerk, at=NOW)
    channels.put_material(hall, title="公开指南", on=date(2026, 1, 8), by=town.clerk, at=NOW)
    main = page(client, PLACES).main
    told = {words(line.dt): words(line.dd) for line in main.select(".place .facts-list div")}
    assert told["设备"] == "查询终端可用（2026年2月1日检查）"
    assert told["资料"] == "公开指南（2026年1月8日更新）"
    assert told["位置"] == "柳湾村村委会门前"
    assert not any(inside in words(main) for inside in ("许知秋", "换过主板", "同事"))


def test_the_boards_of_each_village_and_none_that_is_closed(client, place, town):
    place("notice_board", "柳湾村公示栏")
    closed = place("loudspeaker", "旧喇叭")
    channels.close_place(closed, on=NOW.date(), by=town.clerk, at=NOW)
    villages = [words(line) for line in page(client, PLACES).select(".matters > div")]
    assert villages == ["枕溪镇柳湾村柳湾村公示栏村委会门前"]
    assert "柳湾村公示栏" in words(page(client, "/organs/county/places/").main)


def test_where_no_place_is_kept_one_can_still_ask(client, organ):
    main = page(client, PLACES).main
    assert "没有登记查阅点，可以到工作机构当面查阅。" in words(main)
    assert "地址溪前街2号" in words(main)


def test_at_the_top_one_chooses_first_whose_information_it_is(client, county, organ):
    main = page(client, "/organs/county/apply/").main
    assert words(main.select_one("h2")) == "向哪个机关申请"
    assert links(main.select_one(".tiles--organs"))["墨鹭县人民政府现在这一页"] == "/organs/county/apply/"
    assert "/organs/zhenxi/apply/" in links(main).values()
    below = page(client, APPLY)
    assert not below.select("#which")
    assert links(below.main)["选择机关"] == "/organs/county/apply/"
    assert links(page(client, "/organs/zhenxi/").footer)["申请公开"] == APPLY


def test_places_ask_no_more_however_many_there_are(client, place, django_assert_num_queries):
    for number in range(4):
        place("hall", f"大厅{number}")
    with django_assert_num_queries(5):  # the organ, its places, machines, materials; whose site it is
        client.get(PLACES)
