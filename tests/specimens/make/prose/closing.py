"""Section six: the fee statement and the other items."""

import random

from tests.specimens.make.draft import Draft
from tests.specimens.make.prose import opening

NO_FEE = (
    "依据《政府信息公开信息处理费管理办法》，{year}年{we}未收取信息处理费，未发出收费通知。",
    "{year}年，{short}没有收取政府信息公开信息处理费。",
    "本年度发出收费通知0件，收取信息处理费总金额0元。",
    "按照《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）规定，{year}年未产生信息处理费。",
    "{year}年度，{we}依申请提供政府信息未收取任何费用，信息处理费收取金额为0元。",
)
FEE = (
    "依据《政府信息公开信息处理费管理办法》，{year}年共发出信息处理费收费通知{notices}件，总金额{asked}元，实际收取{paid}元。",
    "{year}年，{we}发出收费通知{notices}件，涉及信息处理费{asked}元，实际收取信息处理费{paid}元。",
)
TASKS = (
    "{year}年，{we}对照上级政务公开工作要点，逐项分解任务，涉及{short}的事项均已完成。",
    "认真落实{year}年政务公开工作要点，持续推进重点领域信息公开，各项任务按期完成。",
)
PROPOSALS = (
    "{year}年共办理人大代表建议{a}件、政协提案{b}件，办理结果均已公开。",
    "{year}年未收到人大代表建议和政协提案。",
    "本年度承办人大建议{a}件、政协委员提案{b}件，办复率100%。",
)
INNOVATION = (
    "举办“政府开放日”活动2次，邀请群众代表走进机关，面对面听取意见。",
    "编印《群众办事一本通》，将高频事项流程图公开上墙，方便群众办事。",
    "无。",
)


def write(draft: Draft, rng: random.Random, *, period_here: bool, denies_fee: bool) -> None:
    """The fee statement first, in sub-items or in plain paragraphs."""
    known = opening.words(draft, rng)
    more = {**known, "a": str(rng.randint(1, 9)), "b": str(rng.randint(1, 6))}
    items = [("收取信息处理费情况", [_fee(draft, rng, known, denies_fee=denies_fee)], "s6.fee")]
    if rng.random() < 0.75:
        items.append(("落实上级年度政务公开工作要点情况", [rng.choice(TASKS).format(**more)], "s6.tasks"))
        items.append(
            ("人大代表建议和政协提案办理结果公开情况", [rng.choice(PROPOSALS).format(**more)], "s6.proposals")
        )
        items.append(("政务公开工作创新情况", [rng.choice(INNOVATION).format(**more)], "s6.innovation"))
    if period_here:
        items.append(("报告数据统计说明", [opening.period(draft, rng)], "period"))
    if rng.random() < 0.5:
        items.append(("其他需要说明的事项", opening.contact(draft, rng), "s6.contact"))
    with_headings = len(items) > 2 or rng.random() < 0.5
    for number, (heading, texts, tag) in enumerate(items):
        if with_headings:
            draft.add("h2", f"（{'一二三四五六'[number]}）{heading}", tag)
        for text in texts:
            draft.add("p", text, tag)


def _fee(draft: Draft, rng: random.Random, known: dict[str, str], *, denies_fee: bool) -> str:
    lapsed = draft.figures.total("other_fee_lapsed") if draft.form == "2021" else 0
    if not lapsed or denies_fee:
        # The fee rules are of November 2020; a report for 2019 cannot quote them.
        variants = [text for text in NO_FEE if "管理办法" not in text or draft.year > 2019]
        return rng.choice(variants).format(**known)
    notices = lapsed + rng.randint(0, 2)
    paid = 0 if notices == lapsed else (notices - lapsed) * 60
    amount = draft.figures.table2["admin_fees"]["amount_wan"] or 0
    if amount * 10000 < paid:
        notices, paid = lapsed, 0
    return rng.choice(FEE).format(notices=notices, asked=lapsed * 130 + paid, paid=paid, **known)
