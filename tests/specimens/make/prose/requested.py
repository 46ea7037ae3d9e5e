"""Topic two of section one: applications, their outcomes, review and suits, agreeing with the tables."""

import random

from tests.specimens.make.draft import Draft
from tests.specimens.make.prose.opening import words

NOTHING = (
    "{year}年，{we}未收到政府信息公开申请。",
    "{year}年度收到政府信息公开申请0件，无上年结转申请。",
    "全年没有收到依申请公开政府信息的申请，也无结转下年度办理的申请。",
    "{we}进一步畅通受理渠道，完善登记、审核、办理、答复、归档流程。{year}年未收到公民、法人或者其他组织提出的政府信息公开申请。",
    "本年度受理政府信息公开申请0件。",
    "{year}年，{short}未受理依申请公开事项，依申请公开渠道运行正常。",
    "{year}年，{we}共收到0件政府信息公开申请，也无上年结转的申请。",
    "依申请公开渠道畅通，{year}年度无人提出政府信息公开申请。",
)
ARRIVALS = (
    "{year}年，{we}共收到政府信息公开申请{new}件",
    "{year}年度新收政府信息公开申请 {new} 件",
    "全年共收到依申请公开政府信息申请{new}件",
    "本年度，{short}收到政府信息公开申请{new}份",
    "{year}年，{short}共受理公民、法人和其他组织提出的政府信息公开申请{new}件",
    "{year}年，{we}共收到{new}件政府信息公开申请",
    "本年度新收依申请公开 {new} 条",
    "{we}严格按照法定时限和程序办理依申请公开事项。{year}年收到申请{new}件",
)
DONE = (
    "全年办结{done}件",
    "本年度共办结政府信息公开申请{done}件",
    "已按期答复并办结{done}件",
    "共答复{done}件",
    "本年度答复政府信息公开申请 {done} 件",
)
CARRIED = (
    "结转下年度继续办理{co}件。",
    "截至年底，尚有{co}件结转下年度办理。",
    "另有 {co} 件结转{next}年办理。",
)
ALL_DONE = ("全部按时办结，无结转下年度办理的申请。", "均已在法定期限内答复，全部办结。", "均按期办结。")
OUTCOMES = (
    ("granted", "予以公开"),
    ("partially", "部分公开"),
    ("denied", "不予公开"),
    ("unable", "无法提供"),
    ("refused", "不予处理"),
    ("other", "其他处理"),
)
ASIDES = (
    "全年接听群众咨询电话{a}次，解答咨询{b}件。",
    "办理12345热线工单{a}件，按期办结率100%。",
    "公开查阅点接待群众{a}人次。",
    "同步回复网上留言{a}条，群众满意率98.5%。",
)
NO_DISPUTES = (
    "{year}年，未发生因政府信息公开引起的行政复议、行政诉讼。",
    "全年未发生政府信息公开行政复议和行政诉讼案件。",
    "因政府信息公开被申请行政复议0件，被提起行政诉讼0件。",
    "没有因政府信息公开工作被申请行政复议、提起行政诉讼的情况。",
)
REVIEWS = (
    "因政府信息公开被申请行政复议{total}件{parts}",
    "{year}年发生政府信息公开行政复议案件{total}件{parts}",
    "办理涉及政府信息公开的行政复议{total}件{parts}",
)
SUITS = (
    "被提起行政诉讼{total}件{parts}",
    "政府信息公开行政诉讼案件{total}件{parts}",
    "发生行政诉讼{total}件{parts}",
)
RESULTS = (("upheld", "结果维持"), ("corrected", "结果纠正"), ("other", "其他结果"), ("pending", "尚未审结"))


def write(draft: Draft, rng: random.Random) -> list[str]:
    """One or two paragraphs about applications and disputes."""
    known = words(draft, rng)
    figures = draft.figures
    if figures.total("new_received") == figures.total("carried_in") == 0:
        text = rng.choice(NOTHING).format(**known)
        draft.claim(0, "table3.new_received.total")
    else:
        text = _applications(draft, rng, known)
    if rng.random() < 0.3:
        text += rng.choice(ASIDES).format(a=rng.randint(11, 300), b=rng.randint(2, 40))
    disputes = _disputes(draft, rng, known)
    if disputes and rng.random() < 0.5:
        return [text, disputes]
    return [text + disputes]


