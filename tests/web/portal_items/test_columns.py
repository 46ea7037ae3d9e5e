"""The columns of an organ: what stands in which, under which row of the catalogue, and page by page."""

from datetime import timedelta

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.web.catalogue import actions as catalogue
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure import actions, selectors
from gongkai.web.disclosure.actions import Content
from gongkai.web.portal import item_columns
from gongkai.web.portal.organ_columns import columns_of
from tests.web.conftest import NOW

from .conftest import links, page, path_of, words

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=20)


@pytest.fixture
def rows(organ):
    """Two statutory rows and one that is not."""
    named = (("领导信息", "机构职能", True), ("财政预算", "财政资金", True), ("理论宣讲", "其他", False))
    made = [
        catalogue.add_row(
            Row(
                organ=organ,
                level1=level1,
                name=name,
                basis="条例第二十条",
                channels=["website"],
                is_statutory=is_statutory,
            ),
            by=SYSTEM,
            at=NOW,
        )
        for name, level1, is_statutory in named
    ]
    return {row.name: row for row in made}


@pytest.fixture
def put(organ, town):
    """`put("甲", kind="news")`: a public item of this title."""

    def publish(title, *, at=NOW, **fields):
        content = Content(title=title, summary="概述。", body=f"<p>{title}</p>", formed_on=at.date())
        return town.publish(town.draft(organ, content, at=at, **fields), at=at)

    return publish


def shelves(client):
    """The columns: those that the law asks for, then what stands apart."""
    return [words(line) for line in page(client, "/organs/zhenxi/").select(".shelves > li")]


def matters(client):
    groups = page(client, "/organs/zhenxi/").select(".matters > div")
    return {words(group.dt): [words(line) for line in group.select("dd")] for group in groups}


def test_a_column_that_the_law_asks_for_does_not_vanish_when_it_is_empty(client, organ):
    assert shelves(client) == [
        "政府信息公开指南还没有公布指南；怎样申请、怎样联系，请看“依申请公开”。",
        "政府信息公开制度还没有公布制度。",
        "法定主动公开内容还没有公开的内容；需要的信息可以申请公开。",
        "政策文件和解读还没有公布政策文件。",
        "政府信息公开年报还没有年度报告。",
        "依申请公开怎样申请、多久答复、是否收费",
    ]


def test_each_column_with_its_last_day(client, put, rows):
    put("指南", kind="guide")
    put("保密审查制度", kind="regime")
    put("预算", row=rows["财政预算"])
    put("办法", kind="policy", at=LATER)
    put("调研", kind="news")
    put("宣讲", row=rows["理论宣讲"], at=LATER)
    told = shelves(client)
    assert told[0].startswith("政府信息公开指南1条，最近更新2026年2月3日")
    assert told[1:4] == [
        "政府信息公开制度1条，最近更新2026年2月3日",
        "法定主动公开内容2条，最近更新2026年2月23日",
        "政策文件和解读1条，最近更新2026年2月23日",
    ]
    assert told[6:] == [
        "工作动态1条，最近更新2026年2月3日",
        "其他（不计入法定主动公开）1条，最近更新2026年2月23日",
    ]


def test_the_statutory_column_by_the_catalogue(client, put, rows):
    put("书记", row=rows["领导信息"])
    put("镇长", row=rows["领导信息"], at=LATER)
    put("预算", row=rows["财政预算"])
    put("未归类")
    put("宣讲", row=rows["理论宣讲"])
    assert matters(client) == {
        "机构职能": ["领导信息2条，2026年2月23日"],
        "财政资金": ["财政预算1条，2026年2月3日"],
        "其他法定内容": ["其他法定内容1条，2026年2月3日"],
    }
    assert list(matters(client)) == ["机构职能", "财政资金", "其他法定内容"]


def test_each_row_leads_to_its_list(client, put, rows):
    leaders = [put("书记", row=rows["领导信息"]), put("镇长", row=rows["领导信息"], at=LATER)]
    loose = put("未归类")
    lists = links(page(client, "/organs/zhenxi/").select_one(".matters"))
    assert list(links(page(client, lists["领导信息"]).select_one(".list")).values()) == [
        path_of(item) for item in reversed(leaders)
    ]
    assert list(links(page(client, lists["其他法定内容"]).select_one(".list")).values()) == [path_of(loose)]
    assert words(page(client, lists["领导信息"]).h1) == "领导信息"


