"""The page of an item: what it says of itself, what belongs to it, and what it tells the browser."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PIL import Image

from gongkai.web.disclosure import actions
from gongkai.web.disclosure.actions import Content
from gongkai.web.headers import PORTAL_POLICY
from tests.web.conftest import NOW

from .conftest import POLICY, kept, links, page, path_of, words

IN_MARCH = NOW + timedelta(days=30)

pytestmark = pytest.mark.django_db(transaction=True)


def facts(client, item):
    return {words(row.dt): words(row.dd) for row in page(client, path_of(item)).select(".item-facts div")}


def test_the_particulars_of_an_item(client, policy):
    assert facts(client, policy) == {
        "索引号": "zhenxi/202602-00001", "文号": "枕政发〔2026〕3号", "发布机构": "枕溪镇人民政府",
        "成文日期": "2026年2月1日", "生效日期": "2026年2月3日", "发布日期": "2026年2月3日",
        "信息来源": "枕溪镇农业服务中心", "关键词": "水稻补贴",
    }  # fmt: skip


def test_what_nobody_wrote_down_is_not_shown(client, live):
    assert set(facts(client, live)) == {"索引号", "发布机构", "成文日期", "发布日期"}


def test_text_with_its_headings_and_tables(client, policy):
    main = page(client, path_of(policy)).main
    text = main.select_one(".item-text")
    assert [words(heading) for heading in text.select("h2")] == ["一、补贴对象", "二、补贴标准"]
    assert words(text.select_one("td")) == "渡口村"
    frame = text.table.parent
    assert (frame["role"], frame["tabindex"], frame["aria-label"]) == ("region", "0", "正文表格1")
    assert [heading.name for heading in main.select("h1")] == ["h1"]


def test_nothing_harmful_gets_out_whatever_way_it_came_in(client, organ, town):
    body = "<p onclick='x()'>字<script>x()</script><a href='javascript:x()'>链</a></p><table><tr><td>格</td><td>子</td></tr><tr><td>一</td><td>二</td></tr></table>"
    item = town.publish(town.draft(organ, replace(POLICY, body=body)))
    text = page(client, path_of(item)).select_one(".item-text")
    assert {element.name for element in text.find_all()} == {"p", "div", "table", "tbody", "tr", "td"}
    assert {name for element in text.find_all() for name in element.attrs} <= {
        "class",
        "role",
        "aria-label",
        "tabindex",
    }
    assert words(text) == "字链格子一二"


@pytest.mark.parametrize(
    ("validity", "sentence"),
    [("", "现行有效。"), ("amended", "已修改，现行有效"), ("repealed", "已于2026年3月1日废止，不再作为依据。"),
     ("expired", "已于2026年3月1日失效，不再作为依据。")],
)  # fmt: skip
def test_whether_it_is_in_force_is_a_sentence(client, policy, organ, viewer_of, validity, sentence):
    if validity:
        head = viewer_of("section_head", organ)
        actions.change_validity(policy, validity, on=date(2026, 3, 1), by=head, at=IN_MARCH)
    assert sentence in words(page(client, path_of(policy)).select_one(".verdict strong"))


def test_what_came_in_its_place_is_named(client, organ, policy, town, viewer_of):
    newer = town.publish(town.draft(organ, replace(POLICY, title="枕溪镇补贴新办法"), kind="policy"))
    on, head = date(2026, 3, 1), viewer_of("section_head", organ)
    actions.change_validity(policy, "repealed", on=on, by=head, at=IN_MARCH, by_item=newer)
    assert links(page(client, path_of(policy)).select_one(".verdict")) == {"枕溪镇补贴新办法": path_of(newer)}
    actions.withdraw(newer, reason="有误", by=town.clerk, at=NOW)
    assert links(page(client, path_of(policy)).select_one(".verdict")) == {}


@pytest.mark.parametrize(
    ("today", "sentence"),
    [(date(2026, 2, 28), "自2026年3月1日起施行，现在尚未施行。"), (date(2026, 3, 1), "现行有效。")],
)
def test_what_is_not_yet_in_force_says_from_when(client, organ, town, monkeypatch, today, sentence):
    item = town.publish(town.draft(organ, replace(POLICY, effective_on=date(2026, 3, 1)), kind="policy"))
    monkeypatch.setattr("gongkai.web.portal.item_views.clock.today", lambda: today)
    assert words(page(client, path_of(item)).select_one(".verdict strong")) == sentence


def test_a_notice_tells_until_when_it_stays(client, organ, town):
    content = Content(title="低保名单公示", summary="公示。", body="<p>公示。</p>", formed_on=NOW.date(),
                      notice_until_on=date(2026, 2, 10))  # fmt: skip
    item = town.publish(town.draft(organ, content, kind="notice"))
    assert "公示到2026年2月10日为止" in words(page(client, path_of(item)).select_one(".verdict"))


def test_attachments_with_their_kind_and_size(client, policy):
    listed = page(client, path_of(policy)).select("#files + ul li")
    assert [words(line) for line in listed] == ["申领表1/2.pdfPDF，13字节", "面积.csvCSV，3字节"]
    for line in listed:
        assert client.get(line.a["href"]).status_code == 200


def test_document_and_interpretation_lead_to_each_other(client, organ, policy, town):
    explained = {"interprets": policy, "interpretation_form": "questions", "kind": "interpretation"}
    item = town.publish(town.draft(organ, Content(title="补贴问答", summary="答疑。", body="<p>问：</p>",
                                                  formed_on=NOW.date()), **explained))  # fmt: skip
    assert links(page(client, path_of(policy)).select_one(".beside")) == {"补贴问答（问答）": path_of(item)}
    assert links(page(client, path_of(item)).select_one(".beside")) == {POLICY.title: path_of(policy)}
    actions.withdraw(item, reason="有误", by=town.clerk, at=NOW)
    assert not page(client, path_of(policy)).select(".beside")


def test_a_drawn_interpretation_shows_its_pictures(client, organ, policy, town):
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, "PNG")
    picture = kept("图解.png", drawn.getvalue(), media_type="image/png")
    content = Content(title="图解", summary="图。", formed_on=NOW.date(), attachments=(picture,))
    explained = {"interprets": policy, "interpretation_form": "picture", "kind": "interpretation"}
    item = town.publish(town.draft(organ, content, **explained))
    image = page(client, path_of(item)).select_one(".item-picture img")
    assert image["alt"] == "图解.png"
    assert client.get(image["src"]).headers["Content-Type"] == "image/png"


def test_what_the_browser_is_told(client, policy):
    answer = client.get(path_of(policy))
    assert answer.headers["Content-Security-Policy"] == PORTAL_POLICY
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in answer.headers
    assert not re.search(r"<script(?![^>]*(?:\bsrc=|ld\+json))|<style|\sstyle=", answer.text)
    again = client.get(path_of(policy), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_page_asks_little_however_much_belongs_to_it(
    client, organ, policy, town, django_assert_max_num_queries
):
    for number in range(4):
        content = Content(title=f"解读{number}", summary="解。", body="<p>解</p>", formed_on=NOW.date())
        town.publish(town.draft(organ, content, interprets=policy, kind="interpretation"))
    for number in range(3):
        at = NOW + timedelta(days=number + 1)
        town.change(policy, body=f"<p>第{number}次。</p>", at=at)
        town.publish(policy, at=at)
    with django_assert_max_num_queries(9):
        assert client.get(path_of(policy)).status_code == 200


def test_a_number_that_no_item_can_have_is_not_found(client, organ):
    assert client.get(f"/organs/zhenxi/items/{2**63}/").status_code == 404
