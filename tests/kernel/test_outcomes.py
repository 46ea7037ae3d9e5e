"""Applications written by hand, each with the outcome, row, letter and remedy that a jurist expects; and composed replies."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import lawbook
from gongkai.kernel.outcomes import (
    Decision,
    OutcomeGroup,
    decide,
    lacking,
    must_be_proven,
    row_of,
    unanswered,
)
from gongkai.kernel.problems import Refused
from gongkai.kernel.remedies import RemedyCode, code_on, together
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.remedies import remedy_law

LAW = outcome_law()
REPLIED = date(2025, 9, 12)

# What was asked | what the organ found | results for its parts | outcome | row of the report | letter | remedy
# All replies were made on 12 September 2025. Written from the Regulation and the official form, not from the data.
TABLE = """
2025年部门预算 | 已在网站预决算栏目公开 | O01 | O01 | （一）予以公开 | T20 | 复议或者诉讼
枕溪镇2023年道路维修验收单 | 可以公开，复印一份给申请人 | O02 | O02 | （一）予以公开 | T21 | 复议或者诉讼
全镇土地流转合同台账（约两千页） | 可以公开，请申请人十月到镇里查阅、抄录 | O03 | O03 | （一）予以公开 | T21 | 复议或者诉讼
2024年低保名单和评议记录 | 名单隐去身份证号和病情后提供，病情属个人隐私 | O02 O08 | O04 | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | T22 | 分别告知
防空疏散基地建设方案 | 标注机密，保密期限未满 | O05 | O05 | （三）不予公开 1.属于国家秘密 | T23 | 复议前置
某纳税户2024年申报表 | 税收征收管理法要求为纳税人保密 | O06 | O06 | （三）不予公开 2.其他法律行政法规禁止公开 | T23 | 复议前置
水厂取水口安防布置图 | 公开会危及公共安全 | O07 | O07 | （三）不予公开 3.危及“三安全一稳定” | T23 | 复议前置
墨鹭县某企业中标的技术方案 | 企业书面不同意，理由是商业秘密，成立 | O08 | O08 | （三）不予公开 4.保护第三方合法权益 | T23 | 复议前置
镇政府干部考勤和请假记录 | 属于人事管理方面的内部事务 | O09 | O09 | （三）不予公开 5.属于三类内部事务信息 | T23 | 复议前置
撤并村小的会议讨论记录 | 属于讨论记录，还没有定论 | O10 | O10 | （三）不予公开 6.属于四类过程性信息 | T23 | 复议前置
邻居违建处罚案的全部卷宗 | 在行政执法案卷里 | O11 | O11 | （三）不予公开 7.属于行政执法案卷 | T23 | 复议前置
某公司的股东变更登记档案 | 企业登记档案有专门的查询办法 | O12 | O12 | （三）不予公开 8.属于行政查询事项 | T24 | 复议或者诉讼
1987年枕溪镇修水渠的批文 | 查了档案室和各站所，没有 | O13 | O13 | （四）无法提供 1.本机关不掌握相关政府信息 | T25 | 复议或者诉讼
墨鹭县高铁站选址批复 | 由省发展改革委制作，告知其电话 | O14 | O14 | （四）无法提供 1.本机关不掌握相关政府信息 | T26 | 复议或者诉讼
1979年公社社员大会决议 | 已移交县档案馆 | O14a | O14a | （四）无法提供 1.本机关不掌握相关政府信息 | T26 | 复议或者诉讼
近十年每个村民小组补贴的对比分析表 | 没有这样的表，要另外统计 | O15 | O15 | （四）无法提供 2.没有现成信息需要另行制作 | T27 | 复议或者诉讼
“关于我家的一切材料” | 补正后仍写“一切材料” | O16 | O16 | （四）无法提供 3.补正后申请内容仍不明确 | T28 | 复议或者诉讼
要求查处村支书并公开处理意见 | 实为投诉、举报 | O17 | O17 | （五）不予处理 1.信访举报投诉类申请 | T29 | 复议或者诉讼
2022年征地批复（去年已经答复过） | 同一人、同一信息，已答复 | O18 | O18 | （五）不予处理 2.重复申请 | T30 | 复议或者诉讼
近三年的县政府公报全套 | 公报可在图书馆和网站取得 | O19 | O19 | （五）不予处理 3.要求提供公开出版物 | T31 | 复议或者诉讼
一个月内一百二十件相似的申请 | 请他说明理由，理由不合理 | O20 | O20 | （五）不予处理 4.无正当理由大量反复申请 | T32 | 复议或者诉讼
在已经拿到的批复复印件上加盖公章 | 信息已经提供过，只要求确认 | O21 | O21 | （五）不予处理 5.要求行政机关确认或重新出具已获取信息 | T33 | 复议或者诉讼
“有关文件”，通知补正 | 期满没有补正，没有说明理由 | O22 | O22 | （六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | T34 | 复议或者诉讼
五百页合同复印件，已发收费通知 | 期满没有缴费 | O23 | O23 | （六）其他处理 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | T35 | 复议或者诉讼
宅基地审批表 | 申请人来信说不要了 | O24 | O24 | （六）其他处理 3.其他 | T36 | 不告知
村党支部的党员大会记录 | 是党组织的信息，不是政府信息 | O25 | O25 | （六）其他处理 3.其他 | T37 | 复议或者诉讼
某公司要求公开招标文件 | 该公司已注销，没有承继的人 | O26 | O26 | （六）其他处理 3.其他 | note | 不告知
同一申请既在网上提出又寄了信 | 登记了两个号 | O27 | O27 | 不计 |  | 不告知
12月24日收到的申请，次年1月23日到期 | 年末正在办理 | 年末 2026-01-23 | O28 | 四、结转下年度继续办理 |  | 不告知
11月3日收到的申请，12月1日到期 | 年末没有答复 | 年末 2025-12-01 | O29 | 四、结转下年度继续办理 |  | 复议或者诉讼
"""
CASES = [tuple(part.strip() for part in line.split("|")) for line in TABLE.strip().splitlines()]
REMEDIES = {"复议前置": "RF", "复议或者诉讼": "RS", "分别告知": "RF+RS", "不告知": "N"}


def label(row: str | None, *, year: int) -> str:
    """The row as the form of a year prints it, with its group where it has one of several rows."""
    if row is None:
        return "不计"
    table = lawbook.load().form_for(year).table("table3")
    known = table.row(row)
    groups = {group.id: group.label for group in table.groups if group.id != "results"}
    return f"{groups[known.group]} {known.label}" if known.group in groups else known.label


def ended(codes: str) -> Decision:
    """What the officer decides; at the end of the year, how the application stands."""
    if codes.startswith("年末"):
        open_one = unanswered(date.fromisoformat(codes.split()[1]), on=date(2025, 12, 31), law=LAW)
        return Decision(open_one, (open_one,))
    return decide(codes.split(), law=LAW)


def test_every_way_to_end_is_in_the_table() -> None:
    assert [case[3] for case in CASES] == [f"O{n:02}" for n in range(1, 15)] + ["O14a"] + [
        f"O{n}" for n in range(15, 30)
    ]
    assert {case[3] for case in CASES} == set(LAW.outcomes)


@pytest.mark.parametrize(("asked", "found", "codes", "code", "row", "letter", "remedy"), CASES)
def test_an_application(
    asked: str, found: str, codes: str, code: str, row: str, letter: str, remedy: str
) -> None:
    decision = ended(codes)
    assert decision.outcome.code == code
    assert label(row_of(decision.outcome, year=2025, law=LAW), year=2025) == row
    assert decision.outcome.letter == letter
    assert code_on(decision.remedy, REPLIED, law=remedy_law()) == REMEDIES[remedy]


@pytest.mark.parametrize(
    ("code", "basis"), [("O05", "条例第十四条"), ("O08", "条例第十五条"), ("O20", "条例第三十五条")]
)
def test_a_reply_rests_on_its_articles(code: str, basis: str) -> None:
    assert basis in decide([code], law=LAW).basis


# Results for the single things that were asked; principal and reason; outcome of the whole and remedy.
@pytest.mark.parametrize(
    ("codes", "principal", "reason", "outcome", "remedy"),
    [
        ("O02 O09", "", "", "O04", "RF+RS"),
        ("O01 O05 O13", "", "", "O04", "RF+RS"),
        ("O02 O13", "", "", "O04", "RS"),
        ("O03 O12", "", "", "O04", "RS"),
        ("O02 O18", "", "", "O04", "RS"),
        ("O02 O25", "", "", "O04", "RS"),
        ("O02 O02", "", "", "O02", "RS"),
        ("O01 O02", "O02", "", "O02", "RS"),
        ("O13 O14", "O14", "", "O14", "RS"),
        ("O13 O15", "O13", "大部分内容不存在", "O13", "RS"),
        ("O05 O13", "O05", "申请主要针对涉密的部分", "O05", "RF+RS"),
        ("O05 O13", "O13", "申请主要针对不存在的部分", "O13", "RF+RS"),
        ("O05 O08", "O08", "申请主要针对企业的材料", "O08", "RF"),
    ],
)
def test_a_reply_about_several_things(
    codes: str, principal: str, reason: str, outcome: str, remedy: str
) -> None:
    decision = decide(codes.split(), law=LAW, principal=principal, reason=reason)
    assert (decision.outcome.code, decision.remedy) == (outcome, remedy)
    assert decision.reason == reason


@pytest.mark.parametrize(
    ("codes", "principal", "said"),
    [
        ("", "", "不能没有结果就办结"),
        ("O99", "", "没有编码为“O99”"),
        ("O04", "", "提供的部分和不予提供的部分"),
        ("O04 O05", "", "提供的部分和不予提供的部分"),
        ("O28", "", "不是办结"),
        ("O29", "", "不是办结"),
        ("O02 O24", "", "整件申请的结果"),
        ("O13 O22", "O13", "整件申请的结果"),
        ("O05 O13", "", "选定以哪一项为主"),
        ("O01 O02", "", "选定以哪一项为主"),
        ("O05 O13", "O08", "选定以哪一项为主"),
        ("O05 O13", "O05", "为什么以其中一项为主"),
    ],
)
def test_what_is_no_ending(codes: str, principal: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        decide(codes.split(), law=LAW, principal=principal, reason=" ")


def test_a_partial_reply_needs_the_proofs_of_what_is_withheld() -> None:
    decision = decide(["O02", "O08"], law=LAW)
    assert decision.basis[:2] == ("条例第三十七条", "条例第三十六条第（二）项")
    assert decision.proofs == ("separation_note", "supply_list", "third_party_consultation")


# Which proof each ending asks for, from the Regulation.
@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("O01", "网址"),
        ("O05", "密级"),
        ("O06", "名称和条款"),
        ("O07", "危及"),
        ("O08", "征求第三方意见"),
        ("O10", "裁量理由"),
        ("O13", "检索记录"),
        ("O14", "负责公开的机关的名称和联系方式"),
        ("O16", "补正告知书"),
        ("O18", "原答复的文号"),
        ("O20", "说明理由告知书"),
        ("O23", "收费通知的送达证明"),
        ("O24", "撤回"),
    ],
)
def test_nothing_ends_without_its_proof(code: str, wanted: str) -> None:
    decision = decide([code], law=LAW)
    with pytest.raises(Refused, match=wanted):
        must_be_proven(decision, (), law=LAW)
    must_be_proven(decision, decision.proofs, law=LAW)


def test_only_what_is_missing_is_named() -> None:
    missing = lacking(decide(["O14"], law=LAW), {"why_not_ours"}, law=LAW)
    assert [proof.code for proof in missing] == ["responsible_organ"]


@pytest.mark.parametrize(
    ("code", "year", "row"),
    [
        ("O22", 2019, "（六）其他处理"),
        ("O23", 2020, "（六）其他处理"),
        ("O24", 2020, "（六）其他处理"),
        ("O13", 2019, "（四）无法提供 1.本机关不掌握相关政府信息"),
        ("O28", 2020, "四、结转下年度继续办理"),
        ("O27", 2019, "不计"),
        ("O24", 2021, "（六）其他处理 3.其他"),
    ],
)
def test_the_form_of_the_first_two_years_has_one_row_for_other_handling(
    code: str, year: int, row: str
) -> None:
    assert label(row_of(LAW.outcomes[code], year=year, law=LAW), year=year) == row


@pytest.mark.parametrize(
    ("due_on", "code"),
    [(None, "O28"), (date(2026, 1, 1), "O28"), (date(2025, 12, 31), "O29"), (date(2025, 12, 30), "O29")],
)
def test_the_last_day_of_the_year_is_over_when_it_is_counted(due_on: date | None, code: str) -> None:
    assert unanswered(due_on, on=date(2025, 12, 31), law=LAW).code == code


PARTS = [outcome.code for outcome in LAW.outcomes.values() if outcome.is_part]


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=6))
def test_what_is_given_and_what_is_not_make_it_partial_and_nothing_else_does(codes: list[str]) -> None:
    decision = decide(codes, law=LAW, principal=codes[0], reason="主要的一项")
    given_ones = [LAW.outcomes[code].group is OutcomeGroup.GRANTED for code in codes]
    assert (decision.outcome.code == "O04") == (any(given_ones) and not all(given_ones))
    assert decision.outcome.code in {"O04", codes[0]}
    first = {"O05", "O06", "O07", "O08", "O09", "O10", "O11"}
    withheld, rest = bool(first & set(codes)), bool(set(codes) - first)
    assert decision.remedy == ("RF+RS" if withheld and rest else "RF" if withheld else "RS")


TOLD_IN_REPLIES = st.lists(st.sampled_from([code for code in RemedyCode if code != "S"]), max_size=4)


@given(TOLD_IN_REPLIES)
def test_a_part_without_remedy_adds_nothing_and_order_does_not_matter(codes: list[RemedyCode]) -> None:
    assert together([*codes, RemedyCode.NONE]) is together(codes)
    assert together(reversed(codes)) is together(codes)
