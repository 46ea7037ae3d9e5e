"""Old items from a list and a zip: judged row by row, taken in as drafts whole or not at all, never public."""

import time
from dataclasses import replace

import pytest

from gongkai.kernel.duties import SYSTEM
from gongkai.kernel.problems import NotYourDuty, Problem, Refused
from gongkai.web.catalogue.actions import add_row
from gongkai.web.catalogue.models import Row
from gongkai.web.disclosure import actions
from gongkai.web.disclosure.importing import carry_out, plan, take_list, template
from gongkai.web.disclosure.models import Item, Version
from gongkai.web.foundations import files
from gongkai.web.ledger.models import Event
from gongkai.web.management.commands.serve import TIMEOUT
from gongkai.web.office.rooms.items.sheet import about
from gongkai.web.organs.importing import Verdict
from gongkai.web.people import actions as people
from gongkai.web.people.selectors import viewer_for

from .conftest import NOW
from .old_items import docx, imported, packed_as, planned, row, why

pytestmark = pytest.mark.django_db(transaction=True)
PAPER = docx("枕溪镇渡口安全管理办法", "第一条 渡口每日巡查一次。", "第二条 汛期加密巡查。")


def test_a_dry_run_writes_nothing_and_what_comes_in_are_drafts(organ, town):
    made = planned(row(), by=town.clerk)
    assert made.is_ready
    assert not Item.objects.exists()
    carry_out(made, None, seal=made.seal, by=town.clerk, at=NOW)
    item = Item.objects.get()
    assert (item.status, item.live_version, item.published_on, item.approval) == ("draft", None, None, None)
    assert (item.organ, item.kind, item.drafter_id) == (organ, "policy", town.clerk.person)
    assert item.latest.title == "枕溪镇渡口安全管理办法"
    assert item.latest.body == "<p>渡口每日巡查一次。</p>\n<p>汛期加密。</p>"
    assert str(item.latest.formed_on) == "2019-03-01"
    assert Event.objects.filter(kind="disclosure.imported", organ_id=organ.pk).count() == 1


def test_what_came_in_goes_the_same_way_as_everything_else(organ, town):
    imported(row(validity="现行有效"), by=town.clerk)
    item = Item.objects.get()
    assert item.validity == "valid"
    with pytest.raises(Refused):
        actions.publish(item, by=town.publisher, at=NOW)
    town.publish(item)
    item.refresh_from_db()
    assert (item.status, item.validity) == ("live", "valid")


@pytest.mark.parametrize(("said", "name"), [("已废止", "废止"), ("已失效", "失效"), ("已修改", "已修改")])
def test_that_something_is_not_in_force_is_said_after_its_publication(town, said, name):
    made = imported(row(validity=said), by=town.clerk)
    assert Item.objects.get().validity == ""
    assert f"有效性“{name}”不随草稿导入；公开以后请随即办理“标注有效性”。" in why(made)


def test_the_old_number_is_shown_before_anybody_reviews_it(town):
    imported(row(index_no="ZX-2019-17", validity="有效"), by=town.clerk)
    item = Item.objects.get()
    shown = dict(about(item, town.clerk, today=NOW.date())["facts"])
    assert (shown["原索引号"], shown["有效性"]) == ("ZX-2019-17", "有效")
    assert "索引号" not in shown


def test_texts_and_files_come_from_the_archive(town):
    given = {
        "2019/办法.docx": PAPER,
        "2019/页面.html": "<html><body><script>x()</script><h2>渡口</h2><p>每日巡查。</p></body></html>".encode(),
        "说明.txt": "汛期加密。".encode("gb18030"),
        "图/值班表.docx": docx("每日值班。"),
    }
    imported(
        row(body="2019/办法.docx", files="值班表.docx；说明.txt"),
        row(title="渡口页面", doc_no=None, body="页面.html"),
        row(title="渡口说明", doc_no=None, body="说明.txt"),
        by=town.clerk,
        files=given,
    )
    paper, page, words = Version.objects.order_by("pk")
    assert "汛期加密巡查" in paper.body
    assert [one.name for one in paper.attachments.all()] == ["办法.docx", "值班表.docx", "说明.txt"]
    assert files.read(paper.attachments.first().kept) == PAPER
    assert "script" not in page.body
    assert "<p>每日巡查。</p>" in page.body
    assert (words.body, words.attachments.count()) == ("<p>汛期加密。</p>", 0)


def test_what_the_old_site_told_is_kept(organ, town):
    town.draft(organ)
    told = row(published_on="2019-03-05", index_no="ZX-2019-17", address="https://old.example/17.html")
    again = row(title="另一件", doc_no=None, index_no="ZX-2019-17", address=None)
    made = imported(told, again, by=town.clerk)
    kept, other = Item.objects.order_by("pk")[1:]
    assert kept.index_no == "ZX-2019-17"
    assert kept.latest.source == "2019-03-05首次公开；https://old.example/17.html"
    assert other.index_no == ""
    assert other.latest.source == "原索引号ZX-2019-17"
    assert "不能沿用" in why(made, 1)


