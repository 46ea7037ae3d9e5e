"""An annual report by clicking: compiled, a figure opened to its cases, prose over facts, blocked by an error, justified,
commented, signed, published, corrected; on a phone and on a desk, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from . import colleagues as at_work
from .axe import violations
from .clicks import follow
from .conftest import DESK, PHONE

pytestmark = pytest.mark.browser
WORK = re.compile(r"/office/compilations/\d+/(?:#.*)?$")
NEW = "table3.new_received.natural_person"
GRANTED = "table3.granted.natural_person"
APPLIED = "枕溪镇防汛物资采购清单"
PLAIN = "本机关明确专人办理政府信息公开工作，按规定公开。"
# Before the system was in use: nothing was counted then, and no report of that year is public.
LONG_AGO = 2023
REASON = "系统启用以前的两件申请登记在纸质台账。"
NOTE = "正文遗漏一项，现予更正。"


@pytest.fixture(scope="module")
def everybody(browser, site, home):
    """The people of the county."""
    people = at_work.Colleagues(browser, site, home)
    yield people
    people.close()
    assert people.complaints == []


@pytest.fixture(scope="module")
def clerk(everybody):
    """The town's clerk at her window."""
    return everybody["zhenxi-clerk"]


@pytest.fixture(scope="module")
def this_year(clerk):
    """The address of the report of the year that goes on, with a case that came to the counter today."""
    clerk.goto("/office/applications/register/")
    clerk.get_by_label("姓名或者名称").fill("周明远")
    clerk.get_by_label("电话", exact=True).fill("13900001234")
    clerk.get_by_label("所需信息的名称").fill(APPLIED)
    clerk.get_by_label("所需信息的内容描述").fill("采购的种类和数量。")
    at_work.press(clerk, "登记")
    clerk.goto("/office/compilations/")
    follow(clerk.get_by_role("row", name="编写中").get_by_role("link").first)
    assert WORK.search(clerk.url), shown(clerk)
    return clerk.url


def shown(page):
    """The text of what somebody sees."""
    return page.locator("main").inner_text()


def cell(page, name):
    """The figure in a cell of the tables."""
    return page.locator(f'td[id="{name}"] a')


def act(page, title):
    """A step of the report, by its button."""
    follow(page.get_by_role("link", name=title, exact=True).first)


def test_a_figure_opens_beside_the_table_and_closes_with_the_keyboard(clerk, this_year):
    clerk.goto(this_year)
    figure = cell(clerk, NEW)
    figure.focus()
    clerk.keyboard.press("Enter")
    drawer = clerk.get_by_role("dialog")
    expect(drawer.get_by_text(APPLIED)).to_be_visible()
    assert violations(clerk) == []
    clerk.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(figure).to_be_focused()


def test_without_scripts_a_figure_is_a_page(browser, clerk, site, this_year):
    context = browser.new_context(
        base_url=site, java_script_enabled=False, storage_state=clerk.context.storage_state()
    )
    page = context.new_page()
    page.goto(this_year)
    cell(page, NEW).click()
    page.wait_for_url("**/cells/**")
    assert APPLIED in shown(page)
    page.get_by_role("link", name="回到报告").click()
    page.wait_for_url(f"**#{NEW}")
    context.close()


def test_prose_takes_facts_by_a_click_and_is_shown_as_it_will_read(clerk, this_year):
    clerk.goto(this_year)
    follow(clerk.locator("#passage-1-on_request").get_by_role("link").last)
    text = clerk.get_by_label("正文")
    text.fill("全年收到政府信息公开申请")
    clerk.locator("button[data-insert='{{applications.received}}']").click()
    expect(text).to_have_value("全年收到政府信息公开申请{{applications.received}}")
    preview = clerk.locator("#preview .report-chip")
    expect(preview).to_have_count(1)
    expect(preview).to_have_text(re.compile(r"\d+件"))
    text.press("End")
    text.press_sequentially("，{{no.such}}")
    expect(clerk.locator("#preview .report-chip-wrong")).to_be_visible()
    clerk.get_by_label("正文").fill("全年收到政府信息公开申请{{applications.received}}。")
    at_work.press(clerk, "保存正文")
    expect(clerk.locator("#passage-1-on_request .report-chip")).to_have_text(re.compile(r"\d+件"))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_fact_is_found_by_its_name_and_put_in_without_a_mouse(clerk, this_year, size):
    clerk.set_viewport_size(size)
    clerk.goto(this_year)
    follow(clerk.locator("#passage-1-on_request").get_by_role("link").last)
    text, find = clerk.get_by_label("正文"), clerk.get_by_label("查找数据")
    text.fill("")
    find.fill("商业企业")
    expect(clerk.locator("[data-fact]:visible")).to_have_count(1)
    expect(clerk.locator("#fact-found")).to_have_text("找到 1 项，按回车插入第一项。")
    find.press("Enter")
    expect(text).to_have_value("{{applications.received.commercial_enterprise}}")
    expect(text).to_be_focused()
    find.fill("工作考核")
    expect(clerk.locator("[data-fact]:visible").first).to_contain_text("没有这项登记")
    find.fill("没有这样的名称")
    expect(clerk.locator("#fact-found")).to_have_text("没有这样的数据，换一个词再找。")
    assert violations(clerk) == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert clerk.evaluate(wide) == 0
    clerk.set_viewport_size(DESK)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_workspace_fits_and_can_be_used_by_everybody(clerk, this_year, size):
    clerk.set_viewport_size(size)
    clerk.goto(this_year)
    assert violations(clerk) == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert clerk.evaluate(wide) == 0
    clerk.set_viewport_size(DESK)


