"""From the form on a telephone to the reply in the applicant's hands: answered, over the head of a third party, on paper."""

import re

import pytest
from pypdfium2 import PdfDocument

from . import colleagues as at_work
from .axe import violations
from .clicks import follow
from .conftest import PHONE
from .scans import photographed

pytestmark = pytest.mark.browser
UNSEALED = "印章送修，来不及用印。"
CASE = re.compile(r"/office/applications/\d+/$")


@pytest.fixture(scope="module")
def everybody(browser, site, home):
    """The people of the town."""
    people = at_work.Colleagues(browser, site, home)
    yield people
    people.close()
    assert people.complaints == []


@pytest.fixture
def applicant(everybody):
    """Somebody with a telephone."""
    page = everybody.window(PHONE)
    yield page
    page.context.close()


def applied(page, title):
    """申请: from the guide to the receipt; its number and the code."""
    page.goto("/organs/zhenxi/apply/form/")
    page.get_by_label("姓名或者单位名称").fill("周明远")
    page.get_by_label("证件号码", exact=False).first.fill("11010519491231002X")
    page.get_by_label("电话").first.fill("13900001234")
    page.get_by_role("button", name="下一步", exact=True).click()
    page.get_by_label("信息的名称").fill(title)
    page.get_by_label("内容描述").fill("全部结算材料。")
    page.get_by_role("button", name="下一步", exact=True).click()
    page.get_by_label("纸质").first.check()
    page.get_by_label("网上查看").check()
    follow(page.get_by_role("button", name="下一步：核对"))
    follow(page.get_by_role("button", name="提交申请"))
    receipt = re.search(r"S\d{6}", page.locator(".apply-receipt").inner_text())[0]
    return receipt, page.locator(".apply-code").inner_text()


def mine(page, receipt, code):
    """我的申请."""
    page.context.clear_cookies()
    page.goto("/my-application/")
    page.get_by_label("回执号").fill(receipt)
    page.get_by_label("查询码").fill(code)
    follow(page.get_by_role("button", name="查看"))


def opened(page, title):
    """The case, from the register."""
    page.goto(f"/office/applications/?q={title}")
    follow(page.locator("#listing-results").get_by_role("link", name=title).first)
    assert CASE.search(page.url)


def take(page, title):
    """The form of a step of the case."""
    page.evaluate(
        "document.querySelectorAll('.case-acts details, details.case-more').forEach((one) => { one.open = true })"
    )
    follow(page.locator(".case-acts, .case-more").get_by_role("link", name=title, exact=True).first)


def done(page, button):
    """Send the form; one is back at the case."""
    at_work.press(page, button)
    assert CASE.search(page.url), page.locator("main").inner_text()


def received(clerk, title):
    """It came over the net, so it is received; now it is given out."""
    opened(clerk, title)
    take(clerk, "分办")
    at_work.choose(clerk, "承办科室", clerk.get_by_label("承办科室").locator("option").nth(1).inner_text())
    done(clerk, "分办")


def chosen(page, result):
    """拟写答复: the result, and what it is asked for."""
    take(page, "拟写答复")
    page.get_by_label(result, exact=True).check()
    at_work.press(page, "保存答复稿")


def sent_in(everybody, title):
    """Sent in, and read by one."""
    clerk = everybody["zhenxi-clerk"]
    take(clerk, "送审")
    clerk.get_by_label("三人审签").check()
    done(clerk, "送审")
    at_work.review(everybody["zhenxi-secrecy-reviewer"], title, stage="review", chain="small", kind="reply")
    opened(clerk, title)


def signed(everybody, title):
    """Sent in, read by one and signed by another."""
    clerk = everybody["zhenxi-clerk"]
    sent_in(everybody, title)
    at_work.review(everybody["zhenxi-chief-leader"], title, stage="approve", chain="small", kind="reply")
    opened(clerk, title)


def sent(clerk, way, *, unsealed=""):
    """送达答复."""
    take(clerk, "送达答复")
    clerk.get_by_label(way).check()
    say_why(clerk, unsealed)
    done(clerk, "登记送达")


def say_why(clerk, unsealed):
    """Only what bears no seal wants a reason."""
    box = clerk.get_by_label("没有用印仍然送出的原因")
    assert box.count() == bool(unsealed)
    if unsealed:
        box.fill(unsealed)


def reply_of(page):
    """The link to the reply on the applicant's page; other letters of the case stand before it."""
    return page.get_by_role("link", name=re.compile("告知书|盖章件")).last


def received_by(page, receipt, code):
    """What the applicant reads in his reply."""
    mine(page, receipt, code)
    return text_of(downloaded(page, reply_of(page)))


def text_of(pdf):
    """The words of a file, without blanks."""
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(pdf)]
    return "".join("".join(pages).split())


def downloaded(page, link):
    with page.expect_download() as started:
        link.click()
    return started.value.path().read_bytes()


