"""From a draft to a corrected version through the screens: blocked, justified, commented, signed, published, corrected."""

import json

import pytest

from gongkai.web.foundations import clock
from gongkai.web.organs.models import Organ
from gongkai.web.reports.compiling import Standing
from gongkai.web.reports.models import Compilation
from gongkai.web.reviews.models import Review
from tests.web.reports.collecting.conftest import below

from .reviewing import answers
from .reviewing import sheet as review_sheet

ROOM = "/office/compilations/"
GRANTED = "table3.granted.natural_person"
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
    """Last year's, just begun, every passage over what the registers know."""
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
    taken(clerk, report, "adjust", cell=GRANTED, given="2", reason="纸质台账另有两件。")
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
    taken(clerk, report, "adjust", cell=GRANTED, given="2", reason="纸质台账另有两件。")
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
