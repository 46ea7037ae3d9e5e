"""The reference pages of how an application ends: outcomes, what each needs, remedies, and the fee."""

from collections.abc import Iterable, Iterator

from docs.law import OVERLAY
from docs.markdown import page, table
from gongkai import lawbook
from gongkai.kernel.fees import Fee, fee_by_item, fee_by_volume, notice_lines, standard, yuan
from gongkai.kernel.outcomes import Outcome, OutcomeGroup, OutcomeLaw, row_of
from gongkai.kernel.remedies import RemedyCode, RemedyLaw, RemedyPeriod, Respondent
from gongkai.lawbook.fees import fee_law
from gongkai.lawbook.outcomes import outcome_law
from gongkai.lawbook.remedies import remedy_law

GROUPS = {
    OutcomeGroup.GRANTED: "予以公开",
    OutcomeGroup.PARTIALLY: "部分公开",
    OutcomeGroup.DENIED: "不予公开",
    OutcomeGroup.UNABLE: "无法提供",
    OutcomeGroup.REFUSED: "不予处理",
    OutcomeGroup.OTHER: "其他处理",
    OutcomeGroup.UNCOUNTED: "不计入年度报告",
    OutcomeGroup.PENDING: "年末没有办结",
}
REMEDIES = {
    RemedyCode.REVIEW_FIRST: "复议前置",
    RemedyCode.REVIEW_OR_SUIT: "复议或者诉讼",
    RemedyCode.BOTH: "不予公开的部分复议前置，其他部分复议或者诉讼",
    RemedyCode.SILENCE: "逾期不答复",
    RemedyCode.NONE: "不告知",
}
NEWEST = 9999


def outcomes_page() -> str:
    """Every outcome with its row, letter and remedy; what each needs; which way is open against what."""
    law = outcome_law()
    rows = (_outcome(one) for one in law.outcomes.values())
    needs = (
        (f"`{one.code}`", "；".join(law.proofs[code].name for code in one.proofs))
        for one in law.outcomes.values()
        if one.proofs
    )
    return page(
        "办理结果和救济途径",
        f"数据在 `src/gongkai/law/outcomes.toml` 和 `src/gongkai/law/remedies.toml`，{OVERLAY}"
        "每种结果恰好计入年度报告表三的一行；只有重复登记的号码不计。",
        "## 办理结果",
        table(("编码", "代码中的词", "结果", "依据", "计入表三", "文书", "救济途径", "说明"), rows),
        *_merged(),
        "有的内容提供、有的不提供的，是部分公开（`O04`）；都不提供而结果不同的，由经办人选定主要的一项，计入不同行的须写明理由。",
        "## 对申请人怎么说",
        table(("编码", "一句话"), ((f"`{one.code}`", one.told) for one in law.outcomes.values())),
        "## 办结前案卷里须有什么",
        table(("编码", "材料"), needs),
        *_repeats(law),
        "## 可以当场答复的",
        f"{'；'.join(f'`{code}` {law.outcomes[code].name}' for code in law.at_once)}。"
        "其余的拟写答复，经过审查、签发以后送达（条例第三十三条、第十七条）。",
        *_remedies(remedy_law()),
    )


def _repeats(law: OutcomeLaw) -> Iterator[str]:
    """What a repeat also rests on, by how the earlier application ended."""
    for one in law.outcomes.values():
        for code, proof in one.after.items():
            yield f"以前的同一申请是“{law.outcomes[code].name}”的，`{one.code}` 还须有：{law.proofs[proof].name}。"


def _outcome(one: Outcome) -> tuple[str, ...]:
    law = outcome_law()
    letter = f"{one.letter} {law.letters[one.letter]}" if one.letter else ""
    marks = [("可以另定", one.is_policy), ("未见正式文本，使用前请核对", one.is_unverified)]
    told = [words for words, holds in marks if holds]
    remedy = REMEDIES[one.remedy]
    return (
        *(f"`{one.code}`", f"`{one.word}`", one.name, "、".join(one.basis), _row(one)),
        *(letter, remedy, "；".join([*told, *([one.note] if one.note else [])])),
    )


def _row(one: Outcome) -> str:
    """The row as the newest form prints it, with its group where the label alone says little."""
    row = row_of(one, year=NEWEST, law=outcome_law())
    if row is None:
        return "不计"
    label = _label(row, NEWEST)
    return f"{GROUPS[one.group]}：{label}" if label[0].isdigit() else label


