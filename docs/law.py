"""The reference pages of what the law data says about publication: limits, calendars, chains of review, the catalogue."""

from collections.abc import Iterator, Mapping

from docs.markdown import page, table
from gongkai.kernel.checklist import Attribute, Checklist
from gongkai.kernel.cycles import Cycle
from gongkai.kernel.limits import Limit, Unit
from gongkai.kernel.review import Chain, Stage
from gongkai.lawbook.calendars import calendar
from gongkai.lawbook.catalogue import catalogue
from gongkai.lawbook.chains import ReviewLaw, review_law
from gongkai.lawbook.duties import duties
from gongkai.lawbook.limits import limits

OVERLAY = "本机关可以在 `GONGKAI_LAW_DIR` 中另定一份。"
CYCLES = {
    Cycle.NONE: "长期公开",
    Cycle.MONTHLY: "每月",
    Cycle.QUARTERLY: "每季度",
    Cycle.HALF_YEARLY: "每半年",
    Cycle.YEARLY: "每年",
    Cycle.AS_IT_HAPPENS: "随时公开",
}
ANSWERS = {"yes": "是", "no": "否", "na": "不涉及"}
PARTS = {"propose": "提出", "review": "审核", "approve": "批准"}


def limits_page() -> str:
    """Every limit with its source, and which years of the calendar are known by which notice."""
    known = calendar()
    rows = (
        (one.name, f"`{one.code}`", _long(one), one.start, one.article, _kind(one))
        for one in limits().values()
    )
    years = ((str(year), "、".join(_notices(year, known.off | known.makeup))) for year in sorted(known.years))
    return page(
        "期限和工作日",
        f"数据在 `src/gongkai/law/limits.toml` 和 `src/gongkai/law/calendars/`，{OVERLAY}"
        "当日不计；没有公布放假安排的年份只按星期计算，算出的日期是暂定的。",
        "## 期限",
        table(("期限", "编码", "多久", "自何时起", "依据", "说明"), rows),
        "## 放假安排",
        table(("年份", "通知"), years),
    )


def _long(limit: Limit) -> str:
    at_least = "不少于" if limit.is_least else ""
    if limit.unit is Unit.NEXT_YEAR and limit.by:
        return f"次年{limit.by[0]}月{limit.by[1]}日前"
    if limit.unit is Unit.CYCLE:
        return CYCLES[limit.cycle]
    return f"{at_least}{limit.amount}{'个工作日' if limit.unit is Unit.WORKDAY else '日'}"


def _kind(limit: Limit) -> str:
    told = [("可以另定", limit.is_policy), ("未见正式文本，使用前请核对", limit.is_unverified)]
    return "；".join(words for words, holds in told if holds)


def _notices(year: int, days: Mapping) -> list[str]:
    return sorted({holiday.notice for day, holiday in days.items() if day.year == year})


def reviews_page() -> str:
    """Chains, which kind of paper asks for which, checklists, attributes with their reasons."""
    law = review_law()
    return page(
        "审签",
        f"数据在 `src/gongkai/law/chains.toml`，{OVERLAY}提出、审核、批准须是三个人，这一条写在程序和数据库里，改不了。",
        *_chains(law.chains),
        "## 哪一类材料至少走哪一种",
        table(
            ("材料", "编码", "至少"),
            ((k.name, f"`{k.code}`", law.chains[k.least].name) for k in law.kinds.values()),
        ),
        "## 公开属性和理由",
        table(("属性", "编码", "文末标注", "须写理由"), map(_attribute, law.attributes.values())),
        table(
            ("理由", "编码", "可用于"),
            (
                (
                    one.name,
                    f"`{one.code}`",
                    "、".join(law.attributes[code].name for code in sorted(one.attributes)),
                )
                for one in law.reasons.values()
            ),
        ),
        *_checklists(law),
    )


def _chains(chains: Mapping[str, Chain]) -> Iterator[str]:
    for chain in chains.values():
        yield f"## {chain.name}（`{chain.code}`）"
        yield table(("环节", "作用", "由谁办", "核对表"), map(_stage, chain.stages))


def _stage(stage: Stage) -> tuple[str, ...]:
    names = "、".join(duties()[code].name for code in stage.duties)
    return stage.name, PARTS[stage.part], names, "、".join(one.name for one in stage.checklists)


def _attribute(one: Attribute) -> tuple[str, ...]:
    return one.name, f"`{one.code}`", one.sentence, "是" if one.needs_reason else ""


def _checklists(law: ReviewLaw) -> Iterator[str]:
    """Each once, however many stages use it; then those that one kind of paper is asked instead."""
    every: dict[str, Checklist] = {
        one.code: one for chain in law.chains.values() for stage in chain.stages for one in stage.checklists
    }
    every |= {one.code: one for kind in law.kinds.values() for one in kind.asks.values()}
    for checklist in every.values():
        yield f"## {checklist.name}（核对表）"
        rows = (
            (question.ask, "、".join(ANSWERS[answer] for answer in sorted(question.passes)))
            for question in checklist.questions
        )
        yield table(("问题", "怎样回答可以通过"), rows)


def catalogue_page() -> str:
    """The items that the Regulation names, and the rows with which a new catalogue begins."""
    law = catalogue()
    articles = ((one.name, f"`{one.code}`", one.article) for one in law.articles.values())
    rows = (
        (one.name, f"`{one.code}`", one.article, limits()[one.limit].name, CYCLES[one.cycle])
        for one in law.rows.values()
        if not one.is_by_choice
    )
    chosen = ((one.name, f"`{one.code}`", one.basis) for one in law.rows.values() if one.is_by_choice)
    return page(
        "目录",
        f"数据在 `src/gongkai/law/catalogue/`，{OVERLAY}",
        "## 条例列举的内容",
        table(("内容", "编码", "依据"), articles),
        "## 基础目录",
        "机关采用以后可以增加、修改、停用，并为每一项指定责任科室和责任人。",
        table(("公开事项", "编码", "属于", "时限", "更新周期"), rows),
        "## 自愿设的栏目",
        "第一次用到时列入目录，不计入法定主动公开；机关可以停用。",
        table(("栏目", "编码", "依据"), chosen),
        "## 试点领域",
        "26 个领域的名称没有见到正式文本，使用前请核对。",
        "、".join(law.fields.values()) + "。",
    )
