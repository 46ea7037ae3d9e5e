"""Faults in what the prose claims: figures against the tables, breakdowns, and what is left unsaid."""

import random

from tests.specimens.make.draft import Draft, Fault, Passage
from tests.specimens.make.prose import opening


def _topic(draft: Draft, kind: str) -> Passage:
    """The only paragraph left of a topic; its run-in heading, if any, is kept by the caller."""
    first, *rest = [p for p in draft.tagged(f"s1.{kind}") if p.kind == "p"]
    for passage in rest:
        draft.passages.remove(passage)
    return first


def _replace(passage: Passage, text: str) -> None:
    head, dot, _ = passage.text.partition("。")
    passage.text = f"{head}{dot}{text}" if head.startswith("（") else text


def claim(draft: Draft, rng: random.Random) -> Fault:
    """The prose states another number of applications than table three."""
    known = opening.words(draft, rng)
    figures = draft.figures
    new, done = figures.total("new_received"), figures.total("result_total")
    wrong = new + rng.randint(1, 4)
    shapes = [
        (f"{{year}}年，{{we}}共收到政府信息公开申请{wrong}件，均已按期办结。", "new_received", wrong),
        (f"{{year}}年度收到{wrong}位自然人提出的政府信息公开申请，均已答复。", "new_received", wrong),
        (f"本年度新收依申请公开{new}件，办结{done + 2}件。", "result_total", done + 2),
    ]
    if new:
        shapes.append(("{year}年，{we}未收到政府信息公开申请。", "new_received", 0))
    text, row, value = rng.choice(shapes)
    _replace(_topic(draft, "on_request"), text.format(**known))
    kinds = ("total", "natural_person") if row == "new_received" else ("total",)
    draft.claims = [c for c in draft.claims if not c[1][0].startswith(("table3", "table4"))]
    return Fault(
        "CLAIM_MISMATCH",
        tuple(f"table3.{row}.{kind}" for kind in kinds),
        "warning",
        quote=str(value) if value else "未收到",
    )


def claim_review(draft: Draft, rng: random.Random) -> Fault:
    """The prose states another number of reviews than table four."""
    total = int(draft.figures.table4["review"][4] or 0) + rng.randint(1, 3)
    known = opening.words(draft, rng)
    passage = _topic(draft, "on_request")
    passage.text = passage.text.split("因政府信息公开")[0]
    new = draft.figures.total("new_received")
    _replace(
        passage,
        "{year}年收到政府信息公开申请{new}件。因政府信息公开被申请行政复议{total}件。".format(
            new=new, total=total, **known
        ),
    )
    draft.claims = [c for c in draft.claims if not c[1][0].startswith(("table3", "table4"))]
    return Fault("CLAIM_MISMATCH", ("table4.review.total",), "warning", quote=str(total))


def breakdown(draft: Draft, rng: random.Random) -> Fault:
    """The parts do not add up to the headline number."""
    parts = [rng.randint(3, 60) for _ in range(4)]
    floor = draft.figures.decisions
    parts[0] += floor
    total = sum(parts) + rng.choice([-2, -1, 1, 3])
    names = ("政策文件类信息", "财政预决算信息", "工作动态信息", "民生保障类信息")
    listed = "，".join(f"{name}{amount}条" for name, amount in zip(names, parts, strict=True))
    known = opening.words(draft, rng)
    text = rng.choice(
        ["{year}年，{we}共主动公开政府信息{t}条，其中{l}。", "全年主动公开政府信息 {t} 条。其中，{l}。"]
    )
    _replace(_topic(draft, "proactive"), text.format(t=total, l=listed, **known))
    draft.claims = [c for c in draft.claims if not c[1][0].startswith("table2")]
    draft.published = total
    return Fault("BREAKDOWN_SUM", (), "warning", quote=str(total))


def fee_collected(draft: Draft, rng: random.Random) -> Fault:
    """Section six collects more than table two's administrative fees amount to."""
    draft.figures.table2["admin_fees"]["amount_wan"] = 0
    passage = next(p for p in draft.tagged("s6.fee") if p.kind == "p")
    passage.text = f"{draft.year}年，发出信息处理费收费通知2件，实际收取信息处理费380元。"
    return Fault("FEE_CONSISTENT", ("table2.admin_fees.amount_wan",), "warning", quote="380")


PLANTED = {
    "CLAIM_MISMATCH": claim, "CLAIM_REVIEW": claim_review, "BREAKDOWN_SUM": breakdown, "FEE_COLLECTED": fee_collected,
}  # fmt: skip
