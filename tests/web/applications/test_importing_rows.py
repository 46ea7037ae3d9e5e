"""Rows of old registers: what cannot be is refused with what to do, what is doubtful is looked at, numbers are kept."""

import pytest

from gongkai.kernel.problems import Refused
from gongkai.web.applications.importing import carry_out
from gongkai.web.applications.models import Application
from gongkai.web.organs.importing import Verdict
from tests.web.conftest import NOW

from .old_registers import OPEN, imported, listed, planned, row, why

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk(organ, viewer_of):
    return viewer_of("clerk", organ)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"收到日期": None}, "没有填收到日期。"),
        ({"收到日期": "2007-12-01"}, "早于条例施行之日。"),
        ({"收到日期": "2018-03-01"}, "适用修订以前的条例，这里不登记。"),
        ({"收到日期": "2026-02-04"}, "收到日期2026年2月4日还没有到。"),
        ({"收到日期": "去年春天"}, "收到日期：“去年春天”不是日期"),
        ({"答复日期": "2025-03-01"}, "答复日期2025年3月1日早于收到日期2025年3月3日。"),
        ({"答复日期": "2026-03-01"}, "答复日期2026年3月1日还没有到。"),
        ({"答复日期": None}, "有处理结果，没有答复日期。"),
        ({"处理结果": None}, "有答复日期，没有处理结果。"),
        ({"办结日期": "2025-03-19"}, "办结日期早于答复日期。"),
        ({"处理结果": "已转纪委"}, "不认得处理结果“已转纪委”。"),
        ({"处理结果": "不予公开"}, "没有写明是哪一种。请按年度报告表三写明：不予公开：属于国家秘密"),
        ({"申请人": None}, "没有填申请人。"),
        ({"申请内容": None}, "没有填所需信息的名称（或者申请内容）。"),
        ({"提交方式": None}, "没有填提交方式。"),
        ({"提交方式": "飞鸽"}, "提交方式：没有“飞鸽”这一种"),
        ({"申请人类别": "法人"}, "申请人类别：没有“法人”这一种"),
        ({"是否延期": "大概"}, "看不出是否延期"),
        ({"是否延期": "延期30个工作日"}, "不能延长30个工作日"),
        ({"状态": "搁置"}, "不认得状态“搁置”。"),
        ({"状态": "已办结", **OPEN}, "已经办结的，没有处理结果和答复日期。"),
        ({"状态": "办理中"}, "有答复日期，没有处理结果。"),
        ({"处理结果": "逾期不补正", "答复日期": "2025-03-04"}, "补正期限"),
        ({"受理机关": "听泉镇人民政府"}, "这一行的受理机关是“听泉镇人民政府”"),
        ({"申请内容": "<script>x()</script>"}, "有网页代码"),
    ],
)
def test_what_cannot_be_is_told_with_what_to_do(organ, clerk, said, told):
    other = row(**{"登记编号": "2025-13", "申请内容": "供水工程合同"} | said)
    made = planned(listed(row(), other), organ, by=clerk)
    bad = made.rows[1]
    assert (bad.line, bad.verdict) == (3, Verdict.REFUSED)
    assert told in bad.why
    assert all(fault.advice for fault in bad.faults)
    with pytest.raises(Refused):
        carry_out(made, organ=organ, seal=made.seal, by=clerk, at=NOW)
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"登记编号": "2025-13"}, "与第2行是同一天、同一申请人的同一内容"),
        ({"登记编号": "2024-13", "申请内容": "供水合同"}, "编号的年份是2024年"),
        ({"登记编号": "2025-13", "申请内容": "供水合同", "申请人类别": None}, "按名称推断为“自然人”"),
        ({"登记编号": "2025-13", "申请内容": "供水合同", "处理结果": "不掌握"}, "暂按信息不存在登记"),
        ({"登记编号": "2025-13", "申请内容": "供水合同", "状态": "征求意见", **OPEN}, "经过没有转入"),
        ({"登记编号": "2025-13", "申请内容": "供水合同", "答复期限": "2025-04-30", **OPEN}, "按条例推算是"),
    ],
)
def test_what_is_doubtful_waits_until_somebody_has_looked_at_it(organ, clerk, said, told):
    data = listed(row(), row(**said))
    made = planned(data, organ, by=clerk)
    assert (made.is_ready, made.needs_only_looking) == (False, True)
    assert [one.line for one in made.doubtful] == [3]
    assert told in why(made, 1)
    with pytest.raises(Refused, match="没有核对"):
        carry_out(made, organ=organ, seal=made.seal, by=clerk, at=NOW)
    assert not Application.objects.exists()
    imported(data, organ, by=clerk, checked={3})
    assert Application.objects.count() == 2