def _label(row: str, year: int) -> str:
    return lawbook.load().form_for(year).table("table3").row(row).label


def _merged() -> Iterator[str]:
    for one in outcome_law().merged:
        yield (
            f"{one.first_year}—{one.last_year} 年度的报告格式，其中 {len(one.rows)} 行合为一行"
            f"“{_label(one.row, one.first_year)}”：{'、'.join(f'`{row}`' for row in sorted(one.rows))}。"
        )


def _remedies(law: RemedyLaw) -> Iterator[str]:
    yield "## 救济期限"
    yield (
        "开始的当日不计；最后一日是法定休假日的，顺延到其后第一个工作日；以月计算的，到相应之日为止，没有相应之日的，到月末。"
    )
    yield table(("期限", "编码", "多久", "自何时起", "依据"), map(_period, law.periods.values()))
    yield "## 各个时期的规定"
    yield (
        "看作出答复之日；没有答复的，看答复期限届满之日。经办人不能自己选择救济途径，只能由办理结果和日期得出。"
    )
    kinds = (RemedyCode.REVIEW_FIRST, RemedyCode.REVIEW_OR_SUIT, RemedyCode.SILENCE)
    yield table(
        ("自何日起", "", "依据条例第十四条至第十六条不予公开", "其他答复", "逾期不答复", "说明"),
        (
            (
                str(version.since_on),
                version.name,
                *(REMEDIES[version.printed.get(code, code)] for code in kinds),
                version.note,
            )
            for version in law.versions
        ),
    )
    yield "## 向谁提出"
    yield ("复议机关和法院的名称由机关设定，系统不推算；没有设定的，答复不能签发。下表供设定时参考。")
    yield table(
        ("答复的机关", "复议机关", "法院", "依据", "说明"), map(_respondent, law.respondents.values())
    )


def _period(one: RemedyPeriod) -> tuple[str, ...]:
    long = f"{one.months}个月" if one.months else f"{one.days}日"
    return one.name, f"`{one.code}`", long, one.start, one.article


def _respondent(one: Respondent) -> tuple[str, ...]:
    doubt = "未见正式文本，使用前请核对" if one.is_unverified else ""
    return one.name, one.review, one.court, one.article, one.note or doubt


def fees_page() -> str:
    """Both ladders, what they come to, and what a notice says."""
    law = fee_law()
    return page(
        "信息处理费",
        f"数据在 `src/gongkai/law/fees.toml`，{OVERLAY}"
        f"只在申请的数量、频次明显超过合理范围时收取，自 {law.since_on} 起。"
        "同一件申请只用一种方式，不得并用。系统只发通知、记缴费，不收现金。",
        f"依据：{law.article}",
        *_ladder(fee_by_item(0, n, law=law) for n in (10, 11, 20, 30, 31, 40, 41, 50, 51, 60, 100)),
        "撤回的申请也计入当月件数。" if law.counts_withdrawn else "撤回的申请不计入当月件数。",
        *_ladder(fee_by_volume(n, law=law) for n in (30, 31, 100, 101, 150, 200, 201, 250, 500)),
        "## 收费通知怎样写",
        "当月已有 9 件，又提出 30 件：",
        _quoted(notice_lines(fee_by_item(9, 30, law=law), law=law)),
        "要 150 页纸质件：",
        _quoted(notice_lines(fee_by_volume(150, law=law), law=law)),
    )


def _ladder(fees: Iterable[Fee]) -> Iterator[str]:
    """One method, with some sums from the first unit on."""
    sums = list(fees)
    ladder = sums[0].ladder
    yield f"## {ladder.name}（`{ladder.code}`）"
    yield f"{ladder.counted}。{standard(ladder)}。"
    if ladder.not_for:
        yield f"不用于：{'、'.join(f'`{code}`' for code in sorted(ladder.not_for))}。"
    rows = ((str(fee.lines[-1].last), yuan(fee.amount)) for fee in sums)
    yield table((f"共多少{ladder.unit}", "合计"), rows)


def _quoted(lines: Iterable[str]) -> str:
    return "\n>\n".join(f"> {line}" for line in lines)
