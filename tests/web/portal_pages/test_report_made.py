"""A report that was compiled here: its editions, the reasons of figures given by hand, and why a figure is what it is."""

import io
from datetime import date, timedelta

import pytest
from docx import Document

from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.models import Application
from gongkai.web.decisions.actions import enter
from gongkai.web.portal import report_why
from gongkai.web.portal.report_made import Made, Part
from gongkai.web.reports import actions
from gongkai.web.reports.actions import pre_reviewing, publishing
from gongkai.web.reports.looking.behind import opened
from gongkai.web.reports.models import Edition, Report
from tests.web.conftest import NOW
from tests.web.decisions.conftest import said
from tests.web.portal_items.conftest import links, page, words
from tests.web.reports.compiled import conftest as compiled
from tests.web.reports.compiled.desk import fresh

pytestmark = pytest.mark.django_db
desk = compiled.desk  # a fixture
REPORT = "/organs/zhenxi/2025/"
GRANTED = "table3.granted.total"
REASON = "纸质登记簿上另有这一件，补登记以前已过统计期。"


def granted(organ, serial):
    """An application that was granted, with everything that nobody may learn of it."""
    received = date(2025, 3, 3) + timedelta(serial)
    return Application.objects.create(
        organ=organ, year=2025, serial=serial, channel="internet", submitted_at=NOW, kind="natural_person",
        title="沈听雨家的低保档案", wanted="沈听雨家的低保档案全部。", supply_form="email", delivery="email",
        state="closed", received_on=received, outcome="O02", row="granted", made_on=received,
        concluded_on=received + timedelta(9), counted_in_on=received, counted_out_on=received + timedelta(9),
    )  # fmt: skip


@pytest.fixture
def case(organ):
    """The one case of 2025."""
    return granted(organ, 1)


@pytest.fixture
def published(desk, case):
    """A published report in which one figure was given by hand."""
    compilation = desk.written()
    desk.adjust(compilation, "table3.new_received.natural_person", 2, REASON)
    desk.adjust(compilation, "table3.granted.natural_person", 2, REASON)
    return published_from(desk, compilation)


def published_from(desk, compilation, *, at=NOW):
    """From the draft through the chain to the public page."""
    desk.ask(fresh(compilation))
    pre_reviewing.give(fresh(compilation), "agreed", by=desk.viewer("authority"), at=at)
    review = desk.send_in(fresh(compilation))
    desk.review(review)
    desk.approve(review)
    desk.publish(fresh(compilation))
    return fresh(compilation)


def test_a_report_that_was_made_here_says_how(client, published):
    """One report for all that its pages tell: to make it takes longer than to look at it."""
    _opens_as_the_organ_wrote_it(client)
    _tells_how_it_was_made(client)
    _a_figure_opens_to_how_it_was_counted(client)
    _nothing_of_a_person_is_told_and_no_day(client)
    for cell in ("table2.licences.decisions", "table2.normative_docs.in_force", "table4.review.total"):
        assert "依据：" in words(page(client, f"{REPORT}why/{cell}/").main)
    _an_edition_can_be_taken_away(client)


def _opens_as_the_organ_wrote_it(client):
    """Its head, its preface as in the files, its parts, and below them who signs it and when; then what was found."""
    tree = page(client, REPORT)
    facts = {words(row.dt): words(row.dd) for row in tree.select(".facts-list div")}
    published = f"{NOW.year}年{NOW.month}月{NOW.day}日"
    assert (facts["公布日期"], facts["版本"]) == (published, "第1版")
    told = words(tree.main)
    preface = words(tree.find(id="preface"))
    assert "编制" in preface
    assert "0555-5550123" in preface
    assert words(tree.select_one(".signed")) == f"枕溪镇人民政府{published}"
    order = [preface, "一、总体情况", f"枕溪镇人民政府{published}", "本站用程序核对这份报告"]
    places = [told.index(order[0]), told.rindex(order[1]), told.index(order[2]), told.index(order[3])]
    assert places == sorted(places)
    assert words(page(client, f"{REPORT}editions/1/").select_one(".signed")) == f"枕溪镇人民政府{published}"


def _tells_how_it_was_made(client):
    made = page(client, REPORT).select_one("section[aria-labelledby=made]")
    row = made.select_one("tbody tr")
    assert not [
        name for name in links(page(client, REPORT).main) if name.startswith("原文件")
    ]  # the Word file is it
    given = page(client, REPORT).select_one('[id="table3.new_received.natural_person"] a[href="#given"]')
    assert "手工填报" in given.text
    assert made.select_one("#given")
    assert [words(cell) for cell in row.select("td")] == ["1", "2", words_of(REASON)]
    assert links(row)[words(row.th)] == f"{REPORT}#table3.new_received.natural_person"
    assert links(made)["第1版"] == f"{REPORT}editions/1/"
    assert Edition.objects.get().content_hash in made.text
    assert "现行" in words(made)


def _a_figure_opens_to_how_it_was_counted(client):
    box = page(client, REPORT).select_one(f'[id="{GRANTED}"]')
    assert words(box) == "2，为什么是这个数"
    why = page(client, box.a["href"])
    told = words(why.main)
    assert words(why.h1) == "表三“（一）予以公开”的“总计”：2"
    assert "本年办结、结果计入这一行的申请" in told
    assert "予以公开，提供信息条例第三十六条第（二）项" in told
    assert "依申请公开台账" in told
    assert words_of(REASON) in told
    asked = links(why.select_one("section[aria-labelledby=row]"))["0，商业企业为什么是这个数"]
    assert asked == f"{REPORT}why/table3.granted.commercial_enterprise/"
    assert "台账里现在是1件；报告的数手工改过，理由见上" in told