def mended(page, address):
    """Every passage that refers to what nobody registered says something else instead."""
    page.goto(address)
    links = page.locator(".report-error a[href^='#passage-']")
    for place in dict.fromkeys(links.evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")):
        page.goto(address)
        follow(page.locator(place).get_by_role("link").last)
        page.get_by_label("正文").fill(PLAIN)
        at_work.press(page, "保存正文")


def justified(page, address):
    """Every error has its reason."""
    page.goto(address)
    missing = page.get_by_role("link", name=re.compile("说明理由$"))
    while missing.count():
        follow(missing.first)
        page.get_by_label("理由").fill(REASON)
        at_work.press(page, "保存理由")
        page.goto(address)


def commented(everybody, address):
    """The authority is asked, reads, and agrees."""
    clerk, authority = everybody["zhenxi-clerk"], everybody["molu-authority"]
    clerk.goto(address)
    act(clerk, "报主管部门审阅")
    at_work.press(clerk, "报主管部门审阅")
    authority.goto("/office/")
    follow(authority.get_by_role("link", name=re.compile(rf"枕溪镇人民政府{LONG_AGO}年.*报请审阅")))
    act(authority, "反馈审阅意见")
    authority.get_by_label("无意见").check()
    at_work.press(authority, "反馈意见")


def signed(everybody, address, *, title):
    """Sent in, read by one and approved by another."""
    clerk = everybody["zhenxi-clerk"]
    clerk.goto(address)
    act(clerk, "送审")
    clerk.get_by_label("三人审签").check()
    at_work.press(clerk, "送审")
    for name, stage in (("zhenxi-secrecy-reviewer", "review"), ("zhenxi-chief-leader", "approve")):
        at_work.review(everybody[name], title, stage=stage, chain="small", kind="report")


def published(clerk, address):
    """公布, and the public page."""
    clerk.goto(address)
    act(clerk, "公布")
    at_work.press(clerk, "公布")
    follow(clerk.get_by_role("link", name="公开页面"))
    assert f"/organs/zhenxi/{LONG_AGO}/" in clerk.url


def test_blocked_justified_signed_published_corrected(everybody, clerk):
    clerk.goto("/office/compilations/begin/")
    clerk.get_by_label("年度").select_option(str(LONG_AGO))
    at_work.press(clerk, "开始编制")
    address = clerk.url.partition("#")[0]
    mended(clerk, address)

    for figure in (NEW, GRANTED):
        clerk.goto(address)
        cell(clerk, figure).click()
        follow(clerk.get_by_role("dialog").get_by_role("link", name="改为手工填报"))
        clerk.get_by_label("填报的数字").fill("2")
        clerk.get_by_label("理由").fill(REASON)
        at_work.press(clerk, "保存手工填报的数字")
    expect(cell(clerk, GRANTED)).to_have_accessible_name(re.compile("手工填报"))
    expect(clerk.get_by_role("button", name="送审")).to_be_disabled()
    expect(clerk.locator("#why-send-in")).to_contain_text("没有说明理由的错误")

    justified(clerk, address)
    commented(everybody, address)
    signed(everybody, address, title=f"枕溪镇人民政府{LONG_AGO}年政府信息公开工作年度报告第1版")
    published(clerk, address)
    assert PLAIN in clerk.locator("main").inner_text()

    clerk.goto(address)
    act(clerk, "更正")
    clerk.get_by_label("更正说明").fill(NOTE)
    at_work.press(clerk, "开始更正")
    follow(clerk.locator("#passage-6-other").get_by_role("link").last)
    clerk.get_by_label("正文").fill("补充：按要点完成全部任务。")
    at_work.press(clerk, "保存正文")
    justified(clerk, address)
    commented(everybody, address)
    signed(everybody, address, title=f"枕溪镇人民政府{LONG_AGO}年政府信息公开工作年度报告第2版")
    published(clerk, address)
    assert "补充：按要点完成全部任务。" in clerk.locator("main").inner_text()
    clerk.goto(f"{address}versions/")
    assert NOTE in shown(clerk)
    assert "第1版" in shown(clerk)
    assert violations(clerk) == []
