"""A page of results: what was found, where, under which filters, in which order."""

from datetime import date

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.ledger.actions import act
from gongkai.web.organs.actions import found
from gongkai.web.organs.models import Organ
from gongkai.web.portal.search_pages import MOST_VALUES
from gongkai.web.search import actions
from tests.web.conftest import NOW

from .conftest import links, shown, titles, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(listed, county, organ):
    """A policy of the township in force, one that is not, and one of the county."""
    listed(
        organ,
        "枕溪镇水稻种植补贴办法",
        "实际种粮人每亩补贴120元。",
        ("申领表.docx", "姓名和卡号"),
        kind="policy",
        doc_no="枕政发〔2026〕3号",
        published_on=date(2026, 2, 1),
        validity="valid",
    )
    listed(
        organ,
        "枕溪镇小麦补贴办法",
        "已经停止执行。",
        kind="policy",
        published_on=date(2024, 3, 9),
        year=2024,
        validity="repealed",
    )
    listed(
        county,
        "墨鹭县补贴资金公示",
        "全县补贴资金已经发放。",
        kind="notice",
        published_on=date(2025, 6, 1),
        year=2025,
    )


def test_a_result_says_what_it_is_and_where_the_words_are(client, three):
    main = shown(client, "/search/?q=种粮人")
    (result,) = main.select(".result")
    assert result.a["href"] == "/organs/zhenxi/items/1/"
    assert "枕溪镇人民政府，2026年2月1日，枕政发〔2026〕3号，政策文件" in words(result)
    assert [words(mark) for mark in result.select("mark")] == ["种粮人"]
    assert "正文：" in words(result)
    assert "共1条" in words(main)


def test_words_in_an_attachment_are_told_by_its_name(client, three):
    (result,) = shown(client, "/search/?q=卡号").select(".result")
    assert words(result.select_one(".result__place")) == "附件“申领表.docx”："


def test_what_is_no_longer_in_force_says_so_in_words(client, three):
    states = {
        words(result.a): [words(tag) for tag in result.select(".tag")]
        for result in shown(client, "/search/?q=补贴办法").select(".result")
    }
    assert states == {"枕溪镇水稻种植补贴办法": [], "枕溪镇小麦补贴办法": ["◆已废止"]}


def test_without_words_the_newest_stand_first(client, three):
    main = shown(client, "/search/")
    assert titles(main) == ["枕溪镇水稻种植补贴办法", "墨鹭县补贴资金公示", "枕溪镇小麦补贴办法"]
    assert set(links(main.select_one(".search-orders"))) == {"最新", "最早"}
    assert main.select_one("#q-help")


def test_filters_are_links_with_counts_and_are_taken_off_again(client, three):
    main = shown(client, "/search/?q=补贴")
    filters = links(main.select_one(".search-filters"))
    assert filters["枕溪镇人民政府2"] == "/search/?q=%E8%A1%A5%E8%B4%B4&organ=zhenxi"
    assert filters["公示公告1"] == "/search/?q=%E8%A1%A5%E8%B4%B4&kind=notice"
    assert filters["2024年1"] == "/search/?q=%E8%A1%A5%E8%B4%B4&year=2024"
    assert filters["废止1"] == "/search/?q=%E8%A1%A5%E8%B4%B4&validity=repealed"
    narrowed = shown(client, filters["枕溪镇人民政府2"])
    assert sorted(titles(narrowed)) == ["枕溪镇小麦补贴办法", "枕溪镇水稻种植补贴办法"]
    (current,) = narrowed.select(".search-filters a[aria-current=true]")
    assert words(current) == "枕溪镇人民政府取消"
    assert current["href"] == "/search/?q=%E8%A1%A5%E8%B4%B4"
    assert links(narrowed.select_one(".search-chosen")) == {"筛选：枕溪镇人民政府取消": current["href"]}


def test_filters_add_up(client, three):
    assert titles(shown(client, "/search/?q=补贴&organ=zhenxi&year=2024&kind=policy&validity=repealed")) == [
        "枕溪镇小麦补贴办法"
    ]


def test_the_order_stands_in_the_address(client, three):
    main = shown(client, "/search/?q=补贴")
    orders = links(main.select_one(".search-orders"))
    assert orders["最早"] == "/search/?q=%E8%A1%A5%E8%B4%B4&order=oldest"
    assert titles(shown(client, orders["最早"]))[0] == "枕溪镇小麦补贴办法"
    assert titles(shown(client, orders["最新"]))[0] == "枕溪镇水稻种植补贴办法"
    (current,) = main.select(".search-orders [aria-current=true]")
    assert words(current) == "最相关"