def test_from_the_telephone_to_the_answer(everybody, applicant):
    title = "枕溪镇2025年村道养护结算清单"
    receipt, code = applied(applicant, title)
    clerk = everybody["zhenxi-clerk"]
    received(clerk, title)
    chosen(clerk, "已经主动公开，告知获取方式和途径")
    clerk.get_by_label("标题").fill("2025年村道养护结算公示")
    clerk.get_by_label("公开日期").fill("2026年1月15日")
    clerk.get_by_label("网址或者查阅处所").fill("https://molu.example/zhenxi/15")
    clerk.get_by_label("答复内容").fill("本机关核对了公开目录。")
    done(clerk, "保存答复稿")
    follow(clerk.get_by_role("link", name="文书与核对").first)
    assert violations(clerk) == []
    assert "2025年村道养护结算公示" in clerk.locator("main").inner_text()
    opened(clerk, title)
    signed(everybody, title)
    sent(clerk, "电子送达", unsealed=UNSEALED)
    assert "已经办结" in clerk.locator("main").inner_text()
    told = received_by(applicant, receipt, code)
    for words in (
        "周明远",
        "2025年村道养护结算公示",
        "条例第三十六条第（一）项",
        "申请行政复议",
        "提起行政诉讼",
    ):
        assert words in told
    assert violations(applicant) == []


def consulted(clerk, **words):
    """征求第三方意见: read, sent, and the address of the link."""
    take(clerk, "征求第三方意见")
    clerk.get_by_label("第三方是自然人").uncheck()
    for label, said in words.items():
        clerk.get_by_label(label).fill(said)
    at_work.press(clerk, "看文书")
    at_work.press(clerk, "发出征求意见书")
    return re.search(r"/opinion/[^\s/]+/", clerk.locator("main").inner_text())[0]


def test_a_third_party_objects_and_is_overridden(everybody, applicant):
    title = "枕溪镇2025年灌渠清淤合同"
    receipt, code = applied(applicant, title)
    clerk = everybody["zhenxi-clerk"]
    received(clerk, title)
    words = {"电话": "13900005678", "涉及的内容": "合同的单价", "为什么涉及第三方": "合同是同工程队签订的。"}
    link = consulted(clerk, 第三方的姓名或者名称="枕溪清淤工程队", **words)

    third = everybody.window(PHONE)
    third.goto(link)
    third.get_by_label("不同意公开", exact=False).first.check()
    third.get_by_label("理由", exact=False).first.fill("单价是商业秘密。")
    follow(third.locator("main form button[type=submit]").last)
    third.context.close()

    opened(clerk, title)
    assert "单价是商业秘密" in clerk.locator("main").inner_text()
    chosen(clerk, "予以公开，提供信息")
    for name, said in (("name", "清淤合同复印件"), ("form", "纸质"), ("size", "6页")):
        clerk.locator(f"#id_told-supplied-0-{name}").fill(said)
    clerk.get_by_label("提供的信息清单和提供的方式").fill("随答复发送")
    clerk.get_by_label("第三方不同意，仍然公开的理由").fill("不公开将妨碍群众监督公共资金的使用。")
    clerk.get_by_label("答复内容").fill("本机关征求了第三方的意见。")
    done(clerk, "保存答复稿")
    signed(everybody, title)
    take(clerk, "告知第三方")
    clerk.get_by_label("邮寄送达").check()
    clerk.get_by_label("邮件号").fill("EMS123456789")
    clerk.get_by_label("接收地址").fill("墨鹭县水口镇渡口路1号")
    say_why(clerk, UNSEALED)
    done(clerk, "登记告知")
    sent(clerk, "电子送达", unsealed=UNSEALED)
    told = received_by(applicant, receipt, code)
    assert "予以公开告知书" in told
    assert "商业秘密" not in told


def signed_on_paper(everybody, title):
    """The last signature stands on the printed sheet; the head of the office brings it in."""
    clerk, head = everybody["zhenxi-clerk"], everybody["zhenxi-office-head"]
    follow(clerk.get_by_role("link", name="查看审签"))
    sheet = downloaded(clerk, clerk.get_by_role("link", name="PDF"))
    head.goto(clerk.url)
    at_work.act(head, "上传已签审签单")
    head.get_by_label("扫描件").set_input_files(photographed(sheet, "审签单.jpg"))
    at_work.choose(head, "签名的人", "祝清和")
    at_work.done(head, "上传已签审签单")
    opened(clerk, title)


def test_signed_on_paper_and_stamped(everybody, applicant):
    title = "枕溪镇2025年路灯电费明细"
    receipt, code = applied(applicant, title)
    clerk = everybody["zhenxi-clerk"]
    received(clerk, title)
    chosen(clerk, "无法提供：不属于本机关负责公开")
    clerk.get_by_label("不属于本机关负责公开的理由").fill("路灯由县住房和城乡建设局管理。")
    clerk.get_by_label("负责公开的机关", exact=False).first.fill("墨鹭县住房和城乡建设局")
    clerk.get_by_label("联系方式", exact=False).first.fill("0555-5550133")
    clerk.get_by_label("答复内容").fill("本机关核对了职责。")
    done(clerk, "保存答复稿")
    sent_in(everybody, title)
    signed_on_paper(everybody, title)

    take(clerk, "打印答复")
    letter = downloaded(clerk, clerk.locator("main form").get_by_role("button", name="下载", exact=True))
    opened(clerk, title)
    stamped = photographed(letter, "盖章件.jpg")
    take(clerk, "用印")
    clerk.get_by_label("盖章件").set_input_files(stamped)
    done(clerk, "登记用印")
    sent(clerk, "直接送达")
    take(clerk, "登记送达凭证")
    clerk.get_by_label("送达凭证").set_input_files(photographed(letter, "送达回证.jpg"))
    done(clerk, "登记送达凭证")
    mine(applicant, receipt, code)
    assert downloaded(applicant, reply_of(applicant)) == stamped["buffer"]