def _nothing_of_a_person_is_told_and_no_day(client):
    why = page(client, f"{REPORT}why/{GRANTED}/")
    row = why.select_one("section[aria-labelledby=opened-1] tbody tr")
    assert words(row) == "〔2025〕1号（一）予以公开"
    assert "收到和办结的日期，都不公开" in words(why.main)
    for secret in ("沈听雨", "低保", "2025年3月"):
        assert secret not in why.text


def _an_edition_can_be_taken_away(client):
    answer = client.get(f"{REPORT}editions/1.docx")
    assert answer.status_code == 200
    assert "zhenxi-2025-1.docx" in answer.headers["Content-Disposition"]
    printed = [one.text for one in Document(io.BytesIO(answer.content)).paragraphs]
    assert "一、总体情况" in printed
    assert printed[-2:] == ["枕溪镇人民政府", f"{NOW.year}年{NOW.month}月{NOW.day}日"]
    for path in ("editions/1.exe", "editions/2.docx", "editions/2/", "why/table3.nothing.total/", "why/x/"):
        assert client.get(f"{REPORT}{path}").status_code == 404


def test_a_case_is_dated_in_no_cell_however_many_stand_there(organ):
    """The same number stands in a large cell and in a small one: what the large one said of it would be known of the other."""
    for serial in range(1, 6):
        granted(organ, serial)
    died = granted(organ, 6)
    Application.objects.filter(pk=died.pk).update(outcome="O26", row="other_misc")
    (all_,) = opened(organ, 2025, "table3.result_total.total")
    (alone,) = opened(organ, 2025, "table3.other_misc.total")
    assert (all_.count, all_.hidden, alone.count) == (6, 0, 1)
    assert all_.heads == alone.heads == ("登记编号", "结果计入")
    assert alone.entries[0].said == ("〔2025〕6号", "（六）其他处理 3.其他")
    assert alone.entries[0] in all_.entries


def test_of_which_kind_an_applicant_was_is_not_told(organ, case):
    (found,) = opened(organ, 2025, "table3.granted.natural_person")
    assert (found.count, found.entries, found.hidden) == (1, (), 0)


def test_a_month_that_is_put_right_when_the_year_is_frozen_is_said_beside_its_figure(client, desk, case):
    published_from(desk, desk.written())
    cell = f"{REPORT}why/table2.licences.decisions/"
    assert "台账里现在是" not in words(page(client, cell).main)
    more = said(month=date(2025, 12, 1), value=3, was=0, note="补登记三件")
    enter(desk.organ, [more], by=SYSTEM, at=NOW)
    why = page(client, cell)
    assert words(why.h1).endswith("：0")
    assert "台账里现在是3，与报告不同：报告按年末固定的数公布，以后更正的，另出一版并写明" in words(why.main)


def test_a_correction_leaves_the_old_edition_until_all_is_withdrawn(client, desk, published):
    publishing.correct(published, note="补登记一件", by=desk.viewer("clerk"), at=NOW)
    published_from(desk, published, at=NOW + timedelta(hours=1))
    whole = page(client, REPORT)
    assert "更正，更正说明见正文开头。" in words(whole.select_one(".verdict--notice"))
    assert (
        words(whole.main).split("怎样编成")[1].count("补登记一件")
        == words(whole.select_one("[id=preface]")).count("补登记一件")
        == 1
    )
    assert "第1版◆已被更正" in words(whole.select_one("section[aria-labelledby=made]")).replace(" ", "")
    old, new = (page(client, f"{REPORT}editions/{number}/") for number in (1, 2))
    assert "这一版已被更正，不再作为依据" in words(old.main)
    assert links(old.main)["现行的第2版"] == f"{REPORT}editions/2/"
    assert "这是现行的版本" in words(new.main)
    assert old.select_one(f'[id="{GRANTED}"]').text.strip() == "2"
    actions.withdraw(Report.objects.get(), reason="版本有误", by=SYSTEM, at=NOW)
    for path in (f"why/{GRANTED}/", "editions/1/", "editions/1.docx"):
        assert client.get(f"{REPORT}{path}").status_code == 410


def test_of_a_report_that_came_as_a_file_nobody_says_why(client, kept):
    whole = page(client, "/organs/zhenxi/2024/")
    assert not whole.select("#made")
    assert not whole.select(f'[id="{GRANTED}"] a')
    assert client.get(f"/organs/zhenxi/2024/why/{GRANTED}/").status_code == 404
    assert client.get("/organs/zhenxi/2024/editions/1/").status_code == 404


def test_a_sum_opens_to_its_parts(client, kept, monkeypatch):
    """A member with 0, one whose cell is blank, and one that handed in nothing are three things."""
    own = Part("枕溪镇人民政府（本级）", 1, is_own=True)
    parts = {GRANTED: (own, Part("渡口管理站", 0), Part("水厂", None))}
    made = Made((), (), (), parts, ("拾穗镇人民政府",), is_rolled_up=True)
    monkeypatch.setattr(report_why, "made_of", lambda _report, _found: made)
    why = page(client, f"/organs/zhenxi/2024/why/{GRANTED}/")
    rows = why.select("section[aria-labelledby=members] dl div")
    assert [(words(row.dt), words(row.dd)) for row in rows] == [
        ("枕溪镇人民政府（本级）", "1"),
        ("水厂", "空白"),
    ]
    told = words(why.select_one("section[aria-labelledby=members]"))
    assert "写着“空白”的机关，报送的这一格没有填或者读不准" in told
    assert "没有列出的机关，这一格是0。" in told
    assert "没有报送、没有相加的机关：拾穗镇人民政府。" in told
    assert not why.select("[aria-labelledby=opened-1]")


def words_of(text):
    """As `words` reads it."""
    return "".join(text.split())
