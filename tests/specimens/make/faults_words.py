"""Faults planted in headings and prose."""

import random

from tests.specimens.make import organs
from tests.specimens.make.compose import NUMERALS, SECTIONS
from tests.specimens.make.draft import Draft, Fault, Passage

VARIANTS = {
    1: ("工作概述", "总体工作情况"),
    2: ("主动公开政府信息的情况", "主动公开信息情况"),
    3: ("收到和处理申请情况", "依申请公开政府信息办理情况"),
    4: ("行政复议、行政诉讼情况", "政府信息公开复议和诉讼情况"),
    5: ("存在问题及改进措施", "存在的不足和下一步打算"),
    6: ("其他事项", "需要报告的其他事项"),
}
ALIEN = {
    "township": ("切实提高街道政务公开整体工作水平。", "我局将进一步压实公开责任。"),
    "street": ("切实提高全镇政务公开整体工作水平。", "我镇将进一步压实公开责任。"),
    "county": ("切实提高我镇政务公开整体工作水平。", "我局将进一步压实公开责任。"),
    "department": ("切实提高我镇政务公开整体工作水平。", "我街道将进一步压实公开责任。"),
}
ARTEFACT = "\f"


def _last(draft: Draft, tag: str) -> Passage:
    return [p for p in draft.tagged(tag) if p.kind == "p"][-1]


def section_missing(draft: Draft, rng: random.Random) -> Fault:
    """A whole section is not there."""
    number = rng.choice([4, 5, 6, 6])
    start = next(i for i, p in enumerate(draft.passages) if p.tag == f"s{number}.heading")
    after = [i for i, p in enumerate(draft.passages) if p.tag == f"s{number + 1}.heading"]
    del draft.passages[start : after[0] if after else None]
    also = ("T4_TOTAL",) if number == 4 else ()
    return Fault("SECTION_MISSING", (), "error", also=(*also, "PERIOD"), quote=SECTIONS[number][:4])


def topic_missing(draft: Draft, rng: random.Random) -> Fault:
    """One of the five matters of section one is not there; the others are renumbered."""
    kind = rng.choice(["management", "platform"])
    draft.drop(f"s1.{kind}")
    number = 0
    for passage in draft.passages:
        if passage.kind == "h2" and passage.tag.startswith("s1."):
            passage.text = f"（{NUMERALS[number]}）" + passage.text[3:]
            number += 1
    return Fault("TOPIC_MISSING", (), "warning")


def heading_number(draft: Draft, rng: random.Random) -> Fault:
    """A number is used twice, so the later ones are one too low."""
    heads = [
        p for p in draft.passages if p.tag.startswith("s1.") and p.tag.endswith(".heading") and p.kind == "h2"
    ]
    if heads and rng.random() < 0.6:
        for number, passage in enumerate(heads[2:], start=1):
            passage.text = f"（{NUMERALS[number]}）" + passage.text[3:]
        return Fault("HEADING_NUMBER", (), "notice", quote=heads[2].text)
    tops = [p for p in draft.passages if p.kind == "h1"]
    tops[4].text = "四" + tops[4].text[1:]
    return Fault("HEADING_NUMBER", (), "notice", quote=tops[4].text)


def heading_wording(draft: Draft, rng: random.Random) -> Fault:
    """A section heading is not the official one."""
    number = rng.randint(1, 6)
    head = draft.tagged(f"s{number}.heading")[0]
    head.text = f"{NUMERALS[number - 1]}、{rng.choice(VARIANTS[number])}"
    return Fault("HEADING_WORDING", (), "notice", quote=head.text[2:])


def period_contradicts(draft: Draft, rng: random.Random) -> Fault:
    """The stated period is another year than the title's."""
    passage = draft.tagged("period")[-1]
    wrong = str(draft.year - 1)
    passage.text = passage.text.replace(str(draft.year), wrong)
    return Fault("PERIOD", (), "error", alternatives=("YEAR_MIX",), also=("YEAR_MIX",), quote=wrong)


def organ(draft: Draft, rng: random.Random) -> Fault:
    """The title names a place and no administrative organ."""
    for passage in draft.tagged("title"):
        passage.text = passage.text.replace(draft.organ.name, draft.organ.place)
    draft.title = draft.title.replace(draft.organ.name, draft.organ.place)
    return Fault("ORGAN", (), "warning")


def year_mix(draft: Draft, rng: random.Random) -> Fault:
    """A sentence that gives this year's figures or opens the report carries last year's number."""
    right, wrong = f"{draft.year}年", f"{draft.year - 1}年"
    tags = ("s1.proactive", "s1.on_request", "s1.intro")
    places = [p for tag in tags for p in draft.tagged(tag) if right in p.text]
    if places and rng.random() < 0.7:
        passage = rng.choice(places)
        passage.text = passage.text.replace(right, wrong)
    else:
        at = next(i for i, p in enumerate(draft.passages) if p.tag == "s1.heading")
        text = f"现将{wrong}度{draft.organ.short}政府信息公开工作情况报告如下。"
        draft.passages.insert(at + 1, Passage("p", text, "s1.intro"))
    return Fault("YEAR_MIX", (), "error", quote=wrong)


def text_lost(draft: Draft, rng: random.Random) -> Fault:
    """A passage breaks off in the middle of a sentence and the next heading follows."""
    kind = rng.choice(["management", "platform"])
    lost = {
        "management": "按照信息公开目录要求，各责任人员做好内容保障，定期梳理并积极主动",
        "platform": "为方便群众查阅，专门设立政务公开专栏并对各类栏目进行重新调整，使其更加",
    }[kind]
    passages = [p for p in draft.tagged(f"s1.{kind}") if p.kind == "p"]
    keep = passages[0].text.split("。")[0] + "。"
    for passage in passages[1:]:
        draft.passages.remove(passage)
    passages[0].text = keep + lost
    return Fault("TEXT_LOST", (), "warning", quote=lost[-6:])


def other_place(draft: Draft, rng: random.Random) -> Fault:
    """A sentence copied from an organ of another level or name."""
    sentences = list(ALIEN[draft.organ.kind])
    if draft.organ.kind == "township":
        sentences.append(
            f"{organs.other_town(rng, draft.organ)}人民政府高度重视政务公开工作，专题研究部署2次。"
        )
    sentence = rng.choice(sentences)
    _last(draft, rng.choice(["s1.management", "s1.safeguards", "s5.measures"])).text += sentence
    return Fault("OTHER_PLACE", (), "warning", quote=sentence[:6])


def artefact(draft: Draft, rng: random.Random) -> Fault:
    """A page number stands inside a sentence, or a label lost its last character."""
    if rng.random() < 0.6:
        passage = max(
            (p for p in draft.passages if p.kind == "p" and p.tag.startswith("s5")), key=lambda p: len(p.text)
        )
        at = len(passage.text) // 2
        passage.text = f"{passage.text[:at]}{ARTEFACT}{rng.randint(3, 7)}{ARTEFACT}{passage.text[at:]}"
        return Fault("TEXT_ARTEFACT", (), "notice")
    draft.labels["results"] = "三、本年度办理结"
    return Fault("TEXT_ARTEFACT", (), "notice")


PLANTED = {
    "SECTION_MISSING": section_missing, "TOPIC_MISSING": topic_missing, "HEADING_NUMBER": heading_number,
    "HEADING_WORDING": heading_wording, "PERIOD_OTHER": period_contradicts, "ORGAN": organ, "YEAR_MIX": year_mix,
    "TEXT_LOST": text_lost, "OTHER_PLACE": other_place, "TEXT_ARTEFACT": artefact,
}  # fmt: skip
