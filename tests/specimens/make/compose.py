"""Puts the passages of one report together, agreeing with its figures unless a fault asks otherwise."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.specimens.make import figures, organs
from tests.specimens.make.draft import Draft
from tests.specimens.make.prose import closing, opening, problems, published, requested, upkeep

SECTIONS = {
    1: "总体情况", 2: "主动公开政府信息情况", 3: "收到和处理政府信息公开申请情况",
    4: "政府信息公开行政复议、行政诉讼情况", 5: "存在的主要问题及改进情况", 6: "其他需要报告的事项",
}  # fmt: skip
TOPICS = {
    "proactive": ("主动公开", "主动公开情况", "主动公开政府信息情况"),
    "on_request": ("依申请公开", "依申请公开情况", "依申请公开办理情况"),
    "management": ("政府信息管理", "政府信息管理情况"),
    "platform": ("政府信息公开平台建设", "平台建设情况", "政府信息公开平台建设情况"),
    "safeguards": ("监督保障", "监督保障情况"),
}
# Older reports carry the headings of the trial form and its guidance; readers know them.
OLDER = {
    2: "行政机关主动公开政府信息情况", 4: "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    5: "政府信息公开工作存在的主要问题及改进情况",
}  # fmt: skip
NUMERALS = "一二三四五六"
INTROS = (
    "{year}年，{short}认真贯彻落实《中华人民共和国政府信息公开条例》，围绕中心工作，持续提升政务公开质效。",
    "{year}年，{we}坚持以人民为中心的发展思想，全面推进决策、执行、管理、服务、结果公开，各项工作有序开展。",
    "一年来，{we}在上级主管部门指导下，不断规范公开内容、拓展公开渠道，政府信息公开工作平稳推进。",
    "",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a specimen is asked to be before its words and figures are drawn."""

    kind: str
    form: str
    year: int
    profile: str
    knobs: Mapping[str, int] = field(default_factory=dict)
    few_published: int | None = None
    no_count: bool = False
    without_results: tuple[str, ...] = ()
    unanswered: bool = False
    denies_fee: bool = False
    no_period: bool = False
    run_in: bool = False


def compose(wish: Wish, rng: random.Random) -> Draft:
    """A whole report: title, preamble, six sections."""
    organ = organs.choose(rng, wish.kind)
    filled = figures.make(rng=rng, form=wish.form, profile=wish.profile, kind=wish.kind, knobs=wish.knobs)
    if wish.few_published is not None:
        filled.table2["licences"]["decisions"] = wish.few_published + rng.randint(5, 60)
    draft = Draft(organ, wish.year, wish.form, filled)
    front = rng.random() < 0.5
    opening.write(draft, rng, period_in_front=front and not wish.no_period)
    _section_one(draft, wish, rng)
    names = {**SECTIONS, **OLDER} if rng.random() < 0.12 else SECTIONS
    for number in (2, 3, 4):
        heading(draft, number, names)
        draft.add("table", f"table{number}", f"s{number}.table")
    heading(draft, 5, names)
    problems.write(draft, rng, unanswered=wish.unanswered)
    heading(draft, 6, names)
    closing.write(draft, rng, period_here=not front and not wish.no_period, denies_fee=wish.denies_fee)
    return draft


def heading(draft: Draft, number: int, names: Mapping[int, str]) -> None:
    """The numbered heading of a section."""
    draft.add("h1", f"{NUMERALS[number - 1]}、{names[number]}", f"s{number}.heading")


def _section_one(draft: Draft, wish: Wish, rng: random.Random) -> None:
    heading(draft, 1, SECTIONS)
    intro = rng.choice(INTROS).format(**opening.words(draft, rng))
    if intro:
        draft.add("p", intro, "s1.intro")
    floor = draft.figures.decisions
    count = floor + rng.choice([rng.randint(9, 60), rng.randint(30, 400), rng.randint(200, 1500)])
    if wish.few_published is not None:
        count = max(3, wish.few_published)
    texts = {
        "proactive": published.write(draft, rng, count=None if wish.no_count else count),
        "on_request": requested.write(draft, rng),
        "management": upkeep.management(draft, rng),
        "platform": upkeep.platform(draft, rng),
        "safeguards": upkeep.supervision(draft, rng, without=wish.without_results),
    }
    formal = rng.random() < 0.5
    for number, (kind, paragraphs) in enumerate(texts.items()):
        name = TOPICS[kind][0] if formal else rng.choice(TOPICS[kind])
        label = f"（{NUMERALS[number]}）{name}"
        if wish.run_in:
            paragraphs[0] = f"{label}。{paragraphs[0]}"
        else:
            draft.add("h2", label, f"s1.{kind}.heading")
        for text in paragraphs:
            draft.add("p", text, f"s1.{kind}")
