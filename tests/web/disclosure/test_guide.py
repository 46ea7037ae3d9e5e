"""The guide comes from the organ's record, says what Article 12 wants, and notices when the record has moved on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from gongkai.engine.content import clean
from gongkai.kernel.duties import SYSTEM
from gongkai.lawbook.guide import guide_text
from gongkai.web.catalogue import actions as catalogue
from gongkai.web.disclosure import guide
from gongkai.web.disclosure.actions import Content
from gongkai.web.disclosure.models import Target
from gongkai.web.organs import actions as organs
from gongkai.web.organs.models import RemedyBody, Section

from .conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = NOW.date()
CONTACTS = {
    "postcode": "000000",
    "phone": "000-5550144",
    "fax": "000-5550145",
    "email": "a@b.example",
    "online_channel": "https://apply.example/",
    "office_hours": "工作日 9:00—17:00",
}


@pytest.fixture
def known(organ, county):
    """枕溪镇 with everything that a guide asks for."""
    organs.change_contacts(organ, by=SYSTEM, at=NOW, **CONTACTS)
    organs.change_contacts(county, by=SYSTEM, at=NOW, phone="000-5550001")
    organs.add_section(Section(organ=organ, name="党政办公室", is_disclosure_office=True), by=SYSTEM, at=NOW)
    review = RemedyBody(organ=organ, remedy="review", body=county, since_on=TODAY)
    court = RemedyBody(
        organ=organ, remedy="court", name="墨鹭县人民法院", address="鹭鸣路9号", since_on=TODAY
    )
    for body in (review, court):
        organs.settle_remedy(body, by=SYSTEM, at=NOW)
    organ.refresh_from_db()
    return organ


def tables(content):
    """The tables of a guide: rows of words."""
    soup = BeautifulSoup(content.body, "lxml")
    return [
        [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tbody tr")]
        for table in soup.select("table")
    ]


def test_everything_that_article_12_wants(known):
    content = guide.compiled(known, TODAY)
    contacts, ways, bodies = tables(content)
    assert contacts == [
        ["工作机构名称", "党政办公室"],
        ["办公地址", "溪前街2号"],
        ["邮政编码", "000000"],
        ["办公时间", "工作日 9:00—17:00"],
        ["联系电话", "000-5550144"],
        ["传真号码", "000-5550145"],
        ["电子邮箱", "a@b.example"],
        ["在线申请网址", "https://apply.example/"],
    ]
    assert [name for name, *_ in ways] == ["当面提交", "邮寄", "传真", "电子邮件", "在线申请"]
    assert bodies == [
        ["投诉、举报", "墨鹭县人民政府", "000-5550001"],
        ["行政复议", "墨鹭县人民政府", "—"],
        ["行政诉讼", "墨鹭县人民法院", "鹭鸣路9号"],
    ]
    assert (content.title, content.formed_on) == ("枕溪镇人民政府政府信息公开指南", TODAY)
    assert "待补充" not in content.body
    assert "{" not in content.body
    for said in (
        "分类",
        "编排",
        "获取方式",
        "20个工作日",
        "7个工作日",
        "15个工作日",
        "60日",
        "6个月",
        "不存在",
        "不收取费用",
    ):
        assert said in content.body
    assert guide.gaps(known, TODAY) == ()


@pytest.mark.parametrize("address", ["http://127.0.0.1:8100", "http://localhost:8000", "http://0.0.0.0:80"])
def test_an_address_that_nobody_else_can_open_is_told(known, settings, address):
    settings.WAGTAILADMIN_BASE_URL = address
    assert [gap[:5] for gap in guide.gaps(known, TODAY)] == ["网站的网址"]


@pytest.fixture(autouse=True)
def _open_to_all(settings):
    """A site that has a name."""
    settings.WAGTAILADMIN_BASE_URL = "https://open.example"


def test_the_guide_is_clean_as_it_stands(known):
    content = guide.compiled(known, TODAY)
    assert clean(content.body) == clean(clean(content.body))
    assert BeautifulSoup(clean(content.body), "lxml").get_text("|", strip=True) == BeautifulSoup(
        content.body, "lxml"
    ).get_text("|", strip=True)


def test_what_is_missing_is_named_and_left_open(organ):
    assert guide.gaps(organ, TODAY) == (
        "工作机构名称",
        "邮政编码",
        "办公时间",
        "互联网联系方式",
        "行政复议的行政复议机关",
        "行政诉讼的管辖法院",
    )
    assert "（待补充）" in guide.compiled(organ, TODAY).body


def test_what_an_organ_has_not_opened_is_an_answer(organ):
    organs.change_contacts(organ, by=SYSTEM, at=NOW, online_channel="未开通")
    told = dict(line[:2] for table in tables(guide.compiled(organ, TODAY)) for line in table)
    assert (told["传真号码"], told["传真"], told["在线申请网址"], told["在线申请"]) == ("未开通",) * 4
    assert "互联网联系方式" not in guide.gaps(organ, TODAY)


def test_values_of_the_record_cannot_break_the_text(known):
    organs.change_contacts(known, by=SYSTEM, at=NOW, address="<b>溪前街</b> & {office} 2号")
    body = guide.compiled(known, TODAY).body
    assert "&lt;b&gt;溪前街&lt;/b&gt; &amp; {office} 2号" in body
    assert "<b>" not in body


def test_categories_are_those_of_the_catalogue(known):
    assert "财政预算、决算，行政事业性收费，政府集中采购；" in guide.compiled(known, TODAY).body
    catalogue.adopt_starter(known, by=SYSTEM, at=NOW)
    body = guide.compiled(known, TODAY).body
    listed = [point.get_text() for point in BeautifulSoup(body, "lxml").ul.select("li")]
    assert listed == list(
        dict.fromkeys(known.catalogue_rows.order_by("order").values_list("level1", flat=True))
    )


def test_an_organ_that_publishes_elsewhere_says_where(known):
    Target.objects.create(organ=known, name="墨鹭县人民政府门户网站", address="https://molu.example/gk/")
    assert (
        "在墨鹭县人民政府门户网站（https://molu.example/gk/）查阅、下载" in guide.compiled(known, TODAY).body
    )


@pytest.fixture
def published(known, town):
    """The guide as everybody reads it."""
    return town.publish(town.draft(known, guide.compiled(known, TODAY), kind="guide"))


def test_the_guide_goes_through_the_chain_and_is_found(known, published):
    assert guide.published_guide(known) == published
    assert not guide.drift(known, published, TODAY)


def test_nothing_has_drifted_when_the_text_was_cleaned_and_edited(known, town):
    content = guide.compiled(known, TODAY)
    body = (
        clean(content.body).replace("<td>000-5550144</td>", "<td> 000-\n5550144</td>") + "<p>欢迎来电。</p>"
    )
    item = town.publish(town.draft(known, replace(content, body=body), kind="guide"))
    assert guide.drift(known, item, TODAY).differences == ()


def test_a_value_that_moved_on_is_named(known, published):
    organs.change_contacts(known, by=SYSTEM, at=NOW, phone="000-5550199", fax="")
    found = guide.drift(known, published, TODAY)
    assert found.differences == (
        guide.Difference("联系电话", "000-5550144", "000-5550199"),
        guide.Difference("传真号码", "000-5550145", "未开通"),
    )
    assert not found.is_old


def test_a_court_that_changed_is_named(known, published):
    later = TODAY + timedelta(days=10)
    body = RemedyBody(organ=known, remedy="court", name="听泉县人民法院", since_on=later)
    organs.settle_remedy(body, by=SYSTEM, at=NOW)
    assert not guide.drift(known, published, TODAY)
    assert guide.drift(known, published, later).differences == (
        guide.Difference("行政诉讼", "墨鹭县人民法院", "听泉县人民法院"),
    )


def test_a_guide_that_was_written_freely_is_searched(known, town):
    body = "<p>党政办公室，溪前街2号，邮编000000，工作日9:00—17:00，电话000-5550144。墨鹭县人民政府，墨鹭县人民法院。</p>"
    content = Content(title="指南", summary="指南。", body=body, formed_on=TODAY)
    item = town.publish(town.draft(known, content, kind="guide"))
    found = guide.drift(known, item, TODAY).differences
    assert [(one.label, one.stated) for one in found] == [
        ("传真号码", ""),
        ("电子邮箱", ""),
        ("在线申请网址", ""),
    ]


@pytest.mark.parametrize(
    ("on", "is_old"), [(date(2027, 2, 2), False), (date(2027, 2, 3), True), (date(2028, 1, 1), True)]
)
def test_a_guide_grows_old(known, published, on, is_old):
    found = guide.drift(known, published, on)
    assert (found.is_old, found.updated_on) == (is_old, TODAY)
    assert guide_text().months == 12


def test_a_guide_of_a_leap_day_grows_old_on_the_last_of_february(known, published):
    published.published_on = date(2028, 2, 29)
    assert guide.drift(known, published, date(2029, 2, 28)).is_old
    assert not guide.drift(known, published, date(2029, 2, 27)).is_old


def test_regimes_that_are_missing(known, town):
    everything = [regime.code for regime in guide_text().regimes]
    assert [regime.code for regime in guide.missing_regimes(known)] == everything
    content = Content(
        title="枕溪镇政府信息发布保密审查办法", summary="办法。", body="<p>办法。</p>", formed_on=TODAY
    )
    item = town.draft(known, content, kind="regime")
    assert len(guide.missing_regimes(known)) == len(everything)
    town.publish(item)
    assert [regime.code for regime in guide.missing_regimes(known)] == [
        code for code in everything if code != "secrecy_review"
    ]
