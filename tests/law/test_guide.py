"""The texts of the guide: complete, with places that can be filled; and the regimes that the law wants."""

import shutil

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.files import PACKAGE_LAW
from gongkai.lawbook.guide import guide_text

# 条例第十二条第二款：政府信息的分类、编排体系、获取方式和政府信息公开工作机构的名称、办公地址、办公时间、联系电话、
# 传真号码、互联网联系方式等内容。
ARTICLE_12 = {"office", "address", "office_hours", "phone", "fax", "email", "online_channel"}


def test_everything_that_article_12_wants_has_its_place():
    text = guide_text()
    assert {contact.code for contact in text.contacts} >= ARTICLE_12
    headings = "".join(part.heading for part in text.parts)
    assert all(word in headings for word in ("分类", "编排", "获取方式", "工作机构", "申请", "监督和救济"))
    assert [part.table for part in text.parts if part.table] == ["contacts", "ways", "bodies"]


def test_only_what_an_organ_may_lack_can_be_closed():
    text = guide_text()
    assert {contact.code for contact in text.contacts if contact.can_be_closed} == {
        "fax",
        "email",
        "online_channel",
    }
    assert not any(contact.is_wanted and contact.can_be_closed for contact in text.contacts)


def test_every_way_in_has_its_day_of_receipt():
    assert [(way.name, way.needs) for way in guide_text().ways] == [
        ("当面提交", ""),
        ("邮寄", ""),
        ("传真", "fax"),
        ("电子邮件", "email"),
        ("在线申请", "online_channel"),
    ]
    assert guide_text().ways[0].received == "提交之日"


def test_no_title_of_a_regime_is_taken_for_another():
    """Or one published regime would hide that another is missing."""
    regimes = guide_text().regimes
    for regime in regimes:
        taken = [other.code for other in regimes if any(word in regime.title for word in other.words)]
        assert taken == [regime.code]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("months = 12", "months = 0", "months"),
        ('code = "fax"\nlabel', 'code = "telex"\nlabel', "code"),
        ('code = "fax"\nlabel', 'code = "email"\nlabel', "各写一次"),
        ('how = "发至{fax}。"', 'how = "发至{telex}。"', "telex"),
        ('how = "发至{fax}。"', 'how = "发至{fax。"', "花括号"),
        ('needs = "fax"', 'needs = "telex"', "needs"),
        ("level = 3", "level = 5", "level"),
        ('table = "ways"', 'table = "wages"', "table"),
        ('court = "行政诉讼"', "", "court"),
        ('words = ["澄清"]', 'words = ["清澄"]', "不会被认出"),
        ('code = "clarification"', 'code = "assessment"', "同名"),
        ('closed = "未开通"', 'closed = "未开通"\nopened = "已开通"', "opened"),
    ],
)
def test_a_slip_in_the_texts_is_named(tmp_path, old, new, said):
    shutil.copy(PACKAGE_LAW / "guide.toml", tmp_path)
    file = tmp_path / "guide.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        guide_text(str(tmp_path))
