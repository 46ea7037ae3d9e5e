"""From a draft to a corrected version through the screens: blocked, justified, commented, signed, published, corrected."""

import json
import re

import pytest

from gongkai.web.foundations import clock
from gongkai.web.office.reviewed import draft_of
from gongkai.web.organs.models import Organ
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.models import Compilation
from gongkai.web.reviews.models import Review
from tests.web.reports.collecting.conftest import below
from tests.web.reports.ledgers import begun

from .reviewing import answers
from .reviewing import sheet as review_sheet

ROOM = "/office/compilations/"
NEW, GRANTED = "table3.new_received.natural_person", "table3.granted.natural_person"
PLAIN = "本机关明确专人办理，按规定公开。"
REMARK = "第六部分请写明落实要点的情况。"
NOTE = "正文有一处遗漏，现予更正。"


@pytest.fixture
def people(browser_of, organ, county):
    """Everybody who has a part in it."""
    duties = {
        "clerk": "clerk",
        "head": "office_head",
        "reviewer": "secrecy_reviewer",
        "leader": "chief_leader",
    }
    return {name: browser_of(duty, organ) for name, duty in duties.items()} | {
        "authority": browser_of("authority", county)
    }


@pytest.fixture
def report(people, organ):
    """Last year's, just begun, every passage over what the registers know, which are kept for longer."""
    begun(organ)
    people["clerk"].post(f"{ROOM}begin/", {"organ": organ.pk, "year": clock.today().year - 1})
    report = Compilation.objects.get()
    for one in [found for found in Standing(report).found if found.is_final]:
        said = {"section": one.section, "topic": one.topic, "text": PLAIN}
        assert people["clerk"].post(f"{sheet(report)}write/", said).status_code == 302
    return report


def sheet(report):
    return f"{ROOM}{report.pk}/"


def taken(browser, report, step, **said):
    """A step through its form."""
    answer = browser.post(f"{sheet(report)}{step}/", said)
    assert answer.status_code == 302, answer.context["form"].errors
    report.refresh_from_db()


def by_hand(browser, report):
    """Two applications more than the registers know, and how they ended."""
    for cell in (NEW, GRANTED):
        taken(browser, report, "adjust", cell=cell, given="2", reason="纸质台账另有两件。")


def justified(browser, report):
    """Every error has its reason."""
    for one in [found for found in Standing(report).found if found.is_open]:
        taken(browser, report, "justify", fingerprint=one.fingerprint, reason="数字核对无误。")


def commented(people, report, verdict="agreed", text=""):
    """The authority has been asked and has answered."""
    taken(people["clerk"], report, "ask")
    taken(people["authority"], report, "give", verdict=verdict, text=text)


def signed(people, report):
    """Sent into the chain of three and approved."""
    taken(people["clerk"], report, "send-in", chain="small")
    review = Review.objects.latest("pk")
    for name in ("reviewer", "leader"):
        answer = people[name].post(f"{review_sheet(review)}pass/", answers(review))
        assert answer.status_code == 302, answer.context["form"].errors
        review.refresh_from_db()
    report.refresh_from_db()
    return review


def test_an_error_bars_the_way_until_it_has_its_reason(people, report):
    clerk = people["clerk"]
    by_hand(clerk, report)
    commented(people, report, "remarks", REMARK)
    page = clerk.get(sheet(report)).text
    assert REMARK in page
    assert "现在还不能“送审”" in page
    assert "还没有说明理由的错误" in page or "还有没有说明理由的错误" in page
    refused = clerk.post(f"{sheet(report)}send-in/", {"chain": "small"})
    assert "没有说明理由的错误" in refused.text
    justified(clerk, report)
    assert "现在还不能“送审”" not in clerk.get(sheet(report)).text


def test_remarks_need_words_and_what_was_asked_can_be_taken_back(people, report):
    taken(people["clerk"], report, "ask")
    refused = people["authority"].post(f"{sheet(report)}give/", {"verdict": "returned", "text": ""})
    assert refused.context["form"].errors.keys() == {"text"}
    assert "报请审阅" in people["authority"].get("/office/").text
    taken(people["clerk"], report, "take-back")
    assert report.state == "drafting"


