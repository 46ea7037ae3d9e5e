"""The workspace of an annual report: its tables open to their cases, figures by hand keep both values, prose stands on facts."""

import re

import pytest

from gongkai.web.foundations import clock
from gongkai.web.reports.models import Adjustment, Compilation
from tests.web.reports.ledgers import begun

ROOM = "/office/compilations/"
NEW = "table3.new_received.natural_person"


@pytest.fixture
def this_year():
    return clock.today().year


@pytest.fixture
def report(clerk, organ, this_year) -> Compilation:
    """Begun through the form, for the year that goes on; the registers have been kept for longer."""
    begun(organ)
    answer = clerk.post(f"{ROOM}begin/", {"organ": organ.pk, "year": this_year})
    assert answer.status_code == 302, answer.context["form"].errors
    return Compilation.objects.get()


def sheet(report):
    return f"{ROOM}{report.pk}/"


def box(page, cell):
    """What stands in a cell of the workspace."""
    return re.search(rf'<td id="{re.escape(cell)}".*?</td>', page, re.S)[0]


def sent(browser, report, act, **said):
    """An act through its form, which leads back to the workspace."""
    answer = browser.post(f"{sheet(report)}{act}/", said)
    assert answer.status_code == 302, answer.context["form"].errors
    report.refresh_from_db()
    return answer


def test_a_report_begins_with_its_three_tables_and_a_draft(clerk, report):
    page = clerk.get(sheet(report)).text
    assert "编写中" in page
    for caption in ("表二　主动公开政府信息情况", "表三　收到和处理政府信息公开申请情况", "表四"):
        assert caption in page
    assert len(re.findall(r'<td id="table[234]\.', page)) == 200
    assert "根据《中华人民共和国政府信息公开条例》" in page
    assert "公布期限" in page


def test_a_second_one_for_the_same_year_is_refused_on_the_form(clerk, report, organ, this_year):
    answer = clerk.post(f"{ROOM}begin/", {"organ": organ.pk, "year": this_year})
    assert "已经在编制" in answer.text


def test_a_cell_opens_to_its_cases(clerk, in_hand, report):
    page = clerk.get(sheet(report)).text
    assert ">1<" in box(page, NEW)
    address = re.search(r'href="([^"]+)"', box(page, NEW))[1]
    behind = clerk.get(address).text
    assert f"/office/applications/{in_hand.pk}/" in behind
    assert "依申请公开台账" in behind
    assert "改为手工填报" in behind


def test_a_total_opens_to_what_it_adds_up_and_cannot_be_typed(clerk, in_hand, report):
    behind = clerk.get(f"{sheet(report)}cells/table3.new_received.total/").text
    assert f"{sheet(report)}cells/{NEW}/" in behind
    assert "改为手工填报" not in behind


def test_what_nobody_kept_is_not_nought(clerk, report):
    cell = "table2.licences.decisions"
    assert "没有登记" in box(clerk.get(sheet(report)).text, cell)
    assert "这个数字没有登记" in clerk.get(f"{sheet(report)}cells/{cell}/").text


def test_a_figure_by_hand_keeps_both_values_and_its_reason(clerk, in_hand, report):
    answer = sent(
        clerk, report, "adjust", cell=NEW, given="3", reason="两件申请在系统启用以前登记在纸质台账。"
    )
    assert answer.url == f"{sheet(report)}#{NEW}"
    shown = box(clerk.get(sheet(report)).text, NEW)
    assert "手工填报" in shown
    assert "report-dot" in shown
    behind = clerk.get(f"{sheet(report)}cells/{NEW}/").text
    assert "手工填报 3，按台账计算是 1。" in behind
    assert "两件申请在系统启用以前登记在纸质台账。" in behind
    sent(clerk, report, "withdraw-adjustment", cell=NEW)
    assert "手工填报" not in box(clerk.get(sheet(report)).text, NEW)
    assert Adjustment.objects.get().is_withdrawn


def test_a_figure_without_a_reason_is_refused_beside_its_field(clerk, report):
    answer = clerk.post(f"{sheet(report)}adjust/", {"cell": NEW, "given": "3", "reason": ""})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"reason"}
    assert not Adjustment.objects.exists()


def test_an_error_leads_to_its_cell_and_asks_for_a_reason(clerk, report):
    sent(clerk, report, "adjust", cell=NEW, given="3", reason="纸质台账。")
    page = clerk.get(sheet(report)).text
    assert f'href="#{NEW}"' in page
    justify = re.search(r'href="([^"]+justify/\?fingerprint=[0-9a-f]{64})"', page)[1]
    form = clerk.get(justify).text
    fingerprint = justify.rpartition("=")[2]
    assert "随报告一并公开" in form
    sent(clerk, report, "justify", fingerprint=fingerprint, reason="年末另有三件正在补录。")
    assert "年末另有三件正在补录。" in clerk.get(sheet(report)).text
    sent(clerk, report, "withdraw-justification", fingerprint=fingerprint)
    assert "年末另有三件正在补录。" not in clerk.get(sheet(report)).text