def test_an_old_number_cannot_stand_in_the_way_of_new_ones(organ, town):
    """One of the series that this system goes on with is not taken over."""
    past, month = "zhenxi/201903-00012", "zhenxi/202602-X1"
    imported(row(index_no=past), row(title="另一件", doc_no=None, index_no=month), by=town.clerk)
    first, second = Item.objects.order_by("pk")
    assert first.index_no == past
    assert (second.index_no, second.latest.source) == ("", f"原索引号{month}")
    assert town.publish(second).index_no == "zhenxi/202602-00001"


def test_a_note_that_is_too_long_is_told_and_left_out(town):
    made = planned(row(published_on="2019-03-05", address=f"https://old.example/{'a' * 300}"), by=town.clerk)
    assert "没有写入原网址" in why(made)
    assert made.rows[0].content.source == "2019-03-05首次公开"


def test_repeating_it_changes_nothing(town):
    given = {"办法.docx": PAPER}
    imported(row(body="办法.docx"), row(title="另一件", doc_no=None), by=town.clerk, files=given)
    events = Event.objects.count()
    again = planned(row(body="办法.docx"), row(title="另一件", doc_no=None), by=town.clerk, files=given)
    assert again.is_idle
    assert again.unused == ()
    assert "已有“枕溪镇渡口安全管理办法”（起草中），不再导入。" in why(again)
    carry_out(again, None, seal=again.seal, by=town.clerk, at=NOW)
    assert (Item.objects.count(), Version.objects.count(), Event.objects.count()) == (2, 2, events)


def test_a_row_goes_to_its_place_in_the_catalogue(organ, town):
    duty = add_row(
        Row(organ=organ, level1="安全", name="渡口", basis="目录", channels=["website"]), by=SYSTEM, at=NOW
    )
    imported(row(row=duty.code), by=town.clerk)
    assert Item.objects.get().row == duty


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"title": None}, "没有填名称"),
        ({"title": "长" * 201}, "名称："),
        ({"kind": "布告"}, "没有“布告”这一种，可以填"),
        ({"kind": None}, "没有填类型"),
        ({"kind": "未涉及声明"}, "没有选择未涉及的目录事项"),
        ({"attribute": None}, "没有填公开属性"),
        ({"attribute": "不予公开"}, "须写明理由"),
        ({"reason_code": "国家秘密", "reason": "涉密"}, "不写不公开的理由"),
        ({"row": "own_404"}, "目录事项“own_404”不在这个机关的目录中"),
        ({"formed_on": "去年"}, "“去年”不是日期"),
        ({"formed_on": "2026-12-01"}, "成文日期2026-12-01还没有到"),
        ({"published_on": "2099-01-01"}, "原发布日期2099-01-01还没有到"),
        ({"index_no": "王某某电话13912345678"}, "索引号只能有字母、数字、“/”和“-”"),
        ({"index_no": "/2019-1"}, "索引号只能有字母、数字、“/”和“-”"),
        ({"index_no": "ZX-13912345678"}, "索引号中有电话、证件一类的号码"),
        ({"index_no": "ZX/11010519491231002X"}, "索引号中有电话、证件一类的号码"),
        ({"validity": "不明"}, "有效性：没有“不明”这一种"),
        ({"organ": "没有这个镇"}, "没有找到机关“没有这个镇”"),
        ({"organ": "county"}, "您不能为“墨鹭县人民政府”起草信息"),
        ({"body": "缺.docx"}, "正文：压缩包里没有“缺.docx”"),
        ({"files": "有.docx；缺.pdf"}, "附件：压缩包里没有“缺.pdf”"),
        ({"files": "有两个.txt"}, "压缩包里有2个文件叫“有两个.txt”。请写明文件夹"),
        ({"files": "木马.pdf"}, "附件“木马.pdf”：文件名是 .pdf，内容却是程序"),
        ({"body": "木马.pdf"}, "正文："),
        ({"body": "假.html"}, "内容不是网页"),
        ({"files": "页面.html"}, "附件“页面.html”："),
    ],
)
def test_each_bad_row_is_explained_and_stops_the_rest(town, said, told):
    given = {
        "有.docx": PAPER,
        "木马.pdf": b"MZ" + b"\0" * 200,
        "假.html": PAPER,
        "页面.html": b"<html><body><p>x</p></body></html>",
        "甲/有两个.txt": b"1",
        "乙/有两个.txt": b"2",
    }
    good, bad = row(title="好的一件", doc_no=None), row(**said)
    made = planned(good, bad, by=town.clerk, files=given)
    assert [one.verdict for one in made.rows] == [Verdict.NEW, Verdict.REFUSED]
    assert made.rows[1].line == 3
    assert told in why(made, 1)
    with pytest.raises(Refused, match="一行也没有导入"):
        carry_out(made, packed_as(given), seal=made.seal, by=town.clerk, at=NOW)
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "文号与第2行重复"),
        ({"doc_no": None}, "名称和成文日期与第2行重复"),
        ({"title": "同号另一件"}, "文号与第2行重复"),
    ],
)
def test_rows_that_repeat_one_another_are_told(town, said, told):
    assert told in why(planned(row(), row(**said), by=town.clerk), 1)


