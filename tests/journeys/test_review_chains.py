"""From a draft to a public page by clicking: with six people, with three, with two, on paper, and on a telephone."""

import pytest
from pypdfium2 import PdfDocument

from . import colleagues as at_work
from .axe import violations
from .clicks import follow
from .conftest import DESK, PHONE
from .scans import photographed

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def everybody(browser, site, home):
    """The people of the county."""
    people = at_work.Colleagues(browser, site, home)
    yield people
    people.close()
    assert people.complaints == []


def shown(page):
    """The text of what somebody sees."""
    return page.locator("main").inner_text()


def test_six_people_take_a_document_through_the_full_chain(everybody):
    title = "墨鹭县2026年防汛值班安排"
    clerk = everybody["molu-clerk"]
    at_work.draft(clerk, title)
    assert "起草中" in shown(clerk)
    at_work.send_in(clerk, "逐级审签")
    assert "审核中" in shown(clerk)
    for name, stage in (
        ("molu-section-head", "section_head"),
        ("molu-secrecy-reviewer", "secrecy"),
        ("molu-legality-reviewer", "legality"),
        ("molu-deputy-leader", "deputy_leader"),
        ("molu-chief-leader", "chief_leader"),
    ):
        at_work.review(everybody[name], title, stage=stage, chain="full")
    publisher = everybody["molu-publisher"]
    at_work.publish(publisher, title)
    assert "值班时间为每日八时至次日八时。" in shown(publisher)


@pytest.mark.soak  # the leader below signs at the end of the same chain
def test_three_people_take_it_through_the_small_chain(everybody):
    title = "枕溪镇2026年村级道路养护安排"
    clerk = everybody["zhenxi-clerk"]
    at_work.draft(clerk, title)
    at_work.send_in(clerk, "三人审签")
    at_work.review(everybody["zhenxi-secrecy-reviewer"], title, stage="review", chain="small")
    at_work.review(everybody["zhenxi-chief-leader"], title, stage="approve", chain="small")
    at_work.publish(clerk, title)
    assert "值班时间为每日八时至次日八时。" in shown(clerk)


def test_with_two_people_the_gap_is_named_and_somebody_stands_in(everybody):
    title = "借山乡2026年防火值班安排"
    clerk = everybody["jieshan-clerk"]
    at_work.draft(clerk, title)
    at_work.send_in(clerk, "三人审签")
    clerk.get_by_role("region", name="审核").get_by_role("link").first.click()
    clerk.wait_for_url("**/office/reviews/*/")
    assert "“保密和合法性审查”没有人可以办" in shown(clerk)
    assert "代理" in shown(clerk)

    authority = everybody["molu-authority"]
    authority.goto("/office/")
    follow(authority.get_by_role("link", name="借山乡人民政府").first)
    at_work.act(authority, "指定代理人")
    authority.get_by_label("职责").select_option("secrecy_reviewer")
    at_work.choose(authority, "人员", "沈听雨")
    follow(authority.locator("main form button[type=submit]"))

    clerk.reload()
    assert "没有人可以办" not in shown(clerk)
    at_work.review(everybody["molu-secrecy-reviewer"], title, stage="review", chain="small")
    at_work.review(everybody["jieshan-chief-leader"], title, stage="approve", chain="small")
    at_work.publish(clerk, title)
    assert "值班时间为每日八时至次日八时。" in shown(clerk)


@pytest.fixture
def reviewed(everybody):
    """What waits for the leader of the small chain: its title, and the windows of who proposed it."""

    def taken(title):
        clerk = everybody["zhenxi-clerk"]
        at_work.draft(clerk, title)
        at_work.send_in(clerk, "三人审签")
        at_work.review(everybody["zhenxi-secrecy-reviewer"], title, stage="review", chain="small")
        clerk.get_by_role("region", name="审核").get_by_role("link").first.click()
        clerk.wait_for_url("**/office/reviews/*/")
        return clerk

    return taken