def _applications(draft: Draft, rng: random.Random, known: dict[str, str]) -> str:
    figures = draft.figures
    new, done, out = (figures.total(row) for row in ("new_received", "result_total", "carried_out"))
    carried = figures.total("carried_in")
    text = rng.choice(ARRIVALS).format(new=new, **known)
    draft.claim(new, "table3.new_received.total")
    text += _applicants(draft, rng, new)
    if carried:
        text += rng.choice(["；上年结转{c}件", "，上年度结转{c}件", "，另有上年结转申请 {c} 件"]).format(
            c=carried
        )
        draft.claim(carried, "table3.carried_in.total")
    text += "。"
    if out == 0 and rng.random() < 0.5:
        return text + rng.choice(ALL_DONE)
    text += rng.choice(DONE).format(done=done, **known) + _outcomes(draft, rng)
    draft.claim(done, "table3.result_total.total")
    if out:
        text += "；" + rng.choice(CARRIED).format(co=out, **known)
        draft.claim(out, "table3.carried_out.total")
        return text
    return text + rng.choice(["。", "，无结转。", "，没有结转下年度继续办理的申请。"])


def _applicants(draft: Draft, rng: random.Random, new: int) -> str:
    row = [int(v or 0) for v in draft.figures.table3["new_received"]]
    persons, firms, others = row[0], row[1], sum(row[2:6])
    shape = rng.randrange(4)
    if new == 0:
        return ""
    if persons == new and shape < 3:
        draft.claim(persons, "table3.new_received.natural_person")
        return rng.choice(["，均为自然人申请", f"，其中自然人申请{persons}件", f"（自然人{persons}件）"])
    if shape == 0:
        return _channels(rng, new) if rng.random() < 0.5 else ""
    draft.claim(persons, "table3.new_received.natural_person")
    if shape == 1 or others:
        return f"，其中自然人申请{persons}件，法人或其他组织申请{new - persons}件"
    draft.claim(firms, "table3.new_received.commercial_enterprise")
    return rng.choice(
        [f"，其中自然人{persons}件、商业企业{firms}件", f"（自然人{persons}件，商业企业{firms}件）"]
    )


def _channels(rng: random.Random, new: int) -> str:
    """How the applications came in: figures that no cell holds, yet they add up."""
    online = rng.randint(0, new)
    letters = rng.randint(0, new - online)
    return f"（网络申请{online}件、信函申请{letters}件、当面申请{new - online - letters}件）"


def _outcomes(draft: Draft, rng: random.Random) -> str:
    figures = draft.figures
    if rng.random() < 0.35:
        return ""
    named = []
    for prefix, word in OUTCOMES:
        amount = figures.group(prefix)
        if amount:
            named.append(f"{word}{amount}件")
    if not named:
        return ""
    for prefix in ("granted", "partially_granted"):
        if figures.total(prefix):
            draft.claim(figures.total(prefix), f"table3.{prefix}.total")
    return "，其中" + rng.choice(["，", "、"]).join(named)


def _disputes(draft: Draft, rng: random.Random, known: dict[str, str]) -> str:
    tables = {row: [int(v or 0) for v in values] for row, values in draft.figures.table4.items()}
    if not any(values[4] for values in tables.values()):
        return rng.choice(NO_DISPUTES).format(**known) if rng.random() < 0.7 else ""
    review = tables["review"]
    text = rng.choice(REVIEWS).format(total=review[4], parts=_results(review, rng), **known)
    draft.claim(review[4], "table4.review.total")
    direct, after = tables["suit_direct"][4], tables["suit_after_review"][4]
    parts = f"（未经复议直接起诉{direct}件，复议后起诉{after}件）" if direct and after else ""
    suits = rng.choice(SUITS).format(total=direct + after, parts=parts, **known)
    draft.claim(direct + after, "table4.suit_direct.total", "table4.suit_after_review.total")
    return f"{text}；{suits}。"


def _results(values: list[int], rng: random.Random) -> str:
    named = [f"{word}{value}件" for (_, word), value in zip(RESULTS, values[:4], strict=True) if value]
    if not named or rng.random() < 0.4:
        return ""
    return "，其中" + "，".join(named)