def test_the_same_name_under_two_numbers_is_two_items(town):
    assert planned(row(), row(doc_no="枕政发〔2019〕8号"), by=town.clerk).is_ready


def test_a_number_that_another_item_has_is_told(organ, town):
    imported(row(), by=town.clerk)
    made = planned(row(title="同号另一件"), by=town.clerk)
    assert "文号已由“枕溪镇渡口安全管理办法”（起草中）使用" in why(made)


def test_a_discarded_draft_may_come_in_again(town):
    imported(row(), by=town.clerk)
    actions.discard(Item.objects.get(), reason="试导入", by=town.clerk, at=NOW)
    assert planned(row(), by=town.clerk).is_ready


def test_personal_details_and_gaps_are_told_row_by_row_and_do_not_stop_drafts(town):
    number = "11010519491231002X"
    given = {"名单.docx": docx(f"沈听雨，身份证号码{number}")}
    made = planned(
        row(files="名单.docx"),
        row(title="空的", doc_no=None, summary=None, formed_on=None, body=None),
        by=town.clerk,
        files=given,
    )
    assert made.is_ready
    assert "有个人信息（" in why(made, 0)
    assert number not in why(made, 0)
    assert "送审前须补填内容概述、成文日期、正文或者附件" in why(made, 1)
    assert "2 行送审前还要补填或者核对" in made.summary()


def test_files_that_no_row_names_are_told(town):
    made = planned(row(), by=town.clerk, files={"多余.docx": PAPER, "__MACOSX/x": b"1", ".DS_Store": b"1"})
    assert made.unused == ("多余.docx",)


def test_only_the_plan_that_was_seen_is_carried_out(organ, town):
    made = planned(row(), by=town.clerk)
    with pytest.raises(Refused, match="有了变动"):
        carry_out(made, None, seal="0" * 64, by=town.clerk, at=NOW)
    town.draft(organ)
    with pytest.raises(Refused, match="有了变动"):
        carry_out(made, None, seal=made.seal, by=town.clerk, at=NOW)
    assert Item.objects.count() == 1


def test_who_no_longer_drafts_there_carries_nothing_out(organ, town):
    made = planned(row(), by=town.clerk)
    with pytest.raises(NotYourDuty):
        carry_out(made, None, seal=made.seal, by=town.leader, at=NOW)


def test_one_list_for_two_organs_writes_into_the_ledger_of_each(organ, county, person_with):
    person = person_with("clerk", organ)
    people.appoint(person, "clerk", organ=county, since_on=NOW.date(), by=SYSTEM, at=NOW)
    both = viewer_for(person.pk, NOW.date())
    assert "您为几个机关起草" in why(planned(row(), by=both))
    imported(row(organ=organ.name), row(organ="county"), by=both)
    for one in (organ, county):
        drafted = Event.objects.filter(kind="disclosure.drafted", organ_id=one.pk)
        assert [event.subject_id for event in drafted] == [Item.objects.get(organ=one).pk]


def test_a_failure_in_the_middle_leaves_nothing(town):
    made = planned(row(), row(title="另一件", doc_no=None), by=town.clerk)
    broken = replace(made.rows[1], content=replace(made.rows[1].content, title=" "))
    made = replace(made, rows=(made.rows[0], broken))
    with pytest.raises(Problem):
        carry_out(made, None, seal=made.seal, by=town.clerk, at=NOW)
    assert not Item.objects.exists()


def test_the_empty_list_can_be_read_back(town):
    empty = plan(take_list(template(), name="空.xlsx"), None, on=NOW.date(), by=town.clerk)
    assert (empty.rows, empty.unread) == ((), ())


@pytest.mark.parametrize(("count", "share"), [(300, 1 / 3), pytest.param(2000, 1, marks=pytest.mark.soak)])
def test_a_long_list_within_the_seconds_of_a_page(town, count, share):
    """As many as one list may have, and a part of that in a part of the seconds that a page may take."""
    made = planned(
        *(row(title=f"渡口通知之{n}", doc_no=f"枕政发〔2019〕{n}号") for n in range(count)), by=town.clerk
    )
    start = time.process_time()
    carry_out(made, None, seal=made.seal, by=town.clerk, at=NOW)
    assert time.process_time() - start < TIMEOUT * share
    assert Item.objects.filter(status="draft").count() == count


def test_more_rows_than_a_page_can_wait_for_are_refused(town, monkeypatch):
    monkeypatch.setattr("gongkai.web.disclosure.importing.planning.MOST", 1)
    with pytest.raises(Problem, match="一次最多 1 行"):
        planned(row(), row(), by=town.clerk)