def test_a_leader_signs_on_paper(everybody, reviewed):
    title = "枕溪镇2026年饮用水监测安排"
    clerk = reviewed(title)
    hash_ = clerk.locator("dt", has_text="内容校验码").locator("xpath=../dd").inner_text()
    with clerk.expect_download() as started:
        clerk.get_by_role("link", name="PDF").click()
    sheet = started.value.path().read_bytes()
    assert sheet.startswith(b"%PDF")
    told = "".join(page.get_textpage().get_text_range() for page in PdfDocument(sheet))
    assert "".join(hash_.split()) in "".join(told.split())
    assert title in "".join(told.split())

    address = clerk.url
    refused = clerk.goto(f"{address}upload/")
    assert refused.status == 403
    assert "现在不能办理“上传已签审签单”" in clerk.locator("body").inner_text()

    head = everybody["zhenxi-office-head"]
    head.goto(address)
    at_work.act(head, "上传已签审签单")
    head.get_by_label("扫描件").set_input_files(photographed(sheet, "审签单.jpg"))
    at_work.choose(head, "签名的人", "祝清和")
    at_work.done(head, "上传已签审签单")
    assert "由辛照临录入" in shown(head)
    at_work.publish(clerk, title)
    assert "值班时间为每日八时至次日八时。" in shown(clerk)


def test_a_leader_signs_on_his_telephone(everybody, reviewed):
    title = "枕溪镇2026年植树安排"
    address = reviewed(title).url
    head = everybody["zhenxi-office-head"]
    head.goto(address)
    at_work.act(head, "生成手机链接")
    at_work.choose(head, "交给谁办理", "祝清和")
    follow(head.locator("main form button[type=submit]"))
    link = head.locator("code.review-address").inner_text()

    telephone = everybody.window(PHONE)
    telephone.goto(link)
    assert "值班时间为每日八时至次日八时。" in telephone.locator("body").inner_text()
    wide, window = telephone.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window
    found = violations(telephone)
    assert not found, "\n".join(found)
    telephone.get_by_label("六位验证码").fill(at_work.code(ahead=1))
    follow(telephone.get_by_role("button", name="同意"))
    assert telephone.get_by_text("已同意").first.is_visible()
    telephone.context.close()
    clerk = everybody["zhenxi-clerk"]
    at_work.publish(clerk, title)
    assert "值班时间为每日八时至次日八时。" in shown(clerk)


@pytest.mark.parametrize("size", [PHONE, pytest.param(DESK, marks=pytest.mark.soak)], ids=["phone", "desk"])
def test_the_pages_of_an_item_can_be_used_by_everybody(everybody, size):
    """Those that stand in nobody's way but the clerk's: numbers of people to be settled, and a clash of two editors."""
    clerk, publisher = everybody["molu-clerk"], everybody["molu-publisher"]
    clerk.set_viewport_size(size)
    found = []

    def examine():
        wide, window = clerk.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, clerk.url
        found.extend(violations(clerk))

    at_work.draft(clerk, "墨鹭县2026年值班电话", body="值班员手机13812345678。")
    sheet = clerk.url
    examine()
    clerk.goto(f"{sheet}submit/")
    assert "138****5678" in shown(clerk)
    at_work.press(clerk, "送审")
    assert "没有写明理由" in shown(clerk)
    examine()
    for page in (clerk, publisher):
        page.goto(f"{sheet}edit/")
    for page, words in ((publisher, "白兰舟改的名称"), (clerk, "柏禾改的名称")):
        page.get_by_label("名称").fill(words)
        at_work.press(page, "保存为新的一稿")
    assert "在您修改期间已经改过同一处" in shown(clerk)
    assert "白兰舟改的名称" in shown(clerk)
    assert clerk.get_by_label("名称").input_value() == "柏禾改的名称"
    examine()
    at_work.done(clerk, "保存为新的一稿")
    for path in ("1-3/", "edit/", "../", "../draft/", "../import/", "../../counts/", "../../"):
        clerk.goto(f"{sheet}{path}")
        examine()
    clerk.set_viewport_size(DESK)
    assert not found, "\n".join(found)
