"""What the public pages say of organs that end, change their name, pass functions on; and of reports withdrawn."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from gongkai.kernel.duties import SYSTEM
from gongkai.web.organs import actions
from gongkai.web.organs.actions import Passing
from gongkai.web.organs.models import Organ, Section
from gongkai.web.organs.selectors import MOST_SHOWN
from gongkai.web.portal import organ_page
from gongkai.web.reports import pictures, sources
from gongkai.web.reports.actions import withdraw
from tests.web.conftest import NOW
from tests.web.organs.planting import organ_below

TODAY = NOW.date()
HOW = {"on": TODAY, "document": "墨鹭县机构改革方案", "by": SYSTEM, "at": NOW}
DAY = "2026年2月3日"


@pytest.fixture
def bureaus(county):
    return [organ_below(county, slug, f"墨鹭县{slug}局") for slug in ("a", "b", "c")]


def page(client, path):
    return BeautifulSoup(client.get(path).text, "lxml")


def words(element):
    return "".join(element.get_text().split())


def links(element):
    return {words(link): link.get("href") for link in element.select("a")}


def shown(client, slug):
    return page(client, f"/organs/{slug}/").main


def tiles(client):
    """The organs of the first page, without how much each has made public."""
    return [words(link).removesuffix("0条") for link in page(client, "/").select(".tiles a")]


def found(client, query):
    """The organs that the search tells of."""
    return [words(line) for line in page(client, f"/search/?q={query}").select(".search-organs li")]


def test_a_merged_organ_says_who_took_over(client, bureaus):
    a, b, _ = bureaus
    actions.merge(a, b, **HOW)
    told = shown(client, "a").select(".verdict")[0]
    assert f"已于{DAY}合并，职能由墨鹭县b局承接。" in words(told)
    assert links(told) == {"墨鹭县b局": "/organs/b/"}
    gained = shown(client, "b").select("#passed + ul li")
    assert [words(line) for line in gained] == [f"自{DAY}起，承接墨鹭县a局（已合并）的全部职能。"]
    assert links(gained[0]) == {"墨鹭县a局": "/organs/a/"}


def test_each_function_of_a_dissolved_organ_has_its_successor(client, bureaus):
    a, b, c = bureaus
    actions.dissolve(a, [Passing(b, "养老服务职能"), Passing(c)], **HOW)
    told = words(shown(client, "a").select(".verdict")[0])
    assert f"已于{DAY}撤销，“养老服务”职能由墨鹭县b局承接，其余职能由墨鹭县c局承接。" in told
    assert "请找承接职能的机关。" in told


def test_the_reports_of_an_organ_that_ended_stay_at_their_addresses(client, county, kept):
    actions.dissolve(kept.organ, [Passing(county)], **HOW)
    assert "以前的年度报告仍在本页" in words(shown(client, "zhenxi"))
    assert client.get("/organs/zhenxi/2024/").status_code == 200


def test_a_successor_that_ended_too_is_told_so(client, bureaus):
    a, b, c = bureaus
    actions.merge(a, b, **HOW)
    actions.merge(b, c, **HOW)
    assert "职能由墨鹭县b局（已合并）承接。" in words(shown(client, "a"))


def test_functions_that_an_organ_passed_on_before_its_end_are_told_apart(client, bureaus):
    a, b, c = bureaus
    actions.pass_functions(a, Passing(b, "社会救助"), **HOW | {"on": TODAY - timedelta(days=30)})
    assert not shown(client, "a").select(".verdict")
    actions.merge(a, c, **HOW)
    main = shown(client, "a")
    assert "职能由墨鹭县c局承接。" in words(main.select(".verdict")[0])
    assert [words(line) for line in main.select("#passed + ul li")] == [
        "自2026年1月4日起，“社会救助”职能由墨鹭县b局承接。"
    ]


def test_an_organ_that_ended_cannot_be_reached(client, county, organ):
    actions.dissolve(organ, [Passing(county)], **HOW)
    main = shown(client, "zhenxi")
    assert not main.select("#contact")
    assert "溪前街2号" not in words(main)
    assert "没有年度报告" in words(main)


def test_former_names_are_told_and_found(client, organ):
    names = {"name": "枕溪街道办事处", "short_name": "枕溪街道"}
    actions.rename(organ, **names, on=date(2026, 2, 1), document="批复", by=SYSTEM, at=NOW)
    assert "曾用名：枕溪镇人民政府（2026年2月1日改名）" in words(shown(client, "zhenxi"))
    assert found(client, "枕溪镇") == ["枕溪街道办事处曾用名：枕溪镇人民政府，电话：0555-5550123"]
    assert found(client, "枕溪") == ["枕溪街道办事处电话：0555-5550123"]
    assert "枕溪街道办事处" in tiles(client)


def test_every_way_to_reach_an_organ_is_there(client, organ):
    values = {
        "postcode": "000000",
        "phone": "000-5550144",
        "fax": "未开通",
        "email": "a@b.example",
        "online_channel": "https://apply.example/?a=1&b=2",
        "office_hours": "工作日 9:00–17:00",
    }
    actions.change_contacts(organ, by=SYSTEM, at=NOW, **values)
    actions.add_section(Section(organ=organ, name="党政办公室", is_disclosure_office=True), by=SYSTEM, at=NOW)
    main = shown(client, "zhenxi")
    listed = {words(row.dt): words(row.dd) for row in main.select(".facts-list div")}
    assert listed == {
        "工作机构": "党政办公室",
        "办公地址": "溪前街2号",
        "邮政编码": "000000",
        "办公时间": "工作日9:00–17:00",
        "联系电话": "000-5550144",
        "传真": "未开通",
        "电子邮箱": "a@b.example",
        "在线申请": "https://apply.example/?a=1&b=2",
        "主管部门": "墨鹭县人民政府",
    }
    assert links(main.select(".facts-list")[0]) == {
        "https://apply.example/?a=1&b=2": "https://apply.example/?a=1&b=2",
        "墨鹭县人民政府": "/organs/county/",
    }


@pytest.mark.parametrize(
    "channel", ["未开通", "javascript:alert(1)", "//elsewhere.example", "data:text/html,x"]
)
def test_only_an_address_on_the_net_becomes_a_link(client, organ, channel):
    Organ.objects.filter(pk=organ.pk).update(online_channel=channel)
    listed = shown(client, "zhenxi").select(".facts-list")[0]
    assert channel in words(listed)
    assert list(links(listed)) == ["墨鹭县人民政府"]


def test_organs_that_exist_come_first_and_the_others_are_found(client, county, bureaus):
    a, b, _ = bureaus
    actions.merge(a, b, **HOW)
    assert tiles(client) == ["墨鹭县人民政府", "墨鹭县b局", "墨鹭县c局", "墨鹭县a局已合并"]
    headings = [words(heading) for heading in page(client, "/").select("h3")]
    assert headings[-1] == "已合并或者撤销的机关"
    assert set(found(client, "局")) == {"墨鹭县b局", "墨鹭县c局", "墨鹭县a局已合并"}
    assert found(client, "a局") == ["墨鹭县a局已合并"]


def test_organs_that_ended_take_nobodys_place(client, db):
    Organ.objects.bulk_create(
        Organ(
            name=f"雁{number}局",
            short_name=f"雁{number}局",
            slug=f"y{number:03}",
            level="county",
            kind="department",
            path=f"y{number:03}/",
            status="dissolved",
            until_on=TODAY,
        )
        for number in range(MOST_SHOWN)
    )
    Organ.objects.create(
        name="鹭局", short_name="鹭局", slug="z", level="county", kind="department", path="z/"
    )
    assert tiles(client)[0] == "鹭局"


def test_the_page_of_an_organ_asks_little_however_much_became_of_it(
    client, bureaus, django_assert_max_num_queries
):
    a, *others = bureaus
    for number in range(4):
        names = {"name": f"墨鹭县第{number}局", "short_name": "局"}
        actions.rename(a, **names, by=SYSTEM, at=NOW)
        actions.pass_functions(a, Passing(others[number % 2], f"职能{number}"), **HOW)
        actions.pass_functions(others[1], Passing(a, f"事务{number}"), **HOW)
    with django_assert_max_num_queries(12):
        assert client.get("/organs/a/").status_code == 200
    actions.dissolve(a, [Passing(one, one.name) for one in others], **HOW)
    with django_assert_max_num_queries(12):
        assert client.get("/organs/a/").status_code == 200


def test_a_withdrawn_report_is_gone_everywhere(client, printed):
    mark = pictures.mark(printed)
    paths = [
        "2025/",
        "2025/source",
        "2025/pages/1/",
        f"2025/pages/1-{mark}.png",
        *(f"2025.{ending}" for ending in ("json", "html", "pdf", "docx", "xlsx")),
    ]
    withdraw(printed, reason="版本有误", by=SYSTEM, at=NOW)
    for path in paths:
        answer = client.get(f"/organs/zhenxi/{path}")
        assert answer.status_code == 410, path
        assert f"已于{DAY}撤回2025年度的报告" in answer.text
        assert "版本有误" not in answer.text
        assert printed.title not in answer.text
    for path in (
        "/",
        "/search/?q=枕溪",
        "/organs/zhenxi/",
        "/annual-reports/",
        "/feed.xml",
        "/sitemap-public-1.xml",
    ):
        text = client.get(path).text
        assert printed.title not in text
        assert "2025 年度报告" not in text
    assert "还没有年度报告" in words(shown(client, "zhenxi"))


def test_a_withdrawn_year_is_no_other_year(client, kept, printed):
    assert "其他年度" in client.get("/organs/zhenxi/2024/").text
    withdraw(printed, reason="版本有误", by=SYSTEM, at=NOW)
    assert "其他年度" not in client.get("/organs/zhenxi/2024/").text
    assert sources.taken_out(printed) is not None


def test_the_sentences_of_the_model_hold_without_successors(organ):
    organ.status, organ.until_on = "dissolved", TODAY
    assert "".join(piece.text for piece in organ_page.page_of(organ, TODAY).ending) == f"已于{DAY}撤销。"