def test_a_change_undoes_what_was_asked_and_the_form_says_so(people, report):
    taken(people["clerk"], report, "ask")
    asked = {"section": 6, "topic": "other"}
    assert "这次审阅作废" in people["clerk"].get(f"{sheet(report)}write/", asked).text
    taken(people["clerk"], report, "write", **asked, text=PLAIN)
    assert report.state == "drafting"


def test_signed_published_and_corrected(people, report, client, organ):
    clerk, head = people["clerk"], people["head"]
    by_hand(clerk, report)
    justified(clerk, report)
    commented(people, report)
    review = signed(people, report)
    read = people["leader"].get(review_sheet(review)).text
    for words in (
        "本机关明确专人办理",
        "填报2，台账0。理由：纸质台账另有两件。",
        "有理由的错误",
        "数字核对无误。",
    ):
        assert words in read
    assert "已批准" in head.get(sheet(report)).text
    taken(head, report, "publish")
    address = f"/organs/{organ.slug}/{report.year}/"
    assert PLAIN in client.get(address).text

    taken(clerk, report, "correct", note=NOTE)
    assert "正在更正，新版本公布以前仍是这一版" in clerk.get(sheet(report)).text
    taken(clerk, report, "write", section=6, topic="other", text="补充：按要点完成全部任务。")
    justified(clerk, report)
    commented(people, report)
    signed(people, report)
    taken(head, report, "publish")
    assert "补充：按要点完成全部任务。" in client.get(address).text
    versions = clerk.get(f"{sheet(report)}versions/").text
    assert "第2版" in versions
    assert "第1版" in versions
    assert NOTE in versions
    first = json.loads(clerk.get(f"{sheet(report)}versions/1/file.json").content)
    assert "补充" not in json.dumps(first, ensure_ascii=False)


def test_the_page_for_asking_names_who_is_asked(people, report, county):
    assert f"报给：{county}。" in people["clerk"].get(f"{sheet(report)}ask/").text


def test_the_comment_stands_above_the_report_and_says_whether_it_changed(people, report):
    commented(people, report, "remarks", REMARK)
    page = people["clerk"].get(sheet(report)).text
    assert page.index(REMARK) < page.index("report-columns")
    assert "反馈以后报告没有修改。" in page
    taken(people["clerk"], report, "write", section=6, topic="other", text="补充一句。")
    assert "反馈以后报告又作了修改。" in people["clerk"].get(sheet(report)).text


def test_what_was_answered_is_no_error_any_more(people, report):
    clerk = people["clerk"]
    assert 'class="report-grade-error"' in clerk.get(sheet(report)).text
    justified(clerk, report)
    page = clerk.get(sheet(report)).text
    assert 'class="report-grade-error"' not in page
    assert "已说明理由" in page
    assert report.errors == 0


def test_a_missing_month_leads_to_where_it_is_entered(people, report, organ):
    page = people["clerk"].get(sheet(report)).text
    assert "各月都没有登记" in page
    assert f"/office/decisions/year/?organ={organ.pk}&amp;year={report.year}" in page
    assert "应填 0" not in page


def test_signers_read_what_the_authority_said_and_what_is_still_open(people, report):
    taken(people["clerk"], report, "write", section=6, topic="other", text="全年未发生泄密事件。")
    justified(people["clerk"], report)
    commented(people, report, "remarks", REMARK)
    taken(people["clerk"], report, "send-in", chain="small")
    page = people["reviewer"].get(review_sheet(Review.objects.get())).text
    assert "主管部门的意见" in page
    assert REMARK in page
    assert "反馈以后报告没有修改。" in page
    assert "还没有解决的检查结果" in page
    assert "全年未发生泄密事件" in page.partition("还没有解决的检查结果")[2].partition("<article")[0]
    on_telephone = draft_of(Review.objects.get()).drawn_on_telephone()
    assert REMARK in on_telephone
    assert "<h2>还没有解决的检查结果</h2>" in on_telephone