def test_the_same_number_and_what_is_there_already(organ, clerk):
    made = planned(listed(row(), row(申请内容="供水工程合同")), organ, by=clerk)
    assert "编号与第2行重复。" in why(made, 1)
    imported(listed(row()), organ, by=clerk)
    again = planned(listed(row()), organ, by=clerk)
    assert again.is_idle
    assert "已有申请〔2025〕12号，不再转入。" in why(again)
    other = planned(listed(row(申请内容="供水工程合同")), organ, by=clerk)
    assert "编号已由申请〔2025〕12号" in why(other)
    unnumbered = planned(listed(row(登记编号=None)), organ, by=clerk)
    assert "可能是同一件。" in why(unnumbered)


def test_numbers_are_kept_and_the_others_follow(organ, clerk):
    imported(
        listed(
            row(登记编号="枕政公开申〔2025〕第12号"),
            row(登记编号="GK-77-A", 申请内容="供水工程合同", 收到日期="2025-03-05"),
            row(登记编号=None, 申请内容="公路养护合同", 收到日期="2025-03-04"),
            row(登记编号="20250003", 申请内容="林权证办理进度"),
        ),
        organ,
        by=clerk,
    )
    kept = {one.title: (str(one), one.old_number) for one in Application.objects.all()}
    assert kept == {
        "2024年耕地地力保护补贴发放明细": ("〔2025〕12号", "枕政公开申〔2025〕第12号"),
        "公路养护合同": ("〔2025〕13号", ""),
        "供水工程合同": ("〔2025〕14号", "GK-77-A"),
        "林权证办理进度": ("〔2025〕3号", "20250003"),
    }


def test_the_headings_that_offices_write(organ, clerk):
    text = (
        "枕溪镇依申请公开登记册,,,,,,,,\n"
        "序号,受理日期,姓名（名称）,申请人 类型,申请事项*,渠道,答复结果,办结日期,是否延期答复\n"
        "7,2025年3月3日,枕溪镇春生茶业有限公司,企业,茶园补贴标准,网络,（三）不予公开：6.过程性信息,2025/4/20,是\n"
        "8,20250304,李望山、赵春生,个人,供水工程合同,/,,,否\n"
    )
    made = planned(text.encode("gb18030"), organ, by=clerk, name="登记册.csv")
    assert "没有填提交方式。" in why(made, 1)
    made = planned(text.replace("合同,/", "合同,EMS").encode("gb18030"), organ, by=clerk, name="登记册.csv")
    assert made.is_ready
    assert "以受理日期为收到日期。" in why(made)
    carry_out(made, organ=organ, seal=made.seal, by=clerk, at=NOW)
    closed, waiting = Application.objects.order_by("serial")
    assert (str(closed), closed.outcome, closed.is_extended) == ("〔2025〕7号", "O10", True)
    assert (closed.kind, closed.channel) == ("commercial_enterprise", "internet")
    assert (waiting.state, waiting.channel) == ("received", "mail_signed")
    assert [one.masked_name for one in waiting.applicants.order_by("order")] == ["李**", "赵**"]
