"""My application: where it stands in plain words, the next date and why, what is asked, the steps so far, the reply."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from gongkai.kernel.duties import SYSTEM
from gongkai.web.applications.actions import serving
from gongkai.web.applications.actions.intake import apply
from gongkai.web.applications.actions.replying import Supplied
from gongkai.web.applications.actions.splitting import split, void_duplicate
from gongkai.web.applications.actions.steps import step
from gongkai.web.applications.application_form import Wanted
from gongkai.web.applications.models import Application
from gongkai.web.applications.replies.letters import paragraphs_of
from gongkai.web.organs.actions import found
from gongkai.web.organs.models import Organ
from tests.web.applications.bureau import UNSEALED
from tests.web.applications.happenings import DUE, brought, event, standing
from tests.web.conftest import NOW

from .conftest import DOOR, entered

pytestmark = pytest.mark.django_db
SECOND = date(2026, 2, 10)


def page(visitor):
    answer = visitor.get(DOOR)
    assert answer.status_code == 200
    return answer.text.partition("<main")[2].partition("</main")[0]


def test_just_handed_in(visitor, organ):
    text = page(visitor)
    assert "已收到" in text
    assert "2026年3月9日（星期一）" in text
    assert "还有20个工作日" in text
    assert "从2026年2月3日的次日起算，共20个工作日（条例第三十三条）" in text
    assert "春节放假" in text  # how the day came about
    assert organ.name in text
    assert "申请送到受理机关。" in text
    assert "收到申请。当日不计" in text


def test_nobody_reads_there_who_applied(visitor):
    text = visitor.get(DOOR).text
    assert [one for one in ("周明远", "周**", "11010519491231002X", "13900001234") if one in text] == []


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("processing", "承办科室正在办理您的申请"),
        ("consulting", "正在征求他们的意见"),
        ("awaiting_reason", "请说明申请的理由"),
        ("awaiting_payment", "请缴纳信息处理费"),
        ("drafted", "正在内部审核"),
        ("signed", "即将送达"),
        ("closed", "已经办结"),
        ("withdrawn", "您已经撤回这件申请"),
    ],
)
def test_each_state_in_plain_words(taken_in, visitor, on_day, way, told):
    standing(taken_in.application, way)
    on_day(SECOND)
    assert told in page(visitor)


@pytest.mark.parametrize("way", ["lapsed_correction", "lapsed_fee"])
def test_who_was_given_up_is_told_where_to_turn(taken_in, visitor, on_day, way):
    Application.objects.filter(pk=taken_in.application.pk).update(state=way)
    text = page(visitor)
    assert "投诉、举报（条例第五十一条）" in text
    assert "申请行政复议或者提起行政诉讼（条例第五十一条）" in text
    assert ("正当理由没有按期补正" in text) == (way == "lapsed_correction")


def test_what_the_day_rests_on_while_somebody_is_asked_and_after_an_extension(taken_in, visitor, on_day):
    brought(taken_in.application, event("assigned"), event("extended"), event("consultation_sent"))
    on_day(SECOND)
    text = page(visitor)
    assert "征求意见的" in text
    assert "依法延长的时间" in text
    assert "意见来得早" in text


def test_correction_is_asked_with_its_last_day_and_the_clock_stands_still(taken_in, visitor, on_day):
    brought(taken_in.application, event("correction_asked", reason="请写明是哪一年、哪个村"))
    on_day(SECOND)
    text = page(visitor)
    assert "请在2026年3月5日（星期四）以前补正" in text
    assert "需要补正的是：请写明是哪一年、哪个村" in text
    assert f'href="{DOOR}correct/"' in text
    assert "我们答复您" not in text
    on_day(date(2026, 3, 6))
    late = page(visitor)
    assert "补正的期限在2026年3月5日（星期四）已经过去" in late
    assert f'href="{DOOR}correct/"' not in late


def test_why_a_late_notice_was_late_is_the_offices_own_affair(taken_in, visitor, on_day):
    late = date(2026, 3, 2)
    brought(
        taken_in.application, event("correction_asked", late, reason="经办人请假", limit_on=date(2026, 3, 20))
    )
    on_day(late)
    text = page(visitor)
    assert "经办人请假" not in text
    assert "我们答复您" in text  # the clock runs on


def test_on_the_due_day_it_is_not_overdue_and_the_day_after_it_is(taken_in, visitor, bureau, county, on_day):
    bureau.let(taken_in.application, event("assigned", NOW.date()))
    on_day(DUE)
    on_the_day = page(visitor)
    assert "已超期" not in on_the_day
    assert "就是今天" in on_the_day
    on_day(date(2026, 3, 10))
    text = page(visitor)
    assert "已超期" in text
    assert "已超过1个工作日" in text
    # 60 days after 9 March are 8 May, a Friday; six months after it is 9 September, a Wednesday.
    assert "申请行政复议：到2026年5月8日（星期五）为止" in text
    assert "提起行政诉讼：到2026年9月9日（星期三）为止" in text
    assert "墨鹭县人民法院" in text
    assert f"向主管部门{county.name}" in text
    assert 'href="/complaints/"' in text
    on_day(date(2026, 5, 11))
    assert "申请行政复议：期限在2026年5月8日已经过去" in page(visitor)


def test_silence_is_told_in_general_words_while_no_body_is_settled(taken_in, visitor, on_day):
    on_day(date(2026, 3, 10))
    text = page(visitor)
    assert "有管辖权的人民法院" in text
    assert "到2026年5月8日" in text


def test_a_reply_with_its_words_remedies_and_papers(taken_in, visitor, bureau, on_day):
    bureau.let(taken_in.application, event("assigned", NOW.date()))
    supplied = (Supplied("补贴明细.txt", "柳湾村 12 户".encode()),)
    reply = bureau.sign(
        bureau.draft(taken_in.application, "O02", text="现提供明细。\n请查收。", supplied=supplied)
    )
    before = page(visitor)
    assert "现提供明细" not in before  # signed, but not made yet
    assert "补贴明细.txt" not in before
    way = {"service": "electronic", "on": NOW.date(), "unsealed_because": UNSEALED}
    serving.serve(reply, **way, by=bureau.clerk, at=NOW)
    text = page(visitor)
    reply.refresh_from_db()
    assert "现提供明细。" in text
    assert all(line in text for line in paragraphs_of(reply))
    assert reply.number in text
    assert reply.remedy in text
    assert "您要的信息可以公开，我们把它提供给您。" in text
    assert "申请行政复议：到2026年4月7日（星期二）为止" in text  # 4 April is a festival, two days more rest
    assert "补贴明细.txt" in text
    paper = taken_in.application.papers.get(name="补贴明细.txt")
    got = visitor.get(f"{DOOR}papers/{paper.pk}")
    assert got.content.decode() == "柳湾村 12 户"
    assert "attachment" in got["Content-Disposition"]
    assert "no-store" in got["Cache-Control"]


def test_a_posted_reply_has_no_last_day_before_somebody_signed_for_it(taken_in, visitor, bureau):
    bureau.let(taken_in.application, event("assigned", NOW.date()))
    reply = bureau.answer(taken_in.application, "O02")
    assert "签收的日期还没有登记" in page(visitor)
    serving.prove_service(reply, on=NOW.date(), by=bureau.clerk, at=NOW)
    assert "签收的日期还没有登记" not in page(visitor)


def test_only_papers_for_the_applicant_and_only_his(taken_in, visitor, bureau, applied):
    bureau.let(taken_in.application, event("assigned", NOW.date()))
    bureau.answer(taken_in.application, "O02")
    inside = taken_in.application.papers.filter(is_for_applicant=False)
    other = bureau.take_in(applied)
    bureau.answer(other, "O02")
    theirs = other.papers.filter(is_for_applicant=True)
    assert theirs.exists()
    for paper in [*inside, *theirs]:
        assert visitor.get(f"{DOOR}papers/{paper.pk}").status_code == 404
    mine = taken_in.application.papers.filter(is_for_applicant=True).first()
    assert Client().get(f"{DOOR}papers/{mine.pk}").status_code == 403
    assert visitor.get(f"{DOOR}papers/{mine.pk}").status_code == 200


def test_not_ours_leads_to_the_form_of_whose_it_is_with_the_words_carried_over(
    taken_in, visitor, bureau, county
):
    right = found(
        Organ(
            slug="agri",
            name="墨鹭县农业农村局",
            short_name="农业农村局",
            level="county",
            kind="department",
            parent=county,
            online_channel="https://molu.example/apply/",
        ),
        by=SYSTEM,
        at=NOW,
    )
    bureau.let(taken_in.application, event("assigned", NOW.date()))
    told = {
        "why_not_ours": "由农业农村局制作。",
        "responsible_organ.name": right.name,
        "responsible_organ.contact": "电话 010-00001234",
    }
    bureau.answer(taken_in.application, "O14", told=told)
    text = page(visitor)
    assert f"带着内容向{right.name}申请" in text
    assert 'action="/organs/agri/apply/form/"' in text
    carried = {
        "do": "edit",
        "what-title": taken_in.application.title,
        "what-doc_no": "",
        "what-wanted": taken_in.application.wanted,
    }
    form = Client().post("/organs/agri/apply/form/", carried)
    assert taken_in.application.title in form.text
    assert taken_in.application.wanted in form.text


def test_an_organ_outside_is_named_without_a_button(taken_in, visitor, bureau):
    bureau.let(taken_in.application, event("assigned", NOW.date()))
    bureau.answer(taken_in.application, "O14")
    text = page(visitor)
    assert "应当向谁申请" in text
    assert "带着内容向" not in text


def test_one_that_came_by_fax_waits_for_both_sides_to_agree(applied, on_day, bureau):
    taken_in = apply(replace(applied, channel="fax"), by=bureau.clerk, at=NOW)
    text = page(entered(taken_in))
    assert "还没有与您确认收到" in text
    assert "请接听我们的电话" in text
    assert "下一个日期" not in text


def test_one_that_was_entered_twice_names_the_other(taken_in, visitor, applied, bureau):
    other = bureau.take_in(applied)
    void_duplicate(taken_in.application, same_as=other, by=bureau.clerk, at=NOW)
    assert f"已经并入回执号为 {other.receipt} 的那一件" in page(visitor)


def test_what_happened_is_told_once_and_in_order(taken_in, visitor, on_day):
    standing(taken_in.application, "closed")
    on_day(SECOND)
    text = page(visitor).partition("办理过程")[2]
    told = ["申请送到受理机关", "收到申请。", "承办科室正在办理", "正在内部审核", "即将送达", "邮寄答复"]
    places = [text.index(one) for one in told]
    assert places == sorted(places)
    assert [text.count(one) for one in told] == [1] * len(told)


def test_a_whole_leads_to_its_parts_and_back(taken_in, visitor, bureau):
    wanted = [
        Wanted(title=title, wanted=title, supply_form="paper", delivery="post")
        for title in ("补贴明细", "补贴标准")
    ]
    first, second = split(taken_in.application, wanted, reason="两项内容", by=bureau.clerk, at=NOW)
    text = page(visitor)
    assert "已经分成几件分别办理" in text
    assert first.receipt in text
    assert second.receipt in text
    for part in (second, taken_in.application):
        assert visitor.post(DOOR, {"do": "turn", "part": part.pk})["Location"] == DOOR
        assert f"回执号 {part.receipt}" in page(visitor)


@pytest.mark.parametrize("asked", ["", "x", "-1", "９", "999999"])
def test_nobody_turns_to_what_is_not_there(visitor, asked):
    assert visitor.post(DOOR, {"do": "turn", "part": asked}).status_code == 404


def test_nobody_turns_to_what_is_not_his(visitor, bureau, applied):
    other = bureau.take_in(applied)
    assert visitor.post(DOOR, {"do": "turn", "part": other.pk}).status_code == 404
    assert Client().post(DOOR, {"do": "turn", "part": other.pk}).status_code == 403


def test_what_an_officer_does_is_told_as_well(taken_in, visitor, bureau):
    step(taken_in.application, event("withdrawn", NOW.date()), by=bureau.clerk, at=NOW)
    assert "您已经撤回" in page(visitor)