def test_signers_and_the_authority_see_what_a_correction_changes(people, report):
    clerk = people["clerk"]
    justified(clerk, report)
    commented(people, report)
    signed(people, report)
    taken(people["head"], report, "publish")
    taken(clerk, report, "correct", note=NOTE)
    by_hand(clerk, report)
    taken(clerk, report, "adjust", cell=NEW, given="3", reason="纸质台账另有三件。")
    board = f"{ROOM}board/?year={report.year}"
    assert report.errors
    assert "已公布，正在更正" in clerk.get(board).text
    assert f"<td>更正稿{report.errors}</td>" in clerk.get(board).text
    taken(clerk, report, "adjust", cell=NEW, given="2", reason="纸质台账另有两件。")
    taken(clerk, report, "write", section=6, topic="other", text="补充：按要点完成全部任务。")
    justified(clerk, report)
    taken(clerk, report, "ask")
    page = people["authority"].get(f"{sheet(report)}give/").text
    compared_with_the_first(page)
    assert "作废" not in page  # that is said to whoever changes the report
    taken(people["authority"], report, "give", verdict="agreed")
    taken(clerk, report, "send-in", chain="small")
    review = Review.objects.latest("pk")
    compared_with_the_first(people["reviewer"].get(review_sheet(review)).text)
    waiting = people["reviewer"].get("/office/").text
    assert review.title in waiting
    assert "，期限" not in waiting  # the day was that of the first edition
    for name in ("reviewer", "leader"):
        people[name].post(f"{review_sheet(review)}pass/", answers(review))
        review.refresh_from_db()
    report.refresh_from_db()
    taken(people["head"], report, "publish")
    assert "公布第2版" in clerk.get(board).text


def test_what_the_authority_sent_back_waits_for_its_makers_and_is_told_to_be_the_same(people, report):
    clerk = people["clerk"]
    commented(people, report, "returned", REMARK)
    assert f"{report}（主管部门退回，修改后再报）" in clerk.get("/office/").text
    assert "退回以后没有改动" in clerk.get(f"{sheet(report)}ask/").text
    taken(clerk, report, "write", section=6, topic="other", text="补充一句。")
    assert "退回以后没有改动" not in clerk.get(f"{sheet(report)}ask/").text
    taken(clerk, report, "ask")
    assert "主管部门退回" not in clerk.get("/office/").text


def test_an_empty_correction_says_so_before_it_is_sent_on(people, report):
    clerk = people["clerk"]
    justified(clerk, report)
    commented(people, report)
    signed(people, report)
    taken(people["head"], report, "publish")
    taken(clerk, report, "correct", note=NOTE)
    said = "没有改动：数字和正文都与第1版一样。"
    assert all(said in clerk.get(f"{sheet(report)}{step}/").text for step in ("ask", "send-in"))
    by_hand(clerk, report)
    justified(clerk, report)
    page = clerk.get(f"{sheet(report)}ask/").text
    assert "没有改动：" not in page
    assert "：0 → 2</li>" in page.partition("与第1版比较")[2]
    # Whoever writes the note sees what it is about.
    assert "：0 → 2</li>" in clerk.get(f"{sheet(report)}explain/").text.partition("与第1版比较")[2]


def compared_with_the_first(page):
    """Figures before and after, and the words that came."""
    changes = page.partition("与第1版比较")[2]
    assert "：0 → 2</li>" in changes
    assert re.search("<ins>.*补充：按要点完成全部任务。</ins>", changes)


def test_an_office_comments_where_it_is_the_authority(people, report, browser_of, county, organ):
    office = below(county, "office", "墨鹭县人民政府办公室", level="county", kind="department")
    Organ.objects.filter(pk=organ.pk).update(authority=office)
    there, own = browser_of("authority", office), browser_of("authority", organ)
    taken(people["clerk"], report, "ask")
    assert f"{sheet(report)}give/" in there.get(sheet(report)).text
    assert f"{sheet(report)}give/" not in own.get(sheet(report)).text
    assert own.post(f"{sheet(report)}give/", {"verdict": "agreed"}).status_code == 403
    taken(there, report, "give", verdict="agreed", text="")
    assert report.state == "commented"