def test_what_is_shown_as_statutory_is_what_is_counted(client, organ, put, rows):
    put("预算", row=rows["财政预算"])
    put("指南", kind="guide")
    put("宣讲", row=rows["理论宣讲"])
    put("调研", kind="news")
    put("办法", kind="policy")
    counted = selectors.counted(organ, since=NOW.date(), until=NOW.date())
    statutory = sum(one.new for one in counted if one.is_statutory)
    columns = columns_of(organ, on=NOW.date())
    columns = {line.label: line.count for line in (*columns.lines, *columns.apart)}
    assert columns["法定主动公开内容"] + columns["政府信息公开指南"] == statutory
    assert (
        columns["工作动态"] + columns["其他（不计入法定主动公开）"]
        == sum(one.new for one in counted) - statutory
    )


def test_an_item_that_changed_is_there_once_with_its_day(client, put, town):
    item = put("办法", kind="policy")
    town.change(item, body="<p>改。</p>", at=LATER)
    town.publish(item, at=LATER)
    listed = page(client, "/organs/zhenxi/columns/policies/").select(".list li")
    assert [words(line) for line in listed] == ["办法2026年2月23日变更"]
    assert "法定主动公开内容1条，最近更新2026年2月23日" in shelves(client)


def test_what_is_no_longer_in_force_says_so_in_the_list(client, put, viewer_of):
    item = put("办法", kind="policy")
    head = viewer_of("section_head", item.organ)
    actions.change_validity(item, "repealed", on=NOW.date(), by=head, at=NOW)
    assert words(page(client, "/organs/zhenxi/columns/policies/").select_one(".list li")).endswith("，已废止")


def test_a_single_guide_is_one_step_away(client, put):
    guide = put("指南", kind="guide")
    assert links(page(client, "/organs/zhenxi/").select_one(".shelves"))["政府信息公开指南"] == path_of(guide)
    facts = {words(row.dt): words(row.dd) for row in page(client, path_of(guide)).select(".item-facts div")}
    assert facts["更新日期"] == "2026年2月3日"


def test_fifty_items_a_page(client, put, monkeypatch):
    monkeypatch.setattr(item_columns, "A_PAGE", 2)
    for number in range(5):
        put(f"第{number}条", at=NOW + timedelta(days=number))
    first = page(client, "/organs/zhenxi/columns/statutory/")
    assert [words(link) for link in first.select(".list a")] == ["第4条", "第3条"]
    assert "第1页，共3页" in words(first.select_one(".turn"))
    following = first.select_one("a[rel=next]")["href"]
    assert [words(link) for link in page(client, f"/organs/zhenxi/columns/statutory/{following}").select(".list a")] == [
        "第2条", "第1条",
    ]  # fmt: skip
    assert [
        words(link) for link in page(client, "/organs/zhenxi/columns/statutory/?page=99").select(".list a")
    ] == ["第0条"]
    assert page(client, "/organs/zhenxi/columns/statutory/?page=x").select(".list a")


def test_the_list_of_a_row_turns_its_own_pages(client, put, rows, monkeypatch):
    monkeypatch.setattr(item_columns, "A_PAGE", 1)
    put("书记", row=rows["领导信息"])
    put("镇长", row=rows["领导信息"])
    put("预算", row=rows["财政预算"])
    path = "/organs/zhenxi/columns/statutory/"
    following = page(client, f"{path}?row={rows['领导信息'].code}").select_one("a[rel=next]")["href"]
    assert [words(link) for link in page(client, path + following).select(".list a")] == ["书记"]
    assert not page(client, path + following).select("a[rel=next]")


@pytest.mark.parametrize(
    "path",
    [
        "/organs/zhenxi/columns/nothing/",
        "/organs/nowhere/columns/guide/",
        "/organs/zhenxi/columns/statutory/?row=x",
    ],
)
def test_a_column_that_does_not_exist(client, organ, path):
    assert client.get(path).status_code == 404


def test_an_empty_column_says_what_to_do(client, organ):
    assert "这一栏还没有公开的信息" in words(page(client, "/organs/zhenxi/columns/regimes/").main)


def test_the_page_of_an_organ_asks_no_more_for_more_rows(client, put, rows, django_assert_max_num_queries):
    for row in rows.values():
        put(row.name, row=row)
    with django_assert_max_num_queries(11):
        client.get("/organs/zhenxi/")
