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


SHAPES = {
    "new_received": ("{year}年，{we}共收到政府信息公开申请{new}件，均按规定办理。", "本年度收到{new}件政府信息公开申请。", "全年受理依申请公开{new}份。"),
    "natural_person": ("{year}年收到{person}位自然人提出的政府信息公开申请。", "本年新收的政府信息公开申请中，自然人申请{person}件。"),
    "carried_in": ("上年结转政府信息公开申请{carried_in}件，均已按期办理。",),
    "result_total": ("本年度共办结政府信息公开申请{done}件。", "{year}年，{short}按期答复政府信息公开申请{done}件。"),
    "granted": ("在{year}年办理的政府信息公开申请中，予以公开{granted}件。",),
    "carried_out": ("截至年底，尚有{out}件政府信息公开申请结转下年度继续办理。", "结转下年度继续办理的政府信息公开申请{out}件。"),
}  # fmt: skip
FIGURE_OF = {
    "new_received": "new", "natural_person": "person", "carried_in": "carried_in", "result_total": "done",
    "granted": "granted", "carried_out": "out",
}  # fmt: skip


def claim(draft: Draft, rng: random.Random) -> Fault:
    """The prose states another number of applications than table three."""
    known: dict[str, object] = dict(opening.words(draft, rng))
    figures = draft.figures
    row = rng.choice(list(SHAPES))
    true = int(figures.table3["new_received"][0] or 0) if row == "natural_person" else figures.total(row)
    wrong = true + rng.randint(1, 4)
    sentence = rng.choice(SHAPES[row])
    quote = str(wrong)
    if row == "new_received" and true and rng.random() < 0.3:
        sentence, quote = "{year}年，{we}未收到政府信息公开申请。", "未收到"
    known[FIGURE_OF[row]] = wrong
    _replace(_topic(draft, "on_request"), sentence.format(**known))
    draft.claims = [c for c in draft.claims if not c[1][0].startswith(("table3", "table4"))]
    cells = (f"table3.{row}.total", f"table3.{row}.natural_person")
    if row == "natural_person":
        cells = ("table3.new_received.natural_person", "table3.new_received.total")
    return Fault("CLAIM_MISMATCH", cells, "warning", quote=quote)


def claim_acts(draft: Draft, rng: random.Random) -> Fault:
    """The prose states another number of documents or decisions than table two."""
    known = opening.words(draft, rng)
    table = draft.figures.table2
    documents = table["normative_docs"]
    choices = [
        ("normative_docs.issued", int(documents["issued"] or 0), "{year}年，{we}共制发行政规范性文件{n}件。"),
        (
            "normative_docs.in_force",
            int(documents["in_force"] or 0),
            "截至年底，{short}现行有效行政规范性文件{n}件。",
        ),
        ("normative_docs.repealed", int(documents["repealed"] or 0), "全年废止行政规范性文件{n}件。"),
        (
            "licences.decisions",
            int(table["licences"]["decisions"] or 0),
            "{year}年，{we}作出行政许可决定{n}件，结果均已公开。",
        ),
        (
            "penalties.decisions",
            int(table["penalties"]["decisions"] or 0),
            "全年作出行政处罚决定{n}件，均按时限公示。",
        ),
    ]
    cell, true, sentence = rng.choice(choices)
    wrong = true + rng.randint(1, 5)
    passage = _topic(draft, "proactive")
    kept = passage.text.split("。")
    passage.text = "。".join(part for part in kept if "规范性文件" not in part) + sentence.format(
        n=wrong, **known
    )
    draft.claims = [c for c in draft.claims if not c[1][0].startswith("table2")]
    return Fault("CLAIM_MISMATCH", (f"table2.{cell}",), "warning", quote=str(wrong))


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
    "CLAIM_MISMATCH": claim, "CLAIM_ACTS": claim_acts, "CLAIM_REVIEW": claim_review, "BREAKDOWN_SUM": breakdown, "FEE_COLLECTED": fee_collected,
}  # fmt: skip
