"""Section five: problems, and for each a measure on the same matter."""

import random

from tests.specimens.make.draft import Draft
from tests.specimens.make.prose.opening import words

PAIRS = (
    ("业务能力有待提升，个别工作人员对《条例》学习不深、把握不准",
     "加强业务培训，{next}年计划组织工作人员集中学习《条例》不少于四次，提升业务能力"),
    ("信息更新不够及时，部分栏目存在更新滞后的现象",
     "建立栏目更新提醒制度，按月核对更新情况，确保信息更新及时"),
    ("政策解读形式较为单一，图解、视频类解读偏少",
     "丰富政策解读形式，综合运用图解、短视频、现场宣讲等方式开展解读"),
    ("公开渠道不够宽，老年群众获取信息不便",
     "拓宽公开渠道，用好广播、公开栏和入户宣传，方便老年群众获取信息"),
    ("人员力量不足，从事信息公开的多为兼职人员",
     "充实人员力量，配备专职人员从事信息公开工作，保持队伍稳定"),
    ("依申请公开答复文书不够规范，法律依据引用不完整",
     "规范依申请公开答复文书，统一答复模板，答复前由法律顾问审核法律依据"),
    ("部门之间沟通协调不够，信息报送衔接不畅",
     "健全沟通协调机制，明确信息报送联络员和报送时限，形成工作合力"),
    ("公开内容深度不够，重点领域信息公开数量偏少",
     "深化公开内容，围绕重点领域编制公开清单，增加重点领域信息公开数量"),
    ("公众参与度不高，意见征集反馈较少",
     "扩大公众参与，广泛开展意见征集，及时公布意见征集的采纳和反馈情况"),
)  # fmt: skip
NUMERALS = "一二三四五"
LEADS = (
    "{year}年，政府信息公开工作虽取得一定成效，但仍存在以下问题：",
    "过去一年，{we}政府信息公开工作与群众期待相比还有差距，主要表现为：",
    "对照《条例》要求，{we}工作中还存在一些不足：",
)
NEXT = (
    "{next}年，{we}将从以下方面改进：",
    "针对上述问题，下一步将采取以下措施：",
    "下一步，{we}将重点做好以下工作：",
)
LAST_YEAR = "针对{last}年度报告中提出的问题，{we}已完善工作制度，相关栏目均已完成整改。"


def write(draft: Draft, rng: random.Random, *, unanswered: bool) -> None:
    """Problems and measures; with `unanswered` the last problem gets a measure about something else."""
    known = words(draft, rng)
    *pairs, stranger = rng.sample(PAIRS, rng.randint(3, 5))
    chosen = [*pairs[:-1], stranger] if unanswered else pairs
    draft.unanswered = pairs[-1][0][:6] if unanswered else ""
    problems, measures = [p for p, _ in pairs], [m.format(**known) for _, m in chosen]
    shape = rng.randrange(5)
    if shape == 4:
        _in_pairs(draft, rng, problems, measures[: len(problems) - unanswered])
        return
    lead, turn = rng.choice(LEADS).format(**known), rng.choice(NEXT).format(**known)
    headings = rng.choice(
        [("存在的主要问题", "改进情况"), ("存在问题", "改进措施"), ("主要问题", "改进情况")]
    )
    if shape < 2:
        draft.add("h2", f"（一）{headings[0]}", "s5.head")
    _enumerate(draft, "s5.problems", lead, problems, one_paragraph=shape in (0, 2))
    if rng.random() < 0.25:
        draft.add("p", LAST_YEAR.format(**known), "s5.last")
    if shape < 2:
        draft.add("h2", f"（二）{headings[1]}", "s5.head")
    _enumerate(draft, "s5.measures", turn, measures, one_paragraph=shape in (0, 2))


def _in_pairs(draft: Draft, rng: random.Random, problems: list[str], measures: list[str]) -> None:
    """Each problem followed by its own measure; the last may have none."""
    draft.add("p", rng.choice(LEADS[:1] + LEADS[2:]).format(**words(draft, rng)), "s5.problems")
    turn = rng.choice(["下一步，", "对此，将", "改进措施："])
    for number, problem in enumerate(problems):
        measure = f"{turn}{measures[number]}。" if number < len(measures) else ""
        draft.add("p", f"{NUMERALS[number]}是{problem}。{measure}", "s5.measures")


def _enumerate(draft: Draft, tag: str, lead: str, items: list[str], *, one_paragraph: bool) -> None:
    named = [f"{NUMERALS[i]}是{item}" for i, item in enumerate(items)]
    if one_paragraph:
        draft.add("p", lead + "；".join(named) + "。", tag)
        return
    draft.add("p", lead, tag)
    for text in named:
        draft.add("p", text + "。", tag)
