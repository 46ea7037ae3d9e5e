"""What the public pages say and how they are built."""

import json
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from gongkai import lawbook
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import MOST_SHOWN
from gongkai.web.reports.models import Report

from . import sample

FORM = lawbook.load().form("2021")


def page(client, path):
    return BeautifulSoup(client.get(path).text, "lxml")


def words(element):
    return " ".join(element.get_text().split())


PAGES = ["/", "/check/", "/annual-reports/", "/consultations/", "/complaints/", "/data/", "/accessibility/",
         "/organs/zhenxi/", "/organs/zhenxi/apply/", "/organs/zhenxi/places/", "/organs/zhenxi/columns/statutory/", "/organs/zhenxi/2024/", "/organs/zhenxi/2025/",
         "/organs/zhenxi/2025/pages/1/", "/organs/zhenxi/2025/pages/4/", "/nowhere/"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_built_for_everybody(client, kept, printed, path):
    tree = page(client, path)
    assert tree.html.get("lang") == "zh-Hans"
    assert words(tree.title)
    assert len(tree.select("main")) == len(tree.select("h1")) == 1
    assert tree.select("a.skip")[0].get("href") == "#main"
    levels = [int(heading.name[1]) for heading in tree.select("h1,h2,h3,h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [element.get("id") for element in tree.select("[id]")]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in tree.select("label")}
    fields = [field for field in tree.select("input,select,textarea") if field.get("type") != "hidden"]
    assert all(field.get("id") in labelled for field in fields)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client, kept, printed, path):
    tree = page(client, path)
    data = "[type='application/ld+json']"  # a block that no browser runs
    assert not tree.select(f"style, [style], script:not([src], {data}), [onclick], [onload], iframe, object")
    addresses = [e.get("src") or e.get("href") for e in tree.select("[src], [href]")]
    assert all(address.startswith(("/", "#")) and not address.startswith("//") for address in addresses)


def test_links_within_the_report_lead_somewhere(client, kept):
    tree = page(client, "/organs/zhenxi/2024/")
    ids = {element.get("id") for element in tree.select("[id]")}
    inner = [link.get("href")[1:] for link in tree.select("a[href^='#']")]
    assert inner
    assert set(inner) <= ids


def test_home_lists_organs_by_level_and_the_newest_reports(client, kept):
    text = words(page(client, "/"))
    assert text.index("县级人民政府") < text.index("乡镇人民政府")
    assert kept.title in text
    assert "检查一份年报" in text


def test_what_is_looked_for_at_home_is_looked_for_in_the_search(client, kept):
    assert (
        client.get("/?q=枕溪 补贴").headers["Location"] == "/search/?q=%E6%9E%95%E6%BA%AA+%E8%A1%A5%E8%B4%B4"
    )
    assert "<script>" not in client.get("/?q=<script>", follow=True).text
    assert client.get("/?q= ").status_code == 200


def test_an_empty_site_says_so(client, db):
    assert "还没有登记机关" in client.get("/").text


def test_a_province_is_not_listed_whole(client, db):
    Organ.objects.bulk_create(
        Organ(name=f"雁{number}镇人民政府", short_name=f"雁{number}镇", slug=f"y{number}", level="township",
              kind="government", path=f"y{number}/")
        for number in range(MOST_SHOWN + 7)
    )  # fmt: skip
    tree = page(client, "/")
    assert len(tree.select(".tiles a")) == MOST_SHOWN
    assert "另有 7 个机关没有列出" in words(tree.main)


def test_an_organ_without_reports_says_so(client, organ):
    assert "还没有年度报告" in client.get("/organs/zhenxi/").text


def test_an_organ_tells_how_to_reach_it_and_what_its_reports_hold(client, kept):
    text = words(page(client, "/organs/zhenxi/"))
    assert "溪前街2号" in text
    assert "2024 年度报告 ▲ 错误 2 处 ◆ 需核对 1 处" in text


def test_a_report_opens_with_one_plain_sentence(client, kept):
    tree = page(client, "/organs/zhenxi/2024/")
    assert words(tree.select(".verdict strong")[0]) == (
        "42 项勾稽关系中有 1 项不成立，1 项因数字空白或没有读到而无法判断；发现 2 处错误、1 处需核对。"
    )
    assert "7 格在原文中是空白" in words(tree.select(".verdict")[0])
    assert "报告没有写明统计期间" in words(tree)


def test_a_clean_report_says_so(client, kept):
    data = sample.report(findings=[], blanks=[], doubts=[], checks={"holds": 42, "broken": 0, "unknown": 0})
    data["period"] = ["2024-01-01", "2024-12-31"]
    Report.objects.update(data=data)
    tree = page(client, "/organs/zhenxi/2024/")
    assert words(tree.select(".verdict--ok strong")[0]) == "42 项勾稽关系全部成立；没有发现问题。"
    assert "2024年1月1日至2024年12月31日" in words(tree)
    assert not tree.select("#findings")


def test_a_hint_is_nothing_to_be_checked(client, kept):
    data = sample.report()
    Report.objects.update(data=data | {"findings": [data["findings"][0] | {"severity": "notice"}]})
    assert "核对没有发现问题，1 处提示" in words(page(client, "/organs/zhenxi/2024/").main)


def test_the_report_comes_first_and_what_was_found_after_it(client, kept):
    """The organ's own words open the page; that something was found is one line with a way to it."""
    data = sample.report() | {
        "preface": "根据《中华人民共和国政府信息公开条例》编制。\n联系电话：0555-5550123。",
        "closing": {"organ": "枕溪镇人民政府", "day": "2025年1月23日"},
    }
    Report.objects.update(data=data)
    tree = page(client, "/organs/zhenxi/2024/")
    assert "公布日期" in words(tree.select(".facts-list")[0])
    assert "有 3 处需要核对" in words(tree.main)
    assert "联系电话：0555-5550123" in words(tree.find(id="preface"))
    assert words(tree.select(".signed")[0]) == "枕溪镇人民政府2025年1月23日"
    marks = ('id="preface"', 'id="part-1"', 'id="part-6"', 'class="signed"', 'id="checked"', 'id="finding-1"')
    places = [str(tree.main).index(mark) for mark in marks]
    assert places == sorted(places)
    [way] = [link for link in tree.select("main a[href='#checked']") if "看核对结果" in words(link)]
    assert tree.find(id=way.get("href")[1:]).name == "h2"


def test_findings_are_grouped_and_quote_their_evidence(client, kept):
    tree = page(client, "/organs/zhenxi/2024/")
    assert [words(grade) for grade in tree.select(".grade")] == ["▲ 错误（2 处）", "◆ 需核对（1 处）"]
    first = tree.find(id="finding-1")
    assert "（七）总计 1 0 0 0 0 0 1" in words(first)
    assert "原文第 4 页 第 171 行" in words(first)
    card = first.parent
    assert "问题出在" not in words(card)
    assert "T3_LEAF_SUM" in words(card)
    assert "怎么办：" in words(card)
    unclear = words(tree.find(id="finding-2").parent)
    assert unclear.count("请") == 1
    assert "请先对照原文" in unclear
    labels = [words(tag) for tag in tree.select(".finding .tag")]
    assert labels == ["▲ 错1", "▲ 错2", "◆ 核1"]


def test_findings_of_one_rule_share_its_words(client, kept):
    more = [sample.LEAF_SUM | {"cells": [f"table3.result_total.{name}"]} for name in ("total", "other_org")]
    Report.objects.update(data=sample.report(findings=[sample.LEAF_SUM, sample.BLANK_ROW, *more]))
    tree = page(client, "/organs/zhenxi/2024/")
    first, second = tree.select(".finding")
    assert len(first.select(".finding__one")) == 3
    assert len(first.select(".finding__rule")) == len(first.select(".finding__advice")) == 1
    assert [words(tag) for tag in second.select(".tag")] == ["▲ 错4"]
    beside = [words(line) for line in tree.select(".beside li")]
    assert len(beside) == 2
    assert beside[0].startswith("▲ 错1 至 错3")
    assert beside[0].endswith("共 3 处")


def test_quoted_text_is_shown_as_text(client, kept):
    assert "&lt;b&gt;现将本镇" in client.get("/organs/zhenxi/2024/").text


def test_a_cell_and_its_finding_lead_to_each_other(client, kept):
    tree = page(client, "/organs/zhenxi/2024/")
    cell = tree.find(id="table3.result_total.natural_person")
    assert "box--error" in cell.get("class")
    mark = cell.select("a.mark")[0]
    assert words(mark).startswith("▲错1")
    assert mark.get("href") == "#finding-1"
    assert tree.find(id="finding-1").select("a[href='#table3.result_total.natural_person']")


def test_blank_and_unread_are_words_and_never_nought(client, kept):
    tree = page(client, "/organs/zhenxi/2024/")
    blank = tree.find(id="table3.other_misc.total")
    unread = tree.find(id="table3.refused_repeat.total")
    assert words(blank.select(".value")[0]) == "空白"
    assert words(unread.select(".value")[0]) == "未读到"
    assert words(tree.find(id="table2.licences.decisions")) == "12,345"


def test_a_cell_says_why_it_holds_no_figure(client, kept):
    data = sample.report()
    data["table4"]["review"] = [0, 0, 0, None, 0]
    data["doubts"].append({"cell": "table4.review.pending", "why": "写的是“三件”，不是数字"})
    Report.objects.update(data=data)
    tree = page(client, "/organs/zhenxi/2024/")
    doubtful = tree.find(id="table4.review.pending")
    assert "box--doubtful" in doubtful.get("class")
    assert words(doubtful) == "存疑：写的是“三件”，不是数字"
    assert words(tree.find(id="table3.refused_repeat.total")).startswith("未读到：这一行少一个数")
    notes = [words(note) for note in tree.select(".notes li")]
    assert len(notes) == 2
    assert notes[0].endswith("未读到：这一行少一个数。")
    assert notes[1] == "表四“行政复议”的“尚未审结”存疑：写的是“三件”，不是数字。"
    assert "有 1 格写的不是规定的数" in words(tree.select(".verdict")[0])


def test_a_row_that_was_not_read_is_told_once(client, kept):
    cells = [f"table4.review.{column.id}" for column in FORM.table("table4").row("review").columns]
    data = sample.report(doubts=[{"cell": cell, "why": "少 1 个值"} for cell in cells])
    data["table4"]["review"] = [None] * len(cells)
    Report.objects.update(data=data)
    notes = page(client, "/organs/zhenxi/2024/").select("#part-4 ~ .sheet-row .notes li")
    assert [words(note) for note in notes] == ["表四“行政复议”的“结果维持”等 5 格未读到：少 1 个值。"]


def test_claims_are_set_beside_the_tables(client, kept):
    rows = [
        [words(cell) for cell in row.select("td")]
        for row in page(client, "/organs/zhenxi/2024/").select(".plain tbody tr")
    ]
    assert rows[0][:3] == ["收到 1 件申请", "1", "✓ 与表一致"]
    assert rows[0][3].startswith("表三“一、本年新收")
    assert rows[1][2] == "◆ 与表不一致"
    assert rows[2][2:] == ["— 无法比对", "—"]


def test_totals_in_the_text_are_shown_with_their_parts(client, kept):
    assert not page(client, "/organs/zhenxi/2024/").select("#sums")
    sums = [
        {"text": "共 9 条，其中甲 4 条、乙 5 条", "total": 9, "parts": [4, 5], "verdict": "match"},
        {"text": "共 9 条，其中甲 4 条、乙 4 条", "total": 9, "parts": [4, 4], "verdict": "mismatch"},
    ]
    Report.objects.update(data=sample.report(breakdowns=sums, claims=[]))
    rows = [
        [words(cell) for cell in row.select("td")]
        for row in page(client, "/organs/zhenxi/2024/").select("#sums tbody tr")
    ]
    assert rows[0][1:] == ["9", "✓ 与总数相符", "4 + 5"]
    assert rows[1][2] == "◆ 与总数不符"


def test_a_title_breaks_between_its_parts_only(client, kept):
    title = client.get("/organs/zhenxi/2024/").text.partition("<h1>")[2].partition("</h1>")[0]
    assert title.split("<wbr>") == ["枕溪镇人民政府", "2024年", "政府信息公开", "工作年度报告"]


def test_the_text_of_the_report_is_there(client, kept):
    text = words(page(client, "/organs/zhenxi/2024/"))
    assert "（二）依申请公开" in text
    assert "关于监督保障的一段话。" in text


def test_no_word_of_section_one_is_lost_or_printed_twice(client, kept):
    part = page(client, "/organs/zhenxi/2024/").select(".part")[0]
    printed = "".join(part.select(".prose")[0].get_text().split())
    assert printed == "".join(sample.report()["sections"][0]["text"].split())
    assert len(part.select("h3")) == 5


def test_the_data_are_the_contract(client, kept):
    answer = client.get("/organs/zhenxi/2024.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert json.loads(answer.content) == sample.report()
    assert "枕溪镇" in answer.content.decode()