def test_one_organ_alone_can_be_searched(client, three, organ):
    main = shown(client, "/search/?q=补贴&organ=zhenxi")
    assert main.select_one("form.search input[name=organ]:checked")["value"] == "zhenxi"
    assert not shown(client, "/search/?q=补贴").select("form.search input[name=organ]")


def test_whoever_types_an_organ_is_led_to_it(client, three):
    organs = shown(client, "/search/?q=枕溪").select_one(".search-organs")
    assert links(organs) == {"枕溪镇人民政府": "/organs/zhenxi/"}
    assert not shown(client, "/search/?q=水稻").select(".search-organs")


def test_synonyms_are_told(client, listed, organ):
    listed(organ, "最低生活保障对象公示", "本月新增三户。")
    main = shown(client, "/search/?q=低保")
    assert titles(main) == ["最低生活保障对象公示"]
    assert "也查找了：最低生活保障" in words(main.select_one(".search-told > p"))


def test_where_nothing_has_all_of_it_part_of_it_is_shown_and_told(client, three):
    main = shown(client, "/search/?q=水稻补贴火星移民")
    assert titles(main) == ["枕溪镇水稻种植补贴办法"]
    assert words(main.select_one(".search-part")) == "没有完全一致的，以下含有部分词：水稻、补贴。"
    assert not main.select(".search-nothing")
    assert not shown(client, "/search/?q=补贴").select(".search-part")


def test_more_organs_than_are_seen_at_once_are_folded_up(client, listed, county):
    for number in range(MOST_VALUES + 2):
        name = f"雁{number}局"
        one = Organ(
            name=name, short_name=name, slug=f"y{number}", level="county", kind="department", parent=county
        )
        listed(found(one, by=SYSTEM, at=NOW), "防汛安排", "正文。")
    (folded,) = shown(client, "/search/?q=防汛").select(".search-filters details")
    assert words(folded.summary) == "还有2个机关"
    assert len(folded.select("li a")) == 2


def test_telephones_are_told_beside_the_names_of_organs(client, three, organ):
    Organ.objects.filter(pk=organ.pk).update(phone="0550-7020002")
    for asked in ("镇政府电话", "枕溪镇政府在哪里"):
        organs = shown(client, f"/search/?q={asked}").select_one(".search-organs")
        assert words(organs.li) == "枕溪镇人民政府电话：0550-7020002"


def test_pages_are_turned(client, listed, organ):
    for number in range(45):
        listed(organ, f"村务公示第{number}期", "公示内容。")
    main = shown(client, "/search/?q=村务公示&order=newest")
    assert len(titles(main)) == 20
    assert "共45条，第1页" in words(main)
    assert "第1页，共3页" in words(main.select_one(".turn"))
    assert set(links(main.select_one(".turn"))) == {"下一页"}
    last = shown(client, "/search/?q=村务公示&order=newest&page=3")
    assert len(titles(last)) == 5
    assert last.ol["start"] == "41"
    assert set(links(last.select_one(".turn"))) == {"上一页"}


def test_a_page_behind_the_last_leads_to_the_last(client, three):
    answer = client.get("/search/?q=补贴&page=9")
    assert (answer.status_code, answer["Location"]) == (302, "/search/?q=%E8%A1%A5%E8%B4%B4")


def test_what_was_taken_out_is_gone_at_once(client, three, organ):
    with act("search.rebuild", organ.pk, by=SYSTEM, at=NOW) as pen:
        actions.remove(pen, "disclosure.item", 1)
    assert "水稻" not in words(shown(client, "/search/?q=补贴"))
    assert client.get("/search/suggest?q=水稻").json() == ["水稻", []]


def test_an_address_of_elsewhere_is_a_link_and_one_that_runs_is_none(client, listed, organ):
    entry = listed(organ, "别处的办法", "正文。")
    for address, is_linked in {"https://other.example.org/a": True, "javascript:alert(1)": False}.items():
        type(entry).objects.filter(pk=entry.pk).update(address=address)
        assert bool(shown(client, "/search/?q=别处").select(".result a")) is is_linked