def test_prose_refers_to_facts_and_follows_them(clerk, report, organ):
    asked = {"section": 1, "topic": "on_request"}
    form = clerk.get(f"{sheet(report)}write/", asked).text
    assert "{{applications.received}}" in form
    text = "全年收到申请{{applications.received}}。"
    sent(clerk, report, "write", **asked, text=text)
    page = clerk.get(sheet(report)).text
    assert re.search(r'class="report-chip"[^>]*>0件<', page)


def test_the_preview_tells_what_is_wrong_while_one_writes(clerk, report):
    said = {"section": 1, "topic": "on_request", "text": "收到{{applications.received}}，{{no.such}}和{{half"}
    page = clerk.post(f"{sheet(report)}preview/", said).text
    assert ">0件<" in page
    assert page.count("report-chip-wrong") == 2
    assert "没有“{{no.such}}”这一事实可以引用。" in page
    assert "“{{half”没有写完整" in page


def test_what_can_be_referred_to_stands_first_and_what_nobody_registered_is_folded(clerk, report):
    form = clerk.get(f"{sheet(report)}write/", {"section": 1, "topic": "safeguards"}).text
    assert (
        "本系统还没有这项登记：政府信息公开培训、工作考核、社会评议、责任追究。请据实写，由签发人负责。"
        in form
    )
    first, second, last = re.findall(r"<details class=\"report-facts\".*?</details>", form, re.S)
    assert re.match(r"<details[^>]* open><summary>这一部分的数据", first)
    assert 'data-insert="{{remedies.reviews|句}}"' in first
    assert 'data-insert="{{applications.received}}"' in second
    assert "没有登记的，不能引用" in last
    assert re.search(r"工作考核：<span[^>]*>本系统还没有这项登记<", last)
    assert re.search(r"行政许可处理决定：<span[^>]*>行政行为月报里没有登记<", last)
    assert "data-insert" not in last + first.partition("<summary>")[0]
    sent(clerk, report, "write", section=1, topic="safeguards", text="全年举办培训2次。")
    assert "手写，无登记可查：政府信息公开培训、" in clerk.get(sheet(report)).text


def test_sentences_from_the_list_of_problems_are_shown_where_one_would_write_them(clerk, report):
    sent(clerk, report, "note-problem", problem="公开不够及时", measure="每月核对目录")
    form = clerk.get(f"{sheet(report)}write/", {"section": 5, "topic": "problems"}).text
    assert "以下由问题清单自动写入" in form
    assert form.count("<p>公开不够及时。</p>") == 1
    assert "还没有写" not in form
    typed = {"section": 5, "topic": "problems", "text": "另有一处。"}
    assert "公开不够及时。" in clerk.post(f"{sheet(report)}preview/", typed).text


def test_problems_are_listed_changed_and_taken_off(clerk, report):
    sent(clerk, report, "note-problem", problem="公开不够及时", measure="每月核对目录", owner="党政办公室")
    row = report.shortcomings.get()
    assert "每月核对目录" in clerk.get(sheet(report)).text
    form = clerk.get(f"{sheet(report)}note-problem/?problem_id={row.pk}").text
    assert "公开不够及时" in form
    sent(clerk, report, "note-problem", problem_id=row.pk, problem="公开不够及时", measure="每周核对目录")
    assert "每周核对目录" in clerk.get(sheet(report)).text
    sent(clerk, report, "remove-problem", problem_id=row.pk)
    assert "每周核对目录" not in clerk.get(sheet(report)).text


def test_last_years_figures_stand_beside_on_demand(clerk, kept, organ):
    clerk.post(f"{ROOM}begin/", {"organ": organ.pk, "year": 2025})
    report = Compilation.objects.get()
    assert "report-before" not in clerk.get(sheet(report)).text
    assert "report-before" in clerk.get(f"{sheet(report)}?before=1").text


def test_the_draft_can_be_read_on_paper(clerk, report):
    answer = clerk.get(f"{sheet(report)}draft.docx")
    assert answer.content.startswith(b"PK")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert clerk.get(f"{sheet(report)}draft.exe").status_code == 404


def test_colleagues_elsewhere_do_not_see_it(browser_of, county, report):
    assert browser_of("clerk", county).get(sheet(report)).status_code == 404
    assert browser_of("authority", county).get(sheet(report)).status_code == 200
    assert clerk_adjusts(browser_of("authority", county), report) == 403


def clerk_adjusts(browser, report):
    said = {"cell": NEW, "given": "3", "reason": "理由"}
    return browser.post(f"{sheet(report)}adjust/", said).status_code


def test_a_cell_that_there_is_not_is_not_found(clerk, report):
    assert clerk.get(f"{sheet(report)}cells/table3.no.such/").status_code == 404


def test_the_list_tells_state_and_day(clerk, report, organ):
    page = clerk.get(ROOM).text
    assert organ.short_name in page
    assert "编写中" in page
    assert "还有" in page
